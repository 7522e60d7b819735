//! Writes the drafts of an import: each to a new file, never over an existing one.

use super::super::mode::Mode;
use super::super::modeline::add_modeline;
use super::super::session::Session;
use super::progress::Progress;
use crate::error::Error;
use crate::import::merge::{self, DraftMerge};
use crate::import::{FileDraft, Imported};
use crate::render::table::new_page;
use crate::report::import::{ExistingFile, ImportOutcome};
use crate::source::Source;
use crate::store::edit::{self, Edit, PathStep};
use crate::store::layout::{TABLE, WORKGROUP};
use crate::store::load;
use crate::store::repository::GroupRepository;
use crate::store::save::FileChange;
use std::path::Path;

/// Writes the drafts. Old records need not follow the procedure, so no rules are checked.
pub fn write_drafts(
    imported: &Imported,
    repository: &GroupRepository,
    session: &mut Session,
    update: bool,
) -> Result<ImportOutcome, Error> {
    let mut outcome = ImportOutcome { dry_run: session.mode == Mode::DryRun, ..ImportOutcome::default() };
    let mut changes = Vec::new();
    for draft in &imported.records {
        changes.extend(match repository.files.find_record(&draft.path) {
            None => Some(plan_file(draft, &repository.files.root, &mut outcome)),
            Some(there) => plan_update(there, draft, repository, session, update, &mut outcome)?,
        });
    }
    let root = &repository.files.root;
    if let Some(page) = &imported.page {
        let text = new_page(&page.before, &page.after);
        match load::read_optional(root, TABLE).unwrap_or_else(|_| Some(String::new())) {
            None => {
                outcome.written.push(TABLE.to_owned());
                changes.push(FileChange { path: TABLE.to_owned(), before: None, after: Some(text.into_bytes()) });
            }
            Some(there) => outcome.left_page = ![&page.before, &page.after].iter().all(|text| there.contains(*text)),
        }
    }
    if let Some(name) = &imported.repository
        && !changes.is_empty()
        && let Some(workgroup) = repository.files.find_record(WORKGROUP)
    {
        let set = Edit::Set { path: vec![PathStep::from("repository")], value: name.as_str().into() };
        let text = edit::apply_edits(workgroup, &[set]).map_err(|error| session.with_display_path(error))?;
        changes.push(repository.change_of(&Source { path: WORKGROUP.to_owned(), text }));
        outcome.updated.push(WORKGROUP.to_owned());
        outcome.repository = Some(name.clone());
    }
    if outcome.dry_run {
        changes.iter().try_for_each(|change| change.check_target(&repository.files.root))?;
    } else {
        let mut progress = Progress::new(changes.len());
        session.write_each(&changes, |_, _, written| {
            progress.count_file();
            written
        })?;
    }
    Ok(outcome)
}

fn plan_file(draft: &FileDraft, root: &Path, outcome: &mut ImportOutcome) -> FileChange {
    let text = add_modeline(root, &Source { path: draft.path.clone(), text: draft.text.clone() });
    outcome.written.push(draft.path.clone());
    FileChange { path: draft.path.clone(), before: None, after: Some(text.into_bytes()) }
}

/// Compares a draft with the existing file, and with `notes` adds what is new to it.
fn plan_update(
    there: &Source,
    draft: &FileDraft,
    repository: &GroupRepository,
    session: &Session,
    update: bool,
    outcome: &mut ImportOutcome,
) -> Result<Option<FileChange>, Error> {
    let DraftMerge { edits, differs } =
        merge::merge_draft(there, draft).map_err(|error| session.with_display_path(error))?;
    let mut new = edits.len();
    let mut change = None;
    if update && new > 0 {
        let text = edit::apply_edits(there, &edits).map_err(|error| session.with_display_path(error))?;
        change = Some(repository.change_of(&Source { path: draft.path.clone(), text }));
        outcome.updated.push(draft.path.clone());
        new = 0;
    } else if new == 0 && differs.is_empty() {
        outcome.same += 1;
    }
    if new > 0 || !differs.is_empty() {
        outcome.existing.push(ExistingFile { path: draft.path.clone(), new, differs });
    }
    Ok(change)
}
