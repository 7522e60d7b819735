//! How much a repository may hold. Whoever opens a pull request decides what is in its files: without limits a small
//! file makes a large output, and a large one takes all memory.

use crate::finding::{Problem, ProblemKind};
use crate::source::Place;
use crate::store::layout::GITHUB;

/// The most bytes of a record.
const RECORD_BYTES: usize = 1 << 20;
/// The most bytes of `github.lock`, which has a line for each issue and pull request.
const GITHUB_BYTES: usize = 16 << 20;
/// The most bytes of a template: the longest that is built in has not a twentieth.
const TEMPLATE_BYTES: usize = 64 << 10;
/// The most bytes of any other file, such as a generated one or the source of an import.
pub const OTHER_BYTES: usize = 8 << 20;
/// The most bytes of a value or a key.
const TEXT_BYTES: usize = 256 << 10;
/// The most entries of a list or a map.
const LIST_ENTRIES: usize = 10_000;
/// The most files of a folder.
pub const FOLDER_FILES: usize = 10_000;
/// Bytes that the records of a folder have together. A small commit may hold one file under many names, or as many links.
pub const FOLDER_BYTES: usize = 32 << 20;

/// How much of a file is read.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of the file.
    pub file_bytes: usize,
    /// Bytes of a value or a key.
    pub text_bytes: usize,
    /// Entries of a list or a map.
    pub entries: usize,
}

impl Limits {
    /// Of a record.
    pub const RECORD: Self = Self { file_bytes: RECORD_BYTES, text_bytes: TEXT_BYTES, entries: LIST_ENTRIES };
    /// Of `github.lock`: a repository may have any number of issues, and the file is bounded.
    pub const GITHUB: Self = Self { file_bytes: GITHUB_BYTES, text_bytes: TEXT_BYTES, entries: usize::MAX };
    /// Of a text that this program is writing, which is judged once it is complete.
    pub const NONE: Self = Self { file_bytes: usize::MAX, text_bytes: usize::MAX, entries: usize::MAX };

    /// Of the file at a path from the root.
    pub fn for_path(path: &str) -> Self {
        match path {
            GITHUB => Self::GITHUB,
            _ if path.ends_with(".yaml") => Self::RECORD,
            _ if path.starts_with("templates/") => Self { file_bytes: TEMPLATE_BYTES, ..Self::NONE },
            _ => Self { file_bytes: OTHER_BYTES, ..Self::NONE },
        }
    }
}

/// `the text has 262145 bytes (limit: 262144, or 256 KiB)`
pub fn describe_bytes(what: &str, found: u64, limit: usize) -> String {
    let unit = if limit >= 1 << 20 { format!("{} MiB", limit >> 20) } else { format!("{} KiB", limit >> 10) };
    format!("the {what} has {found} bytes (limit: {limit}, or {unit})")
}

/// `the list has 10001 entries (limit: 10000)`
pub fn describe_count(what: &str, found: usize, entries: &str, limit: usize) -> String {
    format!("the {what} has {found} {entries} (limit: {limit})")
}

/// A mistake for the rule `over-limit`.
pub fn over_limit(place: Place, message: String, help: &str) -> Problem {
    Problem { kind: ProblemKind::OverLimit, place, message, help: Some(help.to_owned()), related: Vec::new() }
}

#[cfg(test)]
mod tests;
