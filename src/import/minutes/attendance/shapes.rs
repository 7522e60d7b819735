//! The shapes of entries: `Name (Org)`, `Name - Org`, `Name/Org (role)`, `Name, Org`, `Org: Name, Name`.

use super::entry::{EntryPart, EntryShape};
use super::words::{
    Label, begins_remark, belongs_to_name, is_remark, looks_like_organization, looks_like_person, read_label,
    says_only_absence, split_representative,
};
use crate::import::minutes::lines::has_text;
use crate::import::minutes::parts::CALL_ROLES;
use crate::model::spelling::{fold_name, is_listed};
use crate::text::characters::strip_word;
use std::borrow::Cow;

/// Splits `Label: text`; a colon in a time or a URL separates nothing. A dash separates only a word about absence or
/// the role of one person: `Regrets - Name`.
pub fn split_label(text: &str) -> Option<(&str, &str)> {
    let dashed = text.split_once(" - ").map(|(label, rest)| (label.trim(), rest.trim()));
    if let Some((label, rest)) = dashed.filter(|(label, _)| !label.contains([' ', ':']) || says_only_absence(label)) {
        match read_label(label) {
            Label::Absent(_) => return Some((label, rest)),
            Label::Role(role) if is_listed(&fold_name(&role), CALL_ROLES) => return Some((label, rest)),
            _ => {}
        }
    }
    let ends = |at: usize| !text[at + 1..].starts_with(|c: char| c == '/' || c.is_ascii_digit());
    let at = text.match_indices(':').map(|(at, _)| at).find(|at| ends(*at))?;
    Some((text[..at].trim(), text[at + 1..].trim()))
}

/// The shape and the parts of one entry.
pub type ShapedParts = (EntryShape, Vec<EntryPart>);

/// Parses a plain text. `None` if it has none of the known shapes.
pub fn parse_text(text: &str) -> Option<Vec<ShapedParts>> {
    // A longer line is prose.
    const LONGEST: usize = 10_000;
    if text.len() > LONGEST || text.contains("://") || text.contains("www.") {
        return None;
    }
    if let Some(absent) = strip_word(text, "nobody from ") {
        let organizations = split_pieces(absent).into_iter().map(|(_, name)| EntryPart::new(name));
        return Some(organizations.map(|name| (EntryShape::Organization, vec![name])).collect());
    }
    let Some((label, rest)) = split_label(text) else { return parse_list(text, false) };
    if has_text(rest) && is_remark(rest) && !begins_remark(label) {
        let mut entries = parse_list(label, false)?;
        entries.last_mut()?.1.first_mut()?.add_remark(rest);
        return Some(entries);
    }
    let said = read_label(label);
    let mut entries = match said {
        Label::Other => {
            // `Org (2)` counts its people.
            let counted = label.split_once('(').filter(|(_, count)| count.starts_with(|c: char| c.is_ascii_digit()));
            let name = counted.map_or(label, |(name, _)| name.trim());
            let parts = std::iter::once(EntryPart::new(name)).chain(parse_people(rest)).collect();
            vec![(EntryShape::Organization, parts)]
        }
        _ if !has_text(rest) => Vec::new(),
        // `Chair: Name, Org` is one person.
        _ => {
            let is_list = !matches!(said, Label::Role(_)) || label.ends_with('s');
            // `Name, Org; Name, Org`
            let separator = if rest.contains(',') && !rest.contains('(') { ';' } else { '\n' };
            let lists = rest.split(separator).filter(|list| has_text(list)).map(|list| parse_list(list, is_list));
            lists.collect::<Option<Vec<_>>>()?.concat()
        }
    };
    entries.iter_mut().flat_map(|(_, parts)| parts).for_each(|part| part.add_label(&said));
    Some(entries)
}

/// Parses people with organizations: `Name (Org), Name (Org)`, `Name - Org`, `Name/Org`, `Name, Org`. In a list after a
/// label, commas separate people.
fn parse_list(text: &str, is_list: bool) -> Option<Vec<ShapedParts>> {
    let text = if is_list { Cow::Owned(text.replace(" and ", ", ")) } else { Cow::Borrowed(text) };
    let pieces: Vec<(bool, &str)> = split_pieces(&text).into_iter().flat_map(split_slash).collect();
    let has_more = pieces.len() > 1 || text.matches('(').count() > 1;
    let mut chunks: Vec<Vec<EntryPart>> = Vec::new();
    for (is_dashed, piece) in pieces {
        match chunks.last_mut() {
            Some(parts) if is_organization_after(&parts[0], piece, is_dashed) => add_organization(parts, piece),
            Some(parts) if is_remark(before_parentheses(piece)) || split_representative(piece).is_some() => {
                add_remarks(parts, piece);
            }
            _ => chunks.push(vec![parse_name(piece, has_more)]),
        }
    }
    if chunks.is_empty() || chunks.iter().any(|parts| parts.len() > 2 || parts.iter().any(|part| !has_text(&part.text)))
    {
        return None;
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
    let owned = chunks.iter().filter(|parts| parts.len() > 1 || parts[0].inside.is_some()).count();
    // `Absent: Name Name, Org` is one person, or two.
    let is_one_word = |parts: &[EntryPart]| !parts[0].text.contains(' ') && !parts[0].is_mention;
    if is_list && owned == 0 && chunks.len() == 2 && !is_one_word(&chunks[0]) && is_one_word(&chunks[1]) {
        return Some(vec![(EntryShape::Several, chunks.concat())]);
    }
    if chunks.len() < 2 || is_list || owned > 1 {
        let shaped = |mut parts: Vec<EntryPart>| match (parts.len(), parts[0].inside.take()) {
            (1, None) => (EntryShape::Alone, parts),
            (1, Some(organization)) => {
                parts.push(EntryPart::new(&organization));
                (EntryShape::Name, parts)
            }
            _ => (EntryShape::Either, parts),
        };
        return Some(chunks.into_iter().map(shaped).collect());
    }
    let is_dashed = chunks[0].len() > 1;
    let mut parts: Vec<EntryPart> = chunks.into_iter().flatten().collect();
    // Parentheses next to a comma belong to the name before them.
    parts.iter_mut().for_each(EntryPart::keep_inside);
    match (owned, is_dashed, parts.len()) {
        (_, false, 2) | (1, true, _) => Some(vec![(EntryShape::Either, parts)]),
        (0, false, _) => Some(vec![(EntryShape::Several, parts)]),
        _ => None,
    }
}

/// Whether a piece after a person is an organization, by its dash or by the word `representative`.
fn is_organization_after(person: &EntryPart, piece: &str, is_dashed: bool) -> bool {
    match split_representative(piece) {
        // The organization is in parentheses: `Name Name (Org) - representative of the board`.
        Some(_) if person.inside.is_some() && person.text.contains(' ') => false,
        Some((organization, _)) => is_dashed || looks_like_organization(organization),
        None => is_dashed && !is_remark(before_parentheses(piece)),
    }
}

/// The text before parentheses, which are after other words.
fn before_parentheses(text: &str) -> &str {
    text.split('(').next().filter(|before| has_text(before)).unwrap_or(text)
}

/// Adds a remark after a person. The organization may be in parentheses after it: `Name, chair (Org)`.
fn add_remarks(parts: &mut [EntryPart], piece: &str) {
    let is_open = parts.len() == 1 && parts[0].inside.is_none();
    let inner = piece.split_once('(').and_then(|(remark, inner)| Some((remark, inner.trim_end().strip_suffix(')')?)));
    match inner.filter(|(remark, inner)| is_open && has_text(remark) && looks_like_organization(inner)) {
        Some((remark, inner)) => {
            parts[0].add_remark(remark);
            read_parentheses(&mut parts[0], inner);
        }
        None => parts[0].add_remark(piece),
    }
}

/// Whether a comma separates a family name and a given name: `Smith, K. (Org)`, `Smith, Kim (Org)`.
fn is_given_name(family: &str, given: &str) -> bool {
    let is_one = |text: &str| !text.contains(' ') && looks_like_person(text);
    let is_initials = given.ends_with('.') && given.split(['.', ' ', '-']).all(|one| one.chars().count() <= 1);
    is_initials || is_one(family) && is_one(given)
}

/// Splits `Name/Org` at its slash, as if that were a dash.
fn split_slash((is_dashed, text): (bool, &str)) -> Vec<(bool, &str)> {
    let is_slash = |(before, after): &(&str, &str)| {
        let sides = [*before, after.split('(').next().unwrap_or_default()];
        let is_name = |side: &&str| side.trim().len() > 1 && looks_like_organization(side);
        sides.iter().all(is_name) && sides.iter().any(|side| looks_like_person(side)) && !before.contains('(')
    };
    match text.split_once('/').filter(|sides| !is_dashed && is_slash(sides)) {
        Some((before, after)) => vec![(false, before), (true, after)],
        None => vec![(is_dashed, text)],
    }
}

/// Adds the organization of a person, and what is said after it.
fn add_organization(parts: &mut Vec<EntryPart>, text: &str) {
    let (text, role) = split_representative(text).unwrap_or((text, String::new()));
    let person = &mut parts[0];
    person.keep_inside();
    person.add_remark(&role);
    let mut organization = parse_name(text, true);
    // What follows an organization is about the person.
    let said = [organization.role.take(), organization.note.take(), organization.inside.take()];
    said.into_iter().flatten().for_each(|said| person.add_remark(&said));
    parts.push(organization);
}

/// Parses a list of names, each with its remark.
pub fn parse_people(text: &str) -> Vec<EntryPart> {
    let text = &text.replace(" & ", ", ").replace(" and ", ", ").replace(" / ", ", ");
    let is_mentions = text.trim_start().starts_with('@');
    let text = if is_mentions { &text.replace('@', ", ") } else { text };
    let mut people: Vec<EntryPart> = Vec::new();
    for (_, name) in split_pieces(text) {
        if let Some(person) = people.last_mut().filter(|_| is_remark(name) && !is_mentions) {
            person.add_remark(name);
            continue;
        }
        let mut person = parse_name(name, true);
        person.is_mention |= is_mentions;
        let inside = person.inside.take().unwrap_or_default();
        person.add_remark(&inside);
        people.push(person);
    }
    people.retain(|person| has_text(&person.text));
    people
}

/// Splits at dashes, commas and semicolons that are not in parentheses, and at `and` after an organization. Each piece
/// with whether it is after a dash.
fn split_pieces(text: &str) -> Vec<(bool, &str)> {
    const SEPARATORS: [&str; 5] = [",", ";", " - ", " and ", " & "];
    let (mut pieces, mut from, mut depth, mut is_dashed) = (Vec::new(), 0, 0_usize, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            b',' | b';' | b' ' if depth == 0 && at >= from => {}
            _ => continue,
        }
        let rest = &text[at..];
        let is_separator = |separator: &&str| match *separator {
            _ if !rest.starts_with(separator) => false,
            "," => !belongs_to_name(&rest[1..]),
            " and " | " & " => text[..at].ends_with(')'),
            _ => true,
        };
        if let Some(separator) = SEPARATORS.into_iter().find(is_separator) {
            pieces.push((is_dashed, text[from..at].trim()));
            from = at + separator.len();
            is_dashed = separator == " - ";
        }
    }
    pieces.push((is_dashed, text[from..].trim()));
    pieces.retain(|(_, piece)| has_text(piece));
    pieces
}

/// Parses a name and what is written after it. With `has_more`, the organization is elsewhere.
fn parse_name(text: &str, has_more: bool) -> EntryPart {
    let mut part = EntryPart { is_mention: text.trim_start().starts_with('@'), ..EntryPart::default() };
    let mut rest = text.trim().trim_start_matches('@');
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

/// Reads the text in parentheses after a name: the first one that is not a remark may be the organization.
fn read_parentheses(part: &mut EntryPart, inner: &str) {
    for (_, said) in split_pieces(inner) {
        let (said, role) = split_representative(said).unwrap_or((said, String::new()));
        part.add_remark(&role);
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
        rest.starts_with(['@', '<'])
            || !rest.starts_with(char::is_uppercase) && (begins_remark(rest) || rest.starts_with("excused"))
    };
    let mut starts = words.match_indices(' ').map(|(at, _)| at + 1);
    let end = if part.inside.is_some() { Some(0) } else { starts.find(is_remark_at) };
    let (name, remark) = words.split_at(end.unwrap_or(words.len()));
    let name = name.trim();
    if !part.text.is_empty() && !name.is_empty() {
        part.text.push(' ');
    }
    part.text.push_str(name);
    part.add_remark(remark);
}
