//! A proposal: one file in `backlog/`.

use crate::model::reference::Reference;
use crate::model::stage::Reached;
use crate::model::workgroup::{Section, Waiver};
use crate::source::{FileId, Spanned};
use chrono::NaiveDate;
use serde::Serialize;

/// What is true of one proposal. Prose is Markdown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Proposal {
    /// The file's name without `.yaml`; unique.
    #[serde(skip)]
    pub slug: String,
    #[serde(skip)]
    pub file: FileId,
    pub name: Spanned<String>,
    /// Oldest first; may be empty.
    pub former_names: Vec<FormerName>,
    pub kind: Kind,
    /// The slug of the proposal that an enhancement, a name change or an implementation is of.
    pub target: Option<Spanned<String>>,
    pub issue: Option<Spanned<Reference>>,
    /// When the issue was opened, where `github.lock` does not say.
    pub opened: Option<NaiveDate>,
    pub former_issues: Vec<Spanned<Reference>>,
    pub template: Option<Template>,
    pub registered: Option<Spanned<NaiveDate>>,
    /// Empty in a record that names none, which a rule finds.
    pub owners: Vec<Spanned<String>>,
    pub former_owners: Vec<FormerOwner>,
    pub supporters: Vec<Spanned<String>>,
    /// The initial context of the minutes.
    pub summary: Option<Spanned<String>>,
    /// What was said in calls that have no file; undated entries first.
    pub earlier: Vec<Earlier>,
    pub related: Vec<Spanned<Reference>>,
    pub validation: Option<Validation>,
    /// Oldest first; the last is where it stands.
    pub stages: Vec<Reached>,
    /// When the issue was closed.
    pub closed: Option<Spanned<NaiveDate>>,
    pub onboarding_issue: Option<Spanned<Reference>>,
    pub repository: Option<Repository>,
    /// Oldest first.
    pub releases: Vec<Release>,
    /// What an import could not read, as it was written.
    pub unparsed: Vec<Unparsed>,
    /// Prose with no key of its own.
    pub sections: Vec<Section>,
    pub allow: Vec<Waiver>,
}

/// What kind of proposal it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    NewApi,
    ApiFamily,
    ScopeEnhancement,
    NameChange,
    ProviderImplementation,
}

impl Kind {
    /// Every kind with its key in the files.
    pub const KEYS: [(&'static str, Kind); 5] = [
        ("new-api", Kind::NewApi),
        ("api-family", Kind::ApiFamily),
        ("scope-enhancement", Kind::ScopeEnhancement),
        ("name-change", Kind::NameChange),
        ("provider-implementation", Kind::ProviderImplementation),
    ];

    /// The key in the files.
    pub fn key(self) -> &'static str {
        Self::KEYS.iter().find(|(_, kind)| *kind == self).map_or("new-api", |(key, _)| key)
    }

    /// Whether the table has a row for it: a name change or an implementation belongs to another.
    pub fn is_row(self) -> bool {
        !matches!(self, Kind::NameChange | Kind::ProviderImplementation)
    }
}

/// A name that the proposal had before a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct FormerName {
    pub name: Spanned<String>,
    /// The first day of the next name; `None` in old records.
    pub until: Option<NaiveDate>,
    /// The issue it had under that name.
    pub issue: Option<Spanned<Reference>>,
}

/// An owner before a day. Who owned it together stands with one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct FormerOwner {
    pub name: Spanned<String>,
    /// The first day of the next owner; `None` in old records.
    pub until: Option<NaiveDate>,
}

/// The filled template of a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
#[serde(rename_all = "kebab-case")]
pub struct Template {
    /// The pull request that adds it.
    pub pr: Option<Spanned<Reference>>,
    /// Pull requests that it replaces, oldest first.
    pub superseded: Vec<Spanned<Reference>>,
    pub merged: Option<Spanned<NaiveDate>>,
    /// From the root of the group's repository on GitHub.
    pub path: Option<Spanned<String>>,
    pub url: Option<Spanned<String>>,
}

/// Something that was said in a call without a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Earlier {
    pub date: Option<Spanned<NaiveDate>>,
    /// `Some(false)`: on the agenda, but not treated.
    pub treated: Option<bool>,
    pub text: Option<Spanned<String>>,
}

/// The word of the group that owns the API (procedure 6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Validation {
    pub group: Option<String>,
    pub date: Option<NaiveDate>,
    pub link: Option<Spanned<String>>,
}

/// Where the API is developed; all may be missing, with a note such as `Pending`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Repository {
    pub name: Option<String>,
    pub url: Option<Spanned<String>>,
    pub maintainers: Option<Spanned<String>>,
    pub note: Option<String>,
}

/// A release of the API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Release {
    pub version: Option<String>,
    /// Such as `fall25`.
    pub meta_release: Option<String>,
    pub tag: Option<String>,
    pub date: Option<NaiveDate>,
    pub url: Option<Spanned<String>>,
}

/// Text that an import kept as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unparsed {
    /// The column or the part it stood in.
    #[serde(rename = "where")]
    pub place: String,
    pub text: String,
}
