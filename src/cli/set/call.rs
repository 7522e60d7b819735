//! `backlog set DATE`: set facts of a call that are not part of its minutes, which is possible after their approval
//! too.

use super::{find_value, parse_assignments, set_edit};
use crate::cli::resolved::did_you_mean;
use crate::cli::session::{RecordChange, Session};
use crate::cli::{ExitStatus, call, parse_today};
use crate::error::Error;
use crate::model::spelling::suggest_word;
use crate::model::when::When;
use crate::store::yaml;
use chrono::NaiveDate;

/// Every key that can be set, in the order of the file: each is a day or a moment.
pub const KEYS: [&str; 2] = ["agenda-sent", "minutes-sent"];

pub fn run(date: NaiveDate, facts: &[String], dry_run: bool, session: &mut Session) -> Result<ExitStatus, Error> {
    if facts.is_empty() {
        let help = format!("Add it: `backlog set {date} KEY=VALUE`. The keys are {}.", KEYS.join(" and "));
        return Err(Error::usage("a fact is required", help));
    }
    let facts = parse_assignments(facts, find_key, |key| key)?
        .into_iter()
        .map(|(key, text)| Ok((key, parse_value(key, text)?)))
        .collect::<Result<Vec<_>, Error>>()?;
    let (repository, _lock) = session.lock_repository(dry_run)?;
    let workgroup = session.require_readable_records(&repository)?;
    let views = session.new_views(&repository.group, workgroup);
    let meeting = call::find_call_on(date, &views)?;
    let mut record = yaml::to_value(meeting)?;
    let (mut edits, mut changes) = (Vec::new(), Vec::new());
    for (key, when) in facts {
        let now = find_value(&record, key).filter(|now| !now.is_null()).cloned();
        let new = when.map(|when| yaml::to_value(&when)).transpose()?;
        if now == new {
            continue;
        }
        let was = now.as_ref().map(|now| format!(" (was {})", super::format_value(now))).unwrap_or_default();
        changes.push(match when {
            Some(when) => format!("{key} {when}{was}"),
            None => format!("{key} removed{was}"),
        });
        edits.extend(set_edit(&mut record, key, new.as_ref()));
    }
    let path = repository.group.sources.file(meeting.file).path.clone();
    let description = format!("the call of {date}: {}", changes.join(", "));
    session.edit_records(&repository, &[RecordChange { path, edits, description }], dry_run)?;
    Ok(ExitStatus::Clean)
}

/// The key of a name, or the error that suggests one.
fn find_key(name: &str) -> Result<&'static str, Error> {
    KEYS.into_iter().find(|key| *key == name).ok_or_else(|| {
        let otherwise = format!("The keys are {}; edit the others in the call's file.", KEYS.join(" and "));
        let help = did_you_mean(suggest_word(name, KEYS), otherwise);
        Error::usage(format!("unknown key \"{name}\" of a call"), help)
    })
}

/// The value of a key; `None` removes it.
fn parse_value(key: &str, text: &str) -> Result<Option<When>, Error> {
    if text.is_empty() {
        return Ok(None);
    }
    let help = || format!("Write it as {key}=2026-02-13 or {key}=2026-02-13T09:00Z.");
    parse_today(text).map(Some).map_err(|wrong| Error::usage(format!("`{key}`: {wrong}"), help()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::schema::RecordKind;

    #[test]
    fn every_key_is_one_of_the_schema() {
        let schema: serde_json::Value = serde_json::from_str(&RecordKind::Meeting.schema_json()).unwrap();
        KEYS.iter().for_each(|key| assert!(schema["properties"].get(key).is_some(), "{key}"));
    }
}
