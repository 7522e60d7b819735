//! A cell of a table, whether it was written in Markdown or in HTML.

use crate::source::Place;

/// What stands in a cell, line by line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableCell {
    /// In the source, blanks around it aside.
    pub place: Place,
    /// Without empty ones.
    pub lines: Vec<CellLine>,
    /// How many lines stand before the first block (`<div>`), where there is one.
    pub lines_before_block: Option<usize>,
}

/// A line of a cell: `<br>`, `<div>` and `<li>` part them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellLine {
    /// In the order of the source; not empty.
    pub pieces: Vec<CellPiece>,
    /// In the source.
    pub place: Place,
    /// Whether it is an item of a list.
    pub is_item: bool,
}

/// A part of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellPiece {
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

impl TableCell {
    /// Its text, the lines parted by blanks; of a link its label.
    pub fn text(&self) -> String {
        match &self.lines[..] {
            [] => String::new(),
            [line] => line.text(),
            lines => lines.iter().map(CellLine::text).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" "),
        }
    }

    /// The cell as Markdown, a line each; items stand behind hyphens.
    pub fn to_markdown(&self) -> String {
        let line =
            |line: &CellLine| if line.is_item { format!("- {}", line.to_markdown()) } else { line.to_markdown() };
        self.lines.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    /// Puts the lines of another cell behind its own.
    pub fn append(&mut self, other: TableCell) {
        if self.lines.is_empty() {
            self.place = other.place;
        }
        self.lines.extend(other.lines);
    }
}

impl CellLine {
    /// Its text; of a link the label.
    pub fn text(&self) -> String {
        match &self.pieces[..] {
            [piece] => piece.text().trim().to_owned(),
            pieces => pieces.iter().map(CellPiece::text).collect::<String>().trim().to_owned(),
        }
    }

    /// Its text without the links.
    pub fn text_without_links(&self) -> String {
        let texts = self.pieces.iter().filter_map(|piece| match piece {
            CellPiece::Text(text) => Some(text.trim()),
            CellPiece::Link { .. } => None,
        });
        texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// Its links, in their order: label and address.
    pub fn links(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pieces.iter().filter_map(|piece| match piece {
            CellPiece::Text(_) => None,
            CellPiece::Link { label, url } => Some((label.as_str(), url.as_str())),
        })
    }

    /// As Markdown.
    pub fn to_markdown(&self) -> String {
        let text = |piece: &CellPiece| match piece {
            CellPiece::Text(text) => text.clone(),
            CellPiece::Link { label, url } => format_link(label, url),
        };
        self.pieces.iter().map(text).collect::<String>().trim().to_owned()
    }
}

impl CellPiece {
    fn text(&self) -> &str {
        match self {
            CellPiece::Text(text) => text,
            CellPiece::Link { label, .. } => label,
        }
    }
}

/// A link as Markdown.
pub fn format_link(label: &str, url: &str) -> String {
    match url.contains(char::is_whitespace) {
        true => format!("[{label}](<{url}>)"),
        false => format!("[{label}]({url})"),
    }
}

/// A plain text as Markdown that shows it: signs that would be markup stand behind a backslash.
pub fn escape_markdown(text: &str) -> String {
    let mut all = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let (before, after) = (&text[..at], &text[at + c.len_utf8()..]);
        let is_markup = match c {
            '\\' | '`' | '*' | '[' | ']' | '~' => true,
            '<' => after.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')),
            '&' => {
                after.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '#')
                    && after.bytes().take(32).any(|byte| byte == b';')
            }
            '_' => !before.ends_with(char::is_alphanumeric) || !after.starts_with(char::is_alphanumeric),
            '#' | '+' | '-' | '>' | '=' | '|' => before.is_empty(),
            '.' | ')' => at < 10 && before.bytes().all(|byte| byte.is_ascii_digit()),
            _ => false,
        };
        if is_markup {
            all.push('\\');
        }
        all.push(c);
    }
    all
}

/// Whether a text only says that there is nothing: `N/A`, hyphens, `None`.
pub fn means_nothing(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    bare.is_empty()
        || ["n/a", "na", "none", "not available", "not applicable"].iter().any(|it| bare.eq_ignore_ascii_case(it))
}
