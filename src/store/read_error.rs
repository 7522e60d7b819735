//! Why a file or folder is not read, for findings and for errors.

use super::limits::{describe_bytes, describe_count};
use crate::error::Error;
use crate::finding::ProblemKind;
use std::path::PathBuf;

/// Why a file or folder of a repository is not read.
#[derive(Debug)]
pub enum ReadError {
    /// A link leads out of the repository.
    OutsideRepository,
    /// A link leads to a file that does not exist.
    DanglingLink,
    /// It is something other than a file, as these words say.
    NotAFile(&'static str),
    /// It is a file where a folder is expected.
    NotAFolder,
    /// A file has so many bytes, more than the limit.
    TooLarge(u64, usize),
    /// A folder has so many files, more than the limit.
    TooManyFiles(usize, usize),
    /// The files of a folder have so many bytes together, more than the limit.
    FolderTooLarge(u64, usize),
    /// The files that the links in a folder lead to have so many bytes together, more than the limit.
    LinksTooLarge(u64, usize),
    /// The operating system reported an error.
    Io(std::io::Error),
}

/// The bytes of a file, or why it is not read.
pub type FileBytes = Result<Vec<u8>, ReadError>;

impl From<std::io::Error> for ReadError {
    fn from(error: std::io::Error) -> Self {
        ReadError::Io(error)
    }
}

impl ReadError {
    /// A lower-case phrase about the file, what to do about it, and the kind of problem if a record was expected.
    pub fn explain(&self) -> (String, &'static str, ProblemKind) {
        const REPLACE_LINK: &str = "Replace the link with the file itself.";
        const REMOVE_FILES: &str = "Remove the files that are not records of the group.";
        match self {
            ReadError::OutsideRepository => {
                ("the link leads out of the repository".to_owned(), REPLACE_LINK, ProblemKind::Syntax)
            }
            ReadError::DanglingLink => ("the link is broken".to_owned(), REPLACE_LINK, ProblemKind::Syntax),
            ReadError::NotAFile(kind) => {
                (format!("expected a file, found {kind}"), "Replace it with a file.", ProblemKind::Syntax)
            }
            ReadError::NotAFolder => {
                ("expected a folder, found a file".to_owned(), "Replace it with a folder.", ProblemKind::Syntax)
            }
            ReadError::TooLarge(bytes, limit) => {
                let help = "Move what does not belong in it elsewhere.";
                (describe_bytes("file", *bytes, *limit), help, ProblemKind::OverLimit)
            }
            ReadError::TooManyFiles(files, limit) => {
                (describe_count("folder", *files, "files", *limit), REMOVE_FILES, ProblemKind::OverLimit)
            }
            ReadError::FolderTooLarge(bytes, limit) => {
                (describe_bytes("folder", *bytes, *limit), REMOVE_FILES, ProblemKind::OverLimit)
            }
            ReadError::LinksTooLarge(bytes, limit) => {
                let help = "Replace the links with the files themselves.";
                (describe_bytes("linked part of the folder", *bytes, *limit), help, ProblemKind::OverLimit)
            }
            ReadError::Io(error) => {
                let reason = format!("the file cannot be read: {error}");
                (reason, "Make it a file that you can read.", ProblemKind::Syntax)
            }
        }
    }

    /// Turns it into an error about a path and an action, a verb.
    pub fn into_error(self, action: &'static str, path: PathBuf) -> Error {
        match self {
            ReadError::OutsideRepository => Error::Outside(path),
            ReadError::Io(source) => Error::Io { action, path, source },
            other => Error::Unusable { action, path, reason: other.explain().0 },
        }
    }
}
