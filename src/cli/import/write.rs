//! The drafts of an import, written: a new file each, and nothing over a file that is there.

use super::super::session::{Repository, Session};
use super::progress::Progress;
use crate::error::Error;
use crate::import::merge::{self, Merge};
use crate::import::{Draft, Imported};
use crate::report::import::{Outcome, Standing};
use crate::report::schema::RecordKind;
use crate::source::Source;
use crate::store::edit;
use crate::store::save::{self, Target};
use std::path::Path;

/// Writes the drafts. Old records need not keep to the procedure, so that no rule is asked.
pub fn drafts(
    imported: &Imported,
    repository: &Repository,
    session: &mut Session,
    update: bool,
    dry_run: bool,
) -> Result<Outcome, Error> {
    let mut outcome = Outcome { dry_run, ..Outcome::default() };
    let mut progress = Progress::of(imported.records.len());
    for draft in &imported.records {
        match repository.files.at(&draft.path) {
            None => create(draft, &repository.files.root, dry_run, &mut outcome)?,
            Some(there) => stands(there, draft, repository, session, update, &mut outcome)?,
        }
        progress.step();
    }
    Ok(outcome)
}

fn create(draft: &Draft, root: &Path, dry_run: bool, outcome: &mut Outcome) -> Result<(), Error> {
    let kind = if draft.path.starts_with("minutes/") { RecordKind::Meeting } else { RecordKind::Proposal };
    let text = super::super::schema::led(kind, root, draft.text.clone());
    if !dry_run {
        save::create(&Target::inside(root, &draft.path)?, text.as_bytes())?;
    }
    outcome.written.push(draft.path.clone());
    Ok(())
}

/// A file of that path is there: it says the same, gets what is new, or is left as it is.
fn stands(
    there: &Source,
    draft: &Draft,
    repository: &Repository,
    session: &mut Session,
    update: bool,
    outcome: &mut Outcome,
) -> Result<(), Error> {
    let Merge { edits, differs } = merge::merge(there, draft).map_err(|error| session.unedited(error))?;
    let mut new = edits.len();
    if update && new > 0 {
        let text = edit::apply(there, &edits).map_err(|error| session.unedited(error))?;
        let change = Source { path: draft.path.clone(), text };
        if !outcome.dry_run {
            session.rewrite(repository, &change, false)?;
        }
        outcome.updated.push(draft.path.clone());
        new = 0;
    } else if new == 0 && differs.is_empty() {
        outcome.same += 1;
    }
    if new > 0 || !differs.is_empty() {
        outcome.standing.push(Standing { path: draft.path.clone(), new, differs });
    }
    Ok(())
}
