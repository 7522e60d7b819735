//! Running text for the terminal: styled words, and the lines that they fill.

use crate::report::columns::wrap_text;
use crate::report::style::TextStyle;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use textwrap::core::display_width;

/// A paragraph.
#[derive(Debug, Clone, Default)]
pub struct StyledProse {
    color: bool,
    /// The words, each in its style.
    text: String,
    /// Whether the next piece begins a new word.
    is_apart: bool,
    strong: usize,
    emphasis: usize,
    /// The target of the open link.
    link: Option<String>,
}

impl StyledProse {
    /// A paragraph without words.
    pub fn new(color: bool) -> Self {
        Self { color, ..Self::default() }
    }

    /// The paragraph of a line of Markdown.
    pub fn from_markdown(markdown: &str, color: bool) -> Self {
        let mut prose = Self::new(color);
        Parser::new(markdown).for_each(|event| prose.take_event(&event));
        prose
    }

    /// Handles an inline event; other events are ignored.
    pub fn take_event(&mut self, event: &Event) {
        match event {
            Event::Text(text) | Event::InlineHtml(text) => {
                let style = match (self.strong, self.emphasis) {
                    (0, 0) => TextStyle::Plain,
                    (0, _) => TextStyle::Emphasis,
                    _ => TextStyle::Strong,
                };
                self.push_text(text, style);
            }
            Event::Code(code) if self.color => self.push_text(code, TextStyle::Code),
            Event::Code(code) => self.push_text(&format!("`{code}`"), TextStyle::Plain),
            Event::SoftBreak | Event::HardBreak => self.is_apart = true,
            Event::Start(Tag::Strong) => self.strong += 1,
            Event::End(TagEnd::Strong) => self.strong -= 1,
            Event::Start(Tag::Emphasis) => self.emphasis += 1,
            Event::End(TagEnd::Emphasis) => self.emphasis -= 1,
            Event::Start(Tag::Link { dest_url, .. }) => self.link = Some(dest_url.to_string()),
            Event::End(TagEnd::Link) => {
                if let Some(link) = self.link.take() {
                    self.push_text(&format!(" ({link})"), TextStyle::Plain);
                }
            }
            _ => {}
        }
    }

    fn push_text(&mut self, text: &str, style: TextStyle) {
        for (at, piece) in text.split(' ').enumerate() {
            self.is_apart |= at > 0;
            if piece.is_empty() {
                continue;
            }
            if std::mem::take(&mut self.is_apart) && !self.text.is_empty() {
                self.text.push(' ');
            }
            self.text.push_str(&style.paint(piece, self.color));
        }
    }

    /// The columns of the whole text on one line.
    pub fn width(&self) -> usize {
        display_width(&self.text)
    }

    /// Whether there are no words.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Fills lines with the words; a word that is too long has its own line.
    pub fn fill_lines(&self, width: usize) -> Vec<String> {
        wrap_text(&self.text, width)
    }
}
