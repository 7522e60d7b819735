//! The keys of a proposal that `backlog set` accepts, and the form of their values.

use crate::error::Error;
use crate::model::keys::single_value_keys;
use crate::model::proposal::{Proposal, ProposalKind};
use crate::model::record::{Form, Key, Shape, TextKind, suggest_key};
use crate::model::reference::{REFERENCE_SHAPE, Reference};
use crate::model::spelling::suggest_word;
use crate::model::when::DAY_SHAPE;
use crate::record::day::parse_day;
use crate::record::matching::did_you_mean;
use crate::record::proposal::resolve_proposal;
use crate::record::reference::{parse_any, parse_issue, parse_pr};
use crate::store::yaml;
use crate::view::Views;
use serde_yaml::Value;
use std::sync::LazyLock;

/// A key of a proposal's file.
#[derive(Debug)]
pub struct SettableKey {
    /// With dots between the keys of nested maps.
    pub name: &'static str,
    form: ValueForm,
}

/// The form of a value.
#[derive(Debug, Clone, Copy)]
enum ValueForm {
    Text,
    Prose,
    Day,
    /// An issue or a PR.
    Number(ParseNumber),
    /// Issues or PRs, or both.
    Numbers(ParseNumber),
    Kind,
    Proposal,
}

type ParseNumber = fn(&str) -> Result<Reference, String>;

/// Every key that can be set, in the order of the file.
pub static KEYS: LazyLock<Vec<SettableKey>> = LazyLock::new(|| {
    let has_command = |name: &str| KEYS_OF_COMMANDS.iter().any(|(key, _)| *key == name);
    let keys = NAMES.iter().filter(|(name, _)| !has_command(name));
    keys.map(|(name, key)| SettableKey { name, form: ValueForm::from_key(key) }).collect()
});

static NAMES: LazyLock<Vec<(String, &Key)>> = LazyLock::new(|| single_value_keys(&Proposal::DEFINITION));

impl ValueForm {
    fn from_key(key: &Key) -> Self {
        let is_shape =
            |form: &Form, known: &Shape| matches!(form, Form::Shape(shape) if shape.expected == known.expected);
        let is_reference = |form: &Form| is_shape(form, &REFERENCE_SHAPE);
        match (key.name, &key.form) {
            ("target", _) => Self::Proposal,
            ("pr", form) if is_reference(form) => Self::Number(parse_pr),
            (_, form) if is_reference(form) => Self::Number(parse_issue),
            ("superseded", Form::List(_)) => Self::Numbers(parse_pr),
            ("related", Form::List(_)) => Self::Numbers(parse_any),
            (_, Form::List(item)) if is_reference(item) => Self::Numbers(parse_issue),
            (_, Form::Word(_)) => Self::Kind,
            (_, form) if is_shape(form, &DAY_SHAPE) => Self::Day,
            _ if key.text == TextKind::History => Self::Prose,
            _ => Self::Text,
        }
    }
}

/// The keys that other commands set.
const KEYS_OF_COMMANDS: [(&str, &str); 6] = [
    ("name", "backlog rename"),
    ("former-names", "backlog rename"),
    ("owners", "backlog owner"),
    ("former-owners", "backlog owner"),
    ("supporters", "backlog support"),
    ("stages", "backlog stage"),
];

/// The key of a name, or the error that suggests one.
pub fn find_key(name: &str) -> Result<&'static SettableKey, Error> {
    if let Some(key) = KEYS.iter().find(|key| key.name == name) {
        return Ok(key);
    }
    if let Some((_, command)) = KEYS_OF_COMMANDS.iter().find(|(key, _)| *key == name) {
        return Err(Error::usage(format!("`{name}` has its own command"), format!("Use `{command}`.")));
    }
    let is_list = |key: &Key| key.name == name && !matches!(key.form, Form::Record(_));
    if Proposal::DEFINITION.keys.iter().any(is_list) {
        return Err(Error::usage(format!("`{name}` is not a single value"), "Edit it in the proposal's file."));
    }
    let within: Vec<&str> =
        KEYS.iter().map(|key| key.name).filter(|key| key.starts_with(&format!("{name}."))).collect();
    let known: Vec<&str> = KEYS.iter().map(|key| key.name).chain(KEYS_OF_COMMANDS.map(|(key, _)| key)).collect();
    let help = if within.is_empty() {
        let otherwise = format!("The keys are {}.", KEYS.iter().map(|key| key.name).collect::<Vec<_>>().join(", "));
        did_you_mean(suggest_key(name, &known), otherwise)
    } else {
        format!("Use one of its keys: {}.", within.join(", "))
    };
    Err(Error::usage(format!("unknown key \"{name}\" of a proposal"), help))
}

impl SettableKey {
    /// Whether its value is Markdown of any length.
    pub fn is_prose(&self) -> bool {
        matches!(self.form, ValueForm::Prose)
    }

    /// The value of a text; `None` for an empty one, which removes the fact.
    pub fn parse_value(&self, text: &str, views: &Views) -> Result<Option<Value>, Error> {
        if text.is_empty() {
            // The default.
            let is_kind = matches!(self.form, ValueForm::Kind);
            return Ok(is_kind.then(|| ProposalKind::NewApi.record_key().into()));
        }
        let wrong = |wrong: String| Error::usage(format!("`{}`: {wrong}", self.name), self.example_help());
        let number = |parse: ParseNumber, text: &str| {
            let number = parse(text).map_err(|reason| wrong(format!("`{}`: {reason}", text.trim())))?;
            yaml::to_value(&views.index.normalize_reference(&number))
        };
        let value = match self.form {
            ValueForm::Text | ValueForm::Prose => text.into(),
            ValueForm::Day => parse_day(text).map_err(wrong)?.to_string().into(),
            ValueForm::Number(parse) => number(parse, text)?,
            ValueForm::Numbers(parse) => {
                text.split(',').map(|one| number(parse, one)).collect::<Result<Vec<_>, _>>()?.into()
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
            ValueForm::Numbers(_) => "63,owner/repo#12",
            _ => "63",
        };
        format!("Write it as {}={value}.", self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
