//! Files written atomically, under the lock, inside the repository.

mod batch;
mod change;
mod generated;
pub(super) mod own_folder;
mod remove;
#[cfg(test)]
mod tests;

pub use batch::write_each;
pub use change::{FileChange, PreparedChanges};
pub use generated::OutputFolder;
pub use remove::remove_file;

use crate::error::Error;
use crate::store::limits::OTHER_BYTES;
use crate::store::open::{Folder, open_own, read_bounded};
use own_folder::create_own_folder;
use std::ffi::OsStr;
use std::fs::{File, TryLockError};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The lock's file, in the program's own folder.
const LOCK: &str = "lock";
/// The prefix of the names of temporary files.
const TEMPORARY: &str = ".backlog-";
/// The folders that commands write in.
const RECORD_FOLDERS: [&str; 7] = ["", "backlog", "minutes", "schema", "templates", ".backlog", ".backlog/journal"];
/// How long a command waits for another to end.
const LOCK_TIMEOUT: Duration = Duration::from_secs(5);

/// The right to write in a repository; released when dropped.
#[derive(Debug)]
pub struct Lock(#[expect(dead_code, reason = "the lock is held as long as the file is open")] File);

/// Takes the lock of the repository at `root`, waiting a few seconds for another command.
///
/// # Errors
/// [`Error::Locked`] when the other command does not end, [`Error::Io`] when the file cannot be created.
pub fn take_lock(root: &Path) -> Result<Lock, Error> {
    let path = create_own_folder(root, None, "lock")?.join(LOCK);
    let failed = |source| Error::Io { action: "lock", path: path.clone(), source };
    let file = open_own(&path).map_err(|blocked| blocked.into_error("lock", path.clone()))?;
    let begun = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => {
                remove_temporary_files(root, &RECORD_FOLDERS);
                return Ok(Lock(file));
            }
            Err(TryLockError::Error(source)) => return Err(failed(source)),
            Err(TryLockError::WouldBlock) if begun.elapsed() < LOCK_TIMEOUT => {
                std::thread::sleep(Duration::from_millis(20));
            }
            Err(TryLockError::WouldBlock) => return Err(Error::Locked(path)),
        }
    }
}

/// Removes the temporary files of commands that were killed: only the holder of the lock writes, so no other command
/// uses them now. Files that cannot be removed stay; nothing reads them.
fn remove_temporary_files(root: &Path, folders: &[&str]) {
    let Ok(root) = root.canonicalize() else { return };
    for folder in folders {
        let Ok(Some(folder)) = Folder::open(&root, folder) else { continue };
        let names = folder.list_files(|_| false).unwrap_or_default();
        for path in names.iter().filter(|name| name.starts_with(TEMPORARY)).map(|name| folder.path().join(name)) {
            if path.symlink_metadata().is_ok_and(|about| about.is_file()) {
                let _ = std::fs::remove_file(path);
            }
        }
    }
}

/// Where a file is to be written.
#[derive(Debug, Clone)]
pub struct SaveTarget {
    path: PathBuf,
    /// The folder that no link may lead out of; its own path has no links.
    within: Option<PathBuf>,
    durability: Durability,
}

/// What is left of a file if the machine fails just after it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Durability {
    /// The old text or the new one.
    Synced,
    /// The same, but whoever writes it syncs it together with others.
    SyncedTogether,
    /// Perhaps an empty file. Waiting for the disk takes most of the time of writing many files.
    Regenerable,
}

impl SaveTarget {
    /// A file of a repository, by its path from the root: no link may lead out of the repository.
    ///
    /// # Errors
    /// [`Error::Io`] when `root` is not a folder.
    pub fn in_repository(root: &Path, path: &str) -> Result<Self, Error> {
        let failed = |source| Error::Io { action: "read", path: root.to_owned(), source };
        let within = Some(root.canonicalize().map_err(failed)?);
        Ok(Self { path: root.join(path), within, durability: Durability::Synced })
    }

    /// As [`Self::in_repository`], for a file that can be generated again: it is replaced as a whole, but it is not on the
    /// disk yet when the command ends.
    ///
    /// # Errors
    /// [`Error::Io`] when `root` is not a folder.
    pub fn regenerable(root: &Path, path: &str) -> Result<Self, Error> {
        Ok(Self { durability: Durability::Regenerable, ..Self::in_repository(root, path)? })
    }

    /// A file that the user named, wherever it is.
    pub fn from_user_path(path: &Path) -> Self {
        Self { path: path.to_owned(), within: None, durability: Durability::Synced }
    }

    fn file_name(&self) -> Result<&OsStr, Error> {
        let reason = "it has no file name".to_owned();
        self.path.file_name().ok_or_else(|| Error::Unusable { action: "write", path: self.path.clone(), reason })
    }

    fn write_error(&self, source: std::io::Error) -> Error {
        Error::Io { action: "write", path: self.path.clone(), source }
    }

    /// Resolves a path, if it may be written there.
    fn resolve_path(&self, path: &Path) -> Result<PathBuf, Error> {
        let real = path.canonicalize().map_err(|source| self.write_error(source))?;
        match &self.within {
            Some(root) if !real.starts_with(root) => Err(Error::Outside(self.path.clone())),
            _ => Ok(real),
        }
    }

    /// Fails unless the file has these bytes.
    fn check_unchanged(&self, real: &Path, read: &[u8]) -> Result<(), Error> {
        let now = read_bounded(real, read.len().max(OTHER_BYTES))
            .map_err(|blocked| blocked.into_error("read", self.path.clone()))?;
        if now == read { Ok(()) } else { Err(Error::Changed(self.path.clone())) }
    }

    /// Creates the folder of the file if necessary; its path has no links.
    fn create_folder(&self) -> Result<PathBuf, Error> {
        let folder = parent_folder(&self.path);
        // Folders are created in the deepest existing one, so that is the one to check.
        if let Some(there) = folder.ancestors().find(|folder| folder.symlink_metadata().is_ok()) {
            self.resolve_path(there)?;
        }
        std::fs::create_dir_all(&folder).map_err(|source| self.write_error(source))?;
        self.resolve_path(&folder)
    }

    /// Syncs the folder of the file: only then is a rename in it on the disk.
    fn sync_folder(&self, folder: &Path) -> Result<(), Error> {
        if self.durability == Durability::Synced { sync_folder(folder) } else { Ok(()) }
    }
}

/// Creates a file, and the folders that it needs.
///
/// # Errors
/// [`Error::Exists`] when it exists, [`Error::Outside`] when a link leads out of the repository, [`Error::Io`] when it
/// cannot be written; nothing is left behind then.
pub fn create_file(target: &SaveTarget, text: &[u8]) -> Result<(), Error> {
    Replacement::prepare(target.clone(), None, text)?.commit_text()
}

/// Replaces the content of a file that was read before (`None`: it did not exist). Links and the mode are preserved.
///
/// # Errors
/// [`Error::Changed`] when the file no longer has the bytes that were read, [`Error::Outside`] when a link leads out of
/// the repository, [`Error::Io`] when it cannot be written; the old file is preserved then.
pub fn replace_file(target: &SaveTarget, read: Option<&[u8]>, text: &[u8]) -> Result<(), Error> {
    let Some(read) = read else {
        return create_file(target, text).map_err(|error| match error {
            // A broken link was there all the time.
            Error::Exists(path) if !path.is_symlink() => Error::Changed(path),
            other => other,
        });
    };
    Replacement::prepare(target.clone(), Some(read), text)?.commit_text()
}

/// A new text on the disk, next to the file that it is to create or to replace. It leaves nothing behind when dropped.
#[derive(Debug)]
pub struct Replacement<'r> {
    target: SaveTarget,
    /// `None` for a new file.
    read: Option<&'r [u8]>,
    real: PathBuf,
    /// Its file is closed: a step may have more files than a program may have open.
    new: tempfile::TempPath,
}

impl<'r> Replacement<'r> {
    /// Prepares the replacement of a file that was read before, or a new file and the folders that it needs.
    ///
    /// # Errors
    /// As [`replace_file`].
    pub fn prepare(target: SaveTarget, read: Option<&'r [u8]>, text: &[u8]) -> Result<Self, Error> {
        let (real, mode) = match read {
            None => (target.create_folder()?.join(target.file_name()?), None),
            Some(read) => {
                let real = target.resolve_path(&target.path)?;
                target.check_unchanged(&real, read)?;
                let mode = std::fs::metadata(&real).map_err(|source| target.write_error(source))?.permissions();
                (real, Some(mode))
            }
        };
        if mode.as_ref().is_some_and(std::fs::Permissions::readonly) {
            return Err(target.write_error(ErrorKind::PermissionDenied.into()));
        }
        let new = write_temporary(&target, &parent_folder(&real), text, mode)?.into_temp_path();
        Ok(Self { target, read, real, new })
    }

    /// Fails unless the file still has the bytes that were read.
    ///
    /// # Errors
    /// [`Error::Changed`] and [`Error::Io`].
    pub fn check_unchanged(&self) -> Result<(), Error> {
        self.read.map_or(Ok(()), |read| self.target.check_unchanged(&self.real, read))
    }

    /// Replaces the file, if it still has the bytes that were read, or creates it, if it still does not exist.
    ///
    /// # Errors
    /// [`Error::Changed`], [`Error::Exists`] and [`Error::Io`]; the old file is preserved then.
    pub fn commit_text(self) -> Result<(), Error> {
        self.check_unchanged()?;
        let (target, is_new) = (self.target, self.read.is_none());
        let saved = if is_new { self.new.persist_noclobber(&self.real) } else { self.new.persist(&self.real) };
        saved.map_err(|error| match error.error.kind() {
            ErrorKind::AlreadyExists if is_new => Error::Exists(target.path.clone()),
            _ => target.write_error(error.error),
        })?;
        target.sync_folder(&parent_folder(&self.real))
    }
}

/// Writes a text to a temporary file in a folder.
fn write_temporary(
    target: &SaveTarget,
    folder: &Path,
    text: &[u8],
    mode: Option<std::fs::Permissions>,
) -> Result<tempfile::NamedTempFile, Error> {
    let failed = |source| target.write_error(source);
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY);
    #[cfg(unix)]
    let wide = std::os::unix::fs::PermissionsExt::from_mode(0o666);
    #[cfg(unix)]
    // The user's umask reduces this to the mode of a new file.
    builder.permissions(wide);
    let file = builder.tempfile_in(folder).map_err(|error| failed(system_error(error)))?;
    file.as_file().write_all(text).map_err(failed)?;
    if let Some(mode) = mode {
        file.as_file().set_permissions(mode).map_err(failed)?;
    }
    if target.durability == Durability::Synced {
        file.as_file().sync_all().map_err(failed)?;
    }
    Ok(file)
}

/// The error of the operating system, without the name of the temporary file.
fn system_error(error: std::io::Error) -> std::io::Error {
    let inner = error.get_ref().and_then(|inner| inner.source()).and_then(|inner| inner.downcast_ref());
    inner.and_then(std::io::Error::raw_os_error).map_or(error, std::io::Error::from_raw_os_error)
}

fn sync_folder(folder: &Path) -> Result<(), Error> {
    let failed = |source| Error::Io { action: "write", path: folder.to_owned(), source };
    if cfg!(unix) { File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed) } else { Ok(()) }
}

fn parent_folder(path: &Path) -> PathBuf {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).map_or_else(|| PathBuf::from("."), Path::to_owned)
}
