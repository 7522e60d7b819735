//! A day in the middle of a text, with or without its year.

use crate::import::date;
use crate::model::date_mention;
use crate::model::when::day_in_range;
use chrono::{Datelike, NaiveDate};
use std::ops::Range;

/// A day that a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundDate {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// The day; `None` where its year is not given, or two days can be meant.
    pub day: Option<NaiveDate>,
    month_and_day: Option<(u32, u32)>,
}

impl FoundDate {
    /// The day, a year that is not given being the one in which it comes next: on that day or later.
    pub fn next_from(&self, first: NaiveDate) -> Option<NaiveDate> {
        let (month, day) = match self.day {
            Some(day) => return Some(day),
            None => self.month_and_day?,
        };
        let in_year = |year| day_in_range(year, month, day);
        [first.year(), first.year() + 1].into_iter().filter_map(in_year).find(|day| *day >= first)
    }

    /// The day, a year that is not given being the one in which it came last: on that day or before.
    pub fn last_until(&self, last: NaiveDate) -> Option<NaiveDate> {
        let (month, day) = match self.day {
            Some(day) => return Some(day),
            None => self.month_and_day?,
        };
        let in_year = |year| day_in_range(year, month, day);
        [last.year(), last.year() - 1].into_iter().filter_map(in_year).find(|day| *day <= last)
    }
}

/// The first day in a text. Only the beginning of a long text is read.
pub fn find_date(text: &str) -> Option<FoundDate> {
    const LONGEST: usize = 400;
    let near = &text[..text.floor_char_boundary(LONGEST)];
    let mut before = ' ';
    for (at, c) in near.char_indices() {
        let is_start =
            c.is_alphanumeric() && (!before.is_alphanumeric() || before.is_alphabetic() != c.is_alphabetic());
        let is_word = is_start && !(c.is_alphabetic() && before.is_ascii_digit());
        before = c;
        if let Some(found) = is_word.then(|| parse_date(&near[at..])).flatten() {
            return Some(FoundDate { range: at + found.range.start..at + found.range.end, ..found });
        }
    }
    None
}

/// The day that a text begins with.
pub fn parse_date(text: &str) -> Option<FoundDate> {
    if let Some(written) = date::parse_start(text) {
        return Some(FoundDate { range: 0..written.length, day: Some(written.day), month_and_day: None });
    }
    let spoken = date_mention::parse_mention(text).or_else(|| parse_slashed(text))?;
    if let [day] = spoken.days[..] {
        return Some(FoundDate { range: 0..spoken.length, day: Some(day), month_and_day: None });
    }
    // Of a day without a year the year in which it is meant is found elsewhere.
    let leap = date_mention::parse_mention(&format!("{}, 2024", &text[..spoken.length].replace('/', " ")));
    let known = leap.filter(|_| !spoken.has_year).and_then(|leap| leap.days.first().copied());
    Some(FoundDate { range: 0..spoken.length, day: None, month_and_day: known.map(|day| (day.month(), day.day())) })
}

/// `nov/6th`, `6/nov`.
fn parse_slashed(text: &str) -> Option<date_mention::DateMention> {
    const LONGEST: usize = 20;
    let near = &text[..text.floor_char_boundary(LONGEST)];
    let slash = near.find('/')?;
    let is_word = |c: char| c.is_ascii_alphanumeric();
    (near[..slash].chars().all(is_word)).then(|| date_mention::parse_mention(&near.replacen('/', " ", 1))).flatten()
}

/// The day in a text without separators, as file names and titles have it: `20220512`, `231023`, `2022-05-12`.
pub fn date_in_name(name: &str) -> Option<NaiveDate> {
    if let Some(day) = find_date(&name.replace('_', " ")).and_then(|found| found.day) {
        return Some(day);
    }
    let runs = name.split(|c: char| !c.is_ascii_digit());
    runs.filter_map(|digits| {
        let (year, rest) = match digits.len() {
            8 => (digits.get(..4)?.parse().ok()?, digits.get(4..)?),
            6 => (2000 + digits.get(..2)?.parse::<i32>().ok()?, digits.get(2..)?),
            _ => return None,
        };
        day_in_range(year, rest.get(..2)?.parse().ok()?, rest.get(2..)?.parse().ok()?)
    })
    .next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn days_are_found_within_a_text() {
        for (text, wanted) in [
            ("*12th of May 2022*", "2022-05-12"),
            ("**Date:** 23/oct/2023", "2023-10-23"),
            ("held on November 21st, 2023, online", "2023-11-21"),
            ("02 –August - 2022", "2022-08-02"),
            ("12/March/2024", "2024-03-12"),
        ] {
            assert_eq!(find_date(text).and_then(|found| found.day), Some(day(wanted)), "{text}");
        }
        assert_eq!(find_date("no day, but 12 rows and #63"), None);
    }

    #[test]
    fn a_year_that_is_not_given_follows_from_the_call() {
        let found = find_date("Next meeting will be the 6th of november").unwrap();
        assert_eq!(found.next_from(day("2023-10-23")), Some(day("2023-11-06")));
        assert_eq!(found.last_until(day("2023-10-23")), Some(day("2022-11-06")));
        assert_eq!(find_date("**14th January**").unwrap().next_from(day("2023-12-14")), Some(day("2024-01-14")));
        assert_eq!(find_date("14th January").unwrap().next_from(day("2199-12-14")), None, "no record can name it");
        assert_eq!(find_date("the nov/6th call").unwrap().next_from(day("2023-10-23")), Some(day("2023-11-06")));
    }

    #[test]
    fn file_names_have_days() {
        for (name, wanted) in
            [("MOM-2022-05-12", "2022-05-12"), ("MoM_231023", "2023-10-23"), ("minutes20240312", "2024-03-12")]
        {
            assert_eq!(date_in_name(name), Some(day(wanted)), "{name}");
        }
        assert_eq!(date_in_name("minutes-99"), None);
    }
}
