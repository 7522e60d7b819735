//! Headers of tables, in the spellings that groups use.

use super::lines::{SourceLine, has_text};
use super::words::plain_text;
use crate::model::spelling::{fold_name, is_listed};

/// The headers of a table, folded.
pub fn fold_headers(header: &[SourceLine]) -> Vec<String> {
    header.iter().map(|cell| fold_header(&plain_text(cell.text))).collect()
}

/// A header, folded; `#` alone is a number.
pub fn fold_header(plain: &str) -> String {
    let word = fold_name(plain);
    if word.is_empty() && matches!(plain.trim(), "#" | "№") { "no".to_owned() } else { word }
}

/// The first column whose folded header is in a list.
pub fn find_column(headers: &[String], list: &str) -> Option<usize> {
    headers.iter().position(|header| is_listed(header, list))
}

/// The cells with text in other columns than these, each with its column.
pub fn other_cells<'t>(cells: &[SourceLine<'t>], columns: &[Option<usize>]) -> Vec<(usize, SourceLine<'t>)> {
    let cells = cells.iter().copied().enumerate();
    cells.filter(|(at, cell)| !columns.contains(&Some(*at)) && has_text(cell.text)).collect()
}
