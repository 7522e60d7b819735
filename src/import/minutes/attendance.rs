//! Who attended a call: `* **Name, Org**`, `|Org: Name, Name|`, `* Name (Org)`, a table of organizations.
//!
//! A line names people only where it has one of the known shapes and its names look like names. Every other line is
//! returned as it is.

mod claims;
mod columns;
mod entry;
mod known;
mod reader;
mod shapes;
mod words;

pub use known::KnownNames;
pub use words::{is_placeholder, looks_like_organization};

use super::column::MinutesColumn;
use super::lines::SourceLine;
use crate::model::meeting::Attendee;
use claims::claim_entries;
use reader::EntryReader;
use std::ops::Range;
use words::{Label, read_label};

/// A person in an attendance list, or an organization that sent nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedName {
    /// The place of the organization, or of the person where none is named.
    pub place: Range<usize>,
    /// As written; empty if there is none.
    pub organization: String,
    /// `None` if only the organization is listed.
    pub person: Option<Attendee>,
}

/// The attendance of a call.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AttendanceList<'t> {
    /// In the order of the source; an organization may be listed again.
    pub names: Vec<ListedName>,
    /// Lines that name nobody, in the order of the source.
    pub unclaimed: Vec<SourceLine<'t>>,
    /// The place of the first entry whose order of name and organization is unclear.
    pub unsettled: Option<Range<usize>>,
}

/// Reads the lines below a heading. `known` helps to decide whether the name or the organization comes first, and
/// `mapped` are the headers of columns that the user mapped.
pub fn read_attendance<'t>(
    heading: &str,
    lines: &[SourceLine<'t>],
    known: &KnownNames,
    mapped: &[(String, MinutesColumn)],
) -> AttendanceList<'t> {
    let label = match read_label(heading) {
        Label::Other => Label::Attended(true),
        label => label,
    };
    let mut reader = EntryReader::new(label, known, mapped);
    reader.read_lines(lines);
    let mut attendance = claim_entries(reader.entries, known);
    attendance.unclaimed.append(&mut reader.unclaimed);
    attendance.unclaimed.sort_by_key(|line| line.at);
    attendance.unclaimed.dedup();
    attendance
}

#[cfg(test)]
mod tests;
