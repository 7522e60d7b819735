//! Which proposals are to be frozen, when and why (procedure 9), as seen from now.

use super::Views;
use super::activity::Activity;
use super::held_calls::{after, since};
use super::lifecycle::{is_tracked, stage_on, stages_by};
use crate::model::proposal::{Kind, Proposal};
use crate::model::stage::{Reached, Stage};
use chrono::{Days, NaiveDate};

/// When a proposal is to be frozen if all goes on as it does, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FreezeOutlook<'v> {
    /// The first day on which it is due, in the past or to come.
    pub on: NaiveDate,
    /// What it is reckoned from.
    pub cause: Cause<'v>,
}

/// Why a proposal is to be frozen. Calls are days, oldest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause<'v> {
    /// Not sent to the reviewer yet, and nothing happens.
    Inactive {
        /// What was seen last.
        last: Activity,
        /// The day from which the weeks are counted: that of `last`, or a later one from which on the records
        /// know that nothing happened.
        since: NaiveDate,
    },
    /// Not sent to the reviewer yet, and none of its owners comes.
    Absent {
        /// The calls in a row, up to now, in which none of them was seen; at least one.
        calls: &'v [NaiveDate],
        /// How many of them are too many.
        of: usize,
    },
    /// Approved, and nothing tracks its onboarding.
    Untracked {
        /// The day of the approval.
        approved: NaiveDate,
        /// The calls since then; may be empty.
        calls: &'v [NaiveDate],
        /// How many of them are too many.
        of: usize,
    },
}

/// What the terms of procedure 9 say of one proposal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FreezeTerms<'v> {
    outlooks: [Option<FreezeOutlook<'v>>; 2],
    /// Whether a term holds for the proposal, and the records do not say when it began to run.
    pub lacks_evidence: bool,
    /// Whether the absence of its owners counts against it.
    pub counts_absences: bool,
}

impl FreezeOutlook<'_> {
    /// Whether it is due on a day. A call of that very day counts only once it is over.
    pub fn is_due(&self, day: NaiveDate) -> bool {
        self.on <= day
            && match self.cause {
                Cause::Inactive { .. } => true,
                Cause::Absent { calls, of } | Cause::Untracked { calls, of, .. } => calls.len() >= of,
            }
    }
}

impl<'v> FreezeTerms<'v> {
    /// What is due by a day; inactivity comes before absence.
    pub fn due(&self, day: NaiveDate) -> impl Iterator<Item = &FreezeOutlook<'v>> {
        self.outlooks.iter().flatten().filter(move |outlook| outlook.is_due(day))
    }
}

impl<'g> Views<'g> {
    /// When an active proposal is to be frozen, by the term that runs out first. `None` where no term holds for
    /// it, where nobody can tell, and where it hangs on more calls than are planned.
    pub fn freeze_outlook(&self, proposal: &'g Proposal) -> Option<FreezeOutlook<'_>> {
        self.freeze_terms(proposal).outlooks.into_iter().flatten().min_by_key(|outlook| outlook.on)
    }

    /// Every term that holds for a proposal. None does for name changes and implementations, for what is at
    /// rest, refused or closed, and while the reviewer has it. A term of 0 holds for nobody.
    pub fn freeze_terms(&self, proposal: &'g Proposal) -> FreezeTerms<'_> {
        let today = self.now.day();
        if !proposal.kind.is_row() || !self.is_active_on(proposal, today) {
            return FreezeTerms::default();
        }
        let reached = stages_by(proposal, today);
        let returned = match reached.iter().rev().find(|reached| reached.stage.value == Stage::Reactivated) {
            Some(Reached { date: None, .. }) => return FreezeTerms { lacks_evidence: true, ..FreezeTerms::default() },
            Some(Reached { date: Some(date), .. }) => Some(date.value),
            None => None,
        };
        match stage_on(proposal, today) {
            None | Some(Stage::NotYetDiscussed | Stage::UnderDiscussion) => {
                let last = self.last_activity(proposal, today);
                let inactive = last.and_then(|last| self.inactivity(proposal, last));
                let absent = self.absence(proposal, returned);
                let counts_absences = self.workgroup.lifecycle.freeze_after_absences > 0 && !proposal.owners.is_empty();
                FreezeTerms { outlooks: [inactive, absent], lacks_evidence: last.is_none(), counts_absences }
            }
            Some(Stage::TscApproved) if proposal.kind != Kind::ScopeEnhancement && !is_tracked(proposal) => {
                let approval = reached.iter().rev().find(|reached| reached.stage.value == Stage::TscApproved);
                let approved = approval.and_then(|approval| approval.date.as_ref()).map(|date| date.value);
                let untracked = approved.and_then(|approved| self.untracked(approved, returned));
                FreezeTerms { outlooks: [untracked, None], lacks_evidence: approved.is_none(), counts_absences: false }
            }
            Some(_) => FreezeTerms::default(),
        }
    }

    fn inactivity(&self, proposal: &'g Proposal, last: Activity) -> Option<FreezeOutlook<'_>> {
        let weeks = self.workgroup.lifecycle.freeze_after_weeks;
        let since = [Some(last.day), self.workgroup.records.complete_since, self.last_unrecorded(proposal, last.day)];
        let since = since.into_iter().flatten().max()?;
        let on = since.checked_add_days(Days::new(u64::from(weeks) * 7))?;
        (weeks > 0).then_some(FreezeOutlook { on, cause: Cause::Inactive { last, since } })
    }

    /// The last held call after a day that had the proposal on its agenda, and of which nothing is recorded: it
    /// may have been treated there.
    fn last_unrecorded(&self, proposal: &'g Proposal, day: NaiveDate) -> Option<NaiveDate> {
        let subject = self.index.subject_of(proposal)?;
        let mentions = self.index.mentions(&subject).iter().rev();
        let mut later = mentions.take_while(|mention| mention.meeting.date.value > day);
        let unrecorded = later.find(|mention| {
            !mention.item.is_recorded() && self.held_calls().all.binary_search(&mention.meeting.date.value).is_ok()
        })?;
        Some(unrecorded.meeting.date.value)
    }

    fn absence(&self, proposal: &'g Proposal, returned: Option<NaiveDate>) -> Option<FreezeOutlook<'_>> {
        let today = self.now.day();
        let held = self.held_calls();
        let of = usize::from(self.workgroup.lifecycle.freeze_after_absences);
        let owned = proposal.former_owners.iter().filter_map(|former| former.until).filter(|until| *until <= today);
        let known = self.known_since(proposal)?;
        let first = [returned, owned.max()].into_iter().flatten().fold(known, NaiveDate::max);
        let calls = since(&held.attended, first);
        if of == 0 || calls.is_empty() {
            return None;
        }
        let owners = self.owners_on(proposal, today);
        // Who was no member yet could not be absent.
        let joined = owners.iter().map(|owner| self.index.organization(owner).and_then(|owner| owner.since));
        let calls = joined.min()?.map_or(calls, |joined| since(calls, joined));
        let seen = owners.iter().filter_map(|owner| held.last_seen(owner)).max();
        let calls = seen.map_or(calls, |seen| after(calls, seen));
        let on = self.day_of_call(calls, of)?;
        (!calls.is_empty()).then_some(FreezeOutlook { on, cause: Cause::Absent { calls, of } })
    }

    fn untracked(&self, approved: NaiveDate, returned: Option<NaiveDate>) -> Option<FreezeOutlook<'_>> {
        let of = usize::from(self.workgroup.lifecycle.freeze_after_untracked);
        let first = returned.map_or(approved, |returned| returned.max(approved));
        let calls = after(&self.held_calls().all, first);
        let on = self.day_of_call(calls, of)?;
        Some(FreezeOutlook { on, cause: Cause::Untracked { approved, calls, of } })
    }

    /// The day of the call that makes a row of calls long enough: one of them, or one to come.
    fn day_of_call(&self, calls: &[NaiveDate], of: usize) -> Option<NaiveDate> {
        let at = of.checked_sub(1)?;
        calls.get(at).or_else(|| self.held_calls().coming.get(at - calls.len())).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::tests::{GROUP, on};

    /// The calls of a winter: Orange comes to the first one only, Deutsche Telekom to none, and of the last two
    /// nobody wrote down who was there.
    const CALLS: [(&str, &str); 6] = [
        ("minutes/2025-11-13.yaml", "date: 2025-11-13\nattendance: { Orange: [A] }\n"),
        ("minutes/2025-11-27.yaml", "date: 2025-11-27\nattendance: { NCSRD: [C] }\n"),
        (
            "minutes/2025-12-11.yaml",
            "date: 2025-12-11\nattendance: { NCSRD: [C], Orange: [{ name: A, present: false }] }\n",
        ),
        ("minutes/2026-01-08.yaml", "date: 2026-01-08\nattendance: { NCSRD: [C] }\n"),
        ("minutes/2026-01-22.yaml", "date: 2026-01-22\nagenda: [{ issue: 1, treated: false }, { issue: 2 }]\n"),
        ("minutes/2026-02-12.yaml", "date: 2026-02-12\n"),
    ];

    /// `ON CAUSE` by the term that runs out first, seen from a day.
    fn outlook(workgroup: &str, proposal: &str, today: &str) -> String {
        let (group, text) = (format!("{GROUP}{workgroup}"), format!("name: A\n{proposal}"));
        let mut files = CALLS.to_vec();
        files.extend([("workgroup.yaml", group.as_str()), ("backlog/a.yaml", text.as_str())]);
        on(&files, today, |views| {
            let proposal = &views.group.proposals[0];
            let lacking = if views.freeze_terms(proposal).lacks_evidence { "?" } else { "" };
            let Some(outlook) = views.freeze_outlook(proposal) else { return lacking.to_owned() };
            let due = if outlook.is_due(views.now.day()) { " due" } else { "" };
            let cause = match outlook.cause {
                Cause::Inactive { since, .. } => format!("inactive since {since}"),
                Cause::Absent { calls, of } => format!("absent {} of {of}", calls.len()),
                Cause::Untracked { calls, of, .. } => format!("untracked {} of {of}", calls.len()),
            };
            format!("{} {cause}{due}{lacking}", outlook.on)
        })
    }

    #[test]
    fn weeks_are_counted_from_what_is_known() {
        let seen = |workgroup: &str, proposal: &str| outlook(workgroup, proposal, "2026-02-01");
        assert_eq!(seen("", "registered: 2025-12-25\n"), "2026-02-05 inactive since 2025-12-25");
        assert_eq!(seen("", "registered: 2025-12-21\n"), "2026-02-01 inactive since 2025-12-21 due");
        let complete = "records: { complete-since: 2026-01-08 }\n";
        assert_eq!(seen(complete, "registered: 2025-11-01\n"), "2026-02-19 inactive since 2026-01-08");
        assert_eq!(seen("", "issue: 1\nregistered: 2025-12-25\n"), "2026-02-05 inactive since 2025-12-25");
        let unrecorded = "issue: 2\nregistered: 2025-12-25\n";
        assert_eq!(seen("", unrecorded), "2026-03-05 inactive since 2026-01-22", "it may have been treated");
        assert_eq!(seen("lifecycle: { freeze-after-weeks: 0 }\n", "registered: 2025-12-25\n"), "");
    }

    #[test]
    fn absences_are_those_of_all_owners_since_there_is_somebody_to_be_absent() {
        let weeks = "lifecycle: { freeze-after-weeks: 52 }\n";
        let seen = |proposal: &str| outlook(weeks, proposal, "2026-02-01");
        let early = "registered: 2025-01-01\nowners:";
        assert_eq!(seen(&format!("{early} Orange\n")), "2025-12-31 inactive since 2025-01-01 due");
        let early = "registered: 2025-06-01\nowners:";
        assert_eq!(seen(&format!("{early} Orange\n")), "2026-01-08 absent 3 of 3 due");
        assert_eq!(seen(&format!("{early} [Orange, NCSRD]\n")), "2026-05-31 inactive since 2025-06-01", "one came");
        assert_eq!(seen(&format!("{early} DT\n")), "2025-12-11 absent 4 of 3 due");
        assert_eq!(seen("registered: 2025-12-01\nowners: DT\n"), "2026-02-12 absent 2 of 3");
        let given_over = "former-owners: [{ name: Orange, until: 2025-12-12 }]\n";
        assert_eq!(seen(&format!("{early} DT\n{given_over}")), "2026-02-26 absent 1 of 3");
        let returned = "stages: [{ stage: frozen, date: 2025-07-01 }, { stage: reactivated, date: 2026-01-08 }]\n";
        assert_eq!(seen(&format!("{early} DT\n{returned}")), "2026-02-26 absent 1 of 3");
    }

    #[test]
    fn a_call_counts_once_it_is_over() {
        let seen = |today: &str| {
            let weeks = "lifecycle: { freeze-after-weeks: 52 }\n";
            outlook(weeks, "registered: 2025-12-01\nowners: DT\nissue: 1\n", today)
        };
        assert_eq!(seen("2026-01-08T10:00Z"), "2026-01-22 absent 1 of 3");
        assert_eq!(seen("2026-01-08T10:30Z"), "2026-01-22 absent 2 of 3");
        assert_eq!(seen("2026-01-22T16:00Z"), "2026-01-22 absent 2 of 3", "the third is held now");
        assert_eq!(seen("2026-01-22T17:00Z"), "2026-02-12 absent 2 of 3", "nobody wrote down who was there");
    }

    #[test]
    fn an_approved_api_is_to_be_tracked() {
        let seen = |rest: &str| {
            let proposal =
                format!("registered: 2025-01-01\nstages: [{{ stage: tsc-approved, date: 2025-11-27 }}]\n{rest}");
            outlook("", &proposal, "2026-02-01")
        };
        assert_eq!(seen(""), "2026-01-22 untracked 3 of 3 due");
        assert_eq!(seen("kind: scope-enhancement\n"), "");
        assert_eq!(seen("onboarding-issue: 9\n"), "");
        assert_eq!(seen("repository: { note: Pending }\n"), "2026-01-22 untracked 3 of 3 due");
        assert_eq!(
            outlook("", "stages: [{ stage: tsc-approved, date: 2026-01-09 }]\n", "2026-02-01"),
            "2026-02-26 untracked 1 of 3"
        );
        assert_eq!(outlook("", "stages: [tsc-approved]\n", "2026-02-01"), "?");
    }

    #[test]
    fn what_rests_or_is_unknown_has_no_outlook() {
        let seen = |proposal: &str| outlook("", proposal, "2026-06-01");
        for stage in ["sent-to-tsc", "updates-requested", "not-approved", "onboarded", "frozen", "archived"] {
            assert_eq!(seen(&format!("registered: 2025-01-01\nstages: [{stage}]\n")), "", "{stage}");
        }
        assert_eq!(seen("kind: name-change\nregistered: 2025-01-01\n"), "");
        assert_eq!(seen("registered: 2025-01-01\nclosed: 2025-02-01\n"), "");
        assert_eq!(seen("owners: DT\n"), "?");
        assert_eq!(seen("registered: 2025-01-01\nstages: [frozen, reactivated]\n"), "?", "nobody knows since when");
    }
}
