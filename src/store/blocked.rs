//! Why a file or a folder is not read, as a finding and as an error.

use super::limits::{describe_bytes, describe_count};
use crate::error::Error;
use crate::finding::ProblemKind;
use std::path::PathBuf;

/// Why a file or a folder of a repository is not read.
#[derive(Debug)]
pub enum Blocked {
    /// A link leads out of the repository.
    Outside,
    /// A link leads to nothing.
    Nowhere,
    /// It is what these words say, and a file or a folder was expected.
    OtherKind(&'static str),
    /// A file has so many bytes, and no more than the limit are read.
    TooLarge(u64, usize),
    /// A folder has so many files, and no more than the limit are read.
    TooMany(usize, usize),
    /// The files of a folder have so many bytes together, and no more than the limit are read.
    TooLargeTogether(u64, usize),
    /// The operating system says no.
    Io(std::io::Error),
}

/// The bytes of a file, or why they are not read.
pub type Bytes = Result<Vec<u8>, Blocked>;

impl From<std::io::Error> for Blocked {
    fn from(error: std::io::Error) -> Self {
        Blocked::Io(error)
    }
}

impl Blocked {
    /// A lower-case phrase about the file.
    pub fn reason(&self) -> String {
        match self {
            Blocked::Outside => "the link leads out of the repository".to_owned(),
            Blocked::Nowhere => "the link leads to nothing that can be read".to_owned(),
            Blocked::OtherKind(kind) => format!("expected a file, found {kind}"),
            Blocked::TooLarge(bytes, limit) => describe_bytes("file", *bytes, *limit),
            Blocked::TooMany(files, limit) => describe_count("folder", *files, "files", *limit),
            Blocked::TooLargeTogether(bytes, limit) => describe_bytes("folder", *bytes, *limit),
            Blocked::Io(error) => format!("the file cannot be read: {error}"),
        }
    }

    /// What to do about it.
    pub fn help(&self) -> &'static str {
        match self {
            Blocked::Outside | Blocked::Nowhere => "Replace the link by the file itself.",
            Blocked::OtherKind(_) => "Replace it by a file.",
            Blocked::TooLarge(..) => "Move what does not belong in this record to another place.",
            Blocked::TooMany(..) | Blocked::TooLargeTogether(..) => {
                "Remove the files that are not records of the group."
            }
            Blocked::Io(_) => "Make it a file that you may read.",
        }
    }

    /// Which kind of mistake it is where a record is expected.
    pub fn kind(&self) -> ProblemKind {
        match self {
            Blocked::TooLarge(..) | Blocked::TooMany(..) | Blocked::TooLargeTogether(..) => ProblemKind::OverLimit,
            Blocked::Outside | Blocked::Nowhere | Blocked::OtherKind(_) | Blocked::Io(_) => ProblemKind::Syntax,
        }
    }

    /// The same as an error about a path and what was to be done with it, a verb.
    pub fn into_error(self, action: &'static str, path: PathBuf) -> Error {
        let source = match self {
            Blocked::Outside => return Error::Outside(path),
            Blocked::Io(source) => source,
            other => std::io::Error::other(other.reason()),
        };
        Error::Io { action, path, source }
    }
}
