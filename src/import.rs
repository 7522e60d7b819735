//! Reads records that a group kept by hand into its files: nothing is lost, nothing is invented.

mod alias;
pub mod doubt;
mod long_texts;
pub mod merge;
pub mod minutes;
pub mod table;

use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::model::proposal::Proposal;
use crate::model::reference::Reference;
use crate::source::{Place, Sources};
use crate::store::yaml;
use doubt::{Doubt, DoubtKind};
use serde_yaml::Value;

/// The options of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportOptions {
    /// `owner/repo`: numbers of this repository are the group's own. `None`: the one in `workgroup.yaml`.
    pub repository: Option<String>,
    /// Column headers, each with the field that the column holds.
    pub columns: Vec<(String, table::ColumnField)>,
}

/// What an import read, before it drafts the files.
#[derive(Debug)]
pub struct ParsedImport {
    /// All but the files.
    imported: Imported,
    /// The path of each record's file and where the record was read, in the order of the sources. Paths are unique.
    files: Vec<(String, Place)>,
    records: ImportedRecords,
}

/// The records of one import.
#[derive(Debug)]
enum ImportedRecords {
    Proposals(Vec<Proposal>),
    Calls(Vec<Meeting>),
}

impl ParsedImport {
    /// Drafts one file per record.
    ///
    /// # Errors
    /// [`Error::NotExpressible`] when a record cannot be expressed as YAML, which no record of the model causes.
    pub fn draft_files(mut self) -> Result<Imported, Error> {
        let texts: Result<Vec<String>, Error> = match &self.records {
            ImportedRecords::Proposals(proposals) => proposals.iter().map(draft_proposal).collect(),
            ImportedRecords::Calls(calls) => {
                let files = self.files.iter().zip(calls);
                files.map(|((_, place), call)| draft_call(call, *place, &mut self.imported.doubts)).collect()
            }
        };
        self.imported.doubts.sort_by_key(|doubt| doubt.place);
        let draft = |((path, place), text): ((String, Place), String)| FileDraft { path, text, place };
        self.imported.records = self.files.into_iter().zip(texts?).map(draft).collect();
        Ok(self.imported)
    }
}

/// The file of a proposal, without its kind: a table does not give it.
fn draft_proposal(proposal: &Proposal) -> Result<String, Error> {
    let mut value = yaml::to_value(proposal)?;
    value.as_mapping_mut().and_then(|map| map.shift_remove("kind"));
    yaml::format_value(&value)
}

/// The file of a call, with short forms of what has a single key. Adds a doubt for each text that is too long for its
/// key.
fn draft_call(call: &Meeting, place: Place, doubts: &mut Vec<Doubt>) -> Result<String, Error> {
    let mut value = yaml::to_value(call)?;
    if let Some(approval) = value.get_mut("previous-minutes") {
        yaml::shorten_value(approval, "decision");
    }
    let attendance = value.get_mut("attendance").and_then(Value::as_mapping_mut);
    let people = attendance.into_iter().flat_map(|map| map.values_mut()).filter_map(Value::as_sequence_mut);
    people.flatten().for_each(|person| yaml::shorten_value(person, "name"));
    doubts.extend(long_texts::move_long_texts(&mut value)?.into_iter().map(|key| {
        let message = format!("a text in `{key}` is too long for its key; it is kept under `unparsed`");
        Doubt::new(DoubtKind::Unplaced, place, message)
    }));
    yaml::format_value(&value)
}

/// A reference as the group writes it: only a number if the repository is its own.
fn shorten_reference(reference: &Reference, own: Option<&str>) -> Reference {
    match (&reference.repository, own) {
        (Some(one), Some(own)) if one.eq_ignore_ascii_case(own) => Reference::from_number(reference.number),
        _ => reference.clone(),
    }
}

/// What an import made of its sources.
#[derive(Debug, Clone, Default)]
pub struct Imported {
    /// The sources, with the paths that the user gave.
    pub sources: Sources,
    /// The files to write, in the order of the sources. Paths are unique.
    pub records: Vec<FileDraft>,
    /// Sorted by place.
    pub doubts: Vec<Doubt>,
    /// The number of rows or minutes that were read.
    pub count: usize,
    /// The reviewer's name in a header of the sources.
    pub reviewer: Option<String>,
}

/// A file that an import proposes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileDraft {
    /// Relative to the root of the repository, with forward slashes.
    pub path: String,
    /// A complete record as YAML, ending with a line feed.
    pub text: String,
    /// Where it was read.
    pub place: Place,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;
    use crate::store::load::Files;

    #[test]
    fn both_imports_read_the_same_link_and_date() {
        const CELL: &str = "see <a title=\"a>b\" href=\"https://e.x/p\">the page</a>";
        let group = Files::from_texts(&[("workgroup.yaml", "name: G\nrepository: o/r\n")]).decode_group();
        let source = |text: String| Sources::new(vec![Source { path: "source.md".into(), text }]);
        let table = format!("| Name | Registered | Summary |\n|--|--|--|\n| A | 23/10/25 | {CELL} |\n");
        let minutes = format!("# 23/10/25\n## Discussion\n| Item | Description |\n|--|--|\n| #1 A | {CELL} |\n");
        for imported in [
            table::import_table(source(table), &ImportOptions::default(), &group).unwrap(),
            minutes::import_minutes(source(minutes), &ImportOptions::default(), &group).unwrap(),
        ] {
            let text = &imported.records[0].text;
            assert!(text.contains("2025-10-23") && text.contains("see [the page](https://e.x/p)"), "{text}");
            let doubts: Vec<DoubtKind> = imported.doubts.iter().map(|doubt| doubt.kind).collect();
            assert_eq!(doubts, [DoubtKind::ShortYear], "{text}");
        }
    }
}
