//! Rows and cells of tables, before their content is interpreted.

use super::cell::TableCell;
use crate::source::Place;

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow<'s> {
    /// Its place in the source.
    pub place: Place,
    /// Its cells from the left; may be fewer or more than the headers.
    pub cells: Vec<TableCell<'s>>,
    /// Whether it is a header row.
    pub is_header: bool,
    /// Text between or after its cells.
    pub loose: Vec<TableCell<'s>>,
}

#[cfg(test)]
impl TableRow<'_> {
    /// Its cells with `/` between lines, after `#` if it is a header row; then the text between the cells.
    pub fn describe(&self) -> String {
        let cells: Vec<String> = self.cells.iter().map(|cell| cell.to_markdown().replace('\n', "/")).collect();
        let loose: String = self.loose.iter().map(|cell| format!(" + {}", cell.to_markdown())).collect();
        format!("{}{}{loose}", if self.is_header { "# " } else { "" }, cells.join(" | "))
    }
}
