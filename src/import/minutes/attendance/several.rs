//! Several entries in one line or cell.

use super::entry::{Entry, Shape, named_in_parentheses, of_line, split};
use super::remark::is_absent;
use crate::import::minutes::lines::{Line, find, says_something};
use crate::import::minutes::words::{bare, is_bold, listed};

/// Several people in one line, each with an organisation: `Name (Org), Name (Org)`. `None` where it is otherwise.
pub fn several(line: Line<'_>) -> Option<Vec<Entry<'_>>> {
    if !line.text.contains("),") {
        return None;
    }
    let text = listed(line.text);
    let parts = split(text.trim_start_matches(['-', '+', '•', ' ']));
    let entries = parts.iter().map(|text| {
        let parts = named_in_parentheses(line, text)?;
        Some(Entry { shape: Shape::Name, parts, is_bold: false, is_ticked: None })
    });
    entries.collect::<Option<Vec<_>>>().filter(|entries| entries.len() > 1)
}

/// Those who are listed behind a word that says that they were not there: `Apologies: Name (Org), Name (Org)`.
pub fn absent<'t>(line: Line<'t>) -> Option<Vec<Entry<'t>>> {
    let colon = line.text.find(':')?;
    let word = bare(&line.text[..colon]);
    if !is_absent(&word) {
        return None;
    }
    let rest = line.from(colon + 1).trimmed();
    let entries = several(rest).or_else(|| of_line(rest).map(|entry| vec![entry]))?;
    let is_pair = |entry: &Entry<'_>| entry.parts.len() > 1;
    if !entries.iter().all(is_pair) {
        return None;
    }
    let told = |mut entry: Entry<'t>| {
        let person = entry.parts.first_mut().filter(|person| person.note.is_none());
        person.into_iter().for_each(|person| person.note = Some(word.clone()));
        Entry { is_ticked: Some(false), ..entry }
    };
    Some(entries.into_iter().map(told).collect())
}

/// Several entries in one line or cell, each with its organisation, with `<br>` between them. `None` where it is otherwise.
pub fn stacked(line: Line<'_>) -> Option<Vec<Entry<'_>>> {
    let mut pieces = Vec::new();
    let mut from = 0;
    while let Some(tag) = find(&line.text[from..], "<br").or_else(|| find(&line.text[from..], "</br")) {
        let end = line.text[from + tag..].find('>').map(|end| from + tag + end + 1)?;
        pieces.push(Line { at: line.at + from, text: &line.text[from..from + tag] });
        from = end;
    }
    pieces.push(line.from(from));
    let pieces: Vec<Line> = pieces.into_iter().filter(|piece| says_something(piece.text)).collect();
    let entries = pieces.iter().map(|piece| {
        let entry = of_line(*piece).filter(|entry| entry.parts.len() > 1)?;
        Some(Entry { is_bold: is_bold(piece.text), ..entry })
    });
    entries.collect::<Option<Vec<_>>>().filter(|entries| entries.len() > 1)
}
