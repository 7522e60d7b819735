//! Items of a list: one appended, and two swapped.

use super::document::{Document, NodeRef};
use super::expected::node_value;
use super::siblings::{file_style, has_maps, items_use_flow};
use super::{EditRefusal, PathStep, format_path};
use crate::source::{Node, NodeKind};
use crate::store::yaml::write::{MAX_WIDTH, ValuePosition, format_inline, format_one_line};
use serde_yaml::Value;

/// Appends an item to the list at the end of the path; `None` if it does not fit inside its brackets.
pub fn append_item(document: &Document, nodes: &[NodeRef], items: &[Node], value: &Value) -> Option<String> {
    let parent = nodes[nodes.len() - 1];
    let last = document.child(parent, items.len().checked_sub(1)?)?;
    let end = document.content_end(last);
    if document.is_flow(parent.node()) {
        let all = items.iter().map(node_value).chain([value.clone()]).collect();
        let position = ValuePosition::after_key(document.column(document.node_start(parent)));
        // Its width is that of the line as it is.
        format_inline(&Value::Sequence(all), 0, position, has_maps(items).then_some(true))?;
        let item = format_one_line(value)?;
        let fits = document.line_width(end) + item.chars().count() + 2 <= MAX_WIDTH;
        return fits.then(|| document.splice(vec![(end..end, format!(", {item}"))]));
    }
    let column = document.column(document.node_start(last));
    let sibling = items_use_flow(document, items.iter().rev(), column, value);
    let newline = document.line_ending();
    let lines = file_style(document).format_item(value, column, sibling);
    let end = document.end_with_comments(end, column);
    Some(document.splice(vec![(end..end, lines.iter().flat_map(|line| [newline, line]).collect())]))
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
