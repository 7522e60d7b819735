//! What an import is not sure of: a diagnostic at its place in the source.

use crate::finding::{Finding, Level};
use crate::source::Place;

/// Something that a person should look at; the import went on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// What it is about.
    pub kind: DoubtKind,
    /// In the source.
    pub place: Place,
    /// A lower-case phrase without a full stop: what was found.
    pub message: String,
    /// A sentence: what to do about it.
    pub help: Option<String>,
}

/// What a doubt is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DoubtKind {
    /// An id of an action point that is not of the usual form.
    ActionId,
    /// Two spellings that look like one name.
    Alias,
    /// A day that differs from the name of its file.
    FileName,
    /// Text where a day is wanted.
    NoDate,
    /// A row of HTML without its tags.
    OpenRow,
    /// One name for two records.
    SameName,
    /// A header that names no field known here.
    UnknownColumn,
    /// Text that no key takes: it is kept as it was written.
    Unplaced,
    /// A day that is no such day of the week.
    Weekday,
}

impl DoubtKind {
    /// The word in reports, such as `no-date`.
    pub fn keyword(self) -> &'static str {
        match self {
            DoubtKind::ActionId => "action-id",
            DoubtKind::Alias => "alias",
            DoubtKind::FileName => "file-name",
            DoubtKind::NoDate => "no-date",
            DoubtKind::OpenRow => "open-row",
            DoubtKind::SameName => "same-name",
            DoubtKind::UnknownColumn => "unknown-column",
            DoubtKind::Unplaced => "unplaced",
            DoubtKind::Weekday => "weekday",
        }
    }
}

impl Doubt {
    /// A doubt without advice.
    pub fn new(kind: DoubtKind, place: Place, message: impl Into<String>) -> Self {
        Self { kind, place, message: message.into(), help: None }
    }

    /// With what to do about it.
    pub fn with_help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// As the reports print it: a warning under the word of its kind.
    pub fn to_finding(&self) -> Finding {
        Finding {
            rule: self.kind.keyword(),
            level: Level::Warn,
            place: self.place,
            message: self.message.clone(),
            help: self.help.clone(),
            related: Vec::new(),
            fix: None,
        }
    }
}
