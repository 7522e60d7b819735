//! Keys and moments in, pictures and records out: a call in a folder of its own.

mod drafts;
mod hostile;
mod keys;
mod marks;
mod month;
mod notes;
mod others;
mod pictures;
mod undo;

use super::event::{Event, Outcome};
use super::{LiveScreen, Look, Recorder};
use crate::store::journal::{Journal, LIMITS};
use chrono::{DateTime, TimeDelta, Utc};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::path::Path;

/// The records of a month as a person would write them.
const MONTH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/month");

/// How long a typed text waits in these tests until it is saved.
const SAVE_AFTER: TimeDelta = TimeDelta::seconds(5);

/// A screen on the records of a folder.
pub(super) struct Desk {
    folder: tempfile::TempDir,
    pub screen: LiveScreen,
    now: DateTime<Utc>,
    /// How often a key was pressed.
    pub keys: usize,
}

impl Desk {
    /// The call of 2026-02-26 in a copy of the month, 42 minutes after its start.
    pub fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy_files(Path::new(MONTH), folder.path());
        Self::open_call(folder, "2026-02-26", "2026-02-26T15:42:00Z")
    }

    /// A call of 2026-03-12 with all that a screen may have to show, 42 minutes after its start.
    pub fn open_harbour() -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/live"), folder.path());
        Self::open_call(folder, "2026-03-12", "2026-03-12T08:42:00Z")
    }

    /// A call of a group in a folder.
    pub fn open_call(folder: tempfile::TempDir, day: &str, now: &str) -> Self {
        let now: DateTime<Utc> = now.parse().unwrap();
        let look = Look { color: false, unicode: true };
        let root = folder.path().canonicalize().unwrap();
        let journal = Journal::new(&root, Vec::new(), LIMITS);
        let recorder = Recorder { root, day: day.parse().unwrap(), journal };
        let screen = LiveScreen::open(recorder, now, SAVE_AFTER, look).unwrap();
        Self { folder, screen, now, keys: 0 }
    }

    /// Kills the screen, and opens the call again.
    pub fn kill(self) -> Self {
        let (day, now) = (self.screen.recorder.day.to_string(), self.now.to_rfc3339());
        Self::open_call(self.folder, &day, &now)
    }

    /// Lets seconds go by, one tick each.
    pub fn wait(&mut self, seconds: i64) {
        for _ in 0..seconds {
            self.now += TimeDelta::seconds(1);
            self.screen.handle_event(Event::Tick(self.now));
        }
    }

    /// Presses keys: letters, and in angle brackets the names of others, such as `<Enter>`.
    pub fn press(&mut self, keys: &str) -> Outcome {
        let mut outcome = Outcome::Open;
        let mut rest = keys;
        while let Some(first) = rest.chars().next() {
            let named = rest.strip_prefix('<').and_then(|rest| rest.split_once('>'));
            let (key, after) = match named.and_then(|(name, after)| Some((named_key(name)?, after))) {
                Some(found) => found,
                None => (KeyEvent::from(KeyCode::Char(first)), &rest[first.len_utf8()..]),
            };
            rest = after;
            self.keys += 1;
            outcome = self.screen.handle_event(Event::Key(key));
        }
        outcome
    }

    /// Types content, which does not count as keys.
    pub fn type_text(&mut self, text: &str) {
        for letter in text.chars() {
            let code = if letter == '\n' { KeyCode::Enter } else { KeyCode::Char(letter) };
            self.screen.handle_event(Event::Key(KeyEvent::from(code)));
        }
    }

    /// The picture in a terminal of a size, without spaces at the ends of lines.
    pub fn picture(&self, columns: u16, lines: u16) -> String {
        let mut terminal = Terminal::new(TestBackend::new(columns, lines)).unwrap();
        terminal.draw(|frame| self.screen.draw(frame)).unwrap();
        let buffer = terminal.backend().buffer();
        let line = |row: u16| {
            let mut line = String::new();
            let mut skip = 0;
            for column in 0..columns {
                let symbol = buffer[(column, row)].symbol();
                if skip == 0 {
                    line.push_str(symbol);
                    skip = unicode_width::UnicodeWidthStr::width(symbol).saturating_sub(1);
                } else {
                    skip -= 1;
                }
            }
            line.trim_end().to_owned() + "\n"
        };
        (0..lines).map(line).collect()
    }

    pub fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.folder.path().join(path)).unwrap()
    }

    /// The path of the group.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// What the screen says and the keys, in a terminal of the usual size.
    pub fn footer(&self) -> String {
        let picture = self.picture(80, 24);
        let lines: Vec<&str> = picture.lines().collect();
        let from = lines.iter().rposition(|line| line.starts_with('─')).unwrap();
        lines[from + 1..].iter().map(|line| line.trim().to_owned() + "\n").collect()
    }

    /// Somebody else writes a file.
    pub fn write(&mut self, path: &str, text: &str) {
        std::fs::write(self.folder.path().join(path), text).unwrap();
        self.screen.handle_event(Event::FilesChanged);
    }
}

fn named_key(name: &str) -> Option<KeyEvent> {
    let code = match name {
        "Enter" | "Alt-Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Tab" => KeyCode::Tab,
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Back" => KeyCode::Backspace,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "PageDown" => KeyCode::PageDown,
        "Alt-d" => return Some(KeyEvent::new(KeyCode::Char('d'), KeyModifiers::ALT)),
        "C-j" => return Some(KeyEvent::new(KeyCode::Char('j'), KeyModifiers::CONTROL)),
        "C-a" => return Some(KeyEvent::new(KeyCode::Char('a'), KeyModifiers::CONTROL)),
        "C-c" => return Some(KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL)),
        "C-z" => return Some(KeyEvent::new(KeyCode::Char('z'), KeyModifiers::CONTROL)),
        _ => return None,
    };
    let modifiers = if name.starts_with("Alt-") { KeyModifiers::ALT } else { KeyModifiers::NONE };
    Some(KeyEvent::new(code, modifiers))
}

fn copy_files(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from).into_iter().map(Result::unwrap) {
        let target = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(target).unwrap();
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
