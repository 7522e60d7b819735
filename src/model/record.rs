//! Records, each stated once: of a definition the macros make the type, its reader, its writer, and the table of keys
//! from which the order of keys, the keys of `backlog set`, the JSON Schema and docs/records.md come.

mod define;
mod keys;

pub use define::{as_name, hyphenate};
pub(crate) use define::{record, words};
pub use keys::{all_keys, single_value_keys};

use crate::model::decode::Reader;
use crate::source::{Node, Spanned};
use chrono::NaiveDate;
use serde::{Serialize, Serializer};

/// What a map of keys is, such as the file of a call or an action point in it.
#[derive(Debug, Clone, Copy)]
pub struct Definition {
    /// That of the type.
    pub name: &'static str,
    /// As the source has it; see [`plain_docs`].
    pub docs: &'static str,
    /// For messages: `a stage with its `date``.
    pub expected: &'static str,
    /// In the order of the file.
    pub keys: &'static [Key],
    /// The keys for whose value alone the whole map may be left out, as in `frozen` for `{ stage: frozen }`.
    pub short_keys: &'static [&'static str],
    /// Which of `short_keys` a text is, by the text; `None` after a problem was reported.
    pub pick_short_key: fn(&Node, &mut Reader) -> Option<&'static str>,
}

/// A key of a record.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// As files have it.
    pub name: &'static str,
    /// As the source has it; see [`plain_docs`].
    pub docs: &'static str,
    /// What its value is.
    pub form: Form,
    /// Whether the record says nothing without it.
    pub is_required: bool,
    /// The value that holds where the key is left out.
    pub usual: Option<fn() -> serde_json::Value>,
    /// What a text of this key is for whoever reads it.
    pub text: TextKind,
}

/// What a value is.
#[derive(Debug, Clone, Copy)]
pub enum Form {
    /// A text that says something.
    Text,
    /// A text of a fixed shape.
    Shape(&'static Shape),
    /// A number from 0.
    Number,
    /// `true` or `false`.
    Flag,
    /// A word of a fixed list.
    Word(&'static WordList),
    /// A list; one value alone is a list of one.
    List(&'static Form),
    /// A map with free keys, such as organizations.
    Map(&'static Form),
    /// A map with keys of its own.
    Record(&'static Definition),
}

/// What texts of a fixed shape are.
#[derive(Debug)]
pub struct Shape {
    /// For messages: `a day as YYYY-MM-DD`.
    pub expected: &'static str,
    /// A regular expression for the whole text; a reader may refuse more.
    pub pattern: fn() -> String,
    /// Whether it may be written as a number, too.
    pub is_number: bool,
    /// Texts of the shape, for editors and for tests.
    pub examples: &'static [&'static str],
}

/// A fixed list of words.
#[derive(Debug)]
pub struct WordList {
    /// That of the type.
    pub name: &'static str,
    /// As the source has it; see [`plain_docs`].
    pub docs: &'static str,
    /// For messages: `a stage`.
    pub expected: &'static str,
    /// Each with its docs.
    pub words: &'static [(&'static str, &'static str)],
}

/// What a text is: how long it may be, the shorter ones first, and what rules on prose have to know of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TextKind {
    /// A name or another single value.
    Name,
    /// A name, a title or a heading that is printed: plain text, where all prose is Markdown.
    Title,
    /// A reason or a URL.
    Line,
    /// Markdown.
    Prose,
    /// Markdown that says what was said of a proposal or an item: histories are made of it.
    History,
    /// What an import could not place, word for word.
    Unparsed,
}

impl Form {
    /// What is expected, for messages.
    pub fn expected(&self) -> &'static str {
        match self {
            Form::Text => "a text",
            Form::Shape(shape) => shape.expected,
            Form::Number => "a number",
            Form::Flag => "`true` or `false`",
            Form::Word(list) => list.expected,
            Form::List(item) => item.expected(),
            Form::Map(_) => "a map",
            Form::Record(record) => record.expected,
        }
    }
}

impl Form {
    /// The record that it is, or of which it is a list or a map.
    pub fn record(&self) -> Option<&'static Definition> {
        match self {
            Form::List(item) | Form::Map(item) => item.record(),
            Form::Record(record) => Some(record),
            _ => None,
        }
    }
}

/// The lines of docs as one text.
pub fn plain_docs(docs: &str) -> String {
    docs.lines().map(str::trim).collect::<Vec<_>>().join(" ").trim().to_owned()
}

/// What can stand under a key.
pub trait Value: Sized {
    /// What it is in the files.
    const FORM: Form;
    /// Whether the key may be left out without having a usual value.
    const IS_OPTIONAL: bool = false;

    /// Reads it; `None` after a problem was reported.
    fn read(node: &Node, reader: &mut Reader) -> Option<Self>;

    /// What it is where the key is left out.
    fn absent() -> Option<Self> {
        None
    }

    /// Writes it as files have it.
    ///
    /// # Errors
    /// Those of the serializer.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;

    /// Gives the texts in it that know their place; `key` is the one it stands under.
    fn visit_texts<'r>(&'r self, _key: &'static Key, _visitor: &mut dyn TextVisitor<'r>) {}

    /// A spanned text as such.
    fn as_text(_spanned: &Spanned<Self>) -> Option<&Spanned<String>> {
        None
    }

    /// The day that it is, or the first one in it.
    fn as_day(&self) -> Option<NaiveDate> {
        None
    }
}

/// Takes the texts of a record in the order of its keys.
pub trait TextVisitor<'r> {
    /// A record begins; it is of a day where it says so.
    fn enter(&mut self, record: &'static Definition, day: Option<NaiveDate>);
    /// A text of the record that began last and did not end yet.
    fn visit(&mut self, key: &'static Key, text: &'r Spanned<String>);
    /// The record ends.
    fn leave(&mut self);
}

/// A value as files have it.
pub struct AsWritten<'v, T>(pub &'v T);

impl<T: Value> Serialize for AsWritten<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}
