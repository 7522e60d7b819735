//! Draws the screen for the size that the frame has.

mod agenda;
mod footer;
mod header;
mod item;
mod page;
mod people;
mod text;

use super::mode::Mode;
use super::screen::LiveScreen;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The columns of the agenda next to another column.
const AGENDA_WIDTH: u16 = 33;

/// The columns of the people next to the item.
const PEOPLE_WIDTH: u16 = 34;

/// Fewer columns show one column only.
const TWO_COLUMNS: u16 = 64;

/// Fewer columns do not show the people next to the item.
const THREE_COLUMNS: u16 = 110;

/// Fewer lines have no lines between the parts, and no list of keys.
const WITH_RULES: u16 = 10;

impl LiveScreen {
    /// Draws the screen.
    pub fn draw(&self, frame: &mut Frame) {
        draw_screen(self, frame);
    }
}

fn draw_screen(screen: &LiveScreen, frame: &mut Frame) {
    let area = frame.area();
    let buffer = frame.buffer_mut();
    let is_roomy = area.height >= WITH_RULES;
    let footer = footer::footer_height(screen, area);
    let rule = u16::from(is_roomy);
    let top = 1 + rule;
    let body_height = area.height.saturating_sub(top + rule + footer);
    let body = Rect { y: area.y + top, height: body_height, ..area };
    header::draw_header(screen, buffer, Rect { height: 1.min(area.height), ..area });
    if let Mode::Page(page, first) = &screen.mode {
        draw_rules(screen, buffer, area, body, &[], is_roomy);
        page::draw_page(screen, *page, *first, buffer, body);
    } else {
        draw_columns(screen, buffer, area, body, is_roomy);
    }
    let used = body.y + body.height + rule;
    let footer = Rect { y: used, height: (area.y + area.height).saturating_sub(used), ..area };
    footer::draw_footer(screen, buffer, footer);
    text::make_inert(buffer);
}

/// Draws the agenda, the item and the people in as many columns as there is room for.
fn draw_columns(screen: &LiveScreen, buffer: &mut Buffer, area: Rect, body: Rect, is_roomy: bool) {
    let is_agenda = matches!(screen.mode, Mode::Agenda | Mode::Find(_) | Mode::Leave);
    if body.width < TWO_COLUMNS {
        draw_rules(screen, buffer, area, body, &[], is_roomy);
        match is_agenda {
            true => agenda::draw_agenda(screen, buffer, body),
            false => draw_right(screen, buffer, body),
        }
        return;
    }
    let left = Rect { width: AGENDA_WIDTH, ..body };
    let rest = body.x + AGENDA_WIDTH + 1;
    let has_people = body.width >= THREE_COLUMNS;
    let people_width = if has_people { PEOPLE_WIDTH + 1 } else { 0 };
    let right_width = body.width - (AGENDA_WIDTH + 1) - people_width;
    let right = Rect { x: rest, width: right_width, ..body };
    let bars: Vec<u16> = if has_people { vec![AGENDA_WIDTH, rest - body.x + right_width] } else { vec![AGENDA_WIDTH] };
    draw_rules(screen, buffer, area, body, &bars, is_roomy);
    agenda::draw_agenda(screen, buffer, left);
    if has_people {
        let people = Rect { x: right.x + right_width + 1, width: PEOPLE_WIDTH, ..body };
        let item = inset(right);
        item::draw_item(screen, buffer, Rect { width: item.width.saturating_sub(1), ..item });
        people::draw_people(screen, buffer, inset(people));
    } else {
        draw_right(screen, buffer, inset(right));
    }
}

/// The item, or the people while they are chosen.
fn draw_right(screen: &LiveScreen, buffer: &mut Buffer, area: Rect) {
    match screen.mode {
        Mode::People(_) => people::draw_people(screen, buffer, area),
        _ => item::draw_item(screen, buffer, area),
    }
}

/// An area without its first column.
fn inset(area: Rect) -> Rect {
    Rect { x: area.x + 1.min(area.width), width: area.width.saturating_sub(1), ..area }
}

/// Draws the lines around the body and between its columns.
fn draw_rules(screen: &LiveScreen, buffer: &mut Buffer, area: Rect, body: Rect, bars: &[u16], is_roomy: bool) {
    let glyphs = screen.look.glyphs();
    let style = screen.look.dim();
    let whole = |row: u16, tee: &str, buffer: &mut Buffer| {
        text::put(buffer, area, 0, row, &glyphs.line.repeat(usize::from(area.width)), style);
        bars.iter().for_each(|bar| text::put(buffer, area, *bar, row, tee, style));
    };
    if is_roomy {
        whole(body.y - area.y - 1, glyphs.tee_down, buffer);
        whole(body.y - area.y + body.height, glyphs.tee_up, buffer);
    }
    for row in 0..body.height {
        bars.iter().for_each(|bar| text::put(buffer, body, *bar, row, glyphs.bar, style));
    }
}
