//! A list or a map in flow style, turned into block style.

use super::document::{Document, NodeRef};
use super::lines::find_comments;
use super::siblings::file_style;
use super::{EditRefusal, PathStep, format_path};
use crate::source::NodeKind;
use crate::store::yaml::write::STEP;

/// Expands the outermost collection in flow style on a path; those inside it stay as they are.
pub fn expand_outermost(text: &str, path: &[PathStep]) -> Result<String, EditRefusal> {
    let document = &Document::parse(text)?;
    let (nodes, matched) = document.resolve_path(path);
    let refused = |why: &str| Err(format!("`{}` {why}", format_path(&path[..matched])));
    let Some(node_ref) = nodes.iter().find(|node_ref| document.is_flow(node_ref.node())) else {
        return refused("is already in block style");
    };
    let range = node_ref.node().place.range();
    if find_comments(document.text)?.iter().any(|comment| range.contains(&comment.start)) {
        return refused("is inside brackets that contain a comment");
    }
    let text = |place: crate::source::Place| &document.text[place.range()];
    let column = document.column(document.node_start(*node_ref));
    let (is_item, is_root) = (matches!(node_ref, NodeRef::Item { .. }), matches!(node_ref, NodeRef::Root(_)));
    let (inner, lines): (usize, Vec<String>) = match &node_ref.node().kind {
        NodeKind::Map(entries) => {
            let inner = if is_root { 0 } else { column + STEP };
            let line = |entry: &crate::source::MapEntry| {
                let value = text(entry.value.place);
                let space = if value.is_empty() { "" } else { " " };
                format!("{}:{space}{value}", text(entry.key_place))
            };
            (inner, entries.iter().map(line).collect())
        }
        NodeKind::List(items) => {
            let dashes = if is_item { STEP } else { file_style(document).dash_indent };
            let inner = if is_root { 0 } else { column + dashes };
            (inner, items.iter().map(|item| format!("- {}", text(item.place))).collect())
        }
        NodeKind::Scalar { .. } => return refused("is not a list or a map"),
    };
    let newline = document.line_ending();
    let indented = |line: &String| format!("{newline}{}{line}", " ".repeat(inner));
    let line_end = document.line_end(range.end);
    let on_the_sign = is_root || is_item && matches!(node_ref.node().kind, NodeKind::Map(_));
    let value_start = document.after_indicator(*node_ref).unwrap_or(range.start);
    let splices = if on_the_sign {
        let (Some(first), rest) = (lines.first(), lines.get(1..).unwrap_or_default()) else {
            return refused("is empty");
        };
        vec![(range, first.clone()), (line_end..line_end, rest.iter().map(indented).collect())]
    } else {
        vec![(value_start..range.end, String::new()), (line_end..line_end, lines.iter().map(indented).collect())]
    };
    Ok(document.splice(splices))
}
