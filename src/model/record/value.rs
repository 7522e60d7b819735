//! Decodes single values: texts, those with a pattern of their own, numbers, words of a fixed list.

use super::decode::Reader;
use super::{Form, RecordValue, Shape};
use crate::model::spelling::suggest_word;
use crate::source::{Node, NodeKind, Spanned};
use chrono::NaiveDate;
use granit_parser::ScalarStyle;
use serde::Serializer;
use std::fmt::Display;

/// The text of a scalar that is not empty.
fn scalar_text<'n>(node: &'n Node) -> Option<&'n str> {
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

/// A value that is a text with a pattern and a parser of its own, such as a day.
pub trait ShapedText: Display + Sized {
    /// Its pattern.
    const SHAPE: &'static Shape;

    /// Parses a text, which is not empty.
    fn parse_text(text: &str) -> Option<Self>;

    /// The help for a text that is refused.
    fn suggest(_text: &str, _reader: &Reader) -> Option<String> {
        None
    }

    /// Reports a text that is refused.
    fn report_refused(text: &str, node: &Node, reader: &mut Reader) {
        let help = Self::suggest(text, reader);
        reader.report_wrong_type(node, Self::SHAPE.expected, help);
    }

    /// Serializes it in the form of files.
    ///
    /// # Errors
    /// Those of the serializer.
    fn write_text<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }

    /// The day, if it is one.
    fn as_day(&self) -> Option<NaiveDate> {
        None
    }
}

impl<T: ShapedText> RecordValue for T {
    const FORM: Form = Form::Shape(T::SHAPE);

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Some(text) = scalar_text(node) else { return reader.report_unexpected(node) };
        let value = T::parse_text(text);
        if value.is_none() {
            T::report_refused(text, node, reader);
        }
        value
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.write_text(serializer)
    }

    fn as_day(&self) -> Option<NaiveDate> {
        ShapedText::as_day(self)
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
        let number = scalar_text(node).and_then(|text| text.trim_end().parse().ok());
        number.or_else(|| reader.report_unexpected(node))
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u16(*self)
    }
}

/// A word of a fixed list on the command line.
///
/// # Errors
/// The message for another text, with the most similar word.
pub fn parse_word<T: Copy>(text: &str, words: &[(&str, T)]) -> Result<T, String> {
    let keys = || words.iter().map(|(word, _)| *word);
    let found = words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
    found.ok_or_else(|| match suggest_word(text, keys()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("expected {}", keys().collect::<Vec<_>>().join(", ")),
    })
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
