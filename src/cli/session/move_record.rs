//! Moves or removes a record, together with edits of the group's file.

use super::write::CheckedChanges;
use super::{GroupRepository, Session};
use crate::cli::mode::Mode;
use crate::error::Error;
use crate::record::changes::{RecordChange, RecordMove, WriteOrder};
use crate::render::minutes::MARKER;
use crate::render::outputs::minutes_path;
use crate::source::Source;
use crate::store::load;
use crate::store::save::{self, SaveTarget};
use std::path::PathBuf;

impl Session {
    /// Edits one record and moves another, in a locked repository, and returns the repository as it is then. If the
    /// rules refuse the result, nothing is written. A dry run only shows the changes.
    pub(super) fn move_record(
        &mut self,
        repository: &GroupRepository,
        change: &RecordChange,
        moved: &RecordMove,
    ) -> Result<GroupRepository, Error> {
        let files = &repository.files;
        let text = self.apply_change(repository, change)?;
        let of_moved =
            RecordChange { path: moved.from.clone(), edits: moved.edits.clone(), description: String::new() };
        let record = self.apply_change(repository, &of_moved)?.text;
        let mut after = files.with_record(&text.path, text.text.clone()).without_record(&moved.from);
        let mut created = None;
        if let Some(to) = &moved.to {
            // An interrupted run may have written the same text.
            let there = load::read_optional_bytes(&files.root, to)?;
            if there.as_ref().is_some_and(|there| *there != files.encode_text(&moved.from, &record)) {
                return Err(Error::Exists(PathBuf::from(self.display_path(to))));
            }
            after = after.with_record(to, record.clone());
            created = there.is_none().then_some((to.as_str(), record.as_str()));
        }
        let after = GroupRepository { group: after.clone().decode_group(), files: after };
        let written = moved.to.as_ref().unwrap_or(&moved.from);
        let CheckedChanges { repository: after, warnings } =
            self.check_result(repository, after, &[&text.path, written])?;
        let description = match &moved.to {
            Some(to) => format!("{}: was {}", self.display_path(to), self.display_path(&moved.from)),
            None => format!("{}: removed, because it is empty", self.display_path(&moved.from)),
        };
        let made = read_generated_minutes(repository, &moved.from)?;
        if self.mode == Mode::DryRun {
            let old = repository.record_text(&moved.from);
            self.show_changes(&text.path, repository.record_text(&text.path), &text.text);
            self.show_changes(written, old, if moved.to.is_some() { &record } else { "" });
            self.out.print_message(&format!("not written: {}", self.display_path(&text.path)));
            self.out.print_message(&format!("not done: {description}"));
        } else {
            // First, since `render` generates it again; an interrupted run must not leave it behind.
            if let Some((path, made)) = &made {
                save::remove_file(&SaveTarget::in_repository(&files.root, path)?, made)?;
            }
            let written = write_move(repository, &text, moved, created);
            if let (Err(_), Some((path, made))) = (&written, &made) {
                // The first error is the one to report.
                let _ = save::create_file(&SaveTarget::in_repository(&files.root, path)?, made);
            }
            written?;
            self.out.print(&format!("{}: {}\n{description}\n", self.display_path(&text.path), change.description));
            if let Some((path, _)) = &made {
                let shown = self.display_path(path);
                self.out.print(&format!("{shown}: removed, because it was generated from that file\n"));
            }
        }
        self.print_warnings(&warnings);
        Ok(after)
    }
}

/// The path and the bytes of the minutes that this program generated from the file of a call.
fn read_generated_minutes(repository: &GroupRepository, record: &str) -> Result<Option<(String, Vec<u8>)>, Error> {
    let group = &repository.group;
    let Some(meeting) = group.meetings.iter().find(|meeting| group.sources.file(meeting.file).path == record) else {
        return Ok(None);
    };
    let (path, beginning) = (minutes_path(meeting), format!("{MARKER}minutes/{}.yaml", meeting.stem));
    let bytes = load::read_optional_bytes(&repository.files.root, &path)?;
    Ok(bytes.filter(|bytes| bytes.starts_with(beginning.as_bytes())).map(|bytes| (path, bytes)))
}

/// Removes the old file of the record after creating the new one, so that the record exists at any moment. `created` is
/// the path and the text of the new one, unless an interrupted run has written it.
fn write_move(
    repository: &GroupRepository,
    text: &Source,
    moved: &RecordMove,
    created: Option<(&str, &str)>,
) -> Result<(), Error> {
    let files = &repository.files;
    let old = files.encode_text(&moved.from, repository.record_text(&moved.from));
    let new = match created {
        Some((path, record)) => {
            Some((SaveTarget::in_repository(&files.root, path)?, files.encode_text(&moved.from, record)))
        }
        None => None,
    };
    let from = SaveTarget::in_repository(&files.root, &moved.from)?;
    let rewrite = repository.rewrite(text)?;
    let write_group = || match rewrite.read == rewrite.text {
        true => Ok(()),
        false => save::replace_files(std::slice::from_ref(&rewrite)),
    };
    let write_record = || {
        if let Some((target, bytes)) = &new {
            save::create_file(target, bytes)?;
        }
        save::remove_file(&from, &old)
    };
    let done = match moved.order {
        WriteOrder::GroupFirst => write_group().and_then(|()| write_record()),
        WriteOrder::RecordFirst => write_record().and_then(|()| write_group()),
    };
    if done.is_err() {
        // The first error is the one to report. Undoing a step that was not done fails without effect.
        let _ = save::create_file(&from, &old);
        if let Some((target, bytes)) = &new {
            let _ = save::remove_file(target, bytes);
        }
        let _ = save::replace_file(&rewrite.target, Some(&rewrite.text), &rewrite.read);
    }
    done
}
