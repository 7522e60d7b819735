//! Reads the records, and writes what a request makes of them: under the lock, with the files read again.

use super::facts::CallFacts;
use super::request::Request;
use crate::error::Error;
use crate::model::group::Group;
use crate::record::approve::find_approved_day;
use crate::record::approve::seal::{plan_sealing, refuse_stale_minutes};
use crate::record::call::{find_call_on, find_held_call_on};
use crate::record::changes::ChangeKind;
use crate::record::step::{plan_step, unreadable_error};
use crate::record::undo::{format_command, plan_undo};
use crate::render::outputs::read_generated;
use crate::store::journal::{Journal, PlannedUndo, StepLabel};
use crate::store::repository::GroupRepository;
use crate::store::save;
use crate::view::Views;
use crate::view::moment::Clock;
use chrono::NaiveDate;
use std::path::PathBuf;

/// What was written.
#[derive(Debug)]
pub struct WrittenStep {
    /// A line for each record that changed, and the warnings.
    pub lines: Vec<String>,
    /// The call as it is now.
    pub facts: CallFacts,
}

/// Where the screen reads and writes a call.
#[derive(Debug, Clone)]
pub struct Recorder {
    /// The root of the repository.
    pub root: PathBuf,
    /// The day of the call.
    pub day: NaiveDate,
    /// The journal, from which steps are taken back.
    pub journal: Journal,
}

impl Recorder {
    /// Reads the call.
    ///
    /// # Errors
    /// When a record cannot be read, or the call has no file.
    pub fn read_call(&self, clock: Clock) -> Result<CallFacts, Error> {
        derive_facts(&GroupRepository::read(&self.root)?, self.day, clock)
    }

    /// Records what a request asks for. Steps with the same key are taken back together.
    ///
    /// # Errors
    /// When a record cannot be read, the request or a rule refuses it, or a file cannot be written.
    pub fn write_request(&self, request: &Request, key: Option<String>, clock: Clock) -> Result<WrittenStep, Error> {
        let _lock = save::take_lock(&self.root)?;
        self.journal.finish_undo()?;
        let before = GroupRepository::read(&self.root)?;
        let views = derive_views(&before.group, clock)?;
        let meeting = find_held_call_on(self.day, &views)?;
        let changes = request.changes(clock.record_moment(views.workgroup.timezone), meeting, &views)?;
        let approved = match request {
            Request::Approval => Some(find_approved_day(None, meeting, &views)?),
            _ => None,
        };
        if let Some(of) = approved.filter(|_| changes.has_edits()) {
            refuse_stale_minutes(of, &self.root, &views, str::to_owned)?;
        }
        drop(views);
        let step = match plan_step(&before, &changes.kind, clock) {
            Ok(step) => step,
            Err(error) => return Err(changes.explain_refusal(error)),
        };
        let (command, moment) = (request.command(self.day), clock.system);
        let is_kept = self.journal.write_step(&step.files, StepLabel { command, moment, key, has_sent: false })?;
        let mut lines = changes.notices;
        if let ChangeKind::Edit(edits) = &changes.kind {
            let written = step.files.iter().zip(edits).filter(|(file, _)| !file.is_empty());
            lines.extend(written.map(|(_, edit)| format!("{}: {}", edit.path, edit.description)));
        }
        lines.extend(step.warnings.iter().map(|warning| format!("{}: {}", warning.rule, warning.message)));
        lines.extend((!is_kept).then(|| "it cannot be taken back, because it is too large for the journal".to_owned()));
        if let Some(of) = approved {
            lines.extend(seal_minutes(of, &step.after, clock)?);
        }
        Ok(WrittenStep { lines, facts: derive_facts(&step.after, self.day, clock)? })
    }

    /// The draft of the call.
    ///
    /// # Errors
    /// When it is not safe to read, or cannot be read.
    pub fn read_draft(&self) -> Result<Option<Vec<u8>>, Error> {
        self.journal.read_draft(self.day)
    }

    /// Writes the draft of the call.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write_draft(&self, bytes: &[u8]) -> Result<(), Error> {
        let _lock = save::take_lock(&self.root)?;
        self.journal.write_draft(self.day, bytes)
    }

    /// Removes the draft of the call that has these bytes.
    pub fn remove_draft(&self, bytes: &[u8]) {
        self.journal.remove_draft(self.day, bytes);
    }

    /// Takes the last step back, or does the last one again that was taken back.
    ///
    /// # Errors
    /// When there is none, or its lines were changed since.
    pub fn undo_step(&self, is_redo: bool, clock: Clock) -> Result<WrittenStep, Error> {
        let _lock = save::take_lock(&self.root)?;
        self.journal.finish_undo()?;
        let before = GroupRepository::read(&self.root)?;
        let steps = self.journal.read_steps()?;
        let plan = plan_undo(&steps, 1, is_redo, &before, clock, str::to_owned)?;
        let files = plan.records.iter().chain(&plan.generated).cloned().collect();
        self.journal.write_undo(&PlannedUndo { steps: plan.numbers, is_redo, files })?;
        let done = if is_redo { "done again" } else { "taken back" };
        let lines = plan.steps.iter().map(|label| format!("{done}: {}", format_command(label))).collect();
        Ok(WrittenStep { lines, facts: derive_facts(&plan.after, self.day, clock)? })
    }
}

/// Writes the digest of the record into the minutes that are approved now.
fn seal_minutes(of: NaiveDate, repository: &GroupRepository, clock: Clock) -> Result<Option<String>, Error> {
    let root = &repository.files.root;
    let mut views = derive_views(&repository.group, clock)?;
    views.generated = Some(read_generated(&views, root));
    let Some(sealing) = plan_sealing(of, &views)? else { return Ok(None) };
    sealing.write(root)?;
    Ok(Some(format!("{}: sealed", sealing.path)))
}

fn derive_facts(repository: &GroupRepository, day: NaiveDate, clock: Clock) -> Result<CallFacts, Error> {
    let views = derive_views(&repository.group, clock)?;
    Ok(CallFacts::new(find_call_on(day, &views)?, &views))
}

/// The views of a group whose records can all be read.
fn derive_views(group: &Group, clock: Clock) -> Result<Views<'_>, Error> {
    match &group.workgroup {
        Some(workgroup) if group.has_all_records() => {
            Ok(Views::new(group, workgroup, clock.moment_in(workgroup.timezone)))
        }
        _ => Err(unreadable_error(group)),
    }
}
