//! The stage of a proposal on a day, and whether it was active.

pub mod archive;
mod frozen;
mod table_rows;

use super::base::ViewBase;
use super::index::Subject;
use crate::model::proposal::Proposal;
use crate::model::stage::{self, ReachedStage, Stage, StageState};
use chrono::{Months, NaiveDate};
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

/// The stages reached by the end of a day. An undated stage belongs to the one before it.
pub fn stages_until(proposal: &Proposal, day: NaiveDate) -> &[ReachedStage] {
    let later = |reached: &ReachedStage| reached.date.as_ref().is_some_and(|date| date.value > day);
    let end = proposal.stages.iter().position(later).unwrap_or(proposal.stages.len());
    &proposal.stages[..end]
}

/// A stage with the one before it.
#[derive(Debug, Clone, Copy)]
pub struct StageStep<'g> {
    /// The entry in the proposal's file.
    pub reached: &'g ReachedStage,
    /// The stage before; `None` before the first stage.
    pub before: Option<Stage>,
    /// Whether the stage before this one was `reactivated`.
    pub after_return: bool,
    /// The call that treated the proposal, if `before` follows from that alone.
    pub treated: Option<NaiveDate>,
}

/// Every stage with the one before it, in one pass: calling [`stage::effective_stage`] for each would take quadratic
/// time for a hostile list of stages.
pub fn stage_steps(stages: &[ReachedStage]) -> impl Iterator<Item = StageStep<'_>> {
    let mut standing = StageState::default();
    stages.iter().map(move |reached| {
        let step = StageStep { reached, before: standing.now, after_return: standing.after_return, treated: None };
        standing.advance(reached.stage.value);
        step
    })
}

/// Whether a proposal at this stage is under discussion as soon as a call treats it.
fn is_undiscussed(stage: Option<Stage>) -> bool {
    matches!(stage, None | Some(Stage::NotYetDiscussed))
}

/// The freeze or archiving that applied for the whole of a day: a decision of a call does not affect its own day.
pub fn freeze_or_archive_on(proposal: &Proposal, day: NaiveDate) -> Option<&ReachedStage> {
    let resting =
        |stages: &[ReachedStage]| matches!(stage::effective_stage(stages), Some(Stage::Frozen | Stage::Archived));
    let by_evening = stages_until(proposal, day);
    let by_morning = day.pred_opt().map_or(&[][..], |before| stages_until(proposal, before));
    (resting(by_morning) && resting(by_evening)).then(|| by_morning.last()).flatten()
}

/// Whether the return of a frozen proposal was announced by that day (docs/procedure.md#agreement-9).
pub fn is_return_announced(proposal: &Proposal, day: NaiveDate) -> bool {
    let returns = proposal.stages.iter().filter(|reached| reached.stage.value == Stage::Reactivated);
    returns
        .filter(|reached| reached.date.as_ref().is_none_or(|date| date.value >= day))
        .any(|reached| reached.notified.is_some_and(|notified| notified <= day))
}

/// How list, table and minutes describe a closed proposal.
pub fn format_closed(day: NaiveDate) -> String {
    format!("closed ({day})")
}

/// Whether the onboarding is tracked: by an issue, or by a repository of the API.
pub fn is_tracked(proposal: &Proposal) -> bool {
    let has_repository =
        proposal.repository.as_ref().is_some_and(|repository| repository.name.is_some() || repository.url.is_some());
    proposal.onboarding_issue.is_some() || has_repository
}

/// The stages of proposals.
pub struct Stages<'g> {
    pub(super) base: Arc<ViewBase<'g>>,
    pub(super) treated_days: OnceLock<HashMap<Subject, Vec<NaiveDate>>>,
}

impl<'g> Stages<'g> {
    /// The stage at the end of a day. A reactivation restores the stage before the freeze, and a call that treated the
    /// proposal started its discussion.
    pub fn stage_on(&self, proposal: &Proposal, day: NaiveDate) -> Option<Stage> {
        let written = stage::effective_stage(stages_until(proposal, day));
        self.discussed_since(proposal, day).map_or(written, |_| Some(Stage::UnderDiscussion))
    }

    /// The latest stage.
    pub fn current_stage(&self, proposal: &Proposal) -> Option<Stage> {
        self.stage_on(proposal, NaiveDate::MAX)
    }

    /// Since when a proposal has been under discussion although its file does not say so by the end of `day`: the first
    /// call that treated it.
    pub fn discussed_since(&self, proposal: &Proposal, day: NaiveDate) -> Option<NaiveDate> {
        let stages = stages_until(proposal, day);
        if !is_undiscussed(stage::effective_stage(stages)) {
            return None;
        }
        let last = stages.iter().rev().find_map(|reached| reached.date.as_ref()).map(|date| date.value);
        let subject = self.base.index.proposal_subject(proposal)?;
        self.treated_days(&subject)
            .iter()
            .copied()
            .find(|treated| last.is_none_or(|last| last <= *treated) && *treated <= day)
    }

    /// Every stage with the one before it, which is under discussion after a call that treated the proposal.
    pub fn proposal_steps(&self, proposal: &'g Proposal) -> impl Iterator<Item = StageStep<'g>> {
        let first =
            self.base.index.proposal_subject(proposal).and_then(|subject| self.treated_days(&subject).first().copied());
        stage_steps(&proposal.stages).map(move |mut step| {
            let is_later = step.reached.date.as_ref().zip(first).is_some_and(|(date, first)| first < date.value);
            // A file may state the start of the discussion, later than it was.
            let says_it = step.reached.stage.value == Stage::UnderDiscussion;
            if is_later && !says_it && is_undiscussed(step.before) {
                step.before = Some(Stage::UnderDiscussion);
                step.treated = first;
            }
            step
        })
    }

    /// The days of the held calls that treated a subject as an agenda item, oldest first.
    pub fn treated_days(&self, subject: &Subject) -> &[NaiveDate] {
        let treated_days = self.treated_days.get_or_init(|| {
            let mut treated_days: HashMap<Subject, Vec<NaiveDate>> = HashMap::new();
            for meeting in self.base.group.meetings.iter().filter(|meeting| self.base.calls.is_held(meeting)) {
                let date = meeting.date.value;
                for item in meeting.agenda.iter().filter(|item| item.is_treated()) {
                    let days = treated_days.entry(self.base.index.item_subject(item)).or_default();
                    if days.last() != Some(&date) {
                        days.push(date);
                    }
                }
            }
            treated_days
        });
        treated_days.get(subject).map_or(&[], Vec::as_slice)
    }

    /// Whether a new API is approved by a day and its onboarding is not tracked (docs/procedure.md#agreement-8).
    pub fn lacks_onboarding(&self, proposal: &Proposal, day: NaiveDate) -> bool {
        proposal.kind.is_onboarded()
            && !is_tracked(proposal)
            && self.stage_on(proposal, day).is_some_and(Stage::is_approved)
    }

    /// Whether the proposal's issue was closed by the end of a day.
    pub fn is_closed_on(&self, proposal: &Proposal, day: NaiveDate) -> bool {
        self.closing_day(proposal).is_some_and(|closed| closed <= day)
    }

    /// When the proposal's issue was closed, according to its file or `github.yaml`.
    pub fn closing_day(&self, proposal: &Proposal) -> Option<NaiveDate> {
        if let Some(closed) = &proposal.closed {
            return Some(closed.value);
        }
        let state = self.base.index.issue_facts(proposal.issue.as_ref()?)?;
        state.closed.map(|closed| self.base.day_of(closed))
    }

    /// Whether calls treat the proposal on that day: it is not frozen, archived, refused or closed.
    pub fn is_active_on(&self, proposal: &Proposal, day: NaiveDate) -> bool {
        self.stage_on(proposal, day).is_none_or(Stage::is_active) && !self.is_closed_on(proposal, day)
    }

    /// The first day on which a frozen proposal is due to be archived. `None` if the freeze has no date.
    pub fn archive_due(&self, freeze: &ReachedStage) -> Option<NaiveDate> {
        let months = Months::new(u32::from(self.base.workgroup.archive_after.months));
        freeze.date.as_ref()?.checked_add_months(months)?.succ_opt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_group::{TestGroup, day};

    #[test]
    fn the_stage_depends_on_the_day() {
        let stages = "stages:\n  - { stage: under-discussion }\n  - { stage: under-review, date: 2025-01-01 }\n  \
                      - { stage: frozen, date: 2025-03-01 }\n  - { stage: reactivated, date: 2025-08-28, notified: 2025-08-14 }\n";
        let views = TestGroup::new().proposal("a", stages).views("2026-01-01");
        let proposal = &views.group.proposals[0];
        let on = |date: &str| views.stages.stage_on(proposal, day(date)).map(Stage::record_key);
        assert_eq!(on("2024-12-31"), Some("under-discussion"));
        assert_eq!(on("2025-02-01"), Some("under-review"));
        assert_eq!(on("2025-03-01"), Some("frozen"));
        assert_eq!(on("2025-08-28"), Some("under-review"), "restored");
        assert!(freeze_or_archive_on(proposal, day("2025-03-01")).is_none(), "the call that froze it could treat it");
        assert!(freeze_or_archive_on(proposal, day("2025-03-02")).is_some());
        assert!(freeze_or_archive_on(proposal, day("2025-08-28")).is_none(), "the call that it returned to");
        assert!(is_return_announced(proposal, day("2025-08-21")));
        assert!(!is_return_announced(proposal, day("2025-08-13")));
    }

    #[test]
    fn archiving_is_due_after_the_months() {
        let group = TestGroup::new().proposal("a", "stages: [{ stage: frozen, date: 2025-08-31 }]\n");
        let views = group.views("2026-01-01");
        assert_eq!(views.stages.archive_due(&views.group.proposals[0].stages[0]), Some(day("2026-03-01")));
    }

    /// The latest stage and that of 2026-02-12, of a proposal that the call of 2026-02-12 has on its agenda.
    fn stage_keys(stages: &str, call: &str) -> [Option<&'static str>; 2] {
        let group = TestGroup::new().proposal("a", format!("issue: 1\nstages: [{stages}]\n"));
        let views = group.call("2026-02-12", call).views("2026-01-01");
        let proposal = &views.group.proposals[0];
        assert_eq!(
            views.stages.stage_on(proposal, day("2026-02-11")),
            stage::effective_stage(stages_until(proposal, day("2026-02-11")))
        );
        [views.stages.current_stage(proposal), views.stages.stage_on(proposal, day("2026-02-12"))]
            .map(|stage| stage.map(Stage::record_key))
    }

    #[test]
    fn a_call_that_treats_a_proposal_starts_its_discussion() {
        let treated = "agenda: [{ issue: 1, notes: Presented }]\n";
        let discussed = [Some("under-discussion"); 2];
        assert_eq!(stage_keys("", treated), discussed);
        assert_eq!(stage_keys("not-yet-discussed", treated), discussed);
        assert_eq!(stage_keys("{ stage: not-yet-discussed, date: 2026-02-12 }", treated), discussed);
        let sent = "not-yet-discussed, { stage: under-review, date: 2026-02-13 }";
        assert_eq!(stage_keys(sent, treated), [Some("under-review"), Some("under-discussion")]);
        let later = "{ stage: not-yet-discussed, date: 2026-02-13 }";
        assert_eq!(stage_keys(later, treated), [Some("not-yet-discussed"), Some("under-discussion")]);
        for stage in ["frozen", "approved", "archived"] {
            assert_eq!(stage_keys(stage, treated), [Some(stage); 2]);
        }
    }

    #[test]
    fn only_an_agenda_item_of_a_held_call_is_a_discussion() {
        for item in [
            "agenda: [{ issue: 1 }]\n",
            "agenda: [{ issue: 1, treated: false }]\n",
            "topics: [{ issue: 1, notes: x }]\n",
        ] {
            assert_eq!(stage_keys("", item), [None; 2], "{item}");
        }
        let group = TestGroup::new().proposal("a", "issue: 1\n");
        let views = group.call("2025-12-25", "agenda: [{ issue: 1, notes: early }]\n").views("2026-01-01");
        assert_eq!(views.stages.current_stage(&views.group.proposals[0]), None, "canceled");
    }
}
