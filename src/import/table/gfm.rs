//! Tables of GitHub's Markdown: a line a row, whatever stands behind its last column.

use super::cell::{Cell, Line, Piece};
use super::grid::Row;
use crate::source::{FileId, Place};

/// The rows of every table in a text, heads included.
pub fn rows(text: &str, file: FileId) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut before: Option<(usize, &str)> = None;
    let mut is_inside = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let line = line.trim_end();
        if is_rule(line) {
            if let (Some((start, head)), false) = (before, is_inside) {
                rows.push(Row { is_head: true, ..row(head, start, file) });
            }
            is_inside = before.is_some();
        } else if line.contains('|') {
            if is_inside {
                rows.push(row(line, start, file));
            }
            before = Some((start, line));
        } else {
            is_inside = false;
            before = None;
        }
    }
    rows
}

/// Whether a line parts a head from its rows: hyphens and colons between pipes.
fn is_rule(line: &str) -> bool {
    line.contains("--") && line.contains('|') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
}

fn row(line: &str, start: usize, file: FileId) -> Row {
    let place = |from: usize, to: usize| {
        let offset = |at: usize| u32::try_from(start + at).unwrap_or(u32::MAX);
        Place { file, start: offset(from), end: offset(to) }
    };
    let indent = line.len() - line.trim_start().len();
    let mut cells = Vec::new();
    let mut from = indent + usize::from(line[indent..].starts_with('|'));
    while from < line.len() {
        let to = pipe(line, from);
        let bare = line[from..to].trim();
        let first = from + (line[from..to].len() - line[from..to].trim_start().len());
        cells.push(cell(bare, place(first, first + bare.len())));
        from = to + 1;
    }
    Row { place: place(indent, line.len()), cells, is_head: false }
}

/// The next pipe that is not escaped, or the end of the line.
fn pipe(line: &str, from: usize) -> usize {
    let bytes = line.as_bytes();
    let mut at = from;
    while at < bytes.len() && bytes[at] != b'|' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at.min(bytes.len())
}

fn cell(text: &str, place: Place) -> Cell {
    if text.is_empty() {
        return Cell::empty(place);
    }
    Cell { place, lines: vec![Line { pieces: vec![Piece::Text(text.to_owned())], place, is_item: false }] }
}
