//! How a command writes records: the rules run on the result first, and what would add an error is refused.

use super::{Repository, Session};
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
pub struct Change {
    /// Of the record, from the root.
    pub path: String,
    /// Done one after the other; may be empty.
    pub edits: Vec<Edit>,
    /// What is different then, as a phrase without a full stop.
    pub told: String,
}

/// What a change would make of a repository.
pub struct Judged {
    /// As it would be.
    pub repository: Repository,
    /// Those that are new.
    pub warnings: Vec<Finding>,
}

impl Repository {
    /// With other texts of records.
    pub fn with(&self, changes: &[Source]) -> Self {
        let with = |files: Files, change: &Source| files.with(&change.path, change.text.clone());
        let files = changes.iter().fold(self.files.clone(), with);
        Self { group: files.clone().decode(), files }
    }
}

impl Session {
    /// Makes a record in a repository that was read to write. With `dry_run` the text is shown and nothing is
    /// written.
    pub fn create_record(
        &mut self,
        repository: &Repository,
        path: &str,
        text: String,
        dry_run: bool,
    ) -> Result<(), Error> {
        let target = repository.files.root.join(path);
        if target.exists() {
            return Err(Error::Exists(PathBuf::from(self.shown(path))));
        }
        let change = Source { path: path.to_owned(), text };
        let Judged { warnings, .. } = self.judged(repository, std::slice::from_ref(&change))?;
        if dry_run {
            self.out.print(&change.text);
            self.out.say(&format!("not written: {}", self.shown(path)));
        } else {
            save::create(&Target::inside(&repository.files.root, path)?, change.text.as_bytes())?;
            self.out.print(&format!("{}\n", self.shown(path)));
        }
        self.tell_warnings(&warnings);
        Ok(())
    }

    /// Edits records in a repository that was read to write, and gives the repository as it is then; every byte
    /// that the edits do not mean stays. All are written or, where the rules refuse the result, none. Each change is
    /// told in a line; with `dry_run` the changed lines are shown instead, and nothing is written.
    pub fn edit_records(
        &mut self,
        repository: &Repository,
        changes: &[Change],
        dry_run: bool,
    ) -> Result<Repository, Error> {
        let texts = changes.iter().map(|change| self.edited(repository, change)).collect::<Result<Vec<_>, _>>()?;
        let Judged { repository: after, warnings } = self.judged(repository, &texts)?;
        let old = |text: &Source| repository.files.at(&text.path).map_or("", |source| source.text.as_str());
        let (new, same): (Vec<_>, Vec<_>) = texts.iter().zip(changes).partition(|(text, _)| old(text) != text.text);
        for (text, _) in &same {
            self.out.say(&format!("nothing to change in {}", self.shown(&text.path)));
        }
        if dry_run {
            for (text, _) in &new {
                self.show_changes(&text.path, old(text), &text.text);
                self.out.say(&format!("not written: {}", self.shown(&text.path)));
            }
        } else {
            let files = &repository.files;
            let rewrite = |text: &Source| {
                let (read, text_after) = (files.bytes(&text.path, old(text)), files.bytes(&text.path, &text.text));
                Ok(Rewrite { target: Target::inside(&files.root, &text.path)?, read, text: text_after })
            };
            save::replace_all(&new.iter().map(|(text, _)| rewrite(text)).collect::<Result<Vec<_>, Error>>()?)?;
            for (text, change) in &new {
                self.out.print(&format!("{}: {}\n", self.shown(&text.path), change.told));
            }
        }
        self.tell_warnings(&warnings);
        Ok(after)
    }

    /// The text of a record after its edits.
    pub fn edited(&self, repository: &Repository, change: &Change) -> Result<Source, Error> {
        let source = repository.files.at(&change.path).ok_or_else(|| {
            let source = std::io::ErrorKind::NotFound.into();
            Error::Io { action: "read", path: PathBuf::from(self.shown(&change.path)), source }
        })?;
        let text = edit::apply(source, &change.edits).map_err(|error| self.unedited(error))?;
        Ok(Source { path: change.path.clone(), text })
    }

    /// Writes a record that is there with another text. With `dry_run` the changed lines are shown and nothing is
    /// written.
    pub fn rewrite(&mut self, repository: &Repository, change: &Source, dry_run: bool) -> Result<(), Error> {
        let files = &repository.files;
        let read = files.at(&change.path).map_or("", |source| source.text.as_str());
        if dry_run {
            self.show_changes(&change.path, read, &change.text);
            return Ok(());
        }
        let (read, new) = (files.bytes(&change.path, read), files.bytes(&change.path, &change.text));
        save::replace(&Target::inside(&files.root, &change.path)?, Some(&read), &new)
    }

    /// Shows the lines that would change in a file.
    pub fn show_changes(&mut self, path: &str, old: &str, new: &str) {
        let shown = self.shown(path);
        self.out.print(&diff::unified(&shown, old, new));
    }

    /// With the path of the file as the user sees it.
    pub fn unedited(&self, error: Error) -> Error {
        let seen = |path: &Path| path.to_str().map_or(path.to_owned(), |path| self.shown(path).into());
        match error {
            Error::Unedited { path, reason } => Error::Unedited { path: seen(&path), reason },
            other => other,
        }
    }

    /// Runs the rules on what a command is about to write. What would add an error is refused.
    pub fn judged(&mut self, repository: &Repository, changes: &[Source]) -> Result<Judged, Error> {
        let paths: Vec<&str> = changes.iter().map(|change| change.path.as_str()).collect();
        self.judged_as(repository, repository.with(changes), &paths)
    }

    /// As [`Session::judged`], on the repository as it would be, with the paths of what would be written.
    pub(super) fn judged_as(
        &mut self,
        repository: &Repository,
        after: Repository,
        paths: &[&str],
    ) -> Result<Judged, Error> {
        let before = self.found(&repository.group);
        let new = rules::newly(self.found(&after.group), &after.group, &before, &repository.group);
        self.sources = after.group.sources.clone();
        // A call is written down piece by piece: what is still to come holds up nothing.
        let is_there = |finding: &Finding| !rules::find(finding.rule).is_some_and(|rule| rule.is_of_absence);
        let new = new.into_iter().filter(is_there);
        let (errors, warnings): (Vec<_>, Vec<_>) = new.partition(|finding| finding.level == Level::Error);
        if errors.is_empty() {
            return Ok(Judged { repository: after, warnings });
        }
        let paths: Vec<String> = paths.iter().map(|path| self.shown(path)).collect();
        let were = if paths.len() == 1 { "was" } else { "were" };
        let is_unreadable =
            |finding: &Finding| rules::find(finding.rule).is_some_and(|rule| matches!(rule.check, Check::Problem(_)));
        let why = match errors.iter().all(is_unreadable) {
            true => "it could not be read any more",
            false => "it would break the procedure",
        };
        let message = format!("{} {were} not written: {why}", paths.join(", "));
        Err(Error::Refused { message, findings: errors })
    }

    /// What the rules find in records at their own levels, generated files aside.
    pub fn found(&self, group: &Group) -> Vec<Finding> {
        match &group.workgroup {
            Some(workgroup) => rules::check(&self.views(group, workgroup), &Overrides::default()).findings,
            None => rules::check_files(group).findings,
        }
    }

    /// Tells warnings beside the result.
    pub fn tell_warnings(&mut self, warnings: &[Finding]) {
        if !warnings.is_empty() {
            let look = self.out.look(true, self.prefix.clone());
            self.out.say_painted(&human::findings(warnings, &self.sources, &look));
        }
    }
}
