//! One entry of a list of attendees, part by part.

use super::remark::{begins_with_degree, is_remark, remark};
use crate::import::minutes::lines::{Line, says_something};
use crate::import::minutes::words::listed;
use std::borrow::Cow;
use std::ops::Range;

/// How the parts of an entry relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// The first part is the organisation, the others are its people.
    Organization,
    /// The last part is the organisation, the others are its people.
    Name,
    /// Parts with commas: what comes first is settled by the names that are known.
    Either,
    /// A name without an organisation.
    Alone,
}

/// A name as it stands in an entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part<'t> {
    /// The line or the cell that it stands in.
    pub within: Line<'t>,
    /// Without markup and without what stands in parentheses.
    pub text: String,
    /// Such as `chair`.
    pub role: Option<String>,
    /// Such as `excused`.
    pub note: Option<String>,
    /// Whether the note says that the person was not there.
    pub is_absent: bool,
}

impl Part<'_> {
    /// Its bytes in the source; those of all it stands in where markup parts its words.
    pub fn span(&self) -> Range<usize> {
        let Line { at, text } = self.within.trimmed();
        match text.find(&self.text).filter(|_| !self.text.is_empty()) {
            Some(start) => at + start..at + start + self.text.len(),
            None => at..at + text.len(),
        }
    }
}

/// An entry: an organisation with people, or a person with an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry<'t> {
    /// How the parts relate.
    pub shape: Shape,
    /// One at least.
    pub parts: Vec<Part<'t>>,
    /// Whether all of it is bold.
    pub is_bold: bool,
    /// What its box says, where it has one.
    pub is_ticked: Option<bool>,
}

/// An item that is a name alone, as an organisation stands above a list of its people.
pub fn of_organization(line: Line<'_>) -> Option<Entry<'_>> {
    let entry = unparted(line)?;
    let is_name = entry.parts.len() == 1 && matches!(entry.shape, Shape::Alone | Shape::Organization);
    is_name.then_some(Entry { shape: Shape::Organization, ..entry })
}

/// A line of a list, or of plain text. `None` where it lists nobody.
pub fn of_line(line: Line<'_>) -> Option<Entry<'_>> {
    let entry = unparted(line)?;
    match slashed(&entry) {
        Some(parts) => Some(Entry { shape: Shape::Either, parts, ..entry }),
        None => Some(entry),
    }
}

/// `Org/Name` and `Name / Org`, where both look like names.
fn slashed<'t>(entry: &Entry<'t>) -> Option<Vec<Part<'t>>> {
    let [one] = &entry.parts[..] else { return None };
    let (before, behind) = one.text.split_once('/').filter(|_| entry.shape == Shape::Alone)?;
    let is_name = |text: &str| {
        let mut words = text.split_whitespace();
        text.trim().len() > 1 && !text.contains('/') && words.all(|word| word.starts_with(char::is_uppercase))
    };
    let first = Part { within: one.within, text: before.trim().to_owned(), ..Part::default() };
    let last = Part { text: behind.trim().to_owned(), ..one.clone() };
    (is_name(before) && is_name(behind)).then(|| vec![first, last])
}

/// Like [`of_line`]; `Org/Name` is one name.
fn unparted(line: Line<'_>) -> Option<Entry<'_>> {
    let line = line.trimmed();
    let unmarked = line.text.trim_start_matches(['-', '+', '•', '◦', '▪']).trim_start();
    // `**` begins bold, `* ` an item.
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
    let entry = of_text(line, &listed(&rounded(unmarked)))?;
    Some(Entry { is_ticked, ..entry })
}

/// With parentheses where an organisation stands in brackets: `Name [Org]`.
fn rounded(text: &str) -> Cow<'_, str> {
    let inner = text.trim_end().trim_end_matches('*').strip_suffix(']').and_then(|text| text.split_once('['));
    match inner.filter(|(name, inner)| says_something(name) && !inner.contains(['[', ']', '(', '<'])) {
        Some((name, inner)) => Cow::Owned(format!("{name}({inner})")),
        None => Cow::Borrowed(text),
    }
}

/// A row of a table without headers: `|Org: Name|`, `|Name, Org|`, `|Org|Name|`.
pub fn of_cells<'t>(cells: &[Line<'t>]) -> Option<Entry<'t>> {
    let said: Vec<&Line> = cells.iter().filter(|cell| says_something(cell.text)).collect();
    match said[..] {
        [] => None,
        [one] => of_line(*one),
        _ => {
            let parts = said.iter().flat_map(|cell| people(**cell, &listed(cell.text))).collect();
            Some(Entry { shape: Shape::Either, parts, is_bold: false, is_ticked: None })
        }
    }
}

/// A row of a table whose headers say which column is which. An organisation without people is an entry too.
/// Where it has people and names none, it is that of the row before.
pub fn of_columns<'t>(
    cells: &[Line<'t>],
    organization: usize,
    name: usize,
    before: Option<&Part<'t>>,
) -> Option<Entry<'t>> {
    let cell =
        |index: usize| cells.get(index).map(|cell| (*cell, listed(cell.text))).filter(|(_, text)| says_something(text));
    let (within, named) = cell(organization).unwrap_or_default();
    let mut parts = vec![Part { within, text: named, ..Part::default() }];
    if let Some((within, names)) = cell(name) {
        if let Some(before) = before.filter(|_| parts[0].text.is_empty()) {
            parts = vec![before.clone()];
        }
        parts.extend(people(within, &names));
    }
    let others = (0..cells.len()).filter(|index| *index != organization && *index != name).filter_map(cell);
    let others: Vec<String> = others.map(|(_, text)| text).collect();
    if let Some(last) = parts.last_mut().filter(|_| !others.is_empty()) {
        remark(last, &others.join("; "));
    }
    let is_said = parts.len() > 1 || !parts[0].text.is_empty() || !others.is_empty();
    is_said.then_some(Entry { shape: Shape::Organization, parts, is_bold: false, is_ticked: None })
}

fn of_text<'t>(within: Line<'t>, text: &str) -> Option<Entry<'t>> {
    if !says_something(text) {
        return None;
    }
    let told = |shape, parts: Vec<Part<'t>>| {
        (!parts.is_empty()).then_some(Entry { shape, parts, is_bold: false, is_ticked: None })
    };
    let colon = text.find(':').filter(|colon| !text[*colon..].starts_with("://"));
    if let Some((organization, names)) = colon.map(|colon| (&text[..colon], &text[colon + 1..])) {
        let mut parts = vec![part(within, organization)];
        parts.extend(people(within, names));
        return told(Shape::Organization, parts);
    }
    if let Some(parts) = named_in_parentheses(within, text) {
        return told(Shape::Name, parts);
    }
    let parts: Vec<Part> = match dashed(text) {
        Some((before, behind)) if !before.contains([',', ';', '(']) => {
            let behind = split(behind).into_iter().map(|text| part(within, text));
            std::iter::once(part(within, before)).chain(behind).filter(|part| !part.text.is_empty()).collect()
        }
        _ => split(text).into_iter().map(|text| part(within, text)).filter(|part| !part.text.is_empty()).collect(),
    };
    match parts.len() {
        1 => told(Shape::Alone, parts),
        _ => told(Shape::Either, parts),
    }
}

/// `Name (Org)`, and `Name - (Org) role`.
pub fn named_in_parentheses<'t>(within: Line<'t>, text: &str) -> Option<Vec<Part<'t>>> {
    let (before, rest) = text.split_once('(')?;
    let (inner, behind) = rest.split_once(')')?;
    let is_whole = !before.contains(',') || is_family_name_first(before, inner);
    if !is_whole || is_remark(inner) {
        return None;
    }
    // `Name (Org, on behalf of Other)`.
    let (inner, said) = inner.split_once([',', ';']).filter(|(_, said)| is_remark(said)).unwrap_or((inner, ""));
    let mut name = part(within, before.trim_end().trim_end_matches(['-', '–', '—']));
    // What stands behind the organisation is a role; another pair of parentheses holds a remark.
    let behind = behind.trim().trim_matches(|c: char| matches!(c, '-' | '–' | '(' | ')' | ',') || c.is_whitespace());
    for said in [said.trim(), behind].into_iter().filter(|said| says_something(said)) {
        remark(&mut name, said);
    }
    (says_something(&name.text) && says_something(inner))
        .then(|| vec![name, Part { within, text: inner.trim().to_owned(), ..Part::default() }])
}

/// `Smith, K. (Org)`: the one comma parts the names of one person, the second of which is an initial.
fn is_family_name_first(before: &str, inner: &str) -> bool {
    let is_initials = |given: &str| {
        let given = given.trim();
        given.ends_with('.') && given.split(['.', ' ', '-']).all(|one| one.chars().count() <= 1)
    };
    !inner.contains(',') && before.split_once(',').is_some_and(|(_, given)| is_initials(given))
}

/// `Name - Org`.
fn dashed(text: &str) -> Option<(&str, &str)> {
    [" - ", " – ", " — "].iter().find_map(|dash| text.split_once(dash))
}

/// Names that are listed, each with its remark.
pub fn people<'t>(within: Line<'t>, text: &str) -> Vec<Part<'t>> {
    let text = &text.replace(" & ", ", ").replace(" / ", ", ");
    let mentions: Vec<&str> = text.split('@').map(str::trim).filter(|name| says_something(name)).collect();
    let names = if text.trim_start().starts_with('@') { mentions } else { split(text) };
    let parts = names.into_iter().flat_map(split).map(|name| part(within, name));
    parts.filter(|part| says_something(&part.text)).collect()
}

/// Parted by commas and the like, parentheses kept whole.
pub fn split(text: &str) -> Vec<&str> {
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
    parts.into_iter().flat_map(|part| part.split(" and ")).map(str::trim).filter(|part| says_something(part)).collect()
}

/// A name and what stands in parentheses behind it.
fn part<'t>(within: Line<'t>, text: &str) -> Part<'t> {
    let text = text.trim();
    let mut part = Part { within, ..Part::default() };
    let mut rest = text;
    while let Some((before, inside)) = rest.split_once('(') {
        part.text.push_str(before);
        let (inner, behind) = inside.split_once(')').unwrap_or((inside, ""));
        remark(&mut part, inner.trim());
        rest = behind;
    }
    part.text.push_str(rest);
    part.text = part.text.trim().trim_start_matches('@').trim_end_matches([':', '-']).trim().to_owned();
    if !says_something(&part.text) {
        // Without a name beside it, what stands in parentheses is the name.
        part = Part {
            within,
            text: text.trim_matches(|c: char| matches!(c, '(' | ')' | '@') || c.is_whitespace()).to_owned(),
            ..Part::default()
        };
    }
    part
}
