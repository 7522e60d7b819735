//! What a check found: a rule, a level, a place, what was found and how to mend it.

use crate::source::Place;

/// How much a finding weighs: an error makes `check` fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Warn,
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
    pub level: Level,
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
    Syntax,
    UnknownKey,
    MissingKey,
    WrongType,
    BadDate,
    DuplicateKey,
}

/// A mistake in the YAML of a file; the rules of the group "files" turn it into a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub kind: ProblemKind,
    pub place: Place,
    pub message: String,
    pub help: Option<String>,
}
