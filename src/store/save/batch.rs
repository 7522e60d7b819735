//! Many files that are written one after the other and synced together, see docs/decisions/synced-files.md.

use super::{Durability, FileChange, Replacement, SaveTarget, sync_folder};
use crate::error::Error;
use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread::Builder;

/// How many files are synced at once: the disk writes them together, and more at once make it no faster.
const SYNCED_AT_ONCE: usize = 8;

/// A change, and its text on the disk; `None` for one that needs none.
type PreparedChange<'c> = (&'c FileChange, Result<Option<Replacement<'c>>, Error>);

/// Makes changes one after the other, and reports each result, until a report is an error. All new texts are on the disk
/// before the first file changes, and all changes when this returns; yet it waits for the disk hardly longer than for one
/// file.
///
/// # Errors
/// The error of a report; [`Error::Io`] when a folder cannot be synced.
pub fn write_each(
    root: &Path,
    changes: &[FileChange],
    mut report: impl FnMut(&FileChange, Result<(), Error>) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut prepared: Vec<PreparedChange> =
        changes.iter().map(|change| (change, prepare_change(root, change))).collect();
    sync_texts(&mut prepared);
    let mut folders = BTreeSet::new();
    let reported = prepared.into_iter().try_for_each(|(change, prepared)| {
        let written = prepared.and_then(|replacement| match replacement {
            None => change.write(root),
            Some(replacement) => {
                folders.insert(replacement.folder());
                replacement.commit_text()
            }
        });
        report(change, written)
    });
    folders.iter().try_for_each(|folder: &PathBuf| sync_folder(folder)).and(reported)
}

fn prepare_change<'c>(root: &Path, change: &'c FileChange) -> Result<Option<Replacement<'c>>, Error> {
    let Some(after) = change.after.as_deref().filter(|_| !change.is_empty()) else { return Ok(None) };
    let target =
        SaveTarget { durability: Durability::SyncedTogether, ..SaveTarget::in_repository(root, &change.path)? };
    Replacement::prepare(target, change.before.as_deref(), after).map(Some)
}

/// Syncs the new texts, several at once. If no thread can be started, this one does all.
fn sync_texts(prepared: &mut [PreparedChange]) {
    let threads = prepared.len().min(SYNCED_AT_ONCE);
    let open = Mutex::new(prepared.iter_mut());
    let sync_next = || {
        loop {
            let next = open.lock().ok().and_then(|mut open| open.next());
            let Some((_, prepared)) = next else { break };
            if let Ok(Some(replacement)) = prepared
                && let Err(error) = replacement.sync_text()
            {
                *prepared = Err(error);
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads {
            let _ = Builder::new().spawn_scoped(scope, sync_next);
        }
        sync_next();
    });
}

impl Replacement<'_> {
    fn folder(&self) -> PathBuf {
        super::parent_folder(&self.real)
    }

    fn sync_text(&self) -> Result<(), Error> {
        let synced = File::options().write(true).open(&self.new).and_then(|file| file.sync_all());
        synced.map_err(|source| self.target.write_error(source))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(path: &str, before: Option<&str>, after: Option<&str>) -> FileChange {
        let bytes = |text: Option<&str>| text.map(|text| text.as_bytes().to_vec());
        FileChange { path: path.to_owned(), before: bytes(before), after: bytes(after) }
    }

    /// A repository with the file `old`, after these changes: what was reported of each, as `path` or `path: error`, and
    /// the files. The path `stop` ends it.
    fn write(changes: &[FileChange]) -> (Vec<String>, Vec<(String, String)>) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("old"), "old").unwrap();
        let mut reports = Vec::new();
        let result = write_each(folder.path(), changes, |change, written| {
            let error = written.err().map(|error| format!(": {}", error.with_path(|_| PathBuf::new())));
            reports.push(format!("{}{}", change.path, error.unwrap_or_default()));
            if change.path == "stop" { Err(Error::Interrupted) } else { Ok(()) }
        });
        assert_eq!(result.is_err(), changes.iter().any(|change| change.path == "stop"));
        let files = walkdir::WalkDir::new(folder.path()).sort_by_file_name().into_iter().map(Result::unwrap);
        let files = files.filter(|entry| entry.file_type().is_file()).map(|entry| {
            let name = entry.path().strip_prefix(folder.path()).unwrap().to_str().unwrap().replace('\\', "/");
            (name, std::fs::read_to_string(entry.path()).unwrap())
        });
        (reports, files.collect())
    }

    #[test]
    fn each_change_is_made_or_fails_alone_and_in_order() {
        let (reports, files) = write(&[
            change("a/new", None, Some("1")),
            change("old", None, Some("not over it")),
            change("gone", Some("x"), Some("y")),
            change("same", Some("x"), Some("x")),
            change("b/new", None, Some("2")),
            change("old", Some("old"), Some("new")),
        ]);
        assert_eq!(reports[..2], ["a/new", "old:  exists already"]);
        assert!(reports[2].starts_with("gone: cannot "), "{reports:?}");
        assert_eq!(reports[3..], ["same", "b/new", "old"]);
        let expected = [("a/new", "1"), ("b/new", "2"), ("old", "new")];
        assert_eq!(files, expected.map(|(path, text)| (path.to_owned(), text.to_owned())));
    }

    #[test]
    fn nothing_is_changed_after_the_report_that_stops() {
        let mut changes: Vec<_> = (0..20).map(|at| change(&format!("{at:02}"), None, Some("x"))).collect();
        changes.insert(7, change("stop", None, Some("x")));
        changes.push(change("old", Some("old"), None));
        let (reports, files) = write(&changes);
        assert_eq!((reports.len(), files.len()), (8, 9), "{reports:?} {files:?}");
        assert!(files.contains(&("old".to_owned(), "old".to_owned())), "{files:?}");
    }
}
