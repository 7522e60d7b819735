//! An item with one entry gets braces with its second: `- issue: 259` becomes `- { issue: 259, treated: false }`.

use super::apply::is_in_flow;
use super::document::{Document, NodeRef, is_missing};
use super::expected::node_value;
use super::list::items_use_flow;
use super::write::{FileStyle, ValuePosition, format_one_line, format_scalar};
use crate::source::{Node, NodeKind};
use granit_parser::ScalarStyle;
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
    let [.., node_ref @ NodeRef::Item { node, index: at, siblings: of, .. }] = nodes else { return None };
    let NodeKind::Map(entries) = &node.kind else { return None };
    let [only] = &entries[..] else { return None };
    let (own, held_value) = (only.key_place.range(), only.value.place.range());
    let lines = &document.text[document.after_indicator(*node_ref)?..held_value.end.max(own.end)];
    if lines.contains('\n') || is_missing(&only.value) || is_in_flow(document, nodes) {
        return None;
    }
    let stays = |node: &Node, text: &str| match &node.kind {
        NodeKind::Scalar { style: ScalarStyle::Plain, .. } => {
            format_scalar(&node_value(node), true, None) == *text || node.is_null()
        }
        NodeKind::Scalar { style, .. } => !matches!(style, ScalarStyle::Literal | ScalarStyle::Folded),
        _ => document.is_flow(node),
    };
    let own_key = Value::String(only.key.to_string());
    if format_scalar(&own_key, true, None) != document.text[own.clone()]
        || !stays(&only.value, &document.text[held_value.clone()])
    {
        return None;
    }
    let pair = [(own_key, node_value(&only.value)), (key.clone(), value.clone())];
    let both = Value::Mapping(Mapping::from_iter(pair));
    let column = document.column(own.start);
    let (above, below) = of.split_at(*at);
    let dash = document.column(document.node_start(*node_ref));
    let sibling =
        items_use_flow(document, above, &both, dash).or_else(|| items_use_flow(document, below.get(1..)?, &both, dash));
    FileStyle::from_document(document).format_inline(&both, column, ValuePosition::Dash, sibling)?;
    let new = format!("{}: {}", format_scalar(key, true, None), format_one_line(value)?);
    Some(match before {
        None => vec![(own.start..own.start, format!("{{ {new}, ")), (held_value.end..held_value.end, " }".to_owned())],
        Some(_) => {
            vec![(own.start..own.start, "{ ".to_owned()), (held_value.end..held_value.end, format!(", {new} }}"))]
        }
    })
}
