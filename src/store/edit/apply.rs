//! One edit of a text.

use super::document::{Document, NodeRef, is_missing};
use super::replace::{replace_value, wrap_value};
use super::{Edit, EditRefusal, EditedText, PathStep, add_entry, expand_flow, expected, format_path, list, remove};
use crate::source::NodeKind;
use crate::store::yaml::write::{LONGEST_KEY, format_scalar};
use serde_yaml::Value;

/// Applies an edit to a text; `file` is the path of the record, which says what kind of record it is.
pub fn apply_edit(text: &str, file: &str, edit: &Edit) -> Result<String, EditRefusal> {
    let edited = match edit {
        Edit::Set { path, value } => set_value(text, file, path, value)?,
        Edit::Append { path, value } => append_value(text, file, path, value)?,
        Edit::Remove { path } => remove::remove_node(text, path)?,
        Edit::Rename { path, key } => Some(rename_key(text, path, key)?),
        Edit::Swap { path, one, other } => Some(list::swap_items(text, path, *one, *other)?),
    };
    match edited {
        Some(text) => Ok(text),
        None => apply_edit(&expand_flow::expand_outermost(text, edit.path())?, file, edit),
    }
}

fn set_value(text: &str, file: &str, path: &[PathStep], value: &Value) -> EditedText {
    let document = Document::parse(text)?;
    let (nodes, matched) = document.resolve_path(path);
    let last = nodes[nodes.len() - 1];
    let node = last.node();
    if matched == path.len() {
        if expected::same_value(&expected::node_value(node), value) {
            return Ok(Some(text.to_owned()));
        }
        return match diff_value(last, path, value) {
            Some(edits) => edits.iter().try_fold(text.to_owned(), |text, edit| apply_edit(&text, file, edit)).map(Some),
            None => replace_value(&document, &nodes, path, value),
        };
    }
    let (step, rest) = (&path[matched], &path[matched + 1..]);
    match (step, &node.kind) {
        (PathStep::Key(key), NodeKind::Map(_)) => {
            add_entry::add_entry(&document, file, &path[..matched], &nodes, key, wrap_value(rest, value)?)
        }
        (PathStep::Index(index), NodeKind::List(items)) if *index == items.len() => {
            append_value(text, file, &path[..matched], &wrap_value(rest, value)?)
        }
        _ if node.is_null() => {
            replace_value(&document, &nodes, &path[..matched], &wrap_value(&path[matched..], value)?)
        }
        _ => Err(format!("`{}` does not exist", format_path(&path[..=matched]))),
    }
}

fn append_value(text: &str, file: &str, path: &[PathStep], value: &Value) -> EditedText {
    let document = Document::parse(text)?;
    let (nodes, matched) = document.resolve_path(path);
    let node = nodes[nodes.len() - 1].node();
    let list = Value::Sequence(vec![value.clone()]);
    match &node.kind {
        _ if matched < path.len() => set_value(text, file, path, &list),
        _ if node.is_null() => replace_value(&document, &nodes, path, &list),
        NodeKind::List(items) if items.is_empty() => replace_value(&document, &nodes, path, &list),
        NodeKind::List(items) => Ok(list::append_item(&document, &nodes, items, value)),
        // A single value becomes the first item.
        _ => {
            let both = Value::Sequence(vec![expected::node_value(node), value.clone()]);
            replace_value(&document, &nodes, path, &both)
        }
    }
}

/// The edits that turn a map or a list into another, so that equal parts keep their bytes.
fn diff_value(node_ref: NodeRef, path: &[PathStep], value: &Value) -> Option<Vec<Edit>> {
    let under = |step: PathStep| path.iter().cloned().chain([step]).collect::<Vec<PathStep>>();
    let mut edits = Vec::new();
    match (&node_ref.node().kind, value) {
        (NodeKind::Map(entries), Value::Mapping(new)) if !entries.is_empty() && !new.is_empty() => {
            for (key, value) in new {
                edits.push(Edit::Set { path: under(PathStep::Key(key.as_str()?.to_owned())), value: value.clone() });
            }
            let is_removed = |key: &str| !new.contains_key(key);
            let removed = entries.iter().filter(|entry| is_removed(&entry.key));
            edits.extend(removed.map(|entry| Edit::Remove { path: under(PathStep::Key(entry.key.to_string())) }));
        }
        (NodeKind::List(items), Value::Sequence(new)) if !items.is_empty() && !new.is_empty() => {
            let shared = items.len().min(new.len());
            // Removed items leave their comments, which the items that are written next must not turn into prose.
            edits.extend((shared..items.len()).rev().map(|at| Edit::Remove { path: under(at.into()) }));
            edits.extend((0..shared).map(|at| Edit::Set { path: under(at.into()), value: new[at].clone() }));
            edits.extend(new[shared..].iter().map(|value| Edit::Append { path: path.to_vec(), value: value.clone() }));
        }
        _ => return None,
    }
    Some(edits)
}

fn rename_key(text: &str, path: &[PathStep], key: &str) -> Result<String, EditRefusal> {
    let document = Document::parse(text)?;
    let (nodes, matched) = document.resolve_path(path);
    let node_ref = nodes[nodes.len() - 1];
    match node_ref {
        NodeRef::Entry { entry, siblings, .. } if matched == path.len() => {
            if siblings.iter().any(|entry| entry.key == key) {
                return Err(format!("`{key}` already exists"));
            }
            let key = format_scalar(&Value::String(key.to_owned()), true, None);
            if key.len() > LONGEST_KEY {
                return Err(format!("the new key has {} bytes (limit: {LONGEST_KEY})", key.len()));
            }
            let mut splices = vec![(entry.key_place.range(), key)];
            // Only a quoted key may have its value right after the colon.
            if let Some(value_start) = document.after_indicator(node_ref)
                && !is_missing(&entry.value)
                && !document.text[value_start..].starts_with(char::is_whitespace)
            {
                splices.push((value_start..value_start, " ".to_owned()));
            }
            Ok(document.splice(splices))
        }
        _ => Err(format!("`{}` is not an entry of a map", format_path(path))),
    }
}
