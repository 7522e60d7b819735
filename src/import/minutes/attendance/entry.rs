//! One entry of an attendance list, part by part.

use super::remark::{begins_with_absence, begins_with_degree, is_remark, is_role};
use crate::import::minutes::lines::{SourceLine, has_text};
use crate::import::minutes::words::list_cell_lines;
use crate::text::characters::{is_bullet, is_dash};
use std::borrow::Cow;
use std::ops::Range;

/// How the parts of an entry relate to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryShape {
    /// The first part is the organization, the others are its people.
    Organization,
    /// The last part is the organization, the others are its people.
    Name,
    /// Separated by commas: known names decide what comes first.
    Either,
    /// A name without an organization.
    Alone,
}

/// A name in an entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EntryPart<'t> {
    /// The line or cell that contains it.
    pub within: SourceLine<'t>,
    /// Without markup and without text in parentheses.
    pub text: String,
    /// For example `chair`.
    pub role: Option<String>,
    /// For example `excused`.
    pub note: Option<String>,
    /// Whether the note says that the person did not attend.
    pub is_absent: bool,
}

impl EntryPart<'_> {
    /// Its bytes in the source; those of the whole line or cell where markup separates its words.
    pub fn source_range(&self) -> Range<usize> {
        let SourceLine { at, text } = self.within.trim();
        match text.find(&self.text).filter(|_| !self.text.is_empty()) {
            Some(start) => at + start..at + start + self.text.len(),
            None => at..at + text.len(),
        }
    }

    /// Adds a text as the role or the note of the name.
    fn add_remark(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.is_absent |= begins_with_absence(text);
        let may_be_role = self.role.is_none() && !text.contains(|c: char| c.is_ascii_digit());
        if may_be_role && (is_role(text) || !is_remark(text)) {
            self.role = Some(text.to_owned());
            return;
        }
        self.note = Some(match self.note.take() {
            Some(note) => format!("{note}; {text}"),
            None => text.to_owned(),
        });
    }
}

/// An organization with people, or a person with an organization.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttendanceEntry<'t> {
    /// How the parts relate.
    pub shape: EntryShape,
    /// At least one.
    pub parts: Vec<EntryPart<'t>>,
    /// Whether all of it is bold.
    pub is_bold: bool,
    /// The state of its checkbox, if it has one.
    pub is_ticked: Option<bool>,
}

impl<'t> AttendanceEntry<'t> {
    /// An entry that is neither bold nor has a checkbox.
    pub fn new(shape: EntryShape, parts: Vec<EntryPart<'t>>) -> Self {
        Self { shape, parts, is_bold: false, is_ticked: None }
    }

    /// Whether it is an organization without people.
    pub fn names_organization_alone(&self) -> bool {
        self.shape == EntryShape::Organization && self.parts.len() == 1
    }
}

/// Parses a list item that is a single name, such as an organization above the list of its people.
pub fn parse_organization(line: SourceLine<'_>) -> Option<AttendanceEntry<'_>> {
    let entry = parse_unsplit(line)?;
    let is_name = entry.parts.len() == 1 && matches!(entry.shape, EntryShape::Alone | EntryShape::Organization);
    is_name.then_some(AttendanceEntry { shape: EntryShape::Organization, ..entry })
}

/// Parses a list item or a line of plain text. `None` if it names nobody.
pub fn parse_line(line: SourceLine<'_>) -> Option<AttendanceEntry<'_>> {
    let entry = parse_unsplit(line)?;
    match split_at_slash(&entry) {
        Some(parts) => Some(AttendanceEntry { shape: EntryShape::Either, parts, ..entry }),
        None => Some(entry),
    }
}

/// Splits `Org/Name` and `Name / Org` where both look like names.
fn split_at_slash<'t>(entry: &AttendanceEntry<'t>) -> Option<Vec<EntryPart<'t>>> {
    let [one] = &entry.parts[..] else { return None };
    let (before, after) = one.text.split_once('/').filter(|_| entry.shape == EntryShape::Alone)?;
    let is_name = |text: &str| {
        let mut words = text.split_whitespace();
        text.trim().len() > 1 && !text.contains('/') && words.all(|word| word.starts_with(char::is_uppercase))
    };
    let first = EntryPart { within: one.within, text: before.trim().to_owned(), ..EntryPart::default() };
    let last = EntryPart { text: after.trim().to_owned(), ..one.clone() };
    (is_name(before) && is_name(after)).then(|| vec![first, last])
}

/// Like [`parse_line`], but `Org/Name` is one name.
fn parse_unsplit(line: SourceLine<'_>) -> Option<AttendanceEntry<'_>> {
    let line = line.trim();
    let unmarked = line.text.trim_start_matches(|c: char| c != '*' && is_bullet(c)).trim_start();
    // `**` starts bold text, `* ` a list item.
    let unmarked =
        unmarked.strip_prefix("* ").or_else(|| unmarked.strip_prefix("*\t")).unwrap_or(unmarked).trim_start();
    let digits = unmarked.bytes().take_while(u8::is_ascii_digit).count();
    let unmarked = unmarked[digits..].strip_prefix(['.', ')']).filter(|_| digits > 0).unwrap_or(unmarked);
    let boxed = |mark: &str| unmarked.trim_start().strip_prefix(mark);
    let (is_ticked, unmarked) = match (boxed("[x]").or(boxed("[X]")), boxed("[ ]")) {
        (Some(rest), _) => (Some(true), rest),
        (_, Some(rest)) => (Some(false), rest),
        _ => (None, unmarked),
    };
    let entry = parse_text(line, &list_cell_lines(&replace_brackets(unmarked)))?;
    Some(AttendanceEntry { is_ticked, ..entry })
}

/// Replaces the brackets around an organization by parentheses: `Name [Org]`.
fn replace_brackets(text: &str) -> Cow<'_, str> {
    let inner = text.trim_end().trim_end_matches('*').strip_suffix(']').and_then(|text| text.split_once('['));
    match inner.filter(|(name, inner)| has_text(name) && !inner.contains(['[', ']', '(', '<'])) {
        Some((name, inner)) => Cow::Owned(format!("{name}({inner})")),
        None => Cow::Borrowed(text),
    }
}

/// Parses a row of a table without headers: `|Org: Name|`, `|Name, Org|`, `|Org|Name|`.
pub fn parse_cells<'t>(cells: &[SourceLine<'t>]) -> Option<AttendanceEntry<'t>> {
    let said: Vec<&SourceLine> = cells.iter().filter(|cell| has_text(cell.text)).collect();
    match said[..] {
        [] => None,
        [one] => parse_line(*one),
        _ => {
            let parts = said.iter().flat_map(|cell| parse_people(**cell, &list_cell_lines(cell.text))).collect();
            Some(AttendanceEntry::new(EntryShape::Either, parts))
        }
    }
}

/// Parses a row of a table with known columns. An organization without people is an entry too.
/// People without an organization belong to that of the previous row.
pub fn parse_columns<'t>(
    cells: &[SourceLine<'t>],
    organization: usize,
    name: usize,
    before: Option<&EntryPart<'t>>,
) -> Option<AttendanceEntry<'t>> {
    let cell = |index: usize| {
        cells.get(index).map(|cell| (*cell, list_cell_lines(cell.text))).filter(|(_, text)| has_text(text))
    };
    let (within, named) = cell(organization).unwrap_or_default();
    let mut parts = vec![EntryPart { within, text: named, ..EntryPart::default() }];
    if let Some((within, names)) = cell(name) {
        if let Some(before) = before.filter(|_| parts[0].text.is_empty()) {
            parts = vec![before.clone()];
        }
        parts.extend(parse_people(within, &names));
    }
    let others = (0..cells.len()).filter(|index| *index != organization && *index != name).filter_map(cell);
    let others: Vec<String> = others.map(|(_, text)| text).collect();
    if let Some(last) = parts.last_mut().filter(|_| !others.is_empty()) {
        last.add_remark(&others.join("; "));
    }
    let is_said = parts.len() > 1 || !parts[0].text.is_empty() || !others.is_empty();
    is_said.then(|| AttendanceEntry::new(EntryShape::Organization, parts))
}

fn parse_text<'t>(within: SourceLine<'t>, text: &str) -> Option<AttendanceEntry<'t>> {
    if !has_text(text) {
        return None;
    }
    let colon = text.find(':').filter(|colon| !text[*colon..].starts_with("://"));
    let (shape, parts) = if let Some(colon) = colon {
        let names = parse_people(within, &text[colon + 1..]);
        (EntryShape::Organization, std::iter::once(parse_name(within, &text[..colon])).chain(names).collect())
    } else if let Some(parts) = parse_parentheses(within, text) {
        (EntryShape::Name, parts)
    } else {
        let dash = split_at_dash(text).filter(|(before, _)| !before.contains([',', ';', '(']));
        let (first, rest) = dash.map_or((None, text), |(before, after)| (Some(before), after));
        let names = first.into_iter().chain(split_names(rest)).map(|name| parse_name(within, name));
        let parts: Vec<EntryPart> = names.filter(|part| !part.text.is_empty()).collect();
        (if parts.len() == 1 { EntryShape::Alone } else { EntryShape::Either }, parts)
    };
    (!parts.is_empty()).then(|| AttendanceEntry::new(shape, parts))
}

/// Parses `Name (Org)` and `Name - (Org) role`.
pub fn parse_parentheses<'t>(within: SourceLine<'t>, text: &str) -> Option<Vec<EntryPart<'t>>> {
    let (before, rest) = text.split_once('(')?;
    let (inner, after) = rest.split_once(')')?;
    let is_whole = !before.contains(',') || is_family_name_first(before, inner);
    if !is_whole || is_remark(inner) {
        return None;
    }
    // `Name (Org, on behalf of Other)`.
    let (inner, said) = inner.split_once([',', ';']).filter(|(_, said)| is_remark(said)).unwrap_or((inner, ""));
    let mut name = parse_name(within, before.trim_end().trim_end_matches(is_dash));
    // Text after the organization is a role; a second pair of parentheses holds a remark.
    let after = after.trim().trim_matches(|c: char| is_dash(c) || c.is_whitespace() || matches!(c, '(' | ')' | ','));
    for said in [said.trim(), after].into_iter().filter(|said| has_text(said)) {
        name.add_remark(said);
    }
    (has_text(&name.text) && has_text(inner))
        .then(|| vec![name, EntryPart { within, text: inner.trim().to_owned(), ..EntryPart::default() }])
}

/// `Smith, K. (Org)`: the only comma separates family name and initials of one person.
fn is_family_name_first(before: &str, inner: &str) -> bool {
    let is_initials = |given: &str| {
        let given = given.trim();
        given.ends_with('.') && given.split(['.', ' ', '-']).all(|one| one.chars().count() <= 1)
    };
    !inner.contains(',') && before.split_once(',').is_some_and(|(_, given)| is_initials(given))
}

/// Splits `Name - Org`.
fn split_at_dash(text: &str) -> Option<(&str, &str)> {
    [" - ", " – ", " — "].iter().find_map(|dash| text.split_once(dash))
}

/// Parses a list of names, each with its remark.
pub fn parse_people<'t>(within: SourceLine<'t>, text: &str) -> Vec<EntryPart<'t>> {
    let text = &text.replace(" & ", ", ").replace(" / ", ", ");
    let mentions: Vec<&str> = text.split('@').map(str::trim).filter(|name| has_text(name)).collect();
    let names = if text.trim_start().starts_with('@') { mentions } else { split_names(text) };
    let parts = names.into_iter().flat_map(split_names).map(|name| parse_name(within, name));
    parts.filter(|part| has_text(&part.text)).collect()
}

/// Splits at commas, semicolons and `and`, but not inside parentheses.
pub fn split_names(text: &str) -> Vec<&str> {
    let (mut parts, mut from, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 && begins_with_degree(&text[at + 1..]) => {}
            ',' | ';' if depth == 0 => {
                parts.push(&text[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[from..]);
    parts.into_iter().flat_map(|part| part.split(" and ")).map(str::trim).filter(|part| has_text(part)).collect()
}

/// Parses a name and the remark in parentheses after it.
fn parse_name<'t>(within: SourceLine<'t>, text: &str) -> EntryPart<'t> {
    let text = text.trim();
    let mut part = EntryPart { within, ..EntryPart::default() };
    let mut rest = text;
    while let Some((before, inside)) = rest.split_once('(') {
        part.text.push_str(before);
        let (inner, after) = inside.split_once(')').unwrap_or((inside, ""));
        part.add_remark(inner.trim());
        rest = after;
    }
    part.text.push_str(rest);
    part.text = part.text.trim().trim_start_matches('@').trim_end_matches([':', '-']).trim().to_owned();
    if !has_text(&part.text) {
        // Without a name next to them, the parentheses contain the name.
        part = EntryPart {
            within,
            text: text.trim_matches(|c: char| matches!(c, '(' | ')' | '@') || c.is_whitespace()).to_owned(),
            ..EntryPart::default()
        };
    }
    part
}
