//! Writes records: the rules check the result first, and refuse what would add an error.

use super::{GroupRepository, Session};
use crate::cli::mode::Mode;
use crate::cli::modeline::add_modeline;
use crate::error::Error;
use crate::finding::{Finding, Level};
use crate::model::group::Group;
use crate::record::changes::RecordChange;
use crate::report::{diff, human};
use crate::rules::{self, Check, Overrides};
use crate::source::Source;
use crate::store::edit;
use crate::store::load::Files;
use crate::store::save::{self, Rewrite, SaveTarget};
use std::path::{Path, PathBuf};

/// A repository with changes that the rules have checked.
pub struct CheckedChanges {
    /// The repository as it would be.
    pub repository: GroupRepository,
    /// New warnings.
    pub warnings: Vec<Finding>,
}

impl GroupRepository {
    /// The text of a record; empty where it does not exist.
    pub fn record_text(&self, path: &str) -> &str {
        self.files.find_record(path).map_or("", |source| source.text.as_str())
    }

    /// The rewriting of a record.
    pub fn rewrite(&self, change: &Source) -> Result<Rewrite, Error> {
        let encode = |text| self.files.encode_text(&change.path, text);
        let target = SaveTarget::in_repository(&self.files.root, &change.path)?;
        Ok(Rewrite { target, read: encode(self.record_text(&change.path)), text: encode(&change.text) })
    }

    /// The repository with other texts of records.
    pub fn with_changes(&self, changes: &[Source]) -> Self {
        let with = |files: Files, change: &Source| files.with_record(&change.path, change.text.clone());
        let files = changes.iter().fold(self.files.clone(), with);
        Self { group: files.clone().decode_group(), files }
    }
}

impl Session {
    /// Creates a record in a locked repository, and returns the repository as it is then. In a dry run the text is only
    /// shown.
    pub(super) fn create_record(
        &mut self,
        repository: &GroupRepository,
        record: &Source,
    ) -> Result<GroupRepository, Error> {
        let root = &repository.files.root;
        let shown = self.display_path(&record.path);
        if root.join(&record.path).exists() {
            return Err(Error::Exists(PathBuf::from(shown)));
        }
        let change = Source { path: record.path.clone(), text: add_modeline(root, record) };
        let CheckedChanges { repository: after, warnings } =
            self.check_changes(repository, std::slice::from_ref(&change))?;
        match self.mode {
            Mode::DryRun => {
                self.out.print(&change.text);
                self.out.print_message(&format!("not written: {shown}"));
            }
            Mode::Write => {
                save::create_file(&SaveTarget::in_repository(root, &change.path)?, change.text.as_bytes())?;
                self.out.print(&format!("{shown}\n"));
            }
        }
        self.print_warnings(&warnings);
        Ok(after)
    }

    /// Edits records in a locked repository, and returns the repository as it is then; bytes that no edit is about
    /// stay. If the rules refuse the result, no record is written. One line reports each change; a dry run shows the
    /// changed lines instead.
    pub(super) fn edit_records(
        &mut self,
        repository: &GroupRepository,
        changes: &[RecordChange],
    ) -> Result<GroupRepository, Error> {
        let texts =
            changes.iter().map(|change| self.apply_change(repository, change)).collect::<Result<Vec<_>, _>>()?;
        let CheckedChanges { repository: after, warnings } = self.check_changes(repository, &texts)?;
        let is_new = |(text, _): &(&Source, &RecordChange)| repository.record_text(&text.path) != text.text;
        let (new, same): (Vec<_>, Vec<_>) = texts.iter().zip(changes).partition(is_new);
        for (text, _) in &same {
            self.out.print_message(&format!("nothing to change in {}", self.display_path(&text.path)));
        }
        if self.mode == Mode::DryRun {
            for (text, _) in &new {
                self.show_unwritten(&text.path, repository.record_text(&text.path), &text.text);
            }
        } else {
            let rewrites = new.iter().map(|(text, _)| repository.rewrite(text));
            save::replace_files(&rewrites.collect::<Result<Vec<_>, _>>()?)?;
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

    /// Rewrites an existing record. A dry run shows the changed lines instead.
    pub fn rewrite_record(&mut self, repository: &GroupRepository, change: &Source) -> Result<(), Error> {
        if self.mode == Mode::DryRun {
            self.show_changes(&change.path, repository.record_text(&change.path), &change.text);
            return Ok(());
        }
        let Rewrite { target, read, text } = repository.rewrite(change)?;
        save::replace_file(&target, Some(&read), &text)
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

    /// The error with the path of the file as seen from the working directory.
    pub fn with_display_path(&self, error: Error) -> Error {
        let seen = |path: &Path| path.to_str().map_or(path.to_owned(), |path| self.display_path(path).into());
        match error {
            Error::NotEditable { path, reason } => Error::NotEditable { path: seen(&path), reason },
            other => other,
        }
    }

    /// Runs the rules on what a command is about to write, and refuses what would add an error.
    pub fn check_changes(&mut self, repository: &GroupRepository, changes: &[Source]) -> Result<CheckedChanges, Error> {
        let paths: Vec<&str> = changes.iter().map(|change| change.path.as_str()).collect();
        self.check_result(repository, repository.with_changes(changes), &paths)
    }

    /// As [`Session::check_changes`], on the repository as it would be, with the paths of the files to write.
    pub(super) fn check_result(
        &mut self,
        repository: &GroupRepository,
        after: GroupRepository,
        paths: &[&str],
    ) -> Result<CheckedChanges, Error> {
        let before = self.find_findings(&repository.group);
        let new = rules::new_findings(self.find_findings(&after.group), &after.group, &before, &repository.group);
        self.sources = after.group.sources.clone();
        // A call is recorded piece by piece: what is still missing must not be refused.
        let is_there =
            |finding: &Finding| !rules::find_rule(finding.rule).is_some_and(|rule| rule.reports_missing_data);
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
            true => "it could no longer be read",
            false => "it would break the procedure",
        };
        let message = format!("{} {were} not written: {why}", paths.join(", "));
        Err(Error::Refused { message, findings: errors })
    }

    /// The findings in records with the default levels, without those about generated files.
    pub fn find_findings(&self, group: &Group) -> Vec<Finding> {
        match &group.workgroup {
            Some(workgroup) => rules::check(&self.new_views(group, workgroup), &Overrides::default()).findings,
            None => rules::check_files(group).findings,
        }
    }

    /// Prints warnings on stderr.
    pub fn print_warnings(&mut self, warnings: &[Finding]) {
        if !warnings.is_empty() {
            let look = self.out.findings_look(true, self.prefix.clone());
            self.out.print_message_painted(&human::format_findings(warnings, &self.sources, &look));
        }
    }
}
