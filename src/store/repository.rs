//! A repository that was read: its files and the records in them.

use super::load::{self, Files};
use super::save::FileChange;
use crate::error::Error;
use crate::model::group::Group;
use crate::source::Source;
use std::path::Path;

/// A repository that was read.
#[derive(Debug, Clone)]
pub struct GroupRepository {
    /// Its files.
    pub files: Files,
    /// The records in them.
    pub group: Group,
}

impl From<Files> for GroupRepository {
    fn from(files: Files) -> Self {
        Self { group: files.clone().decode_group(), files }
    }
}

impl GroupRepository {
    /// Reads the repository at `root`.
    ///
    /// # Errors
    /// [`Error::Io`] when `root` is not a folder.
    pub fn read(root: &Path) -> Result<Self, Error> {
        load::read_files(root).map(Self::from)
    }

    /// The text of a record; empty where it does not exist.
    pub fn record_text(&self, path: &str) -> &str {
        self.files.find_record(path).map_or("", |source| source.text.as_str())
    }

    /// The repository with other texts of records.
    #[must_use]
    pub fn with_changes(&self, changes: &[Source]) -> Self {
        let with = |files: Files, change: &Source| files.with_record(&change.path, change.text.clone());
        changes.iter().fold(self.files.clone(), with).into()
    }

    /// What has to be written so that a record has another text, or exists.
    pub fn change_of(&self, record: &Source) -> FileChange {
        let encode = |text| self.files.encode_text(&record.path, text);
        let before = self.files.find_record(&record.path).map(|source| encode(&source.text));
        FileChange { path: record.path.clone(), before, after: Some(encode(&record.text)) }
    }

    /// The removal of a record.
    pub fn removal_of(&self, path: &str) -> FileChange {
        let before = self.files.find_record(path).map(|source| self.files.encode_text(path, &source.text));
        FileChange { path: path.to_owned(), before, after: None }
    }
}
