//! Writing of steps.

use super::{EntryFile, JOURNAL, Journal, StepLabel, TextChange};
use crate::error::Error;
use crate::store::journal::entry::Entry;
use crate::store::layout::{FileUse, file_use};
use crate::store::save::own_folder::create_own_folder;
use crate::store::save::{FileChange, PreparedChanges, create_file, replace_file};

/// A step whose entry is in the journal, and whose files are being written. If it is dropped before it is kept, the entry
/// is removed.
#[derive(Debug)]
pub struct OpenStep<'j> {
    journal: &'j Journal,
    /// `None` if no record changes.
    entry: Option<(EntryFile, Entry)>,
    has_texts: bool,
}

impl Journal {
    /// Makes changes of a step: all of them, or none. Returns whether the step can be taken back: its texts may be too
    /// large for the journal.
    ///
    /// # Errors
    /// As [`PreparedChanges::commit`].
    pub fn write_step(&self, changes: &[FileChange], label: StepLabel) -> Result<bool, Error> {
        let prepared = PreparedChanges::prepare(&self.root, changes)?;
        let step = self.begin_step(changes, label)?;
        prepared.commit()?;
        Ok(step.keep())
    }

    /// Writes the entry of a step whose files are written next. Only records are in it.
    ///
    /// # Errors
    /// [`Error::Io`] when it cannot be written, [`Error::Outside`] when the folder is a link, [`Error::Unusable`] when it
    /// is not a folder.
    pub fn begin_step(&self, changes: &[FileChange], label: StepLabel) -> Result<OpenStep<'_>, Error> {
        let is_recorded = |change: &&FileChange| !change.is_empty() && file_use(&change.path) == FileUse::Record;
        let records: Vec<&FileChange> = changes.iter().filter(is_recorded).collect();
        if records.is_empty() {
            return Ok(OpenStep { journal: self, entry: None, has_texts: true });
        }
        let folder = create_own_folder(&self.root, Some(JOURNAL), "write")?;
        let last = self.list_entries()?.last().map_or(0, |last| last.number);
        let number = last.checked_add(1).ok_or_else(|| Error::Unusable {
            action: "write",
            path: folder,
            reason: "its last entry has the last possible number".to_owned(),
        })?;
        let files = records.into_iter().map(TextChange::from_file).collect();
        let entry = Entry { label, files };
        let (bytes, has_texts) = entry.to_bytes(self.limits.bytes);
        let file = EntryFile { number, is_undone: false, bytes: bytes.len() as u64 };
        create_file(&self.target(&file.name())?, &bytes)?;
        Ok(OpenStep { journal: self, entry: Some((file, entry)), has_texts })
    }

    /// Joins a step with the one before it if that has the same key, and nothing came between. The entry before is kept
    /// until the joint one is written.
    fn continue_step(&self, file: EntryFile, entry: &Entry) -> Result<(), Error> {
        let files = self.list_entries()?;
        let Some(previous) = files.iter().rev().find(|other| other.number < file.number && !other.is_undone) else {
            return Ok(());
        };
        self.refuse_tracked()?;
        let Ok(before) = self.read_entry(*previous) else { return Ok(()) };
        if before.label.key != entry.label.key {
            return Ok(());
        }
        let Some(joint) = before.files.zip(entry.files.as_deref()).and_then(|(before, next)| join(before, next)) else {
            return Ok(());
        };
        if joint.is_empty() {
            self.remove_entry(*previous);
            self.remove_entry(file);
            return Ok(());
        }
        let joint = Entry { label: entry.label.clone(), files: Some(joint) };
        if let (bytes, true) = joint.to_bytes(self.limits.bytes) {
            let (read, _) = entry.to_bytes(self.limits.bytes);
            replace_file(&self.target(&file.name())?, Some(&read), &bytes)?;
            self.remove_entry(*previous);
        }
        Ok(())
    }

    /// Removes an entry. One that cannot be removed has no effect: a later step is done.
    fn remove_entry(&self, file: EntryFile) {
        let _ = std::fs::remove_file(self.path_of(file));
    }

    /// Removes the oldest entries above the limits.
    fn drop_oldest(&self) {
        let files = self.list_entries().unwrap_or_default();
        let mut bytes = 0_u64;
        for (count, file) in files.into_iter().rev().enumerate() {
            bytes = bytes.saturating_add(file.bytes);
            if count >= self.limits.steps || bytes > self.limits.bytes as u64 {
                self.remove_entry(file);
            }
        }
    }
}

/// Two changes after each other as one, without files that are as before; `None` where something came between.
fn join(mut before: Vec<TextChange>, next: &[TextChange]) -> Option<Vec<TextChange>> {
    for change in next {
        match before.iter_mut().find(|other| other.path == change.path) {
            Some(other) if other.after == change.before => other.after.clone_from(&change.after),
            Some(_) => return None,
            None => before.push(change.clone()),
        }
    }
    before.retain(|change| change.before != change.after);
    Some(before)
}

impl OpenStep<'_> {
    /// Keeps the entry, because the files are written: what was undone cannot be done again from now on. Returns whether
    /// the step can be taken back. What cannot be tidied up has no effect.
    pub fn keep(mut self) -> bool {
        let Some((file, entry)) = self.entry.take() else { return true };
        let files = self.journal.list_entries().unwrap_or_default();
        files.into_iter().filter(|file| file.is_undone).for_each(|undone| self.journal.remove_entry(undone));
        if entry.label.key.is_some() {
            let _ = self.journal.continue_step(file, &entry);
        }
        self.journal.drop_oldest();
        self.has_texts
    }
}

impl Drop for OpenStep<'_> {
    fn drop(&mut self) {
        if let Some((file, _)) = self.entry.take() {
            self.journal.remove_entry(file);
        }
    }
}
