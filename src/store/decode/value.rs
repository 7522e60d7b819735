//! Single values: names, prose, days, moments, times, numbers, words of a fixed list.

use super::{Decode, Reader};
use crate::finding::ProblemKind;
use crate::model::reference::Reference;
use crate::model::spelling::suggest_word;
use crate::model::url::TypedReference;
use crate::model::when::{When, describe_out_of_range, parse_day};
use crate::source::Spanned;
use crate::store::tree::{Node, NodeKind};
use chrono::{NaiveDate, NaiveTime};
use granit_parser::ScalarStyle;

impl<T: Decode> Decode for Spanned<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        T::decode(node, reader).map(|value| Spanned::new(value, node.place))
    }
}

/// The text of a scalar that is not empty.
fn scalar_text<'n>(node: &'n Node) -> Option<&'n str> {
    match &node.kind {
        NodeKind::Scalar { text, .. } if !node.is_null() && !text.trim().is_empty() => Some(text),
        _ => None,
    }
}

impl Decode for String {
    const EXPECTED: &'static str = "a text";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        match scalar_text(node) {
            // The line end of a block scalar is not part of the text.
            Some(text) => Some(text.trim_end().to_owned()),
            None => reader.report_unexpected::<Self>(node),
        }
    }
}

impl Decode for NaiveDate {
    const EXPECTED: &'static str = "a date as YYYY-MM-DD";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Some(text) = scalar_text(node) else { return reader.report_unexpected::<Self>(node) };
        let day = parse_day(text);
        if day.is_none() && !is_out_of_range(text, node, reader) {
            let help = suggest_day(text);
            reader.report(
                ProblemKind::BadDate,
                node.place,
                format!("not a date: {}", super::shorten_text(text)),
                Some(help),
            );
        }
        day
    }
}

/// Reports a date in a year that is out of range, and returns whether it is.
fn is_out_of_range(text: &str, node: &Node, reader: &mut Reader) -> bool {
    let message = describe_out_of_range(text);
    let is_out = message.is_some();
    if let Some(message) = message {
        reader.report(ProblemKind::OverLimit, node.place, message, Some("Correct the year.".to_owned()));
    }
    is_out
}

/// What to write instead of a wrong date: the same date in our format if it is clear.
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
            (None, _) => format!("There is no month {month}: use YYYY-MM-DD."),
        };
    }
    "Write the date as YYYY-MM-DD, such as 2026-02-12.".to_owned()
}

impl Decode for When {
    const EXPECTED: &'static str = "a date or time";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Some(text) = scalar_text(node) else { return reader.report_unexpected::<Self>(node) };
        let when = When::parse(text);
        if when.is_none() && !is_out_of_range(text, node, reader) {
            let message = format!("not a date or time: {}", super::shorten_text(text));
            let help = "Write a date as 2026-02-12, or a time as 2026-02-12T16:20:00Z.".to_owned();
            reader.report(ProblemKind::BadDate, node.place, message, Some(help));
        }
        when
    }
}

impl Decode for NaiveTime {
    const EXPECTED: &'static str = "a time such as \"09:00\"";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Some(text) = scalar_text(node) else { return reader.report_unexpected::<Self>(node) };
        let shaped = text.len() == 5 && text.as_bytes()[2] == b':';
        let time = shaped.then(|| NaiveTime::parse_from_str(text, "%H:%M").ok()).flatten();
        time.or_else(|| reader.report_unexpected::<Self>(node))
    }
}

impl Decode for bool {
    const EXPECTED: &'static str = "`true` or `false`";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        match &node.kind {
            NodeKind::Scalar { text, style: ScalarStyle::Plain } if text == "true" => Some(true),
            NodeKind::Scalar { text, style: ScalarStyle::Plain } if text == "false" => Some(false),
            _ => reader.report_unexpected::<Self>(node),
        }
    }
}

impl Decode for u16 {
    const EXPECTED: &'static str = "a number";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        match scalar_text(node).and_then(|text| text.parse().ok()) {
            Some(number) => Some(number),
            None => reader.report_unexpected::<Self>(node),
        }
    }
}

impl Decode for Reference {
    const EXPECTED: &'static str = "a number such as 63, or owner/repo#63";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Some(text) = scalar_text(node) else { return reader.report_unexpected::<Self>(node) };
        let reference = Reference::parse(text);
        if reference.is_none() {
            let number = suggest_number(text, reader).map(|number| format!("Write `{number}`."));
            let help = number.unwrap_or_else(|| "Write only the number, without leading zeros.".to_owned());
            reader.report_wrong_type(node, Self::EXPECTED, Some(help));
        }
        reference
    }
}

/// How a record writes an issue or a PR that people know as `#63` or by its URL.
pub fn suggest_number(text: &str, reader: &Reader) -> Option<String> {
    let Reference { repository, number } = TypedReference::parse(text)?.reference;
    let is_own = |name: &String| reader.own_repository.is_some_and(|own| own.eq_ignore_ascii_case(name));
    let written = Reference { repository: repository.filter(|name| !is_own(name)), number }.to_string();
    Some(written.trim_start_matches('#').to_owned())
}

/// Decodes a word of a fixed list, or suggests the nearest one.
pub fn decode_word<T: Copy>(node: &Node, reader: &mut Reader, what: &str, words: &[(&'static str, T)]) -> Option<T> {
    let Some(text) = scalar_text(node) else {
        reader.report_wrong_type(node, what, Some(format!("Write one of: {}.", join_words(words))));
        return None;
    };
    if let Some((_, value)) = words.iter().find(|(word, _)| *word == text) {
        return Some(*value);
    }
    let help = match suggest_word(text, words.iter().map(|(word, _)| *word)) {
        Some(near) => format!("Did you mean `{near}`?"),
        None => format!("Write one of: {}.", join_words(words)),
    };
    reader.report_wrong_type(node, what, Some(help));
    None
}

fn join_words<T>(words: &[(&'static str, T)]) -> String {
    words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ")
}
