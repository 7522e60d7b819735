//! How a command writes records: the rules run on the result first, and what would add an error is refused.

use super::{GroupRepository, Session};
use crate::error::Error;
use crate::finding::{Finding, Level};
use crate::model::group::Group;
use crate::report::{diff, human};
use crate::rules::{self, Check, Overrides};
use crate::source::Source;
use crate::store::edit::{self, Edit};
use crate::store::load::Files;
use crate::store::save::{self, Rewrite, Target};
use std::path::{Path, PathBuf};

/// What a command does to a record.
pub struct RecordChange {
    /// Of the record, from the root.
    pub path: String,
    /// Done one after the other; may be empty.
    pub edits: Vec<Edit>,
    /// What is different then, as a phrase without a full stop.
    pub description: String,
}

/// What a change would make of a repository.
pub struct CheckedChanges {
    /// As it would be.
    pub repository: GroupRepository,
    /// Those that are new.
    pub warnings: Vec<Finding>,
}

impl GroupRepository {
    /// With other texts of records.
    pub fn with_changes(&self, changes: &[Source]) -> Self {
        let with = |files: Files, change: &Source| files.with_record(&change.path, change.text.clone());
        let files = changes.iter().fold(self.files.clone(), with);
        Self { group: files.clone().decode_group(), files }
    }
}

impl Session {
    /// Makes a record in a repository that was read to write. With `dry_run` the text is shown and nothing is
    /// written.
    pub fn create_record(
        &mut self,
        repository: &GroupRepository,
        path: &str,
        text: String,
        dry_run: bool,
    ) -> Result<(), Error> {
        let target = repository.files.root.join(path);
        if target.exists() {
            return Err(Error::Exists(PathBuf::from(self.display_path(path))));
        }
        let change = Source { path: path.to_owned(), text };
        let CheckedChanges { warnings, .. } = self.check_changes(repository, std::slice::from_ref(&change))?;
        if dry_run {
            self.out.print(&change.text);
            self.out.print_message(&format!("not written: {}", self.display_path(path)));
        } else {
            save::create_file(&Target::in_repository(&repository.files.root, path)?, change.text.as_bytes())?;
            self.out.print(&format!("{}\n", self.display_path(path)));
        }
        self.print_warnings(&warnings);
        Ok(())
    }

    /// Edits records in a repository that was read to write, and gives the repository as it is then; every byte
    /// that the edits do not mean stays. All are written or, where the rules refuse the result, none. Each change is
    /// told in a line; with `dry_run` the changed lines are shown instead, and nothing is written.
    pub fn edit_records(
        &mut self,
        repository: &GroupRepository,
        changes: &[RecordChange],
        dry_run: bool,
    ) -> Result<GroupRepository, Error> {
        let texts =
            changes.iter().map(|change| self.apply_change(repository, change)).collect::<Result<Vec<_>, _>>()?;
        let CheckedChanges { repository: after, warnings } = self.check_changes(repository, &texts)?;
        let old = |text: &Source| repository.files.find_record(&text.path).map_or("", |source| source.text.as_str());
        let (new, same): (Vec<_>, Vec<_>) = texts.iter().zip(changes).partition(|(text, _)| old(text) != text.text);
        for (text, _) in &same {
            self.out.print_message(&format!("nothing to change in {}", self.display_path(&text.path)));
        }
        if dry_run {
            for (text, _) in &new {
                self.show_changes(&text.path, old(text), &text.text);
                self.out.print_message(&format!("not written: {}", self.display_path(&text.path)));
            }
        } else {
            let files = &repository.files;
            let rewrite = |text: &Source| {
                let (read, text_after) =
                    (files.encode_text(&text.path, old(text)), files.encode_text(&text.path, &text.text));
                Ok(Rewrite { target: Target::in_repository(&files.root, &text.path)?, read, text: text_after })
            };
            save::replace_files(&new.iter().map(|(text, _)| rewrite(text)).collect::<Result<Vec<_>, Error>>()?)?;
            for (text, change) in &new {
                self.out.print(&format!("{}: {}\n", self.display_path(&text.path), change.description));
            }
        }
        self.print_warnings(&warnings);
        Ok(after)
    }

    /// The text of a record after its edits.
    pub fn apply_change(&self, repository: &GroupRepository, change: &RecordChange) -> Result<Source, Error> {
        let source = repository.files.find_record(&change.path).ok_or_else(|| {
            let source = std::io::ErrorKind::NotFound.into();
            Error::Io { action: "read", path: PathBuf::from(self.display_path(&change.path)), source }
        })?;
        let text = edit::apply_edits(source, &change.edits).map_err(|error| self.with_display_path(error))?;
        Ok(Source { path: change.path.clone(), text })
    }

    /// Writes a record that is there with another text. With `dry_run` the changed lines are shown and nothing is
    /// written.
    pub fn rewrite_record(
        &mut self,
        repository: &GroupRepository,
        change: &Source,
        dry_run: bool,
    ) -> Result<(), Error> {
        let files = &repository.files;
        let read = files.find_record(&change.path).map_or("", |source| source.text.as_str());
        if dry_run {
            self.show_changes(&change.path, read, &change.text);
            return Ok(());
        }
        let (read, new) = (files.encode_text(&change.path, read), files.encode_text(&change.path, &change.text));
        save::replace_file(&Target::in_repository(&files.root, &change.path)?, Some(&read), &new)
    }

    /// Shows the lines that would change in a file.
    pub fn show_changes(&mut self, path: &str, old: &str, new: &str) {
        let shown = self.display_path(path);
        self.out.print(&diff::unified_diff(&shown, old, new));
    }

    /// With the path of the file as the user sees it.
    pub fn with_display_path(&self, error: Error) -> Error {
        let seen = |path: &Path| path.to_str().map_or(path.to_owned(), |path| self.display_path(path).into());
        match error {
            Error::NotEditable { path, reason } => Error::NotEditable { path: seen(&path), reason },
            other => other,
        }
    }

    /// Runs the rules on what a command is about to write. What would add an error is refused.
    pub fn check_changes(&mut self, repository: &GroupRepository, changes: &[Source]) -> Result<CheckedChanges, Error> {
        let paths: Vec<&str> = changes.iter().map(|change| change.path.as_str()).collect();
        self.check_result(repository, repository.with_changes(changes), &paths)
    }

    /// As [`Session::judged`], on the repository as it would be, with the paths of what would be written.
    pub(super) fn check_result(
        &mut self,
        repository: &GroupRepository,
        after: GroupRepository,
        paths: &[&str],
    ) -> Result<CheckedChanges, Error> {
        let before = self.find_findings(&repository.group);
        let new = rules::new_findings(self.find_findings(&after.group), &after.group, &before, &repository.group);
        self.sources = after.group.sources.clone();
        // A call is written down piece by piece: what is still to come holds up nothing.
        let is_there = |finding: &Finding| !rules::find_rule(finding.rule).is_some_and(|rule| rule.is_of_absence);
        let new = new.into_iter().filter(is_there);
        let (errors, warnings): (Vec<_>, Vec<_>) = new.partition(|finding| finding.level == Level::Error);
        if errors.is_empty() {
            return Ok(CheckedChanges { repository: after, warnings });
        }
        let paths: Vec<String> = paths.iter().map(|path| self.display_path(path)).collect();
        let were = if paths.len() == 1 { "was" } else { "were" };
        let is_unreadable = |finding: &Finding| {
            rules::find_rule(finding.rule).is_some_and(|rule| matches!(rule.check, Check::Problem(_)))
        };
        let why = match errors.iter().all(is_unreadable) {
            true => "it could not be read any more",
            false => "it would break the procedure",
        };
        let message = format!("{} {were} not written: {why}", paths.join(", "));
        Err(Error::Refused { message, findings: errors })
    }

    /// What the rules find in records at their own levels, generated files aside.
    pub fn find_findings(&self, group: &Group) -> Vec<Finding> {
        match &group.workgroup {
            Some(workgroup) => rules::check(&self.new_views(group, workgroup), &Overrides::default()).findings,
            None => rules::check_files(group).findings,
        }
    }

    /// Tells warnings beside the result.
    pub fn print_warnings(&mut self, warnings: &[Finding]) {
        if !warnings.is_empty() {
            let look = self.out.findings_look(true, self.prefix.clone());
            self.out.print_message_painted(&human::format_findings(warnings, &self.sources, &look));
        }
    }
}
