//! An item of one entry, put into braces with a second: `- issue: 259` becomes `- { issue: 259, treated: false }`.

use super::change::is_in_flow;
use super::document::{Document, Held, is_empty};
use super::list::beside;
use super::meant::value_of;
use super::write::{Spot, Style, one_line, scalar};
use crate::store::tree::{Kind, Node};
use granit_parser::ScalarStyle;
use serde_yaml::{Mapping, Value};
use std::ops::Range;

/// What makes braces of the item at the end of the way and of a new entry behind its own one, or `before` is `None`
/// and it stands before it. `None` where the two make a block.
pub fn folded(
    document: &Document,
    way: &[Held],
    before: Option<usize>,
    (key, value): (&Value, &Value),
) -> Option<Vec<(Range<usize>, String)>> {
    let [.., held @ Held::Item { node, at, of, .. }] = way else { return None };
    let Kind::Map(entries) = &node.kind else { return None };
    let [only] = &entries[..] else { return None };
    let (own, held_value) = (only.key_place.range(), only.value.place.range());
    let lines = &document.text[document.behind_sign(*held)?..held_value.end.max(own.end)];
    if lines.contains('\n') || is_empty(&only.value) || is_in_flow(document, way) {
        return None;
    }
    let stays = |node: &Node, text: &str| match &node.kind {
        Kind::Scalar { style: ScalarStyle::Plain, .. } => {
            scalar(&value_of(node), true, None) == *text || node.is_null()
        }
        Kind::Scalar { style, .. } => !matches!(style, ScalarStyle::Literal | ScalarStyle::Folded),
        _ => document.is_flow(node),
    };
    let own_key = Value::String(only.key.to_string());
    if scalar(&own_key, true, None) != document.text[own.clone()]
        || !stays(&only.value, &document.text[held_value.clone()])
    {
        return None;
    }
    let pair = [(own_key, value_of(&only.value)), (key.clone(), value.clone())];
    let both = Value::Mapping(Mapping::from_iter(pair));
    let column = document.column(own.start);
    let (above, below) = of.split_at(*at);
    let dash = document.column(document.start(*held));
    let shown = beside(document, above, &both, dash).or_else(|| beside(document, below.get(1..)?, &both, dash));
    Style::of(document).inline(&both, column, Spot::Dash, shown)?;
    let new = format!("{}: {}", scalar(key, true, None), one_line(value)?);
    Some(match before {
        None => vec![(own.start..own.start, format!("{{ {new}, ")), (held_value.end..held_value.end, " }".to_owned())],
        Some(_) => {
            vec![(own.start..own.start, "{ ".to_owned()), (held_value.end..held_value.end, format!(", {new} }}"))]
        }
    })
}
