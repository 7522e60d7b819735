//! Values as YAML, as a person writes them.

pub(super) mod layout;
mod scalar;

pub use layout::{MAX_WIDTH, ValuePosition, fits_in_flow, format_inline, format_one_line, is_flat, is_scalar};
pub use scalar::{WHITESPACE, format_scalar};

use serde_yaml::{Mapping, Value};

/// The indentation of a map or a block scalar.
pub const STEP: usize = 2;
/// The longest key that YAML allows before a colon, in bytes as written.
pub const LONGEST_KEY: usize = 1000;

/// What a file decides about the values that are written to it.
#[derive(Debug, Clone, Copy)]
pub struct FileStyle {
    /// The indentation of dashes below their key.
    pub dash_indent: usize,
    /// Whether prose is quoted on one line: an indented comment after a block scalar would become a part of it.
    pub quotes_prose: bool,
}

impl Default for FileStyle {
    fn default() -> Self {
        Self { dash_indent: STEP, quotes_prose: false }
    }
}

/// What is written after a key or a dash, and the lines below it.
pub struct ValueText {
    /// Empty, or with a space before it.
    pub inline: String,
    /// Indented lines, without line ends.
    pub body: Vec<String>,
}

impl ValueText {
    fn from_line(line: &str) -> Self {
        Self { inline: format!(" {line}"), body: Vec::new() }
    }
}

/// Formats a record that has no file yet: its entries are a block, and short values are on one line.
pub fn format_record(entries: &Mapping) -> String {
    if entries.is_empty() {
        return "{}\n".to_owned();
    }
    let mut text = FileStyle::default().format_entries(entries, 0).join("\n");
    text.push('\n');
    text
}

impl FileStyle {
    /// Formats a value after a key at a column. `sibling` says whether its nearest sibling is on one line.
    pub fn format_after_key(&self, value: &Value, column: usize, key_width: usize, sibling: Option<bool>) -> ValueText {
        let position = ValuePosition::after_key(column);
        match format_inline(value, column + key_width + 2, position, sibling) {
            Some(line) => ValueText::from_line(&line),
            None => self.format_block(value, column, self.dash_indent),
        }
    }

    /// Formats a value after a dash at a column. `sibling` says whether its nearest sibling is on one line.
    pub fn format_after_dash(&self, value: &Value, column: usize, sibling: Option<bool>) -> ValueText {
        let fits = |text: &String| column + 2 + text.chars().count() <= MAX_WIDTH;
        let line = match value {
            // A list in a list is on one line whenever it fits: nobody writes two dashes.
            Value::Sequence(_) => format_one_line(value).filter(fits),
            value => format_inline(value, column + 2, ValuePosition::Item, sibling),
        };
        match (line, value) {
            (Some(line), _) => ValueText::from_line(&line),
            (None, Value::Mapping(map)) if !map.is_empty() => {
                let mut lines = self.format_entries(map, column + STEP).into_iter();
                let inline = lines.next().map(|first| format!(" {}", first.trim_start())).unwrap_or_default();
                ValueText { inline, body: lines.collect() }
            }
            (None, value) => self.format_block(value, column, STEP),
        }
    }

    /// Formats a value in block style below a key or a dash at a column; what is empty or a word needs no block.
    fn format_block(&self, value: &Value, column: usize, dash_indent: usize) -> ValueText {
        let block = match value {
            Value::Sequence(items) if !items.is_empty() => {
                let items = items.iter().flat_map(|item| self.format_item(item, column + dash_indent, None));
                Some((String::new(), items.collect()))
            }
            Value::Mapping(map) if !map.is_empty() => Some((String::new(), self.format_entries(map, column + STEP))),
            Value::String(text) if !self.quotes_prose => scalar::format_block_scalar(text, column + STEP),
            _ => None,
        };
        match block {
            Some((inline, body)) => ValueText { inline, body },
            None => ValueText::from_line(&format_scalar(value, false, None)),
        }
    }

    /// The lines of an entry.
    pub fn format_entry(&self, key: &Value, value: &Value, column: usize, sibling: Option<bool>) -> Vec<String> {
        let indent = " ".repeat(column);
        let key = format_scalar(key, true, None);
        let ValueText { inline, body } = self.format_after_key(value, column, key.chars().count(), sibling);
        let first = match key.len() > LONGEST_KEY {
            true => vec![format!("{indent}? {key}"), format!("{indent}:{inline}")],
            false => vec![format!("{indent}{key}:{inline}")],
        };
        first.into_iter().chain(body).collect()
    }

    /// The lines of an item.
    pub fn format_item(&self, value: &Value, column: usize, sibling: Option<bool>) -> Vec<String> {
        let ValueText { inline, body } = self.format_after_dash(value, column, sibling);
        std::iter::once(format!("{}-{inline}", " ".repeat(column))).chain(body).collect()
    }

    fn format_entries(&self, map: &Mapping, column: usize) -> Vec<String> {
        map.iter().flat_map(|(key, value)| self.format_entry(key, value, column, None)).collect()
    }
}
