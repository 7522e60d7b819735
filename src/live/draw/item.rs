//! The item: facts, history, notes, decisions and action points, or what is asked for in their place.

use super::text::{put, put_cut, put_lines, wrap_lines};
use crate::live::facts::{ItemFacts, PointFacts, Row};
use crate::live::form::Form;
use crate::live::key_list::CHOICE_KEYS;
use crate::live::mode::Mode;
use crate::live::note::NoteEditor;
use crate::live::screen::LiveScreen;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;
use ratatui_textarea::TextArea;

/// How many blocks of the history are shown.
const HISTORY_BLOCKS: usize = 2;

/// Below the facts, the notes have at least so many lines.
const NOTE_LINES: u16 = 2;

/// With so many lines for the notes, empty lines separate the parts below them.
const SPACED_LINES: u16 = 5;

/// Draws the item.
pub fn draw_item(screen: &LiveScreen, buffer: &mut Buffer, area: Rect) {
    let Some(row) = screen.row() else { return };
    let is_typing = matches!(screen.mode, Mode::Note(_) | Mode::Form(_));
    // In a small terminal, only the heading is above what is typed.
    let room = if is_typing && area.height < 12 { 1 } else { area.height / 2 };
    let used = draw_facts(screen, &row.item, buffer, Rect { height: room.min(area.height), ..area });
    let gap = u16::from(area.height >= 16);
    let rest = below(area, used + gap);
    match &screen.mode {
        Mode::Form(form) => draw_form(screen, form, buffer, rest),
        Mode::Stage => draw_stages(screen, &row.item, buffer, rest),
        Mode::Close => {
            let lines: Vec<String> = row.item.open_points().map(point_line).collect();
            draw_choices(screen, "close an action point", &lines, buffer, rest);
        }
        _ => draw_records(screen, row, buffer, rest),
    }
}

/// Heading, facts and the last of the history; returns how many lines they take.
fn draw_facts(screen: &LiveScreen, item: &ItemFacts, buffer: &mut Buffer, area: Rect) -> u16 {
    let more = screen.look.glyphs().more;
    put_cut(buffer, area, 0, &item.heading, more, screen.look.strong());
    let mut row = 1;
    let about = wrap_lines(&[(item.about.clone(), Style::new())], area.width);
    for (line, style) in about.iter().filter(|(line, _)| !line.is_empty()) {
        put(buffer, area, 0, row, line, *style);
        row += 1;
    }
    let first = item.history.len().saturating_sub(HISTORY_BLOCKS);
    for (at, block) in item.history.iter().enumerate().skip(first) {
        let days = if block.days.is_empty() { String::new() } else { format!("{}: ", block.days) };
        let line = format!("{days}{}", block.text);
        let is_last = at + 1 == item.history.len();
        let room = Rect { width: area.width.saturating_sub(if is_last { 8 } else { 0 }), ..area };
        put_cut(buffer, room, row, &line, more, Style::new());
        if is_last {
            put(buffer, area, room.width + 1, row, "[h] all", screen.look.dim());
        }
        row += 1;
    }
    row.min(area.height)
}

/// The notes, as recorded or as they are typed, and below them what else is recorded.
fn draw_records(screen: &LiveScreen, row: &Row, buffer: &mut Buffer, area: Rect) {
    let mut records = record_lines(screen, &row.item, area.width, false);
    let spaced = record_lines(screen, &row.item, area.width, true);
    if usize::from(area.height) > spaced.len() + usize::from(SPACED_LINES) {
        records = spaced;
    }
    let length = u16::try_from(records.len()).unwrap_or(u16::MAX);
    let has_note = row.item_words().is_some() || !row.item.notes.is_empty();
    let note_room = area.height.saturating_sub(length).max((NOTE_LINES + 1).min(area.height));
    let note_room = if has_note { note_room } else { 0 };
    let note = Rect { height: note_room, ..area };
    if has_note {
        draw_note(screen, row, buffer, note);
    }
    put_lines(buffer, below(area, note_room), &records);
}

fn draw_note(screen: &LiveScreen, row: &Row, buffer: &mut Buffer, area: Rect) {
    let editor = match &screen.mode {
        Mode::Note(editor) => Some(&**editor),
        _ => None,
    };
    let draft = screen.drafts.iter().find(|draft| row.item_words() == Some(&draft.item));
    let title = match (editor.or(draft).is_some_and(NoteEditor::is_unsaved), draft) {
        (true, Some(_)) if editor.is_none() => "note, not saved",
        (true, _) => "note …",
        (false, _) => "note",
    };
    put(buffer, area, 0, 0, &section_line(screen, title, area.width), screen.look.dim());
    let text = below(area, 1);
    match (editor, draft) {
        (Some(editor), _) => draw_area(&editor.area, buffer, text),
        (None, Some(draft)) => put_lines(buffer, text, &wrap_lines(&[(draft.text(), Style::new())], text.width)),
        (None, None) => {
            let notes = row.item.notes.trim_end().to_owned();
            put_lines(buffer, text, &wrap_lines(&[(notes, Style::new())], text.width));
        }
    }
}

/// Draws a text that is edited; nothing without room for it.
fn draw_area(area: &TextArea, buffer: &mut Buffer, at: Rect) {
    if at.width > 0 && at.height > 0 {
        area.render(at, buffer);
    }
}

/// The decisions and the action points, with headings, and with empty lines above these where there is room.
fn record_lines(screen: &LiveScreen, item: &ItemFacts, columns: u16, is_spaced: bool) -> Vec<(String, Style)> {
    let (look, mut texts) = (screen.look, Vec::new());
    let mut add = |heading: &str, lines: Vec<(String, Style)>| {
        if !lines.is_empty() {
            texts.extend(is_spaced.then(|| (String::new(), Style::new())));
            texts.push((section_line(screen, heading, columns), look.dim()));
            texts.extend(wrap_lines(&lines, columns));
        }
    };
    let decisions = item.decisions.iter().map(|text| format!("! {text}"));
    let opened = item.opened.iter().map(|point| format!("> {}", point_line(point)));
    add("decisions and action points", decisions.chain(opened).map(|line| (line, Style::new())).collect());
    let earlier = item.earlier.iter().enumerate().map(|(at, point)| {
        let mark = if point.is_open { " " } else { look.glyphs().done };
        let key = if at == 0 && point.is_open { "   [c]lose" } else { "" };
        (format!("{mark} {}{key}", point_line(point)), if point.is_open { Style::new() } else { look.dim() })
    });
    add("open from earlier calls", earlier.collect());
    texts
}

/// `20260226-01 NCSRD: add an example (Mar 12)`.
fn point_line(point: &PointFacts) -> String {
    let due = if point.due.is_empty() { String::new() } else { format!(" ({})", point.due) };
    format!("{} {}: {}{due}", point.id, point.owners, point.text)
}

fn draw_stages(screen: &LiveScreen, item: &ItemFacts, buffer: &mut Buffer, area: Rect) {
    let lines: Vec<String> = item.stages.iter().map(|(stage, name)| format!("{stage}: {name}")).collect();
    draw_choices(screen, "stage", &lines, buffer, area);
}

/// Lines to choose from by their numbers.
fn draw_choices(screen: &LiveScreen, title: &str, choices: &[String], buffer: &mut Buffer, area: Rect) {
    let mut lines = vec![(section_line(screen, title, area.width), screen.look.dim())];
    let numbered = choices.iter().zip(CHOICE_KEYS.chars()).map(|(line, key)| (format!("{key} {line}"), Style::new()));
    lines.extend(wrap_lines(&numbered.collect::<Vec<_>>(), area.width));
    put_lines(buffer, area, &lines);
}

fn draw_form(screen: &LiveScreen, form: &Form, buffer: &mut Buffer, area: Rect) {
    put(buffer, area, 0, 0, &section_line(screen, form.title(), area.width), screen.look.dim());
    let rest = below(area, 1);
    // In a small terminal, only the line with the cursor is shown.
    let is_small = usize::from(rest.height) < 2 * form.fields.len();
    let mut row = 0;
    for (at, field) in form.fields.iter().enumerate() {
        if is_small && at != form.at {
            continue;
        }
        let (label, is_current) = (format!("{}: ", field.label), at == form.at);
        let style = if is_current { screen.look.strong() } else { Style::new() };
        put(buffer, rest, 0, row, &label, style);
        let column = super::text::width(&label).min(rest.width / 2);
        let text = form.text(at);
        let room = below(Rect { x: rest.x + column, width: rest.width - column, ..rest }, row);
        let lines = wrap_lines(&[(text.clone(), Style::new())], room.width.saturating_sub(1));
        let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).clamp(1, rest.height.max(1));
        if is_current {
            draw_area(&field.area, buffer, Rect { height: height.min(room.height), ..room });
        } else {
            put_lines(buffer, room, &lines);
        }
        if text.is_empty() && !field.hint.is_empty() {
            put(buffer, room, 2, 0, &field.hint, screen.look.dim());
        }
        row += height;
    }
}

/// `─ note ─────────`.
fn section_line(screen: &LiveScreen, title: &str, columns: u16) -> String {
    let line = screen.look.glyphs().line;
    let used = 3 + super::text::width(title);
    format!("{line} {title} {}", line.repeat(usize::from(columns.saturating_sub(used))))
}

/// The part of an area below its first lines.
fn below(area: Rect, lines: u16) -> Rect {
    let lines = lines.min(area.height);
    Rect { y: area.y + lines, height: area.height - lines, ..area }
}
