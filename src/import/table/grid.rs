//! Rows and cells of tables, before their content is interpreted.

use super::cell::TableCell;
use super::inline::CellReader;
use crate::source::{FileId, Place};
use crate::text::html::tokens;
use std::ops::Range;

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

/// Reads a range of a text as a cell.
pub fn read_cell(text: &str, range: Range<usize>, file: FileId) -> TableCell {
    let inside = &text[range.clone()];
    let start = range.start + (inside.len() - inside.trim_start().len());
    let bare = inside.trim();
    let mut reader = CellReader::new(Place::from_range(file, start..start + bare.len()));
    tokens(bare).for_each(|token| reader.read_token(&token, bare, start));
    reader.finish()
}

#[cfg(test)]
impl TableRow {
    /// Its cells with `/` between lines, after `#` if it is a header row; then the text between the cells.
    pub fn describe(&self) -> String {
        let cells: Vec<String> = self.cells.iter().map(|cell| cell.to_markdown().replace('\n', "/")).collect();
        let loose: String = self.loose.iter().map(|cell| format!(" + {}", cell.to_markdown())).collect();
        format!("{}{}{loose}", if self.is_header { "# " } else { "" }, cells.join(" | "))
    }
}
