//! `backlog set DATE`: facts of a call that are not minutes. They may be added to approved minutes too.

use super::{at, edit};
use crate::cli::session::{Change, Session};
use crate::cli::{Status, call};
use crate::error::Error;
use crate::model::spelling::nearest;
use crate::model::when::When;
use crate::store::yaml;
use chrono::NaiveDate;

/// Every key that can be set, in the order of the file: each is a day or a moment.
pub const KEYS: [&str; 2] = ["agenda-sent", "minutes-sent"];

pub fn run(date: NaiveDate, facts: &[String], dry_run: bool, session: &mut Session) -> Result<Status, Error> {
    if facts.is_empty() {
        let help = format!("Say what: `backlog set {date} KEY=VALUE`. The keys are {}.", KEYS.join(" and "));
        return Err(Error::usage("nothing is to be set", help));
    }
    let facts = facts.iter().map(|fact| parse_fact(fact)).collect::<Result<Vec<_>, _>>()?;
    let (repository, _lock) = session.repository_to_write(dry_run)?;
    let workgroup = session.readable(&repository)?;
    let views = session.views(&repository.group, workgroup);
    let meeting = call::of_day(date, &views)?;
    let mut record = yaml::to_value(meeting)?;
    let (mut edits, mut changes) = (Vec::new(), Vec::new());
    for (key, when) in facts {
        let now = at(&record, key).filter(|now| !now.is_null()).cloned();
        let new = when.map(|when| yaml::to_value(&when)).transpose()?;
        if now == new {
            continue;
        }
        let was = now.as_ref().map(|now| format!(" (was {})", super::shown(now))).unwrap_or_default();
        changes.push(match when {
            Some(when) => format!("{key} {when}{was}"),
            None => format!("{key} removed{was}"),
        });
        edits.extend(edit(&mut record, key, new.as_ref()));
    }
    let path = repository.group.sources.file(meeting.file).path.clone();
    let told = format!("the call of {date}: {}", changes.join(", "));
    session.edit_records(&repository, &[Change { path, edits, told }], dry_run)?;
    Ok(Status::Clean)
}

/// A key with its value; `None` removes it.
fn parse_fact(fact: &str) -> Result<(&'static str, Option<When>), Error> {
    let (name, text) = fact.split_once('=').ok_or_else(|| {
        Error::usage(format!("`{fact}` has no `=`"), "Write KEY=VALUE, or KEY= to remove what is there.")
    })?;
    let (name, text) = (name.trim(), text.trim());
    let key = KEYS.into_iter().find(|key| *key == name).ok_or_else(|| {
        let help = match nearest(name, KEYS) {
            Some(near) => format!("Did you mean `{near}`?"),
            None => format!("The keys are {}; edit the others in the call's file.", KEYS.join(" and ")),
        };
        Error::usage(format!("`{name}` is not a key of a call that can be set"), help)
    })?;
    if text.is_empty() {
        return Ok((key, None));
    }
    let when = When::parse(text).ok_or_else(|| {
        let help = format!("Write it as {key}=2026-02-13 or {key}=2026-02-13T09:00Z.");
        Error::usage(format!("`{key}`: expected a day or a moment, found `{text}`"), help)
    })?;
    Ok((key, Some(when)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::schema::RecordKind;

    #[test]
    fn every_key_is_one_of_the_schema() {
        let schema: serde_json::Value = serde_json::from_str(&RecordKind::Meeting.schema()).unwrap();
        KEYS.iter().for_each(|key| assert!(schema["properties"].get(key).is_some(), "{key}"));
    }
}
