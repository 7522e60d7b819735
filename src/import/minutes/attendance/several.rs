//! Several attendance entries in one line or cell.

use super::entry::{AttendanceEntry, EntryShape, parse_line, parse_parentheses, split_names};
use super::remark::reports_absence;
use crate::import::minutes::lines::{SourceLine, has_text};
use crate::import::minutes::words::{is_bold, list_cell_lines, plain_text};
use crate::text::characters::is_bullet;
use crate::text::html::split_at_breaks;

/// Parses several people with organizations in one line: `Name (Org), Name (Org)`. `None` for any other form.
pub fn parse_several(line: SourceLine<'_>) -> Option<Vec<AttendanceEntry<'_>>> {
    if !line.text.contains("),") {
        return None;
    }
    let text = list_cell_lines(line.text);
    let parts = split_names(text.trim_start_matches(|c: char| c == ' ' || c != '*' && is_bullet(c)));
    let entries = parts.iter().map(|text| Some(AttendanceEntry::new(EntryShape::Name, parse_parentheses(line, text)?)));
    entries.collect::<Option<Vec<_>>>().filter(|entries| entries.len() > 1)
}

/// Parses people after a word of absence: `Apologies: Name (Org), Name (Org)`.
pub fn parse_absent<'t>(line: SourceLine<'t>) -> Option<Vec<AttendanceEntry<'t>>> {
    let colon = line.text.find(':')?;
    let word = plain_text(&line.text[..colon]);
    if !reports_absence(&word) {
        return None;
    }
    let rest = line.skip_bytes(colon + 1).trim();
    let entries = parse_several(rest).or_else(|| parse_line(rest).map(|entry| vec![entry]))?;
    let is_pair = |entry: &AttendanceEntry<'_>| entry.parts.len() > 1;
    if !entries.iter().all(is_pair) {
        return None;
    }
    let mark_absent = |mut entry: AttendanceEntry<'t>| {
        let person = entry.parts.first_mut().filter(|person| person.note.is_none());
        person.into_iter().for_each(|person| person.note = Some(word.clone()));
        AttendanceEntry { is_ticked: Some(false), ..entry }
    };
    Some(entries.into_iter().map(mark_absent).collect())
}

/// Parses several entries with organizations, separated by `<br>`. `None` for any other form.
pub fn parse_stacked(line: SourceLine<'_>) -> Option<Vec<AttendanceEntry<'_>>> {
    let pieces = split_at_breaks(line.text).into_iter().map(|range| line.slice(range));
    let entries = pieces.filter(|piece| has_text(piece.text)).map(|piece| {
        let entry = parse_line(piece).filter(|entry| entry.parts.len() > 1)?;
        Some(AttendanceEntry { is_bold: is_bold(piece.text), ..entry })
    });
    entries.collect::<Option<Vec<_>>>().filter(|entries| entries.len() > 1)
}
