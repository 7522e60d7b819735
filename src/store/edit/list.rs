//! Items of a list: one more at its end, and two that change places.

use super::apply::{is_in_flow, line_width, replace_value, wrap_value};
use super::document::{Document, NodeRef};
use super::write::{
    FileStyle, MAX_WIDTH, STEP, ValuePosition, format_one_line, format_scalar, has_prose, is_flat, is_scalar,
    similar_uses_flow,
};
use super::{Edit, EditRefusal, PathStep, apply, expand_flow, expected, format_path};
use crate::store::tree::{Node, NodeKind};
use granit_parser::ScalarStyle;
use serde_yaml::Value;

/// Adds an item to the end of the list at a path.
pub fn append_item(text: &str, file: &str, path: &[PathStep], value: &Value) -> Result<String, EditRefusal> {
    let document = Document::parse(text)?;
    let (way, gone) = document.resolve_path(path);
    let node = way[way.len() - 1].node();
    if gone < path.len() {
        let list = wrap_value(&[PathStep::Index(0)], value)?;
        return apply::apply_edit(text, file, &Edit::Set { path: path.to_vec(), value: list });
    }
    match &node.kind {
        _ if node.is_null() => replace_value(&document, &way, path, &wrap_value(&[PathStep::Index(0)], value)?),
        NodeKind::List(items) if items.is_empty() => {
            replace_value(&document, &way, path, &wrap_value(&[PathStep::Index(0)], value)?)
        }
        NodeKind::List(items) => append_to_items(&document, file, path, &way, items, value),
        _ => add_second_item(&document, &way, path, value),
    }
}

fn append_to_items(
    document: &Document,
    file: &str,
    path: &[PathStep],
    way: &[NodeRef],
    items: &[Node],
    value: &Value,
) -> Result<String, EditRefusal> {
    let holder = way[way.len() - 1];
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
        let unfolded = expand_flow::expand_outermost(document, way, path)?;
        return append_item(&unfolded, file, path, value);
    }
    let column = document.column(document.node_start(last));
    let beside = items_use_flow(document, items, value, column);
    let newline = document.line_ending();
    let lines = FileStyle::from_document(document).format_item(value, column, beside);
    let end = document.end_with_comments(document.content_end(last), column);
    Ok(document.splice(vec![(end..end, lines.iter().flat_map(|line| [newline, line]).collect())]))
}

/// What the items of a list with dashes show of a new one, the last of them first.
pub fn items_use_flow(document: &Document, items: &[Node], value: &Value, column: usize) -> Option<bool> {
    let shows = |item: &Node| similar_uses_flow(document, item, column + 2, ValuePosition::Dash, value);
    items.iter().rev().find_map(shows)
}

/// Makes a list of the single value that stands for it, and adds the second item.
fn add_second_item(
    document: &Document,
    way: &[NodeRef],
    path: &[PathStep],
    value: &Value,
) -> Result<String, EditRefusal> {
    let held = way[way.len() - 1];
    let node = held.node();
    let range = node.place.range();
    let Some(sign) = document.after_indicator(held) else { return Err(format!("`{}` is no list", format_path(path))) };
    let is_word = matches!(
        &node.kind,
        NodeKind::Scalar { style: ScalarStyle::Plain | ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted, .. }
    );
    let is_inline = !document.text[sign..range.end].contains('\n') && (is_word || document.is_flow(node));
    if !is_inline {
        let both = Value::Sequence(vec![expected::node_value(node), value.clone()]);
        return replace_value(document, way, path, &both);
    }
    let old = &document.text[range.clone()];
    // What needs no quotes behind a colon may need them in brackets.
    let in_brackets = match expected::node_value(node) {
        value @ Value::String(_) if !old.starts_with(['\'', '"', '[', '{']) => format_scalar(&value, true, None),
        _ => old.to_owned(),
    };
    let words = is_word && is_scalar(value) && !has_prose(value) && !has_prose(&expected::node_value(node));
    let in_flow = is_in_flow(document, way);
    let line = format_one_line(value).filter(|_| words || in_flow);
    let fits = |line: &String| line_width(document, range.start) + line.chars().count() + 4 <= MAX_WIDTH;
    if let Some(line) = line.filter(fits) {
        return Ok(document.splice(vec![(range.clone(), format!("[{in_brackets}, {line}]"))]));
    }
    if in_flow {
        let unfolded = expand_flow::expand_outermost(document, way, path)?;
        let document = Document::parse(&unfolded)?;
        let (way, _) = document.resolve_path(path);
        return add_second_item(&document, &way, path, value);
    }
    let mut style = FileStyle::from_document(document);
    let behind = document.line_end(range.end);
    style.quotes_prose = document.end_with_comments(range.end, document.column(document.node_start(held))) > behind;
    let dashes = if matches!(held, NodeRef::Item { .. }) { STEP } else { style.dashes };
    let column = document.column(document.node_start(held)) + dashes;
    let newline = document.line_ending();
    let first = format!("{newline}{}- {old}", " ".repeat(column));
    let beside = similar_uses_flow(document, node, column + 2, ValuePosition::Dash, value);
    let lines = style.format_item(value, column, beside);
    let body: String = std::iter::once(first).chain(lines.iter().map(|line| format!("{newline}{line}"))).collect();
    Ok(document.splice(vec![(sign..range.end, String::new()), (behind..behind, body)]))
}

/// Lets two items of the list at a path change places.
pub fn swap_items(text: &str, path: &[PathStep], one: usize, other: usize) -> Result<String, EditRefusal> {
    let document = Document::parse(text)?;
    let (way, gone) = document.resolve_path(path);
    let holder = way[way.len() - 1];
    let list = holder.node();
    let (one, other) = (one.min(other), one.max(other));
    let items = match &list.kind {
        NodeKind::List(items) if gone == path.len() && other < items.len() => items,
        _ => return Err(format!("`{}` has no items {one} and {other}", format_path(path))),
    };
    if one == other {
        return Ok(text.to_owned());
    }
    let range = |at: usize| {
        let held = document.child(holder, at)?;
        if document.is_flow(list) {
            return Some(items[at].place.range());
        }
        let start = document.node_start(held);
        let line = document.line_start(start);
        let column = document.column(start);
        // Comments right above an item are its own; above the first one they are the list's.
        let mut from = line;
        while at > 0 && from > 0 {
            let above = document.line_start(from - 1);
            let bare = document.text[above..from].trim_start_matches(' ');
            if !(bare.starts_with('#') && document.text[above..from].len() - bare.len() == column) {
                break;
            }
            from = above;
        }
        // The item of a list inside of a list may share its line with another dash.
        let from = if document.text[line..start].trim_start_matches(' ').is_empty() { from } else { start };
        Some(from..document.end_with_comments(document.content_end(held), column))
    };
    let (Some(first), Some(second)) = (range(one), range(other)) else {
        return Err(format!("`{}` has no items {one} and {other}", format_path(path)));
    };
    let text_of = |range: &std::ops::Range<usize>| document.text[range.clone()].to_owned();
    let (old_first, old_second) = (text_of(&first), text_of(&second));
    Ok(document.splice(vec![(first, old_second), (second, old_first)]))
}
