//! What a request would write: its edits applied, and the result checked by the rules, which refuse what would add an
//! error.

use super::changes::{ChangeKind, RecordChange, RecordMove, WriteOrder};
use crate::error::Error;
use crate::finding::{Finding, Level};
use crate::model::group::Group;
use crate::rules::{self, Check, Overrides};
use crate::source::Source;
use crate::store::edit;
use crate::store::load;
use crate::store::repository::GroupRepository;
use crate::store::save::FileChange;
use crate::view::Views;
use crate::view::moment::Clock;
use std::path::PathBuf;

/// Changes of records that the rules have checked.
#[derive(Debug)]
pub struct PlannedStep {
    /// The repository as it would be.
    pub after: GroupRepository,
    /// What to write, in this order; one for each record of the request, which may be empty.
    pub files: Vec<FileChange>,
    /// New warnings, in files of `after`.
    pub warnings: Vec<Finding>,
}

/// Plans what a request changes in a repository. Bytes that no edit is about stay.
///
/// # Errors
/// [`Error::Refused`] when a rule finds a new error in the result, [`Error::Exists`] when a new record exists,
/// [`Error::NotEditable`] when an edit is not possible.
pub fn plan_step(before: &GroupRepository, changes: &ChangeKind, clock: Clock) -> Result<PlannedStep, Error> {
    match changes {
        ChangeKind::Edit(changes) => plan_edits(before, changes, clock),
        ChangeKind::Create(record) => plan_creation(before, record, clock),
        ChangeKind::Move(change, moved) => plan_move(before, change, moved, clock),
    }
}

fn plan_edits(before: &GroupRepository, changes: &[RecordChange], clock: Clock) -> Result<PlannedStep, Error> {
    plan_texts(before, &apply_changes(before, changes)?, clock)
}

/// The texts of records after edits, one for each change, which the rules have not checked.
///
/// # Errors
/// [`Error::NotEditable`] when an edit is not possible.
pub fn apply_changes(before: &GroupRepository, changes: &[RecordChange]) -> Result<Vec<Source>, Error> {
    changes.iter().map(|change| apply_change(before, &change.path, &change.edits)).collect()
}

/// Plans the writing of whole texts of records.
///
/// # Errors
/// [`Error::Refused`] when a rule finds a new error in the result.
pub fn plan_texts(before: &GroupRepository, texts: &[Source], clock: Clock) -> Result<PlannedStep, Error> {
    let files = texts.iter().map(|text| before.change_of(text)).collect();
    check_result(before, before.with_changes(texts), files, clock)
}

fn plan_creation(before: &GroupRepository, record: &Source, clock: Clock) -> Result<PlannedStep, Error> {
    let path = before.files.root.join(&record.path);
    if path.exists() {
        return Err(Error::Exists(path));
    }
    plan_texts(before, std::slice::from_ref(record), clock)
}

fn plan_move(
    before: &GroupRepository,
    change: &RecordChange,
    moved: &RecordMove,
    clock: Clock,
) -> Result<PlannedStep, Error> {
    let files = &before.files;
    let group = apply_change(before, &change.path, &change.edits)?;
    let record = apply_change(before, &moved.from, &moved.edits)?.text;
    let mut after = files.with_record(&group.path, group.text.clone()).without_record(&moved.from);
    let mut writes = Vec::new();
    if let Some(to) = &moved.to {
        let bytes = files.encode_text(&moved.from, &record);
        // An interrupted run may have written the same text.
        let there = load::read_optional_bytes(&files.root, to)?;
        if there.as_ref().is_some_and(|there| *there != bytes) {
            return Err(Error::Exists(files.root.join(to)));
        }
        after = after.with_record(to, record);
        writes.push(FileChange { path: to.clone(), before: there, after: Some(bytes) });
    }
    // The new file first, so that the record exists at any moment.
    writes.push(before.removal_of(&moved.from));
    let at = if moved.order == WriteOrder::GroupFirst { 0 } else { writes.len() };
    writes.insert(at, before.change_of(&group));
    check_result(before, after.into(), writes, clock)
}

/// The text of a record after edits.
fn apply_change(before: &GroupRepository, path: &str, edits: &[edit::Edit]) -> Result<Source, Error> {
    let source = before.files.find_record(path).ok_or_else(|| {
        let source = std::io::ErrorKind::NotFound.into();
        Error::Io { action: "read", path: before.files.root.join(path), source }
    })?;
    Ok(Source { path: path.to_owned(), text: edit::apply_edits(source, edits)? })
}

/// Runs the rules on a result, and refuses what would add an error.
fn check_result(
    before: &GroupRepository,
    after: GroupRepository,
    files: Vec<FileChange>,
    clock: Clock,
) -> Result<PlannedStep, Error> {
    let new = find_new_findings(&before.group, &after.group, clock);
    let (findings, warnings): (Vec<_>, Vec<_>) = new.into_iter().partition(|finding| finding.level == Level::Error);
    if findings.is_empty() {
        return Ok(PlannedStep { after, files, warnings });
    }
    let reason = match findings.iter().all(is_unreadable) {
        true => "it could no longer be read",
        false => "it would break the procedure",
    };
    let written = files.iter().filter(|file| file.after.is_some());
    let paths = written.map(|file| PathBuf::from(&file.path));
    Err(Error::Refused { paths: paths.collect(), reason: reason.to_owned(), findings, sources: after.group.sources })
}

/// The findings of a result that were not there before. A call is recorded piece by piece, so what is still missing is
/// not one of them.
pub(super) fn find_new_findings(before: &Group, after: &Group, clock: Clock) -> Vec<Finding> {
    let found = find_findings(after, clock);
    if found.is_empty() {
        return found;
    }
    let mut new = rules::new_findings(found, after, &find_findings(before, clock), before);
    new.retain(|finding| !rules::find_rule(finding.rule).is_some_and(|rule| rule.reports_missing_data));
    new
}

/// Whether a finding says that a record, or a part of it, cannot be read.
pub(super) fn is_unreadable(finding: &Finding) -> bool {
    let is_problem = rules::find_rule(finding.rule).is_some_and(|rule| matches!(rule.check, Check::Problem(_)));
    is_problem && finding.level == Level::Error
}

/// The findings in records with the default levels, without those about generated files.
pub fn find_findings(group: &Group, clock: Clock) -> Vec<Finding> {
    match &group.workgroup {
        Some(workgroup) => {
            let views = Views::new(group, workgroup, clock.moment_in(workgroup.timezone));
            rules::check(&views, &Overrides::default()).findings
        }
        None => rules::check_files(group).findings,
    }
}

/// The refusal of what needs records that cannot be read.
pub fn unreadable_error(group: &Group) -> Error {
    let findings = rules::check_files(group).findings;
    let mut files: Vec<_> = findings.iter().map(|finding| finding.place.file).collect();
    files.dedup();
    let files = if files.len() == 1 { "a record".to_owned() } else { format!("{} records", files.len()) };
    let reason = format!("{files} cannot be read; fix this first");
    Error::Refused { paths: Vec::new(), reason, findings, sources: group.sources.clone() }
}
