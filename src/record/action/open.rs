//! An action point that a call opened.

use super::due::{describe_due, resolve_due_day};
use crate::error::Error;
use crate::model::action::Action;
use crate::model::meeting::Meeting;
use crate::record::changes::Changes;
use crate::record::item::{find_item, key_path, treated_edits};
use crate::record::matching::find_known;
use crate::store::edit::Edit;
use crate::view::Views;
use crate::view::actions::owners::{ActionOwners, explain_unknown_owner};
use crate::view::calls::due_date::DueDate;
use crate::view::item_label::item_label;
use crate::view::lookup::PlacedItem;
use crate::view::lookup::resolution::Resolution;

/// Records an action point with the next id of the call, of the item that `words` name, if any. Its owners are words as
/// users type them; several may be in one text, with commas. Without owners, it has those of the item.
///
/// # Errors
/// When an item or an owner is not known, the owner or the due day is missing, or the call has no id left.
pub fn open_action<'g>(
    words: Option<&str>,
    mut action: Action,
    due: Option<DueDate>,
    meeting: &'g Meeting,
    views: &Views<'g>,
) -> Result<Changes, Error> {
    let date = meeting.date.value;
    let day = due.map(|due| resolve_due_day(due, date, views)).transpose()?;
    let id = views.actions.next_id(meeting).ok_or_else(|| {
        let message = format!("the call of {date} already has 99 action points, the limit of two-digit ids");
        Error::not_allowed(message, "Combine some of them.")
    })?;
    let placed = words.map(|words| find_item(words, meeting, views)).transpose()?;
    let owners = action_owners(&action, placed.as_ref(), meeting, views)?;
    let about = placed.as_ref().map(|placed| format!(" of {}", item_label(placed.item))).unwrap_or_default();
    let when = due.zip(day).map(|(due, day)| format!(", {}", describe_due(due, day))).unwrap_or_default();
    let description = format!("action point {id}{about}: {}{when}", owners.join(", "));
    action.owners = owners.into_iter().map(Into::into).collect();
    (action.id, action.due) = (Some(id.into()), day.map(Into::into));
    let edits = match &placed {
        Some(placed) => treated_edits(placed, Edit::append(key_path(placed, "actions"), &action)?)?,
        None => vec![Edit::append(["actions".into()], &action)?],
    };
    Ok(Changes::edit(meeting.file, edits, description, views))
}

/// Whether a call has opened an action point of these owners with this text for an item.
///
/// # Errors
/// When an item or an owner is not known, or the owner is missing.
pub fn is_opened<'g>(
    words: Option<&str>,
    action: &Action,
    meeting: &'g Meeting,
    views: &Views<'g>,
) -> Result<bool, Error> {
    let placed = words.map(|words| find_item(words, meeting, views)).transpose()?;
    let owners = action_owners(action, placed.as_ref(), meeting, views)?;
    let opened = placed.as_ref().map_or(&meeting.actions, |placed| &placed.item.actions);
    let has_owners = |one: &Action| one.owners.iter().map(|owner| &owner.value).eq(&owners);
    Ok(opened.iter().any(|one| one.text.trim() == action.text.trim() && has_owners(one)))
}

/// The owners of an action point as the records spell them: at least one.
fn action_owners<'g>(
    action: &Action,
    placed: Option<&PlacedItem<'g>>,
    meeting: &Meeting,
    views: &Views<'g>,
) -> Result<Vec<String>, Error> {
    let owners = match action.owners.is_empty() {
        true => item_owners(placed, meeting, views),
        false => resolve_owners(action.owners.iter().flat_map(|names| views.lookup.split_names(names)), views)?,
    };
    if owners.is_empty() { Err(missing_owner_error()) } else { Ok(owners) }
}

/// The error for an action point without an owner.
pub fn missing_owner_error() -> Error {
    Error::usage("an owner is required", "Add --owner WHO.")
}

/// The owners of the item on the day of the call: those of the proposal, or the one in the item's `who`.
pub fn item_owners<'g>(placed: Option<&PlacedItem<'g>>, meeting: &Meeting, views: &Views<'g>) -> Vec<String> {
    let Some(placed) = placed else { return Vec::new() };
    let proposal = views.index.item_proposal(placed.item);
    let owners = proposal.map(|proposal| views.owners.owners_on(proposal, meeting.date.value)).unwrap_or_default();
    let who = placed.item.who.as_ref().filter(|_| owners.is_empty());
    let who = who.map(|who| views.index.organization_name(who.as_str()));
    owners.into_iter().chain(who).map(str::to_owned).collect()
}

/// The given owners as the records spell people and organizations; the beginning of a name suffices. While the group
/// lists no organizations, any name is accepted.
pub(super) fn resolve_owners(given: impl Iterator<Item = String>, views: &Views) -> Result<Vec<String>, Error> {
    let known = ActionOwners::from_views(views);
    let resolve = |owner: String| {
        let organization = || views.lookup.find_organization(&owner).map(|one| one.name.as_str());
        if let Some(name) = known.resolve_person(&owner).or_else(organization) {
            return Ok(name.to_owned());
        }
        if known.is_role(&owner) || views.workgroup.organizations.is_empty() {
            return Ok(owner);
        }
        let attendees = || Resolution::among_names(&owner, known.names.iter().copied());
        match find_known(views.lookup.resolve_who(&owner).or_else(attendees), &owner, "names")? {
            Some(name) => Ok(name.to_owned()),
            None => {
                let (message, help) = explain_unknown_owner(&owner, &mut known.suggestions());
                Err(Error::usage(message, help))
            }
        }
    };
    given.map(resolve).collect()
}
