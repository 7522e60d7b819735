//! Which proposals the user looks for.

use super::Views;
use crate::model::proposal::Proposal;
use crate::model::spelling::{is_same_name, name_key};
use crate::model::stage::Stage;

/// What proposals must have; by default, nothing.
#[derive(Debug, Default)]
pub struct ProposalFilter<'a> {
    /// A text in its issue, its names, its summary, or what calls recorded about it.
    pub words: Option<&'a str>,
    /// The current stage.
    pub stage: Option<Stage>,
    /// An owner, by the organization's own name, in any case.
    pub owner: Option<&'a str>,
    /// Whether it must wait for its turn: it is active, and the last call that had it on the agenda did not treat it.
    pub is_waiting: bool,
}

impl<'g> Views<'g> {
    /// The proposals that a filter selects, of those given.
    pub fn select_proposals(
        &self,
        proposals: impl IntoIterator<Item = &'g Proposal>,
        filter: &ProposalFilter,
    ) -> Vec<&'g Proposal> {
        let is_owner = |proposal: &'g Proposal, name: &str| {
            self.owners.owners_on(proposal, self.now.day()).iter().any(|owner| is_same_name(owner, name))
        };
        let is_selected = |proposal: &&'g Proposal| {
            filter.words.is_none_or(|words| self.has_words(proposal, words))
                && filter.stage.is_none_or(|stage| self.stages.current_stage(proposal) == Some(stage))
                && filter.owner.is_none_or(|owner| is_owner(proposal, owner))
                && (!filter.is_waiting || self.is_waiting(proposal))
        };
        proposals.into_iter().filter(is_selected).collect()
    }

    /// Whether a proposal is active, and the last call that had it on the agenda did not treat it.
    fn is_waiting(&self, proposal: &'g Proposal) -> bool {
        let today = self.now.day();
        let Some(subject) = self.index.proposal_subject(proposal) else { return false };
        let tomorrow = today.succ_opt().unwrap_or(today);
        self.stages.is_active_on(proposal, today) && self.history.calls_without(&subject, tomorrow) > 0
    }

    /// Whether a text about a proposal contains words, ignoring case, accents, spaces and hyphens.
    fn has_words(&self, proposal: &'g Proposal, words: &str) -> bool {
        let key = name_key(words);
        let has_key = |text: &str| !key.is_empty() && name_key(text).contains(&key);
        let issue = proposal.issue.as_ref().map(|issue| self.links.issue_label(issue));
        let former = proposal.former_names.iter().map(|former| former.name.as_str());
        let names = [proposal.name.as_str(), &proposal.slug].into_iter().chain(former);
        let summary = proposal.summary.as_ref().map(|summary| summary.as_str());
        if names.chain(issue.as_deref()).chain(summary).any(has_key) {
            return true;
        }
        let Some(subject) = self.index.proposal_subject(proposal) else { return false };
        let entries = self.history.entries(&subject);
        let mut recorded = entries.iter().flat_map(|entry| entry.text.iter().chain(&entry.decisions));
        recorded.any(|text| has_key(text)) || self.actions.about(&subject).any(|action| has_key(action.text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_group::TestGroup;

    #[test]
    fn proposals_are_found_by_what_is_recorded_about_them() {
        let ebb = "former-names: [{ name: Ebb, until: 2025-01-01 }]\n";
        let treated =
            "issue: 1, decisions: [Ask the harbor], actions: [{ id: 20260108-01, owners: [X], text: Dredge it }]";
        let views = TestGroup::new()
            .file("backlog/a.yaml", format!("name: Tide Table\nissue: 1\nowners: [DT]\n{ebb}"))
            .proposal("b", "issue: 2\nsummary: About réefs.\nstages: [{ stage: frozen, date: 2025-02-01 }]\n")
            .proposal("c", "issue: 3\nhistory: [{ date: 2025-01-09, notes: Heard of whales. }]\n")
            .call(
                "2026-01-08",
                format!("agenda: [{{ {treated} }}, {{ issue: 2, treated: false }}, {{ issue: 3, treated: false }}]\n"),
            )
            .views("2026-01-08");
        let select = |filter: ProposalFilter| -> String {
            let found = views.select_proposals(&views.group.proposals, &filter);
            found.iter().map(|proposal| proposal.slug.as_str()).collect()
        };
        for (words, expected) in [
            ("tidetable", "a"),
            ("ebb", "a"),
            ("#2", "b"),
            ("REEFS", "b"),
            ("whales", "c"),
            ("the Harbor", "a"),
            ("dredge", "a"),
            ("nothing", ""),
            ("-", ""),
        ] {
            assert_eq!(select(ProposalFilter { words: Some(words), ..ProposalFilter::default() }), expected, "{words}");
        }
        assert_eq!(select(ProposalFilter::default()), "abc");
        assert_eq!(select(ProposalFilter { owner: Some("Deutsche Telekom"), ..ProposalFilter::default() }), "a");
        assert_eq!(select(ProposalFilter { owner: Some("deutsche telekom"), ..ProposalFilter::default() }), "a");
        assert_eq!(select(ProposalFilter { stage: Some(Stage::Frozen), ..ProposalFilter::default() }), "b");
        assert_eq!(select(ProposalFilter { is_waiting: true, ..ProposalFilter::default() }), "c", "b is frozen");
    }
}
