//! Scalars that are written as lines: the blocks of `|` and `>`, and plain ones.

use super::{ScalarReader, SpanRun};
use std::ops::Range;

/// A block. It begins behind the indentation of its first line, which all its lines have.
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
                let blanks = rest.len() - rest.trim_start_matches(' ').len();
                reading.at += blanks.min(indent);
                match reading.skip_line_end() {
                    Some(end) => ends.push(end),
                    None if blanks < indent && reading.remaining_source().is_empty() => break,
                    None if blanks < indent => {
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

/// What the text has where lines of a block meet: each end of a line, or all but the first one, or a blank.
fn match_line_ends(reading: &mut ScalarReader, ends: &[Range<usize>]) -> Option<()> {
    let wanted = reading.remaining_text();
    if wanted.is_empty() {
        return Some(());
    }
    if let ([end], true) = (ends, wanted.starts_with(' ')) {
        return reading.match_bytes(end.clone(), Some(' '));
    }
    let count = wanted.bytes().take_while(|byte| *byte == b'\n').take(ends.len()).count();
    if count == 0 || count + 1 < ends.len() {
        return None;
    }
    ends[ends.len() - count..].iter().try_for_each(|end| reading.match_bytes(end.clone(), Some('\n')))
}

/// The blanks before the scalar, where it begins its line.
fn leading_spaces(file: &str, start: usize) -> Option<usize> {
    let before = file.get(..start)?;
    let line = &before[before.rfind(['\n', '\r']).map_or(0, |end| end + 1)..];
    line.bytes().all(|byte| byte == b' ').then_some(line.len())
}

/// A plain scalar: blanks around the ends of its lines stand for nothing.
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

/// Reads over the ends of lines in a plain or a quoted scalar, if any are next behind blanks: one is a blank
/// of the text, of more each but the first one is an end.
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
