//! The lines of an announcement as Markdown without HTML or tables.

use super::strip_list_marker;
use crate::import::minutes::cell::cell_to_markdown;
use crate::import::minutes::grid::{self, MinutesBlock, MinutesTable};
use crate::import::minutes::lines::{SourceLine, has_text};
use crate::import::minutes::words::plain_text;
use crate::text::dates::find_date;
use std::borrow::Cow;

/// A line that can be taken from its part, as Markdown: a line of text, or a row of cells other than a header.
pub fn write_line<'t>(line: SourceLine<'t>, next: Option<&SourceLine>) -> Option<Cow<'t, str>> {
    if line.text.contains('|') {
        let is_header = next.is_some_and(|next| grid::is_delimiter_row(next.text));
        return (!is_header).then(|| Cow::Owned(write_cells(&grid::split_cells(line))));
    }
    if !line.text.contains('<') {
        return Some(Cow::Borrowed(line.text));
    }
    let written = cell_to_markdown(line.text);
    (!grid::is_row(line) && !written.contains('\n')).then_some(Cow::Owned(written))
}

/// Some lines as Markdown without HTML. A table is one line, for a list item has no place for it.
pub fn write_lines(lines: &[SourceLine]) -> String {
    let write = |block: MinutesBlock| match block {
        MinutesBlock::Table(table, _) => Some(write_table(&table)),
        MinutesBlock::Line(line) if line.text.contains('<') => {
            let indent = &line.text[..line.text.len() - line.text.trim_start().len()];
            Some(format!("{indent}{}", cell_to_markdown(line.text))).filter(|written| has_text(written))
        }
        MinutesBlock::Line(line) => Some(line.text.to_owned()),
    };
    let written: Vec<String> = grid::split_blocks(lines, 0).filter_map(write).collect();
    let first = written.iter().position(|line| has_text(line)).unwrap_or(written.len());
    written[first..].join("\n").trim_end().to_owned()
}

/// `Date: 21 March, Place: Rome`. A header with a day is a row.
fn write_table(table: &MinutesTable) -> String {
    let is_headed = table.header.len() > 1 && table.header.iter().all(|cell| find_date(cell.text).is_none());
    let name_cell = |(at, cell): (usize, &SourceLine)| {
        let header = table.header.get(at).map(|header| plain_text(header.text)).unwrap_or_default();
        has_text(cell.text).then(|| join_label(&header, &cell_to_markdown(cell.text)))
    };
    let rows = table.rows.iter().flat_map(|row| {
        let cells = match is_headed {
            true => row.cells.iter().enumerate().filter_map(name_cell).collect::<Vec<_>>().join(", "),
            false => write_cells(&row.cells),
        };
        // Lines after a row may be another table.
        [cells, write_lines(&row.more).replace('\n', "; ")].into_iter().filter(|text| has_text(text))
    });
    let header = Some(write_cells(&table.header)).filter(|_| !is_headed || table.rows.is_empty());
    header.into_iter().chain(rows).collect::<Vec<_>>().join("; ")
}

/// `Next call: 21 March, Rome`.
fn write_cells(cells: &[SourceLine]) -> String {
    let said: Vec<String> =
        cells.iter().filter(|cell| has_text(cell.text)).map(|cell| cell_to_markdown(cell.text)).collect();
    match &said[..] {
        [] => String::new(),
        [only] => only.clone(),
        [first, rest @ ..] => join_label(first, &rest.join(", ")),
    }
}

/// A label and the text below it: `Next call: 21 March`.
pub fn join_label(label: &str, text: &str) -> String {
    let (label, text) = (plain_text(label), strip_list_marker(text));
    match (label.trim_end_matches([':', ' ']), text) {
        ("", text) => text.to_owned(),
        (label, "") => label.to_owned(),
        (label, text) => format!("{label}: {text}"),
    }
}
