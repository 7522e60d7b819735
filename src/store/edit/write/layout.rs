//! Which values are on one line, in brackets or braces.

use super::scalar::format_scalar;
use crate::source::{MapEntry, Node, NodeKind};
use crate::store::edit::document::Document;
use crate::store::edit::expected::node_value;
use serde_yaml::{Mapping, Value};

/// The maximum width of a line with brackets or braces.
pub const MAX_WIDTH: usize = 100;
/// The longest text of several words that is still a phrase.
const MAX_PHRASE: usize = 40;

/// The position of a value, which decides with its shape whether it is on one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValuePosition {
    /// After a key.
    Key,
    /// After a key of a map of lists, such as the attendance: people with a role or a note are on the line of their
    /// organization as well.
    ListMap,
    /// After a dash, where a map with one entry needs no braces.
    Dash,
}

impl ValuePosition {
    /// After the keys of a map.
    pub fn for_map(map: &Mapping) -> Self {
        if is_list_map(map) { ValuePosition::ListMap } else { ValuePosition::Key }
    }

    /// After the keys of an existing map, in which a single map or null may replace a list.
    pub fn for_entries(entries: &[MapEntry]) -> Self {
        let is_list = |entry: &MapEntry| matches!(entry.value.kind, NodeKind::List(_));
        let is_word = |entry: &MapEntry| matches!(entry.value.kind, NodeKind::Scalar { .. }) && !entry.value.is_null();
        if entries.iter().any(is_list) && !entries.iter().any(is_word) {
            ValuePosition::ListMap
        } else {
            ValuePosition::Key
        }
    }
}

fn is_list_map(map: &Mapping) -> bool {
    !map.is_empty() && map.values().all(Value::is_sequence)
}

/// Whether a list or a map is on one line if it has no siblings.
pub fn is_compact(value: &Value, spot: ValuePosition) -> bool {
    let is_plain = match value {
        Value::Sequence(items) if spot == ValuePosition::ListMap => !items.is_empty() && is_short(value),
        Value::Sequence(items) => !items.is_empty() && items.iter().all(is_scalar),
        Value::Mapping(map) => {
            map.len() > usize::from(spot == ValuePosition::Dash) && is_flat(value) && !is_list_map(map)
        }
        _ => false,
    };
    is_plain && !has_prose(value)
}

/// Whether an existing list or map is on one line by choice. `column` is where it would begin on its line. `None` if
/// there is no choice.
pub fn uses_flow(document: &Document, node: &Node, column: usize, spot: ValuePosition) -> Option<bool> {
    if document.is_flow(node) {
        let is_empty = matches!(&node.kind, NodeKind::Map(of) if of.is_empty())
            || matches!(&node.kind, NodeKind::List(of) if of.is_empty());
        return (!is_empty).then_some(true);
    }
    // Including the indentation of its lines.
    const LONGEST_BLOCK: usize = 10 * MAX_WIDTH;
    if matches!(node.kind, NodeKind::Scalar { .. }) || node.place.range().len() > LONGEST_BLOCK {
        return None;
    }
    let value = node_value(node);
    let fits = |line: String| column + line.chars().count() <= MAX_WIDTH;
    (is_compact(&value, spot) && format_one_line(&value).is_some_and(fits)).then_some(false)
}

/// The same as [`uses_flow`], if the node is of the same kind as a value.
pub fn similar_uses_flow(
    document: &Document,
    node: &Node,
    column: usize,
    spot: ValuePosition,
    value: &Value,
) -> Option<bool> {
    if is_same_kind(node, value, spot) { uses_flow(document, node, column, spot) } else { None }
}

fn is_same_kind(node: &Node, value: &Value, spot: ValuePosition) -> bool {
    let is_word = |node: &Node| matches!(node.kind, NodeKind::Scalar { .. });
    match (&node.kind, value) {
        // A map with one entry after a dash needs no braces, even if longer ones have them.
        (NodeKind::Map(of), Value::Mapping(new)) => spot != ValuePosition::Dash || new.len() > 1 || of.len() == 1,
        (NodeKind::List(of), Value::Sequence(new)) => {
            spot == ValuePosition::ListMap || of.iter().all(is_word) == new.iter().all(is_scalar)
        }
        _ => false,
    }
}

/// Whether a text is prose: not a word, a name, a URL or a short phrase.
pub fn is_prose(text: &str) -> bool {
    let is_long = || text.contains(' ') && text.chars().count() > MAX_PHRASE;
    text.contains('\n') || text.ends_with(['.', '!', '?']) || is_long()
}

/// Whether a value contains prose.
pub fn has_prose(value: &Value) -> bool {
    match value {
        Value::String(text) => is_prose(text),
        Value::Sequence(items) => items.iter().any(has_prose),
        Value::Mapping(map) => map.values().any(has_prose),
        _ => false,
    }
}

/// Whether a value is neither a list nor a map.
pub fn is_scalar(value: &Value) -> bool {
    !matches!(value, Value::Sequence(_) | Value::Mapping(_))
}

/// Whether a value is flat enough for braces, as its siblings are.
pub fn is_flat(value: &Value) -> bool {
    match value {
        Value::Sequence(items) => items.iter().all(is_scalar),
        Value::Mapping(map) => map.values().all(|value| match value {
            Value::Sequence(items) => items.iter().all(is_scalar),
            value => is_scalar(value),
        }),
        _ => true,
    }
}

/// Whether a list or a map may be in brackets if its siblings are.
pub fn is_short(value: &Value) -> bool {
    match value {
        Value::Sequence(items) => items.iter().all(is_flat),
        value => is_flat(value),
    }
}

/// A value on one line with brackets and braces; `None` for prose of several lines.
pub fn format_one_line(value: &Value) -> Option<String> {
    match value {
        Value::Sequence(items) => {
            let items: Option<Vec<String>> = items.iter().map(format_one_line).collect();
            Some(format!("[{}]", items?.join(", ")))
        }
        Value::Mapping(map) if map.is_empty() => Some("{}".to_owned()),
        Value::Mapping(map) => {
            let entry = |(key, value)| Some(format!("{}: {}", format_scalar(key, true, None), format_one_line(value)?));
            let entries: Option<Vec<String>> = map.iter().map(entry).collect();
            Some(format!("{{ {} }}", entries?.join(", ")))
        }
        Value::String(text) if text.contains('\n') => None,
        value => Some(format_scalar(value, true, None)),
    }
}
