//! A list or a map in brackets or braces, turned into a block.

use super::document::{Document, NodeRef};
use super::lines::find_comments;
use super::write::{FileStyle, STEP};
use super::{EditRefusal, PathStep, format_path};
use crate::store::tree::NodeKind;

/// Unfolds the outermost collection in brackets or braces of a way; those inside of it stay as they are.
pub fn expand_outermost(document: &Document, way: &[NodeRef], path: &[PathStep]) -> Result<String, EditRefusal> {
    let refused = |why: &str| Err(format!("`{}` {why}", format_path(path)));
    let Some(held) = way.iter().find(|held| document.is_flow(held.node())) else {
        return refused("is in block style already");
    };
    let range = held.node().place.range();
    if find_comments(document.text)?.iter().any(|comment| range.contains(&comment.start)) {
        return refused("stands in brackets with a comment in them");
    }
    let text = |place: crate::source::Place| &document.text[place.range()];
    let column = document.column(document.node_start(*held));
    let (is_item, is_root) = (matches!(held, NodeRef::Item { .. }), matches!(held, NodeRef::Root(_)));
    let (inner, lines): (usize, Vec<String>) = match &held.node().kind {
        NodeKind::Map(entries) => {
            let inner = if is_root { 0 } else { column + STEP };
            let line = |entry: &crate::store::tree::MapEntry| {
                let value = text(entry.value.place);
                let blank = if value.is_empty() { "" } else { " " };
                format!("{}:{blank}{value}", text(entry.key_place))
            };
            (inner, entries.iter().map(line).collect())
        }
        NodeKind::List(items) => {
            let dashes = if is_item { STEP } else { FileStyle::from_document(document).dashes };
            let inner = if is_root { 0 } else { column + dashes };
            (inner, items.iter().map(|item| format!("- {}", text(item.place))).collect())
        }
        NodeKind::Scalar { .. } => return refused("is no list and no map"),
    };
    let newline = document.line_ending();
    let indented = |line: &String| format!("{newline}{}{line}", " ".repeat(inner));
    let behind = document.line_end(range.end);
    let on_the_sign = is_root || is_item && matches!(held.node().kind, NodeKind::Map(_));
    let sign = document.after_indicator(*held).unwrap_or(range.start);
    let splices = if on_the_sign {
        let (Some(first), rest) = (lines.first(), lines.get(1..).unwrap_or_default()) else {
            return refused("is empty");
        };
        vec![(range, first.clone()), (behind..behind, rest.iter().map(indented).collect())]
    } else {
        vec![(sign..range.end, String::new()), (behind..behind, lines.iter().map(indented).collect())]
    };
    Ok(document.splice(splices))
}
