//! Facts of a call that are not part of its minutes, which can be set after their approval too.

use super::assignment::{assign_value, parse_assignments};
use crate::error::Error;
use crate::model::keys::single_value_keys;
use crate::model::meeting::Meeting;
use crate::model::page_url::PageUrl;
use crate::model::record::{Key, ShapedText};
use crate::model::reference::{REFERENCE_SHAPE, Reference};
use crate::model::spelling::suggest_word;
use crate::model::wording::join_with_and;
use crate::record::call::find_call_on;
use crate::record::changes::Changes;
use crate::record::day::parse_moment;
use crate::record::matching::did_you_mean;
use crate::store::yaml;
use crate::view::Views;
use chrono::NaiveDate;
use serde_yaml::Value;
use std::sync::LazyLock;

/// Every key that can be set, in the order of the file: each is a URL, a day or a moment, or the number of an issue.
pub static KEYS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let is_unsealed = |name: &&str| Meeting::UNSEALED_KEYS.contains(name);
    NAMES.iter().map(|(name, _)| name.as_str()).filter(is_unsealed).collect()
});

static NAMES: LazyLock<Vec<(String, &Key)>> = LazyLock::new(|| single_value_keys(&Meeting::DEFINITION));

/// A fact of a call to set: its key and its value; `None` removes it.
pub type CallFact = (&'static str, Option<Value>);

/// The facts of a call to set.
///
/// # Errors
/// When there are none, a key is not known or given twice, or a value does not have the form of its key.
pub fn parse_facts(date: NaiveDate, facts: &[String]) -> Result<Vec<CallFact>, Error> {
    if facts.is_empty() {
        let help = format!("Add it: `backlog set {date} KEY=VALUE`. The keys are {}.", join_with_and(KEYS.iter()));
        return Err(Error::usage("a fact is required", help));
    }
    let facts = parse_assignments(facts, find_key, |key| key)?;
    facts.into_iter().map(|(key, text)| Ok((key, parse_value(key, text)?))).collect()
}

/// Sets facts of the call of a day.
///
/// # Errors
/// When no call of the day has a file.
pub fn set_call_facts(date: NaiveDate, facts: &[CallFact], views: &Views) -> Result<Changes, Error> {
    let meeting = find_call_on(date, views)?;
    let mut record = yaml::to_value(meeting)?;
    let (mut edits, mut parts) = (Vec::new(), Vec::new());
    for (key, new) in facts {
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
        let otherwise = format!("The keys are {}; edit the others in the call's file.", join_with_and(KEYS.iter()));
        let help = did_you_mean(suggest_word(name, KEYS.iter().copied()), otherwise);
        Error::usage(format!("unknown key \"{name}\" of a call"), help)
    })
}

/// The value of a key; `None` removes it.
fn parse_value(key: &str, text: &str) -> Result<Option<Value>, Error> {
    if text.is_empty() {
        return Ok(None);
    }
    let (value, example) = if expected_form(key) == PageUrl::SHAPE.expected {
        let wrong = || format!("expected {}, found \"{text}\"", PageUrl::SHAPE.expected);
        let likely = PageUrl::add_scheme(text).map_or("https://example.org/room".to_owned(), |url| url.to_string());
        (PageUrl::parse(text).map(|url| url.to_string().into()).ok_or_else(wrong), format!("{key}={likely}"))
    } else if expected_form(key) == REFERENCE_SHAPE.expected {
        let wrong = || format!("expected {}, found \"{text}\"", REFERENCE_SHAPE.expected);
        let issue = Reference::parse(text.trim_start_matches('#')).map(|issue| yaml::to_value(&issue)).transpose()?;
        (issue.ok_or_else(wrong), format!("{key}=331"))
    } else {
        let moment = parse_moment(text).map(|when| when.to_string().into());
        (moment, format!("{key}=2026-02-13 or {key}=2026-02-13T09:00Z"))
    };
    let wrong = |wrong: String| Error::usage(format!("`{key}`: {wrong}"), format!("Write it as {example}."));
    Ok(Some(value.map_err(wrong)?))
}

/// What a key expects.
fn expected_form(name: &str) -> &'static str {
    NAMES.iter().find(|(known, _)| known == name).map_or("", |(_, key)| key.form.describe_expected())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::record::RecordValue;
    use crate::model::when::When;

    #[test]
    fn every_key_is_a_url_a_moment_or_an_issue() {
        let forms = KEYS.iter().map(|name| NAMES.iter().find(|(known, _)| known == name).unwrap().1.form);
        let expected: Vec<&str> = forms.map(|form| form.describe_expected()).collect();
        let (url, when) = (PageUrl::SHAPE.expected, <When as RecordValue>::FORM.describe_expected());
        assert_eq!(expected, [url, when, REFERENCE_SHAPE.expected, when, when, when, url]);
    }
}
