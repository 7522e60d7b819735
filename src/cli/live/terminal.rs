//! The terminal while the screen is on it. It is restored however the program ends.

use crate::live::LiveScreen;
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::cursor::Show;
use ratatui::crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use ratatui::crossterm::execute;
use ratatui::crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use std::io::{Stdout, stdout};

/// The terminal while the screen is on it.
pub struct ScreenTerminal(Terminal<CrosstermBackend<Stdout>>);

impl ScreenTerminal {
    /// Puts the screen on the terminal.
    pub fn enter() -> std::io::Result<Self> {
        let former = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let _ = restore();
            former(panic);
        }));
        let entered = prepare().and_then(|()| Terminal::new(CrosstermBackend::new(stdout())));
        if entered.is_err() {
            let _ = restore();
        }
        entered.map(Self)
    }

    /// Draws the screen for the present size of the terminal.
    pub fn draw(&mut self, screen: &LiveScreen) -> std::io::Result<()> {
        self.0.draw(|frame| screen.draw(frame)).map(|_| ())
    }

    /// Gives the terminal back for a while.
    pub fn leave(&mut self) -> std::io::Result<()> {
        restore()
    }

    /// Puts the screen on the terminal again, whatever was written there meanwhile.
    pub fn enter_again(&mut self) -> std::io::Result<()> {
        restore()?;
        prepare()?;
        self.0.clear()
    }
}

impl Drop for ScreenTerminal {
    fn drop(&mut self) {
        let _ = restore();
    }
}

fn prepare() -> std::io::Result<()> {
    enable_raw_mode()?;
    execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste)
}

fn restore() -> std::io::Result<()> {
    disable_raw_mode()?;
    execute!(stdout(), DisableBracketedPaste, LeaveAlternateScreen, Show)
}

/// How a wait for keys ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(not(unix), expect(dead_code, reason = "only Unix says what a terminal does"))]
pub enum KeyWait {
    /// There are keys, or none came for a while.
    Done,
    /// The terminal is gone.
    Gone,
    /// The system does not say.
    Unknown,
}

/// Waits for keys. When the terminal is gone, crossterm reads its end over and over, so it must not be asked then.
#[cfg(unix)]
pub fn wait_for_keys(patience: std::time::Duration) -> KeyWait {
    use rustix::event::{PollFd, PollFlags, poll};
    let stdin = std::io::stdin();
    let mut watched = [PollFd::new(&stdin, PollFlags::IN)];
    let Ok(patience) = patience.try_into() else { return KeyWait::Unknown };
    match poll(&mut watched, Some(&patience)) {
        Ok(_) | Err(rustix::io::Errno::INTR) => {}
        Err(_) => return KeyWait::Unknown,
    }
    match watched[0].revents() {
        flags if flags.contains(PollFlags::HUP) => KeyWait::Gone,
        flags if flags.contains(PollFlags::NVAL) => KeyWait::Unknown,
        _ => KeyWait::Done,
    }
}

#[cfg(not(unix))]
pub fn wait_for_keys(_: std::time::Duration) -> KeyWait {
    KeyWait::Unknown
}
