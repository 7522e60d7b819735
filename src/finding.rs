//! What a check found: a rule, a level, a place, what is wrong and how to fix it.

use crate::source::{FileId, Place};

/// The severity of a finding: an error makes `check` fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Reported, but `check` passes.
    Warn,
    /// `check` fails, and a command that writes refuses to add one.
    Error,
}

impl Level {
    /// The word in output: `warning` or `error`.
    pub fn as_str(self) -> &'static str {
        match self {
            Level::Warn => "warning",
            Level::Error => "error",
        }
    }
}

/// The maximum number of characters of a text in a finding.
const MAX_CHARS: usize = 500;
/// How many of them are from its beginning.
const KEPT_START: usize = 300;

/// Shortens a text of a finding, which may quote a value as long as a record. Its beginning and its end are kept,
/// because one of them says what is wrong with the value.
pub fn bound_text(text: impl Into<String>) -> String {
    let mut text: String = text.into();
    let is_long = text.len() > MAX_CHARS && text.char_indices().nth(MAX_CHARS).is_some();
    let begin = text.char_indices().nth(KEPT_START).map(|(at, _)| at);
    let end = text.char_indices().rev().nth(MAX_CHARS - KEPT_START - 2).map(|(at, _)| at);
    if let (true, Some(begin), Some(end)) = (is_long, begin, end) {
        text.replace_range(begin..end, "…");
    }
    text
}

/// One finding. Pure data: the reports print it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's name, such as `late-agenda-item`.
    pub rule: &'static str,
    /// The level after the settings of the group and the command line, which may differ from the rule's own.
    pub level: Level,
    /// The place in a user's file that the finding is about.
    pub place: Place,
    /// A lower-case phrase without a full stop: what was found.
    pub message: String,
    /// A sentence: how to fix it.
    pub help: Option<String>,
    /// Related places, each with a phrase; may be empty.
    pub related: Vec<(Place, String)>,
    /// What `check --fix` does about it. `None` if a person has to decide.
    pub fix: Option<Fix>,
}

/// The only correct answer to a finding. Two findings in a file may have the same fix.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Fix {
    /// A phrase without a full stop: what was fixed, such as `DT is now Deutsche Telekom (owners)`.
    pub description: String,
    /// The file of the record; all places are in it.
    pub file: FileId,
    /// Not empty.
    pub edits: Vec<PlaceEdit>,
}

impl Fix {
    /// A fix with one edit.
    pub fn new(description: impl Into<String>, edit: PlaceEdit) -> Self {
        Self { description: bound_text(description), file: edit.place().file, edits: vec![edit] }
    }
}

/// A change of a record, at places of the text that was read.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PlaceEdit {
    /// Writes a text over a value.
    Write {
        /// Of the whole value.
        place: Place,
        /// Not quoted.
        text: String,
    },
    /// Renames the key of an entry.
    Rename {
        /// Of the key.
        place: Place,
        /// A key that the map does not have.
        key: String,
    },
    /// Adds an entry to a map.
    Add {
        /// Of the whole map.
        place: Place,
        /// A key that the map does not have.
        key: &'static str,
        /// Its value, not quoted.
        text: String,
    },
    /// Adds an entry to the map that has another one.
    AddSibling {
        /// Of the value of the other entry.
        place: Place,
        /// A key that the map does not have.
        key: &'static str,
        /// Its value, not quoted.
        text: String,
    },
    /// Removes an item, or an entry with its key.
    Remove {
        /// Of the whole item, or of the entry's value or key.
        place: Place,
    },
    /// Writes the present keys and words in the place of the former ones of the whole file.
    Modernize {
        /// Of the first former key.
        place: Place,
    },
    /// Swaps two items of a list.
    Swap {
        /// Of a value in the one item.
        one: Place,
        /// Of a value in the other.
        other: Place,
    },
}

impl PlaceEdit {
    /// The first place that it changes.
    pub fn place(&self) -> Place {
        match self {
            PlaceEdit::Write { place, .. } | PlaceEdit::Rename { place, .. } | PlaceEdit::Add { place, .. } => *place,
            PlaceEdit::AddSibling { place, .. } => *place,
            PlaceEdit::Remove { place } | PlaceEdit::Modernize { place } | PlaceEdit::Swap { one: place, .. } => *place,
        }
    }
}

/// The kinds of problems that prevent a file from being read as a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProblemKind {
    /// Text that is not UTF-8 or not YAML, or YAML that records do not use, such as anchors.
    Syntax,
    /// A `#` that belongs to a text, but begins a comment in YAML.
    HashComment,
    /// An unknown key, usually a misspelled one.
    UnknownKey,
    /// A required key that is absent or empty; also a file without content.
    MissingKey,
    /// A value of the wrong kind, such as a list instead of a date.
    WrongType,
    /// A date or time in another format than ours, or one that does not exist.
    BadDate,
    /// A duplicate key in a map.
    DuplicateKey,
    /// A file that looks like a record, but whose name or folder is not that of a record.
    UnreadFile,
    /// A text, list, file or folder that is larger than any record needs, or a date in an implausible year.
    OverLimit,
}

/// A problem in the YAML of a file; the rules of the group "files" turn it into a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Decides which rule of the group "files" reports it.
    pub kind: ProblemKind,
    /// The wrong key or value; if a key is missing, the start of its map.
    pub place: Place,
    /// A lower-case phrase without a full stop: what was found.
    pub message: String,
    /// A sentence: how to fix it. `None` if the message says enough.
    pub help: Option<String>,
    /// Related places, each with a phrase; mostly empty.
    pub related: Vec<(Place, String)>,
}

impl Problem {
    /// A problem at a single place.
    pub fn new(kind: ProblemKind, place: Place, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { kind, place, message: message.into(), help: Some(help.into()), related: Vec::new() }
    }
}

/// The maximum number of problems in one file: as many as a list may have entries.
const MAX_PROBLEMS: usize = 10_000;

/// Adds a problem of a file; after `MAX_PROBLEMS` one more represents the rest.
pub fn add_problem(problems: &mut Vec<Problem>, problem: impl FnOnce() -> Problem) {
    if problems.len() < MAX_PROBLEMS {
        problems.push(problem());
    } else if problems.len() == MAX_PROBLEMS {
        let Problem { kind, place, .. } = problem();
        let message = format!("more than {MAX_PROBLEMS} mistakes in one file; the rest are not counted");
        problems.push(Problem::new(kind, place, message, "Check whether this is a record of the group."));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Finding {
        /// An error of the rule `syntax` about one byte.
        pub(crate) fn sample(file: u32, start: u32, message: impl Into<String>) -> Self {
            let place = Place { file: FileId(file), start, end: start + 1 };
            let (message, related) = (message.into(), Vec::new());
            Self { rule: "syntax", level: Level::Error, place, message, help: None, related, fix: None }
        }
    }

    #[test]
    fn a_long_text_keeps_its_beginning_and_its_end() {
        for fits in [String::new(), "a".repeat(500), "é".repeat(500)] {
            assert_eq!(bound_text(fits.clone()), fits);
        }
        for (value, long) in [("x", 501), ("中", 200_000)] {
            let text = bound_text(format!("`{}` is not an organization", value.repeat(long)));
            assert_eq!(text.chars().count(), 500);
            assert!(
                text.starts_with(&format!("`{value}{value}")) && text.ends_with("` is not an organization"),
                "{text}"
            );
            assert_eq!(text.matches('…').count(), 1);
        }
    }
}
