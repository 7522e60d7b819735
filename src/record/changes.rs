//! What a request changes: the edits of records, a new record, or a record that moves.

use crate::error::Error;
use crate::finding::bound_text;
use crate::source::{FileId, Source};
use crate::store::edit::Edit;
use crate::store::yaml;
use crate::text::characters::collapse_spaces;
use crate::view::Views;
use serde::Serialize;
use serde_yaml::Value;

/// The edits of a record.
#[derive(Debug)]
pub struct RecordChange {
    /// The path of the record from the root.
    pub path: String,
    /// Applied in this order; may be empty.
    pub edits: Vec<Edit>,
    /// What changes, as a phrase without a period.
    pub description: String,
}

impl RecordChange {
    /// The edits of a record of the group.
    pub fn new(file: FileId, edits: Vec<Edit>, description: String, views: &Views) -> Self {
        Self { path: views.group.sources.file(file).path.clone(), edits, description }
    }
}

/// A record to move or to remove.
#[derive(Debug)]
pub struct RecordMove {
    /// Its path from the root.
    pub from: String,
    /// Its new path from the root, where only an interrupted run can have written a file; `None` to remove it.
    pub to: Option<String>,
    /// The edits of the record as it moves.
    pub edits: Vec<Edit>,
    /// Which file is written first.
    pub order: WriteOrder,
}

/// Which of two files is written first, so that a command that is interrupted in between can be run again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WriteOrder {
    /// The group's file, which says where the record belongs.
    GroupFirst,
    /// The record.
    RecordFirst,
}

/// How a request changes records. All of it is written, or nothing.
#[derive(Debug)]
pub enum ChangeKind {
    /// Edits of existing records.
    Edit(Vec<RecordChange>),
    /// A new record.
    Create(Source),
    /// Edits of the group's file, and a record that moves.
    Move(RecordChange, RecordMove),
}

/// What to say where a rule refuses the changes.
#[derive(Debug)]
pub enum Advice {
    /// Other help for the finding.
    Help(String),
    /// Another error instead.
    Instead(Error),
}

/// What a request changes, and what to report with it.
#[derive(Debug)]
pub struct Changes {
    /// The changes of records.
    pub kind: ChangeKind,
    /// Messages to report before the changes.
    pub notices: Vec<String>,
    /// Messages to report after the changes.
    pub hints: Vec<String>,
    /// What to do next, to report after the changes unless this is a dry run.
    pub next_steps: Vec<String>,
    /// What to say where these rules refuse the changes.
    pub advice: Vec<(&'static str, Advice)>,
}

impl From<ChangeKind> for Changes {
    fn from(kind: ChangeKind) -> Self {
        Self { kind, notices: Vec::new(), hints: Vec::new(), next_steps: Vec::new(), advice: Vec::new() }
    }
}

impl From<RecordChange> for Changes {
    fn from(change: RecordChange) -> Self {
        ChangeKind::Edit(vec![change]).into()
    }
}

impl Changes {
    /// The edits of one record of the group.
    pub fn edit(file: FileId, edits: Vec<Edit>, description: String, views: &Views) -> Self {
        RecordChange::new(file, edits, description, views).into()
    }

    /// Whether a record changes.
    pub fn has_edits(&self) -> bool {
        match &self.kind {
            ChangeKind::Edit(changes) => changes.iter().any(|change| !change.edits.is_empty()),
            ChangeKind::Create(_) | ChangeKind::Move(..) => true,
        }
    }

    /// With help for the findings of a rule.
    #[must_use]
    pub fn with_help(mut self, rule: &'static str, help: impl Into<String>) -> Self {
        self.advice.push((rule, Advice::Help(help.into())));
        self
    }

    /// With another error where a rule refuses the changes.
    #[must_use]
    pub fn with_error(mut self, rule: &'static str, error: Error) -> Self {
        self.advice.push((rule, Advice::Instead(error)));
        self
    }

    /// A refusal of the changes with the advice for its rules.
    pub fn explain_refusal(self, mut error: Error) -> Error {
        for (rule, advice) in self.advice {
            match advice {
                Advice::Help(help) => error = error.with_help(|found| (found == rule).then(|| help.clone())),
                Advice::Instead(other) if error.is_refused_by(rule) => return other,
                Advice::Instead(_) => {}
            }
        }
        error
    }
}

/// A part of a record as it is written where one key alone may stand for it, such as the name of a person.
pub(super) fn shorten(record: &impl Serialize, key: &str) -> Result<Value, Error> {
    let mut value = yaml::to_value(record)?;
    yaml::shorten_value(&mut value, key);
    Ok(value)
}

/// A text that a change replaces or removes, on one line of its description.
pub(super) fn quote_lost_text(text: &str) -> String {
    format!("\"{}\"", bound_text(collapse_spaces(text, char::is_whitespace)))
}
