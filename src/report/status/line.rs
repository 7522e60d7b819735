//! The line of a task: what to do, why, until when, and how.

use super::instruction::Instruction;
use chrono::NaiveDate;
use std::fmt::{self, Display};

/// A task as text.
pub struct TaskLine {
    /// The due date; `None` if there is none.
    pub due: Option<NaiveDate>,
    /// Whether the due date, or the time that an action point may stay open, has passed.
    pub overdue: bool,
    /// The call that opened an action point.
    pub opened: Option<NaiveDate>,
    /// The kind of task in JSON.
    pub kind: &'static str,
    /// What to do; not yet safe to print.
    pub what: Phrase,
    /// The reason: a phrase, or empty.
    pub why: String,
    /// How to complete it.
    pub instruction: Instruction,
}

impl TaskLine {
    /// The task and its reason in one phrase.
    pub fn full_text(&self) -> String {
        if self.why.is_empty() { self.what.to_string() } else { format!("{}: {}", self.what, self.why) }
    }
}

/// What to do, with the object of the task.
#[derive(PartialEq, Eq, Default)]
pub struct Phrase {
    /// The text before the object.
    pub before: String,
    /// A call or a proposal; empty if the task cannot be grouped.
    pub object: String,
    /// The text after the object.
    pub after: String,
}

impl Phrase {
    /// A task that is never grouped.
    pub fn from_text(text: impl Into<String>) -> Self {
        Self { before: text.into(), ..Self::default() }
    }

    /// A task that can be grouped with others about other objects.
    pub fn with_object(before: &str, object: impl Display) -> Self {
        Self { before: before.to_owned(), object: object.to_string(), after: String::new() }
    }
}

impl Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{}", self.before, self.object, self.after)
    }
}
