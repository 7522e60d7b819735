//! The keys that edit the notes of an item.

use crate::live::mark::read_line;
use crate::live::message::MessageKind;
use crate::live::mode::Mode;
use crate::live::note::NoteEditor;
use crate::live::screen::LiveScreen;
use ratatui::crossterm::event::{KeyCode, KeyEvent};

/// What a line of the notes is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LineUse {
    /// A part of the notes.
    Prose,
    /// A record of its own, which is written.
    Recorded,
    /// A record that is refused.
    Refused,
}

impl LiveScreen {
    /// Opens the notes of the selected item, as they were left if they could not be saved.
    pub(super) fn open_note(&mut self) {
        let Some(item) = self.selected_item() else { return self.say_no_item() };
        let draft = self.drafts.iter().position(|draft| draft.item == item).map(|at| self.drafts.remove(at));
        let recorded = self.row().map(|row| row.item.notes.clone()).unwrap_or_default();
        let editor = draft.unwrap_or_else(|| NoteEditor::open(&item, &recorded, self.now));
        self.mode = Mode::Note(Box::new(editor));
    }

    pub(super) fn press_note_key(&mut self, key: KeyEvent) {
        match key.code {
            KeyCode::Esc | KeyCode::Tab => {
                if self.take_line() == LineUse::Refused {
                    return;
                }
                let is_saved = self.save_note();
                self.leave_note();
                if !is_saved && let Some(message) = &mut self.message {
                    message.lines.push("the text is kept: n opens it again".to_owned());
                }
            }
            KeyCode::Enter if self.take_line() != LineUse::Prose => {}
            _ => {
                let now = self.now;
                if let Mode::Note(editor) = &mut self.mode {
                    editor.press_key(key, now);
                }
            }
        }
    }

    /// Records what the line with the cursor says, if it is a line of the notation that was typed just now. What is
    /// refused stays, and counts as prose when it is entered again.
    fn take_line(&mut self) -> LineUse {
        let now = self.now;
        let Mode::Note(editor) = &mut self.mode else { return LineUse::Prose };
        let line = editor.current_line().to_owned();
        if editor.had_line(&line) || editor.refused_line.as_ref() == Some(&line) {
            return LineUse::Prose;
        }
        let refused = match read_line(&line, &editor.item) {
            Ok(None) => return LineUse::Prose,
            Ok(Some(request)) => !self.write(&request),
            Err(reason) => {
                self.say(MessageKind::Refused, reason);
                true
            }
        };
        let Mode::Note(editor) = &mut self.mode else { return LineUse::Prose };
        if refused {
            editor.refused_line = Some(line);
            if let Some(message) = &mut self.message {
                message.lines.push("the same key again leaves the line in the notes".to_owned());
            }
            return LineUse::Refused;
        }
        editor.remove_current_line(now);
        let message = self.message.take();
        if self.save_note() {
            self.message = message;
        }
        LineUse::Recorded
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
