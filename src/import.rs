//! Records that a group wrote by hand, read into its files: nothing lost, nothing invented.

mod alias;
pub mod date;
pub mod doubt;
pub mod merge;
pub mod minutes;
pub mod table;

use crate::error::Error;
use crate::model::proposal::{Proposal, ProposalKind};
use crate::source::{Place, Sources};
use crate::store::yaml;
use doubt::Doubt;

/// What an import is told beside its sources.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportOptions {
    /// `owner/repo`: numbers of this repository are the group's own. `None`: what `workgroup.yaml` says.
    pub repository: Option<String>,
    /// Headers of columns, each with the field that the column is for.
    pub columns: Vec<(String, String)>,
}

/// What an import read, before the files of its records are drafted.
#[derive(Debug)]
pub struct ParsedImport {
    sources: Sources,
    /// The path of each record's file, each path once, in the order of the sources, and what the record was read from.
    files: Vec<(String, Place)>,
    records: ImportedRecords,
    doubts: Vec<Doubt>,
    count: usize,
    reviewer: Option<String>,
}

/// The records of one import.
#[derive(Debug)]
enum ImportedRecords {
    Proposals(Vec<Proposal>),
    Calls(Vec<minutes::record::DraftCall>),
}

impl ParsedImport {
    /// Drafts the file of every record.
    ///
    /// # Errors
    /// [`Error::Io`] when a record cannot be expressed as YAML, which no record of the model does.
    pub fn draft_files(self) -> Result<Imported, Error> {
        let texts: Result<Vec<String>, Error> = match &self.records {
            ImportedRecords::Proposals(proposals) => proposals.iter().map(draft_proposal).collect(),
            ImportedRecords::Calls(calls) => calls.iter().map(yaml::to_yaml).collect(),
        };
        let draft = |((path, place), text): ((String, Place), String)| FileDraft { path, text, place };
        let records = self.files.into_iter().zip(texts?).map(draft).collect();
        let Self { sources, doubts, count: read, reviewer, .. } = self;
        Ok(Imported { sources, records, doubts, count: read, reviewer })
    }
}

/// The file of a proposal. What kind it is, a table does not say.
fn draft_proposal(proposal: &Proposal) -> Result<String, Error> {
    let mut value = yaml::to_value(proposal)?;
    if let (Some(map), ProposalKind::NewApi) = (value.as_mapping_mut(), proposal.kind) {
        map.shift_remove("kind");
    }
    yaml::format_value(&value)
}

/// What an import made of its sources.
#[derive(Debug, Clone, Default)]
pub struct Imported {
    /// What was read, with the paths that the user gave.
    pub sources: Sources,
    /// The files to write, each path once, in the order of the sources.
    pub records: Vec<FileDraft>,
    /// In the order of their places.
    pub doubts: Vec<Doubt>,
    /// How many rows or minutes were read.
    pub count: usize,
    /// What a header of the sources calls the reviewer.
    pub reviewer: Option<String>,
}

/// The file that an import wants to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileDraft {
    /// From the root of the repository, with forward slashes.
    pub path: String,
    /// A whole record as YAML, ending with a line end.
    pub text: String,
    /// What it was read from.
    pub place: Place,
}

/// Whether a sign takes no room, as copied text has it at the ends of words.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}
