//! The minutes that a call approves: up to date before, and sealed then.

use crate::error::Error;
use crate::record::call::find_call_on;
use crate::render::line_ends::is_same_text;
use crate::render::minutes::MARKER;
use crate::render::outputs::{self, State};
use crate::render::seal::without_digest;
use crate::store::load;
use crate::store::save::FileChange;
use crate::view::Views;
use chrono::NaiveDate;
use std::path::Path;

/// Refuses to approve minutes that are out of date: approved minutes are not regenerated, and only a person can say
/// which text the call approved. `display_path` makes a path from the root one that the user sees.
///
/// # Errors
/// When the minutes of that day are out of date, or cannot be read.
pub fn refuse_stale_minutes(
    of: NaiveDate,
    root: &Path,
    views: &Views,
    display_path: impl Fn(&str) -> String,
) -> Result<(), Error> {
    let Ok(approved) = find_call_on(of, views) else { return Ok(()) };
    let path = outputs::minutes_path(approved);
    let Some(now) = load::read_optional(root, &path)? else { return Ok(()) };
    if !now.starts_with(MARKER) || is_same_text(&without_digest(&now), &outputs::render_minutes(views, approved)?) {
        return Ok(());
    }
    Err(Error::not_allowed(
        format!("{} is out of date, and approved minutes are not regenerated", display_path(&path)),
        "First update it with `backlog render` and review what changed, then approve it.",
    ))
}

/// What to write so that the approved minutes of a day have the digest of their record, by which a later change of the
/// record is noticed. `None` where they have it, or where there are none. The views need the generated files.
///
/// # Errors
/// [`Error::Template`] when a template of the group fails.
pub fn plan_sealing(of: NaiveDate, views: &Views) -> Result<Option<FileChange>, Error> {
    let Some(path) = views.calls.meeting_on(of).map(outputs::minutes_path) else { return Ok(None) };
    let unsealed = outputs::unsealed_minutes(views)?.into_iter().find(|file| file.path == path);
    Ok(unsealed.and_then(|file| match file.state {
        State::Stale { expected } => {
            let before = views.generated_text(&path).map(|text| text.as_bytes().to_owned());
            Some(FileChange { path, before, after: Some(expected.into_bytes()) })
        }
        _ => None,
    }))
}
