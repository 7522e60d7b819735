//! What the screen says after a key: what was done, or why not.

use crate::error::Error;
use crate::finding::bound_text;
use crate::source::find_position;

/// What the screen says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Whether it is good news.
    pub kind: MessageKind,
    /// One or more lines.
    pub lines: Vec<String>,
}

/// What a message is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MessageKind {
    /// A change was written.
    Done,
    /// Something to know.
    Notice,
    /// A change was refused.
    Refused,
}

impl Message {
    /// A message of one line.
    pub fn new(kind: MessageKind, line: impl Into<String>) -> Self {
        Self { kind, lines: vec![line.into()] }
    }

    /// Why a change was refused: what the rules found, with the calculation and the way out.
    pub fn from_error(error: &Error) -> Self {
        let mut lines = Vec::new();
        match error {
            Error::Refused { findings, sources, .. } => {
                for finding in findings {
                    let source = sources.file(finding.place.file);
                    let line = find_position(&source.text, finding.place.range().start).line;
                    lines.push(format!("{}:{line}: {}", source.path, finding.message));
                    lines.extend(finding.help.clone());
                }
            }
            Error::Io { source, .. } => lines.push(format!("{error}: {source}")),
            Error::NotAllowed { message, help } | Error::Usage { message, help } => {
                lines.push(message.clone());
                lines.extend(help.clone());
            }
            Error::Locked(_) => {
                lines.push("another backlog command is writing here; what you typed is kept".to_owned())
            }
            other => lines.push(other.to_string()),
        }
        let lines = lines.into_iter().map(bound_text).collect();
        Self { kind: MessageKind::Refused, lines }
    }
}
