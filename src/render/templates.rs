//! The templates: built in, unless the group's `templates/` holds one of the same name.
//!
//! A group's own template may come from a stranger: it runs within the limits of [`own`].

mod meter;
mod metered;
mod own;
#[cfg(test)]
mod tests;

use crate::error::Error;
use crate::model::group::{Group, TEMPLATE_NAMES, suggest_template};
use crate::render::cell::replace_hostile;
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use own::OwnTemplate;
use serde::Serialize;
use std::cell::OnceCell;
use std::collections::HashSet;

/// The text that is compiled into the program for each of [`TEMPLATE_NAMES`].
const BUILT_IN: [&str; TEMPLATE_NAMES.len()] = [
    include_str!("../../templates/mail-agenda.md"),
    include_str!("../../templates/mail-minutes.md"),
    include_str!("../../templates/minutes-api-backlog.md"),
    include_str!("../../templates/minutes-mom.md"),
    include_str!("../../templates/minutes-not-held.md"),
    include_str!("../../templates/table-gfm.md"),
    include_str!("../../templates/table-html.md"),
];

/// Templates to be filled, each compiled when it is first used. What goes in is Markdown already, so nothing is escaped
/// here.
pub struct Templates<'t> {
    group: &'t Group,
    compiled: [OnceCell<Result<CompiledTemplate<'t>, String>>; TEMPLATE_NAMES.len()],
}

/// A compiled template.
enum CompiledTemplate<'t> {
    BuiltIn(Environment<'static>),
    Own(OwnTemplate<'t>),
}

impl<'t> Templates<'t> {
    /// The built-in templates, each replaced by the group's own of that name.
    ///
    /// # Errors
    /// [`Error::Template`] when a file has a name that is nearly that of a template.
    pub fn new(group: &'t Group) -> Result<Self, Error> {
        for name in group.templates.keys().chain(group.unreadable_templates.keys()) {
            if let Some(likely) = suggest_template(name).filter(|likely| !group.templates.contains_key(*likely)) {
                return Err(template_error(name, format!("no template has this name; did you mean `{likely}`?")));
            }
        }
        Ok(Self { group, compiled: [const { OnceCell::new() }; TEMPLATE_NAMES.len()] })
    }

    /// The variables that a template names, so that nothing else need be worked out; none of a template that is broken.
    pub fn template_variables(&self, name: &str) -> HashSet<String> {
        match self.compiled_template(name) {
            Ok(CompiledTemplate::BuiltIn(environment)) => {
                let template = environment.get_template(name);
                template.map(|template| template.undeclared_variables(false)).unwrap_or_default()
            }
            Ok(CompiledTemplate::Own(own)) => own.variables().clone(),
            Err(_) => HashSet::new(),
        }
    }

    /// Fills a template.
    ///
    /// # Errors
    /// [`Error::Template`] when a template of the group is not a template, cannot be read, names what is not there, or
    /// exceeds a bound.
    pub fn fill(&self, name: &str, context: impl Serialize) -> Result<String, Error> {
        let context = Value::from(Serde(context));
        match self.compiled_template(name)? {
            CompiledTemplate::BuiltIn(environment) => environment
                .get_template(name)
                .and_then(|template| template.render(context))
                .map_err(|e| describe_error(&e)),
            // A group's own template may contain characters that no text of its records can.
            CompiledTemplate::Own(own) => own.fill(context).map(|text| replace_hostile(&text)),
        }
        .map_err(|reason| template_error(name, reason))
    }

    /// Reads and compiles a template, unless that is done.
    fn compiled_template(&self, name: &str) -> Result<&CompiledTemplate<'t>, Error> {
        let known = TEMPLATE_NAMES.iter().zip(BUILT_IN).zip(&self.compiled).find(|((known, _), _)| **known == name);
        let Some(((known, text), cell)) = known else { return Err(template_error(name, "it does not exist")) };
        let compiled =
            cell.get_or_init(|| match (self.group.unreadable_templates.get(name), self.group.templates.get(name)) {
                (Some(reason), _) => Err(reason.clone()),
                (None, Some(own)) => OwnTemplate::compile(known, own).map(CompiledTemplate::Own),
                (None, None) => {
                    let mut environment = new_environment();
                    environment.add_template(known, text).map_err(|error| describe_error(&error))?;
                    Ok(CompiledTemplate::BuiltIn(environment))
                }
            });
        compiled.as_ref().map_err(|reason| template_error(name, reason))
    }
}

/// The engine, which refuses what is not there.
fn new_environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    environment
}

/// What the engine objects to, and in which line.
fn describe_error(error: &minijinja::Error) -> String {
    let detail = error.detail().map(ToOwned::to_owned).unwrap_or_else(|| error.kind().to_string());
    let line = error.line().map(|line| format!(" in line {line}")).unwrap_or_default();
    format!("{detail}{line}")
}

fn template_error(name: &str, reason: impl Into<String>) -> Error {
    Error::Template { name: format!("templates/{name}"), reason: reason.into() }
}
