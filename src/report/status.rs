//! The tasks of today as text: one line per task, with the command or the key of a file that completes it.

mod group;
pub mod instruction;
mod line;
pub mod page;
pub mod statistics;
mod task;

use crate::model::wording::format_count;
use crate::rules;
use crate::view::Views;
use crate::view::status::GroupStatus;
use instruction::Instruction;
use line::{Phrase, TaskLine};
use task::describe_task;

/// The state of the files according to `backlog check`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Condition {
    /// How many errors.
    pub errors: usize,
    /// How many generated files are stale or missing.
    pub stale: usize,
}

/// The tasks in order, with the errors first.
pub fn task_lines(status: &GroupStatus, condition: Condition, views: &Views) -> Vec<TaskLine> {
    let today = views.now.day();
    let Condition { errors, stale } = condition;
    let mut lines: Vec<TaskLine> = status.tasks.iter().map(|task| describe_task(task, status, views)).collect();
    if stale > 0 {
        let at = lines.partition_point(|line| line.overdue || line.due.is_some_and(|due| due <= today));
        let what = Phrase::from_text("regenerate the minutes and the table");
        let are = if stale == 1 { "is" } else { "are" };
        let why = format!("{} {are} stale or missing", format_count(stale, "file"));
        let instruction = Instruction::from_command("backlog render");
        let line = TaskLine {
            due: Some(today),
            overdue: false,
            opened: None,
            kind: rules::stale_output::NAME,
            what,
            why,
            instruction,
        };
        lines.insert(at, line);
    }
    if errors > 0 {
        let what = Phrase::from_text(format!("fix {}", format_count(errors, "error")));
        let (why, instruction) = (String::new(), Instruction::from_command("backlog check"));
        lines.insert(0, TaskLine { due: None, overdue: true, opened: None, kind: ERRORS, what, why, instruction });
    }
    lines
}

/// The kind of the first task of `status`.
const ERRORS: &str = "errors";
