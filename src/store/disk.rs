//! Texts and names as they stand on the disk.

use super::blocked::Bytes;
use super::open::read_regular;
use crate::finding::{Problem, ProblemKind};
use crate::source::{FileId, Place};
use std::path::Path;

/// The byte order mark that some editors put before a text.
pub const MARK: char = '\u{feff}';

/// Why a file's text cannot be used.
#[derive(Debug, Clone)]
pub struct Unreadable {
    /// The first byte that is wrong, in the text that is kept.
    at: usize,
    /// A lower-case phrase.
    pub reason: String,
    help: &'static str,
    kind: ProblemKind,
}

impl Unreadable {
    /// What is wrong, as a mistake of the file.
    pub fn problem(&self, file: FileId) -> Problem {
        let at = u32::try_from(self.at).unwrap_or_default();
        Problem {
            kind: self.kind,
            place: Place { file, start: at, end: at },
            message: self.reason.clone(),
            help: Some(self.help.to_owned()),
            related: Vec::new(),
        }
    }
}

/// What was read of a file.
pub struct Content {
    /// Without a byte order mark; of a file that is no text, what can be shown of it.
    pub text: String,
    /// Whether a byte order mark stood before it.
    pub marked: bool,
    pub unreadable: Option<Unreadable>,
}

impl Content {
    fn refused(text: String, unreadable: Unreadable) -> Self {
        Self { text, marked: false, unreadable: Some(unreadable) }
    }
}

/// The text of a file that was opened.
pub fn read_text(read: Bytes) -> Content {
    match read {
        Ok(bytes) => text_of(bytes),
        Err(blocked) => {
            let (reason, help, kind) = (blocked.reason(), blocked.help(), blocked.kind());
            Content::refused(String::new(), Unreadable { at: 0, reason, help, kind })
        }
    }
}

fn text_of(bytes: Vec<u8>) -> Content {
    match String::from_utf8(bytes) {
        Ok(text) => match text.strip_prefix(MARK) {
            Some(rest) => Content { text: rest.to_owned(), marked: true, unreadable: None },
            None => Content { text, marked: false, unreadable: None },
        },
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let reason = "the file is not UTF-8 text".to_owned();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            Content::refused(
                text,
                Unreadable { at, reason, help: "Save the file as UTF-8.", kind: ProblemKind::Syntax },
            )
        }
    }
}

/// Reads a text that is not a record, such as the source of an import: bounded, without a byte
/// order mark. What is wrong with it comes as a lower-case phrase.
pub fn read_source(path: &Path) -> Result<String, String> {
    match read_text(read_regular(path)) {
        Content { text, unreadable: None, .. } => Ok(text),
        Content { unreadable: Some(unreadable), .. } => Err(unreadable.reason),
    }
}
