//! Tables in GitHub's Markdown: one row per line, with any number of cells.

use super::grid::TableRow;
use super::source::{TableSource, lines};
use crate::model::spelling::fold_name;
use crate::source::Place;
use crate::text::tables::{is_delimiter_row, split_row};
use std::ops::Range;

/// The rows of every table in a text, with headers. `except` are ranges that are read elsewhere. Lines in a comment or a
/// conflict are skipped, and the table continues after it.
pub fn find_rows<'s>(source: &'s TableSource, except: &[Range<usize>]) -> Vec<TableRow<'s>> {
    let mut skipped = source.skipped.iter().peekable();
    let mut rows: Vec<TableRow> = Vec::new();
    // The previous line, which is a header if a delimiter row follows, and whether it already is a row.
    let mut before: Option<(Range<usize>, bool)> = None;
    let (mut is_inside, mut is_fenced) = (false, false);
    let mut except = except.iter().peekable();
    // The columns of the table that an empty line may have split.
    let mut width = None;
    let mut lines = lines(&source.text).peekable();
    while let Some((whole, line)) = lines.next() {
        let range = whole.start..whole.start + line.trim_end().len();
        while except.next_if(|taken| taken.end <= range.start).is_some() {}
        let is_taken = except.peek().is_some_and(|taken| taken.start < range.end);
        while skipped.next_if(|skipped| skipped.end < range.start).is_some() {}
        if skipped.peek().is_some_and(|skipped| skipped.start <= range.start && range.end <= skipped.end) {
            continue;
        }
        let line = line.trim();
        is_fenced ^= line.starts_with("```") || line.starts_with("~~~");
        if width.is_some() && !is_inside && !line.is_empty() {
            let mut is_head = || lines.peek().is_some_and(|(_, next)| is_delimiter_row(next.trim()));
            is_inside = line.starts_with('|') && width.is_some_and(|width| count_columns(line) >= width) && !is_head();
            width = width.filter(|_| is_inside);
        }
        if is_taken || is_fenced || line.is_empty() {
            width = width.filter(|_| line.is_empty() && !is_taken && !is_fenced);
            (is_inside, before) = (false, None);
        } else if is_delimiter_row(line) {
            match before.take() {
                // Hyphens as cells, unless the header is repeated.
                Some((_, true)) => mark_header(&mut rows),
                Some((header, false)) => rows.push(TableRow { is_header: true, ..parse_row(source, header) }),
                None => continue,
            }
            is_inside = true;
            width = Some(count_columns(line).max(3));
        } else if line.contains('|') {
            if is_inside {
                rows.push(parse_row(source, range.clone()));
            }
            before = Some((range, is_inside));
        } else if starts_block(line) {
            (is_inside, before, width) = (false, None, None);
        } else if let (true, Some(row)) = (is_inside, rows.last_mut()) {
            // A row continues, or a comment names the next one.
            row.loose.push(source.read_cell(range));
            before = None;
        }
    }
    rows
}

/// Whether a line starts another kind of block.
fn starts_block(line: &str) -> bool {
    line.starts_with(['#', '>']) || ["- ", "* ", "+ "].iter().any(|bullet| line.starts_with(bullet))
}

/// Makes the last row a header if it starts like the previous one.
fn mark_header(rows: &mut [TableRow]) {
    let first = |row: &TableRow| row.cells.first().map(|cell| fold_name(&cell.text()));
    let Some((last, before)) = rows.split_last_mut() else { return };
    last.is_header = before.iter().rev().find(|row| row.is_header).is_some_and(|header| first(header) == first(last));
}

/// The number of cells between the outer pipes of a line.
fn count_columns(line: &str) -> usize {
    line.trim_matches('|').split('|').count()
}

fn parse_row<'s>(source: &'s TableSource, line: Range<usize>) -> TableRow<'s> {
    let text = &source.text;
    let start = line.end - text[line.clone()].trim_start().len();
    let cells = split_row(&text[start..line.end]).into_iter();
    let cells = cells.map(|cell| source.read_cell(start + cell.start..start + cell.end)).collect();
    TableRow { place: Place::from_range(source.file, start..line.end), cells, is_header: false, loose: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    fn describe_rows(text: &str) -> Vec<String> {
        find_rows(&TableSource::new(text, FileId(0)), &[]).iter().map(TableRow::describe).collect()
    }

    #[test]
    fn rows_are_lines_with_all_their_cells() {
        let text = "\n | A | **B** |\n |:--|--- |\n| 1 \\| 2 | x | beyond | <!---Next-->\r\n3\n| 4 |\n\nno | row\n";
        assert_eq!(describe_rows(text), ["# A | B", "1 | 2 | x | beyond |  + 3", "4"]);
    }

    #[test]
    fn commented_lines_are_not_rows() {
        let text = "A | B\n-|-\n1 | 2 | <!-- x\n3 | 4 | -->\n<!--\n5 | 6\n-->\n7 | 8\n# End\n9 | 0\n";
        assert_eq!(describe_rows(text), ["# A | B", "1 | 2 | ", "3 | 4 | -->", "7 | 8"]);
    }

    #[test]
    fn an_empty_line_does_not_end_a_wide_table() {
        let text = "|A|B|C|\n|\u{200b}-\u{200b}|—|–|\n|1|2|3|\n\n|4|5|6|\n\n|7|8|\n|D|E|F|\n|-|-|-|\n|9|0|1|\n\nend\n|2|3|4|\n";
        assert_eq!(describe_rows(text), ["# A | B | C", "1 | 2 | 3", "4 | 5 | 6", "# D | E | F", "9 | 0 | 1"]);
        assert_eq!(
            describe_rows("|A|B|C|\n|-|-|-|\n|1|2|3|\n\n|D|E|F|\n|-|-|-|\n"),
            ["# A | B | C", "1 | 2 | 3", "# D | E | F"]
        );
    }

    #[test]
    fn a_header_may_be_repeated_and_cells_may_be_hyphens() {
        let text = "A | B\n-|-\n1 | ---\n| A | B |\n| --- | --- |\n| 2 | 3 |\n```\n| no | row |\n| --- | --- |\n```\n";
        assert_eq!(describe_rows(text), ["# A | B", "1 | ---", "# A | B", "2 | 3"]);
    }
}
