//! The line of a task: what to do, why, until when, and how.

use super::instruction::Instruction;
use crate::report::columns::{shorten_text, text_width};
use crate::report::inert::make_visible;
use chrono::NaiveDate;
use std::fmt::{self, Display};

/// The least columns of what to do next to a reason: those of `correct the minutes of 2026-02-12`.
const LEAST_COLUMNS: usize = 33;

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

    /// The task and its reason in so many columns. The reason is more informative than the end of a long name.
    pub fn shorten(&self, columns: usize) -> String {
        let why = if self.why.is_empty() { String::new() } else { format!(": {}", make_visible(&self.why)) };
        let what = make_visible(&self.what.to_string());
        match columns.checked_sub(text_width(&why)).filter(|left| *left >= LEAST_COLUMNS) {
            Some(left) => format!("{}{why}", shorten_text(&what, left)),
            None => shorten_text(&format!("{what}{why}"), columns),
        }
    }
}

/// What to do, with the object of the task.
#[derive(PartialEq, Eq, Default)]
pub struct Phrase {
    /// The text before the object.
    pub before: String,
    /// A call or a proposal; empty if the task cannot be grouped.
    pub object: String,
}

impl Phrase {
    /// A task that is never grouped.
    pub fn from_text(text: impl Into<String>) -> Self {
        Self { before: text.into(), ..Self::default() }
    }

    /// A task that can be grouped with others about other objects.
    pub fn with_object(before: &str, object: impl Display) -> Self {
        Self { before: before.to_owned(), object: object.to_string() }
    }
}

impl Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.before, self.object)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_of_a_task_is_readable() {
        for items in [1, 12, 120, 1200] {
            let line = TaskLine {
                due: None,
                overdue: false,
                opened: None,
                kind: "record",
                what: Phrase::with_object("correct the minutes of ", "2026-02-12"),
                why: format!("nothing is recorded for {items} items"),
                instruction: Instruction::default(),
            };
            for columns in [66, 50, 36] {
                let shown = line.shorten(columns);
                assert!(shown.starts_with("correct the minutes of 2026-02-12"), "{shown}");
            }
        }
    }
}
