//! Files that the user names, and standard input.

use crate::error::Error;
use crate::store::limits::{OTHER_BYTES, describe_bytes};
use crate::store::load::read_user_file;
use crate::store::{UnreadableText, read_source};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Reads a text from a file, or from standard input if the path is `-`. The size limit of a file is that of a record.
pub fn read_input(path: &Path) -> Result<String, Error> {
    if path.as_os_str() == "-" {
        return String::from_utf8(read_standard_input()?).map_err(|_| unusable_input("it is not UTF-8".to_owned()));
    }
    read_source(path).map_err(|UnreadableText { reason, help, .. }| {
        let help = if path.exists() { help } else { "Correct the path, or use - to read standard input." };
        Error::usage(format!("{}: {reason}", path.display()), help)
    })
}

/// Reads the bytes of a file, or of standard input if the path is `-`, with a limit on their size.
pub fn read_input_bytes(path: &Path) -> Result<Vec<u8>, Error> {
    if path.as_os_str() == "-" {
        return read_standard_input();
    }
    let help = "Correct the path, or use - to read standard input.";
    let missing = || Error::usage(format!("{}: the file does not exist", path.display()), help);
    read_user_file(path)?.ok_or_else(missing)
}

fn read_standard_input() -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let length = std::io::stdin().take(OTHER_BYTES as u64 + 1).read_to_end(&mut bytes);
    match length.map_err(|source| Error::Io { action: "read", path: standard_input(), source })? {
        0..=OTHER_BYTES => Ok(bytes),
        more => Err(unusable_input(describe_bytes("text", more as u64, OTHER_BYTES))),
    }
}

fn unusable_input(reason: String) -> Error {
    Error::Unusable { action: "read", path: standard_input(), reason }
}

fn standard_input() -> PathBuf {
    PathBuf::from("standard input")
}
