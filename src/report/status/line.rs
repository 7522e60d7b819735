//! The line of a task: what is to be done, why, by which day, and what does it.

use super::instruction::Instruction;
use chrono::NaiveDate;
use std::fmt::{self, Display};

/// A task in words.
pub struct TaskLine {
    /// The day by which; `None` where nothing sets one.
    pub due: Option<NaiveDate>,
    /// Whether that day, or the time that an action point may stay open, is over.
    pub overdue: bool,
    /// The call that opened an action point.
    pub opened: Option<NaiveDate>,
    /// The word in JSON.
    pub kind: &'static str,
    /// What is to be done, as the terminal may show it once it is made visible.
    pub what: Phrase,
    /// How it came about: a phrase, or empty.
    pub why: String,
    /// What does it.
    pub instruction: Instruction,
}

impl TaskLine {
    /// What and why, in one phrase.
    pub fn full_text(&self) -> String {
        if self.why.is_empty() { self.what.to_string() } else { format!("{}: {}", self.what, self.why) }
    }
}

/// What is to be done, with what it is to be done to.
#[derive(PartialEq, Eq, Default)]
pub struct Phrase {
    /// What comes before the object.
    pub before: String,
    /// A call or a proposal; empty where no other task does the same to another one.
    pub object: String,
    /// What comes after it.
    pub after: String,
}

impl Phrase {
    /// A task that is like no other one.
    pub fn from_text(text: impl Into<String>) -> Self {
        Self { before: text.into(), ..Self::default() }
    }

    /// A task that others may be like, each about something else.
    pub fn with_object(before: &str, object: impl Display) -> Self {
        Self { before: before.to_owned(), object: object.to_string(), after: String::new() }
    }
}

impl Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{}", self.before, self.object, self.after)
    }
}
