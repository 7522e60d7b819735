//! What the stages of proposals mean on GitHub, and which of it is to be done.

use super::threads::Threads;
use crate::model::github::ThreadFacts;
use crate::model::github_terms::CloseReason;
use crate::model::github_url::ThreadKind;
use crate::model::group::Group;
use crate::model::proposal::Proposal;
use crate::model::reference::Reference;
use crate::model::stage::{ReachedStage, Stage, effective_stage};
use chrono::NaiveDate;
use std::collections::HashSet;

/// The present stage of a proposal, which its issue on GitHub does not show yet: at least one of the things to do.
#[derive(Debug, Clone)]
pub struct PendingStage<'g> {
    /// The proposal.
    pub proposal: &'g Proposal,
    /// Its issue.
    pub issue: &'g Reference,
    /// The stage, the last one of the proposal.
    pub reached: &'g ReachedStage,
    /// The labels of other stages to remove, which the issue may have; may be empty.
    pub former_labels: Vec<&'g str>,
    /// Whether to comment the issue.
    pub comment: bool,
    /// The label to add.
    pub label: Option<&'g str>,
    /// The pull requests to close: all that may be open and that no other active proposal needs; may be empty.
    pub prs: Vec<&'g Reference>,
    /// Why to close the issue; `None` also if another active proposal has the same issue.
    pub close: Option<CloseReason>,
}

impl PendingStage<'_> {
    fn is_empty(&self) -> bool {
        let is_silent = self.former_labels.is_empty() && !self.comment && self.label.is_none();
        is_silent && self.prs.is_empty() && self.close.is_none()
    }
}

impl<'g> Threads<'g> {
    /// The stages to show on GitHub, in the order of the proposals: those since the last held call, or since the last
    /// stage that was shown, whichever is earlier.
    pub fn pending_stages(&self) -> Vec<PendingStage<'g>> {
        let Some(since) = self.first_pending_day() else { return Vec::new() };
        self.find_pending(|_, reached| reached.date.as_ref().is_some_and(|date| date.value >= since))
    }

    /// The stages to show on GitHub that former records do not have; a proposal that could not be read there has none.
    pub fn pending_stages_since(&self, former: &Group) -> Vec<PendingStage<'g>> {
        let unreadable = former.unreadable_files().into_iter().map(|file| former.sources.file(file).path.clone());
        let unreadable: HashSet<String> = unreadable.collect();
        self.find_pending(|proposal, reached| {
            let same_issue =
                |before: &&Proposal| before.issue.is_some() && before.issue.as_deref() == proposal.issue.as_deref();
            let by_slug = former.proposals.iter().find(|before| before.slug == proposal.slug);
            // A renamed file.
            let before = by_slug.or_else(|| former.proposals.iter().find(same_issue));
            let is_same = |one: &ReachedStage| {
                one.stage.value == reached.stage.value && one.date.as_deref() == reached.date.as_deref()
            };
            let path = &self.base.group.sources.file(proposal.file).path;
            !unreadable.contains(path) && !before.is_some_and(|before| before.stages.iter().any(is_same))
        })
    }

    fn first_pending_day(&self) -> Option<NaiveDate> {
        let stages = self.base.group.proposals.iter().flat_map(|proposal| &proposal.stages);
        let shown = stages.filter(|reached| reached.on_github.is_some()).filter_map(|reached| reached.date.as_ref());
        let held = self.base.group.meetings.iter().filter(|meeting| {
            self.base.calls.is_held(meeting) && self.base.calls.has_begun(&self.base.calendar.call_for(meeting))
        });
        let last_shown = shown.map(|date| date.value).max();
        let last_held = held.map(|meeting| meeting.date.value).max();
        last_shown.into_iter().chain(last_held).min()
    }

    fn find_pending(&self, is_wanted: impl Fn(&Proposal, &ReachedStage) -> bool) -> Vec<PendingStage<'g>> {
        let github = &self.base.workgroup.github;
        if github.stages.is_empty() {
            return Vec::new();
        }
        let today = self.base.now.day();
        let pending = |proposal: &'g Proposal| {
            let issue = &proposal.issue.as_ref()?.value;
            let reached = proposal.stages.last()?;
            let is_reached = reached.date.as_ref().is_none_or(|date| date.value <= today);
            if !is_reached || reached.on_github.is_some() || !is_wanted(proposal, reached) {
                return None;
            }
            let terms = github.stage_terms(reached.stage.value);
            let label = terms.and_then(|terms| terms.label.as_ref()).map(|label| label.as_str());
            let sharing: Vec<&Proposal> = self.others_with_issue(proposal, issue).collect();
            let is_active = sharing.iter().any(|other| is_active(other));
            let pending = PendingStage {
                proposal,
                issue,
                reached,
                former_labels: self.former_labels(proposal, issue, label, &sharing),
                comment: terms.is_some_and(|terms| terms.comment),
                label,
                prs: if terms.is_some_and(|terms| terms.close_prs) { self.open_prs(proposal) } else { Vec::new() },
                close: terms.and_then(|terms| terms.close).filter(|_| !is_active),
            };
            (!pending.is_empty()).then_some(pending)
        };
        self.base.group.proposals.iter().filter_map(pending).collect()
    }

    /// The other proposals with an issue, such as those of a family.
    fn others_with_issue(&self, proposal: &Proposal, issue: &Reference) -> impl Iterator<Item = &'g Proposal> {
        let issue = self.base.index.normalize_reference(issue);
        let has_issue = move |other: &&'g Proposal| {
            other.issue.as_ref().is_some_and(|own| self.base.index.normalize_reference(own) == issue)
        };
        let slug = proposal.slug.clone();
        self.base.group.proposals.iter().filter(move |other| other.slug != slug).filter(has_issue)
    }

    /// The labels of stages that an issue may have, by the last reading or because a stage of the proposal added them,
    /// without those of the present stages.
    fn former_labels(
        &self,
        proposal: &Proposal,
        issue: &Reference,
        label: Option<&str>,
        sharing: &[&Proposal],
    ) -> Vec<&'g str> {
        let github = &self.base.workgroup.github;
        let label_of = |stage: Stage| github.stage_terms(stage).and_then(|terms| terms.label.as_ref());
        let facts = self.base.index.issue_facts(issue);
        let has_label =
            |label: &str| facts.is_some_and(|facts| facts.labels.iter().any(|one| one.eq_ignore_ascii_case(label)));
        let shown = |label: &str| {
            let shown = proposal.stages.iter().filter(|reached| reached.on_github.is_some());
            shown.filter_map(|reached| label_of(reached.stage.value)).any(|one| one.eq_ignore_ascii_case(label))
        };
        let present = sharing.iter().filter_map(|other| label_of(other.stages.last()?.stage.value));
        let present: Vec<&str> = present.map(|label| label.as_str()).chain(label).collect();
        let all = github.stages.iter().filter_map(|terms| terms.label.as_ref()).map(|label| label.as_str());
        let mut former: Vec<&str> = all
            .filter(|label| !present.iter().any(|one| one.eq_ignore_ascii_case(label)))
            .filter(|label| has_label(label) || shown(label))
            .collect();
        former.dedup();
        former
    }

    /// The pull requests of a proposal that are not known to be closed: that of its template, and those that close its
    /// issue. Not those of another active proposal.
    fn open_prs(&self, proposal: &'g Proposal) -> Vec<&'g Reference> {
        let own_issue = proposal.issue.as_ref().map(|issue| self.base.index.normalize_reference(issue));
        let is_open = |facts: &ThreadFacts| facts.kind == ThreadKind::Pr && facts.closed.is_none();
        let known = self.base.group.github.issues.iter();
        let fixing = known
            .filter(|(_, facts)| is_open(facts) && own_issue.as_ref().is_some_and(|issue| facts.fixes.contains(issue)));
        let own = proposal.template.iter().filter(|template| template.merged.is_none());
        let own = own.filter_map(|template| Some(&template.pr.as_ref()?.value));
        let own = own.filter(|pr| self.base.index.pr_facts(pr).is_none_or(is_open));
        let mut prs: Vec<&Reference> = own.collect();
        for (number, _) in fixing {
            if !prs.iter().any(|pr| self.base.index.normalize_reference(pr) == *number) {
                prs.push(number);
            }
        }
        prs.retain(|pr| !self.is_needed_by_other(pr, proposal));
        prs
    }

    /// Whether another active proposal has a pull request as its template, or as one that closes its issue.
    fn is_needed_by_other(&self, pr: &Reference, proposal: &Proposal) -> bool {
        let pr = self.base.index.normalize_reference(pr);
        let fixes = self.base.index.pr_facts(&pr).map(|facts| facts.fixes.as_slice()).unwrap_or_default();
        let mut others = self.base.group.proposals.iter().filter(|other| other.slug != proposal.slug);
        others.any(|other| {
            let template = other.template.as_ref().and_then(|template| template.pr.as_ref());
            let has_pr = template.is_some_and(|own| self.base.index.normalize_reference(own) == pr);
            let issue = other.issue.as_ref().map(|issue| self.base.index.normalize_reference(issue));
            is_active(other) && (has_pr || issue.is_some_and(|issue| fixes.contains(&issue)))
        })
    }
}

/// Whether calls treat a proposal at its last stage.
fn is_active(proposal: &Proposal) -> bool {
    proposal.closed.is_none() && effective_stage(&proposal.stages).is_none_or(Stage::is_active)
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
    fn a_stage_is_pending_since_the_last_held_call_or_the_last_one_shown() {
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
        let mut former = views.group.clone();
        former.proposals.truncate(1);
        // Its file was renamed.
        former.proposals[0].slug = "z".to_owned();
        assert_eq!(describe(&views.threads.pending_stages_since(&former)), &pending[1..]);
    }

    #[test]
    fn proposals_with_one_issue_or_pr_do_not_harm_each_other() {
        let terms = "github: { stages: { frozen: { label: frozen, close-prs: true, close: completed } } }\n";
        let frozen = "stages: [{ stage: frozen, date: 2026-02-12 }]\n";
        let group = |other: &str| {
            TestGroup::new()
                .more_settings(terms)
                .call("2026-02-12", "attendance: { Orange: [A] }\n")
                .proposal("a", format!("issue: 1\ntemplate: {{ pr: 2 }}\n{frozen}"))
                .proposal("b", other)
                .file("github.yaml", "issues:\n  1: { labels: [frozen] }\n  5: { kind: pr, fixes: [1, 6] }\n")
        };
        let lines = |other: &str| {
            let views = group(other).views("2026-02-20");
            let line = |one: &PendingStage| {
                format!(
                    "{} {} {}",
                    describe(std::slice::from_ref(one))[0],
                    one.label.unwrap_or("-"),
                    one.close.is_some()
                )
            };
            views.threads.pending_stages().iter().map(line).collect::<Vec<_>>()
        };
        assert_eq!(lines("issue: 9\n"), ["#1 frozen - #2,#5 frozen true"]);
        assert_eq!(lines("issue: 1\nkind: api-family\n"), ["#1 frozen - #2 frozen false"]);
        assert_eq!(lines("issue: 9\ntemplate: { pr: 2 }\n"), ["#1 frozen - #5 frozen true"]);
        assert_eq!(lines("issue: 6\n"), ["#1 frozen - #2 frozen true"]);
        // The label of the member stays when the family reaches another stage.
        let family = "issue: 1\nkind: api-family\nstages: [{ stage: approved, date: 2026-02-12 }]\n";
        assert_eq!(lines(family), ["#1 frozen - #2 frozen false"]);
    }

    #[test]
    fn the_label_of_a_stage_goes_though_no_reading_knows_it() {
        let stages = "stages: [{ stage: frozen, date: 2026-02-12, on-github: 2026-02-12 }, { stage: reactivated, date: 2026-02-19 }]\n";
        let group = TestGroup::new()
            .more_settings(TERMS)
            .call("2026-02-12", "attendance: { Orange: [A] }\n")
            .proposal("a", format!("issue: 1\n{stages}"));
        assert_eq!(describe(&group.views("2026-02-20").threads.pending_stages()), ["#1 reactivated -frozen "]);
        let empty = group.more_settings("github: { stages: { reactivated: {} } }\n");
        assert_eq!(describe(&empty.views("2026-02-20").threads.pending_stages()), [""; 0]);
    }
}
