//! Colors and characters, by what the terminal can show.

use ratatui::style::{Color, Modifier, Style};

/// What the terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Whether it shows colors.
    pub color: bool,
    /// Whether it shows more than ASCII.
    pub unicode: bool,
}

/// The characters of lines and marks.
#[derive(Debug, Clone, Copy)]
pub struct Glyphs {
    pub line: &'static str,
    pub bar: &'static str,
    pub tee_down: &'static str,
    pub tee_up: &'static str,
    pub selected: &'static str,
    pub recorded: &'static str,
    pub not_treated: &'static str,
    pub done: &'static str,
    pub refused: &'static str,
    pub times: &'static str,
    pub more: &'static str,
}

const UNICODE: Glyphs = Glyphs {
    line: "─",
    bar: "│",
    tee_down: "┬",
    tee_up: "┴",
    selected: "▌",
    recorded: "●",
    not_treated: "–",
    done: "✓",
    refused: "✗",
    times: "×",
    more: "…",
};

const ASCII: Glyphs = Glyphs {
    line: "-",
    bar: "|",
    tee_down: "+",
    tee_up: "+",
    selected: ">",
    recorded: "*",
    not_treated: "-",
    done: "v",
    refused: "!",
    times: "x",
    more: "~",
};

impl Look {
    /// The characters.
    pub fn glyphs(self) -> &'static Glyphs {
        if self.unicode { &UNICODE } else { &ASCII }
    }

    /// Headings.
    pub fn strong(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// What is less important.
    pub fn dim(self) -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    /// What is selected.
    pub fn selected(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// What is recorded.
    pub fn good(self) -> Style {
        self.colored(Color::Green)
    }

    /// What needs attention.
    pub fn warning(self) -> Style {
        self.colored(Color::Yellow)
    }

    /// What was refused.
    pub fn bad(self) -> Style {
        self.colored(Color::Red).add_modifier(Modifier::BOLD)
    }

    fn colored(self, color: Color) -> Style {
        if self.color { Style::new().fg(color) } else { Style::new() }
    }
}
