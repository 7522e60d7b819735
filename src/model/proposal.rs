//! A proposal: one file in `backlog/`.

use crate::model::notation::or_text;
use crate::model::reference::Reference;
use crate::model::stage::ReachedStage;
use crate::model::workgroup::{ProseSection, Waiver};
use crate::source::{FileId, Spanned};
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

/// What is true of one proposal. Prose is Markdown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Proposal {
    /// The file's name without `.yaml`; unique.
    #[serde(skip)]
    pub slug: String,
    /// The file it was read from.
    #[serde(skip)]
    pub file: FileId,
    /// What it is called today; minutes of earlier calls use what stands in `former-names`.
    pub name: Spanned<String>,
    /// Oldest first; may be empty.
    pub former_names: Vec<FormerName>,
    /// What is asked for, which decides on the rules that hold and on a row of the table; left out, `new-api`.
    #[schemars(extend("default" = "new-api"))]
    pub kind: ProposalKind,
    /// The slug of the proposal that an enhancement, a name change or an implementation is of.
    pub target: Option<Spanned<String>>,
    /// Its issue on GitHub, as 63 or `owner/repo#63`; needed until the reviewer has approved (procedure 1).
    pub issue: Option<Spanned<Reference>>,
    /// When the issue was opened, where `github.lock` does not say.
    pub opened: Option<Spanned<NaiveDate>>,
    /// Issues that stood for it before, here or in another repository; may be empty.
    pub former_issues: Vec<Spanned<Reference>>,
    /// The group's form, filled in for this proposal; left out while nobody has written it.
    pub template: Option<ProposalTemplate>,
    /// The day it came into the backlog, which orders the table; may be missing in old records.
    pub registered: Option<Spanned<NaiveDate>>,
    /// Organisations that lead it, by name or alias; where there is none, `missing-owner` finds it.
    pub owners: Vec<Spanned<String>>,
    /// Who owned it before `owners` did, by name or alias; may be empty.
    pub former_owners: Vec<FormerOwner>,
    /// Organisations that back it, as the table lists them behind the owners; may be empty.
    pub supporters: Vec<Spanned<String>>,
    /// The initial context of the minutes.
    pub summary: Option<Spanned<String>>,
    /// What was said in calls that have no file; undated entries first.
    pub earlier: Vec<Earlier>,
    /// Issues and pull requests worth reading beside it; may be empty.
    pub related: Vec<Spanned<Reference>>,
    /// The consent of the group that owns the API, which a scope enhancement needs (procedure 6).
    pub validation: Option<Validation>,
    /// Oldest first; the last is where it stands.
    pub stages: Vec<ReachedStage>,
    /// When the issue was closed.
    pub closed: Option<Spanned<NaiveDate>>,
    /// The issue that tracks its onboarding, opened once a new API is approved (procedure 8).
    pub onboarding_issue: Option<Spanned<Reference>>,
    /// Where the API is developed; left out before it has a place of its own.
    pub repository: Option<ApiRepository>,
    /// Oldest first.
    pub releases: Vec<Release>,
    /// What an import could not read, as it was written.
    pub unparsed: Vec<UnparsedText>,
    /// Prose with no key of its own.
    pub sections: Vec<ProseSection>,
    /// Rules that are not held against this file, each with the reason; may be empty.
    pub allow: Vec<Waiver>,
}

/// What kind of proposal it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ProposalKind {
    /// An API that does not exist yet.
    NewApi,
    /// Several APIs proposed together; its issue may be that of another proposal, too.
    ApiFamily,
    /// More functions for an API that exists, the `target`, whose group has to validate them (procedure 6).
    ScopeEnhancement,
    /// Another name for the `target` and nothing else; no row of the table.
    NameChange,
    /// A repository for one provider's implementation of the `target`; no row of the table.
    ProviderImplementation,
}

impl ProposalKind {
    /// Every kind with its key in the files.
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

    /// Whether the table has a row for it: a name change or an implementation belongs to another.
    pub fn is_row(self) -> bool {
        !matches!(self, ProposalKind::NameChange | ProposalKind::ProviderImplementation)
    }

    /// Whether an approved proposal is onboarded: what only enhances an API has a repository already.
    pub fn is_onboarded(self) -> bool {
        matches!(self, ProposalKind::NewApi | ProposalKind::ApiFamily)
    }
}

/// A name that the proposal had before a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(transform = or_text)]
pub struct FormerName {
    /// What minutes of calls before `until` go on calling it.
    pub name: Spanned<String>,
    /// The first day of the next name; may be missing in old records.
    pub until: Option<NaiveDate>,
    /// The issue it had under that name.
    pub issue: Option<Spanned<Reference>>,
}

/// An owner before a day. Who owned it together stands with one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(transform = or_text)]
pub struct FormerOwner {
    /// An organisation, by its name or an alias; minutes of calls before `until` go on naming it as the owner.
    pub name: Spanned<String>,
    /// The first day of the next owner; may be missing in old records.
    pub until: Option<NaiveDate>,
}

/// The filled template of a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ProposalTemplate {
    /// The pull request that adds it.
    pub pr: Option<Spanned<Reference>>,
    /// Pull requests that it replaces, oldest first.
    pub superseded: Vec<Spanned<Reference>>,
    /// The day its pull request was merged (procedure 5); left out while that is pending, or if nobody knows.
    pub merged: Option<Spanned<NaiveDate>>,
    /// From the root of the group's repository on GitHub.
    pub path: Option<Spanned<String>>,
    /// The full address, where it is in no file of the group's repository; used before `path` and `pr`.
    pub url: Option<Spanned<String>>,
}

/// Something that was said in a call without a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(transform = or_text)]
pub struct Earlier {
    /// The day of that call; left out where nobody knows it.
    pub date: Option<Spanned<NaiveDate>>,
    /// `false` where it was on the agenda and the call did not come to it.
    pub treated: Option<bool>,
    /// What was said, as Markdown; left out where there is only `treated: false` to tell.
    pub text: Option<Spanned<String>>,
}

/// The word of the group that owns the API (procedure 6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Validation {
    /// Who gave it: the group that owns the API.
    pub group: Option<String>,
    /// The day on which that group agreed.
    pub date: Option<Spanned<NaiveDate>>,
    /// The address of a page where this can be read, such as that group's minutes.
    pub link: Option<Spanned<String>>,
}

/// Where the API is developed; all may be missing, with a note such as `Pending`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ApiRepository {
    /// What the table's link reads, such as `DeviceIdentifier`; left out, its address.
    pub name: Option<String>,
    /// The address of its page; links to releases are made from it.
    pub url: Option<Spanned<String>>,
    /// The address of the page that lists its active maintainers.
    pub maintainers: Option<Spanned<String>>,
    /// What the table says beside the link or instead of it, such as `Pending`, as Markdown.
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
    /// The tag in the API's repository, such as `r2.2`; it makes the link where there is no `url`.
    pub tag: Option<String>,
    /// The day it was published.
    pub date: Option<NaiveDate>,
    /// The address of its page; left out, the page of `tag` in the API's repository.
    pub url: Option<Spanned<String>>,
}

/// Text that an import kept as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct UnparsedText {
    /// The column or the part it stood in.
    #[serde(rename = "where")]
    pub place: String,
    /// Word for word; once every fact in it has its own key, the entry can go.
    pub text: Spanned<String>,
}
