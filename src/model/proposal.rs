//! A proposal: one file in `backlog/`.

use crate::model::record::{Fields, record, words};
use crate::model::reference::Reference;
use crate::model::stage::ReachedStage;
use crate::model::workgroup::{ProseSection, Waiver};
use crate::source::{FileId, Spanned};
use chrono::NaiveDate;

record! {
    /// A proposal. Prose is Markdown.
    pub struct Proposal: Default = "a proposal (a map)", with {
        /// The file's name without `.yaml`; unique.
        slug: String = Fields::stem,
        /// The file it was read from.
        file: FileId = Fields::file,
    } {
        /// The current name; minutes of earlier calls use the names in `former-names`.
        name: Spanned<String> as title,
        /// Oldest first; may be empty.
        former_names: Vec<FormerName>,
        /// The kind of proposal, which determines the rules that apply and whether the table has a row for it; if omitted,
        /// `new-api`.
        kind: ProposalKind = ProposalKind::NewApi,
        /// The slug of the proposal that an enhancement, a name change or an implementation belongs to.
        target: Option<Spanned<String>>,
        /// Its issue on GitHub, as 63 or `owner/repo#63`; required until the reviewer has approved
        /// (docs/procedure.md#agreement-1).
        issue: Option<Spanned<Reference>>,
        /// When the issue was opened, if `github.yaml` does not say.
        opened: Option<Spanned<NaiveDate>>,
        /// Its former issues, here or in another repository; may be empty.
        former_issues: Vec<Spanned<Reference>>,
        /// The completed API proposal template; omitted if there is none yet.
        template: Option<ProposalTemplate>,
        /// The day it was added to the backlog, by which the table is sorted; may be missing in old records.
        registered: Option<Spanned<NaiveDate>>,
        /// Organizations that lead it, by name or alias; if there are none, `missing-owner` reports it.
        owners: Vec<Spanned<String>>,
        /// Previous owners, by name or alias; may be empty.
        former_owners: Vec<FormerOwner>,
        /// Organizations that support it, listed after the owners in the table; may be empty.
        supporters: Vec<Spanned<String>>,
        /// The initial context in the minutes.
        summary: Option<Spanned<String>> as history,
        /// What was said in calls without a file; undated entries first.
        history: Vec<Earlier>,
        /// Related issues and pull requests; may be empty.
        related: Vec<Spanned<Reference>>,
        /// The consent of the group that owns the API, which a scope enhancement needs (docs/procedure.md#agreement-6).
        validation: Option<Validation>,
        /// Oldest first; the last one is the current stage.
        stages: Vec<ReachedStage>,
        /// When the issue was closed.
        closed: Option<Spanned<NaiveDate>>,
        /// The issue that tracks its onboarding, opened once a new API is approved (docs/procedure.md#agreement-8).
        onboarding_issue: Option<Spanned<Reference>>,
        /// Where the API is developed; omitted until it has a repository of its own.
        repository: Option<ApiRepository>,
        /// Oldest first.
        releases: Vec<Release>,
        /// Text that an import could not parse, verbatim.
        unparsed: Vec<UnparsedText>,
        /// Prose without a key of its own.
        sections: Vec<ProseSection>,
        /// Rules that are waived for this file, each with the reason; may be empty.
        allow: Vec<Waiver>,
    }
}

words! {
    /// The kind of a proposal.
    pub enum ProposalKind = "a kind of proposal" {
        /// An API that does not exist yet.
        NewApi = "new-api",
        /// Several APIs proposed together; its issue may be that of another proposal, too.
        ApiFamily = "api-family",
        /// More functions for an existing API, the `target`, whose group has to validate them
        /// (docs/procedure.md#agreement-6).
        ScopeEnhancement = "scope-enhancement",
        /// A new name for the `target` and nothing else; not a row of the table.
        NameChange = "name-change",
        /// A repository for one provider's implementation of the `target`; not a row of the table.
        ProviderImplementation = "provider-implementation",
    }
}

impl ProposalKind {
    /// Whether the table has a row for it: name changes and implementations belong to another proposal.
    pub fn is_row(self) -> bool {
        !matches!(self, ProposalKind::NameChange | ProposalKind::ProviderImplementation)
    }

    /// Whether its issue is about this proposal alone, so that the title is its name.
    pub fn is_single(self) -> bool {
        matches!(self, ProposalKind::NewApi | ProposalKind::ScopeEnhancement)
    }

    /// Whether an approved proposal is onboarded: an enhancement already has a repository.
    pub fn is_onboarded(self) -> bool {
        matches!(self, ProposalKind::NewApi | ProposalKind::ApiFamily)
    }
}

record! {
    /// A former name of the proposal.
    pub struct FormerName: Default = "a former name", short(name) {
        /// The name in minutes of calls before `until`.
        name: Spanned<String>,
        /// The first day of the next name; may be missing in old records.
        until: Option<NaiveDate>,
        /// Its issue under that name.
        issue: Option<Spanned<Reference>>,
    }
}

record! {
    /// A former owner. Joint owners have the same `until`.
    pub struct FormerOwner: Default = "a former owner", short(name) {
        /// An organization, by its name or an alias; minutes of calls before `until` keep it as the owner.
        name: Spanned<String>,
        /// The first day of the next owner; may be missing in old records.
        until: Option<NaiveDate>,
    }
}

record! {
    /// The completed template of a proposal.
    pub struct ProposalTemplate: Default = "a template with `pr`, `path` or `url`" {
        /// The pull request that adds it.
        pr: Option<Spanned<Reference>>,
        /// Pull requests that it replaces, oldest first.
        superseded: Vec<Spanned<Reference>>,
        /// The day its pull request was merged (docs/procedure.md#agreement-5), if `github.yaml` does not say; omitted while
        /// it is pending, or if unknown.
        merged: Option<Spanned<NaiveDate>>,
        /// Its path from the root of the group's repository on GitHub; if omitted, the one that `github.yaml` has for the
        /// merged pull request.
        path: Option<Spanned<String>> as line,
        /// Its URL, if it is not a file of the group's repository; takes precedence over `path` and `pr`.
        url: Option<Spanned<String>> as line,
    }
}

record! {
    /// Something that was said in a call without a file.
    pub struct Earlier: Default = "a text, or a map with `date` or `dates`, and `notes`", short(notes), day(date) {
        /// The date of that call; omitted if unknown.
        date: Option<Spanned<NaiveDate>>,
        /// The dates of several calls, instead of `date`.
        dates: Vec<Spanned<NaiveDate>>,
        /// `false` if it was on the agenda and the call did not treat it.
        treated: Option<bool>,
        /// What was said, as Markdown; omitted if there is only `treated: false`.
        notes: Option<Spanned<String>> as history,
    }
}

impl Proposal {
    /// The keys that show what it is called, by which numbers, and whether it is active.
    pub const OUTLINE_KEYS: [&str; 7] =
        ["name", "former-names", "issue", "former-issues", "template", "stages", "closed"];

    /// Its former issues: those under its former names, then the others.
    pub fn earlier_issues(&self) -> impl Iterator<Item = &Spanned<Reference>> {
        self.former_names.iter().filter_map(|former| former.issue.as_ref()).chain(&self.former_issues)
    }

    /// The pull requests of its template, the present one first.
    pub fn template_prs(&self) -> impl Iterator<Item = &Spanned<Reference>> {
        self.template.iter().flat_map(|template| template.pr.iter().chain(&template.superseded))
    }
}

impl Earlier {
    /// Its dates, in the order of the file; none if unknown.
    pub fn known_dates(&self) -> impl Iterator<Item = &Spanned<NaiveDate>> {
        self.date.iter().chain(&self.dates)
    }
}

record! {
    /// The consent of the group that owns the API (docs/procedure.md#agreement-6).
    pub struct Validation: Default = "a validation with `group` and `date`" {
        /// The group that owns the API.
        group: Option<String>,
        /// The day on which that group agreed.
        date: Option<Spanned<NaiveDate>>,
        /// A URL with evidence, such as that group's minutes.
        link: Option<Spanned<String>> as line,
    }
}

record! {
    /// Where the API is developed; all keys may be missing, with a note such as `Pending`.
    pub struct ApiRepository: Default = "a repository with `name` and `url`, or a `note`" {
        /// The text of the link in the table, such as `DeviceIdentifier`; if omitted, the URL.
        name: Option<String>,
        /// Its URL; links to releases are derived from it.
        url: Option<Spanned<String>> as line,
        /// The URL of the page that lists its active maintainers.
        maintainers: Option<Spanned<String>> as line,
        /// A note in the table next to the link or instead of it, such as `Pending`, as Markdown.
        note: Option<Spanned<String>> as prose,
    }
}

record! {
    /// A release of the API.
    pub struct Release: Default = "a release with `version` and `date`" {
        /// The version of the API, such as `v0.3.0`.
        version: Option<String>,
        /// Such as `fall25`.
        meta_release: Option<String>,
        /// The tag in the API's repository, such as `r2.2`; used for the link if there is no `url`.
        tag: Option<String>,
        /// The day it was published.
        date: Option<NaiveDate>,
        /// Its URL; if omitted, the page of `tag` in the API's repository.
        url: Option<Spanned<String>> as line,
    }
}

record! {
    /// Text that an import kept verbatim.
    pub struct UnparsedText: Default = "text that an import preserved, with `where` and `text`" {
        /// The column or section that contained it.
        place("where"): String,
        /// Verbatim; once every fact in it has its own key, delete the entry.
        text: Spanned<String> as unparsed,
    }
}
