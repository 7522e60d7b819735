//! Tables in HTML; each of their rows is a line.

use super::{MinutesRow, MinutesTable, is_repeated_header};
use crate::import::minutes::lines::{SourceLine, find_word, has_text, starts_with_word};

/// A cell, and how many rows it goes through.
pub struct SpannedCell<'t> {
    /// What stands in it, tags included.
    pub line: SourceLine<'t>,
    rows: usize,
    columns: usize,
}

/// As many rows or columns as one cell may go through.
const WIDEST: usize = 40;

/// Whether a line is a row.
pub fn is_row(line: SourceLine) -> bool {
    starts_with_word(line.text.trim_start(), "<tr")
}

/// Reads the table whose rows stand after the first of some lines, and how many of them it takes.
pub fn read_rows<'t>(lines: &[SourceLine<'t>]) -> (MinutesTable<'t>, usize) {
    let mut grid = MinutesTable { header: Vec::new(), rows: Vec::new() };
    // Of cells that go through several rows, how many of those are to come.
    let mut from_above: Vec<usize> = Vec::new();
    let rows = lines[1..].iter().take_while(|line| is_row(**line));
    let taken = 1 + rows.clone().count();
    for (at, row) in rows.enumerate() {
        let cells = spread_cells(&parse_cells(row.trimmed()), &mut from_above, row.at);
        if at == 0 {
            // What the table is called stands after its headers, and is kept like one that is not known.
            grid.header = cells.into_iter().chain(lines.first().copied().filter(|line| has_text(line.text))).collect();
        } else if !is_repeated_header(&grid.header, *row) {
            grid.rows.push(MinutesRow { at: row.at, cells, more: Vec::new() });
        }
    }
    (grid, taken)
}

/// The cells of a row in their columns: one is empty where a cell of a row above goes through it.
fn spread_cells<'t>(cells: &[SpannedCell<'t>], from_above: &mut Vec<usize>, at: usize) -> Vec<SourceLine<'t>> {
    let mut row = Vec::with_capacity(cells.len());
    let nothing = SourceLine { at, text: "" };
    let fill = |row: &mut Vec<SourceLine<'t>>, from_above: &mut Vec<usize>| {
        while let Some(left) = from_above.get_mut(row.len()).filter(|left| **left > 0) {
            *left -= 1;
            row.push(nothing);
        }
    };
    for cell in cells {
        fill(&mut row, from_above);
        for column in 0..cell.columns {
            if from_above.len() <= row.len() {
                from_above.resize(row.len() + 1, 0);
            }
            from_above[row.len()] = cell.rows - 1;
            row.push(if column == 0 { cell.line } else { nothing });
        }
    }
    fill(&mut row, from_above);
    row
}

/// The cells of a row, whether their tags are closed or not. Words outside of them stand in cells after them.
pub fn parse_cells(row: SourceLine<'_>) -> Vec<SpannedCell<'_>> {
    let text = row.text;
    let (mut cells, mut loose) = (Vec::new(), Vec::new());
    let mut at = 0;
    let outside = |from: usize, to: usize| {
        let line = SourceLine { at: row.at + from, text: &text[from..to] }.trimmed();
        has_text(line.text).then_some(SpannedCell { line, rows: 1, columns: 1 })
    };
    while let Some(open) = find_cell_tag(text, at) {
        let Some(start) = text[open..].find('>').map(|end| open + end + 1) else { break };
        let end = find_tag(text, start, |name| ENDS.contains(&name)).unwrap_or(text.len());
        loose.extend(outside(at, open));
        let span = |name: &str| parse_span(&text[open..start], name);
        let line = SourceLine { at: row.at + start, text: &text[start..end] }.trimmed();
        cells.push(SpannedCell { line, rows: span("rowspan"), columns: span("colspan") });
        at = end;
    }
    loose.extend(outside(at, text.len()));
    cells.extend(loose);
    cells
}

/// What ends a cell that is not closed, too.
const ENDS: [&str; 9] = ["/td", "/th", "td", "th", "/tr", "/tbody", "tbody", "/thead", "/table"];

fn find_cell_tag(text: &str, from: usize) -> Option<usize> {
    find_tag(text, from, |name| name == "td" || name == "th")
}

/// Where the next tag stands that has one of some names.
fn find_tag(text: &str, from: usize, is_wanted: impl Fn(&str) -> bool) -> Option<usize> {
    let is_name = |c: char| c.is_ascii_alphabetic() || c == '/';
    text[from..].match_indices('<').map(|(at, _)| from + at).find(|at| {
        let inner = &text[at + 1..];
        let end = inner.find(|c| !is_name(c)).unwrap_or(inner.len()).min(8);
        inner.get(..end).is_some_and(|name| is_wanted(&name.to_ascii_lowercase()))
    })
}

/// The number that an attribute gives, 1 where there is none.
fn parse_span(tag: &str, name: &str) -> usize {
    let after = find_word(tag, name).map(|at| tag[at + name.len()..].trim_start_matches(['=', '"', '\'', ' ']));
    let digits = after.map(|after| after.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default());
    digits.and_then(|digits| digits.parse().ok()).unwrap_or(1).clamp(1, WIDEST)
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
            ["A/B/<tr>u/</td>v/<table>t", "<tr>w</table>"]
        );
    }

    #[test]
    fn a_cell_may_span_several_rows() {
        let text = "<table><tr><th>A<th>B</tr><tr><td rowspan=2>x<td>1</tr><tr><td>2</tr><tr><td>y<td>3</tr></table>";
        assert_eq!(describe_table(text), ["A/B", "x/1", "/2", "y/3"]);
    }

    #[test]
    fn hostile_tables_terminate() {
        for part in ["<tr>", "<td", "<td>", "<tr><td rowspan=99999 colspan=99999>", "<", "</"] {
            let _ = grid::read_table(&split_lines(&format!("<table>{}", part.repeat(20_000))));
        }
    }
}
