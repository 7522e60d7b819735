//! Values as YAML in the style of the file; where it shows none, as a person writes them.

mod layout;
mod scalar;

pub use layout::{Spot, WIDEST, holds_prose, is_flat, is_scalar, one_line, shows_of};
pub use scalar::scalar;

use super::document::{Document, Held};
use crate::store::tree::{Entry, Kind, Node};
use layout::{is_compact, is_short, shows};
use serde_yaml::{Mapping, Value};

/// How much deeper the content of a map or the prose of a block stands.
pub const STEP: usize = 2;
/// The longest key that YAML allows before a colon, in bytes as it is written.
pub const LONGEST_KEY: usize = 1000;

/// How a file lays out what it holds.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// How much deeper than their key the dashes of a list stand.
    pub dashes: usize,
    /// Whether short lists of words stand in brackets; `None` where the file has no such list.
    brackets: Option<bool>,
    /// Whether short maps stand in braces; `None` where the file has no such map.
    braces: Option<bool>,
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

/// A record that has no file yet: its entries are a block, and what is short stands on one line.
pub fn record(entries: &Mapping) -> String {
    if entries.is_empty() {
        return "{}\n".to_owned();
    }
    let style = Style { dashes: STEP, brackets: None, braces: None, quotes: false };
    let mut text = style.entries(entries, 0).join("\n");
    text.push('\n');
    text
}

fn set(known: &mut Option<bool>, shown: impl FnOnce() -> Option<bool>) {
    if known.is_none() {
        *known = shown();
    }
}

impl Style {
    /// That of the first lists and maps of a file that show one.
    pub fn of(document: &Document) -> Self {
        let (mut dashes, mut brackets, mut braces) = (None, None, None);
        let column = |range: std::ops::Range<usize>| document.column(range.start);
        let mut open: Vec<(&Node, usize, Spot)> = Vec::new();
        let mut held = Some(&document.root);
        while let Some(node) = held {
            match &node.kind {
                Kind::Scalar { .. } => {}
                Kind::List(items) => {
                    open.extend(items.iter().rev().map(|item| (item, column(item.place.range()), Spot::Dash)));
                }
                Kind::Map(entries) => {
                    for (at, entry) in entries.iter().enumerate() {
                        if matches!(entry.value.kind, Kind::List(_)) && !document.is_flow(&entry.value) {
                            let held = Held::Entry { entry, at, of: entries };
                            let [dash, key] = [document.content_start(held), document.start(held)];
                            dashes.get_or_insert(document.column(dash).saturating_sub(document.column(key)));
                        }
                    }
                    let spot = Spot::among(entries);
                    let behind = |entry: &Entry| column(entry.key_place.range()) + entry.key_place.range().len() + 2;
                    open.extend(entries.iter().rev().map(|entry| (&entry.value, behind(entry), spot)));
                }
            }
            let next = open.pop();
            if let Some((node, column, spot)) = next {
                let is_words = |of: &[Node]| of.iter().all(|item| matches!(item.kind, Kind::Scalar { .. }));
                match &node.kind {
                    Kind::List(of) if is_words(of) => set(&mut brackets, || shows(document, node, column, spot)),
                    Kind::Map(_) => set(&mut braces, || shows(document, node, column, spot)),
                    _ => {}
                }
            }
            held = next.map(|(node, ..)| node);
        }
        Self { dashes: dashes.unwrap_or(STEP), brackets, braces, quotes: false }
    }

    /// A list or a map on one line, where it is to stand there. `column` is that of its bracket; `beside` is what
    /// its neighbours show.
    pub fn inline(&self, value: &Value, column: usize, spot: Spot, beside: Option<bool>) -> Option<String> {
        let by_file = match value {
            Value::Sequence(_) => self.brackets,
            _ => self.braces,
        };
        let is_inline = match beside {
            Some(is_inline) => is_inline && is_short(value) && !holds_prose(value),
            None => is_compact(value, spot) && by_file != Some(false),
        };
        let fits = |line: &String| column + line.chars().count() <= WIDEST;
        if is_inline { one_line(value).filter(fits) } else { None }
    }

    /// A value behind a key that stands at a column.
    pub fn behind_key(
        &self,
        value: &Value,
        column: usize,
        key_width: usize,
        spot: Spot,
        beside: Option<bool>,
    ) -> Written {
        let inline = |head: String| Written { head: format!(" {head}"), body: Vec::new() };
        if let Some(line) = self.inline(value, column + key_width + 2, spot, beside) {
            return inline(line);
        }
        match value {
            Value::Sequence(items) if !items.is_empty() => {
                let column = column + self.dashes;
                let body = items.iter().flat_map(|item| self.item(item, column, None)).collect();
                Written { head: String::new(), body }
            }
            Value::Mapping(map) if !map.is_empty() => {
                Written { head: String::new(), body: self.entries(map, column + STEP) }
            }
            Value::String(text) => match scalar::prose(text, column + STEP).filter(|_| !self.quotes) {
                Some((sign, body)) => Written { head: format!(" {sign}"), body },
                None => inline(scalar(value, false, None)),
            },
            other => inline(scalar(other, false, None)),
        }
    }

    /// A value behind a dash that stands at a column.
    pub fn behind_dash(&self, value: &Value, column: usize, beside: Option<bool>) -> Written {
        let fits = |text: &String| column + 2 + text.chars().count() <= WIDEST;
        match value {
            Value::Mapping(map) if !map.is_empty() => {
                if let Some(line) = self.inline(value, column + 2, Spot::Dash, beside) {
                    return Written { head: format!(" {line}"), body: Vec::new() };
                }
                let mut lines = self.entries(map, column + STEP).into_iter();
                let head = lines.next().map(|first| format!(" {}", first.trim_start())).unwrap_or_default();
                Written { head, body: lines.collect() }
            }
            Value::Sequence(_) => match one_line(value).filter(fits) {
                Some(line) => Written { head: format!(" {line}"), body: Vec::new() },
                None => Style { dashes: STEP, ..*self }.behind_key(value, column, 0, Spot::Dash, Some(false)),
            },
            other => self.behind_key(other, column, 0, Spot::Dash, beside),
        }
    }

    /// The lines of an entry.
    pub fn entry(&self, key: &Value, value: &Value, column: usize, spot: Spot, beside: Option<bool>) -> Vec<String> {
        let indent = " ".repeat(column);
        let key = scalar(key, true, None);
        let Written { head, body } = self.behind_key(value, column, key.chars().count(), spot, beside);
        let first = match key.len() > LONGEST_KEY {
            true => vec![format!("{indent}? {key}"), format!("{indent}:{head}")],
            false => vec![format!("{indent}{key}:{head}")],
        };
        first.into_iter().chain(body).collect()
    }

    /// The lines of an item.
    pub fn item(&self, value: &Value, column: usize, beside: Option<bool>) -> Vec<String> {
        let Written { head, body } = self.behind_dash(value, column, beside);
        std::iter::once(format!("{}-{head}", " ".repeat(column))).chain(body).collect()
    }

    fn entries(&self, map: &Mapping, column: usize) -> Vec<String> {
        let spot = Spot::in_map(map);
        map.iter().flat_map(|(key, value)| self.entry(key, value, column, spot, None)).collect()
    }
}
