//! Files that the user names, and standard input.

use crate::error::Error;
use crate::store::limits::{OTHER_BYTES, describe_bytes};
use crate::store::load::read_user_file;
use crate::store::{UnreadableText, read_source};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Reads a text from a file, or from standard input if the path is `-`. The size limit is that of a record.
pub fn read_input(path: &Path) -> Result<String, Error> {
    if path.as_os_str() == "-" {
        let mut text = String::new();
        let failed = |source| Error::Io { action: "read", path: PathBuf::from("standard input"), source };
        return std::io::stdin().read_to_string(&mut text).map_err(failed).map(|_| text);
    }
    read_source(path).map_err(|UnreadableText { reason, help, .. }| {
        let help = if path.exists() { help } else { "Correct the path, or use - to read standard input." };
        Error::usage(format!("{}: {reason}", path.display()), help)
    })
}

/// Reads the bytes of a file, or of standard input if the path is `-`, with a limit on their size.
pub fn read_input_bytes(path: &Path) -> Result<Vec<u8>, Error> {
    if path.as_os_str() != "-" {
        let help = "Correct the path, or use - to read standard input.";
        let missing = || Error::usage(format!("{}: the file does not exist", path.display()), help);
        return read_user_file(path)?.ok_or_else(missing);
    }
    let (action, path) = ("read", PathBuf::from("standard input"));
    let mut bytes = Vec::new();
    let length = std::io::stdin().take(OTHER_BYTES as u64 + 1).read_to_end(&mut bytes);
    match length.map_err(|source| Error::Io { action, path: path.clone(), source })? {
        0..=OTHER_BYTES => Ok(bytes),
        more => Err(Error::Unusable { action, path, reason: describe_bytes("text", more as u64, OTHER_BYTES) }),
    }
}
