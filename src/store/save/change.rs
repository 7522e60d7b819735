//! Several files of a repository that are written, created and removed together.

use super::{Replacement, SaveTarget, create_file, remove_file, replace_file};
use crate::error::Error;
use std::path::Path;

/// What happens to a file of a repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileChange {
    /// From the root.
    pub path: String,
    /// The bytes that were read; `None` if it does not exist.
    pub before: Option<Vec<u8>>,
    /// Its new bytes; `None` to remove it.
    pub after: Option<Vec<u8>>,
}

impl FileChange {
    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.before == self.after
    }

    /// Makes the change.
    ///
    /// # Errors
    /// As [`PreparedChanges::commit`].
    pub fn write(&self, root: &Path) -> Result<(), Error> {
        let target = SaveTarget::in_repository(root, &self.path)?;
        match (&self.before, &self.after) {
            (before, after) if before == after => Ok(()),
            (None, Some(after)) => create_file(&target, after),
            (Some(before), Some(after)) => replace_file(&target, Some(before), after),
            (before, None) => remove_file(&target, before.as_deref().unwrap_or_default()),
        }
    }

    /// Checks whether the change can be made, as far as that is known without writing.
    ///
    /// # Errors
    /// [`Error::Exists`] when a new file exists, [`Error::Outside`] when a link leads out of the repository.
    pub fn check_target(&self, root: &Path) -> Result<(), Error> {
        let target = SaveTarget::in_repository(root, &self.path)?;
        match self.before.is_none() && target.path.symlink_metadata().is_ok() {
            true => Err(Error::Exists(target.path)),
            false => Ok(()),
        }
    }

    /// The change that takes this one back.
    fn reverse(&self) -> Self {
        Self { path: self.path.clone(), before: self.after.clone(), after: self.before.clone() }
    }
}

/// Changes whose new texts of existing files are on the disk next to these before the first file changes, so that a full
/// disk, a read-only file or a change by somebody else preserves every old file. They leave nothing behind when dropped.
#[derive(Debug)]
pub struct PreparedChanges<'c> {
    root: &'c Path,
    changes: Vec<(&'c FileChange, Option<Replacement<'c>>)>,
}

impl<'c> PreparedChanges<'c> {
    /// Prepares changes.
    ///
    /// # Errors
    /// As [`PreparedChanges::commit`], apart from [`Error::Exists`].
    pub fn prepare(root: &'c Path, changes: &'c [FileChange]) -> Result<Self, Error> {
        let prepare = |change: &'c FileChange| {
            let replacement = match (&change.before, &change.after) {
                (Some(before), Some(after)) => {
                    let target = SaveTarget::in_repository(root, &change.path)?;
                    Some(Replacement::prepare(target, Some(before), after)?)
                }
                _ => None,
            };
            Ok((change, replacement))
        };
        let changes = changes.iter().filter(|change| !change.is_empty()).map(prepare);
        Ok(Self { root, changes: changes.collect::<Result<_, Error>>()? })
    }

    /// Makes the changes in their order: all of them, or none.
    ///
    /// # Errors
    /// [`Error::Changed`] when a file no longer has the bytes that were read, [`Error::Exists`] when a new one exists,
    /// [`Error::Outside`] when a link leads out of the repository, [`Error::Io`] when a file cannot be written. Only if
    /// the machine fails in between are some of the changes made.
    pub fn commit(self) -> Result<(), Error> {
        for replacement in self.changes.iter().filter_map(|(_, replacement)| replacement.as_ref()) {
            replacement.check_unchanged()?;
        }
        let mut made: Vec<&FileChange> = Vec::new();
        for (change, replacement) in self.changes {
            let result = replacement.map_or_else(|| change.write(self.root), Replacement::commit_text);
            if let Err(error) = result {
                // The first error is the one to report.
                made.iter().rev().for_each(|made| drop(made.reverse().write(self.root)));
                return Err(error);
            }
            made.push(change);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(path: &str, before: Option<&str>, after: Option<&str>) -> FileChange {
        let bytes = |text: Option<&str>| text.map(|text| text.as_bytes().to_vec());
        FileChange { path: path.to_owned(), before: bytes(before), after: bytes(after) }
    }

    /// A repository with the files `a` and `b`, the result of the changes, and the files after them.
    fn write(changes: &[FileChange]) -> (Result<(), Error>, Vec<(String, String)>) {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a", "b"] {
            std::fs::write(folder.path().join(name), name).unwrap();
        }
        let result = PreparedChanges::prepare(folder.path(), changes).and_then(PreparedChanges::commit);
        let files = walkdir::WalkDir::new(folder.path()).sort_by_file_name().into_iter().map(Result::unwrap);
        let file = |path: &Path| {
            let name = path.strip_prefix(folder.path()).unwrap().to_str().unwrap().to_owned();
            (name, std::fs::read_to_string(path).unwrap())
        };
        (result, files.filter(|entry| entry.file_type().is_file()).map(|entry| file(entry.path())).collect())
    }

    fn expected(files: &[(&str, &str)]) -> Vec<(String, String)> {
        files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn files_are_written_created_and_removed_together() {
        let create = change("new/c", None, Some("c"));
        let (result, files) = write(&[change("a", Some("a"), Some("A")), create, change("b", Some("b"), None)]);
        assert!(result.is_ok());
        assert_eq!(files, expected(&[("a", "A"), ("new/c", "c")]));
    }

    #[test]
    fn one_change_that_cannot_be_made_takes_back_all() {
        let (result, files) = write(&[
            change("a", Some("a"), Some("A")),
            change("c", None, Some("c")),
            change("b", Some("b"), None),
            change("d", Some("gone"), None),
        ]);
        assert!(matches!(result, Err(Error::Io { .. })), "{result:?}");
        assert_eq!(files, expected(&[("a", "a"), ("b", "b")]));
        let (result, files) = write(&[change("a", Some("a"), Some("A")), change("b", None, Some("B"))]);
        assert!(matches!(result, Err(Error::Exists(_))), "{result:?}");
        assert_eq!(files, expected(&[("a", "a"), ("b", "b")]));
    }

    #[test]
    fn no_file_changes_if_one_was_changed_by_somebody_else() {
        let (result, files) = write(&[change("a", Some("a"), Some("A")), change("b", Some("old"), Some("B"))]);
        assert!(matches!(result, Err(Error::Changed(_))), "{result:?}");
        assert_eq!(files, expected(&[("a", "a"), ("b", "b")]));
    }
}
