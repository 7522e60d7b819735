//! A value written over another.

use super::document::{Document, NodeRef, is_missing};
use super::siblings::{file_style, uses_flow};
use super::{EditRefusal, EditedText, PathStep, format_path};
use crate::source::NodeKind;
use crate::store::yaml::write::{
    MAX_WIDTH, ValuePosition, fits_in_flow, format_one_line, format_scalar, is_flat, is_scalar,
};
use serde_yaml::{Mapping, Value};

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
    matches!(nodes, [.., parent, _] if document.is_flow(parent.node()))
}

/// Replaces the value at the end of the path.
pub fn replace_value(document: &Document, nodes: &[NodeRef], path: &[PathStep], value: &Value) -> EditedText {
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
    let mut style = file_style(document);
    let column = document.column(document.node_start(last));
    let rest = &document.text[end..document.line_end(end)];
    let is_below = !is_missing(node) && document.text[value_start..start].contains('\n');
    let between = &document.text[document.line_end(value_start).min(start)..start];
    style.quotes_prose = document.end_with_comments(end, column) > document.line_end(end)
        || is_below && (rest.contains('#') || between.contains('#'));
    let mut written = match last {
        NodeRef::Item { .. } => {
            let old = uses_flow(document, node, column + 2, ValuePosition::Item, value);
            style.format_after_dash(value, column, old)
        }
        _ => {
            let key_width = value_start.saturating_sub(document.node_start(last) + 1);
            let old = uses_flow(document, node, column + key_width + 2, ValuePosition::after_key(column), value);
            style.format_after_key(value, column, key_width, old)
        }
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
        let inline =
            if written.inline.is_empty() { written.inline } else { format!("{gap}{}", written.inline.trim_start()) };
        let line_end = document.line_end(end);
        vec![(value_start..end, inline), (line_end..line_end, body)]
    } else {
        // Empty lines before a block scalar would become a part of it.
        let before = document.text[..document.line_start(start)].trim_end().len().max(value_start);
        let after = if rest.trim().is_empty() { end + rest.len() } else { end };
        vec![(value_start..value_start, written.inline), (before..after, body)]
    };
    Ok(Some(document.splice(splices)))
}

fn replace_in_flow(document: &Document, nodes: &[NodeRef], path: &[PathStep], value: &Value) -> EditedText {
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
    let has_room = |line: &String| {
        let growth = line.chars().count().saturating_sub(length);
        growth == 0 || fits_in_flow(value) && document.line_width(range.start) + growth <= MAX_WIDTH
    };
    let Some(line) = line.filter(|line| is_flat(value) && has_room(line)) else { return Ok(None) };
    let splice = match (document.after_indicator(last), last) {
        (Some(_), _) if !is_missing(node) => (range, line),
        (Some(value_start), _) => (value_start..value_start, format!(" {line}")),
        (None, NodeRef::Entry { entry, .. }) => {
            let end = entry.key_place.range().end;
            (end..end, format!(": {line}"))
        }
        (None, _) => return Err(format!("`{}` has no colon", format_path(path))),
    };
    Ok(Some(document.splice(vec![splice])))
}
