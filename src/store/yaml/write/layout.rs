//! Which values are on one line, in brackets or braces.

use super::scalar::format_scalar;
use serde_yaml::Value;

/// The maximum width of a line with brackets or braces.
pub const MAX_WIDTH: usize = 100;
/// The longest text of several words that is still a phrase.
const MAX_PHRASE: usize = 40;

/// The position of a value, which decides with its shape whether it is on one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValuePosition {
    /// After a key of the record itself.
    Record,
    /// After a key of a map in the record.
    Map,
    /// After a dash.
    Item,
}

impl ValuePosition {
    /// The position of a value after a key at a column.
    pub fn after_key(column: usize) -> Self {
        if column == 0 { ValuePosition::Record } else { ValuePosition::Map }
    }
}

/// A list or a map on one line; `None` if it is written as a block. `column` is that of its bracket. `sibling` says
/// whether its nearest sibling is on one line, which it follows.
pub fn format_inline(value: &Value, column: usize, position: ValuePosition, sibling: Option<bool>) -> Option<String> {
    let follows = sibling == Some(true);
    let is_short = match value {
        // A list of maps is a long list of the record, such as its stages, or a short one inside it: people who attend.
        Value::Sequence(items) => {
            let is_short_map = |item: &Value| match follows {
                true => is_flat(item),
                false => position == ValuePosition::Map && is_map_of_scalars(item),
            };
            !items.is_empty() && items.iter().all(|item| is_scalar(item) || is_short_map(item))
        }
        // A map of lists has a line for each of them; a map with one entry needs no braces after a dash.
        Value::Mapping(map) => {
            let needs_braces = map.len() > usize::from(position == ValuePosition::Item);
            needs_braces && is_flat(value) && (follows || !map.values().all(Value::is_sequence))
        }
        _ => false,
    };
    let fits = |line: &String| column + line.chars().count() <= MAX_WIDTH;
    let is_inline = is_short && sibling != Some(false) && !has_prose(value);
    if is_inline { format_one_line(value).filter(fits) } else { None }
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

/// Whether a value may be added inside brackets or braces: it is short, and not prose.
pub fn fits_in_flow(value: &Value) -> bool {
    is_flat(value) && !has_prose(value)
}

/// Whether a value is neither a list nor a map.
pub fn is_scalar(value: &Value) -> bool {
    !matches!(value, Value::Sequence(_) | Value::Mapping(_))
}

/// Whether a value contains prose.
fn has_prose(value: &Value) -> bool {
    match value {
        Value::String(text) => is_prose(text),
        Value::Sequence(items) => items.iter().any(has_prose),
        Value::Mapping(map) => map.values().any(has_prose),
        _ => false,
    }
}

/// Whether a text is prose: not a word, a name, a URL or a short phrase.
fn is_prose(text: &str) -> bool {
    let is_long = || text.contains(' ') && text.chars().count() > MAX_PHRASE;
    text.contains('\n') || text.ends_with(['.', '!', '?']) || is_long()
}

/// Whether a value is a scalar, a list of scalars, or a map of these.
pub fn is_flat(value: &Value) -> bool {
    let is_list_of_scalars = |value: &Value| value.as_sequence().is_some_and(|items| items.iter().all(is_scalar));
    match value {
        Value::Mapping(map) => map.values().all(|value| is_scalar(value) || is_list_of_scalars(value)),
        value => is_scalar(value) || is_list_of_scalars(value),
    }
}

fn is_map_of_scalars(value: &Value) -> bool {
    value.as_mapping().is_some_and(|map| map.values().all(is_scalar))
}
