//! Text in the cells of a screen, where it controls nothing.

use crate::report::columns::{text_width, wrap_options};
use crate::report::inert::make_visible;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// A text on one line, without what controls a terminal.
pub fn one_line(text: &str) -> String {
    make_visible(text).replace(['\n', '\t'], " ")
}

/// How many cells a text takes.
pub fn width(text: &str) -> u16 {
    u16::try_from(text_width(text)).unwrap_or(u16::MAX)
}

/// Writes one line, cut at the end of the area.
pub fn put(buffer: &mut Buffer, area: Rect, column: u16, row: u16, text: &str, style: Style) {
    if column < area.width && row < area.height {
        let room = usize::from(area.width - column);
        buffer.set_stringn(area.x + column, area.y + row, one_line(text), room, style);
    }
}

/// As [`put`], with a mark at the end of a line that is cut.
pub fn put_cut(buffer: &mut Buffer, area: Rect, row: u16, text: &str, more: &str, style: Style) {
    put(buffer, area, 0, row, text, style);
    if width(&one_line(text)) > area.width && area.width > 0 {
        put(buffer, area, area.width - 1, row, more, style);
    }
}

/// Lines as wide as an area, from texts that may be longer.
pub fn wrap_lines(texts: &[(String, Style)], columns: u16) -> Vec<(String, Style)> {
    let columns = usize::from(columns.max(1));
    let mut lines = Vec::new();
    for (text, style) in texts {
        let visible = make_visible(text).replace('\t', " ");
        let wrapped =
            visible.split('\n').flat_map(|line| textwrap::wrap(line, wrap_options(columns).break_words(true)));
        lines.extend(wrapped.map(|line| (line.into_owned(), *style)));
    }
    lines
}

/// Writes lines from the top of an area on.
pub fn put_lines(buffer: &mut Buffer, area: Rect, lines: &[(String, Style)]) {
    for ((line, style), row) in lines.iter().zip(0..area.height) {
        put(buffer, area, 0, row, line, *style);
    }
}

/// Replaces what a terminal would act on, in whatever was drawn.
pub fn make_inert(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        let visible = make_visible(cell.symbol());
        if visible != cell.symbol() {
            cell.set_symbol(&visible);
        }
    }
}
