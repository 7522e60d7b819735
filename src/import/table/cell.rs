//! A cell of a table, whether it was written in Markdown or in HTML.

use crate::source::Place;

/// What stands in a cell, line by line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// In the source, blanks around it aside.
    pub place: Place,
    /// Without empty ones.
    pub lines: Vec<Line>,
}

/// A line of a cell: `<br>`, `<div>` and `<li>` part them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// In the order of the source; not empty.
    pub pieces: Vec<Piece>,
    /// In the source.
    pub place: Place,
    /// Whether it is an item of a list.
    pub is_item: bool,
}

/// A part of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Text with its blanks made one, entities and escapes read.
    Text(String),
    /// A link; either may be empty.
    Link {
        /// What it reads.
        label: String,
        /// Where it leads, as it is written there.
        url: String,
    },
}

impl Cell {
    /// An empty cell.
    pub fn empty(place: Place) -> Self {
        Self { place, lines: Vec::new() }
    }

    /// Its text, the lines parted by blanks; of a link its label.
    pub fn text(&self) -> String {
        self.lines.iter().map(Line::text).collect::<Vec<_>>().join(" ")
    }

    /// Its links, in their order.
    pub fn links(&self) -> impl Iterator<Item = (&str, &str)> {
        self.lines.iter().flat_map(Line::links)
    }

    /// The cell as Markdown, a line each; items stand behind hyphens.
    pub fn markdown(&self) -> String {
        let line = |line: &Line| if line.is_item { format!("- {}", line.markdown()) } else { line.markdown() };
        self.lines.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

impl Line {
    /// Its text; of a link the label.
    pub fn text(&self) -> String {
        let text = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Link { label, .. } => label.clone(),
        };
        self.pieces.iter().map(text).collect::<String>().trim().to_owned()
    }

    /// Its links, in their order: label and address.
    pub fn links(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Text(_) => None,
            Piece::Link { label, url } => Some((label.as_str(), url.as_str())),
        })
    }

    /// As Markdown.
    pub fn markdown(&self) -> String {
        let text = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Link { label, url } if url.contains(char::is_whitespace) => format!("[{label}](<{url}>)"),
            Piece::Link { label, url } => format!("[{label}]({url})"),
        };
        self.pieces.iter().map(text).collect::<String>().trim().to_owned()
    }
}
