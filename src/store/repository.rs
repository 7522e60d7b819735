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
        let files = changes.iter().fold(self.files.clone(), with);
        match files.decode_changes(&self.group, changes) {
            Some(group) => Self { files, group },
            None => files.into(),
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_decoded_as_if_everything_were() {
        let before = GroupRepository::from(Files::from_texts(&[
            ("workgroup.yaml", "name: G\nrepository: o/r\n"),
            ("backlog/a.yaml", "name: A\nissue: 1\n"),
            ("backlog/c.yaml", "name: C\nissue: 3\n"),
            ("minutes/2026-02-12.yaml", "date: 2026-02-12\nagenda: [1]\n"),
            ("minutes/2026-02-26.yaml", "date: 2026-02-26\nagenda: [3]\n"),
        ]));
        let change = |path: &str, text: &str| Source { path: path.to_owned(), text: text.to_owned() };
        let one = |path: &str, text: &str| vec![change(path, text)];
        for (changes, is_partial) in [
            (one("backlog/a.yaml", "name: AA\nissue: 2\n"), true),
            (one("minutes/2026-02-12.yaml", "date: 2026-03-12\nagenda: [1, 3]\n"), true),
            (
                vec![
                    change("minutes/2026-02-26.yaml", "date: 2026-02-26\n"),
                    change("backlog/c.yaml", "name: C\nclosed: 2026-02-26\n"),
                ],
                true,
            ),
            (one("backlog/b.yaml", "name: B\n"), false),
            (one("backlog/a.yaml", "name: [\n"), false),
            (one("backlog/a.yaml", "name: A\nissue: o/r#1 x\n"), false),
            (one("workgroup.yaml", "name: H\n"), false),
        ] {
            let after = before.with_changes(&changes);
            let whole = after.files.clone().decode_group();
            assert_eq!(format!("{:?}", after.group), format!("{whole:?}"), "{changes:?}");
            assert_eq!(after.files.decode_changes(&before.group, &changes).is_some(), is_partial, "{changes:?}");
        }
    }
}
