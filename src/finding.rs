//! What a check found: a rule, a level, a place, what was found and how to mend it.

use crate::source::{FileId, Place};

/// How much a finding weighs: an error makes `check` fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Told, but `check` passes with it.
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

/// The most characters of a text in a finding.
const MAX_CHARS: usize = 500;
/// As many of them are its beginning.
const KEPT_START: usize = 300;

/// A text of a finding, bounded: a value that it quotes may be as long as a record. Its beginning and its end are kept,
/// since one of them says what is wrong with the value.
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
    /// What it weighs after the group and the command line had their say, not always the rule's own level.
    pub level: Level,
    /// What the finding points at in a user's file.
    pub place: Place,
    /// A lower-case phrase without a full stop: what was found.
    pub message: String,
    /// A sentence: how to mend it.
    pub help: Option<String>,
    /// Other places that belong to it, each with a phrase; may be empty.
    pub related: Vec<(Place, String)>,
    /// What `check --fix` does about it. `None` where a person has to decide.
    pub fix: Option<Fix>,
}

/// The one right answer to a finding. Two fixes of a file may be one and the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Fix {
    /// A phrase without a full stop: what was mended, such as `DT is now Deutsche Telekom (owners)`.
    pub description: String,
    /// The file of the record that is mended; all places are in it.
    pub file: FileId,
    /// Not empty.
    pub edits: Vec<PlaceEdit>,
}

impl Fix {
    /// A fix of one mend.
    pub fn new(told: impl Into<String>, mend: PlaceEdit) -> Self {
        Self { description: bound_text(told), file: mend.place().file, edits: vec![mend] }
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
    /// Gives an entry another key.
    Rename {
        /// Of the key.
        place: Place,
        /// One that the map does not have.
        key: String,
    },
    /// Adds an entry to a map.
    Add {
        /// Of the whole map.
        place: Place,
        /// One that the map does not have.
        key: &'static str,
        /// Its value, not quoted.
        text: String,
    },
    /// Takes out an item, or an entry with its key.
    Remove {
        /// Of the whole item, or of the entry's value or key.
        place: Place,
    },
    /// Lets two items of a list change places.
    Swap {
        /// Of a value in the one item.
        one: Place,
        /// Of a value in the other.
        other: Place,
    },
}

impl PlaceEdit {
    /// Where it begins to change something.
    pub fn place(&self) -> Place {
        match self {
            PlaceEdit::Write { place, .. } | PlaceEdit::Rename { place, .. } | PlaceEdit::Add { place, .. } => *place,
            PlaceEdit::Remove { place } | PlaceEdit::Swap { one: place, .. } => *place,
        }
    }
}

/// What is wrong with a file before any rule of the procedure can read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProblemKind {
    /// Text that is no UTF-8 or no YAML, or YAML that records do without, such as anchors.
    Syntax,
    /// A `#` that belongs to a text and begins a comment for YAML.
    HashComment,
    /// A key that its map does not have, mostly a misspelt one.
    UnknownKey,
    /// A key that is needed and is absent or empty; also a file without content.
    MissingKey,
    /// A value of another kind than its key takes, such as a list where a day is wanted.
    WrongType,
    /// A day or a moment of another form than ours, or one that is in no calendar.
    BadDate,
    /// A key that stands twice in one map.
    DuplicateKey,
    /// A file that looks like a record, and whose name or place is not that of one.
    UnreadFile,
    /// A text, a list, a file or a folder that is larger than any record needs, or a day in a year that is a mistake.
    OverLimit,
}

/// A mistake in the YAML of a file; the rules of the group "files" turn it into a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Decides which rule of the group "files" tells it.
    pub kind: ProblemKind,
    /// The key or the value that is wrong; where a key is missing, the start of its map.
    pub place: Place,
    /// A lower-case phrase without a full stop: what was found.
    pub message: String,
    /// A sentence: how to mend it. `None` where the message says enough.
    pub help: Option<String>,
    /// Other places that belong to it, each with a phrase; mostly empty.
    pub related: Vec<(Place, String)>,
}

#[cfg(test)]
mod tests {
    use super::bound_text;

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
