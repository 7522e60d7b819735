//! Markdown of a record as a value of a template, which filters turn into what an output needs.

use crate::render::cell::{format_block, format_html, format_line};
use crate::render::plain::render_text;
use minijinja::value::{Object, ObjectRepr, Value};
use std::fmt;
use std::sync::{Arc, OnceLock};

/// Markdown of a record. A template can print it, and turn it into each target; that is done once. It cannot make one:
/// parsing costs more than other filters, and so is bounded by the records.
#[derive(Debug)]
pub struct Prose {
    source: Arc<str>,
    /// By target.
    converted: [OnceLock<Value>; 4],
}

/// What Markdown is turned into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProseTarget {
    /// Blocks of Markdown.
    Block,
    /// Markdown on one line, for a table cell.
    Cell,
    /// HTML on one line.
    Html,
    /// Plain text.
    Text,
}

impl Prose {
    /// Markdown as a value.
    pub fn value(markdown: &str) -> Value {
        Value::from_object(Self { source: markdown.into(), converted: Default::default() })
    }

    /// The Markdown as it is in the record.
    pub fn source(&self) -> &Arc<str> {
        &self.source
    }

    /// The Markdown for a target, as a value that is not escaped again.
    pub fn convert(&self, target: ProseTarget) -> Value {
        let convert = || match target {
            ProseTarget::Block => Value::from_safe_string(format_block(&self.source)),
            ProseTarget::Cell => Value::from_safe_string(format_line(&self.source)),
            ProseTarget::Html => Value::from_safe_string(format_html(&self.source)),
            ProseTarget::Text => Value::from(render_text(&self.source)),
        };
        self.converted[target as usize].get_or_init(convert).clone()
    }
}

impl Object for Prose {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn is_true(self: &Arc<Self>) -> bool {
        !self.source.trim().is_empty()
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source)
    }
}
