//! The lines of a record, its comments, and splices.

use super::EditRefusal;
use super::document::Document;
use crate::store::tree;
use crate::store::yaml::write::WHITESPACE;
use granit_parser::{Event, Parser};
use std::ops::Range;

impl Document<'_> {
    /// Bytes from the start of the line.
    pub fn column(&self, offset: usize) -> usize {
        offset - self.line_start(offset)
    }

    /// The first byte of the line.
    pub fn line_start(&self, offset: usize) -> usize {
        self.text[..offset].rfind('\n').map_or(0, |newline| newline + 1)
    }

    /// The end of the line, before its line feed.
    pub fn line_end(&self, offset: usize) -> usize {
        let end = self.text[offset..].find('\n').map_or(self.text.len(), |newline| offset + newline);
        if end > offset && self.text[..end].ends_with('\r') { end - 1 } else { end }
    }

    /// The start of the next line, or the end of the text.
    pub fn next_line(&self, offset: usize) -> usize {
        self.text[offset..].find('\n').map_or(self.text.len(), |newline| offset + newline + 1)
    }

    /// The end of the line, or of the comments after it that are indented deeper than a column.
    pub fn end_with_comments(&self, offset: usize, column: usize) -> usize {
        let mut end = self.line_end(offset);
        let mut line = self.next_line(offset);
        while line < self.text.len() {
            let whole = &self.text[line..self.line_end(line)];
            let bare = whole.trim_start_matches(' ');
            if bare.starts_with('#') && whole.len() - bare.len() > column {
                end = self.line_end(line);
            } else if !bare.is_empty() {
                break;
            }
            line = self.next_line(line);
        }
        end
    }

    /// The number of characters in a line.
    pub fn line_width(&self, offset: usize) -> usize {
        self.text[self.line_start(offset)..self.line_end(offset)].chars().count()
    }

    /// The line ending of the file: that of the first line.
    pub fn line_ending(&self) -> &'static str {
        match self.text.find('\n') {
            Some(end) if self.text[..end].ends_with('\r') => "\r\n",
            _ => "\n",
        }
    }

    /// The text with ranges replaced, which do not overlap.
    pub fn splice(&self, mut splices: Vec<(Range<usize>, String)>) -> String {
        splices.sort_by_key(|(range, _)| (range.start, range.end));
        let mut text = String::with_capacity(self.text.len() + 256);
        let mut done = 0;
        for (range, new) in splices {
            text.push_str(&self.text[done..range.start.max(done)]);
            text.push_str(&new);
            done = range.end.max(done);
        }
        text.push_str(&self.text[done..]);
        text
    }
}

/// Where the comments of a text are, from the `#` to the end of the line.
pub fn find_comments(text: &str) -> Result<Vec<Range<usize>>, EditRefusal> {
    let mut options = tree::parser_options();
    options.emit_comments = true;
    options.max_buffered_comment_events = usize::MAX;
    let mut comments = Vec::new();
    let mut parser = Parser::new_from_str_with_options(text, options);
    while let Some(next) = parser.next_event() {
        let (event, span) = next.map_err(|error| error.to_string())?;
        if let (Event::Comment(..), Some(start), Some(end)) = (event, span.start.byte_offset(), span.end.byte_offset())
        {
            comments.push(start..start + text[start..end.max(start)].trim_end_matches(WHITESPACE).len());
        }
    }
    comments.sort_by_key(|range| range.start);
    Ok(comments)
}
