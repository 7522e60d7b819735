//! What the stages of proposals mean on GitHub, and which of it is to be done.

use super::threads::Threads;
use crate::model::github::ThreadFacts;
use crate::model::github_terms::StageOnGithub;
use crate::model::github_url::ThreadKind;
use crate::model::proposal::Proposal;
use crate::model::reference::Reference;
use crate::model::stage::ReachedStage;
use chrono::NaiveDate;

/// The present stage of a proposal, which its issue on GitHub does not show yet.
#[derive(Debug, Clone)]
pub struct PendingStage<'g> {
    /// The proposal.
    pub proposal: &'g Proposal,
    /// Its issue.
    pub issue: &'g Reference,
    /// The stage, the last one of the proposal.
    pub reached: &'g ReachedStage,
    /// What the stage means; `None` if it only ends what an earlier one meant.
    pub terms: Option<&'g StageOnGithub>,
    /// The labels of other stages that the issue may have; may be empty.
    pub former_labels: Vec<&'g str>,
    /// The pull requests to close: all that may be open; may be empty.
    pub prs: Vec<&'g Reference>,
}

impl<'g> Threads<'g> {
    /// The stages to be shown on GitHub, in the order of the proposals: those since the first one that was, or without one
    /// since the last held call.
    pub fn pending_stages(&self) -> Vec<PendingStage<'g>> {
        let Some(since) = self.first_day_on_github() else { return Vec::new() };
        self.find_pending(|_, reached| reached.date.as_ref().is_some_and(|date| date.value >= since))
    }

    /// The stages to be shown on GitHub that former records do not have.
    pub fn pending_stages_since(&self, former: &[Proposal]) -> Vec<PendingStage<'g>> {
        self.find_pending(|proposal, reached| {
            let before = former.iter().find(|before| before.slug == proposal.slug);
            let is_same = |one: &ReachedStage| {
                one.stage.value == reached.stage.value && one.date.as_deref() == reached.date.as_deref()
            };
            !before.is_some_and(|before| before.stages.iter().any(is_same))
        })
    }

    fn first_day_on_github(&self) -> Option<NaiveDate> {
        let stages = self.base.group.proposals.iter().flat_map(|proposal| &proposal.stages);
        let shown = stages.filter(|reached| reached.on_github.is_some()).filter_map(|reached| reached.date.as_ref());
        let held = self.base.group.meetings.iter().filter(|meeting| {
            self.base.calls.is_held(meeting) && self.base.calls.has_begun(&self.base.calendar.call_for(meeting))
        });
        shown.map(|date| date.value).min().or_else(|| held.map(|meeting| meeting.date.value).max())
    }

    fn find_pending(&self, is_wanted: impl Fn(&Proposal, &ReachedStage) -> bool) -> Vec<PendingStage<'g>> {
        let github = &self.base.workgroup.github;
        let today = self.base.now.day();
        let pending = |proposal: &'g Proposal| {
            let issue = &proposal.issue.as_ref()?.value;
            let reached = proposal.stages.last()?;
            let is_reached = reached.date.as_ref().is_none_or(|date| date.value <= today);
            if !is_reached || reached.on_github.is_some() || !is_wanted(proposal, reached) {
                return None;
            }
            let terms = github.stage_terms(reached.stage.value);
            let label = terms.and_then(|terms| terms.label.as_ref());
            let labels = github.stages.iter().filter_map(|terms| terms.label.as_ref());
            let others = labels.filter(|other| !label.is_some_and(|label| label.eq_ignore_ascii_case(other)));
            let former_labels: Vec<&str> =
                others.map(|other| other.as_str()).filter(|other| self.may_have_label(issue, other)).collect();
            if terms.is_none() && former_labels.is_empty() {
                return None;
            }
            let prs = if terms.is_some_and(|terms| terms.close_prs) { self.open_prs(proposal) } else { Vec::new() };
            Some(PendingStage { proposal, issue, reached, terms, former_labels, prs })
        };
        self.base.group.proposals.iter().filter_map(pending).collect()
    }

    fn may_have_label(&self, issue: &Reference, label: &str) -> bool {
        self.base
            .index
            .issue_facts(issue)
            .is_some_and(|facts| facts.labels.iter().any(|one| one.eq_ignore_ascii_case(label)))
    }

    /// The pull requests of a proposal that are not known to be closed: that of its template, and those that close its
    /// issue.
    fn open_prs(&self, proposal: &'g Proposal) -> Vec<&'g Reference> {
        let issue = proposal.issue.as_ref().map(|issue| self.base.index.normalize_reference(issue));
        let is_open = |facts: &ThreadFacts| facts.kind == ThreadKind::Pr && facts.closed.is_none();
        let known = self.base.group.github.issues.iter();
        let fixing = known
            .filter(|(_, facts)| is_open(facts) && issue.as_ref().is_some_and(|issue| facts.fixes.contains(issue)));
        let own = proposal.template.iter().filter(|template| template.merged.is_none());
        let own = own.filter_map(|template| Some(&template.pr.as_ref()?.value));
        let own = own.filter(|pr| self.base.index.pr_facts(pr).is_none_or(is_open));
        let mut prs: Vec<&Reference> = own.collect();
        for (number, _) in fixing {
            if !prs.iter().any(|pr| self.base.index.normalize_reference(pr) == *number) {
                prs.push(number);
            }
        }
        prs
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_group::TestGroup;

    const TERMS: &str = "github: { stages: { frozen: { label: frozen, comment: true, close-prs: true }, archived: { close: \
                         not_planned } } }\n";

    fn describe(pending: &[PendingStage]) -> Vec<String> {
        let line = |one: &PendingStage| {
            let prs: Vec<String> = one.prs.iter().map(ToString::to_string).collect();
            format!("{} {} -{} {}", one.issue, one.reached.stage.value, one.former_labels.join(","), prs.join(","))
        };
        pending.iter().map(line).collect()
    }

    #[test]
    fn a_stage_is_pending_from_the_last_held_call_or_the_first_one_shown() {
        let stage = |name: &str, day: &str| format!("stages: [{{ stage: {name}, date: {day} }}]\n");
        let group = TestGroup::new()
            .more_settings(TERMS)
            .call("2026-02-12", "attendance: { Orange: [A] }\n")
            .call("2026-02-26", "")
            .proposal("a", format!("issue: 1\ntemplate: {{ pr: 2 }}\n{}", stage("frozen", "2026-02-12")))
            .proposal("b", format!("issue: 3\n{}", stage("frozen", "2026-01-22")))
            .proposal("c", format!("issue: 4\n{}", stage("approved", "2026-02-12")))
            .proposal("d", stage("frozen", "2026-02-12"))
            .proposal("e", format!("issue: 6\n{}", stage("archived", "2026-03-12")))
            .file(
                "github.yaml",
                "issues:\n  4: { labels: [Frozen] }\n  7: { kind: pr, fixes: [1] }\n  8: { kind: pr, fixes: [1], \
                   closed: 2026-01-01 }\n",
            );
        let views = group.views("2026-02-20");
        assert_eq!(describe(&views.threads.pending_stages()), ["#1 frozen - #2,#7", "#4 approved -frozen "]);
        let shown =
            group.proposal("f", "issue: 9\nstages: [{ stage: frozen, date: 2026-01-08, on-github: 2026-01-09 }]\n");
        let views = shown.views("2026-03-12");
        let pending = describe(&views.threads.pending_stages());
        assert_eq!(pending, ["#1 frozen - #2,#7", "#3 frozen - ", "#4 approved -frozen ", "#6 archived - "]);
        let former = &views.group.proposals[..1];
        assert_eq!(describe(&views.threads.pending_stages_since(former)), &pending[1..]);
    }
}
