//! Where the characters of a text are in the file that its YAML scalar was read from.
//!
//! The file is read along the decoded text, in whichever style makes the two agree to the end; where none
//! does, the whole scalar is the place.

use super::Place;
use std::ops::Range;

mod lines;
mod quoted;

/// The text of a scalar, aligned with the bytes of the file.
#[derive(Debug, Clone)]
pub struct ScalarSpans {
    scalar: Place,
    /// In the order of the text; empty where the two do not agree.
    runs: Vec<SpanRun>,
}

/// A part of the text and its bytes in the file, up to the next run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct SpanRun {
    /// The first byte in the text.
    at: usize,
    /// Its bytes in the file.
    start: usize,
    end: usize,
    /// Whether both sides have the same bytes; otherwise the run is one character that the file writes differently.
    is_same: bool,
}

impl ScalarSpans {
    /// Aligns the text `value` with the scalar at `scalar` in a file. The text may lack the whitespace that the scalar
    /// ends with. Takes time proportional to the length of the scalar.
    pub fn new(file: &str, scalar: Place, value: &str) -> Self {
        let runs = match file.get(scalar.range()) {
            Some(raw) if raw.starts_with(['"', '\'']) => quoted::map_quoted(file, scalar.range(), value)
                .or_else(|| lines::map_block(file, scalar.range(), value))
                .or_else(|| lines::map_plain(file, scalar.range(), value)),
            Some(_) => {
                lines::map_block(file, scalar.range(), value).or_else(|| lines::map_plain(file, scalar.range(), value))
            }
            None => None,
        };
        Self { scalar, runs: runs.unwrap_or_default() }
    }

    /// Where a range of bytes of the text is in the file; for an empty range, where it would be.
    pub fn place(&self, range: Range<usize>) -> Place {
        let (Some(first), Some(last)) = (self.find_run(range.start), self.find_run(range.end.saturating_sub(1))) else {
            return self.scalar;
        };
        let start = if first.is_same { first.start + (range.start - first.at) } else { first.start };
        let end = if last.is_same { last.start + (range.end.saturating_sub(last.at)) } else { last.end };
        match (u32::try_from(start), u32::try_from(end.max(start))) {
            (Ok(start), Ok(end)) => Place { start, end: if range.is_empty() { start } else { end }, ..self.scalar },
            _ => self.scalar,
        }
    }

    /// The run that a byte of the text belongs to.
    fn find_run(&self, at: usize) -> Option<&SpanRun> {
        self.runs.get(self.runs.partition_point(|run| run.at <= at).checked_sub(1)?)
    }
}

/// Reads a scalar and its text in step.
struct ScalarReader<'t> {
    file: &'t str,
    /// The next byte in the file, and the first after the scalar.
    at: usize,
    end: usize,
    value: &'t str,
    /// How many bytes of the text are matched.
    matched: usize,
    runs: Vec<SpanRun>,
}

impl<'t> ScalarReader<'t> {
    fn new(file: &'t str, scalar: Range<usize>, value: &'t str) -> Self {
        Self { file, at: scalar.start, end: scalar.end, value, matched: 0, runs: Vec::new() }
    }

    /// The rest of the scalar in the file.
    fn remaining_source(&self) -> &'t str {
        self.file.get(self.at..self.end).unwrap_or_default()
    }

    /// The rest of the text.
    fn remaining_text(&self) -> &'t str {
        self.value.get(self.matched..).unwrap_or_default()
    }

    /// Matches the next character of the file with the next one of the text.
    fn match_char(&mut self, c: char) -> Option<()> {
        if !self.remaining_text().starts_with(c) {
            return None;
        }
        let length = c.len_utf8();
        match self.runs.last_mut() {
            Some(run) if run.is_same && run.end == self.at => run.end += length,
            _ => self.runs.push(SpanRun { at: self.matched, start: self.at, end: self.at + length, is_same: true }),
        }
        self.matched += length;
        self.at += length;
        Some(())
    }

    /// Matches some bytes of the file with the next character of the text.
    fn match_bytes(&mut self, bytes: Range<usize>, c: Option<char>) -> Option<()> {
        let expected = self.remaining_text().chars().next()?;
        if c.is_some_and(|c| c != expected) {
            return None;
        }
        self.runs.push(SpanRun { at: self.matched, start: bytes.start, end: bytes.end, is_same: false });
        self.matched += expected.len_utf8();
        Some(())
    }

    /// Skips characters that have no counterpart in the text.
    fn skip_while(&mut self, is_nothing: impl Fn(char) -> bool) -> usize {
        let rest = self.remaining_source();
        let length = rest.len() - rest.trim_start_matches(is_nothing).len();
        self.at += length;
        length
    }

    /// Skips the end of a line, if one is next.
    fn skip_line_end(&mut self) -> Option<Range<usize>> {
        let rest = self.remaining_source();
        let length = if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with(['\n', '\r'])) };
        self.at += length;
        (length > 0).then(|| self.at - length..self.at)
    }
}

#[cfg(test)]
mod tests;
