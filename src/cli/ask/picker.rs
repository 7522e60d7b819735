//! A list to choose from: typing filters it, arrows move in it. This is its state and its text, without the terminal.

#[cfg(test)]
mod tests;

use crate::model::spelling::name_key;
use crate::report::columns::{shorten_text, text_width};
use crate::report::style::TextStyle;
use console::Key;
use std::collections::BTreeSet;

/// The most entries that are shown at once.
const LONGEST_PAGE: usize = 15;
/// The lines above and below the entries: the prompt and the keys.
const OTHER_LINES: usize = 2;

/// An entry of the list.
struct PickerEntry {
    label: String,
    /// What is compared with the filter.
    key: String,
    /// Whether it was typed.
    is_new: bool,
}

/// A list with what has been typed and chosen so far.
pub struct Picker {
    question: String,
    entries: Vec<PickerEntry>,
    /// Whether several may be chosen.
    is_multiple: bool,
    /// Whether a value that is not in the list may be typed.
    takes_new: bool,
    filter: String,
    /// Entries that match the filter, in the order shown.
    matches: Vec<usize>,
    /// The index of the highlighted one in `matches`; the row for a new value comes after them.
    cursor: usize,
    checked: BTreeSet<usize>,
}

/// A choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// An entry, by its index in the list.
    Known(usize),
    /// A new value that was typed.
    New(String),
}

/// The state of the prompt after a key.
#[derive(Debug, PartialEq, Eq)]
pub enum PickerState {
    /// Not answered yet.
    Open,
    /// Answered: at least one choice, in the order of the list.
    Chosen(Vec<Choice>),
    /// Left without an answer.
    Canceled,
    /// The command is to end.
    Interrupted,
}

/// The lines to show on the terminal.
pub struct Frame {
    /// The prompt first; none is wider than the terminal.
    pub lines: Vec<String>,
    /// The column of the cursor in the first line.
    pub cursor: usize,
}

impl Picker {
    /// A list from which one entry is chosen.
    pub fn new(question: &str, labels: impl IntoIterator<Item = String>) -> Self {
        let entry = |label: String| PickerEntry { key: name_key(&label), label, is_new: false };
        let mut picker = Self {
            question: question.to_owned(),
            entries: labels.into_iter().map(entry).collect(),
            is_multiple: false,
            takes_new: false,
            filter: String::new(),
            matches: Vec::new(),
            cursor: 0,
            checked: BTreeSet::new(),
        };
        picker.apply_filter();
        picker
    }

    /// The same list, from which several may be chosen.
    pub fn with_multiple(self) -> Self {
        Self { is_multiple: true, ..self }
    }

    /// The same list, which also takes new values.
    pub fn with_new(self) -> Self {
        Self { takes_new: true, ..self }
    }

    /// Handles a key.
    pub fn handle_key(&mut self, key: &Key) -> PickerState {
        match key {
            Key::CtrlC => return PickerState::Interrupted,
            Key::Escape => return PickerState::Canceled,
            Key::Enter => return self.take_answer(),
            Key::ArrowUp | Key::Char('\u{10}') => self.move_cursor(-1),
            Key::ArrowDown | Key::Char('\u{e}') => self.move_cursor(1),
            Key::PageUp => self.cursor = self.cursor.saturating_sub(LONGEST_PAGE),
            Key::PageDown => self.cursor = (self.cursor + LONGEST_PAGE).min(self.count_rows().saturating_sub(1)),
            Key::Home => self.cursor = 0,
            Key::End => self.cursor = self.count_rows().saturating_sub(1),
            Key::Tab => self.toggle_check(),
            // A name may contain a space.
            Key::Char(' ') if self.filter.is_empty() => self.toggle_check(),
            Key::Backspace => {
                self.filter.pop();
                self.apply_filter();
            }
            // Ctrl-U clears the filter, Ctrl-W deletes its last word.
            Key::Char('\u{15}') => self.set_filter(""),
            Key::Char('\u{17}') => {
                let kept = self.filter.trim_end().rfind(' ').map_or(0, |at| at + 1);
                self.filter.truncate(kept);
                self.apply_filter();
            }
            Key::Char(c) if !c.is_control() => {
                self.filter.push(*c);
                self.apply_filter();
            }
            _ => {}
        }
        PickerState::Open
    }

    /// The frame for a terminal of this size.
    pub fn draw_frame(&self, columns: usize, lines: usize, color: bool) -> Frame {
        // The last column stays free: some terminals wrap to the next line after it.
        let columns = columns.saturating_sub(1);
        let filter = self.filter.as_str();
        let prompt =
            shorten_text(&format!("{}: ", self.question), columns.saturating_sub(text_width(filter)).max(columns / 2));
        let mut shown = vec![shorten_text(&format!("{prompt}{filter}"), columns)];
        let cursor = text_width(&shown[0]);
        let page = lines.saturating_sub(OTHER_LINES).clamp(1, LONGEST_PAGE);
        let first = (self.cursor + 1).saturating_sub(page);
        let last = self.count_rows().min(first + page);
        shown.extend((first..last).map(|row| self.format_row(row, columns, color)));
        shown.push(TextStyle::Dim.paint(&shorten_text(&self.format_keys(first, last), columns), color));
        Frame { lines: shown, cursor }
    }

    /// The prompt with its answer.
    pub fn format_answer(&self, choices: &[Choice], columns: usize) -> String {
        let label = |choice: &Choice| match choice {
            Choice::Known(at) => self.entries[*at].label.clone(),
            Choice::New(text) => text.clone(),
        };
        let labels: Vec<String> = choices.iter().map(label).collect();
        shorten_text(&format!("{}: {}", self.question, labels.join(", ")), columns.saturating_sub(1))
    }

    fn format_row(&self, row: usize, columns: usize, color: bool) -> String {
        let is_highlighted = row == self.cursor;
        let mark = if is_highlighted { ">" } else { " " };
        let entry = self.matches.get(row);
        let check = match entry {
            _ if !self.is_multiple => "",
            Some(at) if self.checked.contains(at) => "[x] ",
            _ => "[ ] ",
        };
        let label = entry.map_or_else(|| format!("add {}", self.filter.trim()), |at| self.entries[*at].label.clone());
        let line = shorten_text(&format!("{mark} {check}{label}"), columns);
        if is_highlighted { TextStyle::Strong.paint(&line, color) } else { line }
    }

    /// The line with the keys, and which entries are shown if not all are.
    fn format_keys(&self, first: usize, last: usize) -> String {
        let (rows, all) = (self.count_rows(), self.entries.len());
        let mut parts = Vec::new();
        if rows == 0 {
            parts.push("nothing matches".to_owned());
        } else if last - first < rows {
            parts.push(format!("{}-{last} of {rows}", first + 1));
        } else if rows < all {
            parts.push(format!("{rows} of {all}"));
        }
        parts.push("type to filter, arrows move".to_owned());
        if self.is_multiple {
            parts.push("Tab checks".to_owned());
        }
        let checked = self.checked.len();
        parts.push(if checked == 0 { "Enter accepts".to_owned() } else { format!("Enter accepts {checked} checked") });
        parts.join(", ")
    }

    /// The number of rows, including the one for a new value.
    fn count_rows(&self) -> usize {
        self.matches.len() + usize::from(self.offers_new())
    }

    /// Whether what is typed is offered as a new value.
    fn offers_new(&self) -> bool {
        let typed = name_key(&self.filter);
        self.takes_new && !typed.is_empty() && !self.entries.iter().any(|entry| entry.key == typed)
    }

    fn move_cursor(&mut self, by: isize) {
        let rows = self.count_rows().max(1);
        self.cursor = self.cursor.saturating_add_signed(by + rows.cast_signed()) % rows;
    }

    fn set_filter(&mut self, filter: &str) {
        filter.clone_into(&mut self.filter);
        self.apply_filter();
    }

    /// Finds the entries that contain every word of the filter: first those that begin with it, then those that contain
    /// it as a whole. The first one is highlighted.
    fn apply_filter(&mut self) {
        let whole = name_key(&self.filter);
        let words: Vec<String> = self.filter.split_whitespace().map(name_key).collect();
        let has_words = |at: &usize| words.iter().all(|word| self.entries[*at].key.contains(word));
        let mut matches: Vec<usize> = (0..self.entries.len()).filter(has_words).collect();
        matches.sort_by_key(|at| {
            let key = &self.entries[*at].key;
            (!key.starts_with(&whole), !key.contains(&whole))
        });
        self.matches = matches;
        self.cursor = 0;
    }

    /// Checks or unchecks the highlighted entry, and shows the whole list again.
    fn toggle_check(&mut self) {
        let Some(at) = self.find_highlighted().filter(|_| self.is_multiple) else { return };
        if !self.checked.remove(&at) {
            self.checked.insert(at);
        }
        self.set_filter("");
        self.cursor = self.matches.iter().position(|other| *other == at).unwrap_or_default();
    }

    /// The highlighted entry; a new value becomes an entry.
    fn find_highlighted(&mut self) -> Option<usize> {
        if self.cursor == self.matches.len() && self.offers_new() {
            let label = self.filter.trim().to_owned();
            self.entries.push(PickerEntry { key: name_key(&label), label, is_new: true });
            return Some(self.entries.len() - 1);
        }
        self.matches.get(self.cursor).copied()
    }

    /// The checked entries, and the highlighted one if nothing is checked or a filter is typed.
    fn take_answer(&mut self) -> PickerState {
        if self.checked.is_empty() || !self.filter.trim().is_empty() {
            match self.find_highlighted() {
                Some(at) => self.checked.insert(at),
                None => return PickerState::Open,
            };
        }
        let choice = |at: &usize| match &self.entries[*at] {
            entry if entry.is_new => Choice::New(entry.label.clone()),
            _ => Choice::Known(*at),
        };
        PickerState::Chosen(self.checked.iter().map(choice).collect())
    }
}
