//! Files written whole or not at all, under the lock, inside the repository.

mod remove;

pub use remove::remove;

use crate::error::Error;
use std::fs::{File, TryLockError};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The lock's file, at the root.
const LOCK: &str = ".backlog.lock";
/// How the name of a text begins that is on its way to its place.
const TEMPORARY: &str = ".backlog-";
/// How long a command waits for another one to end.
const PATIENCE: Duration = Duration::from_secs(5);

/// The right to write in a repository; given back when dropped.
#[derive(Debug)]
pub struct Lock(#[expect(dead_code, reason = "the lock is held as long as the file is open")] File);

/// Takes the lock of the repository at `root`, waiting a few seconds for another command.
///
/// # Errors
/// [`Error::Locked`] when the other command does not end, [`Error::Io`] when the file cannot be made.
pub fn lock(root: &Path) -> Result<Lock, Error> {
    let path = root.join(LOCK);
    let failed = |source| Error::Io { action: "lock", path: path.clone(), source };
    let is_link = path.symlink_metadata().is_ok_and(|about| about.is_symlink());
    let stays_inside = || Some(path.canonicalize().ok()?.starts_with(root.canonicalize().ok()?));
    // Opening a link that dangles would make a file wherever it points.
    if is_link && stays_inside() != Some(true) {
        return Err(Error::Outside(path));
    }
    let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(failed)?;
    let begun = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => {
                sweep(root);
                return Ok(Lock(file));
            }
            Err(TryLockError::Error(source)) => return Err(failed(source)),
            Err(TryLockError::WouldBlock) if begun.elapsed() < PATIENCE => {
                std::thread::sleep(Duration::from_millis(20));
            }
            Err(TryLockError::WouldBlock) => return Err(Error::Locked(path)),
        }
    }
}

/// Takes away what commands that were killed left behind: whoever holds the lock is the only one that writes, so
/// no text is on its way to its place now. What cannot be removed stays; nothing reads it.
fn sweep(root: &Path) {
    for folder in ["", "backlog", "minutes", "schema", "templates"] {
        for entry in std::fs::read_dir(root.join(folder)).into_iter().flatten().flatten() {
            let is_left = entry.file_name().to_str().is_some_and(|name| name.starts_with(TEMPORARY));
            if is_left && entry.file_type().is_ok_and(|kind| kind.is_file()) {
                let _ = std::fs::remove_file(entry.path());
            }
        }
    }
}

/// Where a file is to be written.
#[derive(Debug, Clone)]
pub struct Target {
    path: PathBuf,
    /// The folder that no link may lead out of, without links itself.
    within: Option<PathBuf>,
}

impl Target {
    /// A file of a repository, by its path from the root: no link may lead out of the repository.
    ///
    /// # Errors
    /// [`Error::Io`] when there is no folder at `root`.
    pub fn inside(root: &Path, path: &str) -> Result<Self, Error> {
        let failed = |source| Error::Io { action: "read", path: root.to_owned(), source };
        Ok(Self { path: root.join(path), within: Some(root.canonicalize().map_err(failed)?) })
    }

    /// A file that the user named, wherever it is.
    pub fn named(path: &Path) -> Self {
        Self { path: path.to_owned(), within: None }
    }

    fn failed(&self, source: std::io::Error) -> Error {
        Error::Io { action: "write", path: self.path.clone(), source }
    }

    /// Where what stands at this path really is, if it may be written there.
    fn real(&self, path: &Path) -> Result<PathBuf, Error> {
        let real = path.canonicalize().map_err(|source| self.failed(source))?;
        match &self.within {
            Some(root) if !real.starts_with(root) => Err(Error::Outside(self.path.clone())),
            _ => Ok(real),
        }
    }

    /// Fails unless the file holds these bytes.
    fn is_still(&self, real: &Path, read: &[u8]) -> Result<(), Error> {
        let now = std::fs::read(real).map_err(|source| self.failed(source))?;
        if now == read { Ok(()) } else { Err(Error::Changed(self.path.clone())) }
    }

    /// The folder of the file without links; it is made where it may be.
    fn folder(&self) -> Result<PathBuf, Error> {
        let folder = folder_of(&self.path);
        // Folders are made below the last one that is there, so that is the one to judge.
        if let Some(there) = folder.ancestors().find(|folder| folder.symlink_metadata().is_ok()) {
            self.real(there)?;
        }
        std::fs::create_dir_all(&folder).map_err(|source| self.failed(source))?;
        self.real(&folder)
    }
}

/// Writes a file that is not there yet, and the folders it needs.
///
/// # Errors
/// [`Error::Exists`] when something stands there, [`Error::Outside`] when a link leads out of the
/// repository, [`Error::Io`] when it cannot be written; nothing is left behind then.
pub fn create(target: &Target, text: &[u8]) -> Result<(), Error> {
    let folder = target.folder()?;
    let Some(name) = target.path.file_name() else {
        return Err(target.failed(ErrorKind::InvalidFilename.into()));
    };
    let new = prepared(target, &folder, text, None)?;
    new.persist_noclobber(folder.join(name)).map_err(|error| match error.error.kind() {
        ErrorKind::AlreadyExists => Error::Exists(target.path.clone()),
        _ => target.failed(error.error),
    })?;
    sync_folder(&folder)
}

/// Writes a file over what was read of it (`None`: it was not there). A link and the mode are kept.
///
/// # Errors
/// [`Error::Changed`] when the file is no longer what was read, byte for byte, [`Error::Outside`] when a
/// link leads out of the repository, [`Error::Io`] when it cannot be written; the old file stands then.
pub fn replace(target: &Target, read: Option<&[u8]>, text: &[u8]) -> Result<(), Error> {
    let Some(read) = read else {
        return create(target, text).map_err(|error| match error {
            // A link that leads nowhere was there all the time.
            Error::Exists(path) if !path.is_symlink() => Error::Changed(path),
            other => other,
        });
    };
    Replacement::prepare(target, read, text)?.put()
}

/// A file that is there, what was read of it, and what it is to hold.
#[derive(Debug)]
pub struct Rewrite {
    /// Where it stands.
    pub target: Target,
    /// Every byte as it was read.
    pub read: Vec<u8>,
    /// Every byte as it is to be.
    pub text: Vec<u8>,
}

/// Writes several files over what was read of them: all new texts are on the disk beside their files before the
/// first takes its place, so that a full disk, a mode or a change by somebody else leaves every old file.
///
/// # Errors
/// As [`replace`]. Only when the machine fails between one rename and the next do some files hold the new text.
pub fn replace_all(rewrites: &[Rewrite]) -> Result<(), Error> {
    let prepared = rewrites
        .iter()
        .map(|one| Replacement::prepare(&one.target, &one.read, &one.text))
        .collect::<Result<Vec<_>, _>>()?;
    for one in &prepared {
        one.target.is_still(&one.real, one.read)?;
    }
    prepared.into_iter().try_for_each(Replacement::put)
}

/// A new text on the disk, beside the file whose place it is to take. Dropped, it leaves nothing behind.
#[derive(Debug)]
pub struct Replacement<'r> {
    target: &'r Target,
    read: &'r [u8],
    real: PathBuf,
    new: tempfile::NamedTempFile,
}

impl<'r> Replacement<'r> {
    /// Prepares a text to be written over what was read of a file.
    ///
    /// # Errors
    /// As [`replace`].
    pub fn prepare(target: &'r Target, read: &'r [u8], text: &[u8]) -> Result<Self, Error> {
        let failed = |source| target.failed(source);
        let real = target.real(&target.path)?;
        target.is_still(&real, read)?;
        let mode = std::fs::metadata(&real).map_err(failed)?.permissions();
        if mode.readonly() {
            return Err(failed(ErrorKind::PermissionDenied.into()));
        }
        let new = prepared(target, &folder_of(&real), text, Some(mode))?;
        Ok(Self { target, read, real, new })
    }

    /// Puts the text in its place, if the file is still what was read.
    ///
    /// # Errors
    /// [`Error::Changed`] and [`Error::Io`]; the old file stands then.
    pub fn put(self) -> Result<(), Error> {
        self.target.is_still(&self.real, self.read)?;
        self.new.persist(&self.real).map_err(|error| self.target.failed(error.error))?;
        sync_folder(&folder_of(&self.real))
    }
}

/// The text in a temporary file in the folder of its place, on the disk.
fn prepared(
    target: &Target,
    folder: &Path,
    text: &[u8],
    mode: Option<std::fs::Permissions>,
) -> Result<tempfile::NamedTempFile, Error> {
    let failed = |source| target.failed(source);
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY);
    #[cfg(unix)]
    let wide = std::os::unix::fs::PermissionsExt::from_mode(0o666);
    #[cfg(unix)]
    // What the user's umask leaves of this is the mode of any new file of theirs.
    builder.permissions(wide);
    let file = builder.tempfile_in(folder).map_err(|error| failed(of_system(error)))?;
    file.as_file().write_all(text).map_err(failed)?;
    if let Some(mode) = mode {
        file.as_file().set_permissions(mode).map_err(failed)?;
    }
    file.as_file().sync_all().map_err(failed)?;
    Ok(file)
}

/// What the operating system said, without the name of a temporary file, which is of no use to anybody.
fn of_system(error: std::io::Error) -> std::io::Error {
    let inner = error.get_ref().and_then(|inner| inner.source()).and_then(|inner| inner.downcast_ref());
    inner.and_then(std::io::Error::raw_os_error).map_or(error, std::io::Error::from_raw_os_error)
}

fn folder_of(path: &Path) -> PathBuf {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).map_or_else(|| PathBuf::from("."), Path::to_owned)
}

/// A rename is on the disk only when its folder is.
fn sync_folder(folder: &Path) -> Result<(), Error> {
    let failed = |source| Error::Io { action: "write", path: folder.to_owned(), source };
    if cfg!(unix) { File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_is_never_written_over_another() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("minutes/2026-02-12.yaml");
        let target = Target::inside(folder.path(), "minutes/2026-02-12.yaml").unwrap();
        create(&target, b"a\n").unwrap();
        assert!(matches!(create(&target, b"b\n"), Err(Error::Exists(_))));
        assert!(matches!(replace(&target, Some(b"x\n"), b"b\n"), Err(Error::Changed(_))));
        assert!(matches!(replace(&target, None, b"b\n"), Err(Error::Changed(_))));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "a\n");
        replace(&target, Some(b"a\n"), b"b\n").unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "b\n");
        let left: Vec<_> = std::fs::read_dir(path.parent().unwrap()).unwrap().collect();
        assert_eq!(left.len(), 1, "no temporary file is left");
    }

    #[test]
    fn what_is_prepared_is_not_put_over_what_changed_meanwhile() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("f");
        std::fs::write(&path, "a").unwrap();
        let target = Target::inside(folder.path(), "f").unwrap();
        let prepared = Replacement::prepare(&target, b"a", b"b").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"a", "nothing is written yet");
        std::fs::write(&path, "theirs").unwrap();
        assert!(matches!(prepared.put(), Err(Error::Changed(_))));
        assert_eq!(std::fs::read(&path).unwrap(), b"theirs");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file is left");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_and_the_mode_are_kept() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real"), folder.path().join("link"));
        std::fs::write(&real, "a").unwrap();
        std::fs::set_permissions(&real, PermissionsExt::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        replace(&Target::inside(folder.path(), "link").unwrap(), Some(b"a"), b"b").unwrap();
        assert!(link.symlink_metadata().unwrap().is_symlink());
        assert_eq!(std::fs::read_to_string(&real).unwrap(), "b");
        assert_eq!(std::fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    }

    #[cfg(unix)]
    #[test]
    fn no_link_leads_a_write_out_of_the_repository() {
        use std::os::unix::fs::symlink;
        let (root, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        std::fs::write(outside.path().join("f.md"), "theirs").unwrap();
        symlink(outside.path(), root.path().join("minutes")).unwrap();
        symlink(outside.path().join("f.md"), root.path().join("f.md")).unwrap();
        symlink(outside.path().join("lock"), root.path().join(LOCK)).unwrap();
        let inside = |path| Target::inside(root.path(), path).unwrap();
        for path in ["minutes/a.md", "minutes/b/c/a.md"] {
            assert!(matches!(create(&inside(path), b"x"), Err(Error::Outside(_))), "{path}");
        }
        for path in ["f.md", "minutes/f.md"] {
            assert!(matches!(replace(&inside(path), Some(b"theirs"), b"x"), Err(Error::Outside(_))), "{path}");
        }
        assert!(matches!(lock(root.path()), Err(Error::Outside(_))));
        assert_eq!(std::fs::read_to_string(outside.path().join("f.md")).unwrap(), "theirs");
        assert_eq!(std::fs::read_dir(outside.path()).unwrap().count(), 1, "nothing was made there");
        create(&Target::named(&root.path().join("minutes/named.md")), b"x").unwrap();
    }

    #[test]
    fn what_is_replaced_is_compared_by_its_bytes() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("f"), b"caf\xe9").unwrap();
        let target = Target::inside(folder.path(), "f").unwrap();
        let lossy = "caf\u{fffd}".as_bytes();
        assert!(matches!(replace(&target, Some(lossy), b"x"), Err(Error::Changed(_))));
    }
}
