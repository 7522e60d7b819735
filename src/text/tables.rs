//! Rows of Markdown tables, with any number of cells, and with or without outer pipes.

use super::characters::{is_blank, is_dash};
use std::ops::Range;

/// The cells of a trimmed row, without outer pipes. A pipe after a backslash is text.
pub fn split_row(row: &str) -> Vec<Range<usize>> {
    let mut cells = Vec::with_capacity(16);
    let mut start = usize::from(row.starts_with('|'));
    let mut from = start;
    while let Some(length) = row.as_bytes()[from..].iter().position(|byte| *byte == b'|') {
        let at = from + length;
        // A backslash before a backslash is text.
        let backslashes = row[..at].bytes().rev().take_while(|byte| *byte == b'\\').count();
        from = at + 1;
        if backslashes % 2 == 0 {
            cells.push(start..at);
            start = from;
        }
    }
    if start < row.len() {
        cells.push(start..row.len());
    }
    cells
}

/// Whether a line is a delimiter row, such as `| --- | :-: |`: each cell is empty, or hyphens with optional colons.
/// Editors may turn hyphens into dashes.
pub fn is_delimiter_row(line: &str) -> bool {
    let is_delimiter = |cell: &str| {
        let cell = cell.trim_matches(is_blank);
        let cell = cell.strip_prefix(':').unwrap_or(cell);
        cell.strip_suffix(':').unwrap_or(cell).chars().all(is_dash)
    };
    let has_words = line.bytes().any(|byte| byte.is_ascii_alphanumeric());
    !has_words && line.contains('|') && line.split('|').all(is_delimiter) && line.contains(is_dash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_split_at_pipes() {
        let split = |row: &'static str| split_row(row).into_iter().map(|cell| &row[cell]).collect::<Vec<_>>();
        assert_eq!(split("| a | b \\| c | |"), [" a ", " b \\| c ", " "]);
        assert_eq!(split("a|é\\\\|"), ["a", "é\\\\"]);
        assert_eq!(split("|"), [""; 0]);
    }

    #[test]
    fn delimiter_rows_are_recognized() {
        for row in ["| --- | :-: |", "-|-", "|---", "|\u{200b}-\u{200b}|—|–|", "| - | |"] {
            assert!(is_delimiter_row(row), "{row}");
        }
        for row in ["---", "| - a |", "| |", "a | b", ""] {
            assert!(!is_delimiter_row(row), "{row}");
        }
    }
}
