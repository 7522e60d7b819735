//! The record of a call while an import fills it.

use super::lines::has_text;
use crate::model::meeting::Meeting;
use crate::model::proposal::UnparsedText;
use crate::source::Spanned;

impl Meeting {
    /// Keeps a text verbatim, unless it is empty.
    pub(super) fn keep_unparsed(&mut self, place: impl Into<String>, text: impl Into<String>) {
        let text = some_text(text);
        self.unparsed.extend(text.map(|text| UnparsedText { place: place.into(), text }));
    }
}

/// A text for an optional key; `None` if it says nothing.
pub fn some_text(text: impl Into<String>) -> Option<Spanned<String>> {
    Some(text.into()).filter(|text| has_text(text)).map(Spanned::from)
}

/// Texts for a list.
pub fn spanned_texts(texts: Vec<String>) -> Vec<Spanned<String>> {
    texts.into_iter().map(Spanned::from).collect()
}
