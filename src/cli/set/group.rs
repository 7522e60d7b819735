//! `backlog set workgroup`: facts of the group itself.

use super::{edit, shown};
use crate::cli::Status;
use crate::cli::session::{Change, Session};
use crate::error::Error;
use crate::model::spelling::nearest;
use crate::store::load::WORKGROUP;
use serde_yaml::Value;

/// Every key of `workgroup.yaml` that has one value, in the order of the file; the rules judge the values.
pub const KEYS: [&str; 17] = [
    "name",
    "repository",
    "timezone",
    "style",
    "table",
    "agenda.closes-days-before",
    "reviewer.name",
    "reviewer.mail",
    "lifecycle.freeze-after-weeks",
    "lifecycle.freeze-after-absences",
    "lifecycle.freeze-after-untracked",
    "lifecycle.archive-after-months",
    "records.complete-since",
    "mail.from",
    "mail.to",
    "mail.server",
    "mail.user",
];

/// What a command line names instead of a proposal.
pub const NAME: &str = "workgroup";

pub fn run(facts: &[String], dry_run: bool, session: &mut Session) -> Result<Status, Error> {
    if facts.is_empty() {
        let help = format!("Say what: `backlog set workgroup KEY=VALUE`. The keys are {}.", KEYS.join(", "));
        return Err(Error::usage("nothing is to be set", help));
    }
    let facts = facts.iter().map(|fact| parsed(fact)).collect::<Result<Vec<_>, _>>()?;
    let (repository, _lock) = session.repository_to_write(dry_run)?;
    session.readable(&repository)?;
    // As it is written: the model has values for what the file leaves out.
    let text = repository.files.at(WORKGROUP).map_or("", |source| source.text.as_str());
    let mut record: Value = serde_yaml::from_str(text).unwrap_or_default();
    let (mut edits, mut said) = (Vec::new(), Vec::new());
    for (key, value) in &facts {
        if super::at(&record, key) == value.as_ref() {
            continue;
        }
        let was = super::at(&record, key).map(shown);
        edits.extend(edit(&mut record, key, value.as_ref()));
        let now = value.as_ref().map(shown);
        said.push(match (was, now) {
            (Some(was), Some(now)) => format!("{key} {now} (was {was})"),
            (None, Some(now)) => format!("{key} {now}"),
            (_, None) => format!("{key} removed"),
        });
    }
    let change = Change { path: WORKGROUP.to_owned(), edits, told: said.join(", ") };
    session.edit_records(&repository, &[change], dry_run)?;
    Ok(Status::Clean)
}

/// A key with its value; `None` removes it.
fn parsed(fact: &str) -> Result<(&'static str, Option<Value>), Error> {
    let (name, text) = fact.split_once('=').ok_or_else(|| {
        Error::usage(format!("`{fact}` has no `=`"), "Write KEY=VALUE, or KEY= to remove what is there.")
    })?;
    let key = KEYS.into_iter().find(|key| *key == name.trim()).ok_or_else(|| {
        let help = match (name.trim(), nearest(name.trim(), KEYS)) {
            ("organizations" | "people", _) => {
                "Use `backlog add-organization` and `backlog add-person`, or edit workgroup.yaml.".to_owned()
            }
            ("exceptions", _) => "Use `backlog cancel` and `backlog move`, or edit workgroup.yaml.".to_owned(),
            (_, Some(near)) => format!("Did you mean `{near}`?"),
            (_, None) => format!("The keys are {}; edit the others in workgroup.yaml.", KEYS.join(", ")),
        };
        Error::usage(format!("`{name}` is no key of the group that can be set"), help)
    })?;
    let text = text.trim();
    let value = match text.parse::<u32>() {
        Ok(number) => Value::from(number),
        Err(_) if key == "mail.to" => text.split(',').map(|address| Value::from(address.trim())).collect(),
        Err(_) => Value::from(text),
    };
    Ok((key, Some(value).filter(|_| !text.is_empty())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::schema::RecordKind;

    #[test]
    fn every_key_is_one_of_the_schema() {
        let schema: serde_json::Value = serde_json::from_str(&RecordKind::Workgroup.schema()).unwrap();
        for key in KEYS {
            let mut here = &schema;
            for step in key.split('.') {
                let path = here["$ref"].as_str().or(here["anyOf"][0]["$ref"].as_str());
                here = path.and_then(|path| schema.pointer(&path[1..])).unwrap_or(here);
                here = here["properties"].get(step).unwrap_or_else(|| panic!("{key}"));
            }
        }
    }
}
