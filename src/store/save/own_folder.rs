//! `.backlog/`, the folder of the program itself: the lock, the journal and drafts. It may be from a commit, so it is used only
//! where it is a folder and not a link. It has a `.gitignore` of its own, so that no commit takes it along.

use super::{SaveTarget, create_file, write_temporary};
use crate::error::Error;
use crate::store::open::is_own_folder;
use std::path::{Path, PathBuf};

/// Its path from the root.
pub const FOLDER: &str = ".backlog";

/// Creates the folder, unless it exists, and a folder in it with this name, or none. `action` is a verb for errors.
///
/// # Errors
/// [`Error::Outside`] when one of them is a link, [`Error::Unusable`] when it is a file, [`Error::Io`] when it cannot be
/// created.
pub fn create_own_folder(root: &Path, inner: Option<&str>, action: &'static str) -> Result<PathBuf, Error> {
    let mut folder = root.join(FOLDER);
    create_folder(&folder, action)?;
    if !folder.join(".gitignore").exists() {
        let target = SaveTarget::in_repository(root, &format!("{FOLDER}/.gitignore"))?;
        match create_file(&target, b"*\n") {
            // Another command was faster, or it is a broken link.
            Ok(()) | Err(Error::Exists(_)) => {}
            Err(Error::Io { path, source, .. }) => return Err(Error::Io { action, path, source }),
            Err(error) => return Err(error),
        }
    }
    if let Some(inner) = inner {
        folder.push(inner);
        create_folder(&folder, action)?;
    }
    Ok(folder)
}

/// Writes a file in the folder, whole or not at all. Whatever has its name is replaced, and a link is not followed. Requires
/// the lock.
///
/// # Errors
/// As [`create_own_folder`]; [`Error::Io`] when the file cannot be written, and the old one is preserved then.
pub fn write_own_file(root: &Path, name: &str, bytes: &[u8]) -> Result<(), Error> {
    let folder = create_own_folder(root, None, "write")?;
    let target = SaveTarget::in_repository(root, &format!("{FOLDER}/{name}"))?;
    let new = write_temporary(&target, &folder, bytes, None)?;
    new.persist(folder.join(name)).map_err(|error| target.write_error(error.error))?;
    target.sync_folder(&folder)
}

fn create_folder(path: &Path, action: &'static str) -> Result<(), Error> {
    if is_own_folder(path).map_err(|blocked| blocked.into_error(action, path.to_owned()))? {
        return Ok(());
    }
    // Another command may be faster.
    let result = std::fs::create_dir(path).or_else(|error| if path.is_dir() { Ok(()) } else { Err(error) });
    result.map_err(|source| Error::Io { action, path: path.to_owned(), source })
}
