//! One transaction: lock, read, derive the views, make the changes, check them by the rules, write.

use super::{Needs, Session};
use crate::cli::ExitStatus;
use crate::cli::mode::Mode;
use crate::cli::modeline::add_modeline;
use crate::error::Error;
use crate::record::changes::{ChangeKind, Changes};
use crate::record::step::{PlannedStep, plan_step};
use crate::store::repository::GroupRepository;
use crate::store::save::Lock;
use crate::view::Views;

/// A transaction that is done. The lock is held until it is dropped.
pub struct Transaction {
    /// The repository as it was read.
    pub before: GroupRepository,
    /// The repository as it is now, or as it would be after a dry run.
    pub after: GroupRepository,
    _lock: Option<Lock>,
}

/// Changes that the rules have accepted.
pub(super) struct AcceptedChanges {
    before: GroupRepository,
    changes: Changes,
    pub(super) step: PlannedStep,
}

impl Session {
    /// Records what a request makes of the views. If the rules refuse the result, nothing is written.
    pub fn record(
        &mut self,
        needs: Needs,
        request: impl FnOnce(&Views, &mut Self) -> Result<Changes, Error>,
    ) -> Result<ExitStatus, Error> {
        self.commit(needs, request).map(|_| ExitStatus::Clean)
    }

    /// As [`Session::record`], for a command that reports more afterwards.
    pub fn commit(
        &mut self,
        needs: Needs,
        request: impl FnOnce(&Views, &mut Self) -> Result<Changes, Error>,
    ) -> Result<Transaction, Error> {
        let (files, lock) = self.lock_files()?;
        let accepted = self.accept_changes(files.into(), needs, request)?;
        self.write_accepted(accepted, lock)
    }

    pub(super) fn accept_changes(
        &mut self,
        before: GroupRepository,
        needs: Needs,
        request: impl FnOnce(&Views, &mut Self) -> Result<Changes, Error>,
    ) -> Result<AcceptedChanges, Error> {
        let views = self.derive_views(&before, needs)?;
        let mut changes = request(&views, self)?;
        drop(views);
        for notice in &changes.notices {
            self.out.print_message(notice);
        }
        if let ChangeKind::Create(record) = &mut changes.kind {
            record.text = add_modeline(&before.files.root, record);
        }
        match plan_step(&before, &changes.kind, self.clock) {
            Ok(step) => Ok(AcceptedChanges { before, changes, step }),
            Err(error) => Err(changes.explain_refusal(self.with_display_path(error))),
        }
    }

    pub(super) fn write_accepted(
        &mut self,
        accepted: AcceptedChanges,
        lock: Option<Lock>,
    ) -> Result<Transaction, Error> {
        let AcceptedChanges { before, changes, step } = accepted;
        self.write_step(&before, &changes.kind, &step)?;
        let next_steps = changes.next_steps.iter().filter(|_| self.mode == Mode::Write);
        let hints: Vec<&String> = changes.hints.iter().chain(next_steps).collect();
        for hint in hints {
            self.out.print_message(hint);
        }
        Ok(Transaction { before, after: step.after, _lock: lock })
    }
}
