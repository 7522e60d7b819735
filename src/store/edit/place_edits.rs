//! What mends a finding names places; here they become edits, which name paths.

use super::document::Document;
use super::{Edit, EditRefusal, PathStep, edit_text};
use crate::error::Error;
use crate::finding::PlaceEdit;
use crate::source::{Place, Source};
use crate::store::tree::{Node, NodeKind};
use serde_yaml::Value;

/// The text of a file with mends, whose places are all in it as it stands.
///
/// # Errors
/// [`Error::Unedited`] when a place is that of no value, or an edit cannot be done.
pub fn apply_place_edits(source: &Source, mends: &[PlaceEdit]) -> Result<String, Error> {
    let refused = |reason| Error::NotEditable { path: source.path.clone().into(), reason };
    let mut edits: Vec<Edit> = resolve_edits(source, mends).map_err(refused)?;
    // What leaves paths as they are comes first; of what is taken out, the last.
    edits.sort_by_key(|edit| match edit {
        Edit::Set { .. } | Edit::Append { .. } => 0,
        Edit::Rename { .. } => 1,
        Edit::Swap { .. } => 2,
        Edit::Remove { .. } => 3,
    });
    let kept = edits.partition_point(|edit| !matches!(edit, Edit::Remove { .. }));
    edits[kept..].reverse();
    edit_text(source, &edits).map_err(refused)
}

/// The edits in the order of the mends.
fn resolve_edits(source: &Source, mends: &[PlaceEdit]) -> Result<Vec<Edit>, EditRefusal> {
    let document = Document::parse(&source.text)?;
    let path = |place: Place| find_path(&document.root, place).ok_or("a place is that of no value".to_owned());
    let text = |text: &String| Value::String(text.clone());
    let edit = |mend: &PlaceEdit| {
        Ok(match mend {
            PlaceEdit::Write { place, text: new } => Edit::Set { path: path(*place)?, value: text(new) },
            PlaceEdit::Rename { place, key } => Edit::Rename { path: path(*place)?, key: key.clone() },
            PlaceEdit::Add { place, key, text: new } => {
                let mut path = path(*place)?;
                path.push((*key).into());
                Edit::Set { path, value: text(new) }
            }
            PlaceEdit::Remove { place } => Edit::Remove { path: path(*place)? },
            PlaceEdit::Swap { one, other } => swap_edit(&path(*one)?, &path(*other)?)?,
        })
    };
    mends.iter().map(edit).collect()
}

/// The two items in which two paths part.
fn swap_edit(one: &[PathStep], other: &[PathStep]) -> Result<Edit, EditRefusal> {
    let shared = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    match (one.get(shared), other.get(shared)) {
        (Some(PathStep::Index(first)), Some(PathStep::Index(second))) => {
            Ok(Edit::Swap { path: one[..shared].to_vec(), one: *first, other: *second })
        }
        _ => Err("two places are in no two items of one list".to_owned()),
    }
}

/// The path to the value at a place, or to the entry whose key stands there.
fn find_path(root: &Node, place: Place) -> Option<Vec<PathStep>> {
    let is_here = |other: Place| (other.start, other.end) == (place.start, place.end);
    let mut path = Vec::new();
    let mut here = root;
    loop {
        if is_here(here.place) {
            return Some(path);
        }
        // The last part that begins before the place is the one that holds it.
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
