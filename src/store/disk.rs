//! Texts and names as they stand on the disk.

use super::tree;
use crate::error::Error;
use crate::finding::{Problem, ProblemKind};
use crate::source::{FileId, Place};
use std::io::{ErrorKind, Read};
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
}

impl Unreadable {
    /// The problem that the rule `syntax` tells.
    pub fn problem(&self, file: FileId) -> Problem {
        let at = u32::try_from(self.at).unwrap_or_default();
        Problem {
            kind: ProblemKind::Syntax,
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

/// The text of a file.
pub fn read_text(path: &Path) -> Content {
    let mut bytes = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| {
        bytes.reserve(
            file.metadata().map_or(0, |about| usize::try_from(about.len()).unwrap_or(0).min(tree::MAX_BYTES)) + 1,
        );
        file.take(tree::MAX_BYTES as u64 + 1).read_to_end(&mut bytes)
    });
    if let Err(error) = read {
        let reason = format!("the file cannot be read: {error}");
        return Content::refused(
            String::new(),
            Unreadable { at: 0, reason, help: "Make it a file that you may read." },
        );
    }
    text_of(bytes)
}

/// The text of what was read, as in [`read_text`].
pub fn text_of(bytes: Vec<u8>) -> Content {
    if bytes.len() > tree::MAX_BYTES {
        let reason = format!("the file has more than {} MiB, the most that is read", tree::MAX_BYTES >> 20);
        let help = "Move what does not belong into this record to another place.";
        return Content::refused(String::new(), Unreadable { at: 0, reason, help });
    }
    match String::from_utf8(bytes) {
        Ok(text) => match text.strip_prefix(MARK) {
            Some(rest) => Content { text: rest.to_owned(), marked: true, unreadable: None },
            None => Content { text, marked: false, unreadable: None },
        },
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let reason = "the file is not UTF-8 text".to_owned();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            Content::refused(text, Unreadable { at, reason, help: "Save the file as UTF-8." })
        }
    }
}

/// Reads a text that is no record, such as the source of an import: as long as a record may be, without a byte
/// order mark. What is wrong with it comes as a lower-case phrase.
pub fn read_source(path: &Path) -> Result<String, String> {
    match read_text(path) {
        Content { text, unreadable: None, .. } => Ok(text),
        Content { unreadable: Some(unreadable), .. } => Err(unreadable.reason),
    }
}

/// The names in a folder that may be missing, in no order.
pub fn entries(root: &Path, folder: &str) -> Result<Vec<String>, Error> {
    let path = root.join(folder);
    let failed = |source| Error::Io { action: "read", path: path.clone(), source };
    let listing = match std::fs::read_dir(&path) {
        Ok(listing) => listing,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(failed(error)),
    };
    let mut names = Vec::new();
    for entry in listing {
        let entry = entry.map_err(failed)?;
        let is_folder = entry.file_type().map_err(failed)?.is_dir();
        if let (false, Ok(name)) = (is_folder, entry.file_name().into_string()) {
            names.push(name);
        }
    }
    Ok(names)
}
