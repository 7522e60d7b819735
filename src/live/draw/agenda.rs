//! The left column: a row for each item, with what is recorded.

use super::text::{put, width};
use crate::live::facts::{Mark, Part, Row};
use crate::live::screen::LiveScreen;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The columns at the end of a row: how long the item waited, and the mark.
const MARKS_WIDTH: u16 = 9;

/// The columns of the mark alone.
const MARK_WIDTH: u16 = 3;

/// A column that is narrower does not show how long items waited.
const WITH_WAITING: u16 = 30;

/// A line of the column.
enum AgendaLine<'f> {
    Heading(&'static str),
    Row(usize, &'f Row),
}

/// Draws the column, scrolled so that the selected row is in it.
pub fn draw_agenda(screen: &LiveScreen, buffer: &mut Buffer, area: Rect) {
    let mut lines = Vec::new();
    let mut part = Part::Start;
    for (at, row) in screen.facts.rows.iter().enumerate() {
        if row.part != part {
            part = row.part;
            lines.push(AgendaLine::Heading(if part == Part::Current { "current" } else { "closing" }));
        }
        lines.push(AgendaLine::Row(at, row));
    }
    let selected =
        lines.iter().position(|line| matches!(line, AgendaLine::Row(at, _) if *at == screen.at)).unwrap_or(0);
    let height = usize::from(area.height);
    let first = (selected + 1).saturating_sub(height);
    let of_agenda = screen.facts.rows.iter().filter(|row| row.part != Part::Start);
    let number_width = of_agenda.map(|row| width(&row.number)).filter(|width| *width <= 6).max();
    for (line, row) in lines.iter().skip(first).zip(0..area.height) {
        let of_row = Rect { y: area.y + row, height: 1, ..area };
        match line {
            AgendaLine::Heading(words) => {
                let dashes = screen.look.glyphs().line.repeat(2);
                put(buffer, of_row, 2, 0, &format!("{dashes} {words} {dashes}"), screen.look.dim());
            }
            AgendaLine::Row(at, row) => {
                draw_row(screen, row, *at == screen.at, number_width.unwrap_or(0), buffer, of_row)
            }
        }
    }
}

fn draw_row(screen: &LiveScreen, row: &Row, is_selected: bool, number_width: u16, buffer: &mut Buffer, area: Rect) {
    let (look, glyphs) = (screen.look, screen.look.glyphs());
    let style = if is_selected { look.strong() } else { ratatui::style::Style::new() };
    if is_selected {
        put(buffer, area, 0, 0, glyphs.selected, look.strong());
    }
    put(buffer, area, 2, 0, &row.tag, style);
    let gap = " ".repeat(usize::from(number_width.saturating_sub(width(&row.number))));
    let label = match row.part {
        _ if row.number.is_empty() => row.title.clone(),
        Part::Start => format!("{} {}", row.title, row.number),
        Part::Current | Part::Closing => format!("{}{gap} {}", row.number, row.title),
    };
    let has_waited = area.width >= WITH_WAITING && (row.is_late || row.waited > 0);
    let marks_width = if has_waited { MARKS_WIDTH } else { MARK_WIDTH };
    let room = Rect { x: area.x + 5.min(area.width), width: area.width.saturating_sub(5 + marks_width), ..area };
    let marks = Rect { x: room.x + room.width, width: marks_width.min(area.width), ..area };
    put(buffer, room, 0, 0, &label, style);
    match (row.is_late, row.waited) {
        _ if !has_waited => {}
        (true, _) => put(buffer, marks, 1, 0, "late", look.warning()),
        (false, calls) => put(buffer, marks, 1, 0, &format!("{calls:>2}{}", glyphs.times), look.dim()),
    }
    let (mark, style) = match row.mark {
        Mark::Open => (" ", style),
        Mark::Recorded => (glyphs.recorded, look.good()),
        Mark::NotTreated => (glyphs.not_treated, look.dim()),
        Mark::Done => (glyphs.done, look.good()),
    };
    let is_unsaved = screen.drafts.iter().any(|draft| row.item_words() == Some(&draft.item));
    let (mark, style) = if is_unsaved { (glyphs.refused, look.bad()) } else { (mark, style) };
    put(buffer, marks, marks_width - 2, 0, mark, style);
}
