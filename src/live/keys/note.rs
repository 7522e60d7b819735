//! The keys that edit the notes of an item.

use crate::live::mode::Mode;
use crate::live::note::NoteEditor;
use crate::live::screen::LiveScreen;
use ratatui::crossterm::event::{KeyCode, KeyEvent};

impl LiveScreen {
    /// Opens the notes of the selected item, as they were left if they could not be saved.
    pub(super) fn open_note(&mut self) {
        let Some(item) = self.selected_item() else { return self.say_no_item() };
        let draft = self.drafts.iter().position(|draft| draft.item == item).map(|at| self.drafts.remove(at));
        let recorded = self.row().map(|row| row.item.notes.clone()).unwrap_or_default();
        let editor = draft.unwrap_or_else(|| NoteEditor::open(&item, &recorded));
        self.mode = Mode::Note(Box::new(editor));
    }

    pub(super) fn press_note_key(&mut self, key: KeyEvent) {
        match key.code {
            KeyCode::Esc | KeyCode::Tab => {
                let was_refused = !self.save_note();
                self.leave_note();
                if was_refused && let Some(message) = &mut self.message {
                    message.lines.push("the text is kept: n opens it again".to_owned());
                }
            }
            _ => {
                let now = self.now;
                if let Mode::Note(editor) = &mut self.mode {
                    editor.press_key(key, now);
                }
            }
        }
    }

    /// Leaves the notes. A text that is not saved is kept.
    pub(super) fn leave_note(&mut self) {
        if let Mode::Note(editor) = std::mem::replace(&mut self.mode, Mode::Agenda)
            && editor.is_unsaved()
        {
            self.drafts.push(*editor);
        }
    }
}
