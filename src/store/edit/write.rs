//! Values as YAML, in the style of the file or as a person writes them.

mod layout;
mod scalar;

pub use layout::{MAX_WIDTH, ValuePosition, format_one_line, has_prose, is_flat, is_scalar, similar_uses_flow};
pub use scalar::format_scalar;

use super::document::{Document, NodeRef};
use crate::source::{MapEntry, Node, NodeKind};
use layout::{is_compact, is_short, uses_flow};
use serde_yaml::{Mapping, Value};

/// The indentation of a map or a block scalar.
pub const STEP: usize = 2;
/// The longest key that YAML allows before a colon, in bytes as written.
pub const LONGEST_KEY: usize = 1000;

/// The style of a file.
#[derive(Debug, Clone, Copy)]
pub struct FileStyle {
    /// The indentation of dashes below their key.
    pub dashes: usize,
    /// Whether short lists of scalars are in brackets; `None` if the file has no such list.
    brackets: Option<bool>,
    /// Whether short maps are in braces; `None` if the file has no such map.
    braces: Option<bool>,
    /// Whether prose is quoted on one line: an indented comment after a block scalar would become a part of it.
    pub quotes_prose: bool,
}

/// What is written after a key or a dash, and the lines below it.
pub struct ValueText {
    /// Empty, or with a space before it.
    pub inline: String,
    /// Indented lines, without line ends.
    pub body: Vec<String>,
}

/// Formats a record that has no file yet: its entries are a block, and short values are on one line.
pub fn format_record(entries: &Mapping) -> String {
    if entries.is_empty() {
        return "{}\n".to_owned();
    }
    let style = FileStyle { dashes: STEP, brackets: None, braces: None, quotes_prose: false };
    let mut text = style.format_entries(entries, 0).join("\n");
    text.push('\n');
    text
}

fn set_once(known: &mut Option<bool>, uses_flow: impl FnOnce() -> Option<bool>) {
    if known.is_none() {
        *known = uses_flow();
    }
}

impl FileStyle {
    /// The style of the first lists and maps of a file.
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
                    let value_column =
                        |entry: &MapEntry| column(entry.key_place.range()) + entry.key_place.range().len() + 2;
                    open.extend(entries.iter().rev().map(|entry| (&entry.value, value_column(entry), spot)));
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

    /// A list or a map on one line, if it is to be on one line. `column` is that of its bracket; `sibling` says whether
    /// its nearest sibling is on one line.
    pub fn format_inline(
        &self,
        value: &Value,
        column: usize,
        spot: ValuePosition,
        sibling: Option<bool>,
    ) -> Option<String> {
        let by_file = match value {
            Value::Sequence(_) => self.brackets,
            _ => self.braces,
        };
        let is_inline = match sibling {
            Some(is_inline) => is_inline && is_short(value) && !has_prose(value),
            None => is_compact(value, spot) && by_file != Some(false),
        };
        let fits = |line: &String| column + line.chars().count() <= MAX_WIDTH;
        if is_inline { format_one_line(value).filter(fits) } else { None }
    }

    /// Formats a value after a key at a column.
    pub fn format_after_key(
        &self,
        value: &Value,
        column: usize,
        key_width: usize,
        spot: ValuePosition,
        sibling: Option<bool>,
    ) -> ValueText {
        let inline = |inline_text: String| ValueText { inline: format!(" {inline_text}"), body: Vec::new() };
        if let Some(line) = self.format_inline(value, column + key_width + 2, spot, sibling) {
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
                    Some((header, body)) => ValueText { inline: format!(" {header}"), body },
                    None => inline(format_scalar(value, false, None)),
                }
            }
            other => inline(format_scalar(other, false, None)),
        }
    }

    /// Formats a value after a dash at a column.
    pub fn format_after_dash(&self, value: &Value, column: usize, sibling: Option<bool>) -> ValueText {
        let fits = |text: &String| column + 2 + text.chars().count() <= MAX_WIDTH;
        match value {
            Value::Mapping(map) if !map.is_empty() => {
                if let Some(line) = self.format_inline(value, column + 2, ValuePosition::Dash, sibling) {
                    return ValueText { inline: format!(" {line}"), body: Vec::new() };
                }
                let mut lines = self.format_entries(map, column + STEP).into_iter();
                let inline_text = lines.next().map(|first| format!(" {}", first.trim_start())).unwrap_or_default();
                ValueText { inline: inline_text, body: lines.collect() }
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
            other => self.format_after_key(other, column, 0, ValuePosition::Dash, sibling),
        }
    }

    /// The lines of an entry.
    pub fn format_entry(
        &self,
        key: &Value,
        value: &Value,
        column: usize,
        spot: ValuePosition,
        sibling: Option<bool>,
    ) -> Vec<String> {
        let indent = " ".repeat(column);
        let key = format_scalar(key, true, None);
        let ValueText { inline: inline_text, body } =
            self.format_after_key(value, column, key.chars().count(), spot, sibling);
        let first = match key.len() > LONGEST_KEY {
            true => vec![format!("{indent}? {key}"), format!("{indent}:{inline_text}")],
            false => vec![format!("{indent}{key}:{inline_text}")],
        };
        first.into_iter().chain(body).collect()
    }

    /// The lines of an item.
    pub fn format_item(&self, value: &Value, column: usize, sibling: Option<bool>) -> Vec<String> {
        let ValueText { inline: inline_text, body } = self.format_after_dash(value, column, sibling);
        std::iter::once(format!("{}-{inline_text}", " ".repeat(column))).chain(body).collect()
    }

    fn format_entries(&self, map: &Mapping, column: usize) -> Vec<String> {
        let spot = ValuePosition::for_map(map);
        map.iter().flat_map(|(key, value)| self.format_entry(key, value, column, spot, None)).collect()
    }
}
