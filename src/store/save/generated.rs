//! A folder of generated files that are not records, such as a site.

use super::{SaveTarget, remove_file, remove_temporary_files, write_temporary};
use crate::error::Error;
use crate::store::open::{Folder, read_output};
use std::path::{Path, PathBuf};

/// A folder of generated files. No link leads out of it.
#[derive(Debug)]
pub struct OutputFolder {
    path: PathBuf,
}

impl OutputFolder {
    /// A folder at a path, which may not exist yet. Where it is `within` another folder, no link leads out of that.
    ///
    /// # Errors
    /// [`Error::Outside`] when it is a link out, [`Error::Unusable`] when it is a file.
    pub fn new(path: &Path, within: Option<&Path>) -> Result<Self, Error> {
        if path.symlink_metadata().is_err() {
            return Ok(Self { path: path.to_owned() });
        }
        let failed = |source| Error::Io { action: "read", path: path.to_owned(), source };
        let real = path.canonicalize().map_err(failed)?;
        if within.is_some_and(|within| !within.canonicalize().is_ok_and(|within| real.starts_with(within))) {
            return Err(Error::Outside(path.to_owned()));
        }
        if !real.is_dir() {
            let reason = "it is not a folder".to_owned();
            return Err(Error::Unusable { action: "write in", path: path.to_owned(), reason });
        }
        Ok(Self { path: real })
    }

    /// Removes what killed commands left in it. Requires the lock.
    pub fn remove_temporary_files(&self, folders: &[&str]) {
        remove_temporary_files(&self.path, folders);
    }

    /// The text of a file in it; `None` if it does not exist, an empty text if it is not UTF-8.
    ///
    /// # Errors
    /// [`Error::Outside`] when a link leads out of the folder, [`Error::Io`] when it cannot be read.
    pub fn read(&self, path: &str) -> Result<Option<String>, Error> {
        if !self.path.is_dir() {
            return Ok(None);
        }
        let bytes =
            read_output(&self.path, path).map_err(|blocked| blocked.into_error("read", self.path.join(path)))?;
        Ok(bytes.map(|bytes| String::from_utf8(bytes).unwrap_or_default()))
    }

    /// The files in it and in the folders with these names, as sorted paths from it.
    ///
    /// # Errors
    /// [`Error::Io`] when a folder cannot be read.
    pub fn list_files(&self, enters: fn(&str) -> bool) -> Result<Vec<String>, Error> {
        if !self.path.is_dir() {
            return Ok(Vec::new());
        }
        let listed =
            Folder::open(&self.path, "").and_then(|folder| folder.map_or(Ok(Vec::new()), |it| it.list_files(enters)));
        let mut files = listed.map_err(|blocked| blocked.into_error("read", self.path.clone()))?;
        files.sort();
        Ok(files)
    }

    /// Whether it has anything whose name does not begin with a dot.
    ///
    /// # Errors
    /// [`Error::Io`] when it cannot be read.
    pub fn has_content(&self) -> Result<bool, Error> {
        if !self.path.is_dir() {
            return Ok(false);
        }
        let failed = |source| Error::Io { action: "read", path: self.path.clone(), source };
        for entry in std::fs::read_dir(&self.path).map_err(failed)? {
            if !entry.map_err(failed)?.file_name().to_string_lossy().starts_with('.') {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Writes a file in it whole, or not at all. It is not synced: it can be generated again.
    ///
    /// # Errors
    /// [`Error::Outside`] when a link leads out of the folder, [`Error::Io`] when it cannot be written.
    pub fn write(&self, path: &str, text: &str) -> Result<(), Error> {
        let failed = |source| Error::Io { action: "write", path: self.path.clone(), source };
        std::fs::create_dir_all(&self.path).map_err(failed)?;
        let target = SaveTarget::regenerable(&self.path, path)?;
        let folder = target.create_folder()?;
        let new = write_temporary(&target, &folder, text.as_bytes(), None)?;
        let name = target.path.file_name().unwrap_or_default();
        new.persist(folder.join(name)).map(drop).map_err(|error| target.write_error(error.error))
    }

    /// Removes a file in it that still has this text.
    ///
    /// # Errors
    /// [`Error::Changed`] when it has another text, [`Error::Outside`] when a link leads out of the folder, [`Error::Io`]
    /// when it cannot be removed.
    pub fn remove(&self, path: &str, text: &str) -> Result<(), Error> {
        remove_file(&SaveTarget::regenerable(&self.path, path)?, text.as_bytes())
    }
}
