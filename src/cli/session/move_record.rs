//! How a command gives a record another path, or takes it away, together with edits of others.

use super::write::CheckedChanges;
use super::{GroupRepository, RecordChange, Session};
use crate::error::Error;
use crate::source::Source;
use crate::store::edit::Edit;
use crate::store::load;
use crate::store::save::{self, Rewrite, Target};
use std::path::PathBuf;

/// A record that gets another path, or goes.
pub struct RecordMove {
    /// From the root.
    pub from: String,
    /// From the root, where nothing is yet, or what an interrupted run wrote; `None`: it goes.
    pub to: Option<String>,
    /// Of the record, as it gets its new path.
    pub edits: Vec<Edit>,
    /// The file that is made from it, which goes with it, and how it begins if this program made it.
    pub generated: (String, String),
    /// What is written first.
    pub order: WriteOrder,
}

/// Which of two files is written first, so that the command can be run again where it was interrupted in between.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum WriteOrder {
    /// The group's file, which says where the record belongs.
    GroupFirst,
    /// The record, to which the group's file leads until it is written as well.
    RecordFirst,
}

impl Session {
    /// Edits a record and moves another, in a repository that was read to write, and gives the repository as it is
    /// then. All is done or, where the rules refuse the result, nothing. With `dry_run` it is only shown.
    pub fn move_record(
        &mut self,
        repository: &GroupRepository,
        change: &RecordChange,
        moved: &RecordMove,
        dry_run: bool,
    ) -> Result<GroupRepository, Error> {
        let files = &repository.files;
        let text = self.apply_change(repository, change)?;
        let of_moved =
            RecordChange { path: moved.from.clone(), edits: moved.edits.clone(), description: String::new() };
        let record = self.apply_change(repository, &of_moved)?.text;
        let mut after = files.with_record(&text.path, text.text.clone()).without_record(&moved.from);
        let mut created = None;
        if let Some(to) = &moved.to {
            // The same text is what an interrupted run has written.
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
        let read = |path: &str| files.find_record(path).map_or("", |source| source.text.as_str());
        let told = match &moved.to {
            Some(to) => format!("{}: was {}", self.display_path(to), self.display_path(&moved.from)),
            None => format!("{}: removed, for it says nothing", self.display_path(&moved.from)),
        };
        let (path, beginning) = &moved.generated;
        let made = load::read_optional_bytes(&files.root, path)?;
        let made = made.filter(|bytes| bytes.starts_with(beginning.as_bytes()));
        if dry_run {
            self.show_changes(&text.path, read(&text.path), &text.text);
            match &moved.to {
                Some(to) => self.show_changes(to, read(&moved.from), &record),
                None => self.show_changes(&moved.from, read(&moved.from), ""),
            }
            self.out.print_message(&format!("not written: {}", self.display_path(&text.path)));
            self.out.print_message(&format!("not done: {told}"));
        } else {
            // First, for `render` makes it again; last, an interrupted run would leave it for good.
            if let Some(made) = &made {
                save::remove_file(&Target::in_repository(&files.root, path)?, made)?;
            }
            let written = write_move(repository, &text, moved, created);
            if let (Err(_), Some(made)) = (&written, &made) {
                // The first error is the one to report.
                let _ = save::create_file(&Target::in_repository(&files.root, path)?, made);
            }
            written?;
            self.out.print(&format!("{}: {}\n{told}\n", self.display_path(&text.path), change.description));
            if made.is_some() {
                self.out.print(&format!("{}: removed, for it was made from that\n", self.display_path(path)));
            }
        }
        self.print_warnings(&warnings);
        Ok(after)
    }
}

/// The old file of the record goes after the new one is there, so that the record is there at any moment. `created` is
/// the path of the new one and its text; an interrupted run may have written it already.
fn write_move(
    repository: &GroupRepository,
    text: &Source,
    moved: &RecordMove,
    created: Option<(&str, &str)>,
) -> Result<(), Error> {
    let files = &repository.files;
    let old = |path: &str| files.encode_text(path, files.find_record(path).map_or("", |source| source.text.as_str()));
    let new = match created {
        Some((path, record)) => {
            Some((Target::in_repository(&files.root, path)?, files.encode_text(&moved.from, record)))
        }
        None => None,
    };
    let from = Target::in_repository(&files.root, &moved.from)?;
    let target = Target::in_repository(&files.root, &text.path)?;
    let rewrite = Rewrite { target, read: old(&text.path), text: files.encode_text(&text.path, &text.text) };
    let write_group = || match rewrite.read == rewrite.text {
        true => Ok(()),
        false => save::replace_files(std::slice::from_ref(&rewrite)),
    };
    let write_record = || {
        if let Some((target, bytes)) = &new {
            save::create_file(target, bytes)?;
        }
        save::remove_file(&from, &old(&moved.from))
    };
    let done = match moved.order {
        WriteOrder::GroupFirst => write_group().and_then(|()| write_record()),
        WriteOrder::RecordFirst => write_record().and_then(|()| write_group()),
    };
    if done.is_err() {
        // The first error is the one to report. What was not done yet cannot be undone, and stays as it is.
        let _ = save::create_file(&from, &old(&moved.from));
        if let Some((target, bytes)) = &new {
            let _ = save::remove_file(target, bytes);
        }
        let _ = save::replace_file(&rewrite.target, Some(&rewrite.text), &rewrite.read);
    }
    done
}
