//! HTML tables, of which each row is one line.

use super::{MinutesRow, MinutesTable, fold_cell, repeats_header};
use crate::import::minutes::lines::{SourceLine, has_text};
use crate::text::html::{starts_element, tokens};
use crate::text::html_tables::read_rows;
use crate::text::spans::{CellsAbove, SpanningCell};

/// Whether a line is an HTML row.
pub fn is_row(line: SourceLine) -> bool {
    starts_element(line.text.trim_start(), "tr")
}

/// Reads the table whose rows follow the first of some lines, and how many lines it takes.
pub fn read_table<'t>(lines: &[SourceLine<'t>]) -> (MinutesTable<'t>, usize) {
    let mut grid = MinutesTable { header: Vec::new(), rows: Vec::new() };
    let (mut above, mut header) = (CellsAbove::new(), Vec::new());
    let rows = lines[1..].iter().take_while(|line| is_row(**line));
    let taken = 1 + rows.clone().count();
    for (at, row) in rows.enumerate() {
        let cells = above.spread_cells(parse_cells(row.trim()), without_text, without_text);
        if at == 0 {
            // Text before the first row comes after the headers, and is kept like an unknown one.
            grid.header = cells.into_iter().chain(lines.first().copied().filter(|line| has_text(line.text))).collect();
            header = grid.header.iter().map(fold_cell).collect();
        } else if !repeats_header(&cells, &header) {
            grid.rows.push(MinutesRow { at: row.at, cells, more: Vec::new() });
        }
    }
    (grid, taken)
}

fn without_text<'t>(line: &SourceLine<'t>) -> SourceLine<'t> {
    SourceLine { at: line.at, text: "" }
}

/// The cells of a row, with or without end tags. Text outside of them becomes cells after them.
pub fn parse_cells(row: SourceLine<'_>) -> Vec<SpanningCell<SourceLine<'_>>> {
    let (rows, _) = read_rows(row.text, &mut tokens(row.text));
    let ranges = || rows.iter().flat_map(|row| &row.cells).map(|cell| cell.content.clone());
    let starts = [0].into_iter().chain(ranges().map(|cell| cell.end));
    let ends = ranges().map(|cell| cell.start).chain([row.text.len()]);
    let outside = starts.zip(ends).map(|(start, end)| row.slice(start..end)).filter(|line| has_text(line.text));
    let outside: Vec<_> = outside.map(SpanningCell::single).collect();
    let cells = rows.into_iter().flat_map(|row| row.cells).map(|cell| cell.map(|range| row.slice(range)));
    cells.chain(outside).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::minutes::grid;
    use crate::import::minutes::lines::split_lines;

    fn describe_table(text: &str) -> Vec<String> {
        let (grid, _) = grid::read_table(&split_lines(text)).unwrap();
        let row = |cells: &[SourceLine]| cells.iter().map(|cell| cell.text).collect::<Vec<_>>().join("/");
        let rows = grid.rows.iter().map(|found| row(&found.cells));
        std::iter::once(row(&grid.header)).chain(rows).collect()
    }

    #[test]
    fn rows_are_read_with_tags_open_or_closed() {
        let text = "<table border=1>\n<thead>\n <tr>\n  <th>A</th>\n  <th style=\"x\">B</th>\n </tr>\n</thead>\n<tbody>\n<tr><td> 1 <td>x<br>\ny</tr><tr><td>A</td><td>B</td></tr>\n<tr><td colspan=\"2\"><b>C</b></td></tr></tbody></table>\n";
        assert_eq!(describe_table(text), ["A/B", "1/x<br>\ny", "<b>C</b>/"]);
        assert_eq!(describe_table("<table><tr><td>A<td>B\n<tr><td>1"), ["A/B", "1"]);
        assert_eq!(
            describe_table("<table>t<tr>u<td>A</td>v<td>B\n<tr>w</table>"),
            ["A/B/<tr>u<td>/</td>v<td>/<table>t", "<tr>w</table>"]
        );
    }

    #[test]
    fn a_cell_may_span_several_rows() {
        let text = "<table><tr><th>A<th>B</tr><tr><td rowspan=2>x<td>1</tr><tr><td>2</tr><tr><td>y<td>3</tr></table>";
        assert_eq!(describe_table(text), ["A/B", "x/1", "/2", "y/3"]);
    }

    #[test]
    fn a_table_without_rows_is_a_line() {
        for text in ["<table></table>\n| A | B |\n| - | - |\n", "<table>\n", "<table></table>"] {
            assert_eq!(grid::read_table(&split_lines(text)), None, "{text}");
        }
    }

    #[test]
    fn hostile_tables_terminate() {
        for part in ["<tr>", "<td", "<td>", "<tr><td rowspan=99999 colspan=99999>", "<", "</"] {
            let _ = grid::read_table(&split_lines(&format!("<table>{}", part.repeat(20_000))));
        }
    }
}
