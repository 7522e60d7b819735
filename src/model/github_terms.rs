//! What the group does with GitHub: `github` in `workgroup.yaml`.

use crate::model::record::record;
use crate::source::Spanned;

record! {
    /// What the group does with GitHub.
    pub struct GithubTerms: Default = "a map with `labels`" {
        /// The labels of issues.
        labels: GithubLabels = GithubLabels::default(),
    }
}

record! {
    /// The labels of issues on GitHub.
    pub struct GithubLabels: Default = "a map with `proposal`" {
        /// The label of proposals; if omitted, an issue is a proposal if its title begins with `[API Proposal]` or any label
        /// has the word `proposal`.
        proposal: Option<Spanned<String>>,
    }
}
