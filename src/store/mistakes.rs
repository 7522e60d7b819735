//! What people get wrong in YAML, in words of ours and with the mended line.

use super::tree::{MAX_DEPTH, Stopped};
use crate::finding::{Problem, ProblemKind};
use crate::source::{FileId, Place};
use granit_parser::{ErrorKind, ScanError};

/// A mistake of syntax.
pub fn syntax(place: Place, message: impl Into<String>, help: impl Into<String>) -> Problem {
    Problem { kind: ProblemKind::Syntax, place, message: message.into(), help: Some(help.into()), related: Vec::new() }
}

/// Turns the parser's error into words of ours, with the mended line where the mistake is a known one.
pub fn explain(error: &ScanError, text: &str, file: FileId) -> Stopped {
    let offset = error.marker().byte_offset().unwrap_or_default().min(text.len());
    let offset = text.floor_char_boundary(offset);
    let end = text[offset..]
        .chars()
        .next()
        .filter(|next| !next.is_whitespace())
        .map_or(offset, |next| offset + next.len_utf8());
    let at = |start: usize, end: usize| Place {
        file,
        start: u32::try_from(start).unwrap_or_default(),
        end: u32::try_from(end).unwrap_or_default(),
    };
    if let Some((start, end, mended)) = second_colon(text, offset) {
        let problem = syntax(
            at(start, end),
            "a second `: ` in one line: YAML reads it as another key",
            format!("Quote the value: `{mended}`"),
        );
        let neutral = text[start..end].replace(": ", "; ");
        return Stopped { problem, retry: Some(format!("{}{neutral}{}", &text[..start], &text[end..])) };
    }
    if let Some((start, end, mended)) = reserved_start(text, offset) {
        let problem = syntax(
            at(start, end),
            format!("`{}` cannot begin a value in YAML", &text[start..end]),
            format!("Quote the value: `{mended}`"),
        );
        return Stopped { problem, retry: Some(format!("{}x{}", &text[..start], &text[end..])) };
    }
    let (message, help) = match error.kind() {
        ErrorKind::TabInBlockIndentation
        | ErrorKind::TabNotAllowed
        | ErrorKind::TabInIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInPlainScalar => ("a tab where YAML wants spaces".to_owned(), "Replace the tab by two spaces."),
        ErrorKind::UnclosedQuotedScalar | ErrorKind::InvalidQuotedScalarIndent => {
            ("a quote that is never closed".to_owned(), "Close the quote, or double it inside single quotes.")
        }
        ErrorKind::UnclosedFlowCollection { open } => {
            (format!("`{open}` is never closed"), "Close it, or quote the value if the bracket belongs to the text.")
        }
        ErrorKind::RecursionLimitExceeded => (
            format!("more than {MAX_DEPTH} lists and maps inside each other"),
            "No record needs that; look for a bracket that is never closed.",
        ),
        ErrorKind::DirectiveDisallowed => {
            ("a `%` directive: records are written without".to_owned(), "Remove the line, or quote the value.")
        }
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
    Stopped { problem: syntax(at(offset, end), message, help), retry: None }
}

/// The line around a byte: its start and its text without the line end.
fn line_at(text: &str, offset: usize) -> (usize, &str) {
    let start = text[..offset].rfind('\n').map_or(0, |newline| newline + 1);
    let line = &text[start..];
    (start, line[..line.find('\n').unwrap_or(line.len())].trim_end_matches('\r'))
}

/// `text: Refine: x`, where the parser stopped at the second colon: the value and the mended line.
fn second_colon(text: &str, offset: usize) -> Option<(usize, usize, String)> {
    let (line_start, line) = line_at(text, offset);
    let (key, value) = line.split_once(": ")?;
    let word = key.trim_start().trim_start_matches("- ").trim_start();
    let plain = !value.trim_start().starts_with(['"', '\'', '[', '{', '|', '>']);
    let is_key = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let stopped_behind = offset >= line_start + key.len() + 2;
    if !(plain && is_key && stopped_behind && value.contains(": ")) {
        return None;
    }
    let value_start = line_start + key.len() + 2 + (value.len() - value.trim_start().len());
    let value = value.trim();
    Some((value_start, value_start + value.len(), format!("{}: {}", key.trim_start(), quoted(value))))
}

/// A value that begins with `@` or a backtick: the sign and the mended value.
fn reserved_start(text: &str, offset: usize) -> Option<(usize, usize, String)> {
    let sign = text[offset..].chars().next().filter(|sign| matches!(sign, '@' | '`'))?;
    let (line_start, line) = line_at(text, offset);
    let rest = &line[offset - line_start..];
    let in_brackets = line[..offset - line_start].contains(['[', '{']);
    let end = if in_brackets { rest.find([',', ']', '}']).unwrap_or(rest.len()) } else { rest.len() };
    let value = rest[..end].trim_end();
    let mended = format!("{}{}{}", &line[..offset - line_start], quoted(value), &rest[value.len()..]);
    Some((offset, offset + sign.len_utf8(), mended.trim_start().to_owned()))
}

/// A value in double quotes.
fn quoted(value: &str) -> String {
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}
