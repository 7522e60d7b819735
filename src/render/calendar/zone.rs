//! The group's time zone with its daylight saving time, as a VTIMEZONE component.

use super::property::{Clock, Component, Property, format_local, new_property, text_property};
use super::recurrence::{rule_property, weekday_code};
use crate::view::calls::plan::CYCLE_YEARS;
use crate::view::clock_changes::{ClockChange, clock_changes, utc_midnight, utc_offset, zone_abbreviation};
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use ical::component::{IcalComponent, IcalComponentKind};
use ical::prop::IcalPropKind;
use ical::value::IcalValue;
use ical::value::datetime::{IcalDateTime, IcalDateTimeList};
use ical::value::utc_offset::IcalUtcOffset;

/// The last year whose changes the time zone database lists.
const LAST_YEAR: i32 = 2099;

/// How date-times between two days are written, and the zone component if one is needed. Where the calendar continues
/// after them, so does the zone: the rules of its last years are taken to hold forever.
pub fn clock_and_zone(zone: Tz, first: NaiveDate, last: NaiveDate, goes_on: bool) -> (Clock, Option<Component>) {
    // Alarms fire before the first call.
    let begin = new_year(first.year() - 1);
    let seen = if goes_on { last.year() + CYCLE_YEARS } else { last.year() };
    let last_year = seen.min(LAST_YEAR).max(first.year());
    let changes = clock_changes(zone, begin, new_year(last_year + 1));
    let earliest = utc_offset(zone, utc_midnight(begin));
    if changes.is_empty() && earliest == 0 {
        return (Clock::Utc, None);
    }
    let at_first = ClockChange {
        at: utc_midnight(begin).naive_utc(),
        from: earliest,
        to: earliest,
        name: zone_abbreviation(zone, utc_midnight(begin)),
    };
    let (runs, others) = group_changes(&changes);
    let of_runs = runs.iter().filter_map(|run| {
        let first = run.first()?;
        Some((first.at, build_observance(first, &[], Some(yearly_rule(first, run, last_year)))))
    });
    let of_others = others.iter().filter_map(|similar| {
        let first = similar.first()?;
        Some((first.at, build_observance(first, similar, None)))
    });
    let mut later: Vec<(NaiveDateTime, Component)> = of_runs.chain(of_others).collect();
    later.sort_by_key(|(at, _)| *at);
    let mut parts = vec![build_observance(&at_first, &[], None)];
    parts.extend(later.into_iter().map(|(_, part)| part));
    let props = vec![text_property(IcalPropKind::TzId, zone.name())];
    (Clock::Local, Some(IcalComponent { name: IcalComponentKind::VTimezone.into(), props, components: parts }))
}

fn new_year(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default()
}

/// Changes with the same effect.
type SimilarChanges<'c> = Vec<&'c ClockChange>;

/// Groups the changes: first those that recur every year on the same weekday within seven days, then the others by their
/// effect. Groups are in the order of their first change.
fn group_changes(changes: &[ClockChange]) -> (Vec<SimilarChanges<'_>>, Vec<SimilarChanges<'_>>) {
    let mut runs: Vec<SimilarChanges> = Vec::new();
    for change in changes {
        match runs.iter_mut().find(|run| continues_run(run, change)) {
            Some(run) => run.push(change),
            None => runs.push(vec![change]),
        }
    }
    let (runs, single): (Vec<_>, Vec<_>) = runs.into_iter().partition(|run| run.len() > 1);
    let mut others: Vec<SimilarChanges> = Vec::new();
    for change in single.into_iter().flatten() {
        match others.iter_mut().find(|similar| similar.iter().all(|other| has_same_effect(other, change))) {
            Some(similar) => similar.push(change),
            None => others.push(vec![change]),
        }
    }
    (runs, others)
}

fn has_same_effect(one: &ClockChange, other: &ClockChange) -> bool {
    (one.from, one.to, &one.name) == (other.from, other.to, &other.name)
}

/// Whether a change continues a run of the years before it.
fn continues_run(run: &SimilarChanges, change: &ClockChange) -> bool {
    let days = || run.iter().map(|it| it.at.day()).chain([change.at.day()]);
    let span = days().max().zip(days().min()).map_or(0, |(last, first)| last - first);
    run.last().is_some_and(|last| {
        let kind = |it: &ClockChange| (it.at.month(), it.at.weekday(), it.at.time());
        kind(last) == kind(change)
            && has_same_effect(last, change)
            && last.at.year() + 1 == change.at.year()
            && span < 7
    })
}

/// The rule of a run: the nth or the last weekday of a month, else the weekday within seven days of the month. It has no
/// end if the run reaches the last year.
fn yearly_rule(first: &ClockChange, run: &[&ClockChange], last_year: i32) -> Property {
    let days = || run.iter().map(|change| change.at.day());
    let (earliest, latest) = (days().min().unwrap_or(1), days().max().unwrap_or(1));
    let (month, weekday) = (first.at.month(), weekday_code(first.at.weekday()));
    let is_last = month != 2 && earliest + 7 > u32::from(first.at.date().num_days_in_month());
    let days = if is_last {
        format!("BYDAY=-1{weekday}")
    } else if (earliest - 1) / 7 == (latest - 1) / 7 {
        format!("BYDAY={}{weekday}", (earliest - 1) / 7 + 1)
    } else {
        let window: Vec<String> = (earliest..=latest).map(|day| day.to_string()).collect();
        format!("BYMONTHDAY={};BYDAY={weekday}", window.join(","))
    };
    let last = run.last().filter(|change| change.at.year() < last_year);
    rule_property(format!("FREQ=YEARLY;BYMONTH={month};{days}"), last.map(|change| change_in_utc(change)))
}

fn change_in_utc(change: &ClockChange) -> DateTime<Utc> {
    (change.at - TimeDelta::seconds(i64::from(change.from))).and_utc()
}

/// The offset from a change on, and from each of several changes with the same effect.
fn build_observance(first: &ClockChange, similar: &[&ClockChange], rule: Option<Property>) -> Component {
    // Countries differ in what they call standard time; readers expect daylight saving time to be ahead.
    let kind = if first.to > first.from { IcalComponentKind::Daylight } else { IcalComponentKind::Standard };
    let mut props = vec![
        new_property(IcalPropKind::DtStart, IcalValue::DateTime(IcalDateTime(format_local(first.at).into()))),
        new_property(IcalPropKind::TzOffsetFrom, IcalValue::UtcOffset(IcalUtcOffset(format_offset(first.from).into()))),
        new_property(IcalPropKind::TzOffsetTo, IcalValue::UtcOffset(IcalUtcOffset(format_offset(first.to).into()))),
    ];
    props.extend(first.name.as_deref().map(|name| text_property(IcalPropKind::TzName, name)));
    props.extend(rule);
    // The first day too: where there is a list, ical.js takes the start from it alone.
    let listed = if similar.len() > 1 { similar } else { &[] };
    props.extend(listed.iter().map(|change| {
        let value = IcalValue::DateTimeList(IcalDateTimeList(vec![format_local(change.at).into()]));
        new_property(IcalPropKind::RDate, value)
    }));
    IcalComponent { name: kind.into(), props, components: Vec::new() }
}

/// `+0100`; with seconds where old local times have them.
fn format_offset(offset: i32) -> String {
    let sign = if offset < 0 { '-' } else { '+' };
    let (hours, minutes, seconds) = (offset.abs() / 3600, offset.abs() / 60 % 60, offset.abs() % 60);
    let seconds = if seconds == 0 { String::new() } else { format!("{seconds:02}") };
    format!("{sign}{hours:02}{minutes:02}{seconds}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use ical::value::recur::IcalRecur;

    /// The components of a zone, one line each: kind, offsets, start, rule, and the number of listed days.
    fn describe_zone(zone: Tz, first: i32, last: i32, goes_on: bool) -> Option<Vec<String>> {
        let (clock, part) = clock_and_zone(zone, new_year(first), new_year(last), goes_on);
        assert_eq!(clock == Clock::Utc, part.is_none());
        let line = |part: &Component| {
            let value = |name: &str| {
                let found = part.props.iter().find(|prop| &*prop.name == name)?;
                match &found.value {
                    IcalValue::DateTime(IcalDateTime(text)) | IcalValue::UtcOffset(IcalUtcOffset(text)) => {
                        Some(text.to_string())
                    }
                    IcalValue::Recur(IcalRecur(text)) => Some(text.replace("FREQ=YEARLY;", "")),
                    _ => None,
                }
            };
            let more = part.props.iter().filter(|prop| &*prop.name == "RDATE").count();
            let words = ["TZOFFSETFROM", "TZOFFSETTO", "DTSTART", "RRULE"].map(|name| value(name).unwrap_or_default());
            format!("{} {} +{more}", &*part.name, words.join(" "))
        };
        part.map(|part| part.components.iter().map(line).collect())
    }

    #[test]
    fn changes_of_every_year_become_one_rule() {
        assert_eq!(
            describe_zone(chrono_tz::Europe::Madrid, 2024, 2026, true).unwrap(),
            [
                "STANDARD +0100 +0100 20230101T000000  +0",
                "DAYLIGHT +0100 +0200 20230326T020000 BYMONTH=3;BYDAY=-1SU +0",
                "STANDARD +0200 +0100 20231029T030000 BYMONTH=10;BYDAY=-1SU +0",
            ]
        );
        assert_eq!(
            describe_zone(chrono_tz::America::New_York, 2006, 2026, true).unwrap(),
            [
                "STANDARD -0500 -0500 20050101T000000  +0",
                "DAYLIGHT -0500 -0400 20050403T020000 BYMONTH=4;BYDAY=1SU;UNTIL=20060402T070000Z +0",
                "STANDARD -0400 -0500 20051030T020000 BYMONTH=10;BYDAY=-1SU;UNTIL=20061029T060000Z +0",
                "DAYLIGHT -0500 -0400 20070311T020000 BYMONTH=3;BYDAY=2SU +0",
                "STANDARD -0400 -0500 20071104T020000 BYMONTH=11;BYDAY=1SU +0",
            ]
        );
        let santiago = describe_zone(chrono_tz::America::Santiago, 2024, 2026, true).unwrap();
        assert_eq!(santiago[1], "STANDARD -0300 -0400 20230402T000000 BYMONTH=4;BYMONTHDAY=2,3,4,5,6,7,8;BYDAY=SU +0");
    }

    #[test]
    fn changes_without_a_rule_are_listed() {
        assert_eq!(
            describe_zone(chrono_tz::Asia::Tehran, 2022, 2026, true).unwrap(),
            [
                "STANDARD +0330 +0330 20210101T000000  +0",
                "DAYLIGHT +0330 +0430 20210322T000000  +2",
                "STANDARD +0430 +0330 20210922T000000  +2",
            ]
        );
        let casablanca = describe_zone(chrono_tz::Africa::Casablanca, 2024, 2026, true).unwrap();
        assert_eq!(
            casablanca,
            [
                "STANDARD +0100 +0100 20230101T000000  +0",
                "STANDARD +0100 +0000 20230319T030000  +33",
                "DAYLIGHT +0000 +0100 20230423T020000  +33",
            ]
        );
    }

    #[test]
    fn a_zone_that_is_utc_needs_none() {
        assert_eq!(describe_zone(chrono_tz::UTC, 2024, 2026, true), None);
        assert_eq!(describe_zone(chrono_tz::Atlantic::Reykjavik, 2024, 2026, true), None);
        assert_eq!(describe_zone(chrono_tz::Europe::London, 2024, 2024, false).map(|parts| parts.len()), Some(3));
        assert_eq!(
            describe_zone(chrono_tz::Asia::Kolkata, 2024, 2026, true).unwrap(),
            ["STANDARD +0530 +0530 20230101T000000  +0"]
        );
    }

    #[test]
    fn old_offsets_have_seconds() {
        assert_eq!([format_offset(3600), format_offset(-34_200), format_offset(-884)], ["+0100", "-0930", "-001444"]);
    }
}
