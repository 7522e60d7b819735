//! The shapes of entries: `Name (Org)`, `Name - Org`, `Name/Org (role)`, `Name, Org`, `Org: Name, Name`.

use super::entry::{EntryPart, EntryShape, mark_people};
use super::words::{
    Label, begins_remark, begins_with_degree, is_remark, looks_like_organization, looks_like_person, read_label,
    split_representative,
};
use crate::import::minutes::lines::{SourceLine, has_text};
use crate::model::legal_form::is_legal_form;

/// Splits `Label: text`; a colon in a time or a URL separates nothing.
pub fn split_label(text: &str) -> Option<(&str, &str)> {
    let ends = |at: usize| !text[at + 1..].starts_with(|c: char| c == '/' || c.is_ascii_digit());
    let at = text.match_indices(':').map(|(at, _)| at).find(|at| ends(*at))?;
    Some((text[..at].trim(), text[at + 1..].trim()))
}

/// The shape and the parts of one entry.
pub type ShapedParts<'t> = (EntryShape, Vec<EntryPart<'t>>);

/// Parses a plain text. `None` if it has none of the known shapes.
pub fn parse_text<'t>(within: SourceLine<'t>, text: &str) -> Option<Vec<ShapedParts<'t>>> {
    // A longer line is prose.
    const LONGEST: usize = 10_000;
    if text.len() > LONGEST || text.contains("://") || text.contains("www.") {
        return None;
    }
    let Some((label, rest)) = split_label(text) else { return parse_list(within, text, false) };
    if has_text(rest) && is_remark(rest) && !begins_remark(label) {
        let mut entries = parse_list(within, label, false)?;
        entries.last_mut()?.1.first_mut()?.add_remark(rest);
        return Some(entries);
    }
    let mut entries = match read_label(label) {
        Label::Other => {
            // `Org (2)` counts its people.
            let counted = label.split_once('(').filter(|(_, count)| count.starts_with(|c: char| c.is_ascii_digit()));
            let text = counted.map_or(label, |(name, _)| name.trim()).to_owned();
            let organization = EntryPart { within, text, ..EntryPart::default() };
            let parts = std::iter::once(organization).chain(parse_people(within, rest)).collect();
            return Some(vec![(EntryShape::Organization, parts)]);
        }
        _ if !has_text(rest) => Vec::new(),
        // `Chair: Name, Org` is one person.
        Label::Role(_) => parse_list(within, rest, label.ends_with('s'))?,
        _ => parse_list(within, rest, true)?,
    };
    mark_people(&read_label(label), entries.iter_mut().flat_map(|(_, parts)| parts));
    Some(entries)
}

/// Parses people with organizations: `Name (Org), Name (Org)`, `Name - Org`, `Name/Org`, `Name, Org`. In a list after a
/// label, commas separate people.
fn parse_list<'t>(within: SourceLine<'t>, text: &str, is_list: bool) -> Option<Vec<ShapedParts<'t>>> {
    let listed = text.replace(" and ", ", ");
    let text = if is_list { &listed } else { text };
    let pieces = split_names(text);
    let has_more = pieces.len() > 1 || text.contains(" - ") || text.matches('(').count() > 1;
    let mut chunks: Vec<Vec<EntryPart>> = Vec::new();
    for piece in pieces {
        match chunks.last_mut().and_then(|parts| parts.first_mut()) {
            Some(person) if is_remark(piece) => person.add_remark(piece),
            _ => chunks.push(parse_chunk(within, piece, has_more)?),
        }
    }
    if let [family, given] = &mut chunks[..]
        && let ([family], [given, rest @ ..]) = (&family[..], &mut given[..])
        && (given.inside.is_some() || !rest.is_empty())
        && family.inside.is_none()
        && is_given_name(&family.text, &given.text)
    {
        given.text = format!("{}, {}", family.text, given.text);
        chunks.remove(0);
    }
    let shaped = |mut parts: Vec<EntryPart<'t>>| match &mut parts[..] {
        [one] => match one.inside.take() {
            Some(text) => {
                let organization = EntryPart { within, text, ..EntryPart::default() };
                parts.push(organization);
                (EntryShape::Name, parts)
            }
            None => (EntryShape::Alone, parts),
        },
        _ => (EntryShape::Either, parts),
    };
    let has_organization = |parts: &Vec<EntryPart>| parts.len() > 1 || parts[0].inside.is_some();
    let owned = chunks.iter().filter(|parts| has_organization(parts)).count();
    if chunks.len() < 2 || is_list || owned > 1 {
        return (!chunks.is_empty()).then(|| chunks.into_iter().map(shaped).collect());
    }
    let is_dashed = chunks[0].len() > 1;
    let mut parts: Vec<EntryPart> = chunks.into_iter().flatten().collect();
    // Parentheses next to a comma belong to the name before them.
    for part in &mut parts {
        if let Some(inside) = part.inside.take() {
            part.text = format!("{} ({inside})", part.text);
        }
    }
    match (owned, is_dashed, parts.len()) {
        (0 | 1, false, 2) | (1, true, _) => Some(vec![(EntryShape::Either, parts)]),
        (0, false, _) => Some(vec![(EntryShape::Several, parts)]),
        _ => None,
    }
}

/// Whether a comma separates a family name and a given name: `Smith, K. (Org)`, `Smith, Kim (Org)`.
fn is_given_name(family: &str, given: &str) -> bool {
    let is_one = |text: &str| !text.contains(' ') && looks_like_person(text);
    let is_initials = given.ends_with('.') && given.split(['.', ' ', '-']).all(|one| one.chars().count() <= 1);
    is_initials || is_one(family) && is_one(given)
}

/// Parses the text between two commas: a name, or a name and an organization around a dash or a slash.
fn parse_chunk<'t>(within: SourceLine<'t>, text: &str, has_more: bool) -> Option<Vec<EntryPart<'t>>> {
    let text = [" – ", " — "].iter().fold(text.to_owned(), |text, dash| text.replace(dash, " - "));
    let mut parts: Vec<EntryPart> = Vec::new();
    let is_slash = |(before, after): &(&str, &str)| {
        let sides = [*before, after.split('(').next().unwrap_or_default()];
        let is_name = |side: &&str| side.trim().len() > 1 && looks_like_organization(side);
        sides.iter().all(is_name) && sides.iter().any(|side| looks_like_person(side)) && !before.contains('(')
    };
    // A dash in parentheses separates no names.
    let is_outside = |at: &usize| text[..*at].matches('(').count() == text[..*at].matches(')').count();
    let dashes: Vec<usize> = text.match_indices(" - ").map(|(at, _)| at).filter(is_outside).collect();
    let pieces: Vec<&str> = match text.split_once('/').filter(|sides| dashes.is_empty() && is_slash(sides)) {
        Some((before, after)) => vec![before, after],
        None => {
            let starts = [0].into_iter().chain(dashes.iter().map(|at| at + " - ".len()));
            let ends = dashes.iter().copied().chain([text.len()]);
            starts.zip(ends).filter_map(|(start, end)| text.get(start..end)).collect()
        }
    };
    let is_pair = pieces.len() > 1;
    for piece in pieces {
        let representative = split_representative(piece).filter(|_| is_pair && !parts.is_empty());
        match parts.first_mut() {
            Some(person) if is_remark(piece) && representative.is_none() => person.add_remark(piece),
            Some(person) => {
                let (piece, role) = representative.unwrap_or((piece, ""));
                person.add_remark(role);
                let mut part = parse_name(within, piece, has_more || is_pair);
                // What follows an organization is about the person.
                let inside = part.inside.take().unwrap_or_default();
                for said in [part.role.take(), part.note.take(), Some(inside)].into_iter().flatten() {
                    person.add_remark(&said);
                }
                parts.push(part);
            }
            None => parts.push(parse_name(within, piece, has_more || is_pair)),
        }
    }
    if let [first, _, ..] = &mut parts[..]
        && let Some(inside) = first.inside.take()
    {
        first.text = format!("{} ({inside})", first.text);
    }
    (parts.len() <= 2 && parts.iter().all(|part| has_text(&part.text))).then_some(parts)
}

/// Parses a list of names, each with its remark.
pub fn parse_people<'t>(within: SourceLine<'t>, text: &str) -> Vec<EntryPart<'t>> {
    let text = &text.replace(" & ", ", ").replace(" and ", ", ").replace(" / ", ", ");
    let is_mentions = text.trim_start().starts_with('@');
    let names = if is_mentions { text.split('@').collect() } else { vec![text.as_str()] };
    let mut people: Vec<EntryPart> = Vec::new();
    for name in names.into_iter().flat_map(split_names).filter(|name| has_text(name)) {
        let last = people.last_mut().filter(|_| is_remark(name) && !is_mentions);
        let Some(person) = last else {
            let mut person = parse_name(within, name, true);
            person.is_mention |= is_mentions;
            let inside = person.inside.take().unwrap_or_default();
            person.add_remark(&inside);
            people.push(person);
            continue;
        };
        person.add_remark(name);
    }
    people.retain(|person| has_text(&person.text));
    people
}

/// Splits at commas and semicolons that are not in parentheses, and at `and` after an organization.
fn split_names(text: &str) -> Vec<&str> {
    let (mut parts, mut from, mut depth) = (Vec::new(), 0, 0_usize);
    let begins_form =
        |text: &str| is_legal_form(text.trim_start().split([' ', ',', ';', '(']).next().unwrap_or_default());
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        match c {
            '(' => depth += 1,
            ')' => {
                depth = depth.saturating_sub(1);
                if let Some(and) = [" and ", " & "].iter().find(|and| rest.starts_with(**and)).filter(|_| depth == 0) {
                    parts.push(&text[from..=at]);
                    from = at + 1 + and.len();
                }
            }
            ',' if depth == 0 && (begins_with_degree(rest) || begins_form(rest)) => {}
            ',' | ';' if depth == 0 => {
                parts.push(&text[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[from..]);
    parts.into_iter().map(str::trim).filter(|part| has_text(part)).collect()
}

/// Parses a name and what is written after it. With `has_more`, the organization is elsewhere.
pub fn parse_name<'t>(within: SourceLine<'t>, text: &str, has_more: bool) -> EntryPart<'t> {
    let mut part = EntryPart { within, is_mention: text.trim_start().starts_with('@'), ..EntryPart::default() };
    let text = text.trim().trim_start_matches('@');
    let mut rest = text;
    while let Some((before, inside)) = rest.split_once('(') {
        let (inner, after) = inside.split_once(')').unwrap_or((inside, ""));
        let next = after.split('(').next().unwrap_or_default().trim();
        push_words(&mut part, before);
        let is_short = has_more && !next.contains(' ') || !part.text.contains(' ');
        if is_short && looks_like_person(next) && !is_remark(next) && !is_remark(inner) {
            // A nickname within the name.
            part.text = format!("{} ({})", part.text, inner.trim());
        } else {
            read_parentheses(&mut part, inner);
        }
        rest = after;
    }
    push_words(&mut part, rest);
    if !has_text(&part.text) {
        // Without a name next to them, the parentheses contain the name.
        part.text = part.inside.take().unwrap_or_default();
    }
    part.text = part.text.trim_end_matches([':', '-', ' ']).to_owned();
    part
}

/// Reads the text in parentheses after a name: the first text that is no remark may be the organization.
fn read_parentheses(part: &mut EntryPart, inner: &str) {
    for said in split_names(&inner.replace(" - ", ", ")) {
        let (said, role) = split_representative(said).unwrap_or((said, ""));
        part.add_remark(role);
        if part.inside.is_some() || is_remark(said) {
            part.add_remark(said);
        } else {
            part.inside = Some(said.to_owned());
        }
    }
}

/// Adds words to a name, up to a remark: `joined at 10:15`, `@handle`. After parentheses, other words are remarks too.
fn push_words(part: &mut EntryPart, words: &str) {
    let words = words.trim();
    let is_remark_at = |at: &usize| {
        let rest = &words[*at..];
        begins_remark(rest) && !rest.starts_with(char::is_uppercase)
            || rest.starts_with('@')
            || rest.starts_with('<')
            || rest.starts_with("excused")
    };
    let mut starts = words.match_indices(' ').map(|(at, _)| at + 1);
    let end = if part.inside.is_some() { Some(0) } else { starts.find(is_remark_at) };
    let (name, remark) = words.split_at(end.unwrap_or(words.len()));
    if !name.trim().is_empty() {
        part.text = format!("{} {}", part.text, name.trim()).trim().to_owned();
    }
    part.add_remark(remark);
}
