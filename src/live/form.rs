//! A few lines to fill in, such as an action point: Enter goes to the next one, and from the last one to the record.

use super::note::new_area;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui_textarea::TextArea;
use serde::{Deserialize, Serialize};

/// What a form records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Purpose {
    /// A decision on an item.
    Decision { item: String },
    /// An action point of an item, or of none.
    Action { item: Option<String> },
    /// That an action point of an earlier call is closed.
    Close { id: String },
    /// Why a late item is treated.
    Exception { item: String },
    /// Another topic.
    Topic,
    /// News from elsewhere.
    News,
    /// Somebody new in the call.
    Person,
}

/// A line to fill in.
#[derive(Debug, Clone)]
pub struct Field {
    /// What to type.
    pub label: &'static str,
    /// What an empty line means; may be empty.
    pub hint: String,
    /// What is typed.
    pub area: TextArea<'static>,
}

/// Lines to fill in.
#[derive(Debug, Clone)]
pub struct Form {
    /// What it records.
    pub purpose: Purpose,
    /// The lines.
    pub fields: Vec<Field>,
    /// The index of the line with the cursor.
    pub at: usize,
}

/// What a key does to a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormStep {
    /// It stays open.
    Open,
    /// It is filled in.
    Done,
    /// It is left without a record.
    Left,
}

impl Form {
    /// A form for a purpose; the hints say what empty lines mean.
    pub fn new(purpose: Purpose, fields: &[(&'static str, String)]) -> Self {
        let field = |(label, hint): &(&'static str, String)| Field { label, hint: hint.clone(), area: new_area("") };
        Self { purpose, fields: fields.iter().map(field).collect(), at: 0 }
    }

    /// The name of what it records.
    pub fn title(&self) -> &'static str {
        match self.purpose {
            Purpose::Decision { .. } => "decision",
            Purpose::Action { .. } => "action point",
            Purpose::Close { .. } => "close an action point",
            Purpose::Exception { .. } => "exception",
            Purpose::Topic => "topic",
            Purpose::News => "recap",
            Purpose::Person => "somebody new",
        }
    }

    /// Fills the lines with texts.
    pub fn fill(&mut self, texts: &[String]) {
        self.fields.iter_mut().zip(texts).for_each(|(field, text)| field.area = new_area(text));
        self.at = (0..self.fields.len()).rfind(|at| !self.text(*at).is_empty()).unwrap_or(0);
    }

    /// The text of a line, without surrounding whitespace.
    pub fn text(&self, at: usize) -> String {
        let text = self.fields.get(at).map(|field| field.area.lines().join("\n"));
        text.unwrap_or_default().trim().to_owned()
    }

    /// Whether the first line has to be filled in.
    pub fn needs_text(&self) -> bool {
        !matches!(self.purpose, Purpose::Close { .. })
    }

    /// Whether nothing is typed.
    pub fn is_empty(&self) -> bool {
        (0..self.fields.len()).all(|at| self.text(at).is_empty())
    }

    /// Takes a key.
    pub fn press_key(&mut self, key: KeyEvent) -> FormStep {
        let last = self.fields.len().saturating_sub(1);
        match key.code {
            KeyCode::Esc => return FormStep::Left,
            KeyCode::Enter if !key.modifiers.contains(KeyModifiers::ALT) => {
                if self.at == last {
                    return FormStep::Done;
                }
                self.at += 1;
            }
            KeyCode::Tab | KeyCode::Down => self.at = (self.at + 1).min(last),
            KeyCode::BackTab | KeyCode::Up => self.at = self.at.saturating_sub(1),
            _ => {
                if let Some(field) = self.fields.get_mut(self.at) {
                    match key.code {
                        KeyCode::Enter => field.area.insert_newline(),
                        _ => _ = field.area.input(key),
                    }
                }
            }
        }
        FormStep::Open
    }

    /// Inserts a pasted text.
    pub fn paste(&mut self, text: &str) {
        if let Some(field) = self.fields.get_mut(self.at) {
            field.area.insert_str(text.replace("\r\n", "\n").replace('\r', "\n"));
        }
    }
}
