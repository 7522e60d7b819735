//! Tables as people keep them: in Markdown, without outer pipes, with cells too few or too many, and in HTML.

mod html;

use super::lines::{Line, begins, says_something};
use super::words::bare;
use crate::import::is_invisible;
use crate::model::spelling::folded;

/// A table as it stands in a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid<'t> {
    /// The cells of the header row; empty ones where it says nothing.
    pub header: Vec<Line<'t>>,
    /// The rows below it, in their order.
    pub rows: Vec<Row<'t>>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<'t> {
    /// Where it begins.
    pub at: usize,
    /// Its cells, without blanks at both ends.
    pub cells: Vec<Line<'t>>,
    /// Lines below it without a pipe: they go on with its last cell.
    pub more: Vec<Line<'t>>,
}

/// Reads the table that begins with the first of some lines, and how many of them it takes. `None` where there is none.
pub fn read<'t>(lines: &[Line<'t>]) -> Option<(Grid<'t>, usize)> {
    let [first, second, ..] = lines else { return None };
    if is_html(*first) {
        return is_row(*second).then(|| html::read(lines));
    }
    if !first.text.contains('|') || !is_rule(second.text) {
        return None;
    }
    let mut grid = Grid { header: cells(*first), rows: Vec::new() };
    let mut taken = 2;
    for line in &lines[2..] {
        if line.is_blank() || line.text.starts_with('#') {
            break;
        }
        taken += 1;
        if is_rule(line.text) || !line.text.contains(|c: char| c.is_alphanumeric()) {
            continue;
        }
        if repeats(&grid.header, *line) {
            continue;
        }
        match grid.rows.last_mut() {
            Some(row) if !line.text.contains('|') => row.more.push(line.trimmed()),
            _ => grid.rows.push(Row { at: line.at, cells: cells(*line), more: Vec::new() }),
        }
    }
    Some((grid, taken))
}

/// Whether a row says nothing but its table's header again.
fn repeats(header: &[Line], row: Line) -> bool {
    let word = |cell: &Line| folded(&bare(cell.text));
    let first = header.iter().find(|cell| says_something(cell.text));
    let is_near = first.is_some_and(|first| row.text.contains(bare(first.text).split(' ').next().unwrap_or_default()));
    is_near && header.len() > 1 && cells(row).iter().map(word).eq(header.iter().map(word))
}

/// Whether a table in HTML begins with a line.
pub fn is_html(line: Line) -> bool {
    begins(line.trimmed().text, "<table")
}

/// Whether a line has the cells of a row.
pub fn is_row(line: Line) -> bool {
    line.text.contains('|') || html::is_row(line)
}

/// Whether a line is the rule below a header, such as `| --- | :-: |`; also with a cell too many or too few.
pub fn is_rule(text: &str) -> bool {
    let text = text.trim();
    text.contains('-')
        && text.contains('|')
        && text.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t' | '\u{a0}') || is_invisible(c))
        || text.len() >= 2 && text.starts_with("--") && text.chars().all(|c| c == '-')
}

/// The cells of a row. A pipe behind a backslash is no border.
pub fn cells(line: Line<'_>) -> Vec<Line<'_>> {
    let line = line.trimmed();
    if html::is_row(line) {
        return html::cells(line).into_iter().map(|cell| cell.line).collect();
    }
    let start = usize::from(line.text.starts_with('|'));
    let mut cells = Vec::new();
    let mut from = start;
    let bytes = line.text.as_bytes();
    let mut at = start;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'|' => {
                cells.push(Line { at: line.at + from, text: &line.text[from..at] }.trimmed());
                from = at + 1;
            }
            _ => {}
        }
        at += 1;
    }
    let last = Line { at: line.at + from, text: line.text.get(from..).unwrap_or_default() }.trimmed();
    if !last.text.is_empty() || cells.is_empty() {
        cells.push(last);
    }
    cells
}

impl<'t> Row<'t> {
    /// A cell; empty where the row has fewer.
    pub fn cell(&self, index: usize) -> Line<'t> {
        self.cells.get(index).copied().unwrap_or(Line { at: self.at, text: "" })
    }

    /// Whether any cell says something.
    pub fn says_something(&self) -> bool {
        self.cells.iter().chain(&self.more).any(|cell| says_something(cell.text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::minutes::lines::lines;

    #[test]
    fn rows_are_read_as_they_were_typed() {
        let text = "| A | B |\n| -- | -- |\n| 1 | x \\| y | z |\nno | border |\n goes on\n| |\n\nafter";
        let (grid, taken) = read(&lines(text)).unwrap();
        assert_eq!(taken, 6);
        let told: Vec<String> = grid
            .rows
            .iter()
            .map(|row| row.cells.iter().chain(&row.more).map(|cell| cell.text).collect::<Vec<_>>().join("/"))
            .collect();
        assert_eq!(told, ["1/x \\| y/z", "no/border/goes on"]);
        assert_eq!(read(&lines("a | b\nno rule")), None);
        let (grid, _) = read(&lines("|**A B**|C|\n|-|-|\n|1|2|\n|A  B|c|\n|A|B|\n")).unwrap();
        assert_eq!(grid.rows.len(), 2);
        assert!(is_rule("| --- |") && is_rule("---") && !is_rule("| - a |") && !is_rule("-"));
    }
}
