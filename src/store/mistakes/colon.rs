//! A value that must be quoted because of an indicator in it or at its start.

use super::block::{BlockValue, strip_comment};
use super::comment::value_end;
use super::unclosed::Scan;
use super::{ParseFailure, ParserError, line_at, quote_value, syntax_problem};

/// `text: Refine: x`, where the parser stopped at the second colon.
pub(super) fn explain_second_colon(failure: &ParserError) -> Option<ParseFailure> {
    let (line_start, line) = line_at(failure.text, failure.at);
    let (key, value) = line.split_once(": ")?;
    let word = key.trim_start().trim_start_matches("- ").trim_start();
    let plain = !value.trim_start().starts_with(['"', '\'', '[', '{', '|', '>']);
    let is_key = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let stopped_after = failure.at >= line_start + key.len() + 2;
    let start = line_start + key.len() + 2 + (value.len() - value.trim_start().len());
    let value = value.trim();
    if !(plain && is_key && stopped_after && (value.contains(": ") || value.ends_with(':'))) {
        return None;
    }
    let end = start + value.len();
    let problem = syntax_problem(
        failure.range_place(start, end),
        "a second `: ` in one line: YAML reads it as another key",
        format!("Quote the value: `{}: {}`", key.trim_start(), quote_value(value)),
    );
    let range = BlockValue::find_around(failure.text, start)
        .filter(|block| block.range.start == start)
        .map(|block| block.range);
    let range = range.unwrap_or(start..end);
    Some(ParseFailure::in_values(problem, failure.text, &[range]))
}

/// Indicators that a value cannot begin with.
const RESERVED: [char; 2] = ['@', '`'];
/// Indicators that a value can begin with, but a text cannot.
const INDICATORS: [char; 10] = ['*', '&', '!', '%', '>', '|', '-', '?', ']', '}'];

/// A value that begins with an indicator, such as `@` or a backtick.
pub(super) fn explain_reserved_start(failure: &ParserError) -> Option<ParseFailure> {
    let text = failure.text;
    let reserved = text[failure.at..].chars().next().filter(|next| RESERVED.contains(next)).map(|_| failure.at);
    let offset = reserved.or_else(|| {
        let block = BlockValue::find_around(text, failure.at)?;
        let is_on_line = line_at(text, failure.at).0 == line_at(text, block.range.start).0;
        let is_inside = failure.at >= block.range.start && !text[block.range.clone()].contains('\n');
        let is_text = text[block.range.clone()].len() > 1;
        (is_on_line && is_inside && is_text).then_some(block.range.start)
    })?;
    let indicator = text[offset..].chars().next()?;
    if reserved.is_none() && !INDICATORS.contains(&indicator) {
        return None;
    }
    let (line_start, line) = line_at(text, offset);
    let (before, rest) = line.split_at(offset - line_start);
    let scan = Scan::scan_text(text, failure.settled.min(offset), offset);
    let end = scan.brackets.last().map_or(rest.len(), |(_, bracket)| value_end(rest, 0, *bracket));
    let value = strip_comment(&rest[..end]);
    let corrected = format!("{before}{}{}", quote_value(value), &rest[value.len()..]);
    let message = match reserved {
        Some(_) => format!("`{indicator}` cannot begin a value in YAML"),
        None => format!("`{indicator}` cannot begin a text in YAML"),
    };
    let help = format!("Quote the value: `{}`", corrected.trim());
    let problem = syntax_problem(failure.range_place(offset, offset + 1), message, help);
    let block = BlockValue::find_around(text, offset).filter(|block| block.range.start == offset);
    let range = block.map_or(offset..offset + value.len(), |block| match scan.brackets.is_empty() {
        true => block.range,
        false => offset..offset + value.len(),
    });
    Some(ParseFailure::in_values(problem, text, &[range]))
}
