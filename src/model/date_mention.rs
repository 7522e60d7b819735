//! Days as people write them in prose: `Oct 9, 2025`, `9th October 2025`, `9/10/2025`.

use super::when::day_in_range;
use chrono::{Datelike, NaiveDate};

/// A day that begins a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateMention {
    /// Its bytes.
    pub length: usize,
    /// The days that can be meant: two where day and month may change places, none where no calendar has it,
    /// where its year is not one that is read, or where none is given.
    pub days: Vec<NaiveDate>,
    /// Whether a year is given.
    pub has_year: bool,
    month: u32,
    day: u32,
}

impl DateMention {
    /// The same day in a year. `None` where the calendar does not have it.
    pub fn in_year(&self, year: i32) -> Option<NaiveDate> {
        day_in_range(year, self.month, self.day)
    }

    /// The same day in the year in which it is nearest to another one: in a call in January, one of December is of
    /// the year before.
    pub fn closest_to(&self, day: NaiveDate) -> Option<NaiveDate> {
        let years = day.year() - 1..=day.year() + 1;
        years.filter_map(|year| self.in_year(year)).min_by_key(|near| (*near - day).num_days().abs())
    }

    /// The same day in the year of a later one that is said with it, as in `Jan 8, Jan 22, 2026`, or in the year
    /// before, as in `Dec 11, Jan 8, 2026`.
    pub fn take_year_of(&mut self, later: &DateMention) {
        if let (false, Some(later)) = (self.has_year, later.days.first()) {
            let years = [later.year(), later.year() - 1];
            let day = years.into_iter().filter_map(|year| self.in_year(year)).find(|day| day <= later);
            self.has_year = true;
            self.days = day.into_iter().collect();
        }
    }
}

/// Reads the day that a text begins with, a weekday before it included.
pub fn parse_mention(text: &str) -> Option<DateMention> {
    let mut words = WordReader { text, at: 0 };
    if words.take_name(&WEEKDAYS).is_some() {
        words.skip_characters(&['.', ',', ' ']);
    }
    let read = words
        .clone()
        .parse_numbers()
        .or_else(|| words.clone().parse_month_first())
        .or_else(|| words.clone().parse_day_first());
    read.filter(|day| !text[day.length..].starts_with(|c: char| c.is_alphanumeric()))
}

/// Reads the days that a text begins with, parted by commas, `and` and the like, and how many bytes they take.
pub fn parse_mentions(text: &str) -> (Vec<DateMention>, usize) {
    let mut days: Vec<DateMention> = Vec::new();
    let (mut at, mut end) = (0, 0);
    while days.len() < MOST
        && let Some(day) = text.get(at..).and_then(parse_mention)
    {
        end = at + day.length;
        days.iter_mut().for_each(|before| before.take_year_of(&day));
        days.push(day);
        let rest = &text[end..];
        let behind = rest.trim_start_matches([',', '&', '/', ' ']);
        let behind = behind.strip_prefix("and ").unwrap_or(behind);
        at = end + (rest.len() - behind.len());
    }
    (days, end)
}

/// Days that are read from one list.
const MOST: usize = 50;

/// The months in English, in small letters and in their order.
pub const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// A text that is read word by word.
#[derive(Clone)]
struct WordReader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> WordReader<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn skip_characters(&mut self, signs: &[char]) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches(signs).len();
    }

    /// A name in full or its first letters, three at least; counted from 0.
    fn take_name(&mut self, names: &[&str]) -> Option<usize> {
        let rest = self.rest();
        let word = &rest[..rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len())];
        if word.len() < 3 || word.len() > 9 {
            return None;
        }
        let lower = word.to_ascii_lowercase();
        let found = names.iter().position(|name| {
            *name == lower || (name.starts_with(&lower) && matches!(lower.len(), 3 | 4) && !lower.starts_with("marc"))
        })?;
        self.at += word.len();
        Some(found)
    }

    /// A number of so many digits; no digit follows.
    fn take_number(&mut self, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
        let rest = self.rest();
        let length = rest.bytes().take_while(u8::is_ascii_digit).count();
        if !digits.contains(&length) {
            return None;
        }
        self.at += length;
        rest[..length].parse().ok()
    }

    fn take_day_of_month(&mut self) -> Option<u32> {
        let day = self.take_number(1..=2)?;
        let rest = self.rest().as_bytes();
        let is_ordinal = rest.len() >= 2
            && ["st", "nd", "rd", "th"].iter().any(|end| rest[..2].eq_ignore_ascii_case(end.as_bytes()));
        self.at += if is_ordinal { 2 } else { 0 };
        Some(day)
    }

    /// A year, if one follows behind a comma or a blank.
    fn take_year(&mut self) -> Option<u32> {
        let mut ahead = self.clone();
        match ahead.rest().strip_prefix('-') {
            Some(_) => ahead.at += 1,
            None => ahead.skip_characters(&[',', ' ', '.']),
        }
        let year = ahead.take_number(4..=4).filter(|year| (1900..2200).contains(year))?;
        *self = ahead;
        Some(year)
    }

    /// `2025-10-09`, `9/10/2025`, `9.10.2025`, `10/9/25`.
    fn parse_numbers(mut self) -> Option<DateMention> {
        let start = self.at;
        let first = self.take_number(1..=4)?;
        let is_year_first = self.at - start == 4;
        let sign = self.rest().chars().next().filter(|sign| matches!(sign, '-' | '/' | '.'))?;
        self.at += 1;
        let second = self.take_number(1..=2)?;
        self.at += self.rest().starts_with(sign).then_some(1)?;
        if is_year_first {
            let day = self.take_number(1..=2)?;
            return Some(self.new_mention(Some(first), &[(second, day)]));
        }
        let before = self.at;
        // `1.2.24` is a version.
        let shortest = if sign == '.' { 4 } else { 2 };
        let year = self.take_number(shortest..=4)?;
        let year = if self.at - before == 2 { 2000 + year } else { year };
        Some(self.new_mention(Some(year), &[(second, first), (first, second)]))
    }

    /// `Oct 9, 2025`, `October 9th`.
    fn parse_month_first(mut self) -> Option<DateMention> {
        let month = self.take_name(&MONTHS)? + 1;
        self.skip_characters(&['.']);
        self.skip_characters(&[' ']);
        let day = self.take_day_of_month()?;
        let year = self.take_year();
        Some(self.new_mention(year, &[(u32::try_from(month).ok()?, day)]))
    }

    /// `9 October 2025`, `9th of Oct`.
    fn parse_day_first(mut self) -> Option<DateMention> {
        let day = self.take_day_of_month()?;
        self.skip_characters(&[' ', '-']);
        if let Some(rest) = self.rest().strip_prefix("of ") {
            self.at = self.text.len() - rest.len();
        }
        let month = self.take_name(&MONTHS)? + 1;
        let year = self.take_year();
        Some(self.new_mention(year, &[(u32::try_from(month).ok()?, day)]))
    }

    /// What was read, by month and day as they can be meant.
    fn new_mention(&self, year: Option<u32>, readings: &[(u32, u32)]) -> DateMention {
        let year = year.and_then(|year| i32::try_from(year).ok());
        let meant = |(month, day): &(u32, u32)| day_in_range(year?, *month, *day);
        let mut days: Vec<NaiveDate> = readings.iter().filter_map(meant).collect();
        days.dedup();
        let (month, day) = readings.first().copied().unwrap_or_default();
        DateMention { length: self.at, days, has_year: year.is_some(), month, day }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn describe_mentions(text: &str) -> String {
        let (days, end) = parse_mentions(text);
        let told = days.iter().map(|day| match (day.days.is_empty(), day.has_year) {
            (false, _) => day.days.iter().map(NaiveDate::to_string).collect::<Vec<_>>().join("|"),
            (true, true) => "none".to_owned(),
            (true, false) => "no year".to_owned(),
        });
        format!("{}{}", told.collect::<Vec<_>>().join(" "), &text[end..])
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        for text in [
            "2025-10-09",
            "2025/10/9",
            "Oct 9, 2025",
            "Oct. 9 2025",
            "october 9th, 2025",
            "9 October 2025",
            "9th of Oct 2025",
            "09-Oct-2025",
            "Thursday, October 9, 2025",
            "Thu 9 Oct, 2025",
            "OCT 09, 2025",
        ] {
            assert_eq!(describe_mentions(text), "2025-10-09", "{text}");
        }
        assert_eq!(describe_mentions("Sept 9, 2025: x"), "2025-09-09: x");
        assert_eq!(describe_mentions("9/10/2025"), "2025-10-09|2025-09-10");
        assert_eq!(describe_mentions("23/10/25 x"), "2025-10-23 x");
        assert_eq!(describe_mentions("10/10/2025."), "2025-10-10.");
        assert_eq!(describe_mentions("Jan 8, Jan 22 and Feb 12, 2026: not"), "2026-01-08 2026-01-22 2026-02-12: not");
        assert_eq!(describe_mentions("Nov 27, Dec 11, Jan 8, 2026: not"), "2025-11-27 2025-12-11 2026-01-08: not");
        assert_eq!(describe_mentions("9th June: x"), "no year: x");
        assert_eq!(describe_mentions("Feb 30, 2025"), "none");
        assert_eq!(
            (describe_mentions("4052-04-13").as_str(), describe_mentions("9/10/1013").as_str()),
            ("none", "none")
        );
    }

    #[test]
    fn without_a_year_the_nearest_day_is_meant() {
        let near = |text: &str, day: &str| {
            let near = parse_mention(text).unwrap().closest_to(day.parse().unwrap());
            near.map(|near| near.to_string()).unwrap_or_default()
        };
        assert_eq!(near("30th Sept", "2025-10-09"), "2025-09-30");
        assert_eq!(near("Dec 11", "2026-01-08"), "2025-12-11");
        assert_eq!(near("8 January", "2025-12-11"), "2026-01-08");
        assert_eq!(near("Feb 29", "2023-03-09"), "2024-02-29");
        assert_eq!(near("Sept 31", "2025-10-09"), "");
    }

    #[test]
    fn what_is_no_day_is_left() {
        for text in [
            "",
            "x",
            "2025",
            "v1.2.3",
            "1.2.24",
            "1.2",
            "may be 2",
            "March",
            "Marcel 2",
            "12",
            "2025-10",
            "2025-10-091",
            "3 proposals",
            "é 9",
        ] {
            assert_eq!(describe_mentions(text), text);
        }
    }
}
