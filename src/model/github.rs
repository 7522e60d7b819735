//! What GitHub last said: `github.lock`.

use crate::model::when::When;
use serde::Serialize;
use std::collections::BTreeMap;

/// Issues and pull requests of the group's repository, by number; either may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct GithubState {
    /// What is known of each issue; one that is not listed is unknown, not absent.
    pub issues: BTreeMap<u32, IssueState>,
    /// What is known of each pull request; GitHub numbers them in one row with the issues.
    pub prs: BTreeMap<u32, PrState>,
}

/// An issue as GitHub knows it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct IssueState {
    /// When the issue was made: it shows whether it was there before an agenda closed (procedure 1).
    pub opened: Option<When>,
    /// When it was closed last; left out while it is open.
    pub closed: Option<When>,
    /// When anything last happened in it, which counts as activity (procedure 9).
    pub updated: Option<When>,
}

/// A pull request as GitHub knows it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct PrState {
    /// When the pull request was made.
    pub opened: Option<When>,
    /// When it was merged (procedure 5); left out while it is pending, or when it was closed without that.
    pub merged: Option<When>,
    /// When it was closed, by a merge or without one; left out while it is open.
    pub closed: Option<When>,
    /// When anything last happened in it, which counts as activity (procedure 9).
    pub updated: Option<When>,
}
