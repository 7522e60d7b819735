//! The last known state of GitHub: `github.lock`.

use crate::model::record::record;
use crate::model::when::When;
use std::collections::BTreeMap;

record! {
    /// Issues and pull requests of the group's repository, by number; either may be empty.
    pub struct GithubState: Default = "a map with `issues` and `prs`" {
        /// The state of each issue; one that is not listed is unknown, not absent.
        issues: BTreeMap<u32, IssueState>,
        /// The state of each pull request; GitHub numbers them together with the issues.
        prs: BTreeMap<u32, PrState>,
    }
}

record! {
    /// The state of an issue on GitHub.
    pub struct IssueState: Default = "the state of an issue" {
        /// When the issue was opened: it shows whether it existed before an agenda closed
        /// (docs/procedure.md#agreement-1).
        opened: Option<When>,
        /// When it was last closed; omitted while it is open.
        closed: Option<When>,
        /// When anything last happened in it, which counts as activity (docs/procedure.md#agreement-9).
        updated: Option<When>,
    }
}

record! {
    /// The state of a pull request on GitHub.
    pub struct PrState: Default = "the state of a pull request" {
        /// When the pull request was opened.
        opened: Option<When>,
        /// When it was merged (docs/procedure.md#agreement-5); omitted while it is pending, or if it was closed
        /// without a merge.
        merged: Option<When>,
        /// When it was closed, with or without a merge; omitted while it is open.
        closed: Option<When>,
        /// When anything last happened in it, which counts as activity (docs/procedure.md#agreement-9).
        updated: Option<When>,
    }
}
