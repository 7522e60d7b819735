//! A new entry of a map, at its place in the order of the record's keys.

use super::document::{Document, NodeRef};
use super::replace::{is_in_flow, replace_value};
use super::siblings::{entries_use_flow, file_style};
use super::{EditedText, PathStep, add_braces, order};
use crate::model::record::Key;
use crate::source::{MapEntry, NodeKind};
use crate::store::yaml::write::{MAX_WIDTH, fits_in_flow, format_one_line, format_scalar};
use serde_yaml::{Mapping, Value};

/// Adds an entry to the map at the end of the path.
pub fn add_entry(
    document: &Document,
    file: &str,
    path: &[PathStep],
    nodes: &[NodeRef],
    key: &str,
    value: Value,
) -> EditedText {
    let last = nodes[nodes.len() - 1];
    let node = last.node();
    let NodeKind::Map(entries) = &node.kind else { return Err(format!("`{}` is not a map", super::format_path(path))) };
    let order = order::key_order(file, path);
    let before = find_predecessor(entries, key, order);
    let key_value = Value::String(key.to_owned());
    if document.is_flow(node) {
        if entries.is_empty() && !is_in_flow(document, nodes) && nodes.len() > 1 {
            return replace_value(document, nodes, path, &Value::Mapping(Mapping::from_iter([(key_value, value)])));
        }
        let line = format_one_line(&value).filter(|_| fits_in_flow(&value) && !value.is_mapping());
        let line = line.map(|line| format!("{}: {line}", format_scalar(&key_value, true, None)));
        let width = document.line_width(node.place.range().start);
        let line = line.filter(|line| width + line.chars().count() + 2 <= MAX_WIDTH);
        return Ok(line.map(|line| document.splice(vec![insert_into_flow(document, last, entries, before, line)])));
    }
    if let Some(splices) = add_braces::fold_into_braces(document, nodes, before, (&key_value, &value)) {
        return Ok(Some(document.splice(splices)));
    }
    let column = document.column(node.place.range().start);
    let (above, below) = entries.split_at(before.map_or(0, |at| at + 1));
    let sibling = entries_use_flow(document, above.iter().rev().chain(below), &value);
    let lines = file_style(document).format_entry(&key_value, &value, column, sibling);
    let newline = document.line_ending();
    let splice = match before {
        Some(at) => {
            let node_ref = NodeRef::Entry { entry: &entries[at], index: at, siblings: entries };
            let end = document.end_with_comments(document.content_end(node_ref), column);
            (end..end, lines.iter().flat_map(|line| [newline, line]).collect())
        }
        None => {
            let start = document.node_start(NodeRef::Entry { entry: &entries[0], index: 0, siblings: entries });
            let text = lines.join(newline);
            (start..start, format!("{}{newline}{}", text.trim_start(), " ".repeat(column)))
        }
    };
    Ok(Some(document.splice(vec![splice])))
}

/// The entry before the new one; `None` if the new one is the first.
fn find_predecessor(entries: &[MapEntry], key: &str, order: &[Key]) -> Option<usize> {
    let rank = |key: &str| order.iter().position(|known| known.name == key);
    let Some(own) = rank(key) else { return entries.len().checked_sub(1) };
    let ranks: Vec<(usize, usize)> =
        entries.iter().enumerate().filter_map(|(at, entry)| Some((rank(&entry.key)?, at))).collect();
    // Among keys that no record has, the end is as good as any place.
    if ranks.is_empty() {
        return entries.len().checked_sub(1);
    }
    ranks.into_iter().filter(|(rank, _)| *rank < own).max().map(|(_, at)| at)
}

fn insert_into_flow(
    document: &Document,
    map: NodeRef,
    entries: &[MapEntry],
    before: Option<usize>,
    line: String,
) -> (std::ops::Range<usize>, String) {
    let node = map.node();
    let Some(first) = entries.first() else { return (node.place.range(), format!("{{ {line} }}")) };
    match before {
        None => {
            let start = first.key_place.range().start;
            (start..start, format!("{line}, "))
        }
        Some(at) => {
            let end = document.content_end(NodeRef::Entry { entry: &entries[at], index: at, siblings: entries });
            (end..end, format!(", {line}"))
        }
    }
}
