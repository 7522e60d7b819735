//! One edit of a text.

use super::document::{Document, NodeRef, is_missing};
use super::write::{
    FileStyle, LONGEST_KEY, MAX_WIDTH, ValuePosition, format_one_line, format_scalar, has_prose, is_flat, is_scalar,
    similar_uses_flow,
};
use super::{Edit, EditRefusal, PathStep, add_entry, expand_flow, expected, format_path, list, remove};
use crate::source::NodeKind;
use serde_yaml::{Mapping, Value};

/// Applies an edit to a text; `file` is the path of the record, which says what kind of record it is.
pub fn apply_edit(text: &str, file: &str, edit: &Edit) -> Result<String, EditRefusal> {
    match edit {
        Edit::Set { path, value } => set_value(text, file, path, value),
        Edit::Append { path, value } => list::append_item(text, file, path, value),
        Edit::Remove { path } => remove::remove_node(text, path),
        Edit::Rename { path, key } => rename_key(text, path, key),
        Edit::Swap { path, one, other } => list::swap_items(text, path, *one, *other),
    }
}

fn set_value(text: &str, file: &str, path: &[PathStep], value: &Value) -> Result<String, EditRefusal> {
    let document = Document::parse(text)?;
    let (nodes, matched) = document.resolve_path(path);
    let last = nodes[nodes.len() - 1];
    let node = last.node();
    if matched == path.len() {
        if expected::same_value(&expected::node_value(node), value) {
            return Ok(text.to_owned());
        }
        return match diff_value(last, path, value) {
            Some(edits) => edits.iter().try_fold(text.to_owned(), |text, edit| apply_edit(&text, file, edit)),
            None => replace_value(&document, &nodes, path, value),
        };
    }
    let (step, rest) = (&path[matched], &path[matched + 1..]);
    match (step, &node.kind) {
        (PathStep::Key(key), NodeKind::Map(_)) => {
            add_entry::add_entry(&document, file, &path[..matched], &nodes, key, wrap_value(rest, value)?)
        }
        (PathStep::Index(index), NodeKind::List(items)) if *index == items.len() => {
            list::append_item(text, file, &path[..matched], &wrap_value(rest, value)?)
        }
        _ if node.is_null() => {
            replace_value(&document, &nodes, &path[..matched], &wrap_value(&path[matched..], value)?)
        }
        _ => Err(format!("`{}` does not exist", format_path(&path[..=matched]))),
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

/// Wraps a value in the maps and lists of a path.
pub fn wrap_value(path: &[PathStep], value: &Value) -> Result<Value, EditRefusal> {
    path.iter().rev().try_fold(value.clone(), |value, step| match step {
        PathStep::Key(key) => Ok(Value::Mapping(Mapping::from_iter([(Value::String(key.clone()), value)]))),
        PathStep::Index(0) => Ok(Value::Sequence(vec![value])),
        PathStep::Index(index) => Err(format!("the first item has the index 0, not {index}")),
    })
}

/// Whether a value is inside brackets or braces.
pub fn is_in_flow(document: &Document, nodes: &[NodeRef]) -> bool {
    nodes[..nodes.len() - 1].iter().any(|node_ref| document.is_flow(node_ref.node()))
}

/// Replaces the value at the end of the path.
pub fn replace_value(
    document: &Document,
    nodes: &[NodeRef],
    path: &[PathStep],
    value: &Value,
) -> Result<String, EditRefusal> {
    let last = nodes[nodes.len() - 1];
    if matches!(last, NodeRef::Root(_)) {
        return Err("an edit cannot replace the whole record".to_owned());
    }
    if is_in_flow(document, nodes) {
        return replace_in_flow(document, nodes, path, value);
    }
    let node = last.node();
    let Some(value_start) = document.after_indicator(last) else {
        return Err(format!("`{}` has no colon", format_path(path)));
    };
    let (start, end) = (document.content_start(last), document.content_end(last));
    let mut style = FileStyle::from_document(document);
    let column = document.column(document.node_start(last));
    let rest = &document.text[end..document.line_end(end)];
    let is_below = !is_missing(node) && document.text[value_start..start].contains('\n');
    let between = &document.text[document.line_end(value_start).min(start)..start];
    style.quotes_prose = document.end_with_comments(end, column) > document.line_end(end)
        || is_below && (rest.contains('#') || between.contains('#'));
    let spot = match last {
        NodeRef::Item { .. } => ValuePosition::Dash,
        NodeRef::Entry { siblings: of, .. } if of.len() > 1 => ValuePosition::for_entries(of),
        _ => ValuePosition::Key,
    };
    let key_width = value_start.saturating_sub(document.node_start(last) + 1);
    let before = similar_uses_flow(document, node, column + key_width + 2, spot, value);
    let mut written = match spot {
        ValuePosition::Dash => style.format_after_dash(value, column, before),
        _ => style.format_after_key(value, column, key_width, spot, before),
    };
    if let (NodeKind::Scalar { style: like, .. }, true) = (&node.kind, written.body.is_empty() && is_scalar(value)) {
        written.inline = format!(" {}", format_scalar(value, false, Some(*like)));
    }
    let newline = document.line_ending();
    let body: String = written.body.iter().flat_map(|line| [newline, line]).collect();
    let splices = if is_missing(node) {
        let at = document.line_end(value_start);
        vec![(value_start..value_start, written.inline), (at..at, body)]
    } else if document.is_block_scalar(node) {
        let header = document.block_header(last);
        let line_end = document.line_end(header.end);
        // The whole last line is replaced, with the whitespace at its end.
        vec![(value_start..header.end, written.inline), (line_end..document.line_end(end).max(line_end), body)]
    } else if !is_below {
        let gap = &document.text[value_start..start];
        let head =
            if written.inline.is_empty() { written.inline } else { format!("{gap}{}", written.inline.trim_start()) };
        let line_end = document.line_end(end);
        vec![(value_start..end, head), (line_end..line_end, body)]
    } else {
        // Empty lines before a block scalar would become a part of it.
        let before = document.text[..document.line_start(start)].trim_end().len().max(value_start);
        let line_end = if rest.trim().is_empty() { end + rest.len() } else { end };
        vec![(value_start..value_start, written.inline), (before..line_end, body)]
    };
    Ok(document.splice(splices))
}

fn replace_in_flow(
    document: &Document,
    nodes: &[NodeRef],
    path: &[PathStep],
    value: &Value,
) -> Result<String, EditRefusal> {
    let last = nodes[nodes.len() - 1];
    let node = last.node();
    let line = match (&node.kind, value) {
        (NodeKind::Scalar { style, .. }, Value::String(text)) if !text.contains('\n') => {
            Some(format_scalar(value, true, Some(*style)))
        }
        _ => format_one_line(value),
    };
    let range = node.place.range();
    let length = document.text[range.clone()].chars().count();
    // A value that does not grow stays where it is.
    let has_room = |line: &str| {
        let grown = line.chars().count().saturating_sub(length);
        let is_new_prose = has_prose(value) && !has_prose(&expected::node_value(node));
        grown == 0 || !is_new_prose && line_width(document, range.start) + grown <= MAX_WIDTH
    };
    match line {
        Some(line) if is_flat(value) && has_room(&line) => {
            let splice = match document.after_indicator(last) {
                None => (range.start..range.start, line),
                Some(_) if !is_missing(node) => (range, line),
                Some(value_start) => (value_start..value_start, format!(" {line}")),
            };
            if document.after_indicator(last).is_none() {
                let NodeRef::Entry { entry, .. } = last else {
                    return Err(format!("`{}` has no colon", format_path(path)));
                };
                let end = entry.key_place.range().end;
                return Ok(document.splice(vec![(end..end, format!(": {}", splice.1))]));
            }
            Ok(document.splice(vec![splice]))
        }
        _ => {
            let unfolded = expand_flow::expand_outermost(document, nodes, path)?;
            let document = Document::parse(&unfolded)?;
            let (nodes, matched) = document.resolve_path(path);
            if matched < path.len() {
                return Err(format!("`{}` cannot be written in block style", format_path(path)));
            }
            replace_value(&document, &nodes, path, value)
        }
    }
}

/// The number of characters in a line.
pub fn line_width(document: &Document, offset: usize) -> usize {
    document.text[document.line_start(offset)..document.line_end(offset)].chars().count()
}

fn rename_key(text: &str, path: &[PathStep], key: &str) -> Result<String, EditRefusal> {
    let document = Document::parse(text)?;
    let (nodes, matched) = document.resolve_path(path);
    let node_ref = nodes[nodes.len() - 1];
    match node_ref {
        NodeRef::Entry { entry, siblings: of, .. } if matched == path.len() => {
            if of.iter().any(|entry| entry.key == key) {
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
