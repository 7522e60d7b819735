//! What a call said about an earlier action point.

use super::due::{describe_due, resolve_due_day};
use super::find_openings;
use crate::error::Error;
use crate::model::action::ActionUpdate;
use crate::model::meeting::Meeting;
use crate::record::changes::Changes;
use crate::record::matching::find_known;
use crate::store::edit::{Edit, PathStep};
use crate::view::Views;
use crate::view::calls::due_date::DueDate;

/// Records what a call said about an action point. Its id may be the beginning of one, and its due date is `due`.
///
/// # Errors
/// When the id matches or is that of several action points, or is not permanent, or the due date has no day.
pub fn update_action(
    mut update: ActionUpdate,
    due: Option<DueDate>,
    meeting: &Meeting,
    views: &Views,
) -> Result<Changes, Error> {
    let id = update.id.value.as_str();
    if views.actions.is_mom_number(id) {
        let message = format!("`{id}` is a plain number, and these start again with every call");
        let help = "In the file of the call that opened it, give it a permanent id such as 20260212-01 (the day of \
                    the call and a number), then use that id.";
        return Err(Error::not_allowed(message, help));
    }
    // The rules report an id that no call opened.
    if let Some(known) = find_known(views.lookup.resolve_action(id), id, "ids of action points")? {
        update.id = known.to_owned().into();
    }
    update.due = due.map(|due| resolve_due_day(due, meeting.date.value, views)).transpose()?;
    let status = update.status.map(|status| status.record_key().to_owned());
    let due = due.zip(update.due).map(|(due, day)| describe_due(due, day));
    let note = update.note.as_ref().map(|_| "a note".to_owned());
    let parts: Vec<String> = [status, due, note].into_iter().flatten().collect();
    let description = format!("action point {}: {}", update.id.value, parts.join(", "));
    Ok(Changes::edit(meeting.file, update_edits(update, meeting, views)?, description, views))
}

/// Replaces everything that a call said about an action point, or takes it back for `None`.
///
/// # Errors
/// As [`update_action`].
pub fn replace_update(
    id: &str,
    new: Option<(ActionUpdate, Option<DueDate>)>,
    meeting: &Meeting,
    views: &Views,
) -> Result<Changes, Error> {
    let at = meeting.action_updates.iter().rposition(|known| known.id.value == id);
    match (at, new) {
        (None, Some((update, due))) => update_action(update, due, meeting, views),
        (None, None) => Ok(Changes::edit(meeting.file, Vec::new(), String::new(), views)),
        (Some(at), None) => {
            let description = format!("action point {id}: what was said about it, removed");
            let edit = Edit::remove(["action-updates".into(), at.into()]);
            Ok(Changes::edit(meeting.file, vec![edit], description, views))
        }
        (Some(at), Some((update, due))) => {
            let due = due.map(|due| resolve_due_day(due, meeting.date.value, views)).transpose()?;
            let edit = Edit::set(["action-updates".into(), at.into()], &ActionUpdate { due, ..update })?;
            Ok(Changes::edit(meeting.file, vec![edit], format!("action point {id}: another update"), views))
        }
    }
}

/// The edits of the file of a call. An earlier update by the same call is changed, and the due date of an action point
/// that the call itself opened is set where it was opened, so that nothing is recorded twice.
fn update_edits(mut update: ActionUpdate, meeting: &Meeting, views: &Views) -> Result<Vec<Edit>, Error> {
    let mut edits = Vec::new();
    if let Some(due) = update.due {
        for mut opening in find_openings(&update.id, meeting, views)? {
            opening.path.push("due".into());
            edits.push(Edit::set(opening.path, &due)?);
            update.due = None;
        }
    }
    if let Some(at) = meeting.action_updates.iter().rposition(|known| known.id == update.id) {
        let path = |key: &str| -> [PathStep; 3] { ["action-updates".into(), at.into(), key.into()] };
        let status = update.status.map(|status| Edit::set(path("status"), &status));
        let due = update.due.map(|due| Edit::set(path("due"), &due));
        let note = update.note.map(|note| Edit::set(path("note"), &note));
        for edit in [status, due, note].into_iter().flatten() {
            edits.push(edit?);
        }
    } else if update.status.is_some() || update.due.is_some() || update.note.is_some() {
        edits.push(Edit::append(["action-updates".into()], &update)?);
    }
    Ok(edits)
}
