//! The templates: built in, unless the group's `templates/` holds one of the same name.
//!
//! A group's own template may come from a stranger: it runs within the limits of [`own`].

mod filters;
pub mod fixed;
mod meter;
mod metered;
mod own;
pub mod prose;
#[cfg(test)]
mod tests;

use crate::error::Error;
use crate::model::group::{Group, TEMPLATE_NAMES, suggest_template};
use crate::render::cell::replace_hostile;
use crate::render::embedded::Embedded;
use filters::{Language, new_environment};
use minijinja::Environment;
use minijinja::value::Value;
use own::OwnTemplate;
use std::sync::{Arc, OnceLock};

/// The text that is compiled into the program for each of [`TEMPLATE_NAMES`].
const BUILT_IN: [&str; TEMPLATE_NAMES.len()] = [
    include_str!("../../templates/calendar.txt"),
    include_str!("../../templates/github-agenda.md"),
    include_str!("../../templates/github-stage.md"),
    include_str!("../../templates/mail-actions.md"),
    include_str!("../../templates/mail-agenda.md"),
    include_str!("../../templates/mail-minutes.md"),
    include_str!("../../templates/minutes-api-backlog.md"),
    include_str!("../../templates/minutes-mom.md"),
    include_str!("../../templates/minutes-not-held.md"),
    include_str!("../../templates/site-actions.html"),
    include_str!("../../templates/site-call.html"),
    include_str!("../../templates/site-calls.html"),
    include_str!("../../templates/site-index.html"),
    include_str!("../../templates/site-proposal.html"),
    include_str!("../../templates/table-gfm.md"),
    include_str!("../../templates/table-html.md"),
    include_str!("../../templates/table-page.md"),
];

/// Templates to be filled, each compiled when it is first used.
pub struct Templates<'t> {
    group: &'t Group,
    compiled: [OnceLock<Result<CompiledTemplate<'t>, String>>; TEMPLATE_NAMES.len()],
    embedded: Embedded,
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
        Ok(Self { group, compiled: [const { OnceLock::new() }; TEMPLATE_NAMES.len()], embedded: Embedded::default() })
    }

    /// Templates for a mail: prose of the records stays as it is, to be embedded.
    ///
    /// # Errors
    /// [`Error::Template`] when a file has a name that is nearly that of a template.
    pub fn for_mail(group: &'t Group) -> Result<Self, Error> {
        let templates = Self::new(group)?;
        templates.embedded.begin();
        Ok(templates)
    }

    /// Whether what is filled becomes HTML or plain text, where nothing can be folded.
    pub fn are_converted(&self) -> bool {
        self.embedded.is_begun()
    }

    /// Collects the Markdown of what is filled from here on, to be embedded.
    pub fn begin_embedding(&self) {
        self.embedded.begin();
    }

    /// The Markdown to embed in what was filled.
    pub fn take_embedded(&self) -> Vec<Arc<str>> {
        self.embedded.take()
    }

    /// Whether a template contains a word, so that what it does not print need not be computed.
    pub fn mentions(&self, name: &str, word: &str) -> bool {
        self.group
            .templates
            .get(name)
            .map(String::as_str)
            .or_else(|| built_in_text(name))
            .is_some_and(|text| text.contains(word))
    }

    /// Fills a template.
    ///
    /// # Errors
    /// [`Error::Template`] when a template of the group is not a template, cannot be read, names what is not there, or
    /// exceeds a bound.
    pub fn fill(&self, name: &str, context: Value) -> Result<String, Error> {
        match self.compiled_template(name)? {
            CompiledTemplate::BuiltIn(environment) => render_built_in(environment, name, context),
            // A group's own template may contain characters that no text of its records can.
            CompiledTemplate::Own(own) => own.fill(context).map(|text| replace_hostile(&text)),
        }
        .map_err(|reason| template_error(name, reason))
    }

    /// Fills the built-in template of a name even if the group has its own.
    ///
    /// # Errors
    /// [`Error::Template`] when the template does not exist.
    pub fn fill_built_in(name: &'static str, context: Value) -> Result<String, Error> {
        let text = built_in_text(name).ok_or_else(|| template_error(name, "it does not exist"))?;
        compile_built_in(name, text, &Embedded::default())
            .and_then(|environment| render_built_in(&environment, name, context))
            .map_err(|reason| template_error(name, reason))
    }

    /// Reads and compiles a template, unless that is done.
    fn compiled_template(&self, name: &str) -> Result<&CompiledTemplate<'t>, Error> {
        let known = TEMPLATE_NAMES.iter().zip(BUILT_IN).zip(&self.compiled).find(|((known, _), _)| **known == name);
        let Some(((known, text), cell)) = known else { return Err(template_error(name, "it does not exist")) };
        let compiled =
            cell.get_or_init(|| match (self.group.unreadable_templates.get(name), self.group.templates.get(name)) {
                (Some(reason), _) => Err(reason.clone()),
                (None, Some(own)) => {
                    OwnTemplate::compile(known, own, language(known), &self.embedded).map(CompiledTemplate::Own)
                }
                (None, None) => compile_built_in(known, text, &self.embedded).map(CompiledTemplate::BuiltIn),
            });
        compiled.as_ref().map_err(|reason| template_error(name, reason))
    }
}

/// How many cores may fill templates at a time. All renderings share the steps of a group's own templates, so the order
/// decides which of them is the first to fail.
pub fn usable_cores(group: &Group) -> usize {
    if group.templates.is_empty() { rayon::current_num_threads() } else { 1 }
}

fn built_in_text(name: &str) -> Option<&'static str> {
    TEMPLATE_NAMES.iter().zip(BUILT_IN).find(|(known, _)| **known == name).map(|(_, text)| text)
}

fn compile_built_in(
    name: &'static str,
    text: &'static str,
    embedded: &Embedded,
) -> Result<Environment<'static>, String> {
    let mut environment = new_environment(language(name), embedded);
    environment.add_template(name, text).map_err(|error| describe_error(&error))?;
    Ok(environment)
}

fn render_built_in(environment: &Environment, name: &str, context: Value) -> Result<String, String> {
    let template = environment.get_template(name).map_err(|error| describe_error(&error))?;
    template.render(context).map_err(|error| describe_error(&error))
}

/// What a template writes: the HTML table is in a Markdown file, but Markdown is not read in it.
fn language(name: &str) -> Language {
    match name {
        "calendar.txt" => Language::Text,
        "table-html.md" => Language::Html,
        name if name.ends_with(".html") => Language::Page,
        _ => Language::Markdown,
    }
}

/// Describes an error of the engine, with its line.
fn describe_error(error: &minijinja::Error) -> String {
    let detail = error.detail().map(ToOwned::to_owned).unwrap_or_else(|| error.kind().to_string());
    let line = error.line().map(|line| format!(" in line {line}")).unwrap_or_default();
    format!("{detail}{line}")
}

/// An error of a template; its reason is a lower-case phrase.
pub fn template_error(name: &str, reason: impl Into<String>) -> Error {
    Error::Template { name: format!("templates/{name}"), reason: reason.into() }
}
