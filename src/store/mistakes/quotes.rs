//! Curly quotes instead of YAML's quotes. Inside a text they are fine.

use super::{ParseFailure, ParserError, line_at, overwrite_ranges, quote_value, syntax_problem};
use crate::finding::Problem;
use crate::source::{FileId, Place};
use std::ops::Range;

const DOUBLE: [char; 3] = ['“', '”', '„'];
const SINGLE: [char; 3] = ['‘', '’', '‚'];

/// Whether a text begins with a curly quote.
pub fn begins_curly(text: &str) -> bool {
    text.starts_with(|character| DOUBLE.contains(&character) || SINGLE.contains(&character))
}

/// The text inside curly quotes around a whole value.
pub(super) fn strip_curly(value: &str) -> Option<&str> {
    let length = curly_length(value, false)?;
    let first = value.chars().next()?.len_utf8();
    let last = value[..length].chars().next_back()?.len_utf8();
    (length == value.len()).then(|| &value[first..length - last])
}

/// The length from an opening curly quote to its closing one on the same line, if the value ends with it.
fn curly_length(text: &str, in_brackets: bool) -> Option<usize> {
    let mut characters = text.char_indices();
    // A value does not begin with the curly apostrophe.
    let (_, open) = characters.next().filter(|(_, open)| !open.is_ascii() && *open != '’')?;
    let kind = [DOUBLE, SINGLE].into_iter().find(|kind| kind.contains(&open))?;
    for (at, character) in
        characters.take_while(|(_, character)| *character != '\n').filter(|(_, character)| kind.contains(character))
    {
        let end = at + character.len_utf8();
        let rest = text[end..].trim_start_matches([' ', '\t']);
        let is_end = rest.is_empty()
            || rest.starts_with(['\r', '\n'])
            || (rest.starts_with('#') && rest.len() < text[end..].len())
            || rest.starts_with(": ")
            || (in_brackets && rest.starts_with([',', ']', '}']));
        match (is_end, character) {
            (true, _) => return Some(end),
            (false, '’') => {}
            (false, _) => return None,
        }
    }
    None
}

/// The values of a line that are in curly quotes.
fn curly_values(line: &str, mut in_brackets: bool) -> Vec<Range<usize>> {
    let mut values = Vec::new();
    let (mut done, mut may_begin) = (0, true);
    for (at, character) in line.char_indices() {
        if at < done {
            continue;
        }
        if let Some(length) = curly_length(&line[at..], in_brackets).filter(|_| may_begin) {
            values.push(at..at + length);
            (done, may_begin) = (at + length, false);
            continue;
        }
        in_brackets |= may_begin && matches!(character, '[' | '{');
        let before_space = line[at + character.len_utf8()..].starts_with(' ');
        may_begin = match character {
            ' ' => may_begin,
            '-' => may_begin && before_space,
            ':' => before_space,
            '[' | '{' | ',' => in_brackets,
            _ => false,
        };
    }
    values
}

/// The line with straight quotes.
fn straighten_line(line: &str, values: &[Range<usize>]) -> String {
    let (mut corrected, mut done) = (String::new(), 0);
    for value in values {
        corrected.push_str(&line[done..value.start]);
        corrected.push_str(&quote_value(&line[value.clone()]));
        done = value.end;
    }
    corrected + &line[done..]
}

fn curly_problem(line: &str, start: usize, values: &[Range<usize>], file: FileId) -> Option<Problem> {
    let (first, last) = (values.first()?, values.last()?);
    let place = Place::from_range(file, start + first.start..start + last.end);
    let message = "curly quotes are text to YAML: the value is not quoted";
    Some(syntax_problem(place, message, format!("Write straight quotes: `{}`", straighten_line(line, values).trim())))
}

/// The values in curly quotes on the line of a plain scalar at `start` that begins with one.
pub fn curly_quotes(text: &str, start: usize, in_brackets: bool, file: FileId) -> Option<Problem> {
    curly_length(&text[start..], in_brackets)?;
    let (line_start, line) = line_at(text, start);
    curly_problem(line, line_start, &curly_values(line, in_brackets), file)
}

/// Curly quotes on the line where the parser stopped.
pub(super) fn explain_quotes(failure: &ParserError) -> Option<ParseFailure> {
    let (start, line) = line_at(failure.text, failure.at);
    let values = curly_values(line, false);
    let problem = curly_problem(line, start, &values, failure.file)?;
    let straight = values.iter().filter_map(|value| {
        let value = &line[value.clone()];
        let inner = strip_curly(value)?;
        let quote = ["\"", "'"].into_iter().find(|quote| !inner.contains(quote) && !inner.contains('\\'))?;
        // The same length as before.
        let gap = |character: Option<char>| " ".repeat(character.map_or(1, char::len_utf8) - 1);
        let (before, after) = (gap(value.chars().next()), gap(value.chars().next_back()));
        Some(format!("{before}{quote}{inner}{quote}{after}"))
    });
    let straight: Vec<String> = straight.collect();
    let ranges = values.iter().map(|value| start + value.start..start + value.end);
    let retry = (straight.len() == values.len()).then(|| overwrite_ranges(failure.text, ranges.zip(straight)));
    let range = problem.place.range();
    Some(ParseFailure { problem, retry, range: Some(Box::new(range)) })
}
