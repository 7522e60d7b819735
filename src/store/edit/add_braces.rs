//! An item with one entry gets braces with its second: `- issue: 259` becomes `- { issue: 259, treated: false }`.

use super::document::{Document, NodeRef};
use super::expected::node_value;
use super::siblings::items_use_flow;
use crate::source::NodeKind;
use crate::store::yaml::write::{ValuePosition, format_inline, format_one_line, format_scalar};
use serde_yaml::{Mapping, Value};
use std::ops::Range;

/// The splices that put the item at the end of the path and a new entry into braces; without `before`, the new entry is
/// the first. `None` if the two are written as a block.
pub fn fold_into_braces(
    document: &Document,
    nodes: &[NodeRef],
    before: Option<usize>,
    (key, value): (&Value, &Value),
) -> Option<Vec<(Range<usize>, String)>> {
    let [.., node_ref @ NodeRef::Item { node, index, list, siblings, .. }] = nodes else { return None };
    let NodeKind::Map(entries) = &node.kind else { return None };
    let [only] = &entries[..] else { return None };
    let (start, end) = (only.key_place.range().start, document.content_end(*node_ref));
    let text = &document.text[start..end];
    if document.is_flow(list) || document.is_flow(node) || text.contains('\n') {
        return None;
    }
    // A comma or a bracket means something else inside braces.
    let own = node_value(node);
    let in_braces = format!("{{ {text} }}");
    Document::parse(&in_braces).ok().filter(|document| node_value(&document.root) == own)?;
    let own = (Value::String(only.key.to_string()), node_value(&only.value));
    let both = Value::Mapping(Mapping::from_iter([own, (key.clone(), value.clone())]));
    let (above, below) = siblings.split_at(*index);
    let nearest = above.iter().rev().chain(&below[1..]);
    let sibling = items_use_flow(document, nearest, document.column(document.node_start(*node_ref)), &both);
    format_inline(&both, document.column(start), ValuePosition::Item, sibling)?;
    let new = format!("{}: {}", format_scalar(key, true, None), format_one_line(value)?);
    let (opening, closing) = match before {
        None => (format!("{{ {new}, "), " }".to_owned()),
        Some(_) => ("{ ".to_owned(), format!(", {new} }}")),
    };
    Some(vec![(start..start, opening), (end..end, closing)])
}
