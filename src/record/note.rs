//! What was said about an item in a call, or that the call did not treat it.

use super::changes::{Changes, quote_lost_text};
use super::item::{find_item, find_items, key_path, named_item_label, treated_edits};
use crate::error::Error;
use crate::model::meeting::{Item, Meeting};
use crate::source::Place;
use crate::store::edit::Edit;
use crate::view::Views;
use crate::view::item_label::item_label;
use crate::view::lookup::{PlacedItem, placed_items};

/// A text about an item.
#[derive(Debug)]
pub struct NoteRequest<'r> {
    /// The words that name the item.
    pub item: &'r str,
    /// What was said, as Markdown; an empty one that replaces existing notes removes them.
    pub text: &'r str,
    /// Whether the text replaces existing notes.
    pub replace: bool,
    /// The existing notes as the user saw them: if they are different now, the request is refused.
    pub seen: Option<&'r str>,
    /// Whether the call did not treat the item.
    pub not_treated: bool,
}

/// Records what was said about an item.
///
/// # Errors
/// When no item matches the words, or the notes were changed meanwhile.
pub fn record_note<'g>(request: &NoteRequest, meeting: &'g Meeting, views: &Views<'g>) -> Result<Changes, Error> {
    let placed = find_item(request.item, meeting, views)?;
    let now = item_notes(placed.item);
    if request.seen.is_some_and(|seen| seen != now) {
        return Err(Error::not_allowed(
            format!("the notes of {} were changed meanwhile", item_label(placed.item)),
            "Run the command again; the editor opens with the present notes.",
        ));
    }
    let kept = if request.replace { "" } else { now };
    let whole = append_text(kept, request.text);
    let note = match whole.is_empty() {
        true => placed.item.notes.is_some().then(|| Edit::remove(key_path(&placed, "notes"))),
        false => {
            let line_end = if whole.contains('\n') { "\n" } else { "" };
            Some(Edit::set(key_path(&placed, "notes"), &format!("{whole}{line_end}"))?)
        }
    };
    let (what, instead) = match (request.not_treated, whole.is_empty()) {
        (true, true) => ("not treated", ", update removed: "),
        (true, false) => ("not treated, with a text", " instead of "),
        (false, true) => ("update removed", ": "),
        (false, false) => ("an update", " instead of "),
    };
    let is_lost = !now.is_empty() && !whole.starts_with(now.trim_end());
    let lost = if is_lost { format!("{instead}{}", quote_lost_text(now)) } else { String::new() };
    let description = format!("{}: {what}{lost}", named_item_label(placed.item, views));
    let edits = match (note, request.not_treated) {
        (note, true) => placed.expand_number()?.into_iter().chain(note).chain(not_treated_edit(&placed)?).collect(),
        (Some(note), false) if !whole.is_empty() => treated_edits(&placed, note)?,
        (note, false) => note.into_iter().collect(),
    };
    Ok(Changes::edit(meeting.file, edits, description, views))
}

/// Records that a call did not treat items, given by the words that name them.
///
/// # Errors
/// When no item matches some of the words.
pub fn record_not_treated<'g>(words: &[String], meeting: &'g Meeting, views: &Views<'g>) -> Result<Changes, Error> {
    let items = find_items(words, meeting, views)?;
    let names = match items.as_slice() {
        [one] if words.len() == 1 => {
            return not_treated(&items, format!("{}: not treated", named_item_label(one.item, views)), meeting, views);
        }
        several => several.iter().map(|placed| item_label(placed.item)).collect::<Vec<_>>(),
    };
    not_treated(&items, format!("not treated: {}", names.join(", ")), meeting, views)
}

/// Records that a call did not treat the items of its agenda of which nothing is recorded.
///
/// # Errors
/// When an edit cannot be expressed.
pub fn record_rest_not_treated(meeting: &Meeting, views: &Views) -> Result<Changes, Error> {
    let left: Vec<Place> = views.agenda.unrecorded_items(meeting).map(|item| item.place).collect();
    let is_left = |placed: &PlacedItem| left.contains(&placed.item.place);
    let items: Vec<PlacedItem> = placed_items(meeting).filter(is_left).collect();
    let names: Vec<String> = items.iter().map(|placed| item_label(placed.item)).collect();
    not_treated(&items, format!("not treated: {}", names.join(", ")), meeting, views)
}

/// Takes back that a call did not treat an item.
///
/// # Errors
/// When no item matches the words.
pub fn take_back_not_treated<'g>(words: &str, meeting: &'g Meeting, views: &Views<'g>) -> Result<Changes, Error> {
    let placed = find_item(words, meeting, views)?;
    let edit = (placed.item.treated == Some(false)).then(|| Edit::remove(key_path(&placed, "treated")));
    let description = format!("{}: no longer \"not treated\"", named_item_label(placed.item, views));
    Ok(Changes::edit(meeting.file, Vec::from_iter(edit), description, views))
}

fn not_treated(items: &[PlacedItem], description: String, meeting: &Meeting, views: &Views) -> Result<Changes, Error> {
    let mut edits = Vec::new();
    for placed in items {
        edits.extend(placed.expand_number()?);
        edits.extend(not_treated_edit(placed)?);
    }
    Ok(Changes::edit(meeting.file, edits, description, views))
}

fn not_treated_edit(placed: &PlacedItem) -> Result<Option<Edit>, Error> {
    let is_new = placed.item.treated != Some(false);
    is_new.then(|| Edit::set(key_path(placed, "treated"), &false)).transpose()
}

/// Adds a text to an existing one: as a list item after a list, otherwise as a paragraph.
pub(super) fn append_text(before: &str, text: &str) -> String {
    let before = before.trim_end();
    let is_point = |line: Option<&str>| line.is_some_and(|line| line.trim_start().starts_with(['-', '*', '+']));
    match before {
        "" => text.to_owned(),
        _ if is_point(before.lines().last()) && is_point(text.lines().next()) => format!("{before}\n{text}"),
        _ => format!("{before}\n\n{text}"),
    }
}

/// What the call says about an item; empty where it says nothing.
pub fn item_notes(item: &Item) -> &str {
    item.notes.as_ref().map_or("", |notes| notes.as_str())
}

#[cfg(test)]
mod tests {
    use super::append_text;

    #[test]
    fn a_text_comes_after_existing_notes() {
        for (before, text, expected) in [
            ("", "Two.", "Two."),
            ("One.\n", "Two.", "One.\n\nTwo."),
            ("- One\n", "- Two", "- One\n- Two"),
            ("- One\n", "Two.", "- One\n\nTwo."),
        ] {
            assert_eq!(append_text(before, text), expected);
        }
    }
}
