//! Days, moments and times in files.

use crate::finding::ProblemKind;
use crate::model::record::{Reader, Shape, ShapedText, shorten_text};
use crate::source::Node;
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, SecondsFormat};
use serde::{Serialize, Serializer};
use std::ops::RangeInclusive;

/// A day, or a moment with or without an offset. Without one, it is in the group's time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// A day in the group's time zone; if a moment is needed, its first one.
    Day(NaiveDate),
    /// A moment without an offset, in the group's time zone.
    Local(NaiveDateTime),
    /// A moment with an offset, or `Z` for UTC.
    At(DateTime<FixedOffset>),
}

impl When {
    /// Parses `2026-02-12`, `2026-02-12T09:00`, `2026-02-12 09:00:00` or RFC 3339, with a space instead of the `T` if
    /// desired.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(day) = parse_day(text) {
            return Some(When::Day(day));
        }
        let (day, time) = (text.get(..10)?, text.get(11..)?);
        parse_day(day)?;
        if !matches!(text.as_bytes().get(10), Some(b'T' | b't' | b' ')) {
            return None;
        }
        // The hour needs two digits: `9:00` is not a time.
        if time.get(2..3)? != ":" {
            return None;
        }
        let joined = format!("{day}T{time}");
        if let Ok(moment) = DateTime::parse_from_rfc3339(&joined) {
            return Some(When::At(moment));
        }
        // RFC 3339 requires seconds; people omit them.
        if time.len() > 5 && matches!(time.as_bytes()[5], b'Z' | b'z' | b'+' | b'-') {
            let with_seconds = format!("{day}T{}:00{}", time.get(..5)?, time.get(5..)?);
            return DateTime::parse_from_rfc3339(&with_seconds).ok().map(When::At);
        }
        ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M"]
            .iter()
            .find_map(|format| NaiveDateTime::parse_from_str(&joined, format).ok())
            .map(When::Local)
    }

    /// The day as written, in its own offset.
    pub fn written_day(&self) -> NaiveDate {
        match self {
            When::Day(day) => *day,
            When::Local(local) => local.date(),
            When::At(moment) => moment.date_naive(),
        }
    }
}

/// The valid years. A day in any other year is a mistake, and iterating over days up to it would take very long.
pub const YEARS: RangeInclusive<i32> = 1970..=2199;

/// The first plausible year of records: an earlier day is a mistake.
pub const FIRST_RECORD_YEAR: i32 = 2000;

/// Parses `YYYY-MM-DD` in one of [`YEARS`]. chrono alone would also accept `2026-2-3`.
pub fn parse_day(text: &str) -> Option<NaiveDate> {
    parse_any_day(text).filter(|day| YEARS.contains(&day.year()))
}

/// The message for a text that begins with a day out of the valid years, as a lower-case phrase without a full stop;
/// `None` for any other text.
pub fn describe_out_of_range(text: &str) -> Option<String> {
    let day = text.get(..10).and_then(parse_any_day).filter(|day| !YEARS.contains(&day.year()))?;
    Some(format!("`{day}` is out of range (limit: {}-01-01 to {}-12-31)", YEARS.start(), YEARS.end()))
}

/// A day of the calendar in one of [`YEARS`].
pub fn day_in_range(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day).filter(|_| YEARS.contains(&year))
}

fn parse_any_day(text: &str) -> Option<NaiveDate> {
    let bytes = text.as_bytes();
    let shaped = bytes.len() == 10
        && bytes.iter().enumerate().all(|(index, byte)| match index {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if !shaped {
        return None;
    }
    let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<u32>().ok();
    NaiveDate::from_ymd_opt(i32::try_from(number(0..4)?).ok()?, number(5..7)?, number(8..10)?)
}

impl std::fmt::Display for When {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            When::Day(day) => write!(f, "{day}"),
            When::Local(local) => write!(f, "{}", local.format("%Y-%m-%dT%H:%M:%S")),
            When::At(moment) => f.write_str(&moment.to_rfc3339_opts(SecondsFormat::Secs, true)),
        }
    }
}

impl Serialize for When {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A regular expression for a day, `YYYY-MM-DD`, with a year from 1970 to 2199.
const DAY: &str = r"(19[7-9][0-9]|2[01][0-9]{2})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";
/// A regular expression for a time of day, to the minute.
const TIME: &str = "([01][0-9]|2[0-3]):[0-5][0-9]";

/// A day.
pub static DAY_SHAPE: Shape =
    Shape { expected: "a date as YYYY-MM-DD", pattern: || DAY.to_owned(), is_number: false, examples: &["2026-02-12"] };

impl ShapedText for NaiveDate {
    const SHAPE: &'static Shape = &DAY_SHAPE;

    fn parse_text(text: &str) -> Option<Self> {
        parse_day(text)
    }

    fn report_refused(text: &str, node: &Node, reader: &mut Reader) {
        report_bad_date("date", suggest_day(text), text, node, reader);
    }

    fn as_day(&self) -> Option<NaiveDate> {
        Some(*self)
    }
}

/// Reports a text that is not a date, or is one in a year out of range.
fn report_bad_date(noun: &str, help: String, text: &str, node: &Node, reader: &mut Reader) {
    let (kind, message, help) = match describe_out_of_range(text) {
        Some(message) => (ProblemKind::OverLimit, message, "Correct the year.".to_owned()),
        None => (ProblemKind::BadDate, format!("not a {noun}: {}", shorten_text(text)), help),
    };
    reader.report(kind, node.place, message, Some(help));
}

/// What to write instead: the same day in the form of records, if unambiguous.
fn suggest_day(text: &str) -> String {
    let parts: Vec<&str> = text.split(['-', '/', '.']).map(str::trim).collect();
    let numbers: Vec<Option<u32>> = parts.iter().map(|part| part.parse().ok()).collect();
    if let [Some(year), Some(month), Some(day)] = numbers[..]
        && year >= 1000
    {
        let written = NaiveDate::from_ymd_opt(i32::try_from(year).unwrap_or_default(), month, day);
        return match (written, month) {
            (Some(date), _) => format!("Write `{date}`."),
            (None, 1..=12) => format!("{year}-{month:02} has no day {day}: use YYYY-MM-DD."),
            (None, _) => format!("{month} is not a month: use YYYY-MM-DD."),
        };
    }
    "Write the date as YYYY-MM-DD, such as 2026-02-12.".to_owned()
}

static WHEN_SHAPE: Shape = Shape {
    expected: "a date or time",
    pattern: || {
        // Fractions of a second are only valid before an offset.
        let seconds = r"(:([0-5][0-9]|60)(\.[0-9]+(?=[Zz+-]))?)?";
        let offset = format!("([Zz]|[+-]{TIME})?");
        format!("{DAY}([Tt ]{TIME}{seconds}{offset})?")
    },
    is_number: false,
    examples: &[
        "2026-02-12",
        "2026-02-12 09:00",
        "2026-02-12T09:00:60",
        "2026-02-12t09:00Z",
        "2026-02-12T09:00:00.25+01:00",
        "2026-02-12T09:00-01:00",
    ],
};

impl ShapedText for When {
    const SHAPE: &'static Shape = &WHEN_SHAPE;

    fn parse_text(text: &str) -> Option<Self> {
        Self::parse(text)
    }

    fn report_refused(text: &str, node: &Node, reader: &mut Reader) {
        let help = "Write a date as 2026-02-12, or a time as 2026-02-12T16:20:00Z.".to_owned();
        report_bad_date("date or time", help, text, node, reader);
    }
}

impl ShapedText for NaiveTime {
    const SHAPE: &'static Shape = &Shape {
        expected: "a time such as \"09:00\"",
        pattern: || TIME.to_owned(),
        is_number: false,
        examples: &["00:00"],
    };

    fn parse_text(text: &str) -> Option<Self> {
        let text = text.trim_end();
        let is_shaped = text.len() == 5 && text.as_bytes()[2] == b':';
        is_shaped.then(|| NaiveTime::parse_from_str(text, "%H:%M").ok()).flatten()
    }

    fn write_text<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.format("%H:%M"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_need_all_digits() {
        assert!(parse_day("2026-02-12").is_some());
        for bad in ["2026-2-3", "2026-02-30", "2026/02/12", "12-02-2026", "2026-02-12 ", "+026-02-12", ""] {
            assert_eq!(parse_day(bad), None, "{bad}");
        }
    }

    #[test]
    fn days_are_read_from_1970_to_2199() {
        for good in ["1970-01-01", "2199-12-31", "2199-12-31T23:59Z"] {
            assert!(When::parse(good).is_some() && describe_out_of_range(good).is_none(), "{good}");
        }
        for bad in ["1969-12-31", "2200-01-01", "0226-02-12", "2200-01-01T00:00Z"] {
            assert_eq!(When::parse(bad), None, "{bad}");
            let expected = format!("`{}` is out of range (limit: 1970-01-01 to 2199-12-31)", &bad[..10]);
            assert_eq!(describe_out_of_range(bad), Some(expected));
        }
        assert_eq!(describe_out_of_range("2026-02-30"), None);
    }

    #[test]
    fn moments_keep_their_offset() {
        let parsed = |text| When::parse(text).map(|when| when.to_string());
        assert_eq!(parsed("2026-01-30T16:20:00Z").as_deref(), Some("2026-01-30T16:20:00Z"));
        assert_eq!(parsed("2026-01-30T16:20+01:00").as_deref(), Some("2026-01-30T16:20:00+01:00"));
        assert_eq!(parsed("2026-01-30 16:20").as_deref(), Some("2026-01-30T16:20:00"));
        for bad in ["2026-01-30T9:00", "2026-01-30T25:00", "2026-01-30x16:20", "2026-01-30T", "é2026-01-30T16:20"] {
            assert_eq!(parsed(bad), None, "{bad}");
        }
    }
}
