//! The journal of the steps that commands made, in `.backlog/journal/`: `undo` takes them back.
//!
//! An entry is on the disk before the files of its step, so that a command that is killed leaves a step that can be taken
//! back: one whose texts are not in the files counts as not done. The name of an entry is its number, and ends with
//! `.undone` once the step is taken back. Undone steps with a later step that is not are left from an interrupted run.

mod draft;
mod entry;
mod interrupted;
#[cfg(test)]
mod tests;
mod write;

pub use entry::{StepLabel, TextChange};
pub use interrupted::{FinishedUndo, PlannedUndo};
pub use write::OpenStep;

use super::git::Git;
use super::open::{is_own_folder, read_own};
use super::save::SaveTarget;
use super::save::own_folder::FOLDER;
use crate::error::Error;
use entry::Entry;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The folder in the program's own one.
const JOURNAL: &str = "journal";
/// The ends of the names of entries: of steps that are done, and of undone ones.
const ENDS: [&str; 2] = [".json", ".undone"];

/// How much a journal holds. The oldest steps go first.
#[derive(Debug, Clone, Copy)]
pub struct JournalLimits {
    /// The maximum number of steps.
    pub steps: usize,
    /// The maximum size of all entries in bytes, and of each of them.
    pub bytes: usize,
}

/// The limits of a repository.
pub const LIMITS: JournalLimits = JournalLimits { steps: 100, bytes: 20_000_000 };

/// The journal of a repository. Its methods that write require the lock.
#[derive(Debug, Clone)]
pub struct Journal {
    root: PathBuf,
    environment: Vec<(OsString, OsString)>,
    limits: JournalLimits,
}

/// A step of the journal.
#[derive(Debug)]
pub struct JournalStep {
    /// Its number.
    pub number: u64,
    /// Whether it is taken back.
    pub is_undone: bool,
    /// What it is and what it changed, or a lower-case phrase: why its entry is damaged.
    pub content: Result<StepContent, String>,
}

/// What a step is and what it changed.
#[derive(Debug)]
pub struct StepContent {
    /// Its description.
    pub label: StepLabel,
    /// The records that it changed; `None` where their texts are too large for the journal.
    pub files: Option<Vec<TextChange>>,
}

/// The file of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct EntryFile {
    number: u64,
    is_undone: bool,
    bytes: u64,
}

impl EntryFile {
    fn name(self) -> String {
        format!("{:08}{}", self.number, ENDS[usize::from(self.is_undone)])
    }
}

impl Journal {
    /// The journal of the repository at `root`; `environment` is what `git` sees of the user's environment, see
    /// [`super::git::permitted_variables`].
    pub fn new(root: &Path, environment: Vec<(OsString, OsString)>, limits: JournalLimits) -> Self {
        Self { root: root.to_owned(), environment, limits }
    }

    /// The steps, oldest first.
    ///
    /// # Errors
    /// [`Error::Unusable`] when git tracks a part of the journal, or may do so; [`Error::Outside`] when the folder is a
    /// link; [`Error::Io`] when it cannot be read.
    pub fn read_steps(&self) -> Result<Vec<JournalStep>, Error> {
        let files = self.list_entries()?;
        if !files.is_empty() {
            self.refuse_tracked()?;
        }
        let last_done = files.iter().filter(|file| !file.is_undone).map(|file| file.number).max();
        let is_left = |file: &EntryFile| file.is_undone && Some(file.number) < last_done;
        let read = |file: EntryFile| {
            let content = self.read_entry(file).map(|Entry { label, files }| StepContent { label, files });
            JournalStep { number: file.number, is_undone: file.is_undone, content }
        };
        Ok(files.into_iter().filter(|file| !is_left(file)).map(read).collect())
    }

    fn folder(&self) -> PathBuf {
        self.root.join(FOLDER).join(JOURNAL)
    }

    fn path_of(&self, file: EntryFile) -> PathBuf {
        self.folder().join(file.name())
    }

    /// Where a file of the journal is to be written.
    fn target(&self, name: &str) -> Result<SaveTarget, Error> {
        SaveTarget::in_repository(&self.root, &format!("{FOLDER}/{JOURNAL}/{name}"))
    }

    /// The files of the entries by number.
    fn list_entries(&self) -> Result<Vec<EntryFile>, Error> {
        let path = self.folder();
        for folder in [&self.root.join(FOLDER), &path] {
            if !is_own_folder(folder).map_err(|blocked| blocked.into_error("read", folder.clone()))? {
                return Ok(Vec::new());
            }
        }
        let failed = |source| Error::Io { action: "read", path: path.clone(), source };
        let mut files = Vec::new();
        for entry in std::fs::read_dir(&path).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let bytes = entry.metadata().map_or(0, |about| about.len());
            files.extend(entry.file_name().to_str().and_then(|name| parse_name(name, bytes)));
        }
        files.sort();
        files.dedup_by_key(|file| file.number);
        Ok(files)
    }

    fn read_entry(&self, file: EntryFile) -> Result<Entry, String> {
        let bytes = read_own(&self.path_of(file), self.limits.bytes).map_err(|blocked| blocked.explain().0)?;
        Entry::parse(&bytes.unwrap_or_default())
    }

    /// Refuses to read what may be from a commit.
    fn refuse_tracked(&self) -> Result<(), Error> {
        let unusable = |reason| Error::Unusable { action: "read", path: self.root.join(FOLDER), reason };
        let revision = String::new();
        let Ok(git) = Git::new(&self.root, &revision, self.environment.clone()) else { return Ok(()) };
        match git.tracks_below(&self.root, FOLDER) {
            Ok(false) => Ok(()),
            Ok(true) => Err(unusable("git tracks a file in it, so it may be from somebody else".to_owned())),
            Err(Error::Revision { reason, .. }) => Err(unusable(format!("git may track it: {reason}"))),
            Err(error) => Err(error),
        }
    }
}

/// The number in the name of an entry, and whether it is undone.
fn parse_name(name: &str, bytes: u64) -> Option<EntryFile> {
    let (is_undone, digits) = [false, true]
        .into_iter()
        .find_map(|is_undone| Some((is_undone, name.strip_suffix(ENDS[usize::from(is_undone)])?)))?;
    let file = EntryFile { number: digits.parse().ok()?, is_undone, bytes };
    (file.name() == name).then_some(file)
}
