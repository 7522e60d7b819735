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
    /// According to `github.lock`, or else the file of the proposal.
    On(When),
}

impl Activities<'_> {
    /// When the issue of an item was opened, or else the one of its proposal.
    pub fn issue_opening(&self, item: &Item) -> IssueOpening {
        let proposal = self.base.index.item_proposal(item);
        let of_proposal = proposal.and_then(|proposal| proposal.issue.as_ref());
        let Some(issue) = item.issue.as_ref().or(of_proposal) else { return IssueOpening::NoIssue };
        if let Some(opened) = self.base.index.issue_state(issue).and_then(|state| state.opened) {
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
    use crate::view::tests::with_views;

    #[test]
    fn github_lock_takes_precedence_over_the_proposal() {
        let items = "  - issue: 1\n  - issue: 2\n  - issue: 12\n  - pr: 3\n  - issue: 9\n  - pr: 9\n  - issue: x/y#1\n  \
                     - title: T\n";
        let files = [
            ("backlog/a.yaml", "name: A\nissue: 1\nopened: 2026-01-01\n"),
            ("backlog/b.yaml", "name: B\nissue: o/r#2\nopened: 2026-01-02\nformer-issues: [12]\ntemplate: { pr: 3 }\n"),
            ("github.lock", "issues: { 1: { opened: 2026-01-03T10:00:00Z } }\n"),
            ("minutes/2026-02-12.yaml", &format!("date: 2026-02-12\nagenda:\n{items}")),
        ];
        let openings = with_views(&files, "2026-02-12", |views| {
            let describe = |item: &Item| match views.activity.issue_opening(item) {
                IssueOpening::NoIssue => "none".to_owned(),
                IssueOpening::Unknown => "unknown".to_owned(),
                IssueOpening::On(when) => when.to_string(),
            };
            views.group.meetings[0].agenda.iter().map(describe).collect::<Vec<_>>()
        });
        assert_eq!(
            openings,
            ["2026-01-03T10:00:00Z", "2026-01-02", "unknown", "2026-01-02", "unknown", "none", "unknown", "none"]
        );
    }
}
