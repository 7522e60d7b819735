//! Which proposals are frozen, and when.

use super::{Stages, stages_until};
use crate::model::proposal::Proposal;
use crate::model::stage::{self, ReachedStage, Stage};
use chrono::NaiveDate;

impl<'g> Stages<'g> {
    /// The proposals frozen at the end of a day, by slug, each with the entry that froze it.
    pub fn frozen_proposals(
        &self,
        day: NaiveDate,
    ) -> impl Iterator<Item = (&'g Proposal, &'g ReachedStage)> + use<'_, 'g> {
        let proposals = self.base.index.ever_frozen().iter();
        proposals.filter_map(move |proposal| Some((*proposal, self.freeze_on(proposal, day)?)))
    }

    /// The entry that froze a proposal, if it is frozen at the end of a day.
    pub fn freeze_on(&self, proposal: &'g Proposal, day: NaiveDate) -> Option<&'g ReachedStage> {
        let stages = stages_until(proposal, day);
        let frozen = stage::effective_stage(stages) == Some(Stage::Frozen) && !self.is_closed_on(proposal, day);
        stages.iter().rev().find(|reached| frozen && reached.stage.value == Stage::Frozen)
    }

    /// The days outside which a proposal is not frozen; `None` instead of the last one if it is frozen now.
    pub fn frozen_span(&self, proposal: &Proposal) -> (NaiveDate, Option<NaiveDate>) {
        let is_frozen = |reached: &&ReachedStage| reached.stage.value == Stage::Frozen;
        let day = |reached: &ReachedStage| reached.date.as_ref().map(|date| date.value);
        let first = proposal.stages.iter().find(is_frozen).and_then(day);
        let ended = stage::effective_stage(&proposal.stages) != Some(Stage::Frozen);
        // With a stage of an unknown day, nothing is certain.
        let last_stage = proposal.stages.iter().map(day).try_fold(NaiveDate::MIN, |last, day| Some(last.max(day?)));
        (first.unwrap_or(NaiveDate::MIN), last_stage.filter(|_| ended).or(self.closing_day(proposal)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_group::{TestGroup, day};

    #[test]
    fn a_frozen_span_leaves_out_no_day() {
        for (stages, expected) in [
            ("{ stage: frozen, date: 2026-01-05 }, { stage: reactivated, date: 2026-01-20 }", 15),
            ("{ stage: frozen, date: 2026-01-05 }", 41),
            ("frozen, { stage: reactivated, date: 2026-01-20 }", 20),
            // The stages of a file may be in the wrong order.
            (
                "{ stage: frozen, date: 2026-01-05 }, { stage: reactivated, date: 2026-01-20 }, \
                 { stage: under-review, date: 2026-01-10 }",
                15,
            ),
        ] {
            let group = TestGroup::new().proposal("a", format!("stages: [{stages}]\n"));
            let views = group.views("2026-03-01");
            let proposal = &views.group.proposals[0];
            let (first, last) = views.stages.frozen_span(proposal);
            let days = day("2025-12-31").iter_days().take(46);
            let frozen: Vec<NaiveDate> = days.filter(|on| views.stages.freeze_on(proposal, *on).is_some()).collect();
            assert_eq!(frozen.len(), expected, "{stages}");
            assert!(frozen.iter().all(|on| first <= *on && last.is_none_or(|last| *on <= last)), "{stages}");
        }
    }
}
