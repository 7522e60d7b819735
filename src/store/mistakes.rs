//! What people get wrong in YAML: what is wrong in plain words, where it begins, and the corrected line.

mod block;
mod colon;
mod comment;
mod comment_line;
mod conflict;
mod link;
mod quotes;
mod tab;
#[cfg(test)]
mod tests;
mod unclosed;

pub use comment::{comment_after_dash, comment_after_key, comment_after_scalar};
pub use comment_line::find_comment_line;
pub use conflict::find_conflict;
pub use quotes::{begins_curly, curly_quotes};

use crate::finding::{Problem, ProblemKind};
use crate::source::{FileId, Place};
use granit_parser::{ErrorKind, ScanError};
use std::ops::Range;

/// Collections inside collections; the format itself needs five.
pub const MAX_DEPTH: usize = 64;

/// Why a file has no tree.
#[derive(Debug)]
pub struct ParseFailure {
    pub problem: Problem,
    /// The text with the mistake neutralized, byte for byte as long, where the rest can be read so:
    /// one mistake is not to hide the others of the file.
    pub retry: Option<String>,
    /// The value that is broken, where that is known: what else is wrong with it only follows from the mistake.
    pub range: Option<Box<Range<usize>>>,
}

impl ParseFailure {
    /// A mistake in values that are known: the rest is read without them.
    fn in_values(problem: Problem, text: &str, values: &[Range<usize>]) -> Self {
        let range = values.first().zip(values.last()).map(|(first, last)| Box::new(first.start..last.end));
        Self { problem, retry: block::neutralize_ranges(text, values), range }
    }
}

/// A mistake of syntax.
pub fn syntax_problem(place: Place, message: impl Into<String>, help: impl Into<String>) -> Problem {
    Problem { kind: ProblemKind::Syntax, place, message: message.into(), help: Some(help.into()), related: Vec::new() }
}

/// An error of the parser, with what is around it.
struct ParserError<'t> {
    text: &'t str,
    file: FileId,
    kind: &'t ErrorKind,
    /// Where the parser stopped.
    at: usize,
    /// Where the parser had nothing open but lists and maps in block style; before `at`.
    settled: usize,
}

/// Turns an error of the parser into words of ours. `settled` is an offset before it that is in no brackets and in
/// no quotes.
pub fn explain_error(error: &ScanError, text: &str, file: FileId, settled: usize) -> ParseFailure {
    let at = text.floor_char_boundary(error.marker().byte_offset().unwrap_or_default().min(text.len()));
    let failure =
        ParserError { text, file, kind: error.kind(), at, settled: text.floor_char_boundary(settled.min(at)) };
    let known = [
        link::explain_link,
        comment_line::explain_comment_line,
        comment::explain_comment,
        tab::explain_tab,
        quotes::explain_quotes,
        colon::explain_second_colon,
        colon::explain_reserved_start,
        unclosed::explain_unclosed,
    ];
    known.iter().find_map(|explain| explain(&failure)).unwrap_or_else(|| failure.explain_in_general())
}

impl ParserError<'_> {
    /// Bytes of the file.
    fn range_place(&self, start: usize, end: usize) -> Place {
        Place {
            file: self.file,
            start: u32::try_from(start).unwrap_or_default(),
            end: u32::try_from(end).unwrap_or_default(),
        }
    }

    /// A mistake that hides what follows it.
    fn stop_at(&self, start: usize, end: usize, message: impl Into<String>, help: impl Into<String>) -> ParseFailure {
        ParseFailure { problem: syntax_problem(self.range_place(start, end), message, help), retry: None, range: None }
    }

    fn explain_in_general(&self) -> ParseFailure {
        let (message, help) = match self.kind {
            ErrorKind::RecursionLimitExceeded => (
                format!("more than {MAX_DEPTH} lists and maps inside each other"),
                "No record needs that; look for a bracket that is never closed.",
            ),
            ErrorKind::DirectiveDisallowed => {
                ("a `%` directive: records are written without".to_owned(), "Remove the line, or quote the value.")
            }
            ErrorKind::InvalidTrailingDoubleQuotedScalar | ErrorKind::InvalidTrailingSingleQuotedScalar => (
                "text after a closing quote".to_owned(),
                "Put the whole value in quotes; inside double quotes write `\\\"`, inside single quotes `''`.",
            ),
            ErrorKind::CommentNotSeparated => (
                "a `#` right after a quote or a bracket".to_owned(),
                "Put a space before a comment, or put the `#` inside the quotes.",
            ),
            ErrorKind::ExpectedBlockMappingKey
            | ErrorKind::InvalidIndentation
            | ErrorKind::ExpectedBlockSequenceEntry
            | ErrorKind::SimpleKeyExpected
            | ErrorKind::BlockSequenceEntryNotAllowed
            | ErrorKind::MappingKeyNotAllowed => (
                "a line that does not fit the indentation around it".to_owned(),
                "Line it up with its neighbours; a text of several lines begins with `|` after its key.",
            ),
            kind => (
                format!("this is not YAML: {kind}"),
                "Look at this line and the one before it: a quote, a bracket or a colon is missing or too many.",
            ),
        };
        let next = self.text[self.at..].chars().next().filter(|next| !next.is_whitespace());
        self.stop_at(self.at, next.map_or(self.at, |next| self.at + next.len_utf8()), message, help)
    }
}

/// The line around a byte: its start and its text without the line end.
fn line_at(text: &str, offset: usize) -> (usize, &str) {
    let start = text[..offset].rfind('\n').map_or(0, |newline| newline + 1);
    let line = &text[start..];
    (start, line[..line.find('\n').unwrap_or(line.len())].trim_end_matches('\r'))
}

/// A value in double quotes. Curly quotes around it are meant to be these.
fn quote_value(value: &str) -> String {
    let value = quotes::strip_curly(value).unwrap_or(value);
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}

/// The text with ranges of it overwritten by texts that are as long.
fn overwrite_ranges(text: &str, ranges: impl IntoIterator<Item = (Range<usize>, String)>) -> String {
    let mut text = text.to_owned();
    for (range, new) in ranges {
        debug_assert_eq!(range.len(), new.len());
        text.replace_range(range, &new);
    }
    text
}
