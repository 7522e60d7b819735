//! URLs of issues, pull requests, templates and files.

mod folder;

pub use folder::PageFolder;

use super::base::ViewBase;
use crate::model::github_url::RepositoryUrl;
use crate::model::meeting::Item;
use crate::model::proposal::{Proposal, Release};
use crate::model::reference::Reference;
use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

/// Labels and URLs of issues, pull requests and templates.
pub struct Links<'g> {
    pub(super) base: Arc<ViewBase<'g>>,
    pub(super) repository_names: OnceLock<HashSet<String>>,
}

impl Links<'_> {
    /// `#63`; `owner/repo#63` in another repository.
    pub fn issue_label(&self, issue: &Reference) -> String {
        self.base.index.normalize_reference(issue).to_string()
    }

    /// `PR#64`; `PR owner/repo#64` in another repository.
    pub fn pr_label(&self, pr: &Reference) -> String {
        self.base.index.normalize_reference(pr).pr_label()
    }

    /// `#63 IMEI Fraud`: the issue and the name of a proposal.
    pub fn proposal_label(&self, proposal: &Proposal) -> String {
        let issue = proposal.issue.as_ref().map(|issue| format!("{} ", self.issue_label(issue)));
        format!("{}{}", issue.unwrap_or_default(), proposal.name.value)
    }

    /// The label of an item's issue, otherwise of its pull request.
    pub fn number_label(&self, item: &Item) -> Option<String> {
        let pr = || item.pr.as_ref().map(|pr| self.pr_label(pr));
        item.issue.as_ref().map(|issue| self.issue_label(issue)).or_else(pr)
    }

    /// The URL of the group's repository, if it has one.
    pub fn repository_url(&self) -> Option<String> {
        self.base.workgroup.repository.as_ref().map(|repository| format!("https://github.com/{}", repository.value))
    }

    /// A folder of the records on GitHub. `prefix` is the path from the root of the repository to the records.
    pub fn page_folder(&self, prefix: &str, folder: &str) -> PageFolder {
        PageFolder::new(self.repository_url(), format!("{prefix}/{folder}"))
    }

    /// The URL of an issue. `None` if the group has no repository.
    pub fn issue_url(&self, issue: &Reference) -> Option<String> {
        self.github_page(issue, "issues")
    }

    /// The URL of a pull request.
    pub fn pr_url(&self, pr: &Reference) -> Option<String> {
        self.github_page(pr, "pull")
    }

    fn github_page(&self, reference: &Reference, kind: &str) -> Option<String> {
        let own = || self.base.workgroup.repository.as_ref().map(|name| name.as_str());
        let repository = reference.repository.as_deref().or_else(own)?;
        Some(format!("https://github.com/{repository}/{kind}/{}", reference.number))
    }

    /// The names of the repositories in the records, without owners, in lower case.
    pub fn repository_names(&self) -> &HashSet<String> {
        self.repository_names.get_or_init(|| {
            let urls =
                self.base.group.proposals.iter().filter_map(|proposal| proposal.repository.as_ref()?.url.as_ref());
            let recorded_names = urls.filter_map(|url| RepositoryUrl::parse(url).map(|hosted| hosted.short_name()));
            let own = self.base.workgroup.repository.iter().filter_map(|own| own.rsplit('/').next());
            recorded_names.chain(own).map(str::to_ascii_lowercase).collect()
        })
    }

    /// The URL of a proposal's completed template: its own URL, the merged file according to its file or `github.yaml`,
    /// or the pull request.
    pub fn template_url(&self, proposal: &Proposal) -> Option<String> {
        let template = proposal.template.as_ref()?;
        if let Some(url) = &template.url {
            return Some(url.value.clone());
        }
        let own = || self.base.workgroup.repository.as_ref().map(|name| name.as_str());
        let in_file = template.path.as_ref().and_then(|path| Some((own()?, path.as_str())));
        let on_github = || {
            let pr = template.pr.as_ref()?;
            let merged = self.base.index.pr_facts(pr).filter(|facts| facts.merged.is_some())?;
            Some((pr.repository.as_deref().or_else(own)?, merged.path.as_deref()?))
        };
        match in_file.or_else(on_github) {
            Some((repository, path)) => {
                Some(format!("https://github.com/{repository}/blob/main/{}", encode_path(path)))
            }
            None => template.pr.as_ref().and_then(|pr| self.pr_url(pr)),
        }
    }
}

/// The URL of a release: its own URL, or the page of its tag in the proposal's repository.
pub fn release_url(proposal: &Proposal, release: &Release) -> Option<String> {
    if let Some(url) = &release.url {
        return Some(url.value.clone());
    }
    let repository = proposal.repository.as_ref()?.url.as_ref()?;
    let tag = release.tag.as_ref()?;
    Some(format!("{}/releases/tag/{}", repository.trim_end_matches('/'), encode_path(tag)))
}

/// Percent-encodes a path for a URL.
pub fn encode_path(path: &str) -> String {
    let mut url = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte) {
            url.push(char::from(byte));
        } else {
            url.push_str(&format!("%{byte:02X}"));
        }
    }
    url
}

#[cfg(test)]
mod tests {
    use crate::test_group::TestGroup;

    #[test]
    fn a_template_is_the_file_that_its_pull_request_added() {
        let facts = "issues:\n  1: { kind: pr, merged: 2025-10-20, path: a b.md }\n  2: { kind: pr, path: open.md }\n  \
                     3: { kind: pr, merged: 2025-10-20 }\n  x/y#4: { kind: pr, merged: 2025-10-20, path: c.md }\n";
        let group = TestGroup::new().file("github.yaml", facts);
        for (template, expected) in [
            ("{ pr: 1 }", "o/r/blob/main/a%20b.md"),
            ("{ pr: o/r#1 }", "o/r/blob/main/a%20b.md"),
            ("{ pr: 1, path: own.md }", "o/r/blob/main/own.md"),
            ("{ pr: 1, url: 'https://github.com/own' }", "own"),
            ("{ pr: 2 }", "o/r/pull/2"),
            ("{ pr: 3 }", "o/r/pull/3"),
            ("{ pr: x/y#4 }", "x/y/blob/main/c.md"),
            ("{ pr: 5 }", "o/r/pull/5"),
        ] {
            let views = group.clone().proposal("a", format!("template: {template}\n")).views("2026-01-01");
            let url = views.links.template_url(&views.group.proposals[0]);
            assert_eq!(url, Some(format!("https://github.com/{expected}")), "{template}");
        }
    }

    #[test]
    fn a_path_with_spaces_is_percent_encoded() {
        assert_eq!(
            super::encode_path("documentation/API proposals/é&b.md"),
            "documentation/API%20proposals/%C3%A9%26b.md"
        );
    }
}
