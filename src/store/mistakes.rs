//! Common mistakes in YAML: what is wrong in plain words, where it begins, and the corrected line.

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
pub use comment_line::{find_comment_line, has_comment_line};
pub use conflict::find_conflict;
pub use quotes::{begins_curly, curly_quotes};

use crate::finding::{Problem, ProblemKind};
use crate::source::{FileId, Place};
use granit_parser::{ErrorKind, ScanError};
use std::ops::Range;

/// The maximum nesting of collections; the format itself needs five.
pub const MAX_DEPTH: usize = 64;

/// Why a file has no tree.
#[derive(Debug)]
pub struct ParseFailure {
    pub problem: Problem,
    /// The text with the mistake neutralized and of the same length, if the rest can be read like this: one mistake must
    /// not hide the others in the file.
    pub retry: Option<String>,
    /// The broken value, if it is known: its other problems only follow from the mistake.
    pub range: Option<Box<Range<usize>>>,
}

impl ParseFailure {
    /// A mistake in known values: the rest is read without them.
    fn in_values(problem: Problem, text: &str, values: &[Range<usize>]) -> Self {
        let range = values.first().zip(values.last()).map(|(first, last)| Box::new(first.start..last.end));
        Self { problem, retry: block::neutralize_ranges(text, values), range }
    }
}

/// A syntax problem.
pub fn syntax_problem(place: Place, message: impl Into<String>, help: impl Into<String>) -> Problem {
    Problem::new(ProblemKind::Syntax, place, message, help)
}

/// An error of the parser, with its context.
struct ParserError<'t> {
    text: &'t str,
    file: FileId,
    kind: &'t ErrorKind,
    /// Where the parser stopped.
    at: usize,
    /// An offset before `at` where only lists and maps in block style are open.
    settled: usize,
}

/// Explains an error of the parser. `settled` is an offset before it that is outside brackets and quotes.
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
    /// A range of the file.
    fn range_place(&self, start: usize, end: usize) -> Place {
        Place::from_range(self.file, start..end)
    }

    /// A mistake that hides what follows it.
    fn stop_at(&self, start: usize, end: usize, message: impl Into<String>, help: impl Into<String>) -> ParseFailure {
        ParseFailure { problem: syntax_problem(self.range_place(start, end), message, help), retry: None, range: None }
    }

    fn explain_in_general(&self) -> ParseFailure {
        let (message, help) = match self.kind {
            ErrorKind::RecursionLimitExceeded => (
                format!("more than {MAX_DEPTH} lists and maps inside each other"),
                "No record needs this; look for a bracket that is never closed.",
            ),
            ErrorKind::DirectiveDisallowed => {
                ("a `%` directive: records do not use directives".to_owned(), "Remove the line, or quote the value.")
            }
            ErrorKind::InvalidTrailingDoubleQuotedScalar | ErrorKind::InvalidTrailingSingleQuotedScalar => (
                "text after a closing quote".to_owned(),
                "Put the whole value in quotes; inside double quotes write `\\\"`, inside single quotes `''`.",
            ),
            ErrorKind::CommentNotSeparated => (
                "a `#` right after a quote or a bracket".to_owned(),
                "Put a space before the comment, or put the `#` inside the quotes.",
            ),
            ErrorKind::ExpectedBlockMappingKey
            | ErrorKind::InvalidIndentation
            | ErrorKind::ExpectedBlockSequenceEntry
            | ErrorKind::SimpleKeyExpected
            | ErrorKind::BlockSequenceEntryNotAllowed
            | ErrorKind::MappingKeyNotAllowed => (
                "the indentation does not match the lines around it".to_owned(),
                "Align it with the lines around it; a text of several lines begins with `|` after its key.",
            ),
            kind => (
                format!("this is not YAML: {kind}"),
                "Check this line and the one before it for a quote, a bracket or a colon that is missing or extra.",
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

/// A value in double quotes, instead of curly quotes if it has them.
fn quote_value(value: &str) -> String {
    let value = quotes::strip_curly(value).unwrap_or(value);
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}

/// The text with ranges overwritten by texts of the same length.
fn overwrite_ranges(text: &str, ranges: impl IntoIterator<Item = (Range<usize>, String)>) -> String {
    let mut text = text.to_owned();
    for (range, new) in ranges {
        debug_assert_eq!(range.len(), new.len());
        text.replace_range(range, &new);
    }
    text
}
