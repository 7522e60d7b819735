//! What a call said about an earlier action point.

use super::due::{describe_due, resolve_due_day};
use crate::error::Error;
use crate::model::action::{Action, ActionStatus};
use crate::model::meeting::{Item, Meeting};
use crate::record::changes::Changes;
use crate::record::matching::find_known;
use crate::store::edit::{Edit, PathStep};
use crate::view::Views;
use crate::view::calls::due_date::DueDate;
use crate::view::lookup::placed_items;
use chrono::NaiveDate;
use serde::Serialize;

/// Progress on an action point.
#[derive(Debug)]
pub struct ActionUpdate<'r> {
    /// Its id, or the beginning of it.
    pub id: &'r str,
    /// Its new status.
    pub status: Option<ActionStatus>,
    /// Its new due date.
    pub due: Option<DueDate>,
    /// What was said about it, as Markdown; replaces what the same call noted before.
    pub note: Option<&'r str>,
}

/// An entry of `action-updates`, with its keys in order.
#[derive(Serialize)]
struct ActionUpdateEntry<'a> {
    id: &'a str,
    status: Option<ActionStatus>,
    due: Option<NaiveDate>,
    note: Option<&'a str>,
}

/// Records what a call said about an action point.
///
/// # Errors
/// When the id matches several action points or is not permanent, or the due date has no day.
pub fn update_action(request: &ActionUpdate, meeting: &Meeting, views: &Views) -> Result<Changes, Error> {
    let id = request.id;
    let is_number = views.actions.is_mom_number(id);
    // The rules report an id that no call opened.
    let known = if is_number { None } else { find_known(views.lookup.resolve_action(id), id, "ids of action points")? };
    let id = known.unwrap_or(id);
    if is_number {
        let message = format!("`{id}` is a plain number, and these start again with every call");
        let help = "In the file of the call that opened it, give it a permanent id such as 20260212-01 (the day of \
                    the call and a number), then use that id.";
        return Err(Error::not_allowed(message, help));
    }
    let day = request.due.map(|due| resolve_due_day(due, meeting.date.value, views)).transpose()?;
    let status = request.status.map(|status| status.record_key().to_owned());
    let due = request.due.zip(day).map(|(due, day)| describe_due(due, day));
    let note = request.note.map(|_| "a note".to_owned());
    let parts: Vec<String> = [status, due, note].into_iter().flatten().collect();
    let entry = ActionUpdateEntry { id, status: request.status, due: day, note: request.note };
    let description = format!("action point {id}: {}", parts.join(", "));
    Ok(Changes::edit(meeting.file, update_edits(entry, meeting)?, description, views))
}

/// The edits of the file of a call. An earlier update by the same call is changed, and the due date of an action point
/// that the call itself opened is set where it was opened, so that nothing is recorded twice.
fn update_edits(mut entry: ActionUpdateEntry, meeting: &Meeting) -> Result<Vec<Edit>, Error> {
    let mut edits = Vec::new();
    if let Some(due) = entry.due
        && let Some(mut path) = find_opening(entry.id, meeting)
    {
        path.push("due".into());
        edits.push(Edit::set(path, &due)?);
        entry.due = None;
    }
    if let Some(at) = meeting.action_updates.iter().rposition(|update| update.id.value == entry.id) {
        let path = |key: &str| -> [PathStep; 3] { ["action-updates".into(), at.into(), key.into()] };
        let status = entry.status.map(|status| Edit::set(path("status"), &status));
        let due = entry.due.map(|due| Edit::set(path("due"), &due));
        let note = entry.note.map(|note| Edit::set(path("note"), &note));
        for edit in [status, due, note].into_iter().flatten() {
            edits.push(edit?);
        }
    } else if entry.status.is_some() || entry.due.is_some() || entry.note.is_some() {
        edits.push(Edit::append(["action-updates".into()], &entry)?);
    }
    Ok(edits)
}

/// The path of an action point in the file of the call that opened it.
fn find_opening(id: &str, meeting: &Meeting) -> Option<Vec<PathStep>> {
    let among =
        |actions: &[Action]| actions.iter().position(|action| action.id.as_ref().is_some_and(|own| own.value == id));
    let of_item = |item: &Item| among(&item.actions);
    let at_item = placed_items(meeting).find_map(|placed| {
        let at = of_item(placed.item)?;
        Some(vec![placed.list.record_key().into(), placed.at.into(), "actions".into(), at.into()])
    });
    at_item.or_else(|| Some(vec!["actions".into(), among(&meeting.actions)?.into()]))
}
