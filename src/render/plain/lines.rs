//! The lines of a plain text: indented, wrapped, with blank lines between blocks.

use textwrap::{WordSeparator, WordSplitter};

/// Columns of a line; a URL may be longer.
pub const WIDTH: usize = 72;
/// The least columns of a text, however deep its indent.
const NARROWEST: usize = 24;

/// The most indents that are written: a quotation may be as deep as its text is long, and each line repeats them.
const DEEPEST: usize = 32;

/// What precedes the lines of a block.
struct Indent {
    /// What precedes its first line, until that is written.
    first: Option<String>,
    rest: String,
}

/// The output, and the text of the current block.
#[derive(Default)]
pub struct TextLines {
    out: String,
    /// The text of the current block; its line ends are kept.
    pub text: String,
    indents: Vec<Indent>,
    /// Whether a blank line precedes what comes next.
    pub is_apart: bool,
}

impl TextLines {
    /// The number of open indents.
    pub fn depth(&self) -> usize {
        self.indents.len()
    }

    /// Ends the innermost indents, so that `depth` are left.
    pub fn end_indents(&mut self, depth: usize) {
        self.indents.truncate(depth);
    }

    /// Begins an indent whose first line starts with a marker.
    pub fn begin_indent(&mut self, mark: String) {
        let rest = " ".repeat(mark.chars().count());
        self.indents.push(Indent { first: Some(mark), rest });
    }

    /// Begins an indent that marks each line as a quotation.
    pub fn begin_quote(&mut self) {
        self.indents.push(Indent { first: None, rest: "> ".to_owned() });
    }

    /// Writes the text of a block, wrapped; line ends in it stay.
    pub fn flush_text(&mut self) {
        let text = std::mem::take(&mut self.text);
        if text.trim().is_empty() {
            return;
        }
        let taken: usize = self.indents.iter().take(DEEPEST).map(|indent| indent.rest.chars().count()).sum();
        let options = textwrap::Options::new(WIDTH.saturating_sub(taken).max(NARROWEST))
            .break_words(false)
            .word_separator(WordSeparator::AsciiSpace)
            .word_splitter(WordSplitter::NoHyphenation);
        for line in text.trim().split('\n') {
            let words: Vec<&str> = line.split_whitespace().collect();
            for wrapped in textwrap::wrap(&words.join(" "), &options) {
                self.write_line(&wrapped);
            }
        }
    }

    /// Writes a line after the indents of its block.
    pub fn write_line(&mut self, line: &str) {
        if std::mem::take(&mut self.is_apart) && !self.out.is_empty() {
            self.out.push('\n');
        }
        let from = self.out.len();
        for indent in self.indents.iter_mut().take(DEEPEST) {
            let mark = indent.first.take();
            self.out.push_str(mark.as_deref().unwrap_or(&indent.rest));
        }
        self.out.push_str(line);
        let end = from + self.out[from..].trim_end().len();
        self.out.truncate(end);
        self.out.push('\n');
    }

    /// The whole output.
    pub fn into_text(mut self) -> String {
        self.flush_text();
        self.out
    }
}
