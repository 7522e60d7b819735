//! Reads records that a group kept by hand into its files: nothing is lost, nothing is invented.

mod alias;
pub mod doubt;
mod long_texts;
pub mod merge;
pub mod minutes;
pub mod rhythm;
pub mod table;

use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::model::proposal::Proposal;
use crate::model::reference::Reference;
use crate::source::{Place, Sources};
use crate::store::yaml;
use chrono::NaiveDate;
use doubt::Doubt;
use serde_yaml::Value;

/// The options of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportOptions {
    /// `owner/repo`: numbers of this repository are the group's own. `None`: the one in `workgroup.yaml`.
    pub repository: Option<String>,
    /// Column headers, each with the field that the column holds.
    pub columns: Vec<(String, table::ColumnField)>,
    /// Column headers of minutes, each with the field that the column holds.
    pub minutes_columns: Vec<(String, minutes::column::MinutesColumn)>,
    /// The day of the call, for a single source.
    pub day: Option<NaiveDate>,
    /// The year of days and weeks that are written without one.
    pub year: Option<i32>,
}

/// What an import read, before it drafts the files.
#[derive(Debug)]
pub struct ParsedImport {
    /// All but the files.
    imported: Imported,
    /// In the order of the sources. Paths are unique.
    records: Vec<ReadRecord>,
}

/// A record that an import read.
#[derive(Debug)]
struct ReadRecord {
    /// Of its file, from the root of the repository.
    path: String,
    /// Where it was read.
    place: Place,
    record: ImportedRecord,
}

#[derive(Debug)]
enum ImportedRecord {
    Proposal(Box<Proposal>),
    Call(Box<Meeting>),
}

impl ReadRecord {
    fn of_proposal(path: String, place: Place, proposal: Proposal) -> Self {
        Self { path, place, record: ImportedRecord::Proposal(Box::new(proposal)) }
    }

    fn of_call(place: Place, call: Meeting) -> Self {
        let path = format!("minutes/{}.yaml", call.date.value);
        Self { path, place, record: ImportedRecord::Call(Box::new(call)) }
    }
}

impl ParsedImport {
    /// Drafts one file per record. Adds a doubt for each text that is too long for its key.
    ///
    /// # Errors
    /// [`Error::NotExpressible`] when a record cannot be expressed as YAML, which no record of the model causes.
    pub fn draft_files(self) -> Result<Imported, Error> {
        let Self { mut imported, records } = self;
        for ReadRecord { path, place, record } in records {
            let (mut value, kept) = match &record {
                ImportedRecord::Proposal(proposal) => (draft_proposal(proposal)?, long_texts::KeptTexts::Unparsed),
                ImportedRecord::Call(call) => (draft_call(call)?, long_texts::KeptTexts::Sections),
            };
            let keys = long_texts::move_long_texts(&mut value, kept)?;
            imported.doubts.extend(keys.iter().map(|key| long_texts::long_text_doubt(key, kept, place)));
            imported.records.push(FileDraft { path, text: yaml::format_value(&value)?, place });
        }
        imported.doubts.sort_by_key(|doubt| (doubt.place, doubt.kind));
        Ok(imported)
    }
}

/// The record of a proposal, without its kind: a table does not give it.
fn draft_proposal(proposal: &Proposal) -> Result<Value, Error> {
    let mut value = yaml::to_value(proposal)?;
    value.as_mapping_mut().and_then(|map| map.shift_remove("kind"));
    Ok(value)
}

/// The record of a call, with short forms of what has a single key.
fn draft_call(call: &Meeting) -> Result<Value, Error> {
    let mut value = yaml::to_value(call)?;
    if let Some(approval) = value.get_mut("previous-minutes") {
        yaml::shorten_value(approval, "decision");
    }
    let attendance = value.get_mut("attendance").and_then(Value::as_mapping_mut);
    let people = attendance.into_iter().flat_map(|map| map.values_mut()).filter_map(Value::as_sequence_mut);
    people.flatten().for_each(|person| yaml::shorten_value(person, "name"));
    Ok(value)
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
    /// Slots that explain the days of the calls.
    pub proposed_slots: Vec<rhythm::ProposedSlots>,
    /// The text around the tables, for the page of the generated one.
    pub page: Option<table::page::TablePage>,
    /// The repository of all links, for a group that has none.
    pub repository: Option<String>,
}

impl Imported {
    /// The paths of the sources that gave no file.
    pub fn left_out(&self) -> Vec<&str> {
        let has_record = |file| self.records.iter().any(|draft| draft.place.file == file);
        let left = self.sources.iter().filter(|(file, _)| !has_record(*file));
        left.map(|(_, source)| source.path.as_str()).collect()
    }
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
    use crate::import::doubt::DoubtKind;
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
