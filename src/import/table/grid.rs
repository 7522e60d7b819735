//! Rows and cells, before anybody asks what they mean.

use super::cell::Cell;
use super::inline::Reader;
use super::{gfm, html, html_rows};
use crate::import::doubt::Doubt;
use crate::source::{FileId, Place};

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// In the source.
    pub place: Place,
    /// From the left; may be fewer or more than the headers.
    pub cells: Vec<Cell>,
    /// Whether it stands in the head of its table.
    pub is_head: bool,
    /// Text between its cells or behind them.
    pub loose: Vec<Cell>,
}

/// Every row of the tables in a text, as they stand there, with doubts about how they are written.
pub fn rows(text: &str, file: FileId) -> (Vec<Row>, Vec<Doubt>) {
    let html = html_rows::tables(text, file);
    let mut rows = gfm::rows(text, file, &html.ranges);
    rows.extend(html.rows);
    rows.sort_by_key(|row| row.place.start);
    (rows, html.doubts)
}

/// A cell with what stands in a range of the text.
pub fn cell(text: &str, range: std::ops::Range<usize>, file: FileId) -> Cell {
    let inside = &text[range.clone()];
    let start = range.start + (inside.len() - inside.trim_start().len());
    let bare = inside.trim();
    let mut reader = Reader::new(place(start..start + bare.len(), file));
    html::tokens(bare).for_each(|token| reader.token(&token, bare, start));
    reader.finish()
}

/// A range of bytes of a file.
pub fn place(range: std::ops::Range<usize>, file: FileId) -> Place {
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Place { file, start: offset(range.start), end: offset(range.end) }
}
