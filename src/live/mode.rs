//! What the keys do at a moment.

use super::form::Form;
use super::note::NoteEditor;
use super::people::PeoplePicker;

/// What the keys do.
#[derive(Debug, Clone)]
pub enum Mode {
    /// They choose an item, and what to record of it.
    Agenda,
    /// They edit the notes of the item.
    Note(Box<NoteEditor>),
    /// They fill in a form.
    Form(Box<Form>),
    /// They choose the stage that the proposal of an item reached.
    Stage,
    /// They choose the action point that is closed.
    Close,
    /// They choose people.
    People(PeoplePicker),
    /// They find a row by a word of it.
    Find(String),
    /// They scroll through the history of the item, or the list of the keys.
    Page(Page, u16),
    /// They answer whether to leave, while items have no record.
    Leave,
}

/// A text over the whole screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// The history of the item.
    History,
    /// The keys.
    Keys,
}
