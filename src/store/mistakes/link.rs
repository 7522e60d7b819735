//! A text that begins with a bracket, such as a Markdown link.

use super::block::{BlockValue, strip_comment};
use super::unclosed::Scan;
use super::{ParseFailure, ParserError, line_at, quote_value, syntax_problem};
use std::ops::Range;

/// `notes: [#63](https://example.com) is settled`, where YAML reads a list up to the first closing bracket.
pub(super) fn explain_link(failure: &ParserError) -> Option<ParseFailure> {
    let text = failure.text;
    let (start, line) = line_at(text, failure.at);
    let (range, help) = find_in_block(failure).or_else(|| {
        let range = find_in_brackets(failure, start, line)?;
        let value = &text[range.clone()];
        let line =
            format!("{}{}{}", &text[start..range.start], quote_value(value), &text[range.end..start + line.len()]);
        Some((range, format!("Quote the value: `{}`", line.trim())))
    })?;
    let problem = syntax_problem(
        failure.range_place(range.start, range.end),
        "a text that begins with a bracket: YAML reads the bracket as a list",
        help,
    );
    Some(ParseFailure::in_values(problem, text, &[range]))
}

/// The value of the line on which the parser stopped, or whose lines it stopped after.
fn find_in_block(failure: &ParserError) -> Option<(Range<usize>, String)> {
    let text = failure.text;
    let line_end = |offset: usize| text[offset..].find('\n').map_or(text.len(), |length| offset + length);
    let from = match text.get(failure.settled..)?.starts_with('[') {
        true => failure.settled,
        false => failure.at,
    };
    let block = BlockValue::find_around(text, from)?;
    let first = &text[block.range.start..line_end(block.range.start).min(block.range.end)];
    let is_bracket_of_parser = failure.settled >= block.range.start || block.range.start <= failure.at;
    if !is_bracket_of_parser || !is_outside_brackets(failure, block.range.start) {
        return None;
    }
    let length = text_length(strip_comment(first), None)?;
    let is_whole = length == strip_comment(first).len();
    let range = match first.len() == block.range.len() {
        true => block.range.start..block.range.start + length,
        false => block.range.clone(),
    };
    is_whole.then(|| (range, block.quote_help(text)))
}

fn is_outside_brackets(failure: &ParserError, offset: usize) -> bool {
    let scan = Scan::scan_text(failure.text, failure.settled.min(offset), offset);
    scan.brackets.is_empty() && scan.quote.is_none()
}

/// The value on the line, in brackets itself, that begins with a bracket.
fn find_in_brackets(failure: &ParserError, start: usize, line: &str) -> Option<Range<usize>> {
    let text = failure.text;
    let opening = line.match_indices('[').map(|(at, _)| start + at);
    let found = opening.take_while(|at| *at <= failure.at).filter_map(|at| {
        let before = text[..at].trim_end_matches(' ');
        let may_begin = before.ends_with(['[', '{', ',']) || (before.len() < at && before.ends_with(':'));
        let scan = Scan::scan_text(text, failure.settled.min(at), at);
        let (_, bracket) = scan.brackets.last().filter(|_| may_begin && scan.quote.is_none())?;
        let length = text_length(&text[at..start + line.len()], Some(*bracket))?;
        Some(at..at + length)
    });
    found.into_iter().next()
}

/// The length of a text that begins with a bracket: its closing bracket is followed by more than a separator.
fn text_length(rest: &str, bracket: Option<u8>) -> Option<usize> {
    let inside = rest.strip_prefix('[')?;
    let close = 1 + inside.find(']')?;
    let after = rest[close + 1..].trim_start();
    let separates = |character: char| character == ':' || (bracket.is_some() && matches!(character, ',' | ']' | '}'));
    if rest[1..close].contains(['[', '{']) || after.is_empty() || after.starts_with(separates) {
        return None;
    }
    if after.starts_with('#') {
        return None;
    }
    let end = bracket.map_or(rest.len(), |bracket| super::comment::value_end(rest, close + 1, bracket));
    Some(rest[..end].trim_end().len())
}
