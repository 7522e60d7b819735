//! The templates: built in, unless the group's `templates/` holds one of the same name.

use crate::error::Error;
use crate::model::group::Group;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use serde::Serialize;
use std::collections::{BTreeMap, HashSet};

/// The templates that are compiled into the program, by file name.
const BUILT_IN: [(&str, &str); 7] = [
    ("mail-agenda.md", include_str!("../../templates/mail-agenda.md")),
    ("mail-minutes.md", include_str!("../../templates/mail-minutes.md")),
    ("minutes-api-backlog.md", include_str!("../../templates/minutes-api-backlog.md")),
    ("minutes-mom.md", include_str!("../../templates/minutes-mom.md")),
    ("minutes-not-held.md", include_str!("../../templates/minutes-not-held.md")),
    ("table-gfm.md", include_str!("../../templates/table-gfm.md")),
    ("table-html.md", include_str!("../../templates/table-html.md")),
];

/// Templates ready to be filled. What goes in is Markdown already, so nothing is escaped here.
pub struct Templates<'t> {
    environment: Environment<'t>,
}

impl<'t> Templates<'t> {
    /// The built-in templates, each replaced by the group's own of that name.
    ///
    /// # Errors
    /// [`Error::Template`] when a template of the group is no template, cannot be read, or has a name that
    /// is not quite a built-in one's.
    pub fn new(group: &'t Group) -> Result<Self, Error> {
        let own = &group.templates;
        for (name, _) in BUILT_IN {
            if let Some(reason) = group.unreadable_templates.get(name) {
                return Err(Error::Template { name: format!("templates/{name}"), reason: reason.clone() });
            }
        }
        for name in own.keys().chain(group.unreadable_templates.keys()) {
            if let Some(meant) = meant(name, own) {
                let reason = format!("nothing is made from a file of this name; did you mean `{meant}`?");
                return Err(Error::Template { name: format!("templates/{name}"), reason });
            }
        }
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|_| AutoEscape::None);
        for (name, text) in BUILT_IN {
            let text = own.get(name).map_or(text, String::as_str);
            environment.add_template(name, text).map_err(|error| failed(name, &error))?;
        }
        Ok(Self { environment })
    }

    /// What a template is filled with, so that nothing else need be worked out.
    pub fn variables(&self, name: &str) -> HashSet<String> {
        let template = self.environment.get_template(name);
        template.map(|template| template.undeclared_variables(false)).unwrap_or_default()
    }

    /// Fills a template.
    ///
    /// # Errors
    /// [`Error::Template`] when the template names what is not there.
    pub fn fill(&self, name: &str, context: impl Serialize) -> Result<String, Error> {
        let template = self.environment.get_template(name).map_err(|error| failed(name, &error))?;
        template.render(Serde(context)).map_err(|error| failed(name, &error))
    }
}

/// The built-in template whose name a file's was to be. Other files may stand beside the templates, so that
/// one is meant only if it is near and not there itself.
fn meant(name: &str, own: &BTreeMap<String, String>) -> Option<&'static str> {
    let is_known = BUILT_IN.iter().any(|(known, _)| *known == name);
    if is_known || name.starts_with('.') || !name.ends_with(".md") {
        return None;
    }
    // A letter or two: `minutes-tsc.md` is a file of its own.
    let near = BUILT_IN.iter().map(|(known, _)| *known).find(|known| strsim::damerau_levenshtein(name, known) <= 2);
    near.filter(|meant| !own.contains_key(*meant))
}

fn failed(name: &str, error: &minijinja::Error) -> Error {
    let detail = error.detail().map(ToOwned::to_owned).unwrap_or_else(|| error.kind().to_string());
    let line = error.line().map(|line| format!(" in line {line}")).unwrap_or_default();
    Error::Template { name: format!("templates/{name}"), reason: format!("{detail}{line}") }
}
