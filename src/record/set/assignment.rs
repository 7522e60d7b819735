//! KEY=VALUE as a user types it, and the edit of one key.

use crate::error::Error;
use crate::store::edit::{Edit, PathStep};
use serde_yaml::Value;

/// Each KEY=VALUE as its key and its value, which is empty to remove the fact. A key may be given once.
///
/// # Errors
/// When an equals sign is missing, a key is not known, or a key is given twice.
pub fn parse_assignments<K: Copy>(
    given: &[String],
    find_key: impl Fn(&str) -> Result<K, Error>,
    name: impl Fn(K) -> &'static str,
) -> Result<Vec<(K, &str)>, Error> {
    let mut assignments: Vec<(K, &str)> = Vec::new();
    for one in given {
        let (word, value) = one.split_once('=').ok_or_else(|| {
            Error::usage(format!("expected KEY=VALUE, found \"{one}\""), "Write KEY=VALUE, or KEY= to remove the fact.")
        })?;
        let key = find_key(word.trim())?;
        if assignments.iter().any(|(other, _)| name(*other) == name(key)) {
            return Err(Error::usage(format!("duplicate key \"{}\"", name(key)), "Give each key once."));
        }
        assignments.push((key, value.trim()));
    }
    Ok(assignments)
}

/// Sets the value of a key, which may be dotted, or removes it. Returns the edit and what changes, in words; `None` if it
/// has the value already.
pub(super) fn assign_value(record: &mut Value, key: &str, new: Option<&Value>) -> Option<(Edit, String)> {
    let now = find_value(record, key).cloned();
    if now.as_ref() == new {
        return None;
    }
    let was = now.map(|now| format!(" (was {})", format_value(&now))).unwrap_or_default();
    let value = new.map_or("removed".to_owned(), format_value);
    Some((set_edit(record, key, new)?, format!("{key} {value}{was}")))
}

/// The value of a key that may be dotted.
pub(super) fn find_value<'v>(record: &'v Value, key: &str) -> Option<&'v Value> {
    key.split('.').try_fold(record, |here, step| here.get(step))
}

/// The edit of one key, which is applied to `record` as well.
fn set_edit(record: &mut Value, key: &str, new: Option<&Value>) -> Option<Edit> {
    let steps: Vec<&str> = key.split('.').collect();
    let (last, above) = steps.split_last()?;
    let mut here = record;
    for step in above {
        let map = here.as_mapping_mut()?;
        here = map.entry((*step).into()).or_insert_with(|| Value::Mapping(Default::default()));
    }
    let map = here.as_mapping_mut()?;
    let path = |steps: &[&str]| steps.iter().map(|step| PathStep::from(*step)).collect::<Vec<_>>();
    match new {
        Some(value) => {
            map.insert((*last).into(), value.clone());
            Some(Edit::Set { path: path(&steps), value: value.clone() })
        }
        None => {
            map.remove(*last);
            // Remove a map that becomes empty.
            Some(Edit::remove(path(if map.is_empty() { above } else { &steps })))
        }
    }
}

/// A value in one line.
fn format_value(value: &Value) -> String {
    match value {
        Value::Sequence(list) => list.iter().map(format_value).collect::<Vec<_>>().join(","),
        Value::String(text) => text.lines().next().unwrap_or_default().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}
