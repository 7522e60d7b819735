//! When the clocks of a time zone change.

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::{OffsetName, Tz};

/// A change of a time zone's clocks, forward or back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockChange {
    /// The local time of the change, by the old offset.
    pub at: NaiveDateTime,
    /// Seconds east of UTC before the change.
    pub from: i32,
    /// Seconds east of UTC after the change.
    pub to: i32,
    /// The abbreviation of the new time, such as `CEST`; `None` if it has none.
    pub name: Option<String>,
}

/// The clock changes of a time zone between the starts of two days in UTC, oldest first. A new name alone is not a
/// change.
pub fn clock_changes(zone: Tz, first: NaiveDate, last: NaiveDate) -> Vec<ClockChange> {
    let mut changes = Vec::new();
    let mut day = utc_midnight(first);
    let end = utc_midnight(last);
    while day < end {
        let next = day + Days::new(1);
        if utc_offset(zone, day) != utc_offset(zone, next) {
            changes.push(find_change(zone, day, next));
        }
        day = next;
    }
    changes
}

/// Seconds east of UTC.
pub fn utc_offset(zone: Tz, moment: DateTime<Utc>) -> i32 {
    zone.offset_from_utc_datetime(&moment.naive_utc()).fix().local_minus_utc()
}

/// The abbreviation of a time zone at a moment, such as `CEST`; `None` if it has none.
pub fn zone_abbreviation(zone: Tz, moment: DateTime<Utc>) -> Option<String> {
    zone.offset_from_utc_datetime(&moment.naive_utc()).abbreviation().map(str::to_owned)
}

/// The start of a day in UTC.
pub fn utc_midnight(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc()
}

/// Finds the change between two moments with different offsets.
fn find_change(zone: Tz, mut before: DateTime<Utc>, mut after: DateTime<Utc>) -> ClockChange {
    let from = utc_offset(zone, before);
    while after - before > TimeDelta::seconds(1) {
        let middle = before + TimeDelta::seconds((after - before).num_seconds() / 2);
        if utc_offset(zone, middle) == from {
            before = middle;
        } else {
            after = middle;
        }
    }
    let at = after.naive_utc() + TimeDelta::seconds(i64::from(from));
    ClockChange { at, from, to: utc_offset(zone, after), name: zone_abbreviation(zone, after) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_group::day;

    fn format_changes(zone: Tz, first: &str, last: &str) -> Vec<String> {
        clock_changes(zone, day(first), day(last))
            .iter()
            .map(|change| format!("{} {} {} {:?}", change.at, change.from, change.to, change.name))
            .collect()
    }

    #[test]
    fn summer_time_comes_and_goes() {
        assert_eq!(
            format_changes(chrono_tz::Europe::Madrid, "2026-01-01", "2027-01-01"),
            ["2026-03-29 02:00:00 3600 7200 Some(\"CEST\")", "2026-10-25 03:00:00 7200 3600 Some(\"CET\")"]
        );
        assert_eq!(
            format_changes(chrono_tz::Australia::Lord_Howe, "2026-01-01", "2027-01-01"),
            ["2026-04-05 02:00:00 39600 37800 None", "2026-10-04 02:00:00 37800 39600 None"]
        );
        assert_eq!(format_changes(chrono_tz::UTC, "1970-01-01", "2100-01-01"), [""; 0]);
    }

    #[test]
    fn a_time_zone_may_abolish_summer_time() {
        let tehran = format_changes(chrono_tz::Asia::Tehran, "2022-01-01", "2050-01-01");
        assert_eq!(tehran.len(), 2, "{tehran:?}");
    }
}
