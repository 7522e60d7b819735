//! What is typed and not recorded yet, as it is kept on the disk.

use super::form::{Form, Purpose};
use super::note::NoteEditor;
use serde::{Deserialize, Serialize};

/// What is typed in a call and not recorded yet.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct CallDraft {
    /// Forms that are not empty.
    pub forms: Vec<FormDraft>,
    /// Notes that are not saved.
    pub notes: Vec<NoteDraft>,
}

/// What is typed in a form.
#[derive(Debug, Serialize, Deserialize)]
pub struct FormDraft {
    /// What the form records.
    pub purpose: Purpose,
    /// The text of each line.
    pub texts: Vec<String>,
}

/// What is typed as the notes of an item.
#[derive(Debug, Serialize, Deserialize)]
pub struct NoteDraft {
    /// The words that name the item.
    pub item: String,
    /// The notes that the records had.
    pub recorded: String,
    /// What is typed.
    pub text: String,
}

impl CallDraft {
    /// What forms and notes have.
    pub fn new<'e>(forms: impl Iterator<Item = &'e Form>, notes: impl Iterator<Item = &'e NoteEditor>) -> Self {
        let texts = |form: &Form| (0..form.fields.len()).map(|at| form.text(at)).collect();
        let form = |form: &Form| FormDraft { purpose: form.purpose.clone(), texts: texts(form) };
        let note = |note: &NoteEditor| NoteDraft {
            item: note.item.clone(),
            recorded: note.recorded().to_owned(),
            text: note.text(),
        };
        Self {
            forms: forms.filter(|form| !form.is_empty()).map(form).collect(),
            notes: notes.filter(|note| note.is_unsaved()).map(note).collect(),
        }
    }

    /// Reads a draft, or says why it is damaged, as a lower-case phrase.
    pub fn parse(bytes: &[u8]) -> Result<Self, String> {
        serde_json::from_slice(bytes).map_err(|error| error.to_string())
    }

    /// The bytes of the draft, unless it is empty.
    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        let is_empty = self.forms.is_empty() && self.notes.is_empty();
        if is_empty { None } else { serde_json::to_vec(self).ok() }
    }
}
