//! Writes what the rules have checked, and reports it. A dry run shows it instead.

use super::Session;
use crate::cli::mode::Mode;
use crate::error::Error;
use crate::finding::Finding;
use crate::record::changes::{ChangeKind, RecordChange, RecordMove};
use crate::record::step::PlannedStep;
use crate::record::undo::minutes_removal;
use crate::report::{diff, human};
use crate::source::{Source, Sources};
use crate::store::BYTE_ORDER_MARK;
use crate::store::repository::GroupRepository;
use crate::store::save::FileChange;

impl Session {
    /// Writes a step in a locked repository. One line reports each change.
    pub(super) fn write_step(
        &mut self,
        before: &GroupRepository,
        changes: &ChangeKind,
        step: &PlannedStep,
    ) -> Result<(), Error> {
        match changes {
            ChangeKind::Edit(changes) => self.write_edits(changes, &step.files)?,
            ChangeKind::Create(record) => self.write_creation(record, &step.files)?,
            ChangeKind::Move(change, moved) => self.write_move(before, change, moved, &step.files)?,
        }
        self.print_warnings(&step.warnings, &step.after.group.sources);
        Ok(())
    }

    /// Writes a step of several changes in a locked repository: the path of a record and a phrase for each.
    pub fn write_described(&mut self, changes: &[(String, String)], step: &PlannedStep) -> Result<(), Error> {
        if self.mode == Mode::DryRun {
            for file in step.files.iter().filter(|file| !file.is_empty()) {
                self.show_change(file);
                self.out.print_message(&format!("not written: {}", self.display_path(&file.path)));
            }
            return Ok(());
        }
        self.write_changes(&step.files)?;
        for (path, description) in changes {
            self.out.print(&format!("{}: {description}\n", self.display_path(path)));
        }
        self.print_warnings(&step.warnings, &step.after.group.sources);
        Ok(())
    }

    fn write_edits(&mut self, changes: &[RecordChange], files: &[FileChange]) -> Result<(), Error> {
        let (same, new): (Vec<_>, Vec<_>) = files.iter().zip(changes).partition(|(file, _)| file.is_empty());
        for (file, _) in &same {
            self.out.print_message(&format!("nothing to change in {}", self.display_path(&file.path)));
        }
        if self.mode == Mode::DryRun {
            for (file, _) in &new {
                self.show_change(file);
                self.out.print_message(&format!("not written: {}", self.display_path(&file.path)));
            }
            return Ok(());
        }
        self.write_changes(files)?;
        for (file, change) in &new {
            self.out.print(&format!("{}: {}\n", self.display_path(&file.path), change.description));
        }
        Ok(())
    }

    fn write_creation(&mut self, record: &Source, files: &[FileChange]) -> Result<(), Error> {
        let shown = self.display_path(&record.path);
        match self.mode {
            Mode::DryRun => {
                self.out.print(&record.text);
                self.out.print_message(&format!("not written: {shown}"));
            }
            Mode::Write => {
                self.write_changes(files)?;
                self.out.print(&format!("{shown}\n"));
            }
        }
        Ok(())
    }

    fn write_move(
        &mut self,
        before: &GroupRepository,
        change: &RecordChange,
        moved: &RecordMove,
        files: &[FileChange],
    ) -> Result<(), Error> {
        let description = match &moved.to {
            Some(to) => format!("{}: was {}", self.display_path(to), self.display_path(&moved.from)),
            None => format!("{}: removed, because it is empty", self.display_path(&moved.from)),
        };
        let minutes = minutes_removal(before, &moved.from)?;
        if self.mode == Mode::DryRun {
            let change_at = |path: &str| files.iter().find(|file| file.path == path).cloned();
            let text = change_at(&change.path);
            // A moved record is shown as one that changes.
            let old = before.removal_of(&moved.from);
            let new = moved.to.as_ref().and_then(|to| change_at(to));
            let record = FileChange {
                path: new.as_ref().unwrap_or(&old).path.clone(),
                after: new.and_then(|new| new.after),
                ..old
            };
            text.iter().chain([&record]).for_each(|file| self.show_change(file));
            self.out.print_message(&format!("not written: {}", self.display_path(&change.path)));
            self.out.print_message(&format!("not done: {description}"));
            return Ok(());
        }
        // First, since `render` generates them again; an interrupted run must not leave them behind.
        let all: Vec<FileChange> = minutes.iter().chain(files).cloned().collect();
        self.write_changes(&all)?;
        self.out.print(&format!("{}: {}\n{description}\n", self.display_path(&change.path), change.description));
        if let Some(minutes) = &minutes {
            let shown = self.display_path(&minutes.path);
            self.out.print(&format!("{shown}: removed, because it was generated from that file\n"));
        }
        Ok(())
    }

    /// Shows the lines that would change in a file.
    pub fn show_changes(&mut self, path: &str, old: &str, new: &str) {
        let shown = self.display_path(path);
        self.out.print(&diff::unified_diff(&shown, old, new));
    }

    /// Shows the lines that would change in a file that is not written.
    pub fn show_unwritten(&mut self, path: &str, old: &str, new: &str) {
        self.show_changes(path, old, new);
        self.out.print_message(&format!("not written: {}", self.display_path(path)));
    }

    /// Shows the lines that a change would change.
    pub fn show_change(&mut self, file: &FileChange) {
        let text_of = |bytes: &Option<Vec<u8>>| {
            let text = String::from_utf8_lossy(bytes.as_deref().unwrap_or_default());
            text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&text).to_owned()
        };
        self.show_changes(&file.path, &text_of(&file.before), &text_of(&file.after));
    }

    /// Prints warnings on stderr.
    pub fn print_warnings(&mut self, warnings: &[Finding], sources: &Sources) {
        if !warnings.is_empty() {
            let look = self.out.findings_look(true, self.prefix.clone());
            self.out.print_message_painted(&human::format_findings(warnings, sources, &look));
        }
    }
}
