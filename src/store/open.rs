//! The only way to read files of a repository: regular files inside it, without waiting, and limited in size.
//!
//! The repository may be a stranger's pull request: a link may lead to any file of this machine, and a file may be a
//! device that never ends or a pipe that nobody writes to.

#[cfg(unix)]
#[cfg(test)]
mod tests;

use super::limits::{Limits, OTHER_BYTES, OUTPUT_BYTES};
use super::read_error::ReadError;
use std::fs::{File, Metadata, OpenOptions};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// A folder of a repository, without links.
#[derive(Debug)]
pub struct Folder<'r> {
    root: &'r Path,
    real: PathBuf,
}

/// What can be said of a file without opening it.
#[derive(Debug, Clone, Copy)]
pub struct FileLook {
    /// In bytes; of what a link leads to; 0 if it is unknown.
    pub length: u64,
    /// Whether it is a link, or does not exist.
    pub is_link: bool,
    /// Whether it is a file itself: not a link, a folder, a pipe or a device.
    is_regular: bool,
}

impl<'r> Folder<'r> {
    /// The folder at a path from the root, which is absolute and without links; `None` if it does not exist.
    pub fn open(root: &'r Path, path: &str) -> Result<Option<Self>, ReadError> {
        let named = root.join(path);
        if !is_there(&named)? {
            return Ok(None);
        }
        let real = named.canonicalize()?;
        if real.starts_with(root) { Ok(Some(Self { root, real })) } else { Err(ReadError::OutsideRepository) }
    }

    /// The path without links.
    pub fn path(&self) -> &Path {
        &self.real
    }

    /// The files in it and in the folders inside it that are entered, as unordered paths from it; invalid UTF-8 in a
    /// name is replaced by U+FFFD. A link is a file, whatever it leads to; a link to a folder is not entered, and its
    /// path ends with a slash.
    pub fn list_files(&self, enters: fn(&str) -> bool) -> Result<Vec<String>, ReadError> {
        let name = |entry: &DirEntry| entry.file_name().to_string_lossy().into_owned();
        let is_entered = |entry: &DirEntry| !entry.file_type().is_dir() || entry.depth() == 0 || enters(&name(entry));
        let entries = WalkDir::new(&self.real).into_iter().filter_entry(is_entered);
        let mut files = Vec::new();
        for entry in entries {
            let entry = entry.map_err(std::io::Error::from)?;
            if !entry.file_type().is_dir() {
                let below = entry.path().strip_prefix(&self.real).unwrap_or(entry.path());
                let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
                let end = if entry.path_is_symlink() && entry.path().is_dir() { "/" } else { "" };
                files.push(parts.join("/") + end);
            }
        }
        Ok(files)
    }

    /// What can be said of a file in it without opening it.
    pub fn look_at(&self, name: &str) -> FileLook {
        let path = self.real.join(name);
        match path.symlink_metadata() {
            Ok(about) if !about.is_symlink() => {
                FileLook { length: about.len(), is_link: false, is_regular: about.is_file() }
            }
            _ => FileLook {
                length: std::fs::metadata(path).map_or(0, |about| about.len()),
                is_link: true,
                is_regular: false,
            },
        }
    }

    /// Reads a file in it of at most `limit` bytes after a look at it; `None` if it does not exist. A broken link exists.
    pub fn read_file(&self, name: &str, look: FileLook, limit: usize) -> Result<Option<Vec<u8>>, ReadError> {
        if !look.is_regular {
            return self.resolve_name(name)?.map(|path| read_bounded(&path, limit)).transpose();
        }
        match open_checked(&self.real.join(name)) {
            Err(ReadError::Io(error)) if error.kind() == ErrorKind::NotFound => Ok(None),
            opened => read_opened(opened?, limit).map(Some),
        }
    }

    /// The path of a file in it, if it is inside the repository.
    fn resolve_name(&self, name: &str) -> Result<Option<PathBuf>, ReadError> {
        let path = self.real.join(name);
        if !is_there(&path)? {
            return Ok(None);
        }
        if !path.is_symlink() {
            return Ok(Some(path));
        }
        let real = path.canonicalize().map_err(|_| ReadError::DanglingLink)?;
        if real.starts_with(self.root) { Ok(Some(real)) } else { Err(ReadError::OutsideRepository) }
    }
}

/// Reads a file at a path from the root; `None` if it does not exist.
pub fn read_inside(root: &Path, path: &str) -> Result<Option<Vec<u8>>, ReadError> {
    let limit = Limits::for_path(path).file_bytes.max(OTHER_BYTES);
    resolve_inside(root, path)?.map(|path| read_bounded(&path, limit)).transpose()
}

/// Reads a file at a path from a folder of generated files; `None` if it does not exist.
pub fn read_output(folder: &Path, path: &str) -> Result<Option<Vec<u8>>, ReadError> {
    resolve_inside(folder, path)?.map(|path| read_bounded(&path, OUTPUT_BYTES)).transpose()
}

/// Reads at most `most` bytes of a file at a path from the root; `None` if it does not exist.
pub fn read_start_inside(root: &Path, path: &str, most: usize) -> Result<Option<Vec<u8>>, ReadError> {
    let Some(path) = resolve_inside(root, path)? else { return Ok(None) };
    let mut bytes = Vec::with_capacity(most);
    open_regular(&path)?.0.take(most as u64).read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}

/// Resolves a path from the root, if it is inside the repository; `None` if it does not exist.
pub fn resolve_inside(root: &Path, path: &str) -> Result<Option<PathBuf>, ReadError> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    Folder::open(root, folder)?.map_or(Ok(None), |folder| folder.resolve_name(name))
}

/// Reads a file that the user named, wherever it is.
pub fn read_regular(path: &Path) -> Result<Vec<u8>, ReadError> {
    read_bounded(path, OTHER_BYTES)
}

/// The same for a file of at most `limit` bytes.
pub fn read_bounded(path: &Path, limit: usize) -> Result<Vec<u8>, ReadError> {
    read_opened(open_regular(path)?, limit)
}

/// Reads an open file, which has a length.
fn read_opened((file, length): (File, u64), limit: usize) -> Result<Vec<u8>, ReadError> {
    if length > limit as u64 {
        return Err(ReadError::TooLarge(length, limit));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default() + 1);
    // It may grow while it is read.
    file.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > limit { Err(ReadError::TooLarge(bytes.len() as u64, limit)) } else { Ok(bytes) }
}

fn open_regular(path: &Path) -> Result<(File, u64), ReadError> {
    // Checked before it is opened, because opening a pipe may wait for its writer; and after, when it is certain.
    require_file(&std::fs::metadata(path)?)?;
    open_checked(path)
}

/// Opens what was a file at the last look; also returns its length.
fn open_checked(path: &Path) -> Result<(File, u64), ReadError> {
    let file = open_without_waiting(path)?;
    let about = file.metadata()?;
    require_file(&about)?;
    Ok((file, about.len()))
}

/// Opens a file of the program itself, and creates it if it does not exist. It may be from a commit: links are not
/// followed, and nothing in it is read or written.
pub fn open_own(path: &Path) -> Result<File, ReadError> {
    match path.symlink_metadata() {
        Ok(about) if about.is_symlink() => return Err(ReadError::OutsideRepository),
        Ok(about) => require_file(&about)?,
        Err(_) => {}
    }
    let file = own_file_options().open(path)?;
    require_file(&file.metadata()?)?;
    Ok(file)
}

/// Whether a folder of the program itself exists. It may be from a commit: a link is not followed.
pub fn is_own_folder(path: &Path) -> Result<bool, ReadError> {
    match path.symlink_metadata() {
        Ok(about) if about.is_symlink() => Err(ReadError::OutsideRepository),
        Ok(about) if !about.is_dir() => Err(ReadError::NotAFolder),
        Ok(_) => Ok(true),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Reads a file of the program itself of at most `limit` bytes; `None` if it does not exist. A link is not followed.
pub fn read_own(path: &Path, limit: usize) -> Result<Option<Vec<u8>>, ReadError> {
    match is_there(path)? {
        true if path.is_symlink() => Err(ReadError::OutsideRepository),
        true => read_bounded(path, limit).map(Some),
        false => Ok(None),
    }
}

/// Whether something is at a path, even a broken link.
fn is_there(path: &Path) -> Result<bool, ReadError> {
    match path.symlink_metadata() {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error.into()),
    }
}

fn require_file(about: &Metadata) -> Result<(), ReadError> {
    let kind = about.file_type();
    match () {
        () if kind.is_file() => Ok(()),
        () if kind.is_dir() => Err(ReadError::NotAFile("a folder")),
        () => Err(ReadError::NotAFile("a pipe or a device")),
    }
}

fn own_file_options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NOFOLLOW | libc::O_NONBLOCK);
    options
}

#[cfg(unix)]
fn open_without_waiting(path: &Path) -> std::io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new().read(true).custom_flags(libc::O_NONBLOCK).open(path)
}

#[cfg(not(unix))]
fn open_without_waiting(path: &Path) -> std::io::Result<File> {
    OpenOptions::new().read(true).open(path)
}
