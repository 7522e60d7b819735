//! A proposal: one file in `backlog/`.

use crate::model::notation::or_text;
use crate::model::reference::Reference;
use crate::model::stage::ReachedStage;
use crate::model::workgroup::{ProseSection, Waiver};
use crate::source::{FileId, Spanned};
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

/// A proposal. Prose is Markdown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Proposal {
    /// The file's name without `.yaml`; unique.
    #[serde(skip)]
    pub slug: String,
    /// The file it was read from.
    #[serde(skip)]
    pub file: FileId,
    /// The current name; minutes of earlier calls use the names in `former-names`.
    pub name: Spanned<String>,
    /// Oldest first; may be empty.
    pub former_names: Vec<FormerName>,
    /// The kind of proposal, which determines the rules that apply and whether the table has a row for it; if omitted,
    /// `new-api`.
    #[schemars(extend("default" = "new-api"))]
    pub kind: ProposalKind,
    /// The slug of the proposal that an enhancement, a name change or an implementation belongs to.
    pub target: Option<Spanned<String>>,
    /// Its issue on GitHub, as 63 or `owner/repo#63`; required until the reviewer has approved (procedure 1).
    pub issue: Option<Spanned<Reference>>,
    /// When the issue was opened, if `github.lock` does not say.
    pub opened: Option<Spanned<NaiveDate>>,
    /// Its former issues, here or in another repository; may be empty.
    pub former_issues: Vec<Spanned<Reference>>,
    /// The completed API proposal template; omitted if there is none yet.
    pub template: Option<ProposalTemplate>,
    /// The day it was added to the backlog, by which the table is sorted; may be missing in old records.
    pub registered: Option<Spanned<NaiveDate>>,
    /// Organizations that lead it, by name or alias; if there are none, `missing-owner` reports it.
    pub owners: Vec<Spanned<String>>,
    /// Previous owners, by name or alias; may be empty.
    pub former_owners: Vec<FormerOwner>,
    /// Organizations that support it, listed after the owners in the table; may be empty.
    pub supporters: Vec<Spanned<String>>,
    /// The initial context in the minutes.
    pub summary: Option<Spanned<String>>,
    /// What was said in calls without a file; undated entries first.
    pub earlier: Vec<Earlier>,
    /// Related issues and pull requests; may be empty.
    pub related: Vec<Spanned<Reference>>,
    /// The consent of the group that owns the API, which a scope enhancement needs (procedure 6).
    pub validation: Option<Validation>,
    /// Oldest first; the last one is the current stage.
    pub stages: Vec<ReachedStage>,
    /// When the issue was closed.
    pub closed: Option<Spanned<NaiveDate>>,
    /// The issue that tracks its onboarding, opened once a new API is approved (procedure 8).
    pub onboarding_issue: Option<Spanned<Reference>>,
    /// Where the API is developed; omitted until it has a repository of its own.
    pub repository: Option<ApiRepository>,
    /// Oldest first.
    pub releases: Vec<Release>,
    /// Text that an import could not parse, verbatim.
    pub unparsed: Vec<UnparsedText>,
    /// Prose without a key of its own.
    pub sections: Vec<ProseSection>,
    /// Rules that are waived for this file, each with the reason; may be empty.
    pub allow: Vec<Waiver>,
}

/// The kind of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ProposalKind {
    /// An API that does not exist yet.
    NewApi,
    /// Several APIs proposed together; its issue may be that of another proposal, too.
    ApiFamily,
    /// More functions for an existing API, the `target`, whose group has to validate them (procedure 6).
    ScopeEnhancement,
    /// A new name for the `target` and nothing else; not a row of the table.
    NameChange,
    /// A repository for one provider's implementation of the `target`; not a row of the table.
    ProviderImplementation,
}

impl ProposalKind {
    /// All kinds with their keys in the files.
    pub const KEYS: [(&'static str, ProposalKind); 5] = [
        ("new-api", ProposalKind::NewApi),
        ("api-family", ProposalKind::ApiFamily),
        ("scope-enhancement", ProposalKind::ScopeEnhancement),
        ("name-change", ProposalKind::NameChange),
        ("provider-implementation", ProposalKind::ProviderImplementation),
    ];

    /// The key in the files.
    pub fn record_key(self) -> &'static str {
        Self::KEYS.iter().find(|(_, kind)| *kind == self).map_or("new-api", |(key, _)| key)
    }

    /// Whether the table has a row for it: name changes and implementations belong to another proposal.
    pub fn is_row(self) -> bool {
        !matches!(self, ProposalKind::NameChange | ProposalKind::ProviderImplementation)
    }

    /// Whether an approved proposal is onboarded: an enhancement already has a repository.
    pub fn is_onboarded(self) -> bool {
        matches!(self, ProposalKind::NewApi | ProposalKind::ApiFamily)
    }
}

/// A former name of the proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(transform = or_text)]
pub struct FormerName {
    /// The name in minutes of calls before `until`.
    pub name: Spanned<String>,
    /// The first day of the next name; may be missing in old records.
    pub until: Option<NaiveDate>,
    /// Its issue under that name.
    pub issue: Option<Spanned<Reference>>,
}

/// A former owner. Joint owners have the same `until`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(transform = or_text)]
pub struct FormerOwner {
    /// An organization, by its name or an alias; minutes of calls before `until` keep it as the owner.
    pub name: Spanned<String>,
    /// The first day of the next owner; may be missing in old records.
    pub until: Option<NaiveDate>,
}

/// The completed template of a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ProposalTemplate {
    /// The pull request that adds it.
    pub pr: Option<Spanned<Reference>>,
    /// Pull requests that it replaces, oldest first.
    pub superseded: Vec<Spanned<Reference>>,
    /// The day its pull request was merged (procedure 5); omitted while it is pending, or if unknown.
    pub merged: Option<Spanned<NaiveDate>>,
    /// Its path from the root of the group's repository on GitHub.
    pub path: Option<Spanned<String>>,
    /// Its URL, if it is not a file of the group's repository; takes precedence over `path` and `pr`.
    pub url: Option<Spanned<String>>,
}

/// Something that was said in a call without a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(transform = or_text)]
pub struct Earlier {
    /// The day of that call; omitted if unknown.
    pub date: Option<Spanned<NaiveDate>>,
    /// `false` if it was on the agenda but the call did not treat it.
    pub treated: Option<bool>,
    /// What was said, as Markdown; omitted if there is only `treated: false`.
    pub text: Option<Spanned<String>>,
}

/// The consent of the group that owns the API (procedure 6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Validation {
    /// The group that owns the API.
    pub group: Option<String>,
    /// The day on which that group agreed.
    pub date: Option<Spanned<NaiveDate>>,
    /// A URL with evidence, such as that group's minutes.
    pub link: Option<Spanned<String>>,
}

/// Where the API is developed; all keys may be missing, with a note such as `Pending`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ApiRepository {
    /// The text of the link in the table, such as `DeviceIdentifier`; if omitted, the URL.
    pub name: Option<String>,
    /// Its URL; links to releases are derived from it.
    pub url: Option<Spanned<String>>,
    /// The URL of the page that lists its active maintainers.
    pub maintainers: Option<Spanned<String>>,
    /// A note in the table next to the link or instead of it, such as `Pending`, as Markdown.
    pub note: Option<Spanned<String>>,
}

/// A release of the API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Release {
    /// The version of the API, such as `v0.3.0`.
    pub version: Option<String>,
    /// Such as `fall25`.
    pub meta_release: Option<String>,
    /// The tag in the API's repository, such as `r2.2`; used for the link if there is no `url`.
    pub tag: Option<String>,
    /// The day it was published.
    pub date: Option<NaiveDate>,
    /// Its URL; if omitted, the page of `tag` in the API's repository.
    pub url: Option<Spanned<String>>,
}

/// Text that an import kept verbatim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct UnparsedText {
    /// The column or section that contained it.
    #[serde(rename = "where")]
    pub place: String,
    /// Verbatim; once every fact in it has its own key, delete the entry.
    pub text: Spanned<String>,
}
