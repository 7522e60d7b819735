//! Keeps on the disk what is typed and not recorded, so that a kill loses only what was typed last.

use super::draft::{CallDraft, NoteDraft};
use super::facts::RowKey;
use super::form::{Form, Purpose};
use super::message::{Message, MessageKind};
use super::mode::Mode;
use super::note::NoteEditor;
use super::screen::LiveScreen;
use crate::finding::bound_text;

impl LiveScreen {
    /// Keeps what is typed once it has waited long enough, or at once if this is the last moment for it. What is recorded
    /// or emptied is removed at once.
    pub(super) fn keep_draft(&mut self, is_last: bool) {
        let typed = self.typed_draft().to_bytes();
        if typed == self.kept_draft {
            self.unkept_since = None;
            return;
        }
        let since = *self.unkept_since.get_or_insert(self.now);
        let written = match (&typed, &self.kept_draft) {
            (Some(_), _) if !is_last && self.now - since < self.save_after => return,
            (Some(typed), _) => self.recorder.write_draft(typed),
            (None, Some(kept)) => {
                self.recorder.remove_draft(kept);
                Ok(())
            }
            (None, None) => Ok(()),
        };
        match written {
            Ok(()) => (self.kept_draft, self.unkept_since) = (typed, None),
            Err(error) => {
                self.unkept_since = Some(self.now);
                self.message = Some(Message::from_error(&error));
            }
        }
    }

    fn typed_draft(&self) -> CallDraft {
        let (form, note) = match &self.mode {
            Mode::Form(form) => (Some(&**form), None),
            Mode::Note(note) => (None, Some(&**note)),
            _ => (None, None),
        };
        CallDraft::new(self.left_forms.iter().chain(form), self.drafts.iter().chain(note))
    }

    /// Takes over what an earlier screen of the call kept, selects the first row of it, and says which keys go on with it.
    pub(super) fn restore_draft(&mut self) {
        let (bytes, draft) = match self.recorder.read_draft() {
            Ok(None) => return,
            Ok(Some(bytes)) => match CallDraft::parse(&bytes) {
                Ok(draft) => (bytes, draft),
                Err(reason) => {
                    let line = format!("the draft of what was typed before is damaged and left out: {reason}");
                    return self.say(MessageKind::Refused, line);
                }
            },
            Err(error) => return self.message = Some(Message::from_error(&error)),
        };
        self.kept_draft = Some(bytes);
        for kept in draft.forms {
            let mut form = self.new_form(kept.purpose);
            form.fill(&kept.texts);
            self.left_forms.extend(Some(form).filter(|form| !form.is_empty()));
        }
        let now = self.now;
        let open = |note: &NoteDraft| NoteEditor::open_draft(&note.item, &note.recorded, &note.text, now);
        self.drafts = draft.notes.iter().map(open).collect();
        // The records may have other notes by now, or the same.
        self.read_again();
        self.drafts.retain(NoteEditor::is_unsaved);
        let forms = self.left_forms.iter().map(|form| (form.title(), form_key(form), subject(&form.purpose)));
        let notes = self.drafts.iter().map(|note| ("notes", "n", Some(note.item.as_str())));
        let lines = forms.chain(notes).map(|(title, key, subject)| {
            let (of, place) = subject.map_or_else(Default::default, |of| (format!(" ({of})"), " on its row"));
            bound_text(format!("typed before and not recorded: {title}{of}; {key}{place} opens this again"))
        });
        let lines: Vec<String> = lines.collect();
        let row = match self.left_forms.first() {
            Some(form) => self.find_purpose_row(&form.purpose),
            None => self.drafts.first().and_then(|note| self.find_row(&RowKey::Item(note.item.clone()))),
        };
        self.at = row.unwrap_or(self.at);
        match &mut self.message {
            Some(message) => message.lines.extend(lines),
            None if lines.is_empty() => {}
            None => self.message = Some(Message { kind: MessageKind::Notice, lines }),
        }
    }

    /// The row on which a form is opened; `None` if that may be any row, or there is none now.
    fn find_purpose_row(&self, purpose: &Purpose) -> Option<usize> {
        match purpose {
            Purpose::Decision { item } | Purpose::Exception { item } | Purpose::Action { item: Some(item) } => {
                self.find_row(&RowKey::Item(item.clone()))
            }
            Purpose::Action { item: None } => self.find_row(&RowKey::Call),
            // The row of the call has the points of all items.
            Purpose::Close { id } => {
                self.facts.rows.iter().rposition(|row| row.item.earlier.iter().any(|point| point.id == *id))
            }
            Purpose::Topic | Purpose::News | Purpose::Person => None,
        }
    }
}

/// The keys that open a form.
fn form_key(form: &Form) -> &'static str {
    match form.purpose {
        Purpose::Decision { .. } => "d",
        Purpose::Action { .. } => "a",
        Purpose::Close { .. } => "c",
        Purpose::Exception { .. } => "e",
        Purpose::Topic => "t",
        Purpose::News => "r",
        Purpose::Person => "p +",
    }
}

/// What a form is about, if its row matters.
fn subject(purpose: &Purpose) -> Option<&str> {
    match purpose {
        Purpose::Decision { item } | Purpose::Exception { item } | Purpose::Action { item: Some(item) } => Some(item),
        Purpose::Action { item: None } => Some("the call"),
        Purpose::Close { id } => Some(id),
        Purpose::Topic | Purpose::News | Purpose::Person => None,
    }
}
