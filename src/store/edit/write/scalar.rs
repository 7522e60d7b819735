//! Words and prose as YAML: plain, in quotes, or as a block.

use super::STEP;
use crate::source::FileId;
use crate::store::edit::document::BLANKS;
use crate::store::tree::{self, Kind, Node};
use crate::store::yaml::is_misread;
use granit_parser::ScalarStyle;
use serde_yaml::Value;

/// A scalar on one line, quoted where it has to be, or as what it replaces was; of a list or a map, an empty one.
pub fn scalar(value: &Value, in_flow: bool, like: Option<ScalarStyle>) -> String {
    let text = match value {
        Value::String(text) => text.as_str(),
        Value::Bool(said) => return said.to_string(),
        Value::Number(number) => return number.to_string(),
        Value::Sequence(_) => return "[]".to_owned(),
        Value::Mapping(_) => return "{}".to_owned(),
        _ => return "null".to_owned(),
    };
    let needs_escapes = text.chars().any(is_special);
    match like {
        _ if needs_escapes => double_quoted(text),
        Some(ScalarStyle::DoubleQuoted) => double_quoted(text),
        Some(ScalarStyle::SingleQuoted) => single_quoted(text),
        _ if is_plain(text, in_flow) => text.to_owned(),
        // As people write them: `start: "09:00"`.
        _ if is_misread(text) => double_quoted(text),
        _ if text.contains('\'') && !text.contains(['"', '\\']) => double_quoted(text),
        _ => single_quoted(text),
    }
}

/// What no plain or single quoted text holds, or what the second reader takes for a line end.
fn is_special(c: char) -> bool {
    c.is_control() || matches!(c, '\u{feff}' | '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether both readers take a text for itself when it is not quoted.
fn is_plain(text: &str, in_flow: bool) -> bool {
    let first = text.chars().next();
    // Most texts are words; what is left is given to the readers.
    let bare = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '/' | '(' | ')');
    let is_words = text.chars().all(bare) && first.is_some_and(char::is_alphabetic) && !text.ends_with(' ');
    if is_misread(text) || text.trim() != text || text.is_empty() {
        return false;
    }
    // No number, and too long for what YAML takes for something else: `false`.
    if is_words && text.len() > 5 {
        return true;
    }
    let document = if in_flow { format!("[{text}, {{k: {text}}}]\n") } else { format!("k: {text}\n") };
    let is_text = |node: &Node| {
        matches!(&node.kind, Kind::Scalar { text: read, style: ScalarStyle::Plain } if read == text) && !node.is_null()
    };
    let by_ours = is_words || {
        let root = tree::read(&document, FileId(0), &mut Vec::new()).ok().flatten();
        root.is_some_and(|root| match &root.kind {
            Kind::Map(entries) => entries.len() == 1 && is_text(&entries[0].value),
            Kind::List(items) => match &items[..] {
                [item, Node { kind: Kind::Map(entries), .. }] => {
                    is_text(item) && entries.len() == 1 && is_text(&entries[0].value)
                }
                _ => false,
            },
            Kind::Scalar { .. } => false,
        })
    };
    let by_second = || {
        let read = serde_yaml::from_str::<Value>(&document).ok();
        let found = read.as_ref().and_then(|read| if in_flow { read.get(0) } else { read.get("k") });
        found.and_then(Value::as_str) == Some(text)
    };
    by_ours && by_second()
}

fn single_quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn double_quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            c if is_special(c) => quoted.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Prose of several lines as a block: its sign and its lines. `None` for what no block can hold.
pub fn prose(text: &str, column: usize) -> Option<(String, Vec<String>)> {
    if !text.contains('\n') || text.chars().any(|c| is_special(c) && c != '\n') {
        return None;
    }
    let text = text.trim_end_matches(BLANKS);
    let is_indented = text.lines().find(|line| !line.is_empty())?.starts_with(' ');
    let sign = if is_indented { format!("|{STEP}") } else { "|".to_owned() };
    let line = |line: &str| if line.is_empty() { String::new() } else { format!("{}{line}", " ".repeat(column)) };
    Some((sign, text.split('\n').map(line).collect()))
}
