//! How much a repository may contain. Its files may be from a stranger's pull request: without limits, a small file
//! could make a large output, and a large one could take all memory.

use crate::finding::{Problem, ProblemKind};
use crate::model::former;
use crate::model::keys::all_keys;
use crate::model::record::TextKind;
use crate::source::Place;
use crate::store::layout::{FORMER_GITHUB, GITHUB, is_generated};
use std::collections::HashMap;
use std::sync::LazyLock;

/// The maximum size of a record in bytes.
const RECORD_BYTES: usize = 1 << 20;
/// The maximum size of `github.yaml`, which has a line for each issue and pull request.
const GITHUB_BYTES: usize = 16 << 20;
/// The maximum size of a template: the longest built-in template has less than a twentieth.
const TEMPLATE_BYTES: usize = 64 << 10;
/// The maximum size of any other file, such as the source of an import.
pub const OTHER_BYTES: usize = 8 << 20;
/// The maximum length of prose in bytes.
const PROSE_BYTES: usize = 256 << 10;
/// The maximum length of a reason or a URL.
const LINE_BYTES: usize = 1 << 10;
/// The maximum length of any other value, and of a key: the name of an item is printed wherever the item is.
const NAME_BYTES: usize = 512;
/// The maximum number of entries of a list or a map.
pub const LIST_ENTRIES: usize = 10_000;
/// The maximum number of slots of a schedule: each day of many years is compared with them.
const SLOTS: usize = 100;
/// The maximum number of files in a folder.
pub const FOLDER_FILES: usize = 200_000;
/// The maximum total size of the records in a folder.
pub const FOLDER_BYTES: usize = 256 << 20;
/// The maximum size of a generated file that is read again: a table or a page may contain every proposal.
pub const OUTPUT_BYTES: usize = FOLDER_BYTES;
/// The maximum total size of the records that the links in a folder lead to: a small commit may contain many links to one
/// large file.
pub const LINKED_BYTES: usize = 16 << 20;

/// The limits of a file.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// The maximum size of the file in bytes.
    pub file_bytes: usize,
    prose_bytes: usize,
    line_bytes: usize,
    name_bytes: usize,
    slots: usize,
    entries: usize,
}

impl Limits {
    /// The limits of a record.
    pub const RECORD: Self = Self {
        file_bytes: RECORD_BYTES,
        prose_bytes: PROSE_BYTES,
        line_bytes: LINE_BYTES,
        name_bytes: NAME_BYTES,
        slots: SLOTS,
        entries: LIST_ENTRIES,
    };
    /// The limits of `github.yaml`: a repository may have any number of issues, and the size of the file is limited.
    pub const GITHUB: Self =
        Self { file_bytes: GITHUB_BYTES, name_bytes: LINE_BYTES, entries: usize::MAX, ..Self::RECORD };
    /// No limits, for a text that this program is writing: it is checked when it is complete.
    pub const NONE: Self = Self {
        file_bytes: usize::MAX,
        prose_bytes: usize::MAX,
        line_bytes: usize::MAX,
        name_bytes: usize::MAX,
        slots: usize::MAX,
        entries: usize::MAX,
    };

    /// The limits of the file at a path from the root.
    pub fn for_path(path: &str) -> Self {
        match path {
            GITHUB | FORMER_GITHUB => Self::GITHUB,
            _ if path.ends_with(".yaml") => Self::RECORD,
            _ if path.starts_with("templates/") => Self { file_bytes: TEMPLATE_BYTES, ..Self::NONE },
            _ if is_generated(path) => Self { file_bytes: OUTPUT_BYTES, ..Self::NONE },
            _ => Self { file_bytes: OTHER_BYTES, ..Self::NONE },
        }
    }

    /// A length that no value or key exceeds unless [`Limits::text_bytes`] allows more.
    pub fn shortest_limit(&self) -> usize {
        self.name_bytes.min(self.line_bytes).min(self.prose_bytes)
    }

    /// The maximum length of a value, by the keys that lead to it, the nearest first; without keys, of a key.
    pub fn text_bytes<'k>(&self, mut keys: impl Iterator<Item = &'k str>) -> usize {
        let kind = match (keys.next(), keys.next()) {
            (_, Some("attendance")) | (None, _) => None,
            (Some(key), _) => TEXT_KINDS.get(key),
        };
        match kind {
            None | Some(TextKind::Name | TextKind::Title) => self.name_bytes,
            Some(TextKind::Line) => self.line_bytes,
            Some(TextKind::Prose | TextKind::History | TextKind::Unparsed) => self.prose_bytes,
        }
    }

    /// The maximum number of entries of the value of a key, or of the whole record.
    pub fn list_entries(&self, key: Option<&str>) -> usize {
        if key == Some("schedule") { self.slots } else { self.entries }
    }
}

/// What the texts of a key are, in whichever record; the longest ones where records differ.
static TEXT_KINDS: LazyLock<HashMap<&str, TextKind>> = LazyLock::new(|| {
    let mut kinds = HashMap::new();
    for (_, key) in all_keys() {
        // A text alone stands for a key of the record.
        let short = key.form.record().into_iter().flat_map(|record| {
            record.keys.iter().filter(|key| record.short_keys.contains(&key.name)).map(|key| key.text)
        });
        let kind = short.fold(key.text, Ord::max);
        kinds.entry(key.name).and_modify(|known| *known = kind.max(*known)).or_insert(kind);
    }
    for (_, former, present) in former::KEYS {
        let kind = kinds.get(present).copied().unwrap_or(TextKind::Name);
        kinds.entry(former).and_modify(|known| *known = kind.max(*known)).or_insert(kind);
    }
    kinds
});

/// `the text has 262145 bytes (limit: 262144, or 256 KiB)`
pub fn describe_bytes(what: &str, found: u64, limit: usize) -> String {
    let unit = match limit {
        ..1_024 => String::new(),
        1_024..1_048_576 => format!(", or {} KiB", limit >> 10),
        1_048_576.. => format!(", or {} MiB", limit >> 20),
    };
    format!("the {what} has {found} bytes (limit: {limit}{unit})")
}

/// `the list has 10001 entries (limit: 10000)`
pub fn describe_count(what: &str, found: usize, entries: &str, limit: usize) -> String {
    format!("the {what} has {found} {entries} (limit: {limit})")
}

/// A problem for the rule `over-limit`.
pub fn over_limit(place: Place, message: String, help: &str) -> Problem {
    Problem::new(ProblemKind::OverLimit, place, message, help)
}

#[cfg(test)]
mod tests;
