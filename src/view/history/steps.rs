//! What proposals reached in a call, whether or not they were on its agenda.

use crate::model::proposal::Proposal;
use crate::model::stage::ReachedStage;
use crate::view::history::{Histories, Treatment};
use chrono::NaiveDate;
use std::collections::HashMap;

/// What a proposal reached in a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallStep<'g> {
    /// The proposal.
    pub proposal: &'g Proposal,
    /// The stages that it reached, in the order of its file; may be empty.
    pub stages: Vec<&'g ReachedStage>,
    /// When its issue was closed, if the call closed it.
    pub closed: Option<NaiveDate>,
}

impl<'g> Histories<'g> {
    /// What proposals reached in the call of a day, by slug.
    pub fn steps_on(&self, day: NaiveDate) -> &[CallStep<'g>] {
        self.steps.get_or_init(|| self.collect_steps()).get(&day).map_or(&[], Vec::as_slice)
    }

    fn collect_steps(&self) -> HashMap<NaiveDate, Vec<CallStep<'g>>> {
        let mut steps: HashMap<NaiveDate, Vec<CallStep<'g>>> = HashMap::new();
        let proposals = self.base.group.proposals.iter();
        // Most proposals reached nothing on a known day, and need no history.
        let dated = proposals.filter(|proposal| {
            proposal.stages.iter().any(|reached| reached.date.is_some()) || self.stages.closing_day(proposal).is_some()
        });
        for proposal in dated {
            let Some(subject) = self.base.index.proposal_subject(proposal) else { continue };
            for entry in self.entries(&subject).iter().filter(|entry| entry.treatment != Treatment::NotHeld) {
                let Some(day) = entry.date.filter(|_| !entry.stages.is_empty() || entry.closed.is_some()) else {
                    continue;
                };
                let step = CallStep { proposal, stages: entry.stages.clone(), closed: entry.closed };
                steps.entry(day).or_default().push(step);
            }
        }
        steps
    }
}

#[cfg(test)]
mod tests {
    use crate::test_group::{TestGroup, day};

    #[test]
    fn a_call_has_the_steps_of_all_proposals() {
        let group = TestGroup::new()
            .proposal(
                "a",
                "issue: 1\nstages: [{ stage: frozen, date: 2026-01-22 }, { stage: reactivated, date: 2026-02-12 }]\n",
            )
            .proposal("b", "issue: 2\nclosed: 2026-02-20\n")
            .proposal("c", "issue: 3\nstages: [under-review, { stage: approved, date: 2026-02-05 }]\n")
            .call("2026-02-12", "agenda: [{ issue: 2, closing: true, notes: Closed. }]\n");
        let views = group.views("2026-03-01");
        let steps = |date: &str| {
            let format = |step: &super::CallStep| {
                let stages: Vec<_> = step.stages.iter().map(|reached| reached.stage.value.record_key()).collect();
                format!("{} {} {:?}", step.proposal.slug, stages.join("+"), step.closed.map(|day| day.to_string()))
            };
            views.history.steps_on(day(date)).iter().map(format).collect::<Vec<_>>()
        };
        assert_eq!(steps("2026-02-12"), ["a reactivated None", "b  Some(\"2026-02-20\")"]);
        assert_eq!(steps("2026-01-22"), ["a frozen None"], "a call of the schedule without a file");
        assert!(steps("2026-02-05").is_empty(), "the reviewer's day is not a call");
    }
}
