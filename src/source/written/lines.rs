//! Scalars that are written as lines: the blocks of `|` and `>`, and plain ones.

use super::{Reading, Run};
use std::ops::Range;

/// A block. It begins behind the indentation of its first line, which all its lines have.
pub(super) fn block(file: &str, scalar: Range<usize>, value: &str) -> Option<Vec<Run>> {
    let indent = indentation(file, scalar.start)?;
    let mut reading = Reading::new(file, scalar, value);
    let first = reading.at..reading.at;
    while reading.wanted().starts_with('\n') && !reading.rest().starts_with(['\n', '\r']) {
        // Empty lines before the first one are part of the text and not of the place.
        reading.other(first.clone(), None)?;
    }
    let mut ends = Vec::new();
    while !reading.wanted().is_empty() {
        if let Some(end) = reading.line_end() {
            ends.clear();
            ends.push(end);
            loop {
                let line = reading.at;
                let rest = reading.rest();
                let blanks = rest.len() - rest.trim_start_matches(' ').len();
                reading.at += blanks.min(indent);
                match reading.line_end() {
                    Some(end) => ends.push(end),
                    None if blanks < indent && reading.rest().is_empty() => break,
                    None if blanks < indent => {
                        reading.at = line;
                        return None;
                    }
                    None => break,
                }
            }
            between(&mut reading, &ends)?;
        } else {
            let next = reading.rest().chars().next()?;
            reading.same(next)?;
        }
    }
    Some(reading.runs)
}

/// What the text has where lines of a block meet: each end of a line, or all but the first one, or a blank.
fn between(reading: &mut Reading, ends: &[Range<usize>]) -> Option<()> {
    let wanted = reading.wanted();
    if wanted.is_empty() {
        return Some(());
    }
    if let ([end], true) = (ends, wanted.starts_with(' ')) {
        return reading.other(end.clone(), Some(' '));
    }
    let count = wanted.bytes().take_while(|byte| *byte == b'\n').take(ends.len()).count();
    if count == 0 || count + 1 < ends.len() {
        return None;
    }
    ends[ends.len() - count..].iter().try_for_each(|end| reading.other(end.clone(), Some('\n')))
}

/// The blanks before the scalar, where it begins its line.
fn indentation(file: &str, start: usize) -> Option<usize> {
    let before = file.get(..start)?;
    let line = &before[before.rfind(['\n', '\r']).map_or(0, |end| end + 1)..];
    line.bytes().all(|byte| byte == b' ').then_some(line.len())
}

/// A plain scalar: blanks around the ends of its lines stand for nothing.
pub(super) fn plain(file: &str, scalar: Range<usize>, value: &str) -> Option<Vec<Run>> {
    let mut reading = Reading::new(file, scalar, value);
    while !reading.wanted().is_empty() {
        if !fold(&mut reading)? {
            let next = reading.rest().chars().next()?;
            reading.same(next)?;
        }
    }
    Some(reading.runs)
}

/// Reads over the ends of lines in a plain or a quoted scalar, if any are next behind blanks: one is a blank
/// of the text, of more each but the first one is an end.
pub(super) fn fold(reading: &mut Reading) -> Option<bool> {
    let is_blank = |c| matches!(c, ' ' | '\t');
    let before = reading.at;
    reading.skip(is_blank);
    let Some(first) = reading.line_end() else {
        reading.at = before;
        return Some(false);
    };
    let mut only = true;
    reading.skip(is_blank);
    while let Some(end) = reading.line_end() {
        only = false;
        if !reading.wanted().is_empty() {
            reading.other(end, Some('\n'))?;
        }
        reading.skip(is_blank);
    }
    if only && !reading.wanted().is_empty() {
        reading.other(first, Some(' '))?;
    }
    Some(true)
}
