//! One transaction: lock, read, derive the views, make the changes, check them by the rules, write.

use super::{Needs, Session};
use crate::cli::ExitStatus;
use crate::cli::mode::Mode;
use crate::cli::modeline::add_modeline;
use crate::error::Error;
use crate::record::changes::{ChangeKind, Changes};
use crate::record::step::plan_step;
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
        let (before, lock) = self.lock_repository()?;
        let views = self.derive_views(&before, needs)?;
        let mut changes = request(&views, self)?;
        drop(views);
        for notice in &changes.notices {
            self.out.print_message(notice);
        }
        let mut hints = std::mem::take(&mut changes.hints);
        if self.mode == Mode::Write {
            hints.append(&mut changes.next_steps);
        }
        if let ChangeKind::Create(record) = &mut changes.kind {
            record.text = add_modeline(&before.files.root, record);
        }
        let step = match plan_step(&before, &changes.kind, self.clock) {
            Ok(step) => step,
            Err(error) => return Err(changes.explain_refusal(self.with_display_path(error))),
        };
        self.write_step(&before, &changes.kind, &step)?;
        for hint in hints {
            self.out.print_message(&hint);
        }
        Ok(Transaction { before, after: step.after, _lock: lock })
    }
}
