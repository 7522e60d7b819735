//! HTML tables as people write them: rows without `<tr>`, a stray `</tr>`, empty lines inside.

use super::cell::TableCell;
use super::grid::TableRow;
use super::source::TableSource;
use crate::import::doubt::{Doubt, DoubtKind};
use crate::source::Place;
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
pub fn read_tables(source: &TableSource) -> HtmlTables {
    let mut tables = HtmlTables::default();
    let mut tokens = tokens(&source.text);
    while let Some(token) = tokens.next() {
        if let HtmlToken::Tag(tag) = token
            && tag.name == "table"
            && !tag.is_closing
        {
            let mut table = HtmlTable::new(source);
            let end = table.read_to_end(&mut tokens);
            tables.ranges.push(tag.range.start..end);
            tables.doubts.extend(table.doubt_implied_rows());
            tables.doubts.extend(doubt_empty_line(source, tag.range.start..end));
            tables.rows.append(&mut table.rows);
        }
    }
    tables
}

/// A table while it is read.
struct HtmlTable<'t> {
    source: &'t TableSource<'t>,
    /// The complete rows.
    rows: Vec<TableRow>,
    /// Whether its rows are in a `<thead>`.
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
#[derive(Default)]
struct OpenRow {
    start: usize,
    is_header: bool,
    /// Its complete cells.
    cells: Vec<SpanningCell<TableCell>>,
    /// The tag of the open cell, before its content.
    cell: Option<HtmlTag>,
    has_data: bool,
    /// Text outside of cells.
    loose: Vec<TableCell>,
}

impl<'t> HtmlTable<'t> {
    fn new(source: &'t TableSource<'t>) -> Self {
        Self {
            source,
            rows: Vec::new(),
            is_header: false,
            row: None,
            implied: Vec::new(),
            width: 0,
            above: CellsAbove::new(),
            stray: Vec::new(),
        }
    }

    /// Reads the tokens of the table, and returns where it ends.
    fn read_to_end(&mut self, tokens: &mut impl Iterator<Item = HtmlToken>) -> usize {
        let mut nested = 0_usize;
        for token in tokens {
            let tag = match token {
                HtmlToken::Tag(tag) => tag,
                HtmlToken::Text(range) => {
                    self.read_text(range);
                    continue;
                }
                HtmlToken::Comment(_) => continue,
            };
            let Range { start, end } = tag.range.clone();
            match (tag.name, tag.is_closing) {
                ("table", false) => nested += 1,
                ("table", true) if nested == 0 => {
                    self.end_row(end);
                    return end;
                }
                ("table", true) => nested -= 1,
                _ if nested > 0 => {}
                ("thead" | "tbody" | "tfoot", closing) => {
                    self.end_row(start);
                    self.is_header = tag.name == "thead" && !closing;
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
        self.end_row(self.source.text.len());
        self.source.text.len()
    }

    /// Keeps text outside of cells with its row.
    fn read_text(&mut self, range: Range<usize>) {
        let loose = match &mut self.row {
            Some(OpenRow { cell: Some(_), .. }) => return,
            Some(open) => &mut open.loose,
            None => match self.rows.last_mut() {
                Some(row) => &mut row.loose,
                None => return,
            },
        };
        if !self.source.text[range.clone()].trim().is_empty() {
            loose.push(self.source.read_cell(range));
        }
    }

    fn open_row(&mut self, start: usize) -> &mut OpenRow {
        self.row.insert(OpenRow { start, is_header: self.is_header, ..OpenRow::default() })
    }

    fn open_cell(&mut self, tag: HtmlTag) {
        let start = tag.range.start;
        self.end_cell(start);
        // A name after a complete row starts the next one: `</tr><tr>` is missing.
        let is_next = |open: &OpenRow| tag.name == "th" && open.has_data && open.cells.len() >= self.width.max(2);
        if self.row.as_ref().is_some_and(is_next) {
            self.end_row(start);
        }
        if self.row.is_none() {
            self.open_row(start);
            self.implied.push(tag.range.clone());
        }
        if let Some(open) = &mut self.row {
            open.has_data |= tag.name == "td";
            open.cell = Some(tag);
        }
    }

    fn end_cell(&mut self, at: usize) {
        if let Some(open) = &mut self.row
            && let Some(tag) = open.cell.take()
        {
            let inside = self.source.read_cell(tag.range.end..at);
            open.cells.push(SpanningCell::new(inside, &tag));
        }
    }

    fn end_row(&mut self, at: usize) {
        self.end_cell(at);
        let Some(OpenRow { start, mut is_header, cells, has_data, mut loose, .. }) = self.row.take() else { return };
        if cells.is_empty() && loose.is_empty() {
            return;
        }
        // A single cell between rows is not a row.
        if cells.len() == 1 && self.width > 2 && self.implied.pop_if(|tag| tag.start == start).is_some() {
            let cells = cells.into_iter().map(|one| one.content).chain(loose);
            match self.rows.last_mut().filter(|row| !row.is_header) {
                Some(before) => before.loose.extend(cells),
                None => self.stray.extend(cells),
            }
            return;
        }
        // A complete row has no cell from above.
        if self.width > 0 && cells.len() >= self.width {
            self.above.clear();
        }
        let cells = self.above.spread_cells(cells, TableCell::without_content, TableCell::clone);
        if !is_header {
            loose.append(&mut self.stray);
        }
        // Without `<thead>`, a first row of `<th>` is the header.
        is_header |= self.rows.is_empty() && !has_data;
        if is_header {
            self.width = self.width.max(cells.len());
        }
        let place = Place::from_range(self.source.file, start..start + self.source.text[start..at].trim_end().len());
        self.rows.push(TableRow { place, cells, is_header, loose });
    }

    /// A doubt about rows without `<tr>`, if there are any.
    fn doubt_implied_rows(&self) -> Option<Doubt> {
        let place = Place::from_range(self.source.file, self.implied.first()?.clone());
        Some(match self.implied.len() {
            1 => Doubt::new(DoubtKind::OpenRow, place, "1 row has no <tr>"),
            count => Doubt::new(DoubtKind::OpenRow, place, format!("{count} rows have no <tr>"))
                .with_help("They were read as rows. This is the first one."),
        })
    }
}

/// A doubt about the first empty line of a table, which ends it in Markdown.
fn doubt_empty_line(source: &TableSource, table: Range<usize>) -> Option<Doubt> {
    let text = &source.text[table.clone()];
    let mut ends = text.match_indices('\n').map(|(at, _)| at);
    let end = ends.find(|end| text[end + 1..].trim_start_matches([' ', '\t', '\r']).starts_with('\n'))?;
    let at = table.start + end + 1;
    let place = Place::from_range(source.file, at..at);
    let is_conflict = source.skipped.iter().any(|skipped| skipped.contains(&at));
    let doubt = Doubt::new(DoubtKind::EmptyLine, place, "empty line in an HTML table, which ends it in Markdown");
    (!is_conflict).then(|| doubt.with_help("The rows after it were read all the same."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    fn describe_tables(text: &str) -> Vec<String> {
        let HtmlTables { rows, doubts, .. } = read_tables(&TableSource::new(text, FileId(0)));
        rows.iter().map(TableRow::describe).chain(doubts.iter().map(|doubt| doubt.message.clone())).collect()
    }

    #[test]
    fn rows_need_no_tags_of_their_own() {
        let text = "<p>Before</p>\n<TABLE>\r\n<tr><th>A</th><th>B</th></tr>\r\n\r\n<tr>\n<tr><th>1</th><td>x</td>\n</tr></tr></p>\
            <th>2</th><td>y<br>z</td></tr>\n<th>3<td><table><tr><td>in</td></tr></table>\n<th>4</th><td></td> loose </table> |a|b|";
        assert_eq!(
            describe_tables(text),
            [
                "# A | B",
                "1 | x",
                "2 | y/z",
                "3 | in",
                "4 |  + loose",
                "3 rows have no <tr>",
                "empty line in an HTML table, which ends it in Markdown"
            ]
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
