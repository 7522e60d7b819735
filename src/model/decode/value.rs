//! Decodes single values: names, prose, days, moments, times, numbers, words of a fixed list.

use super::{Reader, shorten_text};
use crate::finding::ProblemKind;
use crate::model::notation::{DAY, TIME};
use crate::model::record::{Form, RecordValue, Shape};
use crate::model::reference::{REFERENCE_SHAPE, Reference};
use crate::model::spelling::suggest_word;
use crate::model::typed_reference::TypedReference;
use crate::model::when::{WHEN_SHAPE, When, describe_out_of_range, parse_day};
use crate::source::{Node, NodeKind, Spanned};
use chrono::{NaiveDate, NaiveTime};
use granit_parser::ScalarStyle;
use serde::Serializer;

/// The text of a scalar that is not empty.
pub fn scalar_text<'n>(node: &'n Node) -> Option<&'n str> {
    match &node.kind {
        NodeKind::Scalar { text, .. } if !node.is_null() && !text.trim().is_empty() => Some(text),
        _ => None,
    }
}

impl RecordValue for String {
    const FORM: Form = Form::Text;

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        match scalar_text(node) {
            // The line break at the end of a block scalar is not part of the text.
            Some(text) => Some(text.trim_end().to_owned()),
            None => reader.report_unexpected(node),
        }
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }

    fn as_text(spanned: &Spanned<Self>) -> Option<&Spanned<String>> {
        Some(spanned)
    }
}

/// A text with a pattern and a parser of its own; `suggest` returns the help for a text that it refuses.
pub fn read_shape<T: RecordValue>(
    node: &Node,
    reader: &mut Reader,
    parse: impl FnOnce(&str) -> Option<T>,
    suggest: impl FnOnce(&str) -> Option<String>,
) -> Option<T> {
    let text = scalar_text(node);
    let value = text.and_then(|text| parse(text.trim_end()));
    if value.is_none() {
        reader.report_wrong_type(node, T::FORM.expected(), text.and_then(suggest));
    }
    value
}

/// A day.
pub static DAY_SHAPE: Shape =
    Shape { expected: "a date as YYYY-MM-DD", pattern: || DAY.to_owned(), is_number: false, examples: &["2026-02-12"] };

impl RecordValue for NaiveDate {
    const FORM: Form = Form::Shape(&DAY_SHAPE);

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Some(text) = scalar_text(node) else { return reader.report_unexpected(node) };
        let day = parse_day(text);
        if day.is_none() && !is_out_of_range(text, node, reader) {
            let message = format!("not a date: {}", shorten_text(text));
            reader.report(ProblemKind::BadDate, node.place, message, Some(suggest_day(text)));
        }
        day
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }

    fn as_day(&self) -> Option<NaiveDate> {
        Some(*self)
    }
}

/// Reports a day in a year out of range; returns whether it did.
fn is_out_of_range(text: &str, node: &Node, reader: &mut Reader) -> bool {
    let message = describe_out_of_range(text);
    let is_out = message.is_some();
    if let Some(message) = message {
        reader.report(ProblemKind::OverLimit, node.place, message, Some("Correct the year.".to_owned()));
    }
    is_out
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

impl RecordValue for When {
    const FORM: Form = Form::Shape(&WHEN_SHAPE);

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Some(text) = scalar_text(node) else { return reader.report_unexpected(node) };
        let when = When::parse(text);
        if when.is_none() && !is_out_of_range(text, node, reader) {
            let message = format!("not a date or time: {}", shorten_text(text));
            let help = "Write a date as 2026-02-12, or a time as 2026-02-12T16:20:00Z.".to_owned();
            reader.report(ProblemKind::BadDate, node.place, message, Some(help));
        }
        when
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

static TIME_SHAPE: Shape =
    Shape { expected: "a time such as \"09:00\"", pattern: || TIME.to_owned(), is_number: false, examples: &["00:00"] };

impl RecordValue for NaiveTime {
    const FORM: Form = Form::Shape(&TIME_SHAPE);

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let parse = |text: &str| {
            let is_shaped = text.len() == 5 && text.as_bytes()[2] == b':';
            is_shaped.then(|| NaiveTime::parse_from_str(text, "%H:%M").ok()).flatten()
        };
        read_shape(node, reader, parse, |_| None)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.format("%H:%M"))
    }
}

impl RecordValue for bool {
    const FORM: Form = Form::Flag;

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        match &node.kind {
            NodeKind::Scalar { text, style: ScalarStyle::Plain } if text == "true" => Some(true),
            NodeKind::Scalar { text, style: ScalarStyle::Plain } if text == "false" => Some(false),
            _ => reader.report_unexpected(node),
        }
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bool(*self)
    }
}

impl RecordValue for u16 {
    const FORM: Form = Form::Number;

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        read_shape(node, reader, |text| text.parse().ok(), |_| None)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u16(*self)
    }
}

impl RecordValue for Reference {
    const FORM: Form = Form::Shape(&REFERENCE_SHAPE);

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Some(text) = scalar_text(node) else { return reader.report_unexpected(node) };
        let reference = Reference::parse(text);
        if reference.is_none() {
            let number = suggest_number(text, reader).map(|number| format!("Write `{number}`."));
            let help = number.unwrap_or_else(|| "Write only the number, without leading zeros.".to_owned());
            reader.report_wrong_type(node, Self::FORM.expected(), Some(help));
        }
        reference
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serde::Serialize::serialize(self, serializer)
    }
}

/// How records write an issue or a PR given as `#63` or by its URL.
pub fn suggest_number(text: &str, reader: &Reader) -> Option<String> {
    let Reference { repository, number } = TypedReference::parse(text)?.reference;
    let is_own = |name: &String| reader.own_repository.is_some_and(|own| own.eq_ignore_ascii_case(name));
    let written = Reference { repository: repository.filter(|name| !is_own(name)), number }.to_string();
    Some(written.trim_start_matches('#').to_owned())
}

/// A word of a fixed list; the most similar one is suggested for another word.
pub fn read_word<T: Copy>(node: &Node, reader: &mut Reader, expected: &str, words: &[(&'static str, T)]) -> Option<T> {
    let text = scalar_text(node);
    if let Some((_, value)) = words.iter().find(|(word, _)| Some(*word) == text) {
        return Some(*value);
    }
    let help = match text.and_then(|text| suggest_word(text, words.iter().map(|(word, _)| *word))) {
        Some(near) => format!("Did you mean `{near}`?"),
        None => format!("Write one of: {}.", words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ")),
    };
    reader.report_wrong_type(node, expected, Some(help));
    None
}
