//! When the issue of an item was opened, according to the records.

use crate::model::meeting::Item;
use crate::model::when::When;
use crate::view::activity::Activities;

/// When the issue of an item was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IssueOpening {
    /// Neither the item nor its proposal has an issue.
    NoIssue,
    /// There is an issue, but the records do not say when it was opened.
    Unknown,
    /// According to `github.yaml`, or else the file of the proposal.
    On(When),
}

impl Activities<'_> {
    /// When the issue of an item was opened, or else the one of its proposal.
    pub fn issue_opening(&self, item: &Item) -> IssueOpening {
        let proposal = self.base.index.item_proposal(item);
        let of_proposal = proposal.and_then(|proposal| proposal.issue.as_ref());
        let Some(issue) = item.issue.as_ref().or(of_proposal) else { return IssueOpening::NoIssue };
        if let Some(opened) = self.base.index.issue_facts(issue).and_then(|state| state.opened) {
            return IssueOpening::On(opened);
        }
        // `opened` is about the proposal's current issue, not a former one.
        let is_todays = of_proposal.is_some_and(|todays| {
            self.base.index.normalize_reference(todays) == self.base.index.normalize_reference(issue)
        });
        let recorded =
            proposal.filter(|_| is_todays).and_then(|proposal| proposal.opened.as_ref().map(|day| day.value));
        recorded.map_or(IssueOpening::Unknown, |day| IssueOpening::On(When::Day(day)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_group::TestGroup;

    #[test]
    fn github_facts_takes_precedence_over_the_proposal() {
        let items = "[{ issue: 1 }, { issue: 2 }, { issue: 12 }, { pr: 3 }, { issue: 9 }, { pr: 9 }, { issue: x/y#1 }, { \
                     title: T }]";
        let views = TestGroup::new()
            .proposal("a", "issue: 1\nopened: 2026-01-01\n")
            .proposal("b", "issue: o/r#2\nopened: 2026-01-02\nformer-issues: [12]\ntemplate: { pr: 3 }\n")
            .file("github.yaml", "issues: { 1: { opened: 2026-01-03T10:00:00Z } }\n")
            .call("2026-02-12", format!("agenda: {items}\n"))
            .views("2026-02-12");
        let describe = |item: &Item| match views.activity.issue_opening(item) {
            IssueOpening::NoIssue => "none".to_owned(),
            IssueOpening::Unknown => "unknown".to_owned(),
            IssueOpening::On(when) => when.to_string(),
        };
        assert_eq!(
            views.group.meetings[0].agenda.iter().map(describe).collect::<Vec<_>>(),
            ["2026-01-03T10:00:00Z", "2026-01-02", "unknown", "2026-01-02", "unknown", "none", "unknown", "none"]
        );
    }
}
