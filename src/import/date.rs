//! Days as people wrote them over the years: `2026/02/05`, `12th of May 2022`, `23/oct/2023`, `02 –August - 2022`.

use crate::model::date_mention::MONTHS;
use crate::model::when::day_in_range;
use chrono::NaiveDate;

/// A day that begins a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExactDate {
    /// Its bytes.
    pub length: usize,
    /// The day; only one can be meant.
    pub day: NaiveDate,
}

/// Reads the day that a text begins with, a weekday before it included. `None` also where no calendar has it, where
/// day and month may change places, and where no year is given.
pub fn parse_start(text: &str) -> Option<ExactDate> {
    let (mut parts, mut count) = ([DatePart::Month(0); 3], 0);
    let mut at = text.len() - text.trim_start().len();
    while count < parts.len() {
        let rest = text.get(at..)?;
        let length = word_length(rest);
        if length == 0 {
            return None;
        }
        let word = &rest[..length];
        at += length;
        match parse_word(word) {
            DateWord::Part(part) => {
                parts[count] = part;
                count += 1;
            }
            DateWord::Filler => {}
            DateWord::Other => return None,
        }
        if count < parts.len() {
            let behind = text.get(at..)?;
            let gap = behind.len() - behind.trim_start_matches(is_separator).len();
            // Without a gap only an ordinal follows its number.
            at += gap;
            let ordinal = &text[at..at + word_length(&text[at..])];
            if gap == 0 && !is_ordinal(ordinal) {
                return None;
            }
            at += if is_ordinal(ordinal) { ordinal.len() } else { 0 };
            let behind = &text[at..];
            at += behind.len() - behind.trim_start_matches(is_separator).len();
        }
    }
    if text[at..].starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    date_from_parts(parts).map(|day| ExactDate { length: at, day })
}

/// Reads a text that is one day and nothing else.
pub fn parse_whole(text: &str) -> Option<NaiveDate> {
    let written = parse_start(text)?;
    text[written.length..].trim_matches(|c: char| c.is_whitespace() || c == '.').is_empty().then_some(written.day)
}

/// A number with its count of digits, or a month.
#[derive(Debug, Clone, Copy)]
enum DatePart {
    Number(u32, usize),
    Month(u32),
}

enum DateWord {
    Part(DatePart),
    Filler,
    Other,
}

const FILLERS: [&str; 9] = ["of", "the", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

fn parse_word(word: &str) -> DateWord {
    if let Ok(number) = word.parse::<u32>()
        && word.len() <= 4
    {
        return DateWord::Part(DatePart::Number(number, word.len()));
    }
    let is = |name: &str| name.eq_ignore_ascii_case(word);
    let short = |name: &str| word.len() >= 3 && name.get(..word.len()).is_some_and(is);
    if let Some(month) = (1..).zip(MONTHS).find(|(_, name)| short(name) || *name == "september" && is("sept")) {
        return DateWord::Part(DatePart::Month(month.0));
    }
    let is_filler = FILLERS.iter().any(|filler| is(filler) || short(filler));
    if is_filler { DateWord::Filler } else { DateWord::Other }
}

/// A run of letters, or a run of digits.
fn word_length(text: &str) -> usize {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 { digits } else { text.bytes().take_while(u8::is_ascii_alphabetic).count() }
}

fn is_ordinal(word: &str) -> bool {
    ["st", "nd", "rd", "th"].iter().any(|ordinal| word.eq_ignore_ascii_case(ordinal))
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '/' | '-' | '.' | ',' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

fn date_from_parts(parts: [DatePart; 3]) -> Option<NaiveDate> {
    let (year, month, day) = match parts {
        [DatePart::Number(year, 4), DatePart::Number(month, 1..=2), DatePart::Number(day, 1..=2)] => (year, month, day),
        [DatePart::Number(year, 4), DatePart::Month(month), DatePart::Number(day, 1..=2)] => (year, month, day),
        [DatePart::Number(day, 1..=2), DatePart::Month(month), DatePart::Number(year, 4)]
        | [DatePart::Month(month), DatePart::Number(day, 1..=2), DatePart::Number(year, 4)] => (year, month, day),
        [DatePart::Number(one, 1..=2), DatePart::Number(two, 1..=2), DatePart::Number(year, 4)] => {
            match (one > 12, two > 12) {
                (true, false) => (year, two, one),
                (false, true) => (year, one, two),
                _ if one == two => (year, one, two),
                _ => return None,
            }
        }
        _ => return None,
    };
    day_in_range(i32::try_from(year).ok()?, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_in_the_forms_that_people_use() {
        for (text, wanted) in [
            ("2026/02/05", "2026-02-05"),
            ("2023-10-19", "2023-10-19"),
            ("2024/5/2", "2024-05-02"),
            ("12th of May 2022", "2022-05-12"),
            ("23/oct/2023", "2023-10-23"),
            ("November 21st, 2023", "2023-11-21"),
            ("02 –August - 2022", "2022-08-02"),
            ("27 Oct 2022", "2022-10-27"),
            ("Thursday, 26 Oct. 2022", "2022-10-26"),
            ("13/02/2026", "2026-02-13"),
            ("1 Sept 2023", "2023-09-01"),
        ] {
            assert_eq!(parse_whole(text).map(|day| day.to_string()).as_deref(), Some(wanted), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_or_may_be_two_stays_text() {
        for text in [
            "2026/004/08",
            "2025/20/02",
            "N/A",
            "",
            "2025",
            "Feb 2025",
            "02/03/2025",
            "20230101",
            "2023-02-30",
            "v1.2.3",
        ] {
            assert_eq!(parse_whole(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_ends_where_the_text_goes_on() {
        let read = |text: &str| parse_start(text).map(|written| text[written.length..].to_owned());
        assert_eq!(read("2026/02/05) then").as_deref(), Some(") then"));
        assert_eq!(read("2026-02-05T09:00"), None);
    }
}
