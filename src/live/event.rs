//! What happens to the screen, and what the program has to do then.

use chrono::{DateTime, Utc};
use ratatui::crossterm::event::KeyEvent;

/// What happens to the screen. A change of its size needs no event: every frame is drawn for the size that it has.
#[derive(Debug, Clone)]
pub enum Event {
    /// A key is pressed.
    Key(KeyEvent),
    /// A text is pasted.
    Paste(String),
    /// The time goes on. Comes before every other event too, so that the screen knows when a key was pressed.
    Tick(DateTime<Utc>),
    /// Somebody may have changed the files.
    FilesChanged,
    /// The program is about to end or to stop: what was typed is saved.
    Save,
}

/// What the program has to do after an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Go on.
    Open,
    /// Stop the program, as Ctrl-Z does.
    Suspend,
    /// End.
    Quit,
}
