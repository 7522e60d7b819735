//! A `#` that belongs to a text and that YAML reads as the start of a comment.

use super::block::BlockValue;
use super::unclosed::Scan;
use super::{ParseFailure, ParserError, line_at, quote_value};
use crate::finding::{Problem, ProblemKind};
use crate::source::{FileId, Place};
use granit_parser::ErrorKind;
use std::ops::Range;

/// The maximum number of characters of a comment that a message quotes.
const MAX_CITED: usize = 60;

/// Keys whose values are numbers, days, times or fixed words.
const WITHOUT_PROSE: [&str; 15] = [
    "issue",
    "pr",
    "treated",
    "closing",
    "present",
    "style",
    "stage",
    "date",
    "start",
    "end",
    "due",
    "registered",
    "merged",
    "closed",
    "timezone",
];

/// A comment that may be text, without the spaces that it ends with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextComment {
    pub(super) range: Range<usize>,
}

impl TextComment {
    /// The comment at an offset: a letter or a digit is right after its `#`.
    pub(super) fn parse_at(text: &str, offset: usize) -> Option<Self> {
        let rest = text.get(offset..)?.strip_prefix('#')?;
        if !rest.starts_with(char::is_alphanumeric) {
            return None;
        }
        let line = &rest[..rest.find('\n').unwrap_or(rest.len())];
        Some(Self { range: offset..offset + 1 + line.trim_end().len() })
    }

    /// The comment after an offset and the spaces there.
    fn find_after(text: &str, offset: usize) -> Option<Self> {
        let rest = text.get(offset..)?;
        Self::parse_at(text, offset + rest.len() - rest.trim_start_matches([' ', '\t']).len())
    }

    /// Its bytes in a file.
    pub fn place(&self, file: FileId) -> Place {
        Place::from_range(file, self.range.clone())
    }

    /// What is after the `#`.
    pub fn text_after_hash<'t>(&self, text: &'t str) -> &'t str {
        &text[self.range.start + 1..self.range.end]
    }

    pub(super) fn to_problem(&self, text: &str, file: FileId, loss: &str, help: String) -> Problem {
        let comment = &text[self.range.clone()];
        let cited = match comment.char_indices().nth(MAX_CITED) {
            Some((cut, _)) => format!("{}…", &comment[..cut]),
            None => comment.to_owned(),
        };
        let message = format!("YAML reads `{cited}` as a comment{loss}");
        Problem::new(ProblemKind::HashComment, self.place(file), message, help)
    }
}

/// The comment after a plain scalar on its last line; `bracket` is what the scalar is in.
pub fn comment_after_scalar(text: &str, scalar: Range<usize>, bracket: Option<u8>, file: FileId) -> Option<Problem> {
    // A `#` without a space before it is a part of the scalar.
    let comment = TextComment::find_after(text, scalar.end)?;
    let (line_start, line) = line_at(text, comment.range.start);
    let help = match scalar.start.checked_sub(line_start) {
        None => help_for_lines(),
        Some(start) => {
            let cut = CutValue { value: start, hash: comment.range.start - line_start, bracket };
            let is_text = text[scalar].contains(char::is_alphabetic);
            let key = line[..start].trim_start_matches([' ', '-']).trim_end_matches([' ', ':']);
            let is_prose = bracket.is_some() || !WITHOUT_PROSE.contains(&key);
            match is_prose && (is_text || comment.text_after_hash(text).starts_with(|c: char| c.is_ascii_digit())) {
                true => help_for_line(&correct_line(line, cut).0),
                // A number, a day or a time.
                false => {
                    let (value, words) = line.split_at(comment.range.start - line_start + 1);
                    format!("Put a space after the `#` of a comment: `{} {}`.", value.trim_start(), words.trim_end())
                }
            }
        }
    };
    Some(comment.to_problem(text, file, "", help))
}

/// The comment in place of the value of a key, which ends at `key.end`.
pub fn comment_after_key(text: &str, key: Range<usize>, file: FileId) -> Option<(TextComment, Problem)> {
    let rest = text.get(key.end..)?;
    // Only spaces are skipped: a line may be as long as the file, and lack a value at each step.
    let gap = rest.len() - rest.trim_start_matches([' ', '\t', ':']).len();
    let comment = TextComment::parse_at(text, key.end + gap)?;
    let name = &text[key];
    let help = help_for_value(&format!("{name}: {}", format_value(&text[comment.range.clone()])));
    let problem = comment.to_problem(text, file, &format!(", so `{name}` has no value"), help);
    Some((comment, problem))
}

/// The comment in place of an item of a list: after the last dash in a range without other values.
pub fn comment_after_dash(text: &str, range: Range<usize>, file: FileId) -> Option<(TextComment, Problem)> {
    let dashes = text.get(range.clone())?.split_inclusive('\n').scan(range.start, |at, line| {
        let start = *at;
        *at += line.len();
        let bare = line.trim_start_matches([' ', '\t', '-']);
        let character = line[..line.len() - bare.len()].contains('-');
        Some((character, start + line.len() - bare.len()))
    });
    let after_dash = dashes.filter(|(character, _)| *character).last()?.1;
    let comment = TextComment::parse_at(text, after_dash)?;
    let help = help_for_value(&format!("- {}", format_value(&text[comment.range.clone()])));
    let problem = comment.to_problem(text, file, ", so the item is empty", help);
    Some((comment, problem))
}

fn help_for_value(line: &str) -> String {
    match line.ends_with('"') {
        true => help_for_line(line),
        false => format!("Write `{line}`."),
    }
}

fn help_for_line(line: &str) -> String {
    format!("Quote the value: `{}`.", line.trim())
}

pub(super) fn help_for_lines() -> String {
    "Put the whole text in quotes, or write it as a block: `|` after its key, and the text on the lines below."
        .to_owned()
}

/// A value that a comment cuts off, in a line.
#[derive(Debug, Clone, Copy)]
struct CutValue {
    /// Where the value begins; if there is none, the `#` itself.
    value: usize,
    hash: usize,
    /// The bracket that the value is in.
    bracket: Option<u8>,
}

/// A value as it should be written: `#63` is a number.
fn format_value(value: &str) -> String {
    let number = value.strip_prefix('#').filter(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
    number.map_or_else(|| quote_value(value), ToOwned::to_owned)
}

/// The line with quotes around every value that a `#` cuts off, and the ranges of those values.
fn correct_line(line: &str, mut cut: CutValue) -> (String, Vec<Range<usize>>) {
    let (mut corrected, mut done, mut values) = (String::new(), 0, Vec::new());
    loop {
        let end = cut.bracket.map_or(line.len(), |bracket| value_end(line, cut.hash, bracket));
        if cut.bracket == Some(b'{') {
            cut.value = entry_start(line, cut.value).max(done);
        }
        let value = line[cut.value..end].trim_end();
        corrected.push_str(&line[done..cut.value]);
        corrected.push_str(&format_value(value));
        done = cut.value + value.len();
        values.push(cut.value..done);
        match cut.bracket.and_then(|bracket| next_cut(line, done, bracket)) {
            Some(next) => cut = next,
            None => break,
        }
    }
    (corrected + &line[done..], values)
}

/// The next value that is cut off, after the corrected part of a line.
fn next_cut(line: &str, from: usize, outer: u8) -> Option<CutValue> {
    let is_cut = |at: usize| {
        let is_apart = line[..at].ends_with([' ', '\t', '[', '{', ',']);
        is_apart && line[at + 1..].starts_with(char::is_alphanumeric)
    };
    let (hash, _) =
        line[from..].match_indices('#').map(|(at, character)| (from + at, character)).find(|(at, _)| is_cut(*at))?;
    let before = &line[from..hash];
    let value = [before.rfind([',', '[', '{']).map(|at| at + 1), before.rfind(": ").map(|at| at + 2)];
    let start = from + value.into_iter().flatten().max().unwrap_or_default();
    let gap = line[start..hash].len() - line[start..hash].trim_start().len();
    if line[start + gap..].starts_with(['"', '\'']) {
        return None;
    }
    let bracket = before.bytes().rev().find(|byte| matches!(byte, b'[' | b'{')).unwrap_or(outer);
    Some(CutValue { value: start + gap, hash, bracket: Some(bracket) })
}

/// Where a value in brackets ends: at a bracket that closes what is around it, or at a comma before the next value.
pub(super) fn value_end(line: &str, hash: usize, bracket: u8) -> usize {
    let mut depth = 0_usize;
    for (at, character) in line[hash..].char_indices() {
        let at = hash + at;
        match character {
            '[' | '{' => depth += 1,
            ']' | '}' if depth == 0 => return at,
            ']' | '}' => depth -= 1,
            ',' if depth == 0 && (bracket == b'[' || ends_entry(&line[at + 1..])) => return at,
            _ => {}
        }
    }
    line.len()
}

/// Where the value begins in braces that a part of a line after a comma belongs to: after the key before it.
fn entry_start(line: &str, value: usize) -> usize {
    let before = line[..value].trim_end();
    match before.rfind(": ").filter(|_| before.ends_with(',')) {
        Some(colon) if !before[colon..].contains(['[', ']', '{', '}', '"', '\'']) => {
            let start = colon + 2;
            start + line[start..value].len() - line[start..value].trim_start().len()
        }
        _ => value,
    }
}

/// Whether the next entry, or nothing, follows a comma in braces.
fn ends_entry(rest: &str) -> bool {
    let rest = rest.trim();
    if rest.is_empty() {
        return true;
    }
    let word = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '-').len();
    word > 0 && rest[word..].starts_with(": ")
}

/// A comment that hides the end of a text, or the bracket that closes what it is in.
pub(super) fn explain_comment(failure: &ParserError) -> Option<ParseFailure> {
    let ParserError { text, at, settled, .. } = *failure;
    let hash = match failure.kind {
        ErrorKind::CommentInterceptedScalar => at,
        ErrorKind::CommentNotSeparated if text[..at].ends_with(['[', '{', ',']) => at,
        ErrorKind::CommentNotSeparated => return None,
        ErrorKind::UnclosedFlowCollection { .. } => Scan::scan_text(text, settled, text.len()).comment?,
        _ => Scan::scan_text(text, settled, at).comment?,
    };
    let comment = TextComment::parse_at(text, hash)?;
    let scan = Scan::scan_text(text, settled.min(hash), hash);
    let (line_start, line) = line_at(text, hash);
    let bracket = scan.brackets.last().map(|(_, bracket)| *bracket);
    let before = text[..hash].trim_end_matches([' ', '\t']);
    // Only a character that opens or separates values is before it.
    let value = if before.ends_with(['[', '{', ',', ':']) { hash } else { scan.value };
    let is_key =
        bracket.is_none() && comment.text_after_hash(text).contains(": ") && !text[line_start..hash].contains(": ");
    let (help, ranges) = match value.checked_sub(line_start) {
        Some(value) if bracket.is_some() => {
            let (corrected, values) = correct_line(line, CutValue { value, hash: hash - line_start, bracket });
            let values = values.into_iter().map(|value| line_start + value.start..line_start + value.end);
            (help_for_line(&corrected), values.collect())
        }
        _ if is_key => {
            let start = line_start + line.len() - line.trim_start_matches([' ', '\t', '-']).len();
            let end = text[hash..].find(": ").map_or(hash + 1, |length| hash + length);
            let before = text[line_start..start].trim_start();
            let after = &text[end..line_start + line.len()];
            (
                format!("Quote the key: `{before}{}{after}`.", quote_value(&text[start..end])),
                Vec::from_iter([Range { start, end }]),
            )
        }
        _ => {
            let block =
                BlockValue::find_around(text, hash).filter(|block| block.range.contains(&hash) && bracket.is_none());
            (help_for_lines(), vec![block.map_or(hash..hash + 1, |block| block.range)])
        }
    };
    let problem = comment.to_problem(text, failure.file, "", help);
    Some(ParseFailure::in_values(problem, text, &ranges))
}
