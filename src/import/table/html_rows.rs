//! The rows of HTML tables, with doubts about how they are written.

use super::cell::TableCell;
use super::grid::TableRow;
use super::source::TableSource;
use crate::import::doubt::{Doubt, DoubtKind};
use crate::source::Place;
use crate::text::html_tables::{HtmlTable, find_tables};
use crate::text::spans::CellsAbove;
use std::ops::Range;

/// What was read from the HTML tables of a text.
#[derive(Debug, Default)]
pub struct HtmlTables<'s> {
    /// The rows in order.
    pub rows: Vec<TableRow<'s>>,
    /// The bytes of each table.
    pub ranges: Vec<Range<usize>>,
    /// Doubts about rows without `<tr>`.
    pub doubts: Vec<Doubt>,
}

/// Reads every HTML table in a text.
pub fn read_tables<'s>(source: &'s TableSource) -> HtmlTables<'s> {
    let mut tables = HtmlTables::default();
    for table in find_tables(&source.text) {
        tables.doubts.extend(doubt_implied_rows(&table, source));
        tables.doubts.extend(doubt_empty_line(source, table.range.clone()));
        tables.ranges.push(table.range);
        let mut above = CellsAbove::new();
        tables.rows.extend(table.rows.into_iter().map(|row| {
            // A complete row has no cell from above.
            if row.is_complete {
                above.clear();
            }
            let cells = row.cells.into_iter().map(|cell| cell.map(|range| source.read_cell(range))).collect();
            TableRow {
                place: Place::from_range(source.file, row.range),
                cells: above.spread_cells(cells, TableCell::without_content, TableCell::clone),
                is_header: row.is_header,
                loose: row.outside.into_iter().map(|range| source.read_cell(range)).collect(),
            }
        }));
    }
    tables
}

/// A doubt about rows without `<tr>`, if there are any.
fn doubt_implied_rows(table: &HtmlTable, source: &TableSource) -> Option<Doubt> {
    let mut implied = table.rows.iter().filter_map(|row| row.implied.clone());
    let place = Place::from_range(source.file, implied.next()?);
    Some(match 1 + implied.count() {
        1 => Doubt::new(DoubtKind::OpenRow, place, "1 row has no <tr>"),
        count => Doubt::new(DoubtKind::OpenRow, place, format!("{count} rows have no <tr>"))
            .with_help("They were read as rows. This is the first one."),
    })
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
        let source = TableSource::new(text, FileId(0));
        let HtmlTables { rows, doubts, .. } = read_tables(&source);
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
