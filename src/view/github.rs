//! The state of issues and pull requests in `github.lock`.

use super::Views;
use crate::model::github::{IssueState, PrState};
use crate::model::reference::Reference;

impl<'g> Views<'g> {
    /// The state of an issue of the group's own repository in `github.lock`.
    pub fn issue_state(&self, issue: &Reference) -> Option<&'g IssueState> {
        let own = self.index.normalize_reference(issue);
        own.repository.is_none().then(|| self.group.github.issues.get(&own.number)).flatten()
    }

    /// The state of a pull request of the group's own repository in `github.lock`.
    pub fn pr_state(&self, pr: &Reference) -> Option<&'g PrState> {
        let own = self.index.normalize_reference(pr);
        own.repository.is_none().then(|| self.group.github.prs.get(&own.number)).flatten()
    }
}
