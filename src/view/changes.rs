//! What changed between two editions of the backlog table, by meaning, and whether that explains every cell.
//!
//! An edition is a plain description, so that it may come from records as well as from a table that was written by hand.

mod apply;
pub mod calls;
mod compare;
mod describe;
mod explain;
mod facts;
mod from_records;
mod order;
mod pair;
mod words;

pub use compare::compare_editions;
pub use facts::recorded_facts;
pub use words::split_words;

use crate::model::record::words;
use crate::model::stage::Stage;
use chrono::NaiveDate;

words! {
    /// What a fact of a proposal is about, in the order in which changes are described.
    #[derive(PartialOrd, Ord, Hash)]
    pub enum FactKind = "a kind of fact" {
        /// The kind of the proposal, where the table has no row for it or it is not an API.
        Kind = "kind",
        /// A stage that it reached.
        Stage = "stage",
        /// When its issue was closed.
        Closed = "closed",
        /// An organization that owns it.
        Owner = "owner",
        /// An organization that supports it.
        Supporter = "supporter",
        /// Its completed template.
        Template = "template",
        /// Its issue, if that is not the link of the template.
        Issue = "issue",
        /// The day it was registered.
        Registered = "registered",
        /// The issue that tracks its onboarding.
        Onboarding = "onboarding",
        /// Where the API is developed.
        Repository = "repository",
        /// The page of the maintainers.
        Maintainers = "maintainers",
        /// The latest release.
        Release = "release",
        /// Text that belongs to none of the other facts, with the column that contains it.
        Text = "text",
    }
}

/// A fact of a proposal. Which parts it has depends on its kind.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fact {
    /// What it is about.
    pub kind: FactKind,
    /// The stage, for a stage.
    pub stage: Option<Stage>,
    /// A name: of an organization, a version, a repository, or the column of a text; may be empty.
    pub label: String,
    /// Where it links to.
    pub url: Option<String>,
    /// Its day.
    pub date: Option<NaiveDate>,
    /// Markdown.
    pub note: Option<String>,
}

impl Fact {
    /// A fact of a kind without any part.
    pub fn new(kind: FactKind) -> Self {
        Self { kind, stage: None, label: String::new(), url: None, date: None, note: None }
    }

    /// With a name.
    #[must_use]
    pub fn label(self, label: impl Into<String>) -> Self {
        Self { label: label.into(), ..self }
    }

    /// With a link.
    #[must_use]
    pub fn url(self, url: Option<String>) -> Self {
        Self { url, ..self }
    }

    /// With a day.
    #[must_use]
    pub fn date(self, date: Option<NaiveDate>) -> Self {
        Self { date, ..self }
    }

    /// With a note.
    #[must_use]
    pub fn note(self, note: Option<String>) -> Self {
        Self { note, ..self }
    }
}

/// By what the rows of two editions are recognized as one proposal; empty texts and lists recognize nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowKeys {
    /// The name of its file, or the one that its name leads to.
    pub slug: String,
    /// Names that it had before.
    pub former_names: Vec<String>,
    /// Its issue.
    pub issue: String,
    /// Its template.
    pub template: String,
    /// Its repository.
    pub repository: String,
}

/// A cell as it is printed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EditionCell {
    /// The header of its column.
    pub column: String,
    /// Its Markdown on one line, with days as dates in their usual form.
    pub text: String,
    /// Its words.
    pub words: Vec<CellWord>,
}

/// A word of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellWord {
    /// Without the punctuation around it; a URL is one word.
    pub text: String,
    /// Where it links to.
    pub link: Option<String>,
    /// Whether it says that there is nothing, or joins other words.
    pub is_filler: bool,
}

/// A proposal in an edition.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EditionRow {
    /// Its name.
    pub name: String,
    /// By what it is recognized.
    pub keys: RowKeys,
    /// Grouped by kind, in the order of the table within a kind.
    pub facts: Vec<Fact>,
    /// Its cells, if the table was read.
    pub cells: Vec<EditionCell>,
}

/// An edition of the table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edition {
    /// The reviewer's name.
    pub reviewer: Option<String>,
    /// In the order of the table.
    pub rows: Vec<EditionRow>,
    /// What it has besides the rows of proposals: its headers, and rows without a name.
    pub others: Vec<EditionCell>,
}

/// What happened to a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowFate {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It is in both editions.
    Kept {
        /// Its former name, if that is another one.
        renamed_from: Option<String>,
        /// The row that it follows now, if its place changed and nothing else says so; empty at the top.
        moved_after: Option<String>,
    },
}

/// The change of a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowChange {
    /// Its name, the last one.
    pub name: String,
    /// What happened to it.
    pub fate: RowFate,
    /// By kind. Those of an added one are all its facts; a removed one has none.
    pub facts: Vec<FactChange>,
}

/// The change of the facts of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactChange {
    /// The kind.
    pub kind: FactKind,
    /// The facts that are gone.
    pub removed: Vec<Fact>,
    /// The facts that are new.
    pub added: Vec<Fact>,
    /// All facts of the kind in their order, if those that stay have another one.
    pub order: Option<Vec<Fact>>,
}

/// A cell that the changes do not explain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnexplainedCell {
    /// The name of the proposal; empty outside the rows of proposals.
    pub row: String,
    /// The header of its column, or the kind of the facts.
    pub column: String,
    /// Its text before.
    pub before: String,
    /// Its text now.
    pub after: String,
}

/// What changed between two editions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableChanges {
    /// The reviewer's name.
    pub reviewer: Option<String>,
    /// In the order of the table; removed rows where they were.
    pub rows: Vec<RowChange>,
    /// The cells that differ in what the changes do not say.
    pub unexplained: Vec<UnexplainedCell>,
}
