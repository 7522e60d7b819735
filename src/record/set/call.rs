//! Facts of a call that are not part of its minutes, which can be set after their approval too.

use super::assignment::{assign_value, parse_assignments};
use crate::error::Error;
use crate::model::keys::single_value_keys;
use crate::model::meeting::Meeting;
use crate::model::record::Key;
use crate::model::spelling::suggest_word;
use crate::model::when::When;
use crate::record::call::find_call_on;
use crate::record::changes::Changes;
use crate::record::day::parse_moment;
use crate::record::matching::did_you_mean;
use crate::store::yaml;
use crate::view::Views;
use chrono::NaiveDate;
use std::sync::LazyLock;

/// Every key that can be set, in the order of the file: each is a day or a moment.
pub static KEYS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let is_unsealed = |name: &&str| Meeting::UNSEALED_KEYS.contains(name);
    NAMES.iter().map(|(name, _)| name.as_str()).filter(is_unsealed).collect()
});

static NAMES: LazyLock<Vec<(String, &Key)>> = LazyLock::new(|| single_value_keys(&Meeting::DEFINITION));

/// The facts of a call to set: each key with its value; `None` removes the fact.
///
/// # Errors
/// When there are none, a key is not known or given twice, or a value is not a day or a moment.
pub fn parse_facts(date: NaiveDate, facts: &[String]) -> Result<Vec<(&'static str, Option<When>)>, Error> {
    if facts.is_empty() {
        let help = format!("Add it: `backlog set {date} KEY=VALUE`. The keys are {}.", KEYS.join(" and "));
        return Err(Error::usage("a fact is required", help));
    }
    let facts = parse_assignments(facts, find_key, |key| key)?;
    facts.into_iter().map(|(key, text)| Ok((key, parse_value(key, text)?))).collect()
}

/// Sets facts of the call of a day.
///
/// # Errors
/// When no call of the day has a file.
pub fn set_call_facts(date: NaiveDate, facts: &[(&str, Option<When>)], views: &Views) -> Result<Changes, Error> {
    let meeting = find_call_on(date, views)?;
    let mut record = yaml::to_value(meeting)?;
    let (mut edits, mut parts) = (Vec::new(), Vec::new());
    for (key, when) in facts {
        let new = when.map(|when| yaml::to_value(&when)).transpose()?;
        if let Some((edit, change)) = assign_value(&mut record, key, new.as_ref()) {
            edits.push(edit);
            parts.push(change);
        }
    }
    Ok(Changes::edit(meeting.file, edits, format!("the call of {date}: {}", parts.join(", ")), views))
}

/// The key of a name, or the error that suggests one.
fn find_key(name: &str) -> Result<&'static str, Error> {
    KEYS.iter().copied().find(|key| *key == name).ok_or_else(|| {
        let otherwise = format!("The keys are {}; edit the others in the call's file.", KEYS.join(" and "));
        let help = did_you_mean(suggest_word(name, KEYS.iter().copied()), otherwise);
        Error::usage(format!("unknown key \"{name}\" of a call"), help)
    })
}

/// The value of a key; `None` removes it.
fn parse_value(key: &str, text: &str) -> Result<Option<When>, Error> {
    if text.is_empty() {
        return Ok(None);
    }
    let help = || format!("Write it as {key}=2026-02-13 or {key}=2026-02-13T09:00Z.");
    parse_moment(text).map(Some).map_err(|wrong| Error::usage(format!("`{key}`: {wrong}"), help()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::record::RecordValue;

    #[test]
    fn every_key_is_a_day_or_a_moment() {
        assert!(!KEYS.is_empty());
        for (_, key) in NAMES.iter().filter(|(name, _)| KEYS.contains(&name.as_str())) {
            assert_eq!(key.form.describe_expected(), <When as RecordValue>::FORM.describe_expected(), "{}", key.name);
        }
    }
}
