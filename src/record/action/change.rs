//! Another text, owner or due date of an action point that a call opened.

use super::due::resolve_due_day;
use super::find_opening;
use super::open::resolve_owners;
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
/// When the call did not open it, or an owner or the due day is not known.
pub fn change_action(
    id: &str,
    owners: &str,
    text: &str,
    due: Option<DueDate>,
    meeting: &Meeting,
    views: &Views,
) -> Result<Changes, Error> {
    let day = meeting.date.value;
    let own = meeting.opened_actions().find(|(_, action)| action.id.as_ref().is_some_and(|own| own.value == id));
    let (Some((_, now)), Some(path)) = (own, find_opening(id, meeting)) else {
        let help = "Remove the id to open a new action point.";
        return Err(Error::not_allowed(format!("the call of {day} did not open the action point {id}"), help));
    };
    let due = due.map(|due| resolve_due_day(due, day, views)).transpose()?;
    let owners = match owners {
        "" => now.owners.clone(),
        owners => {
            resolve_owners(views.lookup.split_names(owners).into_iter(), views)?.into_iter().map(Into::into).collect()
        }
    };
    let new = Action { owners, text: text.to_owned().into(), due: due.map(Into::into), ..now.clone() };
    let is_same = new.owners == now.owners && new.due == now.due && new.text.trim() == now.text.trim();
    let edits = if is_same { Vec::new() } else { vec![Edit::set(path, &new)?] };
    let description = format!("action point {id}: changed; it was {}", quote_lost_text(&now.text));
    Ok(Changes::edit(meeting.file, edits, description, views))
}
