//! Dates as people write them: `2026/02/05`, `Oct 9, 2025`, `12th of May 2022`, `02 –August - 2022`, `9/10/25`.

use crate::model::when::day_in_range;
use chrono::{Datelike, NaiveDate, Weekday};
use std::ops::Range;

mod reader;

pub use reader::parse_date;

/// A date in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateMention {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// The possible dates: two where day and month may be swapped; none where the calendar does not have it, its year
    /// cannot be read, or it has no year.
    pub days: Vec<NaiveDate>,
    /// Whether it has a year.
    pub has_year: bool,
    /// Whether its year has two digits.
    pub has_short_year: bool,
    month: u32,
    day: u32,
}

impl DateMention {
    /// The date, if it is unambiguous.
    pub fn date(&self) -> Option<NaiveDate> {
        match self.days[..] {
            [day] => Some(day),
            _ => None,
        }
    }

    /// Whether a text has nothing after the date.
    pub fn is_whole(&self, text: &str) -> bool {
        let is_edge = |c: char| c.is_whitespace() || c == '.';
        text[self.range.end..].trim_matches(is_edge).is_empty()
    }

    /// Of two possible dates, keeps the one whose weekday the line has.
    pub fn settle_by_weekday(&mut self, line: &str) {
        let named: Vec<Weekday> = full_weekdays(line).collect();
        if self.days.iter().filter(|day| named.contains(&day.weekday())).count() == 1 {
            self.days.retain(|day| named.contains(&day.weekday()));
        }
    }

    /// The same date in a text that starts some bytes earlier.
    fn offset(self, bytes: usize) -> Self {
        Self { range: self.range.start + bytes..self.range.end + bytes, ..self }
    }

    /// The same day in a year. `None` if the calendar does not have it.
    pub fn in_year(&self, year: i32) -> Option<NaiveDate> {
        day_in_range(year, self.month, self.day)
    }

    /// The same day in the year that is closest to another date: in a call in January, one in December is in the year
    /// before.
    pub fn closest_to(&self, day: NaiveDate) -> Option<NaiveDate> {
        let years = day.year() - 1..=day.year() + 1;
        years.filter_map(|year| self.in_year(year)).min_by_key(|near| (*near - day).num_days().abs())
    }

    /// The date; without a year, the next such day, from a first day on.
    pub fn next_from(&self, first: NaiveDate) -> Option<NaiveDate> {
        self.date_or([first.year(), first.year() + 1], |day| day >= first)
    }

    /// The date; without a year, the last such day, up to a last day.
    pub fn last_until(&self, last: NaiveDate) -> Option<NaiveDate> {
        self.date_or([last.year(), last.year() - 1], |day| day <= last)
    }

    fn date_or(&self, years: [i32; 2], is_in_range: impl Fn(NaiveDate) -> bool) -> Option<NaiveDate> {
        if self.has_year {
            return self.date();
        }
        years.into_iter().filter_map(|year| self.in_year(year)).find(|day| is_in_range(*day))
    }

    /// Takes the year of a later date in the same list, as in `Jan 8, Jan 22, 2026`, or the year before, as in
    /// `Dec 11, Jan 8, 2026`.
    pub fn take_year_of(&mut self, later: &DateMention) {
        if let (false, Some(later)) = (self.has_year, later.days.first()) {
            self.days = self.last_until(*later).into_iter().collect();
            self.has_year = true;
        }
    }
}

/// The weekdays that a text has in full: `sat` and `sun` are also words and names.
pub fn full_weekdays(text: &str) -> impl Iterator<Item = Weekday> {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() >= "monday".len());
    words.filter_map(|word| word.parse().ok())
}

/// Parses a text that is one date and nothing else.
pub fn parse_whole(text: &str) -> Option<DateMention> {
    parse_date(text).filter(|mention| mention.is_whole(text))
}

/// Parses the dates at the start of a text, separated by commas, `and` and the like, and the bytes that they take.
pub fn parse_dates(text: &str) -> (Vec<DateMention>, usize) {
    /// The most dates of one list.
    const MOST: usize = 50;
    let mut dates: Vec<DateMention> = Vec::new();
    let (mut at, mut end) = (0, 0);
    while dates.len() < MOST
        && let Some(date) = text.get(at..).filter(|text| !text.is_empty()).and_then(parse_date)
    {
        end = at + date.range.end;
        dates.iter_mut().for_each(|before| before.take_year_of(&date));
        dates.push(date.offset(at));
        let rest = &text[end..];
        let after = rest.trim_start_matches([',', '&', '/', ' ']);
        let after = after.strip_prefix("and ").unwrap_or(after);
        at = end + (rest.len() - after.len());
    }
    (dates, end)
}

/// The first date in a text. Only the start of a long text is read.
pub fn find_date(text: &str) -> Option<DateMention> {
    const LONGEST: usize = 400;
    let near = &text[..text.floor_char_boundary(LONGEST)];
    let mut before = ' ';
    for (at, c) in near.char_indices() {
        let is_start =
            c.is_alphanumeric() && (!before.is_alphanumeric() || before.is_alphabetic() != c.is_alphabetic());
        let is_word = is_start && !(c.is_alphabetic() && before.is_ascii_digit());
        before = c;
        if let Some(found) = is_word.then(|| parse_date(&near[at..])).flatten() {
            return Some(found.offset(at));
        }
    }
    None
}

/// The date in a file name or title, also without separators: `20220512`, `231023`, `2022-05-12`.
pub fn date_in_name(name: &str) -> Option<NaiveDate> {
    if let Some(day) = find_date(&name.replace('_', " ")).and_then(|found| found.date()) {
        return Some(day);
    }
    let mut runs = name.split(|c: char| !c.is_ascii_digit());
    runs.find_map(|digits| {
        let (year, rest) = match digits.len() {
            8 => (digits.get(..4)?.parse().ok()?, digits.get(4..)?),
            6 => (2000 + digits.get(..2)?.parse::<i32>().ok()?, digits.get(2..)?),
            _ => return None,
        };
        day_in_range(year, rest.get(..2)?.parse().ok()?, rest.get(2..)?.parse().ok()?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn describe_dates(text: &str) -> String {
        let (dates, end) = parse_dates(text);
        let describe = |date: &DateMention| match (date.days.is_empty(), date.has_year) {
            (false, _) => date.days.iter().map(NaiveDate::to_string).collect::<Vec<_>>().join("|"),
            (true, true) => "none".to_owned(),
            (true, false) => "no year".to_owned(),
        };
        format!("{}{}", dates.iter().map(describe).collect::<Vec<_>>().join(" "), &text[end..])
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        for text in [
            "2025-10-09",
            "2025/10/9",
            "Oct 9, 2025",
            "Oct. 9 2025",
            "october 9th, 2025",
            "9 October 2025",
            "9th of Oct 2025",
            "09-Oct-2025",
            "9/oct/2025",
            "09 –October - 2025",
            "Thursday, October 9, 2025",
            "Thu 9 Oct, 2025",
            "Thursday, 9 Oct. 2025",
            "OCT 09, 2025",
            "9-Oct-25",
        ] {
            assert_eq!(describe_dates(text), "2025-10-09", "{text}");
            assert_eq!(parse_whole(text).and_then(|date| date.date()), Some(day("2025-10-09")), "{text}");
        }
        for (text, expected) in [
            ("Sept 9, 2025: x", "2025-09-09: x"),
            ("2026/02/05) then", "2026-02-05) then"),
            ("9/10/2025", "2025-10-09|2025-09-10"),
            ("13/02/2026", "2026-02-13"),
            ("23/10/25 x", "2025-10-23 x"),
            ("10/10/2025.", "2025-10-10."),
            ("12.04.2023 11:00", "2023-04-12 11:00"),
            ("8.11.2023", "2023-11-08"),
            ("04.13.2023", "2023-04-13"),
            ("September, 26 2023", "2023-09-26"),
            ("Sep, 26th", "no year"),
            ("16 th of January 2024", "2024-01-16"),
            ("Jan 8, Jan 22 and Feb 12, 2026: not", "2026-01-08 2026-01-22 2026-02-12: not"),
            ("Nov 27, Dec 11, Jan 8, 2026: not", "2025-11-27 2025-12-11 2026-01-08: not"),
            ("9th June: x", "no year: x"),
            ("14th January, 10-11 CET", "no year, 10-11 CET"),
            ("nov/6th", "no year"),
            ("Feb 30, 2025", "none"),
            ("2025/20/02", "none"),
            ("4052-04-13", "none"),
            ("9/10/1013", "none"),
        ] {
            assert_eq!(describe_dates(text), expected, "{text}");
        }
    }

    #[test]
    fn other_text_is_not_a_date() {
        for text in [
            "",
            "x",
            "N/A",
            "2025",
            "Feb 2025",
            "v1.2.3",
            "1.2.24",
            "1.2",
            "may be 2",
            "March",
            "March, 3 proposals",
            "3, March",
            "Marcel 2",
            "Marc 2 2024",
            "12",
            "2025-10",
            "2025-10-091",
            "2026/004/08",
            "20230101",
            "3 proposals",
            "é 9",
            "2026-02-05T09:00",
            "- 9 Oct",
        ] {
            assert_eq!(describe_dates(text), text);
        }
    }

    #[test]
    fn only_a_year_of_two_digits_is_short() {
        let is_short = |text: &str| parse_date(text).map(|date| date.has_short_year);
        assert_eq!(["23/10/25", "9-oct-25"].map(is_short), [Some(true); 2]);
        assert_eq!(["2025-10-23", "23/10/2025", "14 Jan, 10"].map(is_short), [Some(false); 3]);
    }

    #[test]
    fn a_missing_year_follows_from_another_date() {
        let closest = |text: &str, other: &str| parse_date(text).unwrap().closest_to(day(other));
        assert_eq!(closest("30th Sept", "2025-10-09"), Some(day("2025-09-30")));
        assert_eq!(closest("Dec 11", "2026-01-08"), Some(day("2025-12-11")));
        assert_eq!(closest("8 January", "2025-12-11"), Some(day("2026-01-08")));
        assert_eq!(closest("Feb 29", "2023-03-09"), Some(day("2024-02-29")));
        assert_eq!(closest("Sept 31", "2025-10-09"), None);
        let found = find_date("Next meeting will be the 6th of november").unwrap();
        assert_eq!(found.next_from(day("2023-10-23")), Some(day("2023-11-06")));
        assert_eq!(found.last_until(day("2023-10-23")), Some(day("2022-11-06")));
        assert_eq!(find_date("**14th January**").unwrap().next_from(day("2023-12-14")), Some(day("2024-01-14")));
        assert_eq!(find_date("14th January").unwrap().next_from(day("2199-12-14")), None, "no record can have it");
    }

    #[test]
    fn dates_are_found_in_texts_and_names() {
        for (text, expected) in [
            ("*12th of May 2022*", "2022-05-12"),
            ("**Date:** 23/oct/2023", "2023-10-23"),
            ("held on November 21st, 2023, online", "2023-11-21"),
            ("02 –August - 2022", "2022-08-02"),
        ] {
            assert_eq!(find_date(text).and_then(|found| found.date()), Some(day(expected)), "{text}");
        }
        assert_eq!(find_date("no day, but 12 rows and #63"), None);
        for (name, expected) in
            [("MOM-2022-05-12", "2022-05-12"), ("MoM_231023", "2023-10-23"), ("minutes20240312", "2024-03-12")]
        {
            assert_eq!(date_in_name(name), Some(day(expected)), "{name}");
        }
        assert_eq!(date_in_name("minutes-99"), None);
    }
}
