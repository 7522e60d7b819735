//! Values as YAML in the style of the file; where it shows none, as a person writes them.

mod layout;
mod scalar;

pub use layout::{MAX_WIDTH, ValuePosition, format_one_line, has_prose, is_flat, is_scalar, similar_uses_flow};
pub use scalar::format_scalar;

use super::document::{Document, NodeRef};
use crate::store::tree::{MapEntry, Node, NodeKind};
use layout::{is_compact, is_short, uses_flow};
use serde_yaml::{Mapping, Value};

/// How much deeper the content of a map or the prose of a block stands.
pub const STEP: usize = 2;
/// The longest key that YAML allows before a colon, in bytes as it is written.
pub const LONGEST_KEY: usize = 1000;

/// How a file lays out what it holds.
#[derive(Debug, Clone, Copy)]
pub struct FileStyle {
    /// How much deeper than their key the dashes of a list stand.
    pub dashes: usize,
    /// Whether short lists of words stand in brackets; `None` where the file has no such list.
    brackets: Option<bool>,
    /// Whether short maps stand in braces; `None` where the file has no such map.
    braces: Option<bool>,
    /// Whether prose stands in quotes on one line: below a block, an indented comment would be read as prose.
    pub quotes_prose: bool,
}

/// What is written behind a key or a dash, and the lines below it.
pub struct ValueText {
    /// Empty, or with a blank before it.
    pub inline: String,
    /// Whole lines with their indentation, without line ends.
    pub body: Vec<String>,
}

/// A record that has no file yet: its entries are a block, and what is short stands on one line.
pub fn format_record(entries: &Mapping) -> String {
    if entries.is_empty() {
        return "{}\n".to_owned();
    }
    let style = FileStyle { dashes: STEP, brackets: None, braces: None, quotes_prose: false };
    let mut text = style.format_entries(entries, 0).join("\n");
    text.push('\n');
    text
}

fn set_once(known: &mut Option<bool>, shown: impl FnOnce() -> Option<bool>) {
    if known.is_none() {
        *known = shown();
    }
}

impl FileStyle {
    /// That of the first lists and maps of a file that show one.
    pub fn from_document(document: &Document) -> Self {
        let (mut dashes, mut brackets, mut braces) = (None, None, None);
        let column = |range: std::ops::Range<usize>| document.column(range.start);
        let mut open: Vec<(&Node, usize, ValuePosition)> = Vec::new();
        let mut held = Some(&document.root);
        while let Some(node) = held {
            match &node.kind {
                NodeKind::Scalar { .. } => {}
                NodeKind::List(items) => {
                    open.extend(items.iter().rev().map(|item| (item, column(item.place.range()), ValuePosition::Dash)));
                }
                NodeKind::Map(entries) => {
                    for (at, entry) in entries.iter().enumerate() {
                        if matches!(entry.value.kind, NodeKind::List(_)) && !document.is_flow(&entry.value) {
                            let held = NodeRef::Entry { entry, index: at, siblings: entries };
                            let [dash, key] = [document.content_start(held), document.node_start(held)];
                            dashes.get_or_insert(document.column(dash).saturating_sub(document.column(key)));
                        }
                    }
                    let spot = ValuePosition::for_entries(entries);
                    let behind = |entry: &MapEntry| column(entry.key_place.range()) + entry.key_place.range().len() + 2;
                    open.extend(entries.iter().rev().map(|entry| (&entry.value, behind(entry), spot)));
                }
            }
            let next = open.pop();
            if let Some((node, column, spot)) = next {
                let is_words = |of: &[Node]| of.iter().all(|item| matches!(item.kind, NodeKind::Scalar { .. }));
                match &node.kind {
                    NodeKind::List(of) if is_words(of) => {
                        set_once(&mut brackets, || uses_flow(document, node, column, spot))
                    }
                    NodeKind::Map(_) => set_once(&mut braces, || uses_flow(document, node, column, spot)),
                    _ => {}
                }
            }
            held = next.map(|(node, ..)| node);
        }
        Self { dashes: dashes.unwrap_or(STEP), brackets, braces, quotes_prose: false }
    }

    /// A list or a map on one line, where it is to stand there. `column` is that of its bracket; `beside` is what
    /// its neighbours show.
    pub fn format_inline(
        &self,
        value: &Value,
        column: usize,
        spot: ValuePosition,
        beside: Option<bool>,
    ) -> Option<String> {
        let by_file = match value {
            Value::Sequence(_) => self.brackets,
            _ => self.braces,
        };
        let is_inline = match beside {
            Some(is_inline) => is_inline && is_short(value) && !has_prose(value),
            None => is_compact(value, spot) && by_file != Some(false),
        };
        let fits = |line: &String| column + line.chars().count() <= MAX_WIDTH;
        if is_inline { format_one_line(value).filter(fits) } else { None }
    }

    /// A value behind a key that stands at a column.
    pub fn format_after_key(
        &self,
        value: &Value,
        column: usize,
        key_width: usize,
        spot: ValuePosition,
        beside: Option<bool>,
    ) -> ValueText {
        let inline = |head: String| ValueText { inline: format!(" {head}"), body: Vec::new() };
        if let Some(line) = self.format_inline(value, column + key_width + 2, spot, beside) {
            return inline(line);
        }
        match value {
            Value::Sequence(items) if !items.is_empty() => {
                let column = column + self.dashes;
                let body = items.iter().flat_map(|item| self.format_item(item, column, None)).collect();
                ValueText { inline: String::new(), body }
            }
            Value::Mapping(map) if !map.is_empty() => {
                ValueText { inline: String::new(), body: self.format_entries(map, column + STEP) }
            }
            Value::String(text) => {
                match scalar::format_block_scalar(text, column + STEP).filter(|_| !self.quotes_prose) {
                    Some((sign, body)) => ValueText { inline: format!(" {sign}"), body },
                    None => inline(format_scalar(value, false, None)),
                }
            }
            other => inline(format_scalar(other, false, None)),
        }
    }

    /// A value behind a dash that stands at a column.
    pub fn format_after_dash(&self, value: &Value, column: usize, beside: Option<bool>) -> ValueText {
        let fits = |text: &String| column + 2 + text.chars().count() <= MAX_WIDTH;
        match value {
            Value::Mapping(map) if !map.is_empty() => {
                if let Some(line) = self.format_inline(value, column + 2, ValuePosition::Dash, beside) {
                    return ValueText { inline: format!(" {line}"), body: Vec::new() };
                }
                let mut lines = self.format_entries(map, column + STEP).into_iter();
                let head = lines.next().map(|first| format!(" {}", first.trim_start())).unwrap_or_default();
                ValueText { inline: head, body: lines.collect() }
            }
            Value::Sequence(_) => match format_one_line(value).filter(fits) {
                Some(line) => ValueText { inline: format!(" {line}"), body: Vec::new() },
                None => FileStyle { dashes: STEP, ..*self }.format_after_key(
                    value,
                    column,
                    0,
                    ValuePosition::Dash,
                    Some(false),
                ),
            },
            other => self.format_after_key(other, column, 0, ValuePosition::Dash, beside),
        }
    }

    /// The lines of an entry.
    pub fn format_entry(
        &self,
        key: &Value,
        value: &Value,
        column: usize,
        spot: ValuePosition,
        beside: Option<bool>,
    ) -> Vec<String> {
        let indent = " ".repeat(column);
        let key = format_scalar(key, true, None);
        let ValueText { inline: head, body } = self.format_after_key(value, column, key.chars().count(), spot, beside);
        let first = match key.len() > LONGEST_KEY {
            true => vec![format!("{indent}? {key}"), format!("{indent}:{head}")],
            false => vec![format!("{indent}{key}:{head}")],
        };
        first.into_iter().chain(body).collect()
    }

    /// The lines of an item.
    pub fn format_item(&self, value: &Value, column: usize, beside: Option<bool>) -> Vec<String> {
        let ValueText { inline: head, body } = self.format_after_dash(value, column, beside);
        std::iter::once(format!("{}-{head}", " ".repeat(column))).chain(body).collect()
    }

    fn format_entries(&self, map: &Mapping, column: usize) -> Vec<String> {
        let spot = ValuePosition::for_map(map);
        map.iter().flat_map(|(key, value)| self.format_entry(key, value, column, spot, None)).collect()
    }
}
