//! Doubts of an import: diagnostics at their places in the source.

use crate::finding::{Finding, Level};
use crate::model::record::words;
use crate::source::Place;
use chrono::NaiveDate;

/// Something that a person should check. The import continues.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// What the doubt is about.
    pub kind: DoubtKind,
    /// Its place in the source.
    pub place: Place,
    /// What was found: a lowercase phrase without a period.
    pub message: String,
    /// How to resolve it: a sentence.
    pub help: Option<String>,
}

words! {
    /// What a doubt is about.
    #[derive(PartialOrd, Ord, Hash)]
    pub enum DoubtKind = "a kind of doubt" {
        /// An action point id that does not have the usual form.
        ActionId = "action-id",
        /// Two spellings that may be one name.
        Alias = "alias",
        /// Two versions that git could not merge.
        Conflict = "conflict",
        /// An empty line inside an HTML table.
        EmptyLine = "empty-line",
        /// A date that differs from the file's name.
        FileName = "file-name",
        /// Text where a date is expected.
        NoDate = "no-date",
        /// Minutes of a call that was not held.
        NotHeld = "not-held",
        /// An HTML row without `<tr>`.
        OpenRow = "open-row",
        /// Two records with one name.
        SameName = "same-name",
        /// A date whose year has two digits.
        ShortYear = "short-year",
        /// A header that names no known field.
        UnknownColumn = "unknown-column",
        /// Text that fits no key: it is kept verbatim.
        Unplaced = "unplaced",
        /// A weekday that does not match its date.
        Weekday = "weekday",
    }
}

impl Doubt {
    /// A doubt without help.
    pub fn new(kind: DoubtKind, place: Place, message: impl Into<String>) -> Self {
        Self { kind, place, message: message.into(), help: None }
    }

    /// Adds how to resolve it.
    pub fn with_help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// The finding that reports print: a warning under the keyword of its kind.
    pub fn to_finding(&self) -> Finding {
        Finding {
            rule: self.kind.record_key(),
            level: Level::Warn,
            place: self.place,
            message: self.message.clone(),
            help: self.help.clone(),
            related: Vec::new(),
            fix: None,
        }
    }
}

/// The message about a date whose year has two digits.
pub fn short_year_message(day: NaiveDate) -> String {
    format!("the year has two digits; the date is read as {day}")
}

/// The start of a long text.
pub fn shorten(text: &str) -> String {
    const LONGEST: usize = 60;
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}...", &line[..end]),
        None => line.to_owned(),
    }
}
