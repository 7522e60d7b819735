//! Rows and cells of tables, before their content is interpreted.

use super::cell::TableCell;
use super::inline::CellReader;
use super::{gfm, html_rows};
use crate::import::doubt::Doubt;
use crate::source::{FileId, Place};
use crate::text::html::tokens;

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    /// Its place in the source.
    pub place: Place,
    /// Its cells from the left; may be fewer or more than the headers.
    pub cells: Vec<TableCell>,
    /// Whether it is a header row.
    pub is_header: bool,
    /// Text between or after its cells.
    pub loose: Vec<TableCell>,
}

/// Every row of the tables in a text, in order, with doubts about their markup.
pub fn read_rows(text: &str, file: FileId) -> (Vec<TableRow>, Vec<Doubt>) {
    let html = html_rows::read_tables(text, file);
    let mut rows = gfm::find_rows(text, file, &html.ranges);
    rows.extend(html.rows);
    rows.sort_by_key(|row| row.place.start);
    (rows, html.doubts)
}

/// Reads a range of a text as a cell.
pub fn read_cell(text: &str, range: std::ops::Range<usize>, file: FileId) -> TableCell {
    let inside = &text[range.clone()];
    let start = range.start + (inside.len() - inside.trim_start().len());
    let bare = inside.trim();
    let mut reader = CellReader::new(place_of(start..start + bare.len(), file));
    tokens(bare).for_each(|token| reader.read_token(&token, bare, start));
    reader.finish()
}

/// A range of bytes of a file.
pub fn place_of(range: std::ops::Range<usize>, file: FileId) -> Place {
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Place { file, start: offset(range.start), end: offset(range.end) }
}
