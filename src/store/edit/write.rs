//! Values as YAML: on one line, or as a block in the style of the file.

use super::document::{BLANKS, Document, Held};
use crate::source::FileId;
use crate::store::tree::{self, Kind, Node};
use crate::store::yaml::is_misread;
use granit_parser::ScalarStyle;
use serde_yaml::Value;

/// The longest line that is written with brackets or braces.
pub const WIDEST: usize = 120;
/// How much deeper the content of a map or the prose of a block stands.
pub const STEP: usize = 2;

/// How a file lays out what it holds.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// How much deeper than their key the dashes of a list stand.
    pub dashes: usize,
    /// Whether lists of words stand in brackets.
    pub brackets: bool,
    /// Whether prose stands in quotes on one line: below a block, an indented comment would be read as prose.
    pub quotes: bool,
}

/// What is written behind a key or a dash, and the lines below it.
pub struct Written {
    /// Empty, or with a blank before it.
    pub head: String,
    /// Whole lines with their indentation, without line ends.
    pub body: Vec<String>,
}

impl Style {
    /// That of the first lists of a file; without any, dashes are indented and lists of words are blocks.
    pub fn of(document: &Document) -> Self {
        let (mut dashes, mut brackets) = (None, None);
        let mut open = vec![&document.root];
        while let Some(node) = open.pop() {
            match &node.kind {
                Kind::Scalar { .. } => {}
                Kind::List(nodes) => open.extend(nodes.iter().rev()),
                Kind::Map(entries) => {
                    for (at, entry) in entries.iter().enumerate() {
                        let Kind::List(items) = &entry.value.kind else { continue };
                        let is_flow = document.is_flow(&entry.value);
                        if items.iter().all(|item| matches!(item.kind, Kind::Scalar { .. })) && !items.is_empty() {
                            brackets.get_or_insert(is_flow);
                        }
                        if !is_flow {
                            let held = Held::Entry { entry, at, of: entries };
                            let [dash, key] = [document.content_start(held), document.start(held)];
                            dashes.get_or_insert(document.column(dash).saturating_sub(document.column(key)));
                        }
                    }
                    open.extend(entries.iter().rev().map(|entry| &entry.value));
                }
            }
        }
        Self { dashes: dashes.unwrap_or(STEP), brackets: brackets.unwrap_or(false), quotes: false }
    }

    /// A value behind a key that stands at a column. `flow`: with brackets or braces where it fits.
    pub fn behind_key(&self, value: &Value, column: usize, key_width: usize, flow: bool) -> Written {
        let inline = |head: String| Written { head: format!(" {head}"), body: Vec::new() };
        let fits = |text: &String| column + key_width + 2 + text.chars().count() <= WIDEST;
        match value {
            Value::Sequence(items) if !items.is_empty() => {
                let words = items.iter().all(is_scalar);
                match one_line(value).filter(fits) {
                    Some(line) if (words && self.brackets) || flow => inline(line),
                    _ => Written { head: String::new(), body: self.items(items, column + self.dashes) },
                }
            }
            Value::Mapping(map) if !map.is_empty() => match one_line(value).filter(fits) {
                Some(line) if flow => inline(line),
                _ => {
                    let entries = map.iter().flat_map(|(key, value)| self.entry(key, value, column + STEP, false));
                    Written { head: String::new(), body: entries.collect() }
                }
            },
            Value::String(text) => match prose(text, column + STEP).filter(|_| !self.quotes) {
                Some((sign, body)) => Written { head: format!(" {sign}"), body },
                None => inline(scalar(value, false, None)),
            },
            other => inline(scalar(other, false, None)),
        }
    }

    /// A value behind a dash that stands at a column.
    pub fn behind_dash(&self, value: &Value, column: usize, flow: bool) -> Written {
        let fits = |text: &String| column + 2 + text.chars().count() <= WIDEST;
        match value {
            Value::Mapping(map) if !map.is_empty() => {
                if let Some(line) = one_line(value).filter(fits).filter(|_| flow) {
                    return Written { head: format!(" {line}"), body: Vec::new() };
                }
                let mut lines = map.iter().flat_map(|(key, value)| self.entry(key, value, column + STEP, false));
                let head = lines.next().map(|first| format!(" {}", first.trim_start())).unwrap_or_default();
                Written { head, body: lines.collect() }
            }
            Value::Sequence(_) => match one_line(value).filter(fits) {
                Some(line) => Written { head: format!(" {line}"), body: Vec::new() },
                None => Style { dashes: STEP, ..*self }.behind_key(value, column, 0, false),
            },
            other => self.behind_key(other, column, 0, flow),
        }
    }

    /// The lines of an entry.
    pub fn entry(&self, key: &Value, value: &Value, column: usize, flow: bool) -> Vec<String> {
        let key = scalar(key, true, None);
        let Written { head, body } = self.behind_key(value, column, key.chars().count(), flow);
        std::iter::once(format!("{}{key}:{head}", " ".repeat(column))).chain(body).collect()
    }

    /// The lines of an item.
    pub fn item(&self, value: &Value, column: usize, flow: bool) -> Vec<String> {
        let Written { head, body } = self.behind_dash(value, column, flow);
        std::iter::once(format!("{}-{head}", " ".repeat(column))).chain(body).collect()
    }

    fn items(&self, items: &[Value], column: usize) -> Vec<String> {
        items.iter().flat_map(|item| self.item(item, column, false)).collect()
    }
}

/// Whether a value is neither a list nor a map.
pub fn is_scalar(value: &Value) -> bool {
    !matches!(value, Value::Sequence(_) | Value::Mapping(_))
}

/// Whether a value is short and flat enough to stand in the braces of its neighbours.
pub fn is_flat(value: &Value) -> bool {
    match value {
        Value::Sequence(items) => items.iter().all(is_scalar),
        Value::Mapping(map) => map.values().all(|value| match value {
            Value::Sequence(items) => items.iter().all(is_scalar),
            value => is_scalar(value),
        }),
        _ => true,
    }
}

/// Whether a list or a map may stand in brackets where the lists or the maps beside it do.
pub fn is_short(value: &Value) -> bool {
    match value {
        Value::Sequence(items) => items.iter().all(is_flat),
        value => is_flat(value),
    }
}

/// A value on one line with brackets and braces; `None` for prose of several lines.
pub fn one_line(value: &Value) -> Option<String> {
    match value {
        Value::Sequence(items) => {
            let items: Option<Vec<String>> = items.iter().map(one_line).collect();
            Some(format!("[{}]", items?.join(", ")))
        }
        Value::Mapping(map) if map.is_empty() => Some("{}".to_owned()),
        Value::Mapping(map) => {
            let entry = |(key, value)| Some(format!("{}: {}", scalar(key, true, None), one_line(value)?));
            let entries: Option<Vec<String>> = map.iter().map(entry).collect();
            Some(format!("{{ {} }}", entries?.join(", ")))
        }
        Value::String(text) if text.contains('\n') => None,
        value => Some(scalar(value, true, None)),
    }
}

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
fn prose(text: &str, column: usize) -> Option<(String, Vec<String>)> {
    if !text.contains('\n') || text.chars().any(|c| is_special(c) && c != '\n') {
        return None;
    }
    let text = text.trim_end_matches(BLANKS);
    let is_indented = text.lines().find(|line| !line.is_empty())?.starts_with(' ');
    let sign = if is_indented { format!("|{STEP}") } else { "|".to_owned() };
    let line = |line: &str| if line.is_empty() { String::new() } else { format!("{}{line}", " ".repeat(column)) };
    Some((sign, text.split('\n').map(line).collect()))
}
