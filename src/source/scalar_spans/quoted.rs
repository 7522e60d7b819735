//! Scalars in single or double quotes.

use super::{ScalarReader, SpanRun, lines::fold_lines};
use std::ops::Range;

/// A quoted scalar, with its quotes in the range.
pub(super) fn map_quoted(file: &str, scalar: Range<usize>, value: &str) -> Option<Vec<SpanRun>> {
    let quote = file.get(scalar.clone())?.chars().next()?;
    let inner = scalar.start + 1..scalar.end.checked_sub(1)?;
    if !file.get(inner.end..scalar.end)?.starts_with(quote) {
        return None;
    }
    let mut reading = ScalarReader::new(file, inner, value);
    while !reading.remaining_text().is_empty() {
        if fold_lines(&mut reading)? {
            continue;
        }
        let rest = reading.remaining_source();
        let next = rest.chars().next()?;
        match (quote, next) {
            ('\'', '\'') => {
                let both = reading.at..reading.at + 2;
                if !rest.starts_with("''") {
                    return None;
                }
                reading.match_bytes(both.clone(), Some('\''))?;
                reading.at = both.end;
            }
            ('"', '\\') => map_escape(&mut reading)?,
            ('"', '"') => return None,
            _ => reading.match_char(next)?,
        }
    }
    Some(reading.runs)
}

/// An escape: a character by its name or number, or a line end that is not part of the text.
fn map_escape(reading: &mut ScalarReader) -> Option<()> {
    let start = reading.at;
    let rest = reading.remaining_source();
    reading.at += 1;
    if reading.skip_line_end().is_some() {
        let is_blank = |c| matches!(c, ' ' | '\t');
        reading.skip_while(is_blank);
        while let Some(end) = reading.skip_line_end() {
            reading.match_bytes(end, Some('\n'))?;
            reading.skip_while(is_blank);
        }
        return Some(());
    }
    let digits = match rest.chars().nth(1)? {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        name => {
            reading.at = start + 1 + name.len_utf8();
            return reading.match_bytes(start..start + 1 + name.len_utf8(), None);
        }
    };
    let length = 2 + digits;
    let code = u32::from_str_radix(rest.get(2..length)?, 16).ok()?;
    // A character beyond the basic plane may be written as two surrogates.
    let is_half = (0xd800..0xdc00).contains(&code) && rest.get(length..)?.starts_with("\\u");
    let length = if is_half { 2 * length } else { length };
    reading.at = start + length;
    reading.match_bytes(start..start + length, char::from_u32(code))
}
