//! The edits of fixes name places; here they become edits of paths.

use super::document::Document;
use super::former::modernize_text;
use super::{Edit, EditRefusal, PathStep, edit_text};
use crate::error::Error;
use crate::finding::PlaceEdit;
use crate::source::{Node, NodeKind};
use crate::source::{Place, Source};
use serde_yaml::Value;

/// Applies edits whose places are in the file as it is.
///
/// # Errors
/// [`Error::NotEditable`] when a place has no value, or an edit is refused.
pub fn apply_place_edits(source: &Source, edits_by_place: &[PlaceEdit]) -> Result<String, Error> {
    let refused = |reason| Error::NotEditable { path: source.path.clone().into(), reason };
    let mut edits: Vec<Edit> = resolve_edits(source, edits_by_place).map_err(refused)?;
    // Edits that do not change paths come first; removals come last, from the end of the file.
    edits.sort_by_key(|edit| match edit {
        Edit::Set { .. } | Edit::Append { .. } => 0,
        Edit::Rename { .. } => 1,
        Edit::Swap { .. } => 2,
        Edit::Remove { .. } => 3,
    });
    let kept = edits.partition_point(|edit| !matches!(edit, Edit::Remove { .. }));
    edits[kept..].reverse();
    let text = if edits.is_empty() { source.text.clone() } else { edit_text(source, &edits).map_err(refused)? };
    if edits_by_place.iter().all(|edit| !matches!(edit, PlaceEdit::Modernize { .. })) {
        return Ok(text);
    }
    let edited = Source { path: source.path.clone(), text };
    Ok(modernize_text(&edited).map_err(refused)?.unwrap_or(edited.text))
}

/// The edits of paths, in the same order.
fn resolve_edits(source: &Source, edits_by_place: &[PlaceEdit]) -> Result<Vec<Edit>, EditRefusal> {
    let document = Document::parse(&source.text)?;
    let path = |place: Place| find_path(&document.root, place).ok_or("the place of an edit has no value".to_owned());
    let text = |text: &String| Value::String(text.clone());
    let edit = |edit: &PlaceEdit| {
        Ok(Some(match edit {
            PlaceEdit::Write { place, text: new } => Edit::Set { path: path(*place)?, value: text(new) },
            PlaceEdit::Rename { place, key } => Edit::Rename { path: path(*place)?, key: key.clone() },
            PlaceEdit::Add { place, key, text: new } => {
                let mut path = path(*place)?;
                path.push((*key).into());
                Edit::Set { path, value: text(new) }
            }
            PlaceEdit::AddSibling { place, key, text: new } => {
                let mut path = path(*place)?;
                path.pop();
                path.push((*key).into());
                Edit::Set { path, value: text(new) }
            }
            PlaceEdit::Remove { place } => Edit::Remove { path: path(*place)? },
            PlaceEdit::Swap { one, other } => swap_edit(&path(*one)?, &path(*other)?)?,
            // Done last, for the whole file.
            PlaceEdit::Modernize { .. } => return Ok(None),
        }))
    };
    edits_by_place.iter().filter_map(|place_edit| edit(place_edit).transpose()).collect()
}

/// Swaps the two items at which two paths separate.
fn swap_edit(one: &[PathStep], other: &[PathStep]) -> Result<Edit, EditRefusal> {
    let shared = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    match (one.get(shared), other.get(shared)) {
        (Some(PathStep::Index(first)), Some(PathStep::Index(second))) => {
            Ok(Edit::Swap { path: one[..shared].to_vec(), one: *first, other: *second })
        }
        _ => Err("two places are not in two items of one list".to_owned()),
    }
}

/// The path to the value at a place, or to the entry whose key is there.
fn find_path(root: &Node, place: Place) -> Option<Vec<PathStep>> {
    let is_here = |other: Place| (other.start, other.end) == (place.start, place.end);
    let mut path = Vec::new();
    let mut here = root;
    loop {
        if is_here(here.place) {
            return Some(path);
        }
        // The last child that begins before the place contains it.
        match &here.kind {
            NodeKind::Scalar { .. } => return None,
            NodeKind::List(items) => {
                let at = items.partition_point(|item| item.place.start <= place.start).checked_sub(1)?;
                path.push(PathStep::Index(at));
                here = &items[at];
            }
            NodeKind::Map(entries) => {
                let at = entries.partition_point(|entry| entry.key_place.start <= place.start).checked_sub(1)?;
                path.push(PathStep::Key(entries[at].key.to_string()));
                if is_here(entries[at].key_place) {
                    return Some(path);
                }
                here = &entries[at].value;
            }
        }
    }
}
