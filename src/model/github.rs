//! What GitHub said of issues and pull requests when `sync` last asked: `github.yaml`.

use crate::model::github_url::ThreadKind;
use crate::model::record::record;
use crate::model::reference::{Reference, RepositoryName};
use crate::model::when::When;
use crate::source::Spanned;
use chrono::NaiveDate;
use std::collections::BTreeMap;

record! {
    /// What GitHub said of issues and pull requests. `backlog sync` writes it, with one line per number: commit it, but do
    /// not edit it. `opened` and `merged` are moments in UTC, because agendas close at a time; `closed` and `updated` are
    /// days in the group's time zone.
    pub struct GithubFacts: Default = "a map with `issues`" {
        /// The repository that was read; its numbers are the group's own.
        repository: Option<Spanned<RepositoryName>>,
        /// The day in UTC up to which all changes are known: that of the last reading, or of the newest change in a listing
        /// from a file. Only what changed since then is asked for.
        synced: Option<Spanned<NaiveDate>>,
        /// `github.labels.proposal` at the last reading; once the group has another one, everything is read again.
        proposal_label: Option<String>,
        /// Issues and pull requests by number, those of the group's own repository first; may be empty. One that is not
        /// listed is unknown, not absent.
        issues: BTreeMap<Reference, ThreadFacts>,
    }
}

record! {
    /// What GitHub said of an issue or a pull request.
    pub struct ThreadFacts: Default = "the facts of an issue or a PR" {
        /// Whether it is an issue or a pull request; GitHub numbers them together. If omitted, an issue.
        kind: ThreadKind = ThreadKind::Issue,
        /// Its title, on one line.
        title: Option<String> as title,
        /// The account that opened it.
        author: Option<String>,
        /// The names of its labels, in GitHub's order; may be empty.
        labels: Vec<String>,
        /// When it was opened: it shows whether it existed before an agenda closed (docs/procedure.md#agreement-1).
        opened: Option<When>,
        /// When it was merged (docs/procedure.md#agreement-5); omitted for an issue, while a pull request is pending, or if
        /// it was closed without a merge.
        merged: Option<When>,
        /// When it was last closed, with or without a merge; omitted while it is open.
        closed: Option<When>,
        /// Why it was closed, in GitHub's words: `completed`, `not_planned`.
        reason: Option<String>,
        /// When anything last happened in it, which counts as activity (docs/procedure.md#agreement-9).
        updated: Option<When>,
        /// Whether a pull request is a draft.
        draft: bool = false,
        /// The issues that a pull request closes when it is merged, by closing words in its description; may be empty.
        fixes: Vec<Reference>,
        /// The file with the template that a pull request adds, as a path in its repository.
        path: Option<String> as line,
        /// The summary in the description of an issue that no record has yet, as Markdown.
        summary: Option<String> as prose,
    }
}

impl ThreadFacts {
    /// The day of its last change.
    pub fn updated_day(&self) -> Option<NaiveDate> {
        self.updated.map(|when| when.written_day())
    }
}

record! {
    /// The former file of these facts, `github.lock`, which is read until `sync` writes the present one.
    pub struct FormerGithubFacts: Default = "a map with `issues` and `prs`" {
        /// The state of each issue.
        issues: BTreeMap<Reference, ThreadFacts>,
        /// The state of each pull request.
        prs: BTreeMap<Reference, ThreadFacts>,
    }
}

impl From<FormerGithubFacts> for GithubFacts {
    fn from(former: FormerGithubFacts) -> Self {
        let as_pr = |(number, facts)| (number, ThreadFacts { kind: ThreadKind::Pr, ..facts });
        let issues = former.issues.into_iter().chain(former.prs.into_iter().map(as_pr)).collect();
        Self { issues, ..Self::default() }
    }
}
