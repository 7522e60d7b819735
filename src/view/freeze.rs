//! Which proposals are due to be frozen, when and why (docs/procedure.md#agreement-9), as of now.

mod cause;

pub use cause::{FreezeCause, WeeksStart};

use super::activity::{Activities, Activity};
use super::attendance::AttendanceRecords;
use super::attendance::held_calls::{days_after, days_since};
use super::base::ViewBase;
use super::owners::Owners;
use super::stages::{Stages, is_tracked, stages_until};
use crate::model::proposal::Proposal;
use crate::model::stage::{ReachedStage, Stage};
use chrono::{Days, NaiveDate};
use std::sync::Arc;

/// When a proposal will be due to be frozen if nothing changes, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FreezeOutlook<'v> {
    /// The first day on which it is due, in the past or the future.
    pub day: NaiveDate,
    /// What is counted.
    pub cause: FreezeCause<'v>,
}

/// The missing data without which the start of a term is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MissingEvidence {
    /// The last update of the issue in `github.yaml`.
    IssueUpdate,
    /// The day of the reactivation or approval.
    StageDay,
}

/// The terms of docs/procedure.md#agreement-9, applied to one proposal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FreezeTerms<'v> {
    outlooks: [Option<FreezeOutlook<'v>>; 2],
    /// The data that a term needs and the records lack.
    pub missing: Option<MissingEvidence>,
    /// Whether the absence of its owners counts.
    pub counts_absences: bool,
}

impl FreezeOutlook<'_> {
    /// Whether it is due on a day. A call on that day counts only once it is over.
    pub fn is_due(&self, day: NaiveDate) -> bool {
        self.day <= day && self.calls_left() == 0
    }

    /// Whether it is due after one more call, or when the weeks are over: a freeze that depends on several future calls
    /// is not worth a warning yet.
    pub fn is_one_call_away(&self) -> bool {
        self.calls_left() <= 1
    }

    /// The number of calls up to the limit; 0 if weeks are counted.
    fn calls_left(&self) -> usize {
        match self.cause {
            FreezeCause::Inactive { .. } => 0,
            FreezeCause::Absent { calls, limit } | FreezeCause::Untracked { calls, limit, .. } => {
                limit.saturating_sub(calls.len())
            }
        }
    }
}

impl<'v> FreezeTerms<'v> {
    /// The freezes due by a day; inactivity comes before absence.
    pub fn outlooks_due(&self, day: NaiveDate) -> impl Iterator<Item = &FreezeOutlook<'v>> {
        self.outlooks.iter().flatten().filter(move |outlook| outlook.is_due(day))
    }
}

/// The freezes of proposals that are due or to come.
pub struct Freezes<'g> {
    pub(super) base: Arc<ViewBase<'g>>,
    pub(super) attendance: Arc<AttendanceRecords<'g>>,
    pub(super) stages: Arc<Stages<'g>>,
    pub(super) owners: Arc<Owners<'g>>,
    pub(super) activity: Arc<Activities<'g>>,
}

impl<'g> Freezes<'g> {
    /// When an active proposal will be due to be frozen, by the term that ends first. `None` if no term applies, if
    /// data is missing, or if the term needs more calls than are planned.
    pub fn outlook(&self, proposal: &'g Proposal) -> Option<FreezeOutlook<'_>> {
        self.terms(proposal).outlooks.into_iter().flatten().min_by_key(|outlook| outlook.day)
    }

    /// The terms that apply to a proposal. None applies to name changes and implementations, to frozen, archived,
    /// refused or closed proposals, while the reviewer has the proposal, or while the file of a call cannot be read. A
    /// term of 0 is switched off.
    pub fn terms(&self, proposal: &'g Proposal) -> FreezeTerms<'_> {
        let today = self.base.now.day();
        if !self.base.group.all_meetings_read || !proposal.kind.is_row() || !self.stages.is_active_on(proposal, today) {
            return FreezeTerms::default();
        }
        let reached = stages_until(proposal, today);
        let returned = match reached.iter().rev().find(|reached| reached.stage.value == Stage::Reactivated) {
            Some(ReachedStage { date: None, .. }) => {
                return FreezeTerms { missing: Some(MissingEvidence::StageDay), ..FreezeTerms::default() };
            }
            Some(ReachedStage { date: Some(date), .. }) => Some(date.value),
            None => None,
        };
        match self.stages.stage_on(proposal, today) {
            None | Some(Stage::NotYetDiscussed | Stage::UnderDiscussion) => {
                let limits = &self.base.workgroup.freeze_after;
                let last = self.last_issue_activity(proposal, today);
                let inactive = last.and_then(|last| self.inactivity_outlook(proposal, last));
                let absent = self.absence_outlook(proposal, returned);
                let is_unknown = limits.inactive_weeks > 0 && last.is_none();
                let missing = is_unknown.then_some(MissingEvidence::IssueUpdate);
                let counts_absences = limits.absent_calls > 0 && !proposal.owners.is_empty();
                FreezeTerms { outlooks: [inactive, absent], missing, counts_absences }
            }
            Some(Stage::Approved) if proposal.kind.is_onboarded() && !is_tracked(proposal) => {
                let approval = reached.iter().rev().find(|reached| reached.stage.value == Stage::Approved);
                let approved = approval.and_then(|approval| approval.date.as_ref()).map(|date| date.value);
                let untracked = approved.and_then(|approved| self.untracked_outlook(approved, returned));
                let missing = approved.is_none().then_some(MissingEvidence::StageDay);
                FreezeTerms { outlooks: [untracked, None], missing, counts_absences: false }
            }
            Some(_) => FreezeTerms::default(),
        }
    }

    /// The last activity by the end of a day. `None` if `github.yaml` does not say when the issue was last updated, or
    /// only has a later day: a call without a record about a proposal does not show that its owner was inactive.
    fn last_issue_activity(&self, proposal: &'g Proposal, day: NaiveDate) -> Option<Activity> {
        let updated = self.base.index.issue_facts(proposal.issue.as_ref()?)?.updated?;
        let updated = self.base.day_of(updated);
        self.activity.last_activity(proposal, day).filter(|_| updated <= day)
    }

    fn inactivity_outlook(&self, proposal: &'g Proposal, last: Activity) -> Option<FreezeOutlook<'_>> {
        let limit = self.base.workgroup.freeze_after.inactive_weeks;
        let subject = self.base.index.proposal_subject(proposal)?;
        // A proposal that waits on an agenda is not inactive.
        let waited = self.base.index.mentions(&subject).last().map(|mention| mention.meeting);
        if limit == 0 || waited.is_some_and(|call| !self.base.calls.is_meeting_over(call)) {
            return None;
        }
        let waited = waited.map(|call| call.date.value);
        let complete = self.base.workgroup.records.complete_since.map(|day| (day, WeeksStart::Records));
        let waited = waited.map(|day| (day, WeeksStart::Agenda));
        // Of several on one day, the last one in this list counts.
        let starts = [complete, waited, Some((last.day, WeeksStart::Activity))];
        let (since, start) = starts.into_iter().flatten().max_by_key(|(day, _)| *day)?;
        let on = since.checked_add_days(Days::new(u64::from(limit) * 7))?;
        Some(FreezeOutlook { day: on, cause: FreezeCause::Inactive { last, since, start, limit } })
    }

    fn absence_outlook(&self, proposal: &'g Proposal, returned: Option<NaiveDate>) -> Option<FreezeOutlook<'_>> {
        let today = self.base.now.day();
        let held = self.attendance.held_calls();
        let limit = usize::from(self.base.workgroup.freeze_after.absent_calls);
        let owned = proposal.former_owners.iter().filter_map(|former| former.until).filter(|until| *until <= today);
        let known = self.activity.known_since(proposal)?;
        let first = [returned, owned.max()].into_iter().flatten().fold(known, NaiveDate::max);
        let calls = days_since(&held.attended, first);
        if limit == 0 || calls.is_empty() {
            return None;
        }
        let owners = self.owners.owners_on(proposal, today);
        // An organization that was not a member yet could not be absent.
        let joined =
            owners.iter().map(|owner| self.base.index.organization_by_name(owner).and_then(|owner| owner.since));
        let calls = joined.min()?.map_or(calls, |joined| days_since(calls, joined));
        let last_seen = owners.iter().filter_map(|owner| held.last_seen(owner)).max();
        let calls = last_seen.map_or(calls, |seen| days_after(calls, seen));
        let on = self.day_of_call(calls, limit)?;
        (!calls.is_empty()).then_some(FreezeOutlook { day: on, cause: FreezeCause::Absent { calls, limit } })
    }

    fn untracked_outlook(&self, approved: NaiveDate, returned: Option<NaiveDate>) -> Option<FreezeOutlook<'_>> {
        let limit = usize::from(self.base.workgroup.freeze_after.calls_without_onboarding);
        let first = returned.map_or(approved, |returned| returned.max(approved));
        let calls = days_after(&self.attendance.held_calls().counted, first);
        let on = self.day_of_call(calls, limit)?;
        Some(FreezeOutlook { day: on, cause: FreezeCause::Untracked { approved, calls, limit } })
    }

    /// The day of the call with which a series of calls reaches the limit: one of them, or a future one.
    fn day_of_call(&self, calls: &[NaiveDate], limit: usize) -> Option<NaiveDate> {
        let at = limit.checked_sub(1)?;
        calls.get(at).or_else(|| self.attendance.held_calls().coming.get(at - calls.len())).copied()
    }
}

#[cfg(test)]
mod tests;
