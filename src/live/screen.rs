//! The state of the screen, and what events do to it.

use super::event::{Event, Outcome};
use super::facts::{CallFacts, Row, RowKey};
use super::form::Form;
use super::look::Look;
use super::message::{Message, MessageKind};
use super::mode::Mode;
use super::note::{Meeting, NoteEditor};
use super::request::Request;
use super::transaction::{Recorder, WrittenStep};
use crate::error::Error;
use crate::view::moment::Clock;
use chrono::{DateTime, TimeDelta, Utc};

/// The live screen of a call.
pub struct LiveScreen {
    pub(super) recorder: Recorder,
    /// How the screen is drawn.
    pub(super) look: Look,
    /// How long a typed text may wait until it is saved.
    pub(super) save_after: TimeDelta,
    pub(super) now: DateTime<Utc>,
    pub(super) facts: CallFacts,
    /// The index of the selected row.
    pub(super) at: usize,
    pub(super) mode: Mode,
    /// Texts that were left without being saved, because that was refused.
    pub(super) drafts: Vec<NoteEditor>,
    /// Forms that were left without a record.
    pub(super) left_forms: Vec<Form>,
    /// The draft that is on the disk.
    pub(super) kept_draft: Option<Vec<u8>>,
    /// When something was typed that is neither recorded nor in that draft.
    pub(super) unkept_since: Option<DateTime<Utc>>,
    pub(super) message: Option<Message>,
    /// Why nothing can be written now.
    pub(super) paused: Option<Message>,
}

impl LiveScreen {
    /// Opens a call. A typed text is saved after `save_after`, at the latest.
    ///
    /// # Errors
    /// When a record cannot be read, or the call has no file.
    pub fn open(recorder: Recorder, now: DateTime<Utc>, save_after: TimeDelta, look: Look) -> Result<Self, Error> {
        let facts = recorder.read_call(clock_at(now))?;
        let first = facts.rows.iter().position(|row| row.item_words().is_some()).unwrap_or(0);
        let sealed =
            facts.approved_by.map(|by| format!("the call of {by} approved these minutes: they stay as they are"));
        let message = sealed.map(|line| Message::new(MessageKind::Notice, line));
        let mut screen = Self {
            recorder,
            look,
            save_after,
            now,
            facts,
            at: first,
            mode: Mode::Agenda,
            drafts: Vec::new(),
            left_forms: Vec::new(),
            kept_draft: None,
            unkept_since: None,
            message,
            paused: None,
        };
        screen.restore_draft();
        Ok(screen)
    }

    /// Takes an event.
    pub fn handle_event(&mut self, event: Event) -> Outcome {
        let is_save = matches!(event, Event::Save);
        let outcome = self.take_event(event);
        self.keep_draft(is_save || outcome != Outcome::Open);
        outcome
    }

    fn take_event(&mut self, event: Event) -> Outcome {
        match event {
            Event::Tick(now) => {
                self.now = now;
                self.save_due_note();
                Outcome::Open
            }
            Event::FilesChanged => {
                self.read_again();
                Outcome::Open
            }
            Event::Save => {
                self.save_note();
                Outcome::Open
            }
            Event::Key(key) => self.press_key(key),
            Event::Paste(text) => {
                self.paste(&text);
                Outcome::Open
            }
        }
    }

    /// The selected row.
    pub(super) fn row(&self) -> Option<&Row> {
        self.facts.rows.get(self.at)
    }

    /// The words that name the selected item.
    pub(super) fn selected_item(&self) -> Option<String> {
        self.row().and_then(Row::item_words).map(str::to_owned)
    }

    /// Says something until the next change.
    pub(super) fn say(&mut self, kind: MessageKind, line: impl Into<String>) {
        self.message = Some(Message::new(kind, line));
    }

    /// Writes what a request asks for, and returns whether that succeeded.
    pub(super) fn write(&mut self, request: &Request) -> bool {
        let key = match (&self.mode, request) {
            (Mode::Note(editor), Request::Note { .. }) => Some(editor.step_key()),
            _ => None,
        };
        let written = self.recorder.write_request(request, key, clock_at(self.now));
        if let (Ok(written), Request::Note { item, .. }, Mode::Note(editor)) = (&written, request, &mut self.mode) {
            editor.mark_saved(&find_notes(&written.facts, item).unwrap_or_default());
        }
        self.show_result(written)
    }

    /// Takes the last step back, or does one again.
    pub(super) fn undo(&mut self, is_redo: bool) {
        let written = self.recorder.undo_step(is_redo, clock_at(self.now));
        self.show_result(written);
    }

    fn show_result(&mut self, written: Result<WrittenStep, Error>) -> bool {
        match written {
            Ok(written) => {
                let nothing = || vec!["nothing to change".to_owned()];
                let lines = Some(written.lines).filter(|lines| !lines.is_empty()).unwrap_or_else(nothing);
                self.message = Some(Message { kind: MessageKind::Done, lines });
                self.paused = None;
                self.show(written.facts);
                true
            }
            Err(error) => {
                self.message = Some(Message::from_error(&error));
                self.read_again();
                false
            }
        }
    }

    /// Saves the notes that are being typed, and returns whether they are saved.
    pub(super) fn save_note(&mut self) -> bool {
        let Mode::Note(editor) = &mut self.mode else { return true };
        if !editor.is_unsaved() {
            return true;
        }
        let (item, text, seen) = (editor.item.clone(), editor.text(), editor.recorded().to_owned());
        self.write(&Request::Note { item, text, seen })
    }

    fn save_due_note(&mut self) {
        if let Mode::Note(editor) = &self.mode
            && editor.is_due(self.now, self.save_after)
            && self.paused.is_none()
            && !self.save_note()
            && let Mode::Note(editor) = &mut self.mode
        {
            editor.postpone(self.now);
        }
    }

    /// Reads the call again, because somebody may have changed it. Where that is not possible, the screen shows what it
    /// had.
    pub(super) fn read_again(&mut self) {
        match self.recorder.read_call(clock_at(self.now)) {
            Ok(facts) => {
                self.paused = None;
                self.show(facts);
            }
            Err(error) => self.paused = Some(Message::from_error(&error)),
        }
    }

    /// Shows the call as it is now. The same row stays selected.
    fn show(&mut self, facts: CallFacts) {
        let key = self.row().map(|row| row.key.clone());
        self.facts = facts;
        let last = self.facts.rows.len().saturating_sub(1);
        self.at = key.and_then(|key| self.find_row(&key)).unwrap_or(self.at.min(last));
        let mut kept_both = None;
        let open = match &mut self.mode {
            Mode::Note(editor) => Some(&mut **editor),
            _ => None,
        };
        for editor in open.into_iter().chain(&mut self.drafts) {
            let recorded = find_notes(&self.facts, &editor.item);
            if recorded.is_some_and(|recorded| editor.meet_recorded(&recorded) == Meeting::Both) {
                kept_both = Some(editor.item.clone());
            }
        }
        if let Some(item) = kept_both {
            let line =
                format!("somebody else changed the notes of {item} too: both texts are here; edit them, then Esc");
            self.say(MessageKind::Refused, line);
        }
    }

    /// The index of a row.
    pub(super) fn find_row(&self, key: &RowKey) -> Option<usize> {
        self.facts.rows.iter().position(|row| row.key == *key)
    }
}

/// The clock of a moment.
fn clock_at(now: DateTime<Utc>) -> Clock {
    Clock { today: None, system: now }
}

/// The notes of an item as they are recorded; `None` if the call has no such item now.
fn find_notes(facts: &CallFacts, item: &str) -> Option<String> {
    let row = facts.rows.iter().find(|row| row.item_words() == Some(item));
    row.map(|row| row.item.notes.clone())
}
