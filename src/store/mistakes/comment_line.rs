//! A line of a text that begins with a `#`, which YAML reads as a comment on a line of its own.

use super::block::BlockValue;
use super::comment::{TextComment, help_for_lines};
use super::unclosed::Scan;
use super::{ParseFailure, ParserError, line_at};
use crate::finding::Problem;
use crate::source::FileId;
use granit_parser::ErrorKind;
use std::ops::Range;

/// Whether a text has any comment on a line of its own.
pub fn has_comment_line(text: &str) -> bool {
    let before = |hash: usize| text[..hash].trim_end_matches([' ', '\t']);
    memchr::memchr_iter(b'#', text.as_bytes()).any(|hash| before(hash).is_empty() || before(hash).ends_with('\n'))
}

/// A comment on a line of its own, indented deeper than its key, next to a line of a plain scalar.
pub fn find_comment_line(text: &str, scalar: Range<usize>, file: FileId) -> Option<Problem> {
    let (start, line) = line_at(text, scalar.end);
    let below = text[scalar.end..start + line.len()].trim().is_empty().then_some(start + line.len() + 1);
    let (first, _) = line_at(text, scalar.start);
    let above = text[first..scalar.start].trim().is_empty().then(|| first.checked_sub(1)).flatten();
    let found = [below, above].into_iter().flatten().find_map(|at| line_of_text(text, at))?;
    Some(found.0.to_problem(text, file, "", help_for_lines()))
}

/// The comment on the line around an offset that is in the lines of a plain scalar, and that scalar.
fn line_of_text(text: &str, offset: usize) -> Option<(TextComment, BlockValue)> {
    let (start, line) = line_at(text, text.floor_char_boundary(offset.min(text.len())));
    let indentation = line.len() - line.trim_start_matches([' ', '\t']).len();
    let comment = TextComment::parse_at(text, start + indentation)?;
    let block = BlockValue::find_around(text, comment.range.start)?;
    let line_before = line_at(text, start.checked_sub(1)?).1.trim_start();
    let is_in_text = match block.range.start < comment.range.start {
        true => {
            let value = &text[block.range.start..comment.range.start];
            // A number, a date or a time does not continue on the next line.
            block.is_plain(text) && value.contains(char::is_alphabetic) && !line_before.starts_with('#')
        }
        // Nothing is on the line of the key, so the next line must be text.
        false => {
            let next = text[comment.range.end..].trim_start_matches('\r').strip_prefix('\n')?;
            let next = next.lines().next().unwrap_or_default();
            let is_deeper = next.len() - next.trim_start().len() > block.column;
            let is_text = next.trim_start().starts_with(char::is_alphanumeric) && !is_key_line(next);
            is_deeper && is_text && block.range.start == comment.range.start && !block.key.is_empty()
        }
    };
    (is_in_text && indentation > block.column).then_some((comment, block))
}

fn is_key_line(line: &str) -> bool {
    line.contains(": ") || line.trim_end().ends_with(':')
}

/// A comment line in the lines of a text, where the parser stopped after it.
fn line_before_failure(text: &str, at: usize) -> Option<(TextComment, BlockValue)> {
    const MOST_LINES: usize = 50;
    let mut offset = at;
    for step in 0..MOST_LINES {
        let (start, line) = line_at(text, offset);
        if let Some(found) = line_of_text(text, start) {
            return Some(found);
        }
        if line.trim().is_empty() || (step > 0 && (is_key_line(line) || line.trim_start().starts_with("- "))) {
            return None;
        }
        offset = start.checked_sub(1)?;
    }
    None
}

/// A comment line that makes the rest of its text a mistake.
pub(super) fn explain_comment_line(failure: &ParserError) -> Option<ParseFailure> {
    let ParserError { text, at, settled, .. } = *failure;
    let has_own_place = matches!(failure.kind, ErrorKind::CommentInterceptedScalar | ErrorKind::CommentNotSeparated);
    let scan = Scan::scan_text(text, settled, at);
    if has_own_place || !scan.brackets.is_empty() || scan.quote.is_some() {
        return None;
    }
    let (comment, block) = line_before_failure(text, at)?;
    let problem = comment.to_problem(text, failure.file, "", help_for_lines());
    Some(ParseFailure::in_values(problem, text, &[block.range]))
}
