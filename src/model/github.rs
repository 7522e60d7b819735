//! The last known state of GitHub: `github.lock`.

use crate::model::when::When;
use serde::Serialize;
use std::collections::BTreeMap;

/// Issues and pull requests of the group's repository, by number; either may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct GithubState {
    /// The state of each issue; one that is not listed is unknown, not absent.
    pub issues: BTreeMap<u32, IssueState>,
    /// The state of each pull request; GitHub numbers them together with the issues.
    pub prs: BTreeMap<u32, PrState>,
}

/// The state of an issue on GitHub.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct IssueState {
    /// When the issue was opened: it shows whether it existed before an agenda closed (procedure 1).
    pub opened: Option<When>,
    /// When it was last closed; omitted while it is open.
    pub closed: Option<When>,
    /// When anything last happened in it, which counts as activity (procedure 9).
    pub updated: Option<When>,
}

/// The state of a pull request on GitHub.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct PrState {
    /// When the pull request was opened.
    pub opened: Option<When>,
    /// When it was merged (procedure 5); omitted while it is pending, or if it was closed without a merge.
    pub merged: Option<When>,
    /// When it was closed, with or without a merge; omitted while it is open.
    pub closed: Option<When>,
    /// When anything last happened in it, which counts as activity (procedure 9).
    pub updated: Option<When>,
}
