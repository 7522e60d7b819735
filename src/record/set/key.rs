//! The keys of a proposal that `backlog set` accepts, and the form of their values.

use crate::error::Error;
use crate::model::decode::suggest_key;
use crate::model::proposal::ProposalKind;
use crate::model::spelling::suggest_word;
use crate::record::day::parse_day;
use crate::record::matching::did_you_mean;
use crate::record::proposal::resolve_proposal;
use crate::record::reference::{parse_any, parse_issue, parse_pr};
use crate::store::yaml;
use crate::view::Views;
use serde_yaml::Value;

/// A key of a proposal's file.
#[derive(Debug)]
pub struct SettableKey {
    /// With dots between the keys of nested maps.
    pub name: &'static str,
    form: ValueForm,
}

/// The form of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ValueForm {
    Text,
    Prose,
    Day,
    Issue,
    Pr,
    Issues,
    Prs,
    /// Issues and PRs.
    References,
    Kind,
    Proposal,
}

const fn new_key(name: &'static str, form: ValueForm) -> SettableKey {
    SettableKey { name, form }
}

/// The keys that can be set, in the order of the file.
pub static KEYS: [SettableKey; 22] = [
    new_key("kind", ValueForm::Kind),
    new_key("target", ValueForm::Proposal),
    new_key("issue", ValueForm::Issue),
    new_key("opened", ValueForm::Day),
    new_key("former-issues", ValueForm::Issues),
    new_key("template.pr", ValueForm::Pr),
    new_key("template.superseded", ValueForm::Prs),
    new_key("template.merged", ValueForm::Day),
    new_key("template.path", ValueForm::Text),
    new_key("template.url", ValueForm::Text),
    new_key("registered", ValueForm::Day),
    new_key("summary", ValueForm::Prose),
    new_key("related", ValueForm::References),
    new_key("validation.group", ValueForm::Text),
    new_key("validation.date", ValueForm::Day),
    new_key("validation.link", ValueForm::Text),
    new_key("closed", ValueForm::Day),
    new_key("onboarding-issue", ValueForm::Issue),
    new_key("repository.name", ValueForm::Text),
    new_key("repository.url", ValueForm::Text),
    new_key("repository.maintainers", ValueForm::Text),
    new_key("repository.note", ValueForm::Text),
];

/// The keys that other commands set.
const KEYS_OF_COMMANDS: [(&str, &str); 6] = [
    ("name", "backlog rename"),
    ("former-names", "backlog rename"),
    ("owners", "backlog owner"),
    ("former-owners", "backlog owner"),
    ("supporters", "backlog support"),
    ("stages", "backlog stage"),
];

/// The keys to edit by hand.
const KEYS_BY_HAND: [&str; 5] = ["history", "releases", "unparsed", "sections", "allow"];

/// The key of a name, or the error that suggests one.
pub fn find_key(name: &str) -> Result<&'static SettableKey, Error> {
    if let Some(key) = KEYS.iter().find(|key| key.name == name) {
        return Ok(key);
    }
    if let Some((_, command)) = KEYS_OF_COMMANDS.iter().find(|(key, _)| *key == name) {
        return Err(Error::usage(format!("`{name}` has its own command"), format!("Use `{command}`.")));
    }
    if KEYS_BY_HAND.contains(&name) {
        return Err(Error::usage(format!("`{name}` is not a single value"), "Edit it in the proposal's file."));
    }
    let within: Vec<&str> =
        KEYS.iter().map(|key| key.name).filter(|key| key.starts_with(&format!("{name}."))).collect();
    let known: Vec<&str> = KEYS.iter().map(|key| key.name).chain(KEYS_OF_COMMANDS.map(|(key, _)| key)).collect();
    let help = if within.is_empty() {
        let otherwise = format!("The keys are {}.", KEYS.each_ref().map(|key| key.name).join(", "));
        did_you_mean(suggest_key(name, &known), otherwise)
    } else {
        format!("Use one of its keys: {}.", within.join(", "))
    };
    Err(Error::usage(format!("unknown key \"{name}\" of a proposal"), help))
}

impl SettableKey {
    /// Whether its value is Markdown of any length.
    pub fn is_prose(&self) -> bool {
        self.form == ValueForm::Prose
    }

    /// The value of a text; `None` for an empty one, which removes the fact.
    pub fn parse_value(&self, text: &str, views: &Views) -> Result<Option<Value>, Error> {
        if text.is_empty() {
            // The default.
            return Ok(if self.form == ValueForm::Kind {
                Some(ProposalKind::NewApi.record_key().into())
            } else {
                None
            });
        }
        let wrong = |wrong| Error::usage(format!("`{}`: {wrong}", self.name), self.example_help());
        let parse_reference = match self.form {
            ValueForm::Issue | ValueForm::Issues => parse_issue,
            ValueForm::Pr | ValueForm::Prs => parse_pr,
            _ => parse_any,
        };
        let number = |text: &str| {
            let wrong =
                |reason| Error::usage(format!("`{}`: `{}`: {reason}", self.name, text.trim()), self.example_help());
            yaml::to_value(&views.index.normalize_reference(&parse_reference(text).map_err(wrong)?))
        };
        let value = match self.form {
            ValueForm::Text | ValueForm::Prose => text.into(),
            ValueForm::Day => parse_day(text).map_err(wrong)?.to_string().into(),
            ValueForm::Issue | ValueForm::Pr => number(text)?,
            ValueForm::Issues | ValueForm::Prs | ValueForm::References => {
                text.split(',').map(number).collect::<Result<Vec<_>, _>>()?.into()
            }
            ValueForm::Proposal => resolve_proposal(text, views)?.slug.as_str().into(),
            ValueForm::Kind => {
                let keys = ProposalKind::KEYS.map(|(key, _)| key);
                let known = keys.contains(&text).then(|| text.into());
                known.ok_or_else(|| {
                    let help = did_you_mean(suggest_word(text, keys), format!("The kinds are {}.", keys.join(", ")));
                    Error::usage(format!("expected a kind of proposal, found \"{text}\""), help)
                })?
            }
        };
        Ok(Some(value))
    }

    fn example_help(&self) -> String {
        let value = match self.form {
            ValueForm::Day => "2026-02-12",
            ValueForm::Issues | ValueForm::Prs | ValueForm::References => "63,owner/repo#12",
            _ => "63",
        };
        format!("Write it as {}={value}.", self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::schema::RecordKind;

    /// The keys in the schema of a proposal, with those of nested maps after the name of the map.
    fn keys_of_schema() -> Vec<String> {
        let schema: serde_json::Value = serde_json::from_str(&RecordKind::Proposal.schema_json()).unwrap();
        let mut keys = Vec::new();
        for (key, what) in schema["properties"].as_object().unwrap() {
            let map = what["anyOf"][0]["$ref"].as_str().and_then(|path| schema.pointer(&path[1..]));
            match map.and_then(|map| map["properties"].as_object()) {
                Some(parts) => keys.extend(parts.keys().map(|part| format!("{key}.{part}"))),
                None => keys.push(key.clone()),
            }
        }
        keys
    }

    #[test]
    fn every_key_of_a_proposal_is_set_here_or_elsewhere() {
        let elsewhere = KEYS_OF_COMMANDS.iter().map(|(key, _)| *key).chain(KEYS_BY_HAND);
        let mut known: Vec<&str> = KEYS.iter().map(|key| key.name).chain(elsewhere).collect();
        let mut expected = keys_of_schema();
        known.sort_unstable();
        expected.sort_unstable();
        assert_eq!(known, expected);
    }

    #[test]
    fn an_unknown_key_gets_a_suggestion() {
        let help = |name: &str| match find_key(name) {
            Err(Error::Usage { help, .. }) => help.unwrap(),
            _ => String::new(),
        };
        assert_eq!(help("template.mergd"), "Did you mean `template.merged`?");
        assert_eq!(help("title"), "Did you mean `name`?");
        assert_eq!(help("validation"), "Use one of its keys: validation.group, validation.date, validation.link.");
        assert_eq!(help("owners"), "Use `backlog owner`.");
        assert_eq!(help("releases"), "Edit it in the proposal's file.");
        assert!(help("color of the cover").starts_with("The keys are kind, target"));
    }
}
