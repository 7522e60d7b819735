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
