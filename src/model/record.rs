//! Records, each stated once: from a definition, the macros generate the type, its reader, its writer, and the table of
//! keys, from which the order of keys, the keys of `backlog set`, the JSON Schema and docs/records.md are derived.

mod containers;
mod decode;
mod define;
mod synonyms;
mod value;

pub(super) use decode::shorten_text;
pub use decode::{Fields, Reader};
pub use define::{as_name, hyphenate};
pub(crate) use define::{record, words};
pub use synonyms::suggest_key;
pub use value::{ShapedText, parse_word, read_word};

use crate::source::{Node, Spanned};
use chrono::NaiveDate;
use serde::{Serialize, Serializer};

/// The definition of a record, such as the file of a call or an action point in it.
#[derive(Debug, Clone, Copy)]
pub struct Definition {
    /// That of the type.
    pub name: &'static str,
    /// As in the source; see [`plain_docs`].
    pub docs: &'static str,
    /// For messages: `a stage with its `date``.
    pub expected: &'static str,
    /// In file order.
    pub keys: &'static [Key],
    /// The keys whose value alone may replace the whole map, as `frozen` for `{ stage: frozen }`.
    pub short_keys: &'static [&'static str],
    /// Selects one of `short_keys` for a text; `None` after a problem was reported.
    pub pick_short_key: fn(&Node, &mut Reader) -> Option<&'static str>,
}

/// A key of a record.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// As written in files.
    pub name: &'static str,
    /// As in the source; see [`plain_docs`].
    pub docs: &'static str,
    /// The form of its value.
    pub form: Form,
    /// Whether the record is meaningless without it.
    pub is_required: bool,
    /// The default if the key is omitted.
    pub usual: Option<fn() -> serde_json::Value>,
    /// The kind of its texts.
    pub text: TextKind,
}

/// The form of a value.
#[derive(Debug, Clone, Copy)]
pub enum Form {
    /// A text that is not empty.
    Text,
    /// A text with a fixed pattern.
    Shape(&'static Shape),
    /// A number from 0.
    Number,
    /// `true` or `false`.
    Flag,
    /// A word of a fixed list.
    Word(&'static WordList),
    /// A list; a single value is a list of one.
    List(&'static Form),
    /// A map with free keys, such as organizations.
    Map(&'static Form),
    /// A map with keys of its own.
    Record(&'static Definition),
}

/// A pattern of texts.
#[derive(Debug)]
pub struct Shape {
    /// For messages: `a day as YYYY-MM-DD`.
    pub expected: &'static str,
    /// A regular expression for the whole text; the reader may be stricter.
    pub pattern: fn() -> String,
    /// Whether it may also be written as a number.
    pub is_number: bool,
    /// Example texts, for editors and tests.
    pub examples: &'static [&'static str],
}

/// A fixed list of words.
#[derive(Debug)]
pub struct WordList {
    /// That of the type.
    pub name: &'static str,
    /// As in the source; see [`plain_docs`].
    pub docs: &'static str,
    /// For messages: `a stage`.
    pub expected: &'static str,
    /// Each with its docs.
    pub words: &'static [(&'static str, &'static str)],
}

/// The kind of a text: how long it may be, shorter ones first, and what rules about prose need to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TextKind {
    /// A name or another single value.
    Name,
    /// A printed name, title or heading: plain text, while all prose is Markdown.
    Title,
    /// A reason or a URL.
    Line,
    /// Markdown.
    Prose,
    /// Markdown about a proposal or an item, which histories are made of.
    History,
    /// Text that an import could not parse, verbatim.
    Unparsed,
}

impl Form {
    /// What is expected, for messages.
    pub fn describe_expected(&self) -> &'static str {
        match self {
            Form::Text => "a text",
            Form::Shape(shape) => shape.expected,
            Form::Number => "a number",
            Form::Flag => "`true` or `false`",
            Form::Word(list) => list.expected,
            Form::List(item) => item.describe_expected(),
            Form::Map(_) => "a map",
            Form::Record(record) => record.expected,
        }
    }
}

impl Form {
    /// The record of this form, or the one in its list or map.
    pub fn record(&self) -> Option<&'static Definition> {
        match self {
            Form::List(item) | Form::Map(item) => item.record(),
            Form::Record(record) => Some(record),
            _ => None,
        }
    }
}

/// Joins the lines of docs to one text.
pub fn plain_docs(docs: &str) -> String {
    docs.lines().map(str::trim).collect::<Vec<_>>().join(" ").trim().to_owned()
}

/// A type of values for keys.
pub trait RecordValue: Sized {
    /// Its form in files.
    const FORM: Form;
    /// Whether the key is optional without a default.
    const IS_OPTIONAL: bool = false;

    /// Decodes it; `None` after a problem was reported.
    fn read(node: &Node, reader: &mut Reader) -> Option<Self>;

    /// The value if the key is omitted.
    fn absent() -> Option<Self> {
        None
    }

    /// Serializes it in the form of files.
    ///
    /// # Errors
    /// Those of the serializer.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;

    /// Visits the texts in it that have a place; `key` is its own key.
    fn visit_texts<'r>(&'r self, _key: &'static Key, _visitor: &mut dyn TextVisitor<'r>) {}

    /// The value as a text with a place, if it is one.
    fn as_text(_spanned: &Spanned<Self>) -> Option<&Spanned<String>> {
        None
    }

    /// The day, or the first day in it.
    fn as_day(&self) -> Option<NaiveDate> {
        None
    }
}

/// Visits the texts of a record in the order of its keys.
pub trait TextVisitor<'r> {
    /// Called when a record begins, with its day if it has one.
    fn enter(&mut self, record: &'static Definition, day: Option<NaiveDate>);
    /// Called for a text of the innermost open record.
    fn visit(&mut self, key: &'static Key, text: &'r Spanned<String>);
    /// Called when the record ends.
    fn leave(&mut self);
}

/// A value in the form of files.
pub struct AsWritten<'v, T>(pub &'v T);

impl<T: RecordValue> Serialize for AsWritten<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}
