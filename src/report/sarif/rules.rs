//! The rules as SARIF descriptors.

use super::text::plain_message;
use crate::report::rule_page;
use crate::rules::Rule;
use serde_json::{Value, json};

/// The width of the help for viewers without Markdown.
const WIDTH: usize = 80;

/// The descriptor of a rule.
pub fn describe_rule(rule: &Rule) -> Value {
    let docs = rule.parse_docs();
    json!({
        "id": rule.name,
        "shortDescription": { "text": plain_message(&docs.summary) },
        "fullDescription": { "text": plain_message(docs.markdown.split("\n## ").next().unwrap_or_default()) },
        "help": { "text": rule_page::format_page(rule, false, WIDTH), "markdown": rule_page::format_chapter(rule) },
        "defaultConfiguration": { "level": rule.level.as_str() },
        "properties": { "tags": [rule.group.as_str()] },
    })
}
