//! A value in block style as a person sees it: all the lines that are indented deeper than its key or dash.

use super::{line_at, quote_value};
use std::ops::Range;

/// How many lines above an offset are searched for the key of a value.
const MAX_LINES: usize = 200;

/// A value in block style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BlockValue {
    /// The column of its key, or of its dash if it has no key.
    pub column: usize,
    /// The bytes of its key; empty if it has none.
    pub key: Range<usize>,
    /// Its bytes, from the first to the last that is not a space.
    pub range: Range<usize>,
}

impl BlockValue {
    /// The value that an offset is in, or that is on its line.
    pub fn find_around(text: &str, offset: usize) -> Option<Self> {
        let mut at = offset;
        for _ in 0..MAX_LINES {
            let (start, line) = line_at(text, at);
            if line.trim().is_empty() {
                return None;
            }
            if let Some(found) = Self::parse_line(text, start, line) {
                return Some(found);
            }
            at = start.checked_sub(1)?;
        }
        None
    }

    fn parse_line(text: &str, start: usize, line: &str) -> Option<Self> {
        let bare = line.trim_start_matches([' ', '\t']);
        if bare.starts_with('#') {
            return None;
        }
        let (mut rest, mut dash) = (bare, None);
        while let Some(next) = rest.strip_prefix('-').filter(|next| next.is_empty() || next.starts_with([' ', '\t'])) {
            dash = Some(line.len() - rest.len());
            rest = next.trim_start_matches([' ', '\t']);
        }
        let (key, column) = (line.len() - rest.len(), dash);
        let (column, key, value) = match (key_length(rest), column) {
            (Some(length), _) => (key, key..key + length, key + length + 1),
            (None, Some(dash)) => (dash, key..key, key),
            (None, None) => return None,
        };
        let value = start + value;
        let end = value_end(text, start + line.len(), column);
        let spaces = text[value..end].len() - text[value..end].trim_start().len();
        let last = value + text[value..end].trim_end().len();
        Some(Self { column, key: start + key.start..start + key.end, range: (value + spaces).min(last)..last })
    }

    /// Whether the value is text without quotes, brackets or indicators of a block.
    pub fn is_plain(&self, text: &str) -> bool {
        !text[self.range.clone()].starts_with(['"', '\'', '[', '{', '|', '>'])
    }

    /// The help: the line with the value in quotes.
    pub fn quote_help(&self, text: &str) -> String {
        let value = &text[self.range.clone()];
        if value.contains('\n') {
            return "Put the whole text in quotes, or write it as a block: `|` after its key, and the text on the lines \
                    below."
                .to_owned();
        }
        let (start, _) = line_at(text, self.range.start);
        let before = text[start..self.range.start].trim_start();
        format!("Quote the value: `{before}{}`", quote_value(strip_comment(value)))
    }
}

/// A value without the comment after it.
pub(super) fn strip_comment(value: &str) -> &str {
    let comment = [" # ", "\t# "].iter().filter_map(|start| value.find(start)).min();
    value[..comment.unwrap_or(value.len())].trim_end()
}

/// The bytes of the key that a line begins with.
fn key_length(line: &str) -> Option<usize> {
    if line.starts_with(['[', '{', ',', '@', '`', '%', '*', '&']) {
        return None;
    }
    let from = match line.chars().next().filter(|first| matches!(first, '"' | '\'')) {
        Some(quote) => line[1..].find(quote)? + 2,
        None => 0,
    };
    let colon = line[from..].match_indices(':').find(|(at, _)| {
        let rest = &line[from + at + 1..];
        rest.is_empty() || rest.starts_with([' ', '\t'])
    })?;
    let length = from + colon.0;
    (length > 0 && !line[..length].contains(" #")).then_some(length)
}

/// The end of the lines after the end of a line that are indented deeper than a column.
fn value_end(text: &str, from: usize, column: usize) -> usize {
    let mut end = from;
    while let Some(newline) = text[end..].find('\n') {
        let (start, line) = line_at(text, end + newline + 1);
        let indentation = line.len() - line.trim_start_matches([' ', '\t']).len();
        if start >= text.len() || (indentation <= column && !line.trim().is_empty()) {
            break;
        }
        end = start + line.len();
    }
    end
}

/// The text with ranges overwritten by letters, line by line, so that they contain no mistakes. `None` if nothing
/// changes.
pub(super) fn neutralize_ranges(text: &str, ranges: &[Range<usize>]) -> Option<String> {
    let mut new = text.to_owned();
    for range in ranges {
        let letters = text[range.clone()].bytes().enumerate().map(|(at, byte)| match byte {
            b'\n' | b'\r' | b' ' => char::from(byte),
            b'\t' if at > 0 => ' ',
            _ => 'x',
        });
        new.replace_range(range.clone(), &letters.collect::<String>());
    }
    (new != text).then_some(new)
}
