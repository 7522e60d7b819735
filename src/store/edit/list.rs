//! Items of a list: one appended, and two swapped.

use super::document::{Document, NodeRef};
use super::expected::node_value;
use super::replace::{is_in_flow, replace_value};
use super::siblings::{file_style, has_maps, items_use_flow, uses_flow};
use super::{EditRefusal, PathStep, expand_flow, format_path};
use crate::source::{Node, NodeKind};
use crate::store::yaml::write::{
    MAX_WIDTH, STEP, ValuePosition, fits_in_flow, format_inline, format_one_line, format_scalar,
};
use granit_parser::ScalarStyle;
use serde_yaml::Value;

/// Appends an item to the list at the end of the path, which has items.
pub fn append_item(
    document: &Document,
    nodes: &[NodeRef],
    path: &[PathStep],
    items: &[Node],
    value: &Value,
) -> Result<String, EditRefusal> {
    let parent = nodes[nodes.len() - 1];
    let Some(last) = document.child(parent, items.len().saturating_sub(1)) else {
        return Err(format!("`{}` is empty", format_path(path)));
    };
    let end = document.content_end(last);
    if document.is_flow(parent.node()) {
        let all = items.iter().map(node_value).chain([value.clone()]).collect();
        let position = ValuePosition::after_key(document.column(document.node_start(parent)));
        // Its width is that of the line as it is.
        let stays = format_inline(&Value::Sequence(all), 0, position, has_maps(items).then_some(true)).is_some();
        let fits = |line: &String| document.line_width(end) + line.chars().count() + 2 <= MAX_WIDTH;
        if let Some(line) = format_one_line(value).filter(|line| stays && fits(line)) {
            return Ok(document.splice(vec![(end..end, format!(", {line}"))]));
        }
        let expanded = expand_flow::expand_outermost(document, nodes, path)?;
        let document = Document::parse(&expanded)?;
        let (nodes, _) = document.resolve_path(path);
        return match &nodes[nodes.len() - 1].node().kind {
            NodeKind::List(items) => append_item(&document, &nodes, path, items, value),
            _ => Err(format!("`{}` is not a list", format_path(path))),
        };
    }
    let column = document.column(document.node_start(last));
    let sibling = items_use_flow(document, items.iter().rev(), column, value);
    let newline = document.line_ending();
    let lines = file_style(document).format_item(value, column, sibling);
    let end = document.end_with_comments(end, column);
    Ok(document.splice(vec![(end..end, lines.iter().flat_map(|line| [newline, line]).collect())]))
}

/// Turns a single value into a list with a second item.
pub fn add_second_item(
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
    let both = Value::Sequence(vec![node_value(node), value.clone()]);
    let is_on_line = !document.text[value_start..range.end].contains('\n') && (is_word || document.is_flow(node));
    if !is_on_line {
        return replace_value(document, nodes, path, &both);
    }
    let old = &document.text[range.clone()];
    let column = document.column(document.node_start(node_ref));
    let in_flow = is_in_flow(document, nodes);
    let line = format_one_line(value).filter(|line| match in_flow {
        true => fits_in_flow(value) && document.line_width(range.start) + line.chars().count() + 4 <= MAX_WIDTH,
        false => {
            let position = ValuePosition::after_key(column);
            is_word && format_inline(&both, document.column(range.start), position, None).is_some()
        }
    });
    if let Some(line) = line {
        // A text that needs no quotes after a colon may need them in brackets.
        let old = match node_value(node) {
            value @ Value::String(_) if !old.starts_with(['\'', '"', '[', '{']) => format_scalar(&value, true, None),
            _ => old.to_owned(),
        };
        return Ok(document.splice(vec![(range, format!("[{old}, {line}]"))]));
    }
    if in_flow {
        let expanded = expand_flow::expand_outermost(document, nodes, path)?;
        let document = Document::parse(&expanded)?;
        let (nodes, _) = document.resolve_path(path);
        return add_second_item(&document, &nodes, path, value);
    }
    let mut style = file_style(document);
    let line_end = document.line_end(range.end);
    style.quotes_prose = document.end_with_comments(range.end, column) > line_end;
    let column = column + if matches!(node_ref, NodeRef::Item { .. }) { STEP } else { style.dash_indent };
    let newline = document.line_ending();
    let first = format!("{newline}{}- {old}", " ".repeat(column));
    let sibling = uses_flow(document, node, column + 2, ValuePosition::Item, value);
    let lines = style.format_item(value, column, sibling);
    let body: String = std::iter::once(first).chain(lines.iter().map(|line| format!("{newline}{line}"))).collect();
    Ok(document.splice(vec![(value_start..range.end, String::new()), (line_end..line_end, body)]))
}

/// Swaps two items of the list at a path.
pub fn swap_items(text: &str, path: &[PathStep], one: usize, other: usize) -> Result<String, EditRefusal> {
    let document = Document::parse(text)?;
    let (nodes, matched) = document.resolve_path(path);
    let parent = nodes[nodes.len() - 1];
    let list = parent.node();
    let (one, other) = (one.min(other), one.max(other));
    let items = match &list.kind {
        NodeKind::List(items) if matched == path.len() && other < items.len() => items,
        _ => return Err(format!("`{}` has no items {one} and {other}", format_path(path))),
    };
    if one == other {
        return Ok(text.to_owned());
    }
    let range = |at: usize| {
        let node_ref = document.child(parent, at)?;
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
