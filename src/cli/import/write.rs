//! Writes the drafts of an import: each to a new file, never over an existing one.

use super::super::mode::Mode;
use super::super::modeline::add_modeline;
use super::super::session::Session;
use super::progress::Progress;
use crate::error::Error;
use crate::import::merge::{self, DraftMerge};
use crate::import::{FileDraft, Imported};
use crate::report::import::{ExistingFile, ImportOutcome};
use crate::source::Source;
use crate::store::edit;
use crate::store::repository::GroupRepository;
use crate::store::save::{self, SaveTarget};
use std::path::Path;

/// Writes the drafts. Old records need not follow the procedure, so no rules are checked.
pub fn write_drafts(
    imported: &Imported,
    repository: &GroupRepository,
    session: &mut Session,
    update: bool,
) -> Result<ImportOutcome, Error> {
    let mut outcome = ImportOutcome { dry_run: session.mode == Mode::DryRun, ..ImportOutcome::default() };
    let mut progress = Progress::new(imported.records.len());
    for draft in &imported.records {
        match repository.files.find_record(&draft.path) {
            None => create_file(draft, &repository.files.root, &mut outcome)?,
            Some(there) => update_file(there, draft, repository, session, update, &mut outcome)?,
        }
        progress.count_file();
    }
    Ok(outcome)
}

fn create_file(draft: &FileDraft, root: &Path, outcome: &mut ImportOutcome) -> Result<(), Error> {
    let text = add_modeline(root, &Source { path: draft.path.clone(), text: draft.text.clone() });
    if !outcome.dry_run {
        save::create_file(&SaveTarget::in_repository(root, &draft.path)?, text.as_bytes())?;
    }
    outcome.written.push(draft.path.clone());
    Ok(())
}

/// Compares a draft with the existing file, and with `notes` adds what is new to it.
fn update_file(
    there: &Source,
    draft: &FileDraft,
    repository: &GroupRepository,
    session: &mut Session,
    update: bool,
    outcome: &mut ImportOutcome,
) -> Result<(), Error> {
    let DraftMerge { edits, differs } =
        merge::merge_draft(there, draft).map_err(|error| session.with_display_path(error))?;
    let mut new = edits.len();
    if update && new > 0 {
        let text = edit::apply_edits(there, &edits).map_err(|error| session.with_display_path(error))?;
        let change = Source { path: draft.path.clone(), text };
        if !outcome.dry_run {
            session.rewrite_record(repository, &change)?;
        }
        outcome.updated.push(draft.path.clone());
        new = 0;
    } else if new == 0 && differs.is_empty() {
        outcome.same += 1;
    }
    if new > 0 || !differs.is_empty() {
        outcome.existing.push(ExistingFile { path: draft.path.clone(), new, differs });
    }
    Ok(())
}
