//! When the group meets: slots and exceptions.

mod exception;
mod slot;
#[cfg(test)]
mod tests;
mod typed_slot;

pub use exception::{Exception, MovedDay, NotHeldDay};
pub use slot::{Slot, TimedSlot};

use crate::finding::ProblemKind;
use crate::model::record::Reader;
use crate::model::spelling::suggest_word;
use crate::model::wording::format_count;
use crate::source::Place;
use chrono::{Datelike, Days, NaiveDate, NaiveTime, TimeDelta, Weekday};

/// The days that a slot falls on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cadence {
    /// `2nd thursday`: the nth weekday of each month, n from 1 to 5.
    Monthly {
        /// Which of those weekdays in the month, from 1 to 5; a month without a fifth has no such day.
        nth: u8,
        /// The weekday.
        weekday: Weekday,
    },
    /// `last thursday` of each month.
    Last {
        /// The weekday.
        weekday: Weekday,
    },
    /// `every: 2 weeks` counted from a day.
    Weekly {
        /// The weeks from one call to the next, from 1 to 52.
        weeks: u32,
        /// The first of those days, in the group's time zone.
        from: NaiveDate,
    },
}

impl Cadence {
    fn weekday(self) -> Weekday {
        match self {
            Cadence::Monthly { weekday, .. } | Cadence::Last { weekday } => weekday,
            Cadence::Weekly { from, .. } => from.weekday(),
        }
    }

    fn falls_on(self, day: NaiveDate) -> bool {
        day.weekday() == self.weekday()
            && match self {
                Cadence::Monthly { nth, .. } => (day.day() - 1) / 7 + 1 == u32::from(nth),
                Cadence::Last { .. } => {
                    day.checked_add_days(Days::new(7)).is_none_or(|next| next.month() != day.month())
                }
                Cadence::Weekly { weeks, from } => (day - from).num_weeks() % i64::from(weeks) == 0,
            }
    }
}

/// The words for the nth weekday of a month, n from 1.
const ORDINALS: [[&str; 2]; 5] =
    [["1st", "first"], ["2nd", "second"], ["3rd", "third"], ["4th", "fourth"], ["5th", "fifth"]];
/// The word for the last weekday of a month.
const LAST: &str = "last";

/// Suggests a slot for a mistyped one, such as `1st tuesday` for `1st tusday`.
pub fn suggest_slot(text: &str) -> Option<String> {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let text = text.to_ascii_lowercase();
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<&str> =
        words.filter(|word| !matches!(*word, "" | "every" | "the" | "of" | "each" | "month")).collect();
    let ordinal = |word: &str| match word.as_bytes() {
        [digit @ b'1'..=b'5'] | [digit @ b'1'..=b'5', b'a'..=b'z', ..] => {
            ORDINALS.get(usize::from(*digit - b'1')).map(|[short, _]| *short)
        }
        [b'0'..=b'9', ..] => None,
        _ => {
            let near = suggest_word(word, ORDINALS.iter().map(|[_, long]| *long).chain([LAST]));
            near.filter(|near| near.starts_with(&word[..1]))
        }
    };
    // `tues` is an abbreviation, `thursdays` a plural.
    let day = |word: &str| {
        let full = DAYS.into_iter().find(|day| word.len() >= 3 && (day.starts_with(word) || word.starts_with(day)));
        full.or_else(|| suggest_word(word, DAYS))
    };
    match words[..] {
        [one, other] => {
            let (which, weekday) = ordinal(one).zip(day(other)).or_else(|| ordinal(other).zip(day(one)))?;
            Some(format!("{which} {weekday}"))
        }
        _ => None,
    }
}

/// Suggests a number of weeks for a mistyped one, such as `2 weeks` for `2 wekks`.
pub fn suggest_every(text: &str) -> Option<String> {
    let text = text.trim().to_ascii_lowercase();
    let (number, unit) = text.split_at(text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len());
    let weeks = match (number, unit.trim()) {
        ("", "weekly") => 1,
        ("", unit) => return suggest_word(unit, ["weekly"]).map(|_| "1 week".to_owned()),
        (number, unit) if unit.is_empty() || suggest_word(unit, ["week", "weeks"]).is_some() => number.parse().ok()?,
        _ => return None,
    };
    (1..=52).contains(&weeks).then(|| format_count(weeks, "week"))
}

impl std::fmt::Display for Cadence {
    /// `2nd Thursday`, `every 2 weeks from 2023-11-06`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Cadence::Monthly { nth, weekday } => {
                let ordinal = ORDINALS.get(usize::from(*nth).saturating_sub(1)).map_or("?", |[short, _]| short);
                write!(f, "{ordinal} {}", weekday_name(*weekday))
            }
            Cadence::Last { weekday } => write!(f, "{LAST} {}", weekday_name(*weekday)),
            Cadence::Weekly { weeks: 1, from } => write!(f, "every week from {from}"),
            Cadence::Weekly { weeks, from } => write!(f, "every {weeks} weeks from {from}"),
        }
    }
}

/// The English name in full.
pub fn weekday_name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

/// The days around a day, at most so many days away, the nearest first; of two, the earlier one first.
pub fn days_around(day: NaiveDate, most_days: i64) -> impl Iterator<Item = NaiveDate> {
    let distances = (1..=most_days).flat_map(|distance| [-distance, distance]);
    distances.filter_map(move |days| day.checked_add_signed(TimeDelta::days(days)))
}

/// The nearest days before and after a day, at most so many days away, that meet a condition.
pub fn nearest_days(day: NaiveDate, most_days: usize, is_match: impl Fn(NaiveDate) -> bool) -> Vec<NaiveDate> {
    let before = day.iter_days().rev().skip(1).take(most_days).find(|day| is_match(*day));
    let after = day.iter_days().skip(1).take(most_days).find(|day| is_match(*day));
    before.into_iter().chain(after).collect()
}

/// The longest call across midnight, in hours; a longer one has a wrong start or end.
const MOST_HOURS: i64 = 12;

/// The length of a call by its local start and end: an end before the start is on the next day.
pub fn call_length(start: NaiveTime, end: NaiveTime) -> TimeDelta {
    let length = end - start;
    if length <= TimeDelta::zero() { length + TimeDelta::days(1) } else { length }
}

/// Checks the start and end of a call.
///
/// # Errors
/// The mistake, as a phrase.
pub fn check_times(start: NaiveTime, end: NaiveTime) -> Result<(), String> {
    let (from, to) = (start.format("%H:%M"), end.format("%H:%M"));
    if start == end {
        return Err(format!("the call starts and ends at {from}"));
    }
    if end < start && call_length(start, end) > TimeDelta::hours(MOST_HOURS) {
        return Err(format!(
            "the call ends before it starts, and {from} to {to} of the next day is longer than {MOST_HOURS} hours"
        ));
    }
    Ok(())
}

/// Reports what is wrong with the start and the end of a call, at a place.
pub fn report_times(start: Option<NaiveTime>, end: Option<NaiveTime>, place: Place, reader: &mut Reader) {
    if let (Some(start), Some(end)) = (start, end)
        && let Err(message) = check_times(start, end)
    {
        reader.report(ProblemKind::WrongType, place, message, Some("Correct `start` or `end`.".to_owned()));
    }
}
