//! Moments in the group's time zone, and the current one.

use crate::model::when::When;
use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, NaiveTime, SecondsFormat, TimeZone, Utc};
use chrono_tz::Tz;

/// The moment a command runs, in the group's time zone. A day alone means its first moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now(DateTime<Tz>);

impl Now {
    /// Creates it from the clock.
    pub fn from_clock(moment: DateTime<Utc>, zone: Tz) -> Self {
        Self(moment.with_timezone(&zone))
    }

    /// Creates it from a day or a moment given by the user.
    pub fn from_when(when: When, zone: Tz) -> Self {
        Self(resolve_moment(when, zone))
    }

    /// The moment.
    pub fn moment(&self) -> DateTime<Tz> {
        self.0
    }

    /// The day in the group's time zone.
    pub fn day(&self) -> NaiveDate {
        self.0.date_naive()
    }
}

/// The clock of a run: when it happens, unless the user says when.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    /// The day or the moment that the user set.
    pub today: Option<When>,
    /// The moment of the system's clock.
    pub system: DateTime<Utc>,
}

impl Clock {
    /// This moment in a zone, or the day that the user set.
    pub fn moment_in(self, zone: Tz) -> Now {
        match self.today {
            Some(when) => Now::from_when(when, zone),
            None => Now::from_clock(self.system, zone),
        }
    }

    /// This moment as records state it: in UTC to the second, or the day that the user set.
    pub fn record_moment(self, zone: Tz) -> When {
        match self.today {
            Some(day @ When::Day(_)) => day,
            _ => When::At(self.moment_in(zone).moment().with_timezone(&Utc).fixed_offset()),
        }
    }
}

/// Converts a day or a moment of a file to the group's time zone. A day means its first moment.
pub fn resolve_moment(when: When, zone: Tz) -> DateTime<Tz> {
    match when {
        When::Day(day) => local_moment(day.and_time(NaiveTime::MIN), zone),
        When::Local(moment) => local_moment(moment, zone),
        When::At(moment) => moment.with_timezone(&zone),
    }
}

/// Whether one is later than the other. A day alone is neither before nor after a moment of that day.
pub fn is_later(one: When, other: When, zone: Tz) -> bool {
    let (first, second) = (resolve_moment(one, zone), resolve_moment(other, zone));
    if matches!(one, When::Day(_)) || matches!(other, When::Day(_)) {
        first.date_naive() > second.date_naive()
    } else {
        first > second
    }
}

/// Converts a local time in a time zone. If the time occurs twice (the clock goes back), the first is used; a skipped
/// time (the clock goes forward) is taken one hour later.
pub fn local_moment(moment: NaiveDateTime, zone: Tz) -> DateTime<Tz> {
    zone.from_local_datetime(&moment)
        .earliest()
        .or_else(|| zone.from_local_datetime(&(moment + Duration::hours(1))).earliest())
        .unwrap_or_else(|| zone.from_utc_datetime(&moment))
}

/// `2026-02-12 09:00 UTC`: for people.
pub fn format_moment(moment: DateTime<Tz>) -> String {
    moment.format("%Y-%m-%d %H:%M %Z").to_string()
}

/// RFC 3339 with seconds: for programs.
pub fn format_timestamp(moment: DateTime<Tz>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Secs, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_across_the_change_of_the_clock() {
        let madrid = chrono_tz::Europe::Madrid;
        let at = |text: &str| format_timestamp(resolve_moment(When::parse(text).unwrap(), madrid));
        assert_eq!(at("2026-03-29T02:30"), "2026-03-29T03:30:00+02:00", "skipped");
        assert_eq!(at("2026-10-25T02:30"), "2026-10-25T02:30:00+02:00", "twice");
        assert_eq!(at("2026-01-30T16:20:00Z"), "2026-01-30T17:20:00+01:00");
        assert_eq!(at("2026-02-12"), "2026-02-12T00:00:00+01:00");
    }

    #[test]
    fn a_day_alone_is_compared_by_day() {
        let madrid = chrono_tz::Europe::Madrid;
        let later = |one, other| is_later(When::parse(one).unwrap(), When::parse(other).unwrap(), madrid);
        assert!(later("2026-02-12T09:00:01", "2026-02-12T08:00Z"));
        assert!(!later("2026-02-12T09:00", "2026-02-12T08:00Z"));
        assert!(!later("2026-02-12T09:00", "2026-02-12") && !later("2026-02-12", "2026-02-12T09:00"));
        assert!(later("2026-02-11T23:30Z", "2026-02-11"), "which is the 12th in Madrid");
        assert!(!later("2026-02-12", "2026-02-11T23:30Z"));
    }
}
