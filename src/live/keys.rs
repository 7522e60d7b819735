//! What keys do.

mod agenda;
mod form;
mod note;
mod people;

use super::event::Outcome;
use super::message::MessageKind;
use super::mode::{Mode, Page};
use super::request::Request;
use super::screen::LiveScreen;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

impl LiveScreen {
    /// Takes a key.
    pub(super) fn press_key(&mut self, key: KeyEvent) -> Outcome {
        if key.kind == KeyEventKind::Release {
            return Outcome::Open;
        }
        if key.modifiers.contains(KeyModifiers::CONTROL) {
            match key.code {
                KeyCode::Char('z') => {
                    self.save_note();
                    return Outcome::Suspend;
                }
                KeyCode::Char('c') => return self.ask_to_leave(),
                // A line end in a text that a terminal pastes letter by letter.
                KeyCode::Char('j') => {
                    self.paste("\n");
                    return Outcome::Open;
                }
                // Elsewhere a letter is a key, which Control must not press. AltGr is both modifiers.
                _ if !matches!(self.mode, Mode::Note(_) | Mode::Form(_))
                    && !key.modifiers.contains(KeyModifiers::ALT) =>
                {
                    return Outcome::Open;
                }
                _ => {}
            }
        }
        // A terminal sends Esc and a letter that is pressed soon after it as one key.
        if let (KeyCode::Char(_), KeyModifiers::ALT, false) =
            (key.code, key.modifiers, matches!(self.mode, Mode::Agenda))
        {
            self.press_key(KeyEvent::from(KeyCode::Esc));
            return self.press_key(KeyEvent::from(key.code));
        }
        match &self.mode {
            Mode::Agenda => return self.press_agenda_key(key),
            Mode::Note(_) => self.press_note_key(key),
            Mode::Form(_) => self.press_form_key(key),
            Mode::Stage => self.press_stage_key(key),
            Mode::Close => self.press_close_key(key),
            Mode::People(_) => self.press_people_key(key),
            Mode::Find(_) => self.press_find_key(key),
            Mode::Page(page, first) => self.press_page_key(*page, *first, key),
            Mode::Leave => return self.press_leave_key(key),
        }
        Outcome::Open
    }

    /// Takes a pasted text. It is text, and never keys.
    pub(super) fn paste(&mut self, text: &str) {
        let now = self.now;
        match &mut self.mode {
            Mode::Note(editor) => editor.paste(text, now),
            Mode::Form(form) => form.paste(text),
            Mode::People(picker) => text.chars().filter(|c| !c.is_control()).for_each(|c| picker.type_letter(c)),
            Mode::Find(words) => words.extend(text.chars().filter(|c| !c.is_control())),
            _ => self.say(MessageKind::Notice, "press n first to paste into the notes"),
        }
    }

    /// Leaves, or first lists what has no record yet.
    pub(super) fn ask_to_leave(&mut self) -> Outcome {
        if !self.save_note() {
            self.leave_note();
        }
        let mut open: Vec<String> = self.facts.unrecorded().map(|row| row.label()).collect();
        let unsaved = self.drafts.iter().map(|draft| format!("the notes of {}, which are not saved", draft.item));
        open.extend(unsaved);
        if let Mode::Form(form) = &self.mode
            && !form.is_empty()
        {
            open.push(format!("the {} that you are typing", form.title()));
        }
        if open.is_empty() || self.mode_is_leave() {
            return Outcome::Quit;
        }
        self.say(MessageKind::Notice, format!("without a record: {}", open.join(", ")));
        self.keep_form();
        self.mode = Mode::Leave;
        Outcome::Open
    }

    fn mode_is_leave(&self) -> bool {
        matches!(self.mode, Mode::Leave)
    }

    fn press_leave_key(&mut self, key: KeyEvent) -> Outcome {
        match key.code {
            KeyCode::Char('q') => return Outcome::Quit,
            KeyCode::Char('R') => {
                self.mode = Mode::Agenda;
                self.write(&Request::RestNotTreated);
            }
            _ => {
                self.mode = Mode::Agenda;
                self.message = None;
            }
        }
        Outcome::Open
    }

    fn press_page_key(&mut self, page: Page, first: u16, key: KeyEvent) {
        let first = match key.code {
            KeyCode::Char('j') | KeyCode::Down => first.saturating_add(1),
            KeyCode::Char('k') | KeyCode::Up => first.saturating_sub(1),
            KeyCode::Char(' ') | KeyCode::PageDown => first.saturating_add(10),
            KeyCode::PageUp => first.saturating_sub(10),
            _ => {
                self.mode = Mode::Agenda;
                return;
            }
        };
        self.mode = Mode::Page(page, first);
    }
}
