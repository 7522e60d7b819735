//! Items of a list: one appended, and two swapped.

use super::apply::{is_in_flow, line_width, replace_value, wrap_value};
use super::document::{Document, NodeRef};
use super::write::{
    FileStyle, MAX_WIDTH, STEP, ValuePosition, format_one_line, format_scalar, has_prose, is_flat, is_scalar,
    similar_uses_flow,
};
use super::{Edit, EditRefusal, PathStep, apply, expand_flow, expected, format_path};
use crate::source::{Node, NodeKind};
use granit_parser::ScalarStyle;
use serde_yaml::Value;

/// Appends an item to the list at a path.
pub fn append_item(text: &str, file: &str, path: &[PathStep], value: &Value) -> Result<String, EditRefusal> {
    let document = Document::parse(text)?;
    let (nodes, matched) = document.resolve_path(path);
    let node = nodes[nodes.len() - 1].node();
    if matched < path.len() {
        let list = wrap_value(&[PathStep::Index(0)], value)?;
        return apply::apply_edit(text, file, &Edit::Set { path: path.to_vec(), value: list });
    }
    match &node.kind {
        _ if node.is_null() => replace_value(&document, &nodes, path, &wrap_value(&[PathStep::Index(0)], value)?),
        NodeKind::List(items) if items.is_empty() => {
            replace_value(&document, &nodes, path, &wrap_value(&[PathStep::Index(0)], value)?)
        }
        NodeKind::List(items) => append_to_items(&document, file, path, &nodes, items, value),
        _ => add_second_item(&document, &nodes, path, value),
    }
}

fn append_to_items(
    document: &Document,
    file: &str,
    path: &[PathStep],
    nodes: &[NodeRef],
    items: &[Node],
    value: &Value,
) -> Result<String, EditRefusal> {
    let holder = nodes[nodes.len() - 1];
    let list = holder.node();
    let Some(last) = document.child(holder, items.len() - 1) else {
        return Err(format!("`{}` is empty", format_path(path)));
    };
    if document.is_flow(list) {
        let end = document.content_end(last);
        let fits = |line: &String| line_width(document, end) + line.chars().count() + 2 <= MAX_WIDTH;
        let is_first_map = value.is_mapping() && items.iter().all(|item| matches!(item.kind, NodeKind::Scalar { .. }));
        let is_roll = matches!(holder, NodeRef::Entry { siblings, .. } if ValuePosition::for_entries(siblings) == ValuePosition::ListMap);
        let is_first_prose = has_prose(value) && !has_prose(&expected::node_value(list));
        let may_stand = is_flat(value) && !is_first_prose && (!is_first_map || is_roll);
        if let Some(line) = format_one_line(value).filter(|_| may_stand).filter(fits) {
            return Ok(document.splice(vec![(end..end, format!(", {line}"))]));
        }
        let unfolded = expand_flow::expand_outermost(document, nodes, path)?;
        return append_item(&unfolded, file, path, value);
    }
    let column = document.column(document.node_start(last));
    let sibling = items_use_flow(document, items, value, column);
    let newline = document.line_ending();
    let lines = FileStyle::from_document(document).format_item(value, column, sibling);
    let end = document.end_with_comments(document.content_end(last), column);
    Ok(document.splice(vec![(end..end, lines.iter().flat_map(|line| [newline, line]).collect())]))
}

/// Whether the items of a block list use flow style for a value like the new one; the last item is asked first.
pub fn items_use_flow(document: &Document, items: &[Node], value: &Value, column: usize) -> Option<bool> {
    let uses_flow = |item: &Node| similar_uses_flow(document, item, column + 2, ValuePosition::Dash, value);
    items.iter().rev().find_map(uses_flow)
}

/// Turns a single value into a list with a second item.
fn add_second_item(
    document: &Document,
    nodes: &[NodeRef],
    path: &[PathStep],
    value: &Value,
) -> Result<String, EditRefusal> {
    let node_ref = nodes[nodes.len() - 1];
    let node = node_ref.node();
    let range = node.place.range();
    let Some(value_start) = document.after_indicator(node_ref) else {
        return Err(format!("`{}` is not a list", format_path(path)));
    };
    let is_word = matches!(
        &node.kind,
        NodeKind::Scalar { style: ScalarStyle::Plain | ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted, .. }
    );
    let is_inline = !document.text[value_start..range.end].contains('\n') && (is_word || document.is_flow(node));
    if !is_inline {
        let both = Value::Sequence(vec![expected::node_value(node), value.clone()]);
        return replace_value(document, nodes, path, &both);
    }
    let old = &document.text[range.clone()];
    // A text that needs no quotes after a colon may need them in brackets.
    let in_brackets = match expected::node_value(node) {
        value @ Value::String(_) if !old.starts_with(['\'', '"', '[', '{']) => format_scalar(&value, true, None),
        _ => old.to_owned(),
    };
    let words = is_word && is_scalar(value) && !has_prose(value) && !has_prose(&expected::node_value(node));
    let in_flow = is_in_flow(document, nodes);
    let line = format_one_line(value).filter(|_| words || in_flow);
    let fits = |line: &String| line_width(document, range.start) + line.chars().count() + 4 <= MAX_WIDTH;
    if let Some(line) = line.filter(fits) {
        return Ok(document.splice(vec![(range.clone(), format!("[{in_brackets}, {line}]"))]));
    }
    if in_flow {
        let unfolded = expand_flow::expand_outermost(document, nodes, path)?;
        let document = Document::parse(&unfolded)?;
        let (nodes, _) = document.resolve_path(path);
        return add_second_item(&document, &nodes, path, value);
    }
    let mut style = FileStyle::from_document(document);
    let line_end = document.line_end(range.end);
    style.quotes_prose =
        document.end_with_comments(range.end, document.column(document.node_start(node_ref))) > line_end;
    let dashes = if matches!(node_ref, NodeRef::Item { .. }) { STEP } else { style.dashes };
    let column = document.column(document.node_start(node_ref)) + dashes;
    let newline = document.line_ending();
    let first = format!("{newline}{}- {old}", " ".repeat(column));
    let sibling = similar_uses_flow(document, node, column + 2, ValuePosition::Dash, value);
    let lines = style.format_item(value, column, sibling);
    let body: String = std::iter::once(first).chain(lines.iter().map(|line| format!("{newline}{line}"))).collect();
    Ok(document.splice(vec![(value_start..range.end, String::new()), (line_end..line_end, body)]))
}

/// Swaps two items of the list at a path.
pub fn swap_items(text: &str, path: &[PathStep], one: usize, other: usize) -> Result<String, EditRefusal> {
    let document = Document::parse(text)?;
    let (nodes, matched) = document.resolve_path(path);
    let holder = nodes[nodes.len() - 1];
    let list = holder.node();
    let (one, other) = (one.min(other), one.max(other));
    let items = match &list.kind {
        NodeKind::List(items) if matched == path.len() && other < items.len() => items,
        _ => return Err(format!("`{}` has no items {one} and {other}", format_path(path))),
    };
    if one == other {
        return Ok(text.to_owned());
    }
    let range = |at: usize| {
        let node_ref = document.child(holder, at)?;
        if document.is_flow(list) {
            return Some(items[at].place.range());
        }
        let start = document.node_start(node_ref);
        let line = document.line_start(start);
        let column = document.column(start);
        // Comments right above an item belong to it; those above the first item belong to the list.
        let mut from = line;
        while at > 0 && from > 0 {
            let above = document.line_start(from - 1);
            let bare = document.text[above..from].trim_start_matches(' ');
            if !(bare.starts_with('#') && document.text[above..from].len() - bare.len() == column) {
                break;
            }
            from = above;
        }
        // An item of a nested list may share its line with another dash.
        let from = if document.text[line..start].trim_start_matches(' ').is_empty() { from } else { start };
        Some(from..document.end_with_comments(document.content_end(node_ref), column))
    };
    let (Some(first), Some(second)) = (range(one), range(other)) else {
        return Err(format!("`{}` has no items {one} and {other}", format_path(path)));
    };
    let text_of = |range: &std::ops::Range<usize>| document.text[range.clone()].to_owned();
    let (old_first, old_second) = (text_of(&first), text_of(&second));
    Ok(document.splice(vec![(first, old_second), (second, old_first)]))
}
