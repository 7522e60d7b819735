//! Another text, owner or due date of an action point that a call opened.

use super::due::resolve_due_day;
use super::open::resolve_owners;
use super::{Opening, find_openings};
use crate::error::Error;
use crate::model::action::Action;
use crate::model::meeting::Meeting;
use crate::record::changes::{Changes, quote_lost_text};
use crate::store::edit::Edit;
use crate::view::Views;
use crate::view::calls::due_date::DueDate;

/// Changes the action point of an id that a call opened. Its owners are words as users type them; without words, the
/// present ones stay. Without a due date, it has none.
///
/// # Errors
/// When the call did not open it, several action points have the id, or an owner or the due day is not known.
pub fn change_action(
    id: &str,
    owners: &str,
    text: &str,
    due: Option<DueDate>,
    meeting: &Meeting,
    views: &Views,
) -> Result<Changes, Error> {
    let day = meeting.date.value;
    let openings = find_openings(id, meeting, views)?;
    let [first, ..] = openings.as_slice() else {
        let help = "Remove the id to open a new action point.";
        return Err(Error::not_allowed(format!("the call of {day} did not open the action point {id}"), help));
    };
    let due = due.map(|due| resolve_due_day(due, day, views)).transpose()?;
    let owners = match owners {
        "" => Vec::new(),
        owners => resolve_owners(views.lookup.split_names(owners).into_iter(), views)?,
    };
    let mut edits = Vec::new();
    for Opening { action: now, path, .. } in &openings {
        let owners = match owners.as_slice() {
            [] => now.owners.clone(),
            owners => owners.iter().cloned().map(Into::into).collect(),
        };
        let new = Action { owners, text: text.to_owned().into(), due: due.map(Into::into), ..(*now).clone() };
        if new.owners != now.owners || new.due != now.due || new.text.trim() != now.text.trim() {
            edits.push(Edit::set(path.clone(), &new)?);
        }
    }
    let description = format!("action point {id}: changed; it was {}", quote_lost_text(&first.action.text));
    Ok(Changes::edit(meeting.file, edits, description, views))
}
