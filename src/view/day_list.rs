//! Several days on one line, as the minutes write them.

use chrono::{Datelike, NaiveDate};
use std::fmt::Write as _;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// `Oct 23, Nov 13, 2025, Jan 8, 2026`.
pub fn format_days(dates: impl IntoIterator<Item = NaiveDate>) -> String {
    let mut written = String::new();
    push_days(&mut written, dates);
    written
}

/// Appends days in the form of [`format_days`].
pub fn push_days(out: &mut String, dates: impl IntoIterator<Item = NaiveDate>) {
    let mut dates = dates.into_iter().peekable();
    let mut gap = "";
    while let Some(date) = dates.next() {
        // Writing to a string cannot fail. chrono's own format takes ten times as long.
        let _ = write!(out, "{gap}{} {}", MONTHS[date.month0() as usize], date.day());
        if dates.peek().is_none_or(|next| next.year() != date.year()) {
            let _ = write!(out, ", {}", date.year());
        }
        gap = ", ";
    }
}

#[cfg(test)]
mod tests {
    use super::format_days;
    use crate::test_group::day;

    #[test]
    fn years_are_written_once() {
        assert_eq!(
            format_days([day("2025-11-27"), day("2026-01-08"), day("2026-01-22")]),
            "Nov 27, 2025, Jan 8, Jan 22, 2026"
        );
    }
}
