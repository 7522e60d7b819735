//! Records as YAML text that every reader understands in the same way.

mod prose;
pub(super) mod write;

use crate::error::Error;
use crate::model::keys::all_keys;
use crate::model::record::Form;
use serde::Serialize;
use serde_yaml::Value;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Formats a record as the YAML of a file, as a person writes it: absent values and empty lists are left out.
///
/// # Errors
/// [`Error::NotExpressible`] when the record cannot be expressed as a map, which no record of the model does.
pub fn to_yaml(record: &impl Serialize) -> Result<String, Error> {
    format_value(&to_value(record)?)
}

/// Formats data of [`to_value`] as the YAML of a file.
///
/// # Errors
/// [`Error::NotExpressible`] when it is not a map, which every record of the model is.
pub fn format_value(value: &Value) -> Result<String, Error> {
    match value {
        Value::Mapping(entries) => Ok(write::format_record(entries)),
        _ => Err(not_expressible("it is not a map")),
    }
}

/// Converts a part of a record to data, as [`to_yaml`] would write it.
///
/// # Errors
/// [`Error::NotExpressible`] when it cannot be expressed, which no record of the model does.
pub fn to_value(record: &impl Serialize) -> Result<Value, Error> {
    let mut value = serde_yaml::to_value(record).map_err(not_expressible)?;
    tidy_value(&mut value);
    Ok(value)
}

/// Formats a record on one line, in braces.
///
/// # Errors
/// [`Error::NotExpressible`] when a text in it has several lines.
pub fn to_one_line(record: &impl Serialize) -> Result<String, Error> {
    write::layout::format_one_line(&to_value(record)?).ok_or_else(|| not_expressible("a text has several lines"))
}

/// Replaces a map that has only this key by its value, where that value alone may stand for it.
pub fn shorten_value(value: &mut Value, key: &str) {
    if let Value::Mapping(map) = value
        && map.len() == 1
        && let Some(only) = map.swap_remove(key)
    {
        *value = only;
    }
}

fn not_expressible(reason: impl ToString) -> Error {
    Error::NotExpressible { what: "the record".to_owned(), reason: reason.to_string() }
}

/// Removes empty values, and normalizes prose so that a block scalar can hold it.
pub(super) fn tidy_value(value: &mut Value) {
    match value {
        Value::Mapping(map) => {
            for (key, value) in map.iter_mut() {
                match value {
                    // An organization without people is listed all the same.
                    Value::Mapping(entries) if FREE_MAPS.contains(as_text(key)) => {
                        entries.values_mut().for_each(tidy_value)
                    }
                    value => tidy_value(value),
                }
            }
            map.retain(|key, value| !is_redundant(key, value));
        }
        Value::Sequence(list) => list.iter_mut().for_each(tidy_value),
        Value::String(text) if text.contains(['\r', '\t', '\n']) || text.ends_with(' ') => {
            *text = prose::normalize_prose(text);
        }
        _ => {}
    }
}

fn is_redundant(key: &Value, value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Sequence(list) => list.is_empty(),
        Value::Mapping(map) => map.is_empty() && !FREE_MAPS.contains(as_text(key)),
        // The defaults.
        Value::Bool(flag) => DEFAULT_FLAGS.get(as_text(key)) == Some(flag),
        _ => false,
    }
}

fn as_text(key: &Value) -> &str {
    key.as_str().unwrap_or_default()
}

/// The keys of maps with free keys, such as the attendance: they say something even when they are empty.
static FREE_MAPS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let maps = all_keys().into_iter().filter(|(_, key)| matches!(key.form, Form::Map(_)));
    maps.map(|(_, key)| key.name).collect()
});

/// The value of a flag that is omitted.
static DEFAULT_FLAGS: LazyLock<HashMap<&str, bool>> =
    LazyLock::new(|| all_keys().into_iter().filter_map(|(_, key)| Some((key.name, key.usual?().as_bool()?))).collect());

#[cfg(test)]
mod tests;
