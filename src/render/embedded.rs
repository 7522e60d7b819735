//! Markdown that templates leave to the document around it: a mail makes HTML and plain text of it.

use std::sync::{Arc, Mutex, PoisonError};

/// What surrounds the number of embedded Markdown. No text of a record has these characters.
const OPEN: char = '\u{fdd0}';
const CLOSE: char = '\u{fdd1}';

/// Collects embedded Markdown from [`Embedded::begin`] on.
#[derive(Debug, Clone, Default)]
pub struct Embedded(Arc<Mutex<Option<Vec<Arc<str>>>>>);

/// A piece of a text with embedded Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Text.
    Text(&'t str),
    /// The number of embedded Markdown.
    Number(usize),
}

impl Embedded {
    /// From here on, Markdown is collected.
    pub fn begin(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Vec::new());
    }

    /// Whether Markdown is collected.
    pub fn is_begun(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// The Markdown that was collected, by its numbers.
    pub fn take(&self) -> Vec<Arc<str>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take().unwrap_or_default()
    }

    /// Collects Markdown, and returns the text that stands for it; `None` if Markdown is not collected.
    pub fn insert(&self, markdown: &Arc<str>) -> Option<String> {
        let mut embedded = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let list = embedded.as_mut()?;
        list.push(Arc::clone(markdown));
        Some(format!("{OPEN}{}{CLOSE}", list.len() - 1))
    }
}

/// Whether a character is reserved for embedded Markdown.
pub fn is_reserved(c: char) -> bool {
    matches!(c, OPEN | CLOSE)
}

/// Splits a text at embedded Markdown.
pub fn split_embedded(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    for (at, part) in text.split(OPEN).enumerate() {
        let embedded = part.split_once(CLOSE).filter(|_| at > 0);
        let number = embedded.and_then(|(number, after)| Some((number.parse().ok()?, after)));
        let after = number.map_or(part, |(number, after)| {
            pieces.push(Piece::Number(number));
            after
        });
        if !after.is_empty() {
            pieces.push(Piece::Text(after));
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_markdown_is_found_by_its_number() {
        let embedded = Embedded::default();
        assert_eq!(embedded.insert(&"a".into()), None);
        embedded.begin();
        let text = ["a", "b"].map(|markdown| embedded.insert(&markdown.into()).unwrap()).join(" and ");
        assert_eq!(split_embedded(&text), [Piece::Number(0), Piece::Text(" and "), Piece::Number(1)]);
        assert_eq!(embedded.take(), ["a".into(), "b".into()]);
        assert_eq!(split_embedded("a\u{fdd0}x\u{fdd1}"), [Piece::Text("a"), Piece::Text("x\u{fdd1}")]);
    }
}
