//! The notes of an item while somebody types them.

use crate::store::merge::merge_lines;
use chrono::{DateTime, Utc};
use ratatui::crossterm::event::KeyEvent;
use ratatui::style::Style;
use ratatui_textarea::{CursorMove, DataCursor, TextArea, WrapMode};

/// The notes of an item while somebody types them.
#[derive(Debug, Clone)]
pub struct NoteEditor {
    /// The words that name the item.
    pub item: String,
    /// The notes as they were when they were opened.
    opened: String,
    /// When they were opened.
    opened_at: DateTime<Utc>,
    /// The notes as they are recorded.
    recorded: String,
    /// The text that is typed.
    pub area: TextArea<'static>,
    /// When the first letter was typed that is not recorded.
    unsaved_since: Option<DateTime<Utc>>,
    /// A line that is not a record, although it looks like one: the next Enter leaves it as it is.
    pub refused_line: Option<String>,
}

/// What became of the text when the records changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meeting {
    /// The records have the notes that they had.
    Same,
    /// Somebody else changed them, which does not touch what is typed.
    Replaced,
    /// Both changed them: the text has both.
    Both,
}

impl NoteEditor {
    /// Opens the recorded notes of an item, with the cursor at their end.
    pub fn open(item: &str, recorded: &str, now: DateTime<Utc>) -> Self {
        let area = new_area(recorded);
        let (item, opened, recorded) = (item.to_owned(), recorded.to_owned(), recorded.to_owned());
        Self { item, opened, opened_at: now, recorded, area, unsaved_since: None, refused_line: None }
    }

    /// Opens a text that was typed when the records had other notes.
    pub fn open_draft(item: &str, recorded: &str, text: &str, now: DateTime<Utc>) -> Self {
        Self { area: new_area(text), ..Self::open(item, recorded, now) }
    }

    /// The key of the steps that save them: all of them are taken back as one.
    pub fn step_key(&self) -> String {
        format!("notes of {} since {}", self.item, self.opened_at.format("%Y-%m-%dT%H:%M:%S%.3fZ"))
    }

    /// The text without whitespace at its end.
    pub fn text(&self) -> String {
        self.area.lines().join("\n").trim_end().to_owned()
    }

    /// The notes as they are recorded.
    pub fn recorded(&self) -> &str {
        &self.recorded
    }

    /// Whether the text is not recorded.
    pub fn is_unsaved(&self) -> bool {
        self.text() != self.recorded.trim_end()
    }

    /// Takes a key that edits the text.
    pub fn press_key(&mut self, key: KeyEvent, now: DateTime<Utc>) {
        self.area.input(key);
        self.note_change(now);
    }

    /// Inserts a pasted text.
    pub fn paste(&mut self, text: &str, now: DateTime<Utc>) {
        self.area.insert_str(text.replace("\r\n", "\n").replace('\r', "\n"));
        self.note_change(now);
    }

    /// Whether the notes had a line when they were opened.
    pub fn had_line(&self, line: &str) -> bool {
        self.opened.lines().any(|one| one == line)
    }

    /// The line with the cursor.
    pub fn current_line(&self) -> &str {
        let DataCursor(row, _) = self.area.cursor();
        self.area.lines().get(row).map_or("", String::as_str)
    }

    /// Removes the line with the cursor, because it became a record of its own. The last line becomes empty instead, so
    /// that the next one can be typed.
    pub fn remove_current_line(&mut self, now: DateTime<Utc>) {
        let DataCursor(row, _) = self.area.cursor();
        let mut lines = self.area.lines().to_vec();
        match lines.get_mut(row) {
            Some(last) if row + 1 == self.area.lines().len() => last.clear(),
            _ => _ = lines.drain(row..=row),
        }
        self.area = area_of(lines);
        let row = u16::try_from(row).unwrap_or(u16::MAX);
        self.area.move_cursor(CursorMove::Jump(row, 0));
        self.note_change(now);
    }

    /// Whether the text has waited long enough to be recorded.
    pub fn is_due(&self, now: DateTime<Utc>, save_after: chrono::TimeDelta) -> bool {
        self.unsaved_since.is_some_and(|since| now - since >= save_after)
    }

    /// Notes that the text is recorded as it is.
    pub fn mark_saved(&mut self, recorded: &str) {
        recorded.clone_into(&mut self.recorded);
        self.unsaved_since = None;
    }

    /// Takes over what the records have now. Changes of other lines by somebody else are merged; where both changed the
    /// same lines, the text has both.
    pub fn meet_recorded(&mut self, recorded: &str) -> Meeting {
        if recorded == self.recorded {
            return Meeting::Same;
        }
        let (text, is_unsaved) = (self.text(), self.is_unsaved());
        let base = end_line(&std::mem::replace(&mut self.recorded, recorded.to_owned()));
        let theirs = recorded.trim_end();
        if !is_unsaved {
            self.replace_text(theirs);
            self.unsaved_since = None;
            return Meeting::Replaced;
        }
        if text == theirs {
            return Meeting::Same;
        }
        if let Ok(merged) = merge_lines(&base, &end_line(&text), &end_line(theirs)) {
            self.replace_text(&merged);
            return Meeting::Replaced;
        }
        self.area = new_area(format!("{theirs}\n\n{text}").trim_start());
        // It is saved when it is left: first somebody should read it.
        self.unsaved_since = None;
        Meeting::Both
    }

    /// Replaces the text. The cursor stays in its line, as far as there is one.
    fn replace_text(&mut self, text: &str) {
        let DataCursor(row, column) = self.area.cursor();
        let was_last = row + 1 == self.area.lines().len();
        self.area = new_area(text);
        if !was_last {
            let clamp = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
            self.area.move_cursor(CursorMove::Jump(clamp(row), clamp(column)));
        }
    }

    /// Tries again later to save a text that could not be saved.
    pub fn postpone(&mut self, now: DateTime<Utc>) {
        self.unsaved_since = Some(now);
    }

    fn note_change(&mut self, now: DateTime<Utc>) {
        self.unsaved_since = match self.is_unsaved() {
            true => self.unsaved_since.or(Some(now)),
            false => None,
        };
    }
}

/// A text whose last line has an end.
fn end_line(text: &str) -> String {
    let text = text.trim_end();
    if text.is_empty() { String::new() } else { format!("{text}\n") }
}

/// A text to edit, with the cursor at its end.
pub fn new_area(text: &str) -> TextArea<'static> {
    let text = text.trim_end();
    let mut area =
        area_of(if text.is_empty() { vec![String::new()] } else { text.lines().map(str::to_owned).collect() });
    area.move_cursor(CursorMove::Bottom);
    area.move_cursor(CursorMove::End);
    area
}

fn area_of(lines: Vec<String>) -> TextArea<'static> {
    let mut area = TextArea::new(lines);
    area.set_wrap_mode(WrapMode::WordOrGlyph);
    area.set_cursor_line_style(Style::default());
    area
}
