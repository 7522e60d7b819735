//! HTML tables as people write them: rows without `<tr>`, a stray `</tr>`, cells without ends.

use super::characters::strip_word;
use super::html::{HtmlTag, HtmlToken, tokens};
use super::spans::SpanningCell;
use std::ops::Range;

/// An HTML table, by its bytes.
#[derive(Debug, Default)]
pub struct HtmlTable {
    /// From its start tag to its end tag, or to the end of the text.
    pub range: Range<usize>,
    /// Its rows, without empty ones.
    pub rows: Vec<HtmlRow>,
}

/// A row of an HTML table, by its bytes.
#[derive(Debug, Default)]
pub struct HtmlRow {
    /// Without whitespace at its end.
    pub range: Range<usize>,
    /// What is inside its cells. A nested table is part of its cell.
    pub cells: Vec<SpanningCell<Range<usize>>>,
    /// Text between or after its cells.
    pub outside: Vec<Range<usize>>,
    /// Whether it is in a `<thead>`; without one, whether it is a first row of `<th>`.
    pub is_header: bool,
    /// Whether it has as many cells as the widest header.
    pub is_complete: bool,
    /// The first cell of a row without `<tr>`.
    pub implied: Option<Range<usize>>,
    has_data: bool,
}

/// The tables in a text.
pub fn find_tables(text: &str) -> Vec<HtmlTable> {
    let has_any = text.split('<').skip(1).any(|tag| strip_word(tag, "table").is_some());
    let (mut tables, mut tokens) = (Vec::new(), tokens(if has_any { text } else { "" }));
    while let Some(token) = tokens.next() {
        if let HtmlToken::Tag(tag) = token
            && tag.name == "table"
            && !tag.is_closing
        {
            let (rows, end) = read_rows(text, &mut tokens);
            tables.push(HtmlTable { range: tag.range.start..end, rows });
        }
    }
    tables
}

/// Reads the rows to the end tag of their table, and where that ends.
pub fn read_rows(text: &str, tokens: &mut impl Iterator<Item = HtmlToken>) -> (Vec<HtmlRow>, usize) {
    let mut reader = RowReader { text, ..RowReader::default() };
    let (mut nested, mut is_head) = (0_usize, false);
    for token in tokens {
        let tag = match token {
            HtmlToken::Tag(tag) => tag,
            HtmlToken::Text(range) => {
                reader.read_text(range);
                continue;
            }
            HtmlToken::Comment(_) => continue,
        };
        let Range { start, end } = tag.range;
        match (tag.name, tag.is_closing) {
            ("table", false) => nested += 1,
            ("table", true) if nested == 0 => {
                reader.end_cell(start);
                reader.end_row(end);
                return (reader.rows, end);
            }
            ("table", true) => nested -= 1,
            _ if nested > 0 => {}
            ("thead" | "tbody" | "tfoot", is_closing) => {
                reader.end_row(start);
                is_head = tag.name == "thead" && !is_closing;
            }
            ("tr", is_closing) => {
                reader.end_row(start);
                if !is_closing {
                    reader.row = Some(HtmlRow { range: start..start, is_header: is_head, ..HtmlRow::default() });
                }
            }
            ("td" | "th", true) => reader.end_cell(start),
            ("td" | "th", false) => reader.open_cell(tag, is_head),
            _ => {}
        }
    }
    reader.end_row(text.len());
    (reader.rows, text.len())
}

/// The rows of a table while they are read.
#[derive(Default)]
struct RowReader<'t> {
    text: &'t str,
    /// The complete rows.
    rows: Vec<HtmlRow>,
    row: Option<HtmlRow>,
    /// The tag of the open cell.
    cell: Option<HtmlTag>,
    /// The number of columns of the widest header.
    width: usize,
    /// Cells before the first row, which belong to it.
    stray: Vec<Range<usize>>,
}

impl RowReader<'_> {
    /// Keeps text outside of cells with its row.
    fn read_text(&mut self, range: Range<usize>) {
        if self.cell.is_none()
            && !self.text[range.clone()].trim().is_empty()
            && let Some(row) = self.row.as_mut().or(self.rows.last_mut())
        {
            row.outside.push(range);
        }
    }

    fn open_cell(&mut self, tag: HtmlTag, is_header: bool) {
        let start = tag.range.start;
        self.end_cell(start);
        // A name after a complete row starts the next one: `</tr><tr>` is missing.
        let is_next = |open: &HtmlRow| tag.name == "th" && open.has_data && open.cells.len() >= self.width.max(2);
        if self.row.as_ref().is_some_and(is_next) {
            self.end_row(start);
        }
        let implied = Some(tag.range.clone());
        let new = || HtmlRow { range: start..start, is_header, implied, ..HtmlRow::default() };
        self.row.get_or_insert_with(new).has_data |= tag.name == "td";
        self.cell = Some(tag);
    }

    fn end_cell(&mut self, at: usize) {
        if let (Some(row), Some(tag)) = (&mut self.row, self.cell.take()) {
            row.cells.push(SpanningCell::new(tag.range.end..at, &tag));
        }
    }

    fn end_row(&mut self, at: usize) {
        self.end_cell(at);
        let Some(mut row) = self.row.take().filter(|row| !row.cells.is_empty() || !row.outside.is_empty()) else {
            return;
        };
        // A single cell between rows is not a row.
        if row.cells.len() == 1 && self.width > 2 && row.implied.is_some() {
            let cells = row.cells.into_iter().map(|one| one.content).chain(row.outside);
            let before = self.rows.last_mut().filter(|row| !row.is_header);
            before.map_or(&mut self.stray, |before| &mut before.outside).extend(cells);
            return;
        }
        row.is_complete = self.width > 0 && row.cells.len() >= self.width;
        if !row.is_header {
            row.outside.append(&mut self.stray);
        }
        row.is_header |= self.rows.is_empty() && !row.has_data;
        if row.is_header {
            self.width = self.width.max(row.cells.iter().map(|cell| cell.columns).sum());
        }
        row.range.end += self.text[row.range.start..at].trim_end().len();
        self.rows.push(row);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The cells of each row, after `#` if it is a header; then the text outside of them.
    fn describe_rows(text: &str) -> Vec<String> {
        let describe = |row: HtmlRow| {
            let cells = row.cells.iter().map(|cell| text[cell.content.clone()].trim()).collect::<Vec<_>>().join("/");
            let outside: String = row.outside.into_iter().map(|range| format!(" + {}", text[range].trim())).collect();
            format!("{}{cells}{outside}", if row.is_header { "# " } else { "" })
        };
        find_tables(text).into_iter().flat_map(|table| table.rows).map(describe).collect()
    }

    #[test]
    fn rows_end_where_the_next_one_starts() {
        let text = "a<table>b<tr><th>A<th>B<tr>c<td>1</td>d<td>2 <th>3<td>4</table>e<table><thead><td>5</table>";
        assert_eq!(describe_rows(text), ["# A/B", "1/2 + c + d", "3/4", "# 5"]);
        assert_eq!(&text[find_tables(text)[1].rows[0].range.clone()], "<td>5</table>");
    }

    #[test]
    fn a_nested_table_is_part_of_its_cell() {
        let text = "<table><tr><td>a<table><tr><td>b</table>c<td>d</tr> e</table>";
        assert_eq!(describe_rows(text), ["a<table><tr><td>b</table>c/d + e"]);
    }
}
