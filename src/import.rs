//! Records that a group wrote by hand, read into its files: nothing lost, nothing invented.

mod alias;
pub mod date;
pub mod doubt;
pub mod merge;
pub mod minutes;
pub mod table;

use crate::source::{Place, Sources};
use doubt::Doubt;

/// What an import is told beside its sources.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// `owner/repo`: numbers of this repository are the group's own. `None`: what `workgroup.yaml` says.
    pub repository: Option<String>,
    /// Headers of columns, each with the field that the column is for.
    pub columns: Vec<(String, String)>,
}

/// What an import made of its sources.
#[derive(Debug, Clone, Default)]
pub struct Imported {
    /// What was read, with the paths that the user gave.
    pub sources: Sources,
    /// The files to write, each path once, in the order of the sources.
    pub records: Vec<Draft>,
    /// In the order of their places.
    pub doubts: Vec<Doubt>,
    /// How many rows or minutes were read.
    pub read: usize,
}

/// The file that an import wants to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
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
