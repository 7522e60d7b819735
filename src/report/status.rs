//! What today asks for, in words: one line per task, with the command or the key of a file that does it.

mod group;
mod line;
pub mod mend;
pub mod page;
mod task;

use crate::model::wording::counted;
use crate::view::Views;
use crate::view::status::Status;
use line::{Line, Phrase};
use mend::Mend;
use task::describe_task;

/// The state of the files: what `backlog check` finds in them.
#[derive(Debug, Clone, Copy, Default)]
pub struct Condition {
    /// How many errors.
    pub errors: usize,
    /// How many generated files are stale or missing.
    pub stale: usize,
}

/// The tasks in their order, each in words: first to fix the errors.
pub fn lines(status: &Status, condition: Condition, views: &Views) -> Vec<Line> {
    let today = views.now.day();
    let Condition { errors, stale } = condition;
    let mut lines: Vec<Line> = status.tasks.iter().map(|task| describe_task(task, status, views)).collect();
    if stale > 0 {
        let at = lines.partition_point(|line| line.overdue || line.due.is_some_and(|due| due <= today));
        let what = Phrase::whole("regenerate the minutes and the table");
        let are = if stale == 1 { "is" } else { "are" };
        let why = format!("{} {are} stale or missing", counted(stale, "file"));
        let mend = Mend::command("backlog render");
        let line = Line { due: Some(today), overdue: false, opened: None, kind: "stale-output", what, why, mend };
        lines.insert(at, line);
    }
    if errors > 0 {
        let what = Phrase::whole(format!("fix {}", counted(errors, "error")));
        let (why, mend) = (String::new(), Mend::command("backlog check"));
        lines.insert(0, Line { due: None, overdue: true, opened: None, kind: ERRORS, what, why, mend });
    }
    lines
}

/// The kind of the task that `status` begins with.
const ERRORS: &str = "errors";
