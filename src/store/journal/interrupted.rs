//! Undo of several steps in several files as one change: it is written down first, so that the next command finishes one
//! that was killed.

use super::{EntryFile, JOURNAL, Journal, TextChange};
use crate::error::Error;
use crate::store::layout::{FileUse, file_use, is_generated};
use crate::store::load::read_optional_bytes;
use crate::store::merge::merge_lines;
use crate::store::open::read_own;
use crate::store::save::own_folder::create_own_folder;
use crate::store::save::{FileChange, PreparedChanges, create_file};
use serde::{Deserialize, Serialize};

/// The name of the file that says what an undo is going to write.
const PLAN: &str = "undo.json";

/// What an undo is going to write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedUndo {
    /// The numbers of the steps, in this order.
    pub steps: Vec<u64>,
    /// Whether undone steps are done again.
    pub is_redo: bool,
    /// Records and generated files.
    pub files: Vec<TextChange>,
}

/// An undo of a killed command that was finished.
#[derive(Debug)]
pub struct FinishedUndo {
    /// Whether undone steps were done again.
    pub is_redo: bool,
    /// Files that were edited meanwhile and cannot be merged; they stay as they are.
    pub left: Vec<String>,
}

impl Journal {
    /// Writes the files of an undo: all of them, or none. Then its steps are undone, or done again.
    ///
    /// # Errors
    /// As [`PreparedChanges::commit`].
    pub fn write_undo(&self, undo: &PlannedUndo) -> Result<(), Error> {
        let files: Vec<FileChange> = undo.files.iter().map(TextChange::to_file).collect();
        let prepared = PreparedChanges::prepare(&self.root, &files)?;
        create_own_folder(&self.root, Some(JOURNAL), "write")?;
        create_file(&self.target(PLAN)?, &serde_json::to_vec(undo).unwrap_or_default())?;
        let written = prepared.commit();
        if written.is_ok() {
            self.turn_steps(undo)?;
        }
        self.remove_plan()?;
        written
    }

    /// Finishes an undo that was killed, if there is one. What somebody edited meanwhile is merged.
    ///
    /// # Errors
    /// As [`Journal::write_undo`], and as [`Journal::read_steps`].
    pub fn finish_undo(&self) -> Result<Option<FinishedUndo>, Error> {
        self.list_entries()?;
        let path = self.folder().join(PLAN);
        if path.symlink_metadata().is_err() || self.refuse_tracked().is_err() {
            return Ok(None);
        }
        let limit = self.limits.bytes.saturating_mul(4);
        let bytes = read_own(&path, limit).map_err(|blocked| blocked.into_error("read", path.clone()))?;
        let is_written = |change: &TextChange| file_use(&change.path) == FileUse::Record || is_generated(&change.path);
        let undo = serde_json::from_slice(&bytes.unwrap_or_default()).ok();
        // It is written whole, so nobody began to carry out a damaged one.
        let Some(undo) = undo.filter(|undo: &PlannedUndo| undo.files.iter().all(is_written)) else {
            self.remove_plan()?;
            return Ok(None);
        };
        let mut left = Vec::new();
        for change in &undo.files {
            let now = read_optional_bytes(&self.root, &change.path)?;
            match apply(change, now.as_deref()) {
                Some(after) => FileChange { path: change.path.clone(), before: now, after }.write(&self.root)?,
                None => left.push(change.path.clone()),
            }
        }
        self.turn_steps(&undo)?;
        self.remove_plan()?;
        Ok(Some(FinishedUndo { is_redo: undo.is_redo, left }))
    }

    /// Renames the entries of steps that are undone or done again.
    fn turn_steps(&self, undo: &PlannedUndo) -> Result<(), Error> {
        for number in &undo.steps {
            let [from, to] = [undo.is_redo, !undo.is_redo]
                .map(|is_undone| self.path_of(EntryFile { number: *number, is_undone, bytes: 0 }));
            match std::fs::rename(&from, to) {
                // It was renamed before the kill.
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(Error::Io { action: "write", path: from, source: error });
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn remove_plan(&self) -> Result<(), Error> {
        let path = self.folder().join(PLAN);
        std::fs::remove_file(&path).map_err(|source| Error::Io { action: "write", path, source })
    }
}

/// The bytes of a file after a change that may be made already; `None` if somebody edited the same lines.
fn apply(change: &TextChange, now: Option<&[u8]>) -> Option<Option<Vec<u8>>> {
    let FileChange { before, after, .. } = change.to_file();
    match (now, &change.before, &change.after) {
        (now, ..) if now == before.as_deref() || now == after.as_deref() => Some(after),
        (Some(now), Some(before), Some(after)) => {
            let merged = merge_lines(before, after, std::str::from_utf8(now).ok()?).ok()?;
            Some(Some(merged.into_bytes()))
        }
        _ => None,
    }
}
