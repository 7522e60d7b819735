//! A template that no group replaces.

use super::{Embedded, compile_built_in, render_built_in, template_error};
use crate::error::Error;
use minijinja::Environment;
use minijinja::value::Value;

/// A compiled template that no group replaces.
pub struct FixedTemplate {
    name: &'static str,
    environment: Environment<'static>,
}

impl FixedTemplate {
    /// Compiles a template.
    ///
    /// # Errors
    /// [`Error::Template`] when it is not a template.
    pub fn compile(name: &'static str, text: &'static str) -> Result<Self, Error> {
        let environment = compile_built_in(name, text, &Embedded::default());
        Ok(Self { name, environment: environment.map_err(|reason| template_error(name, reason))? })
    }

    /// Fills the template.
    ///
    /// # Errors
    /// [`Error::Template`] when it names what is not there.
    pub fn fill(&self, context: Value) -> Result<String, Error> {
        render_built_in(&self.environment, self.name, context).map_err(|reason| template_error(self.name, reason))
    }
}
