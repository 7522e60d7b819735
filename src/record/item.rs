//! The item of a call that a request is about.

use super::matching::{did_you_mean, expect_found};
use crate::error::Error;
use crate::model::meeting::{Item, Meeting};
use crate::model::wording::quote_shell_word;
use crate::store::edit::{Edit, PathStep};
use crate::view::Views;
use crate::view::item_label::{item_argument, item_label};
use crate::view::lookup::{ItemList, PlacedItem, split_references};

/// The item of a call that the user names.
pub fn find_item<'g>(words: &str, meeting: &'g Meeting, views: &Views<'g>) -> Result<PlacedItem<'g>, Error> {
    find_item_or(words, meeting, views, ", and `backlog topic TITLE` adds one")
}

fn find_item_or<'g>(
    words: &str,
    meeting: &'g Meeting,
    views: &Views<'g>,
    or_add: &str,
) -> Result<PlacedItem<'g>, Error> {
    expect_found(views.lookup.resolve_item(words, meeting), words, "items", |suggestion| {
        let date = meeting.date.value;
        let help = did_you_mean(suggestion, format!("`backlog agenda --meeting {date}` shows its items{or_add}."));
        Error::usage(format!("no item of the call of {date} matches \"{words}\""), help)
    })
}

/// The item of a call that the user names, for a request that cannot add one.
pub fn find_existing_item<'g>(words: &str, meeting: &'g Meeting, views: &Views<'g>) -> Result<PlacedItem<'g>, Error> {
    find_item_or(words, meeting, views, "")
}

/// The items that the user names, without duplicates; numbers may be separated by commas.
pub fn find_items<'g>(words: &[String], meeting: &'g Meeting, views: &Views<'g>) -> Result<Vec<PlacedItem<'g>>, Error> {
    let mut items: Vec<PlacedItem> = Vec::new();
    for one in words.iter().flat_map(|one| split_references(one)) {
        let placed = find_existing_item(&one, meeting, views)?;
        if !items.iter().any(|known| (known.list, known.at) == (placed.list, placed.at)) {
            items.push(placed);
        }
    }
    Ok(items)
}

/// The message about an item that the call already has.
pub fn describe_place(placed: &PlacedItem, meeting: &Meeting, views: &Views) -> String {
    let list = match placed.list {
        ItemList::Agenda => "on the agenda",
        ItemList::Topics => "one of the other topics",
    };
    format!("{} is already {list} of {}", named_item_label(placed.item, views), meeting.date.value)
}

/// The label of an item in the line about a change: what it is about, and the name of its proposal.
pub fn named_item_label(item: &Item, views: &Views) -> String {
    let name = views.index.item_proposal(item).map(|proposal| format!(" {}", proposal.name.value));
    format!("{}{}", item_label(item), name.unwrap_or_default())
}

/// The path of a key of an item in the file of its call.
pub fn key_path(placed: &PlacedItem, key: &str) -> [PathStep; 3] {
    [placed.list.record_key().into(), placed.at.into(), key.into()]
}

/// The edits that record something of an item, which the call therefore treated.
pub fn treated_edits(placed: &PlacedItem, edit: Edit) -> Result<Vec<Edit>, Error> {
    let mut edits = placed.expand_number()?;
    edits.push(edit);
    if placed.item.treated == Some(false) {
        edits.push(Edit::remove(key_path(placed, "treated")));
    }
    Ok(edits)
}

/// The commands that take back what a call recorded about an item; empty where none does.
pub(super) fn take_back_commands(item: &Item, views: &Views) -> Vec<String> {
    let argument = item_argument(item, &views.index);
    let decisions = item.decisions.iter().map(|_| format!("`backlog decide {argument} --replace \"\"`"));
    let ids = item.actions.iter().filter_map(|action| action.id.as_ref());
    let actions = ids.map(|id| format!("`backlog action withdraw {}`", quote_shell_word(id)));
    let notes = item.notes.iter().map(|_| format!("`backlog note {argument} --replace \"\"`"));
    decisions.chain(actions).chain(notes).collect()
}
