//! Rows and cells, before anybody asks what they mean.

use super::cell::TableCell;
use super::inline::CellReader;
use super::{gfm, html, html_rows};
use crate::import::doubt::Doubt;
use crate::source::{FileId, Place};

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    /// In the source.
    pub place: Place,
    /// From the left; may be fewer or more than the headers.
    pub cells: Vec<TableCell>,
    /// Whether it stands in the head of its table.
    pub is_header: bool,
    /// Text between its cells or behind them.
    pub loose: Vec<TableCell>,
}

/// Every row of the tables in a text, as they stand there, with doubts about how they are written.
pub fn read_rows(text: &str, file: FileId) -> (Vec<TableRow>, Vec<Doubt>) {
    let html = html_rows::read_tables(text, file);
    let mut rows = gfm::find_rows(text, file, &html.ranges);
    rows.extend(html.rows);
    rows.sort_by_key(|row| row.place.start);
    (rows, html.doubts)
}

/// A cell with what stands in a range of the text.
pub fn read_cell(text: &str, range: std::ops::Range<usize>, file: FileId) -> TableCell {
    let inside = &text[range.clone()];
    let start = range.start + (inside.len() - inside.trim_start().len());
    let bare = inside.trim();
    let mut reader = CellReader::new(place_of(start..start + bare.len(), file));
    html::tokens(bare).for_each(|token| reader.read_token(&token, bare, start));
    reader.finish()
}

/// A range of bytes of a file.
pub fn place_of(range: std::ops::Range<usize>, file: FileId) -> Place {
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Place { file, start: offset(range.start), end: offset(range.end) }
}
