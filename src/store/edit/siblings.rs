//! What the lists and maps of a file show for new ones.

use super::document::{Document, NodeRef};
use super::expected::node_value;
use crate::source::{MapEntry, Node, NodeKind};
use crate::store::yaml::write::{FileStyle, MAX_WIDTH, ValuePosition, format_inline, is_scalar};
use serde_yaml::Value;

/// The style of a file: dashes are indented as in its first list in block style.
pub fn file_style(document: &Document) -> FileStyle {
    let mut open = vec![NodeRef::Root(&document.root)];
    while let Some(node_ref) = open.pop() {
        let node = node_ref.node();
        let is_block_list = matches!(&node.kind, NodeKind::List(items) if !items.is_empty()) && !document.is_flow(node);
        if let (NodeRef::Entry { .. }, true) = (node_ref, is_block_list) {
            let [dash, key] = [document.content_start(node_ref), document.node_start(node_ref)];
            let dash_indent = document.column(dash).saturating_sub(document.column(key));
            return FileStyle { dash_indent, ..FileStyle::default() };
        }
        open.extend((0..node_ref.len()).rev().filter_map(|index| document.child(node_ref, index)));
    }
    FileStyle::default()
}

/// Whether a node of the same kind as a value is on one line by choice. `column` is where it would begin on its line.
/// `None` if it is of another kind, or if nothing can be chosen.
pub fn uses_flow(
    document: &Document,
    node: &Node,
    column: usize,
    position: ValuePosition,
    value: &Value,
) -> Option<bool> {
    // Including the indentation of its lines.
    const LONGEST_BLOCK: usize = 10 * MAX_WIDTH;
    let is_empty = match (&node.kind, value) {
        (NodeKind::Map(entries), Value::Mapping(_)) => entries.is_empty(),
        // In the record itself, lists of maps are longer than lists of words.
        (NodeKind::List(items), Value::Sequence(new))
            if position != ValuePosition::Record || has_maps(items) == new.iter().any(|item| !is_scalar(item)) =>
        {
            items.is_empty()
        }
        _ => return None,
    };
    if document.is_flow(node) {
        return (!is_empty).then_some(true);
    }
    let is_short = node.place.range().len() <= LONGEST_BLOCK;
    let is_choice = is_short && format_inline(&node_value(node), column, position, None).is_some();
    is_choice.then_some(false)
}

/// Whether the items of a block list are on one line; the nearest item of the same kind as a value decides.
pub fn items_use_flow<'n>(
    document: &Document,
    nearest: impl IntoIterator<Item = &'n Node<'n>>,
    dash_column: usize,
    value: &Value,
) -> Option<bool> {
    let uses_flow = |item: &Node| uses_flow(document, item, dash_column + 2, ValuePosition::Item, value);
    nearest.into_iter().find_map(uses_flow)
}

/// Whether the values of a block map are on one line; the nearest value of the same kind as a value decides.
pub fn entries_use_flow<'n>(
    document: &Document,
    nearest: impl IntoIterator<Item = &'n MapEntry<'n>>,
    value: &Value,
) -> Option<bool> {
    let uses_flow = |entry: &MapEntry| {
        let key = entry.key_place.range();
        let column = document.column(key.start);
        uses_flow(document, &entry.value, column + key.len() + 2, ValuePosition::after_key(column), value)
    };
    nearest.into_iter().find_map(uses_flow)
}

/// Whether a list has items that are not scalars.
pub fn has_maps(items: &[Node]) -> bool {
    items.iter().any(|item| !matches!(item.kind, NodeKind::Scalar { .. }))
}
