//! The lines of a plain text: indented, wrapped, with blank ones between what stands apart.

use textwrap::{WordSeparator, WordSplitter};

/// Columns of a line; an address may be longer.
pub const WIDTH: usize = 72;
/// Columns that are left to a text however deep it stands.
const NARROWEST: usize = 24;

/// Indents that are written: a quotation may be as deep as its text is long, and each of its lines repeats them.
const DEEPEST: usize = 32;

/// What stands before the lines of a block.
struct Indent {
    /// Before its first line, until that is written.
    first: Option<String>,
    rest: String,
}

/// What is written, and the block that is being read.
#[derive(Default)]
pub struct TextLines {
    out: String,
    /// The text of the block; its line ends stay.
    pub text: String,
    indents: Vec<Indent>,
    /// A blank line is owed before what comes next.
    pub is_apart: bool,
}

impl TextLines {
    /// How many indents are open.
    pub fn depth(&self) -> usize {
        self.indents.len()
    }

    /// Ends the innermost indents, so that as many are left.
    pub fn end_indents(&mut self, depth: usize) {
        self.indents.truncate(depth);
    }

    /// Begins an indent: the mark stands before its first line.
    pub fn begin_indent(&mut self, mark: String) {
        let rest = " ".repeat(mark.chars().count());
        self.indents.push(Indent { first: Some(mark), rest });
    }

    /// Begins an indent with the same before each line.
    pub fn begin_quote(&mut self) {
        self.indents.push(Indent { first: None, rest: "> ".to_owned() });
    }

    /// A line that parts what is above from what is below.
    pub fn write_rule(&mut self) {
        self.separate_blocks();
        self.write_line("---");
        self.is_apart = true;
    }

    /// Ends the block, and has the next one stand apart.
    pub fn separate_blocks(&mut self) {
        self.flush_text();
        self.is_apart = true;
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

    /// Writes a line behind the indents of its block.
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

    /// All that was written.
    pub fn into_text(mut self) -> String {
        self.flush_text();
        self.out
    }
}
