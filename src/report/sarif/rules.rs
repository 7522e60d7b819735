//! The rules as SARIF describes them.

use super::text::plain;
use crate::report::rule_page;
use crate::rules::Rule;
use serde_json::{Value, json};

/// Columns of the help for viewers that show no Markdown.
const WIDTH: usize = 80;

/// What a viewer shows of a rule.
pub fn descriptor(rule: &Rule) -> Value {
    let docs = rule.docs();
    json!({
        "id": rule.name,
        "shortDescription": { "text": plain(&docs.summary) },
        "fullDescription": { "text": plain(docs.markdown.split("\n## ").next().unwrap_or_default()) },
        "help": { "text": rule_page::page(rule, false, WIDTH), "markdown": rule_page::chapter(rule) },
        "defaultConfiguration": { "level": rule.level.word() },
        "properties": { "tags": [rule.group.word()] },
    })
}
