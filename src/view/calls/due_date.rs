//! A due date as people give it: a day, a weekday, or the next call.

use crate::model::when::parse_day;
use crate::view::calls::Calls;
use chrono::{Datelike, Days, NaiveDate, Weekday};

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
}

impl DueDate {
    /// The words other than weekdays.
    pub const WORDS: [(&'static str, Self); 3] =
        [("today", DueDate::Today), ("tomorrow", DueDate::Tomorrow), ("next", DueDate::NextCall)];

    /// Reads `2026-02-26`, `today`, `tomorrow`, `next`, or a weekday such as `thursday` or `thu`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let weekday = || text.parse().ok().map(DueDate::Weekday);
        let word = Self::WORDS.iter().find(|(word, _)| word.eq_ignore_ascii_case(text)).map(|(_, due)| *due);
        word.or_else(|| parse_day(text).map(DueDate::Day)).or_else(weekday)
    }
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
        ] {
            let due = views.calls.resolve_due_date(DueDate::parse(text).unwrap(), day(call));
            assert_eq!(due, Some(day(expected)), "{text}");
        }
        for none in ["", "soon", "next week", "2026-02-30"] {
            assert_eq!(DueDate::parse(none), None, "{none}");
        }
    }
}
