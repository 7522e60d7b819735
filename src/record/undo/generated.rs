//! The generated files of a repository whose records change back: those that matched the records match them afterwards.

use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::render::line_ends::is_same_text;
use crate::render::minutes::MARKER;
use crate::render::outputs::{self, Outdated, State, minutes_path};
use crate::render::seal::without_digest;
use crate::store::journal::TextChange;
use crate::store::load;
use crate::store::repository::GroupRepository;
use crate::store::save::FileChange;
use crate::view::Views;
use crate::view::moment::Clock;
use std::collections::HashSet;
use std::path::Path;

/// The removal of the minutes that this program generated from the file of a call, if they exist.
///
/// # Errors
/// [`Error::Io`] when they cannot be read.
pub fn minutes_removal(repository: &GroupRepository, record: &str) -> Result<Option<FileChange>, Error> {
    let group = &repository.group;
    let Some(meeting) = group.meetings.iter().find(|meeting| group.sources.file(meeting.file).path == record) else {
        return Ok(None);
    };
    let (path, beginning) = (minutes_path(meeting), format!("{MARKER}minutes/{}.yaml", meeting.stem));
    let bytes = load::read_optional_bytes(&repository.files.root, &path)?;
    let bytes = bytes.filter(|bytes| bytes.starts_with(beginning.as_bytes()));
    Ok(bytes.map(|before| FileChange { path, before: Some(before), after: None }))
}

/// What to write so that the generated files that match the records match them after these changed. Minutes of a call that
/// returns are generated if none were missing. Where records cannot be read or a template fails, nothing is generated.
pub fn plan_generated(before: &GroupRepository, after: &GroupRepository, clock: Clock) -> Vec<TextChange> {
    find_changes(before, after, clock).unwrap_or_default()
}

fn find_changes(before: &GroupRepository, after: &GroupRepository, clock: Clock) -> Option<Vec<TextChange>> {
    let (old, new) = (read_views(before, clock)?, read_views(after, clock)?);
    let outdated = outputs::find_unwritten(&old).ok()?;
    let is_complete = !outdated.iter().any(|file| file.state == State::Missing);
    let outdated: HashSet<&str> = outdated.iter().map(|file| file.path.as_str()).collect();
    let exists = |path: &str| old.generated_text(path).is_some();
    let compared = outputs::compared_files(&old);
    let is_used = compared.iter().any(|file| exists(&file.path));
    let was_fresh = |path: &str| exists(path) && !outdated.contains(path);
    let mut unwritten = outputs::find_unwritten(&new).ok()?;
    unwritten.retain(|file| match file.state {
        State::Missing => is_used && is_complete,
        State::Stale { .. } => was_fresh(&file.path) && is_as_sealed(&file.path, &old, &before.files.root),
        State::Foreign => false,
    });
    let texts = outputs::generate_texts(&unwritten, &new).ok()?;
    let change = |(file, text): (Outdated, Option<String>)| {
        let before = new.generated_text(&file.path).map(str::to_owned);
        text.map(|text| TextChange { path: file.path, before, after: Some(text) })
    };
    let mut changes: Vec<TextChange> = unwritten.into_iter().zip(texts).filter_map(change).collect();
    for meeting in &before.group.meetings {
        let path = &before.group.sources.file(meeting.file).path;
        if after.files.find_record(path).is_none() && was_fresh(&minutes_path(meeting)) {
            let removal = minutes_removal(before, path).ok()?;
            changes.extend(removal.as_ref().and_then(TextChange::from_file));
        }
    }
    Some(changes)
}

/// Whether minutes are what the program wrote, if they are approved: those are not compared with their record, and may have
/// been corrected by hand.
fn is_as_sealed(path: &str, views: &Views, root: &Path) -> bool {
    let is_approved = |meeting: &&Meeting| views.approvals.approving_call(meeting).is_some();
    let mut approved = views.group.meetings.iter().filter(is_approved);
    let Some(meeting) = approved.find(|meeting| minutes_path(meeting) == path) else { return true };
    let now = load::read_optional(root, path).ok().flatten().unwrap_or_default();
    outputs::render_minutes(views, meeting).is_ok_and(|text| is_same_text(&without_digest(&now), &text))
}

/// The views with the generated files, if everything can be read.
fn read_views(repository: &GroupRepository, clock: Clock) -> Option<Views<'_>> {
    let group = &repository.group;
    let workgroup = group.workgroup.as_ref().filter(|_| group.problems.is_empty())?;
    let mut views = Views::new(group, workgroup, clock.moment_in(workgroup.timezone));
    views.generated = Some(outputs::read_generated(&views, &repository.files.root));
    Some(views)
}
