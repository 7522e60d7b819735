//! What is typed on a screen and not recorded yet: it is not a step, and has a file of its own for each call.
//!
//! Two screens of the same call have the same file. The last one to write wins, and each removes only what it wrote itself:
//! what is lost then is a copy on the disk, and not the text on the other screen.

use super::Journal;
use crate::error::Error;
use crate::store::open::{is_own_folder, read_own};
use crate::store::read_error::ReadError;
use crate::store::save::own_folder::{FOLDER, write_own_file};
use crate::store::save::{SaveTarget, remove_file};
use chrono::NaiveDate;
use std::path::PathBuf;

/// The maximum size of a draft in bytes: that of a record.
const DRAFT_BYTES: usize = 1 << 20;

impl Journal {
    /// The draft of the call of a day.
    ///
    /// # Errors
    /// As [`Journal::read_steps`], and when the file is too large.
    pub fn read_draft(&self, day: NaiveDate) -> Result<Option<Vec<u8>>, Error> {
        let path = self.draft_path(day);
        let failed = |blocked: ReadError| blocked.into_error("read", path.clone());
        if !is_own_folder(&self.root.join(FOLDER)).map_err(failed)? || path.symlink_metadata().is_err() {
            return Ok(None);
        }
        self.refuse_tracked()?;
        read_own(&path, DRAFT_BYTES).map_err(failed)
    }

    /// Writes the draft of the call of a day.
    ///
    /// # Errors
    /// [`Error::Unusable`] when it is too large, otherwise as [`Journal::begin_step`].
    pub fn write_draft(&self, day: NaiveDate, bytes: &[u8]) -> Result<(), Error> {
        if bytes.len() > DRAFT_BYTES {
            let reason = format!("what is typed is too long: {} bytes (limit: {DRAFT_BYTES})", bytes.len());
            return Err(Error::Unusable { action: "write", path: self.draft_path(day), reason });
        }
        write_own_file(&self.root, &draft_name(day), bytes)
    }

    /// Removes the draft of the call of a day that has these bytes. One that cannot be removed is only offered again, so
    /// this cannot fail. It needs no lock.
    pub fn remove_draft(&self, day: NaiveDate, bytes: &[u8]) {
        let target = SaveTarget::in_repository(&self.root, &format!("{FOLDER}/{}", draft_name(day)));
        let _ = target.and_then(|target| remove_file(&target, bytes));
    }

    fn draft_path(&self, day: NaiveDate) -> PathBuf {
        self.root.join(FOLDER).join(draft_name(day))
    }
}

fn draft_name(day: NaiveDate) -> String {
    format!("draft-{day}.json")
}
