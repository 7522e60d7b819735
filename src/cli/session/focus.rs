//! Commands about some items and a call: in a large repository only the records that they need are decoded.

use super::{Needs, Session};
use crate::cli::ExitStatus;
use crate::error::Error;
use crate::record::changes::Changes;
use crate::store::load;
use crate::store::load::focus::Focus;
use crate::store::repository::GroupRepository;
use crate::view::Views;
use crate::view::lookup::parse_reference;
use chrono::NaiveDate;
use std::mem::ManuallyDrop;

impl Session {
    /// What a command about some items and a call needs; `None` unless each item is given by a number.
    pub fn new_focus<'w>(&self, items: impl IntoIterator<Item = &'w String>, call: Option<NaiveDate>) -> Option<Focus> {
        let numbers = items.into_iter().map(|words| Some(parse_reference(words)?.number)).collect::<Option<_>>()?;
        let today = || self.clock.moment_in(chrono_tz::UTC).day();
        Some(Focus { numbers, day: call.unwrap_or_else(today), has_history: false })
    }

    /// Runs a command on the records that it needs. Where it fails on these, it runs on all of them, which may have what
    /// is missing; until it can no longer fail, it prints nothing.
    pub fn read_about<T>(
        &mut self,
        focus: Option<Focus>,
        run: impl Fn(&GroupRepository, &mut Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        // Not freed: the program ends.
        let files = ManuallyDrop::new(load::read_files(&self.find_root()?)?);
        let part = focus.and_then(|focus| files.focus_on(&focus));
        match part.and_then(|part| run(&part.into(), self).ok()) {
            Some(done) => Ok(done),
            None => run(&ManuallyDrop::new(ManuallyDrop::into_inner(files).into()), self),
        }
    }

    /// Records what a request about some items makes of the views. Where the records that it needs do not show that the
    /// rules accept it without a word, it is made again on all of them.
    pub fn record_about(
        &mut self,
        focus: Option<Focus>,
        request: impl Fn(&Views, &mut Self) -> Result<Changes, Error>,
    ) -> Result<ExitStatus, Error> {
        let (files, lock) = self.lock_files()?;
        let part = focus.and_then(|focus| files.focus_on(&focus));
        // The messages of an attempt are printed if it succeeds.
        self.out.hold_messages();
        let accepted = part.and_then(|part| {
            let accepted = self.accept_changes(part.into(), Needs::AllRecords, &request).ok()?;
            accepted.step.warnings.is_empty().then_some(accepted)
        });
        self.out.end_holding(accepted.is_some());
        let accepted = match accepted {
            Some(accepted) => accepted,
            None => self.accept_changes(files.into(), Needs::AllRecords, request)?,
        };
        self.write_accepted(accepted, lock).map(|_| ExitStatus::Clean)
    }
}
