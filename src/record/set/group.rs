//! Facts of the group.

use super::assignment::{assign_value, parse_assignments};
use crate::error::Error;
use crate::model::keys::single_value_keys;
use crate::model::record::{Form, Key};
use crate::model::spelling::suggest_word;
use crate::model::workgroup::Workgroup;
use crate::record::changes::Changes;
use crate::record::matching::did_you_mean;
use crate::view::Views;
use serde_yaml::Value;
use std::sync::LazyLock;

/// The keys of `workgroup.yaml` with single values, in the order of the file; the rules check the values.
pub static KEYS: LazyLock<Vec<&str>> =
    LazyLock::new(|| NAMES.iter().map(|(name, _)| name.as_str()).filter(|name| *name != "format").collect());

static NAMES: LazyLock<Vec<(String, &Key)>> = LazyLock::new(|| single_value_keys(&Workgroup::DEFINITION));

/// The word for the group in place of a proposal.
pub const NAME: &str = "workgroup";

/// The facts of the group to set: each key with its value, which is empty to remove the fact.
///
/// # Errors
/// When there are none, or a key is not known or given twice.
pub fn parse_facts(facts: &[String]) -> Result<Vec<(&'static str, &str)>, Error> {
    if facts.is_empty() {
        let help = format!("Add it: `backlog set workgroup KEY=VALUE`. The keys are {}.", KEYS.join(", "));
        return Err(Error::usage("a fact is required", help));
    }
    parse_assignments(facts, find_key, |key| key)
}

/// Sets facts of the group.
///
/// # Errors
/// When an edit cannot be expressed.
pub fn set_group_facts(facts: &[(&str, &str)], views: &Views) -> Result<Changes, Error> {
    let file = views.workgroup.file;
    // The file itself, since the model has default values for missing keys.
    let mut record: Value = serde_yaml::from_str(&views.group.sources.file(file).text).unwrap_or_default();
    let (mut edits, mut parts) = (Vec::new(), Vec::new());
    for (key, text) in facts {
        let value = parse_value(key, text);
        if let Some((edit, change)) = assign_value(&mut record, key, value.as_ref()) {
            edits.push(edit);
            parts.push(if value.is_none() { format!("{key} removed") } else { change });
        }
    }
    Ok(Changes::edit(file, edits, parts.join(", "), views))
}

/// The key of a name, or the error that suggests one.
fn find_key(name: &str) -> Result<&'static str, Error> {
    KEYS.iter().copied().find(|key| *key == name).ok_or_else(|| {
        let help = match name {
            "organizations" | "people" => {
                "Use `backlog add-organization` and `backlog add-person`, or edit workgroup.yaml.".to_owned()
            }
            "not-held" | "moved" => {
                "Use `backlog cancel-meeting` and `backlog move-meeting`, or edit workgroup.yaml.".to_owned()
            }
            _ => {
                let otherwise = format!("The keys are {}; edit the others in workgroup.yaml.", KEYS.join(", "));
                did_you_mean(suggest_word(name, KEYS.iter().copied()), otherwise)
            }
        };
        Error::usage(format!("unknown key \"{name}\" of the group"), help)
    })
}

/// The value of a key; `None` removes it.
fn parse_value(key: &str, text: &str) -> Option<Value> {
    let value = match text.parse::<u32>() {
        Ok(number) => Value::from(number),
        Err(_) if is_list(key) => text.split(',').map(|value| Value::from(value.trim())).collect(),
        Err(_) => Value::from(text),
    };
    Some(value).filter(|_| !text.is_empty())
}

fn is_list(name: &str) -> bool {
    NAMES.iter().any(|(known, key)| known == name && matches!(key.form, Form::List(_)))
}
