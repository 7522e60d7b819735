//! Tables as people write them: in Markdown, without outer pipes, with missing or extra cells, and in HTML.

mod html;

use super::lines::{SourceLine, has_text, starts_html_table};
use super::words::plain_text;
use crate::model::spelling::fold_name;
use crate::text::tables;
use std::ops::Range;

/// A table in a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MinutesTable<'t> {
    /// The cells of the header row, some of which may be empty.
    pub header: Vec<SourceLine<'t>>,
    /// The rows below the header, in order.
    pub rows: Vec<MinutesRow<'t>>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MinutesRow<'t> {
    /// The offset of its start.
    pub at: usize,
    /// Its cells, trimmed.
    pub cells: Vec<SourceLine<'t>>,
    /// Lines below it without a pipe, which continue its last cell.
    pub more: Vec<SourceLine<'t>>,
}

/// Reads the table that starts at the first of some lines, and how many lines it takes. `None` if none does.
pub fn read_table<'t>(lines: &[SourceLine<'t>]) -> Option<(MinutesTable<'t>, usize)> {
    let [first, second, ..] = lines else { return None };
    if starts_html_table(first.text) {
        return html::is_row(*second).then(|| html::read_table(lines));
    }
    if !first.text.contains('|') || !is_delimiter_row(second.text) {
        return None;
    }
    let mut grid = MinutesTable { header: split_cells(*first), rows: Vec::new() };
    let header: Vec<String> = grid.header.iter().map(fold_cell).collect();
    let mut taken = 2;
    for line in &lines[2..] {
        if line.is_empty() || line.text.starts_with('#') {
            break;
        }
        taken += 1;
        if !line.text.contains(char::is_alphanumeric) {
            continue;
        }
        let has_cells = line.text.contains('|');
        match grid.rows.last_mut() {
            Some(row) if !has_cells => row.more.push(line.trim()),
            _ => {
                let row = MinutesRow { at: line.at, cells: split_cells(*line), more: Vec::new() };
                grid.rows.extend(Some(row).filter(|row| !repeats_header(&row.cells, &header)));
            }
        }
    }
    Some((grid, taken))
}

/// A table, or a line outside of tables.
pub enum MinutesBlock<'l, 't> {
    /// A table with its lines.
    Table(MinutesTable<'t>, &'l [SourceLine<'t>]),
    /// Any other line.
    Line(SourceLine<'t>),
}

/// The tables in some lines and the lines between them, in order. A table with fewer columns is read as lines.
pub fn split_blocks<'l, 't>(
    lines: &'l [SourceLine<'t>],
    least_columns: usize,
) -> impl Iterator<Item = MinutesBlock<'l, 't>> {
    let mut rest = lines;
    std::iter::from_fn(move || {
        let first = rest.first()?;
        let table = read_table(rest).filter(|(table, _)| table.header.len() >= least_columns);
        let (lines, after) = rest.split_at(table.as_ref().map_or(1, |(_, taken)| *taken));
        rest = after;
        Some(table.map_or(MinutesBlock::Line(*first), |(table, _)| MinutesBlock::Table(table, lines)))
    })
}

/// The words of a cell, folded.
fn fold_cell(cell: &SourceLine) -> String {
    fold_name(&plain_text(cell.text))
}

/// Whether a row repeats a header, whose cells are folded.
fn repeats_header(cells: &[SourceLine], header: &[String]) -> bool {
    let has_words = || header.iter().any(|word| !word.is_empty());
    header.len() > 1 && cells.iter().map(fold_cell).eq(header.iter().map(String::as_str)) && has_words()
}

/// Whether a line may be a row with cells.
pub fn is_row(line: SourceLine) -> bool {
    line.text.contains('|') || html::is_row(line)
}

/// Whether a line is a delimiter row, or the line of hyphens below the header of a single column.
pub fn is_delimiter_row(text: &str) -> bool {
    let text = text.trim();
    tables::is_delimiter_row(text) || text.len() >= 2 && text.bytes().all(|byte| byte == b'-')
}

/// The cells of a row. A pipe after a backslash is text.
pub fn split_cells(line: SourceLine<'_>) -> Vec<SourceLine<'_>> {
    let line = line.trim();
    if html::is_row(line) {
        return html::parse_cells(line).into_iter().map(|cell| cell.content).collect();
    }
    tables::split_row(line.text).into_iter().map(|range| line.slice(range)).collect()
}

impl<'t> MinutesRow<'t> {
    /// The cell of a column; empty if the row has fewer.
    pub fn cell(&self, index: usize) -> SourceLine<'t> {
        self.cells.get(index).copied().unwrap_or(SourceLine { at: self.at, text: "" })
    }

    /// The bytes of its cells, without the lines below it.
    pub fn first_line(&self) -> Range<usize> {
        self.at..self.cells.iter().map(|cell| cell.range().end).max().unwrap_or(self.at).max(self.at)
    }

    /// Whether any cell has text.
    pub fn says_something(&self) -> bool {
        self.cells.iter().chain(&self.more).any(|cell| has_text(cell.text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::minutes::lines::split_lines;

    #[test]
    fn rows_are_read_as_typed() {
        let text = "| A | B |\n| -- | -- |\n| 1 | x \\| y | z |\nno | border |\n goes on\n| |\n\nafter";
        let (grid, taken) = read_table(&split_lines(text)).unwrap();
        assert_eq!(taken, 6);
        let described: Vec<String> = grid
            .rows
            .iter()
            .map(|row| row.cells.iter().chain(&row.more).map(|cell| cell.text).collect::<Vec<_>>().join("/"))
            .collect();
        assert_eq!(described, ["1/x \\| y/z", "no/border/goes on"]);
        assert_eq!(read_table(&split_lines("a | b\nno rule")), None);
        let (grid, _) = read_table(&split_lines("|**A B**|C|\n|-|-|\n|1|2|\n|A  B|c|\n|A|B|\n")).unwrap();
        assert_eq!(grid.rows.len(), 2);
        assert!(
            is_delimiter_row("| --- |")
                && is_delimiter_row("---")
                && !is_delimiter_row("| - a |")
                && !is_delimiter_row("-")
        );
    }
}
