//! What GitHub last said: `github.lock`.

use crate::model::when::When;
use serde::Serialize;
use std::collections::BTreeMap;

/// Issues and pull requests of the group's repository, by number; either may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Github {
    pub issues: BTreeMap<u32, IssueState>,
    pub prs: BTreeMap<u32, PrState>,
}

/// An issue as GitHub knows it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct IssueState {
    pub opened: Option<When>,
    pub closed: Option<When>,
    pub updated: Option<When>,
}

/// A pull request as GitHub knows it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct PrState {
    pub opened: Option<When>,
    pub merged: Option<When>,
    pub closed: Option<When>,
    pub updated: Option<When>,
}
