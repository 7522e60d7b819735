//! Records as YAML text that every reader understands in the same way.

mod prose;

use crate::error::Error;
use crate::model::record::{Form, all_keys};
use crate::store::edit::write;
use crate::store::load::WORKGROUP;
use serde::Serialize;
use serde_yaml::Value;
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::LazyLock;

/// Formats a record as the YAML of a file, as a person writes it: absent values and empty lists are left out.
///
/// # Errors
/// [`Error::Io`] when the record cannot be expressed as a map, which no record of the model does.
pub fn to_yaml(record: &impl Serialize) -> Result<String, Error> {
    format_value(&to_value(record)?)
}

/// Formats data of [`to_value`] as the YAML of a file.
///
/// # Errors
/// [`Error::Io`] when it is not a map, which every record of the model is.
pub fn format_value(value: &Value) -> Result<String, Error> {
    match value {
        Value::Mapping(entries) => Ok(write::format_record(entries)),
        _ => Err(write_error(serde::ser::Error::custom("a record is a map"))),
    }
}

/// Converts a part of a record to data, as [`to_yaml`] would write it.
///
/// # Errors
/// [`Error::Io`] when it cannot be expressed, which no record of the model does.
pub fn to_value(record: &impl Serialize) -> Result<Value, Error> {
    let mut value = serde_yaml::to_value(record).map_err(write_error)?;
    tidy_value(&mut value);
    Ok(value)
}

fn write_error(error: serde_yaml::Error) -> Error {
    Error::Io { action: "write", path: PathBuf::from(WORKGROUP), source: std::io::Error::other(error) }
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

/// Whether YAML 1.1 readers misread a plain word: `no` and `on` as booleans, `12:30` as a base 60 number, `012` as an
/// octal number.
pub(super) fn is_misread(text: &str) -> bool {
    let word = ["y", "n", "yes", "no", "on", "off", "=", "<<"].iter().any(|word| text.eq_ignore_ascii_case(word));
    let number = text.strip_prefix(['+', '-']).unwrap_or(text);
    let has_only_digits_and = |separator: u8| number.bytes().all(|byte| byte.is_ascii_digit() || byte == separator);
    let sixtieths = number.contains(':') && has_only_digits_and(b':');
    let octal = number.len() > 1 && number.starts_with('0') && has_only_digits_and(b'_');
    word || sixtieths || octal
}

#[cfg(test)]
mod tests;
