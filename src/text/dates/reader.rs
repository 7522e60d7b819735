//! Reads one date part by part.

use super::DateMention;
use crate::model::when::day_in_range;
use crate::text::characters::is_dash;
use chrono::NaiveDate;

const MONTHS: [&str; 12] = [
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

/// A number with its count of digits, or a month.
#[derive(Debug, Clone, Copy)]
enum DatePart {
    Number(u32, usize),
    Month(u32),
}

use DatePart::{Month, Number};

/// Parses the date at the start of a text, including a weekday before it.
pub fn parse_date(text: &str) -> Option<DateMention> {
    if let Some(usual) = parse_usual(text) {
        return Some(usual);
    }
    let mut reader = DateReader { text, at: text.len() - text.trim_start().len() };
    if reader.take_name(&WEEKDAYS).is_some() {
        reader.skip_gap();
    }
    let first = reader.take_part()?;
    let first_gap = reader.skip_gap();
    let second = reader.take_part()?;
    let end_without_year = reader.at;
    let second_gap = reader.skip_gap();
    let third = reader.take_part();
    let end_with_year = reader.at;
    // `23/10/25`, but neither the version `1.2.24` nor the time in `14 Jan, 10`.
    let is_compact = first_gap == second_gap && matches!(first_gap, "/" | "-");
    let last_year = match third {
        Some(Number(year, 4)) => Some(year),
        Some(Number(year, 2)) if is_compact => Some(2000 + year),
        _ => None,
    };
    let (year, readings) = match (first, second, third) {
        (Number(year, 4), Number(month, 1..=2) | Month(month), Some(Number(day, 1..=2))) => {
            (Some(year), [(month, day); 2])
        }
        (Number(one, 1..=2), Number(two, 1..=2), _) => (Some(last_year?), [(two, one), (one, two)]),
        (Number(day, 1..=2), Month(month), _) | (Month(month), Number(day, 1..=2), _) => {
            let year = last_year.filter(|year| (1900..2200).contains(year));
            // `Sep, 26th`, but not `March, 3 proposals`.
            let is_ordinal = || text[..end_without_year].ends_with(|c: char| c.is_ascii_alphabetic());
            if year.is_none() && first_gap.contains(',') && (matches!(second, Month(_)) || !is_ordinal()) {
                return None;
            }
            (year, [(month, day); 2])
        }
        _ => return None,
    };
    let end = if year.is_some() { end_with_year } else { end_without_year };
    if text[end..].starts_with(char::is_alphanumeric) {
        return None;
    }
    let year = year.and_then(|year| i32::try_from(year).ok());
    let mut days: Vec<NaiveDate> =
        readings.iter().filter_map(|(month, day)| day_in_range(year?, *month, *day)).collect();
    days.dedup();
    // With dots, the day comes first: `12.04.2023`.
    if first_gap == "." && days.len() == 2 {
        days.pop();
    }
    let [(month, day), _] = readings;
    let has_short_year = year.is_some() && matches!(third, Some(Number(_, 2))) && !matches!(first, Number(_, 4));
    Some(DateMention { range: 0..end, days, has_year: year.is_some(), has_short_year, month, day })
}

/// Parses a text that is nothing but a date as most are written: `2026/02/05`, `2026-02-05`.
fn parse_usual(text: &str) -> Option<DateMention> {
    let bytes: &[u8; 10] = text.as_bytes().try_into().ok()?;
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0, |number, byte| byte.is_ascii_digit().then(|| 10 * number + u32::from(byte - b'0')))
    };
    if bytes[4] != bytes[7] || !matches!(bytes[4], b'/' | b'-') {
        return None;
    }
    let (year, month, day) = (number(&bytes[..4])?, number(&bytes[5..7])?, number(&bytes[8..])?);
    let days = i32::try_from(year).ok().and_then(|year| day_in_range(year, month, day)).into_iter().collect();
    Some(DateMention { range: 0..text.len(), days, has_year: true, has_short_year: false, month, day })
}

/// A text that is read part by part.
struct DateReader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> DateReader<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    /// Takes a number of up to four digits, with an ordinal suffix, or a month.
    fn take_part(&mut self) -> Option<DatePart> {
        let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 {
            return self.take_name(&MONTHS).map(Month);
        }
        let number = self.rest()[..digits].parse().ok().filter(|_| digits <= 4)?;
        self.at += digits;
        if digits <= 2 {
            let suffix = self.rest().trim_start_matches(' ');
            let word = first_word(suffix);
            if ["st", "nd", "rd", "th"].iter().any(|ordinal| word.eq_ignore_ascii_case(ordinal)) {
                self.at = self.text.len() - suffix.len() + word.len();
            }
        }
        Some(Number(number, digits))
    }

    /// Takes a name in full or its first letters, at least three; counted from 1.
    fn take_name(&mut self, names: &[&str]) -> Option<u32> {
        let word = first_word(self.rest());
        // `Marc` is a name.
        if word.len() < 3 || word.eq_ignore_ascii_case("marc") {
            return None;
        }
        let first = word.as_bytes()[0].to_ascii_lowercase();
        let begins = |name: &str| {
            name.as_bytes()[0] == first && name.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word))
        };
        let (number, _) = (1..).zip(names).find(|(_, name)| begins(name))?;
        self.at += word.len();
        Some(number)
    }

    /// Skips what separates two parts, and returns it.
    fn skip_gap(&mut self) -> &'t str {
        let is_separator = |c: char| c.is_whitespace() || is_dash(c) || matches!(c, '/' | '.' | ',');
        let start = self.at;
        loop {
            self.at = self.text.len() - self.rest().trim_start_matches(is_separator).len();
            let word = first_word(self.rest());
            if !["of", "the"].iter().any(|filler| word.eq_ignore_ascii_case(filler)) {
                return &self.text[start..self.at];
            }
            self.at += word.len();
        }
    }
}

/// The ASCII letters at the start of a text.
fn first_word(text: &str) -> &str {
    &text[..text.bytes().take_while(u8::is_ascii_alphabetic).count()]
}
