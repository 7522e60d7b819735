//! Where the characters of a text stand in the file that its YAML scalar was read from.
//!
//! The file is read along the decoded text, in whichever style makes the two agree to the end; where none
//! does, the whole scalar is the place.

use super::Place;
use std::ops::Range;

mod lines;
mod quoted;

/// The text of a scalar, laid beside what the file has for it.
#[derive(Debug, Clone)]
pub struct Written {
    scalar: Place,
    /// In the order of the text; empty where the two do not agree.
    runs: Vec<Run>,
}

/// A part of the text and its bytes in the file, up to where the next run begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    /// The first byte in the text.
    at: usize,
    /// Its bytes in the file.
    start: usize,
    end: usize,
    /// Whether the bytes are the same on both sides; else the run is one character, written otherwise.
    same: bool,
}

impl Written {
    /// The text `value` of the scalar that stands at `scalar` in a file. The text may lack the white space
    /// that the scalar ends with. Takes time in the length of the scalar.
    pub fn of(file: &str, scalar: Place, value: &str) -> Self {
        let runs = match file.get(scalar.range()) {
            Some(raw) if raw.starts_with(['"', '\'']) => quoted::runs(file, scalar.range(), value)
                .or_else(|| lines::block(file, scalar.range(), value))
                .or_else(|| lines::plain(file, scalar.range(), value)),
            Some(_) => lines::block(file, scalar.range(), value).or_else(|| lines::plain(file, scalar.range(), value)),
            None => None,
        };
        Self { scalar, runs: runs.unwrap_or_default() }
    }

    /// Where a range of bytes of the text stands in the file; of an empty one, where it would.
    pub fn place(&self, range: Range<usize>) -> Place {
        let (Some(first), Some(last)) = (self.run(range.start), self.run(range.end.saturating_sub(1))) else {
            return self.scalar;
        };
        let start = if first.same { first.start + (range.start - first.at) } else { first.start };
        let end = if last.same { last.start + (range.end.saturating_sub(last.at)) } else { last.end };
        match (u32::try_from(start), u32::try_from(end.max(start))) {
            (Ok(start), Ok(end)) => Place { start, end: if range.is_empty() { start } else { end }, ..self.scalar },
            _ => self.scalar,
        }
    }

    /// The run that a byte of the text belongs to.
    fn run(&self, at: usize) -> Option<&Run> {
        self.runs.get(self.runs.partition_point(|run| run.at <= at).checked_sub(1)?)
    }
}

/// Reads a scalar and its text side by side.
struct Reading<'t> {
    file: &'t str,
    /// The next byte in the file, and the first behind the scalar.
    at: usize,
    end: usize,
    value: &'t str,
    /// How much of the text is found.
    found: usize,
    runs: Vec<Run>,
}

impl<'t> Reading<'t> {
    fn new(file: &'t str, scalar: Range<usize>, value: &'t str) -> Self {
        Self { file, at: scalar.start, end: scalar.end, value, found: 0, runs: Vec::new() }
    }

    /// What the file still has.
    fn rest(&self) -> &'t str {
        self.file.get(self.at..self.end).unwrap_or_default()
    }

    /// What is still to be found.
    fn wanted(&self) -> &'t str {
        self.value.get(self.found..).unwrap_or_default()
    }

    /// The next character of the file is the next one of the text.
    fn same(&mut self, c: char) -> Option<()> {
        if !self.wanted().starts_with(c) {
            return None;
        }
        let length = c.len_utf8();
        match self.runs.last_mut() {
            Some(run) if run.same && run.end == self.at => run.end += length,
            _ => self.runs.push(Run { at: self.found, start: self.at, end: self.at + length, same: true }),
        }
        self.found += length;
        self.at += length;
        Some(())
    }

    /// Some bytes of the file stand for the next character of the text.
    fn other(&mut self, bytes: Range<usize>, c: Option<char>) -> Option<()> {
        let wanted = self.wanted().chars().next()?;
        if c.is_some_and(|c| c != wanted) {
            return None;
        }
        self.runs.push(Run { at: self.found, start: bytes.start, end: bytes.end, same: false });
        self.found += wanted.len_utf8();
        Some(())
    }

    /// Steps over what stands for nothing.
    fn skip(&mut self, is_nothing: impl Fn(char) -> bool) -> usize {
        let rest = self.rest();
        let length = rest.len() - rest.trim_start_matches(is_nothing).len();
        self.at += length;
        length
    }

    /// Steps over the end of a line, if one is here.
    fn line_end(&mut self) -> Option<Range<usize>> {
        let rest = self.rest();
        let length = if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with(['\n', '\r'])) };
        self.at += length;
        (length > 0).then(|| self.at - length..self.at)
    }
}

#[cfg(test)]
mod tests;
