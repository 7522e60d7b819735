//! A slot as people type it on one line.

use super::slot::WeekInterval;
use super::{Cadence, Slot, TimedSlot, check_times, suggest_slot};
use crate::model::record::ShapedText;
use crate::model::when::parse_day;
use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};
use std::fmt;

impl TimedSlot {
    /// Parses a slot that begins on a day: `2nd thursday 09:00-10:30`, `monday 15:00-16:00` for every week, or
    /// `every 2 weeks from 2026-01-05 08:00-09:00`. The times are local.
    ///
    /// # Errors
    /// What was expected, as a phrase.
    pub fn parse(text: &str, since: NaiveDate) -> Result<Self, String> {
        let (days, times) = text.trim().rsplit_once(' ').unwrap_or((text, ""));
        let (start, end) =
            parse_times(times).ok_or("expected a slot and its times, such as `2nd thursday 09:00-10:30`")?;
        check_times(start, end)?;
        let slot = parse_days(days.trim(), since).ok_or_else(|| match suggest_slot(days) {
            Some(slot) => format!("did you mean `{slot} {times}`?"),
            None => "expected days such as `2nd thursday`, `last friday`, `monday` or `every 2 weeks from 2026-01-05`"
                .to_owned(),
        })?;
        let since = slot.from.is_none_or(|from| from < since).then_some(since);
        Ok(Self(Slot { start: Some(start), end: Some(end), since, ..slot }))
    }
}

impl fmt::Display for TimedSlot {
    /// `2nd Thursday, 09:00 to 10:30, from 2026-02-03, until 2026-12-31`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let (Some(cadence), Some(start), Some(end)) = (self.cadence(), self.start, self.end) {
            write!(f, "{cadence}, {} to {}", start.format("%H:%M"), end.format("%H:%M"))?;
        }
        self.since.map_or(Ok(()), |since| write!(f, ", from {since}"))?;
        self.until.map_or(Ok(()), |until| write!(f, ", until {until}"))
    }
}

fn parse_times(text: &str) -> Option<(NaiveTime, NaiveTime)> {
    let (start, end) = text.split_once(['-', '–'])?;
    let parse = |time: &str| NaiveTime::parse_from_str(time, "%H:%M").ok();
    Some((parse(start)?, parse(end)?))
}

/// A slot with its days alone; those of a weekday begin with the first one from a day on.
fn parse_days(text: &str, since: NaiveDate) -> Option<Slot> {
    if let Some(cadence) = Cadence::parse_text(text) {
        return Some(Slot { slot: Some(cadence), ..Slot::default() });
    }
    let text = text.strip_prefix("every ").unwrap_or(text);
    let (every, from) = match text.trim_end_matches('s').parse::<Weekday>() {
        Ok(weekday) => ("1 week", since.iter_days().find(|day| day.weekday() == weekday)?),
        Err(_) => {
            let (every, from) = text.split_once(" from ")?;
            (every, parse_day(from.trim())?)
        }
    };
    Some(Slot { every: Some(WeekInterval::parse_text(every)?), from: Some(from), ..Slot::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<String, String> {
        TimedSlot::parse(text, NaiveDate::from_ymd_opt(2026, 2, 3).unwrap()).map(|slot| slot.to_string())
    }

    #[test]
    fn slots_are_typed_on_one_line() {
        for (text, expected) in [
            ("2nd thursday 09:00-10:30", "2nd Thursday, 09:00 to 10:30, from 2026-02-03"),
            (" Last Friday 9:00–10:30 ", "last Friday, 09:00 to 10:30, from 2026-02-03"),
            ("monday 15:00-16:00", "every week from 2026-02-09, 15:00 to 16:00"),
            ("every tuesday 23:00-00:30", "every week from 2026-02-03, 23:00 to 00:30"),
            ("every 2 weeks from 2026-03-05 08:00-09:00", "every 2 weeks from 2026-03-05, 08:00 to 09:00"),
            (
                "every 2 weeks from 2026-01-05 08:00-09:00",
                "every 2 weeks from 2026-01-05, 08:00 to 09:00, from 2026-02-03",
            ),
        ] {
            assert_eq!(parse(text).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn a_mistyped_slot_is_refused_with_what_was_expected() {
        for (text, expected) in [
            ("2nd thrusday 09:00-10:30", "did you mean `2nd thursday 09:00-10:30`?"),
            ("2nd thursday", "expected a slot and its times"),
            ("2nd thursday 09:00", "expected a slot and its times"),
            ("2nd thursday 25:00-26:00", "expected a slot and its times"),
            ("2nd thursday 09:00-09:00", "the call starts and ends at 09:00"),
            ("every 2 weeks 08:00-09:00", "expected days such as"),
            ("every 0 weeks from 2026-01-05 08:00-09:00", "expected days such as"),
            ("every 2 weeks from 2226-01-05 08:00-09:00", "expected days such as"),
        ] {
            assert!(parse(text).unwrap_err().starts_with(expected), "{text}: {:?}", parse(text));
        }
    }
}
