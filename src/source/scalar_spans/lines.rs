//! Scalars that are written as lines: the blocks of `|` and `>`, and plain ones.

use super::{ScalarReader, SpanRun};
use std::ops::Range;

/// A block scalar. Its place begins after the indentation of its first line, which all its lines share.
pub(super) fn map_block(file: &str, scalar: Range<usize>, value: &str) -> Option<Vec<SpanRun>> {
    let indent = leading_spaces(file, scalar.start)?;
    let mut reading = ScalarReader::new(file, scalar, value);
    let first = reading.at..reading.at;
    while reading.remaining_text().starts_with('\n') && !reading.remaining_source().starts_with(['\n', '\r']) {
        // Empty lines before the first one are part of the text and not of the place.
        reading.match_bytes(first.clone(), None)?;
    }
    let mut ends = Vec::new();
    while !reading.remaining_text().is_empty() {
        if let Some(end) = reading.skip_line_end() {
            ends.clear();
            ends.push(end);
            loop {
                let line = reading.at;
                let rest = reading.remaining_source();
                let spaces = rest.len() - rest.trim_start_matches(' ').len();
                reading.at += spaces.min(indent);
                match reading.skip_line_end() {
                    Some(end) => ends.push(end),
                    None if spaces < indent && reading.remaining_source().is_empty() => break,
                    None if spaces < indent => {
                        reading.at = line;
                        return None;
                    }
                    None => break,
                }
            }
            match_line_ends(&mut reading, &ends)?;
        } else {
            let next = reading.remaining_source().chars().next()?;
            reading.match_char(next)?;
        }
    }
    Some(reading.runs)
}

/// Matches the line ends between two lines of a block: the text has each of them, all but the first, or a space.
fn match_line_ends(reading: &mut ScalarReader, ends: &[Range<usize>]) -> Option<()> {
    let expected = reading.remaining_text();
    if expected.is_empty() {
        return Some(());
    }
    if let ([end], true) = (ends, expected.starts_with(' ')) {
        return reading.match_bytes(end.clone(), Some(' '));
    }
    let count = expected.bytes().take_while(|byte| *byte == b'\n').take(ends.len()).count();
    if count == 0 || count + 1 < ends.len() {
        return None;
    }
    ends[ends.len() - count..].iter().try_for_each(|end| reading.match_bytes(end.clone(), Some('\n')))
}

/// The number of spaces before the scalar, if nothing else is before it on its line.
fn leading_spaces(file: &str, start: usize) -> Option<usize> {
    let before = file.get(..start)?;
    let line = &before[before.rfind(['\n', '\r']).map_or(0, |end| end + 1)..];
    line.bytes().all(|byte| byte == b' ').then_some(line.len())
}

/// A plain scalar: spaces and tabs around its line ends are not part of the text.
pub(super) fn map_plain(file: &str, scalar: Range<usize>, value: &str) -> Option<Vec<SpanRun>> {
    let mut reading = ScalarReader::new(file, scalar, value);
    while !reading.remaining_text().is_empty() {
        if !fold_lines(&mut reading)? {
            let next = reading.remaining_source().chars().next()?;
            reading.match_char(next)?;
        }
    }
    Some(reading.runs)
}

/// Matches folded line ends in a plain or quoted scalar: a single line end is a space in the text; of several, all but
/// the first are line ends.
pub(super) fn fold_lines(reading: &mut ScalarReader) -> Option<bool> {
    let is_blank = |c| matches!(c, ' ' | '\t');
    let before = reading.at;
    reading.skip_while(is_blank);
    let Some(first) = reading.skip_line_end() else {
        reading.at = before;
        return Some(false);
    };
    let mut only = true;
    reading.skip_while(is_blank);
    while let Some(end) = reading.skip_line_end() {
        only = false;
        if !reading.remaining_text().is_empty() {
            reading.match_bytes(end, Some('\n'))?;
        }
        reading.skip_while(is_blank);
    }
    if only && !reading.remaining_text().is_empty() {
        reading.match_bytes(first, Some(' '))?;
    }
    Some(true)
}
