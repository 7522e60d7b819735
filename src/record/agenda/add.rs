//! Items that are added to an agenda.

use super::arrival::{Arrivals, format_command, with_advice};
use super::entry::{new_entry, resolve_item_words};
use crate::error::Error;
use crate::model::meeting::{Item, Meeting};
use crate::model::when::When;
use crate::model::wording::quote_shell_word;
use crate::record::changes::Changes;
use crate::record::item::describe_place;
use crate::rules;
use crate::store::edit::Edit;
use crate::view::Views;
use crate::view::lookup::{ItemList, PlacedItem};

/// Adds items to the agenda of a call: those that `words` name, or else the one that the draft names by its PR or its
/// title. The draft has what is said of each.
///
/// # Errors
/// When no issue or proposal matches some of the words, an item is given twice, or the draft repeats what the proposal
/// says.
pub fn add_items<'g>(
    words: &[String],
    draft: &Item,
    added: When,
    meeting: &'g Meeting,
    views: &Views<'g>,
) -> Result<Changes, Error> {
    let resolve = |words: &String| resolve_item_words(words, views);
    let resolved = words.iter().map(resolve).collect::<Result<Vec<_>, _>>()?;
    if let Some(twice) = (1..resolved.len()).find(|at| resolved[..*at].contains(&resolved[*at])) {
        let message = format!("duplicate item \"{}\"", words[twice]);
        return Err(Error::usage(message, "Give each item once."));
    }
    let items: Vec<Option<&str>> = match resolved.as_slice() {
        [] => vec![None],
        several => several.iter().map(|words| Some(words.as_str())).collect(),
    };
    let mut notices = Vec::new();
    let arrivals = Arrivals::new(added, draft.exception.as_deref(), meeting, views, &mut notices);
    let (mut edits, mut descriptions) = (Vec::new(), Vec::new());
    for item in &items {
        let (mut entry, name) = new_entry(*item, draft, views)?;
        let timing = arrivals.set_arrival(&mut entry, views);
        let who = entry.who.as_ref().map(|who| format!(" of {}", who.value)).unwrap_or_default();
        edits.push(Edit::append(["agenda".into()], &entry)?);
        descriptions.push((format!("{name}{who}"), timing));
    }
    let closing = if draft.closing { ", to be closed" } else { "" };
    let describe = |items: &[(String, &str)]| {
        let names: Vec<&str> = items.iter().map(|(name, _)| name.as_str()).collect();
        let timing = items.first().map_or("", |(_, timing)| timing);
        format!("{} on the agenda, {timing}{closing}", names.join(", "))
    };
    let descriptions: Vec<String> = descriptions.chunk_by(|one, other| one.1 == other.1).map(describe).collect();
    let mut changes = Changes::edit(meeting.file, edits, descriptions.join("; "), views);
    changes.notices = notices;
    let names: Vec<String> = items.iter().map(|item| item_words(*item, draft)).collect();
    if let Some(placed) = names.iter().find_map(|name| views.lookup.find_item(name, meeting)) {
        let help = duplicate_help(&placed, draft.closing);
        let error = Error::not_allowed(describe_place(&placed, meeting, views), help);
        changes = changes.with_error(rules::duplicate_agenda_item::NAME, error);
    }
    if words.is_empty() && draft.pr.is_none() {
        let help = "Open an issue and use its number; for a topic without one: `backlog topic TITLE`.";
        changes = changes.with_help(rules::missing_issue::NAME, help);
    }
    let words: String = words.iter().map(|words| format!(" {}", quote_shell_word(words))).collect();
    let command = format_command(&format!("backlog agenda add{words}"), draft);
    Ok(with_advice(changes, &names, &command, added, meeting, views))
}

/// The words that name an item: its issue, otherwise the PR or the title of the only one.
fn item_words(item: Option<&str>, draft: &Item) -> String {
    let pr = || draft.pr.as_ref().map(|pr| pr.to_string());
    let title = || draft.title.as_ref().map(|title| title.value.clone());
    item.map(ToOwned::to_owned).or_else(pr).or_else(title).unwrap_or_default()
}

fn duplicate_help(placed: &PlacedItem, closing: bool) -> String {
    match (placed.list, &placed.item.added) {
        (ItemList::Topics, _) => "It is one of the other topics; remove it from `topics` first.".to_owned(),
        (ItemList::Agenda, _) if closing && !placed.item.closing => {
            "To mark it as to be closed, add `closing: true` to the existing entry.".to_owned()
        }
        (ItemList::Agenda, None) => "It was carried over from an earlier call.".to_owned(),
        (ItemList::Agenda, Some(added)) => format!("It was added on {}.", added.value),
    }
}
