//! HTML tables as people write them: rows without `<tr>`, a stray `</tr>`, empty lines inside.

use super::cell::TableCell;
use super::grid::{TableRow, place_of, read_cell};
use crate::import::doubt::{Doubt, DoubtKind};
use crate::source::FileId;
use crate::text::html::{HtmlTag, HtmlToken, tokens};
use crate::text::spans::{CellsAbove, SpanningCell};
use std::ops::Range;

/// What was read from the HTML tables of a text.
#[derive(Debug, Default)]
pub struct HtmlTables {
    /// The rows in order.
    pub rows: Vec<TableRow>,
    /// The bytes of each table.
    pub ranges: Vec<Range<usize>>,
    /// Doubts about rows without `<tr>`.
    pub doubts: Vec<Doubt>,
}

/// Reads every HTML table in a text. A nested table is part of its cell.
pub fn read_tables(text: &str, file: FileId) -> HtmlTables {
    let mut reader = HtmlTableReader { text, file, table: None, tables: HtmlTables::default() };
    tokens(text).for_each(|token| reader.read_token(token));
    reader.end_table(text.len());
    reader.tables
}

struct HtmlTableReader<'t> {
    text: &'t str,
    file: FileId,
    table: Option<OpenTable>,
    tables: HtmlTables,
}

/// A table whose end has not been reached.
struct OpenTable {
    start: usize,
    /// The number of nested tables that are open.
    nested: usize,
    is_header: bool,
    row: Option<OpenRow>,
    /// The first cells of rows without `<tr>`.
    implied: Vec<Range<usize>>,
    /// The number of cells of the widest header.
    width: usize,
    above: CellsAbove<TableCell>,
    /// Cells before the first row, which belong to it.
    stray: Vec<TableCell>,
}

/// A row whose end has not been reached.
struct OpenRow {
    row: TableRow,
    start: usize,
    /// Its complete cells.
    cells: Vec<SpanningCell<TableCell>>,
    /// The tag of the open cell, before its content.
    cell: Option<HtmlTag>,
    has_data: bool,
}

impl HtmlTableReader<'_> {
    fn read_token(&mut self, token: HtmlToken) {
        let range = token.range();
        match token {
            HtmlToken::Tag(tag) if self.table.is_none() => {
                if tag.name == "table" && !tag.is_closing {
                    let (row, implied, above) = (None, Vec::new(), CellsAbove::new());
                    let start = range.start;
                    self.table = Some(OpenTable {
                        start,
                        nested: 0,
                        is_header: false,
                        row,
                        implied,
                        width: 0,
                        above,
                        stray: Vec::new(),
                    });
                }
            }
            HtmlToken::Tag(tag) => self.read_tag(tag),
            HtmlToken::Text(_) => self.read_text(range),
            HtmlToken::Comment(_) => {}
        }
    }

    fn read_tag(&mut self, tag: HtmlTag) {
        let Range { start, end } = tag.range.clone();
        let Some(table) = &mut self.table else { return };
        match (tag.name, tag.is_closing) {
            ("table", false) => table.nested += 1,
            ("table", true) if table.nested > 0 => table.nested -= 1,
            _ if table.nested > 0 => {}
            ("table", true) => self.end_table(end),
            ("thead", closing) => {
                self.end_row(start);
                if let Some(table) = &mut self.table {
                    table.is_header = !closing;
                }
            }
            ("tbody" | "tfoot", _) => {
                self.end_row(start);
                if let Some(table) = &mut self.table {
                    table.is_header = false;
                }
            }
            ("tr", closing) => {
                self.end_row(start);
                if !closing {
                    self.open_row(start);
                }
            }
            ("td" | "th", true) => self.end_cell(start),
            ("td" | "th", false) => self.open_cell(tag),
            _ => {}
        }
    }

    /// Keeps text outside of cells with its row.
    fn read_text(&mut self, range: Range<usize>) {
        let Some(table) = &mut self.table else { return };
        let is_blank = self.text[range.clone()].trim().is_empty();
        let loose = || read_cell(self.text, range.clone(), self.file);
        match &mut table.row {
            _ if is_blank => {}
            Some(OpenRow { cell: Some(_), .. }) => {}
            Some(open) => open.row.loose.push(loose()),
            None => {
                let last = self.tables.rows.last_mut().filter(|row| row.place.start as usize >= table.start);
                last.into_iter().for_each(|row| row.loose.push(loose()));
            }
        }
    }

    fn open_row(&mut self, start: usize) {
        let Some(table) = &mut self.table else { return };
        let row = TableRow {
            place: place_of(start..start, self.file),
            cells: Vec::new(),
            is_header: table.is_header,
            loose: Vec::new(),
        };
        table.row = Some(OpenRow { row, start, cells: Vec::new(), cell: None, has_data: false });
    }

    fn open_cell(&mut self, tag: HtmlTag) {
        let start = tag.range.start;
        self.end_cell(start);
        let Some(table) = &self.table else { return };
        // A name after a complete row starts the next one: `</tr><tr>` is missing.
        let is_next = |open: &OpenRow| tag.name == "th" && open.has_data && open.cells.len() >= table.width.max(2);
        if table.row.as_ref().is_some_and(is_next) {
            self.end_row(start);
        }
        if self.table.as_ref().is_some_and(|table| table.row.is_none()) {
            self.open_row(start);
            if let Some(table) = &mut self.table {
                table.implied.push(tag.range.clone());
            }
        }
        if let Some(open) = self.table.as_mut().and_then(|table| table.row.as_mut()) {
            open.has_data |= tag.name == "td";
            open.cell = Some(tag);
        }
    }

    fn end_cell(&mut self, at: usize) {
        let Some(open) = self.table.as_mut().and_then(|table| table.row.as_mut()) else { return };
        if let Some(tag) = open.cell.take() {
            let inside = read_cell(self.text, tag.range.end..at, self.file);
            open.cells.push(SpanningCell::new(inside, &tag));
        }
    }

    fn end_row(&mut self, at: usize) {
        self.end_cell(at);
        let Some(table) = &mut self.table else { return };
        let Some(OpenRow { mut row, start, has_data, cells, .. }) = table.row.take() else { return };
        if cells.is_empty() && row.loose.is_empty() {
            return;
        }
        // A single cell between rows is not a row.
        let is_stray =
            cells.len() == 1 && table.width > 2 && table.implied.last().is_some_and(|tag| tag.start == start);
        if is_stray {
            table.implied.pop();
            let cells = cells.into_iter().map(|one| one.content).chain(row.loose);
            match self.tables.rows.last_mut().filter(|row| !row.is_header && row.place.start as usize >= table.start) {
                Some(before) => before.loose.extend(cells),
                None => table.stray.extend(cells),
            }
            return;
        }
        // A complete row has no cell from above.
        if table.width > 0 && cells.len() >= table.width {
            table.above.clear();
        }
        row.cells = table.above.spread_cells(cells, TableCell::without_content, TableCell::clone);
        if !row.is_header {
            row.loose.append(&mut table.stray);
        }
        let is_first = self.tables.rows.last().is_none_or(|last| (last.place.start as usize) < table.start);
        // Without `<thead>`, a first row of `<th>` is the header.
        row.is_header |= is_first && !has_data;
        if row.is_header {
            table.width = table.width.max(row.cells.len());
        }
        row.place = place_of(start..start + self.text[start..at].trim_end().len(), self.file);
        self.tables.rows.push(row);
    }

    fn end_table(&mut self, at: usize) {
        self.end_row(at);
        let Some(table) = self.table.take() else { return };
        if let Some(first) = table.implied.first() {
            let count = table.implied.len();
            let (rows, have) = if count == 1 { ("row", "has") } else { ("rows", "have") };
            let message = format!("{count} {rows} {have} no <tr>");
            let help = "They were read as rows. This is the first one.";
            let doubt = Doubt::new(DoubtKind::OpenRow, place_of(first.clone(), self.file), message);
            self.tables.doubts.push(if count == 1 { doubt } else { doubt.with_help(help) });
        }
        self.tables.ranges.push(table.start..at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn describe_tables(text: &str) -> Vec<String> {
        let HtmlTables { rows, doubts, .. } = read_tables(text, FileId(0));
        let row = |row: &TableRow| {
            let cells: Vec<String> = row.cells.iter().map(|cell| cell.to_markdown().replace('\n', "/")).collect();
            let loose: String = row.loose.iter().map(|cell| format!(" + {}", cell.to_markdown())).collect();
            format!("{}{}{loose}", if row.is_header { "# " } else { "" }, cells.join(" | "))
        };
        rows.iter().map(row).chain(doubts.iter().map(|doubt| doubt.message.clone())).collect()
    }

    #[test]
    fn rows_need_no_tags_of_their_own() {
        let text = "<p>Before</p>\n<TABLE>\r\n<tr><th>A</th><th>B</th></tr>\r\n\r\n<tr>\n<tr><th>1</th><td>x</td>\n</tr></tr></p>\
            <th>2</th><td>y<br>z</td></tr>\n<th>3<td><table><tr><td>in</td></tr></table>\n<th>4</th><td></td> loose </table> |a|b|";
        assert_eq!(
            describe_tables(text),
            ["# A | B", "1 | x", "2 | y/z", "3 | in", "4 |  + loose", "3 rows have no <tr>"]
        );
    }

    #[test]
    fn a_cell_may_span_rows_and_columns() {
        let header = "<table><tr><th>A</th><th>B</th><th>C</th></tr>";
        let spans = "<tr><td rowspan=2>1</td><td>x</td><td>y</td></tr><tr><td>z</td></tr><tr><td colspan='2'>2</td><td>w</td></tr>";
        assert_eq!(describe_tables(&format!("{header}{spans}")), ["# A | B | C", "1 | x | y", "1 | z", "2 |  | w"]);
        // A complete row has no cell from above.
        let full = "<tr><td>1</td><td rowspan=9>x</td><td>y</td></tr><tr><td>2</td><td>z</td><td>w</td></tr>";
        assert_eq!(describe_tables(&format!("{header}{full}")), ["# A | B | C", "1 | x | y", "2 | z | w"]);
        let hostile = "<tr><td rowspan=99999 colspan=99999>1</td>".repeat(50);
        assert!(describe_tables(&format!("{header}{hostile}")).len() > 1);
    }

    #[test]
    fn a_single_cell_between_rows_is_not_a_row() {
        let header = "<table><thead><tr><th>A</th><th>B</th><th>C</th></tr></thead>";
        let row = "<tr><td>1</td><td>2</td><td>3</td></tr>";
        assert_eq!(describe_tables(&format!("{header}<td>stray</td>{row}")), ["# A | B | C", "1 | 2 | 3 + stray"]);
        assert_eq!(
            describe_tables(&format!("{header}{row}<td>stray</td>{row}")),
            ["# A | B | C", "1 | 2 | 3 + stray", "1 | 2 | 3"]
        );
    }

    #[test]
    fn unclosed_elements_end_with_the_text() {
        assert_eq!(describe_tables("<table><tr><td>a<td>b<tr><td>c"), ["a | b", "c"]);
        assert_eq!(describe_tables("<table>"), Vec::<String>::new());
        assert_eq!(describe_tables("<td>no table</td>"), Vec::<String>::new());
    }
}
