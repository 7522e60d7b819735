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
    /// A file has so many bytes, more than the limit.
    TooLarge(u64, usize),
    /// A folder has so many files, more than the limit.
    TooManyFiles(usize, usize),
    /// The files of a folder have so many bytes together, more than the limit.
    FolderTooLarge(u64, usize),
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
    /// A lower-case phrase about the file.
    pub fn reason(&self) -> String {
        match self {
            ReadError::OutsideRepository => "the link leads out of the repository".to_owned(),
            ReadError::DanglingLink => "the link is broken".to_owned(),
            ReadError::NotAFile(kind) => format!("expected a file, found {kind}"),
            ReadError::TooLarge(bytes, limit) => describe_bytes("file", *bytes, *limit),
            ReadError::TooManyFiles(files, limit) => describe_count("folder", *files, "files", *limit),
            ReadError::FolderTooLarge(bytes, limit) => describe_bytes("folder", *bytes, *limit),
            ReadError::Io(error) => format!("the file cannot be read: {error}"),
        }
    }

    /// What to do about it.
    pub fn help(&self) -> &'static str {
        match self {
            ReadError::OutsideRepository | ReadError::DanglingLink => "Replace the link with the file itself.",
            ReadError::NotAFile(_) => "Replace it with a file.",
            ReadError::TooLarge(..) => "Move what does not belong in this record elsewhere.",
            ReadError::TooManyFiles(..) | ReadError::FolderTooLarge(..) => {
                "Remove the files that are not records of the group."
            }
            ReadError::Io(_) => "Make it a file that you can read.",
        }
    }

    /// The kind of problem if a record was expected.
    pub fn problem_kind(&self) -> ProblemKind {
        match self {
            ReadError::TooLarge(..) | ReadError::TooManyFiles(..) | ReadError::FolderTooLarge(..) => {
                ProblemKind::OverLimit
            }
            ReadError::OutsideRepository | ReadError::DanglingLink | ReadError::NotAFile(_) | ReadError::Io(_) => {
                ProblemKind::Syntax
            }
        }
    }

    /// Turns it into an error about a path and an action, a verb.
    pub fn into_error(self, action: &'static str, path: PathBuf) -> Error {
        match self {
            ReadError::OutsideRepository => Error::Outside(path),
            ReadError::Io(source) => Error::Io { action, path, source },
            other => Error::Unusable { action, path, reason: other.reason() },
        }
    }
}
