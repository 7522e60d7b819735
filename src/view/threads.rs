//! What the records have to do with the issues and pull requests of GitHub.

use super::base::ViewBase;
use crate::model::github::ThreadFacts;
use crate::model::github_url::ThreadKind;
use crate::model::meeting::{Item, Meeting};
use crate::model::reference::Reference;
use crate::model::workgroup::Workgroup;
use crate::source::Place;
use crate::store::layout::GITHUB;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The issues and pull requests that concern the group.
pub struct Threads<'g> {
    pub(super) base: Arc<ViewBase<'g>>,
}

impl<'g> Threads<'g> {
    /// The numbers that the records name, each once: without a repository in the group's own.
    pub fn named_numbers(&self) -> BTreeSet<Reference> {
        let group = self.base.group;
        let of_proposals = group.proposals.iter().flat_map(|proposal| {
            let issues = proposal.issue.iter().chain(proposal.earlier_issues()).chain(&proposal.onboarding_issue);
            issues.chain(proposal.template_prs())
        });
        let of_calls = group
            .meetings
            .iter()
            .flat_map(|meeting| meeting.items().flat_map(|item| item.issue.iter().chain(&item.pr)));
        let agendas = group.meetings.iter().filter_map(|meeting| meeting.agenda_issue.as_ref());
        of_proposals.chain(of_calls).chain(agendas).map(|number| self.base.index.normalize_reference(number)).collect()
    }

    /// The open issues of the group's repository that look like proposals and have no record, by number.
    pub fn unregistered(&self) -> impl Iterator<Item = (&'g Reference, &'g ThreadFacts)> {
        self.base.group.github.issues.iter().filter(|(number, facts)| {
            number.repository.is_none()
                && looks_like_proposal(facts, self.base.workgroup)
                && self.base.index.by_issue(number).is_none()
        })
    }

    /// Whether the group writes the agendas of its calls as issues.
    pub fn writes_agendas(&self) -> bool {
        let is_recorded = self.base.group.meetings.iter().any(|meeting| meeting.agenda_issue.is_some());
        is_recorded || self.base.workgroup.github.labels.agenda.is_some()
    }

    /// The items that were added to an agenda after its issue was brought up to date; none if it is not recorded when.
    pub fn items_missing_on_github<'m>(&self, meeting: &'m Meeting) -> Vec<&'m Item> {
        let sent = meeting.agenda_issue.as_ref().and(meeting.agenda_issue_sent.as_ref());
        sent.map(|sent| self.base.items_added_after(meeting, sent.value)).unwrap_or_default()
    }

    /// The line of `github.yaml` with a number. `None` if only the former file has it.
    pub fn place_of(&self, number: &Reference) -> Option<Place> {
        let (file, source) = self.base.group.sources.iter().find(|(_, source)| source.path == GITHUB)?;
        let line = format!("\n  {}:", number.format_bare());
        let at = source.text.find(&line)? + "\n  ".len();
        Some(Place::from_range(file, at..at + line.len() - "\n  :".len()))
    }

    /// The pull request with the template of an issue: the newest one that closes it and was not closed without a merge.
    pub fn template_pr(&self, issue: &Reference) -> Option<&'g Reference> {
        let issue = self.base.index.normalize_reference(issue);
        let fixes = |(number, facts): (&'g Reference, &'g ThreadFacts)| {
            let is_open = facts.closed.is_none() || facts.merged.is_some();
            (is_open && facts.kind == ThreadKind::Pr && facts.fixes.contains(&issue)).then_some(number)
        };
        self.base.group.github.issues.iter().rev().find_map(fixes)
    }

    /// The organization of an account, from `people`.
    pub fn organization_of(&self, account: &str) -> Option<&'g str> {
        let has_account =
            |github: &str| github.trim_start_matches('@').eq_ignore_ascii_case(account.trim_start_matches('@'));
        let people = self.base.workgroup.people.iter();
        let mut listed = people.filter(|person| person.github.as_deref().is_some_and(has_account));
        Some(self.base.index.organization_name(listed.find_map(|person| person.organization.as_deref())?))
    }
}

/// Whether an issue is open and looks like a proposal: by the label of the group, otherwise by its title or any label.
pub fn looks_like_proposal(facts: &ThreadFacts, workgroup: &Workgroup) -> bool {
    let is_open_issue = facts.kind == ThreadKind::Issue && facts.closed.is_none();
    let mut labels = facts.labels.iter();
    is_open_issue
        && match &workgroup.github.labels.proposal {
            Some(label) => labels.any(|one| one.eq_ignore_ascii_case(label)),
            None => {
                let title = facts.title.as_deref().unwrap_or_default();
                split_title(title).1 || labels.any(|one| one.to_lowercase().contains("proposal"))
            }
        }
}

/// The name in a title, without the prefix `[API Proposal]`, and whether it has that prefix.
pub fn split_title(title: &str) -> (&str, bool) {
    const PREFIX: &str = "[API Proposal]";
    match title.split_at_checked(PREFIX.len()) {
        Some((prefix, name)) if prefix.eq_ignore_ascii_case(PREFIX) => (name.trim_start_matches([':', '-', ' ']), true),
        _ => (title, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_group::TestGroup;

    #[test]
    fn proposals_are_known_by_label_or_title() {
        let facts = "issues:\n  1: { title: '[API proposal] A' }\n  2: { title: B, labels: [API Proposal] }\n  3: { title: C }\n  \
                     4: { title: '[API Proposal] D', closed: 2026-01-01 }\n  5: { kind: pr, title: '[API Proposal] E' }\n  \
                     6: { title: '[API Proposal]: F', labels: [Idea] }\n";
        let numbers = |settings: &str| {
            let group = TestGroup::new().more_settings(settings).file("github.yaml", facts).proposal("f", "issue: 6\n");
            let views = group.views("2026-02-01");
            views.threads.unregistered().map(|(number, _)| number.number).collect::<Vec<_>>()
        };
        assert_eq!(numbers(""), [1, 2]);
        assert_eq!(numbers("github: { labels: { proposal: api proposal } }\n"), [2]);
        assert_eq!(split_title("[API Proposal]: F"), ("F", true));
    }

    #[test]
    fn an_agenda_on_github_lacks_what_was_added_later() {
        let missing = |keys: &str, added: &str| {
            let items = format!("agenda: [{{ issue: 1 }}, {{ issue: 2, added: {added} }}]\n");
            let views = TestGroup::new().call("2026-02-12", format!("{keys}{items}")).views("2026-02-06");
            views.threads.items_missing_on_github(&views.group.meetings[0]).len()
        };
        let sent = "agenda-issue: 9\nagenda-issue-sent: 2026-02-03T10:00\n";
        assert_eq!([missing(sent, "2026-02-03T10:00"), missing(sent, "2026-02-03")], [0, 0]);
        assert_eq!([missing(sent, "2026-02-03T10:01"), missing(sent, "2026-02-04")], [1, 1]);
        assert_eq!(missing("agenda-issue: 9\n", "2026-02-04"), 0, "written before this key existed");
        assert_eq!(missing("agenda-issue-sent: 2026-02-03\n", "2026-02-04"), 0, "the issue is opened again");
    }

    #[test]
    fn the_template_is_the_newest_open_pr_that_closes_the_issue() {
        let facts = "issues:\n  1: { title: A }\n  2: { kind: pr, fixes: [1] }\n  3: { kind: pr, fixes: [1] }\n  \
                     4: { kind: pr, fixes: [1], closed: 2026-01-01 }\n  o/r#5: { kind: pr, fixes: [7] }\n";
        let group = TestGroup::new().file("github.yaml", facts);
        let views = group.views("2026-02-01");
        assert_eq!(views.threads.template_pr(&Reference::from_number(1)).map(|pr| pr.number), Some(3));
    }
}
