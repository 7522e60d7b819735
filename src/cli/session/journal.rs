//! The journal of the steps that commands make.

use super::Session;
use crate::error::Error;
use crate::model::wording::join_with_and;
use crate::store::git::permitted_variables;
use crate::store::journal::{Journal, LIMITS, OpenStep, StepLabel};
use crate::store::save::{self, FileChange};

impl Session {
    /// The journal of the repository.
    pub fn journal(&self) -> Journal {
        Journal::new(&self.root, permitted_variables(std::env::vars_os()), LIMITS)
    }

    /// The description of the step that this command makes.
    pub fn step_label(&self) -> StepLabel {
        let moment = self.clock.moment_in(chrono_tz::UTC).moment().to_utc();
        StepLabel { command: self.arguments.clone(), moment, key: None, has_sent: self.has_sent }
    }

    /// Makes changes in the locked repository as one step: all of them, or none.
    pub fn write_changes(&mut self, changes: &[FileChange]) -> Result<(), Error> {
        let is_kept = self.journal().write_step(changes, self.step_label())?;
        self.report_step(is_kept);
        Ok(())
    }

    /// Makes changes in the locked repository one after the other, as one step. Each result is reported, until a report
    /// is an error.
    pub fn write_each(
        &mut self,
        changes: &[FileChange],
        mut report: impl FnMut(&mut Self, &FileChange, Result<(), Error>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let journal = self.journal();
        let step = journal.begin_step(changes, self.step_label())?;
        let mut has_written = false;
        let root = self.root.clone();
        let reported = save::write_each(&root, changes, |change, result| {
            has_written |= result.is_ok();
            report(self, change, result)
        });
        if has_written {
            self.keep_step(step);
        }
        reported
    }

    /// Keeps a step whose files are written.
    pub fn keep_step(&mut self, step: OpenStep) {
        let is_kept = step.keep();
        self.report_step(is_kept);
    }

    fn report_step(&mut self, is_kept: bool) {
        if !is_kept {
            self.out.print_warning("warning: `backlog undo` cannot take this back: it is too large for the journal");
        }
    }

    /// Finishes an undo that a killed command had begun; returns whether there was one.
    pub(super) fn finish_undo(&mut self) -> Result<bool, Error> {
        let Some(undo) = self.journal().finish_undo()? else { return Ok(false) };
        let what = if undo.is_redo { "redo" } else { "undo" };
        self.out.print_message(&format!("finished the {what} of an interrupted command"));
        if !undo.left.is_empty() {
            let paths = join_with_and(undo.left.iter().map(|path| self.display_path(path)));
            self.out.print_warning(&format!("warning: edited since, and therefore left as it is: {paths}"));
        }
        Ok(true)
    }
}
