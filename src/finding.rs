//! What a check found: a rule, a level, a place, what was found and how to mend it.

use crate::source::Place;

/// How much a finding weighs: an error makes `check` fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Told, but `check` passes with it.
    Warn,
    /// `check` fails, and a command that writes refuses to add one.
    Error,
}

impl Level {
    /// The word in output: `warning` or `error`.
    pub fn word(self) -> &'static str {
        match self {
            Level::Warn => "warning",
            Level::Error => "error",
        }
    }
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
}

/// What is wrong with a file before any rule of the procedure can read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProblemKind {
    /// Text that is no UTF-8 or no YAML, or YAML that records do without, such as anchors.
    Syntax,
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
