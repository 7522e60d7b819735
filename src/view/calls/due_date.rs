//! A due date as people give it: a day, a weekday, or the next call.

use crate::model::when::parse_day;
use crate::view::calls::Calls;
use chrono::{Datelike, Days, Month, NaiveDate, Weekday};

/// A due date relative to a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DueDate {
    /// A day.
    Day(NaiveDate),
    /// Today, regardless of the call.
    Today,
    /// The day after today.
    Tomorrow,
    /// The day of the call after it.
    NextCall,
    /// The first such weekday after the day of the call.
    Weekday(Weekday),
    /// So many days after the day of the call.
    After(Days),
    /// The first such day of the year, from the day of the call on: month and day of the month.
    DayOfYear(u32, u32),
}

impl DueDate {
    /// The words other than weekdays.
    pub const WORDS: [(&'static str, Self); 3] =
        [("today", DueDate::Today), ("tomorrow", DueDate::Tomorrow), ("next", DueDate::NextCall)];

    /// Reads `2026-02-26`, `mar 12`, `12 mar`, `+2w`, `+10d`, `today`, `tomorrow`, `next`, or a weekday such as
    /// `thursday` or `thu`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let weekday = || text.parse().ok().map(DueDate::Weekday);
        let word = Self::WORDS.iter().find(|(word, _)| word.eq_ignore_ascii_case(text)).map(|(_, due)| *due);
        let day = parse_day(text).map(DueDate::Day);
        word.or(day).or_else(weekday).or_else(|| parse_span(text)).or_else(|| parse_day_of_year(text))
    }
}

/// Parses `+2w` or `+10d`.
fn parse_span(text: &str) -> Option<DueDate> {
    let span = text.strip_prefix('+')?;
    let (count, days) = match span.strip_suffix(['w', 'W']) {
        Some(weeks) => (weeks, 7),
        None => (span.strip_suffix(['d', 'D'])?, 1),
    };
    let count: u64 = count.parse::<u16>().ok()?.into();
    Some(DueDate::After(Days::new(count * days)))
}

/// Parses `mar 12` or `12 March`.
fn parse_day_of_year(text: &str) -> Option<DueDate> {
    let (one, other) = text.split_once(' ')?;
    let parse = |month: &str, day: &str| -> Option<(u32, u32)> {
        Some((month.parse::<Month>().ok()?.number_from_month(), day.trim().parse().ok()?))
    };
    let (month, day) = parse(one, other).or_else(|| parse(other.trim(), one))?;
    // In a leap year, so that every day is one.
    NaiveDate::from_ymd_opt(2024, month, day).map(|_| DueDate::DayOfYear(month, day))
}

impl Calls<'_> {
    /// Resolves a due date given in a call. `None` if no later call is known.
    pub fn resolve_due_date(&self, due: DueDate, call: NaiveDate) -> Option<NaiveDate> {
        match due {
            DueDate::Day(day) => Some(day),
            DueDate::Today => Some(self.now.day()),
            DueDate::Tomorrow => self.now.day().succ_opt(),
            DueDate::NextCall => self.next_after(call).map(|next| next.date),
            DueDate::Weekday(weekday) => {
                let after = call.checked_add_days(Days::new(1))?;
                after.iter_days().find(|day| day.weekday() == weekday)
            }
            DueDate::After(days) => call.checked_add_days(days),
            // February 29 may be eight years away.
            DueDate::DayOfYear(month, day) => {
                let years = call.year()..=call.year() + 8;
                years.filter_map(|year| NaiveDate::from_ymd_opt(year, month, day)).find(|day| *day >= call)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_group::{TestGroup, day};

    #[test]
    fn a_due_date_is_relative_to_the_call() {
        let views = TestGroup::new().call("2026-03-05", "extra: The backlog has grown\n").views("2026-01-01");
        for (text, call, expected) in [
            ("2026-02-12", "2026-02-26", "2026-02-12"),
            ("today", "2026-02-12", "2026-01-01"),
            ("Tomorrow", "2026-02-12", "2026-01-02"),
            ("next", "2026-02-12", "2026-02-26"),
            ("Next", "2026-02-26", "2026-03-05"),
            // Of a moved call.
            ("next", "2026-05-14", "2026-05-27"),
            ("thursday", "2026-02-12", "2026-02-19"),
            ("Fri", "2026-02-12", "2026-02-13"),
            (" wednesday ", "2026-02-12", "2026-02-18"),
            ("+2w", "2026-02-12", "2026-02-26"),
            ("+10D", "2026-02-12", "2026-02-22"),
            ("mar 12", "2026-02-12", "2026-03-12"),
            ("12 March", "2026-02-12", "2026-03-12"),
            ("feb 12", "2026-02-12", "2026-02-12"),
            ("Jan 8", "2026-02-12", "2027-01-08"),
            ("feb 29", "2026-02-12", "2028-02-29"),
        ] {
            let due = views.calls.resolve_due_date(DueDate::parse(text).unwrap(), day(call));
            assert_eq!(due, Some(day(expected)), "{text}");
        }
        for none in ["", "soon", "next week", "2026-02-30", "+w", "+2", "2w", "feb 30", "13 13", "mar"] {
            assert_eq!(DueDate::parse(none), None, "{none}");
        }
    }
}
