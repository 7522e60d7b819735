//! Scalars as YAML: plain, quoted, or as a block.

use super::STEP;
use crate::source::FileId;
use crate::source::{Node, NodeKind};
use crate::store::limits::Limits;
use crate::store::mistakes::begins_curly;
use crate::store::tree;
use granit_parser::ScalarStyle;
use serde_yaml::Value;

/// Whitespace in YAML; other white space is part of a text.
pub const WHITESPACE: [char; 4] = [' ', '\t', '\r', '\n'];

/// A scalar on one line, quoted if necessary or like the scalar that it replaces; for a list or a map, an empty one.
pub fn format_scalar(value: &Value, in_flow: bool, like: Option<ScalarStyle>) -> String {
    let text = match value {
        Value::String(text) => text.as_str(),
        Value::Bool(flag) => return flag.to_string(),
        Value::Number(number) => return number.to_string(),
        Value::Sequence(_) => return "[]".to_owned(),
        Value::Mapping(_) => return "{}".to_owned(),
        _ => return "null".to_owned(),
    };
    let needs_escapes = text.chars().any(is_special);
    match like {
        _ if needs_escapes => quote_double(text),
        Some(ScalarStyle::DoubleQuoted) => quote_double(text),
        Some(ScalarStyle::SingleQuoted) => quote_single(text),
        _ if is_plain(text, in_flow) => text.to_owned(),
        // As people write it: `start: "09:00"`.
        _ if is_misread(text) => quote_double(text),
        _ if text.contains('\'') && !text.contains(['"', '\\']) => quote_double(text),
        _ => quote_single(text),
    }
}

/// Whether a character needs double quotes, or is a line end for the second reader.
fn is_special(c: char) -> bool {
    c.is_control() || matches!(c, '\u{feff}' | '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether YAML 1.1 readers misread a plain word: `no` and `on` as booleans, `12:30` as a base 60 number, `012` as an
/// octal number.
fn is_misread(text: &str) -> bool {
    let word = ["y", "n", "yes", "no", "on", "off", "=", "<<"].iter().any(|word| text.eq_ignore_ascii_case(word));
    let number = text.strip_prefix(['+', '-']).unwrap_or(text);
    let has_only_digits_and = |separator: u8| number.bytes().all(|byte| byte.is_ascii_digit() || byte == separator);
    let sixtieths = number.contains(':') && has_only_digits_and(b':');
    let octal = number.len() > 1 && number.starts_with('0') && has_only_digits_and(b'_');
    word || sixtieths || octal
}

/// Whether both readers find the same text without quotes.
fn is_plain(text: &str, in_flow: bool) -> bool {
    if is_misread(text) || begins_curly(text) || text.trim() != text || text.is_empty() {
        return false;
    }
    // Most texts are words or dates; only the others are parsed.
    if is_simple_text(text, in_flow) || is_day_or_id(text) {
        return true;
    }
    let document = if in_flow { format!("[{text}, {{k: {text}}}]\n") } else { format!("k: {text}\n") };
    let is_text = |node: &Node| {
        matches!(&node.kind, NodeKind::Scalar { text: read, style: ScalarStyle::Plain } if read == text)
            && !node.is_null()
    };
    let mut problems = Vec::new();
    let root = tree::parse_tree(&document, FileId(0), Limits::NONE, &mut problems).ok().flatten();
    let by_ours = root.filter(|_| problems.is_empty()).is_some_and(|root| match &root.kind {
        NodeKind::Map(entries) => entries.len() == 1 && is_text(&entries[0].value),
        NodeKind::List(items) => match &items[..] {
            [item, Node { kind: NodeKind::Map(entries), .. }] => {
                is_text(item) && entries.len() == 1 && is_text(&entries[0].value)
            }
            _ => false,
        },
        NodeKind::Scalar { .. } => false,
    });
    let by_second = || {
        let read = serde_yaml::from_str::<Value>(&document).ok();
        let found = read.as_ref().and_then(|read| if in_flow { read.get(0) } else { read.get("k") });
        found.and_then(Value::as_str) == Some(text)
    };
    by_ours && by_second()
}

/// Whether a text begins with a letter, has no YAML indicators, and is not a YAML keyword. A URL may contain a colon,
/// and a `#` may follow a character other than a space.
fn is_simple_text(text: &str, in_flow: bool) -> bool {
    let bytes = text.as_bytes();
    let is_harmless = |(at, byte): (usize, &u8)| match byte {
        b':' => bytes[at + 1..].starts_with(b"//"),
        b'#' => at > 0 && !bytes[at - 1].is_ascii_whitespace(),
        b',' | b'[' | b']' | b'{' | b'}' => !in_flow,
        byte => *byte >= b' ',
    };
    let is_word_of_yaml = || ["null", "true", "false"].iter().any(|word| text.eq_ignore_ascii_case(word));
    text.starts_with(char::is_alphabetic) && bytes.iter().enumerate().all(is_harmless) && !is_word_of_yaml()
}

/// Whether a text has the shape of a date or of the id of an action point, which no reader takes for a number.
fn is_day_or_id(text: &str) -> bool {
    let digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = text.split('-').collect();
    match parts[..] {
        [year, month, day] => digits(year, 4) && digits(month, 2) && digits(day, 2),
        [day, number] => digits(day, 8) && digits(number, 2),
        _ => false,
    }
}

fn quote_single(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn quote_double(text: &str) -> String {
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

/// Prose of several lines as a block scalar: its header after a space, and its lines. `None` if a block scalar cannot hold it.
pub fn format_block_scalar(text: &str, column: usize) -> Option<(String, Vec<String>)> {
    if !text.contains('\n') || text.chars().any(|c| is_special(c) && c != '\n') {
        return None;
    }
    let text = text.trim_end_matches(WHITESPACE);
    let is_indented = text.lines().find(|line| !line.is_empty())?.starts_with(' ');
    let header = if is_indented { format!(" |{STEP}") } else { " |".to_owned() };
    let line = |line: &str| if line.is_empty() { String::new() } else { format!("{}{line}", " ".repeat(column)) };
    Some((header, text.split('\n').map(line).collect()))
}
