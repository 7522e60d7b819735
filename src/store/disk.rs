//! Decoding of the files on the disk.

use super::open::read_regular;
use super::read_error::FileBytes;
use crate::finding::{Problem, ProblemKind};
use crate::source::{FileId, Place};
use std::path::Path;

/// The byte order mark that some editors write before a text.
pub const BYTE_ORDER_MARK: char = '\u{feff}';

/// Why a file's text cannot be used.
#[derive(Debug, Clone)]
pub struct UnreadableText {
    /// The first wrong byte, in the text that is kept.
    offset: usize,
    /// A lower-case phrase.
    pub reason: String,
    /// An imperative sentence.
    pub help: &'static str,
    kind: ProblemKind,
}

impl UnreadableText {
    /// The problem of the file.
    pub fn to_problem(&self, file: FileId) -> Problem {
        let place = Place::from_range(file, self.offset..self.offset);
        Problem::new(self.kind, place, self.reason.as_str(), self.help)
    }
}

/// The content of a file.
pub struct Content {
    /// Without a byte order mark; if the file is not text, what can be shown of it.
    pub text: String,
    /// Whether there was a byte order mark before the text.
    pub has_bom: bool,
    pub unreadable: Option<UnreadableText>,
}

impl Content {
    fn from_unreadable(text: String, unreadable: UnreadableText) -> Self {
        Self { text, has_bom: false, unreadable: Some(unreadable) }
    }
}

/// Decodes the bytes of a file.
pub fn decode_content(read: FileBytes) -> Content {
    match read {
        Ok(bytes) => decode_utf8(bytes),
        Err(blocked) => {
            let (reason, help, kind) = blocked.explain();
            Content::from_unreadable(String::new(), UnreadableText { offset: 0, reason, help, kind })
        }
    }
}

fn decode_utf8(bytes: Vec<u8>) -> Content {
    match String::from_utf8(bytes) {
        Ok(text) => match text.strip_prefix(BYTE_ORDER_MARK) {
            Some(rest) => Content { text: rest.to_owned(), has_bom: true, unreadable: None },
            None => Content { text, has_bom: false, unreadable: None },
        },
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let reason = "the file is not UTF-8 text".to_owned();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            Content::from_unreadable(
                text,
                UnreadableText { offset: at, reason, help: "Save the file as UTF-8.", kind: ProblemKind::Syntax },
            )
        }
    }
}

/// Reads a text that is not a record, such as the source of an import: limited in size, and without its byte order
/// mark.
pub fn read_source(path: &Path) -> Result<String, UnreadableText> {
    let Content { text, unreadable, .. } = decode_content(read_regular(path));
    unreadable.map_or(Ok(text), Err)
}
