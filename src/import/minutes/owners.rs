//! The owners of an action point.

use super::attendance::KnownNames;
use super::lines::has_text;
use super::words::list_cell_lines;
use crate::model::meeting::Meeting;
use crate::model::spelling::{fold_name, is_listed};
use crate::text::characters::{is_dash, strip_word};
use crate::text::links::parse_destination;
use std::collections::HashSet;

/// The owners in a cell, as written, and whether the cell has more text.
pub fn parse_owners(cell: &str) -> (Vec<String>, bool) {
    let plain = list_cell_lines(cell);
    let (mut outside, mut depth) = (String::with_capacity(plain.len()), 0_usize);
    for c in plain.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            c if depth == 0 => outside.push(c),
            _ => {}
        }
    }
    let parts =
        outside.split([',', ';', '/', '+']).flat_map(|part| part.split(" & ")).flat_map(|part| part.split(" and "));
    let owners: Vec<String> =
        parts.map(|owner| owner.trim().trim_start_matches('@').trim_end_matches('.').to_owned()).collect();
    let owners: Vec<String> = owners.into_iter().filter(|owner| has_text(owner)).collect();
    (owners, plain.contains('('))
}

/// Who may own an action point: the names in the attendance of a call, and those of its group. Other words are an owner
/// only with a mark, such as `@`.
#[derive(Debug, Clone, Default)]
pub struct OwnerNames {
    /// Folded: names as written, without what is in parentheses, and first names.
    attending: HashSet<String>,
    known: KnownNames,
}

/// Those who need no name, folded.
const ROLES: &str = "all everyone everybody chair chairs cochair cochairs secretary editor editors thechair thechairs \
    thecochairs thesecretary theeditor theeditors";
/// What may follow the owner in a sentence.
const VERBS: [&str; 11] =
    ["to", "will", "shall", "should", "must", "needs", "need", "agreed", "agrees", "volunteered", "offered"];
/// What separates owners.
const SEPARATORS: [&str; 7] = [",", "/", "&", "+", ";", "and ", "und "];

impl OwnerNames {
    /// The names of a call whose attendance was read, and those that its group uses.
    pub fn from_call(call: &Meeting, known: &KnownNames) -> Self {
        let mut attending = HashSet::new();
        for delegation in call.attendance.iter().flatten() {
            attending.insert(fold_name(&delegation.organization));
            for person in &delegation.people {
                let bare = list_cell_lines(&person.name);
                let first = bare.split_whitespace().next().unwrap_or_default();
                attending.extend([fold_name(&bare), fold_name(first), fold_name(&parse_owners(&bare).0.concat())]);
            }
        }
        attending.remove("");
        Self { attending, known: known.clone() }
    }

    /// Whether words are a name.
    fn has(&self, words: &str) -> bool {
        let word = fold_name(words);
        let is_name = || self.attending.contains(&word) || self.known.is_known(words);
        is_listed(&word, ROLES) || !words.starts_with(char::is_lowercase) && is_name()
    }

    /// The owners that a text is, with nothing else.
    pub fn parse_all(&self, text: &str) -> Option<Vec<String>> {
        let text = text.trim().trim_end_matches('.');
        self.read_names(text).filter(|(_, end)| text[*end..].trim().is_empty()).map(|(names, _)| names)
    }

    /// The owners at the start of a text, and where they end.
    pub fn read_names(&self, text: &str) -> Option<(Vec<String>, usize)> {
        let (name, mut end) = self.read_name(text)?;
        let mut names = vec![name];
        loop {
            let rest = text[end..].trim_start();
            let separated = SEPARATORS.iter().find_map(|separator| rest.strip_prefix(separator));
            let next = separated.or(rest.starts_with('@').then_some(rest)).unwrap_or_default();
            let start = text.len() - next.len();
            let Some((name, length)) = self.read_name(next) else { return Some((names, end)) };
            names.push(name);
            end = start + length;
        }
    }

    /// The owner at the start of a text, and where the name ends, with its markup and the organization after it.
    fn read_name(&self, text: &str) -> Option<(String, usize)> {
        const MARKUP: [char; 4] = ['*', '_', '`', ' '];
        let marked = text.trim_start_matches(MARKUP).trim_start_matches('[').trim_start_matches(MARKUP);
        let body = marked.trim_start_matches('@').trim_start();
        let is_mentioned = marked.starts_with('@');
        let ends = find_word_ends(body);
        let known = ends.iter().rev().copied().find(|end| self.has(&body[..*end]));
        let end = known.or_else(|| mention_end(body, &ends).filter(|_| is_mentioned))?;
        let rest = body[end..].trim_start_matches(['*', '_', '`']);
        let rest = match rest.strip_prefix(']').filter(|_| text[..text.len() - body.len()].contains('[')) {
            Some(after) => &after[parse_destination(after).map_or(0, |(_, length)| length)..],
            None => rest,
        };
        let rest = rest.trim_start_matches(['*', '_', '`']);
        let organization = rest.trim_start().strip_prefix('(').and_then(|inner| inner.split_once(')'));
        let rest = organization.filter(|(name, _)| self.has(name.trim())).map_or(rest, |(_, rest)| rest);
        Some((body[..end].to_owned(), text.len() - rest.len()))
    }

    /// The owners that a text begins with, and where the task begins: `Ann to write`, `Ann: write`, `@Ann write`.
    pub fn split_leading<'t>(&self, text: &'t str) -> Option<(Vec<String>, &'t str)> {
        let (names, end) = self.read_names(text)?;
        let rest = text[end..].trim_start_matches(['*', '_']);
        let after = rest.trim_start();
        let is_marked = text.trim_start_matches(['*', '_']).starts_with(['@', '[']);
        if let Some(task) = after.strip_prefix(':') {
            return Some((names, task.trim_start_matches(['*', '_'])));
        }
        if let Some(task) = after.strip_prefix(is_dash).filter(|task| rest.len() > after.len() && task.starts_with(' '))
        {
            return Some((names, task));
        }
        let is_verb = |verb: &str| strip_word(after, verb).is_some_and(|rest| rest.starts_with(' '));
        (is_marked || VERBS.iter().any(|verb| is_verb(verb))).then_some((names, after))
    }
}

/// The ends of the first words of a text, up to the end of a sentence or what cannot be part of a name.
fn find_word_ends(text: &str) -> Vec<usize> {
    const MOST: usize = 5;
    let is_end = |c: char| c.is_whitespace() || ",;:/&+()[]*`|@<>\"".contains(c);
    let (mut ends, mut at) = (Vec::new(), 0);
    while ends.len() < MOST {
        let length = text[at..].find(is_end).unwrap_or(text.len() - at);
        let word = text[at..at + length].trim_end_matches(['.', '!', '_', '~']);
        if !word.contains(char::is_alphanumeric) {
            break;
        }
        ends.push(at + word.len());
        let after = &text[at + length..];
        if !after.starts_with(' ') || word.len() < length && word.chars().count() > 3 {
            break;
        }
        at += length + 1;
    }
    ends
}

/// The end of an unknown name after `@`: its first word, or all words in capitals where nothing else follows them.
fn mention_end(text: &str, ends: &[usize]) -> Option<usize> {
    let starts = std::iter::once(0).chain(ends.iter().map(|end| end + 1));
    let is_capital = |(start, _): &(usize, &usize)| text[*start..].trim_start().starts_with(char::is_uppercase);
    let last = starts.zip(ends).take_while(is_capital).map(|(_, end)| *end).last();
    let is_whole = |end: &usize| {
        let rest = text[*end..].trim_start();
        let begins = |word: &str| strip_word(rest, word).is_some_and(|rest| rest.starts_with(' '));
        !rest.starts_with(char::is_alphanumeric) || VERBS.iter().chain(&["and"]).any(|word| begins(word))
    };
    last.filter(is_whole).or(ends.first().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn owners_are_separated() {
        for (cell, expected) in [
            ("DTAG, TEF", "DTAG|TEF"),
            ("Delegate A/ Delegate B", "Delegate A|Delegate B"),
            ("Delegate A (Orange) & Delegate B (DT)", "Delegate A|Delegate B"),
            ("AT&T and China Mobile", "AT&T|China Mobile"),
            ("~~TEF~~", "TEF"),
            ("A<br>B", "A|B"),
            ("", ""),
        ] {
            assert_eq!(parse_owners(cell).0.join("|"), expected, "{cell}");
        }
        assert!(parse_owners("A (B)").1 && !parse_owners("A, B").1);
    }

    #[test]
    fn owners_at_the_start_of_a_text_are_known_or_marked() {
        let mut known = KnownNames::default();
        ["Zoé Example", "Delegate A"].iter().for_each(|name| known.add_person(name));
        known.add_organization("DT");
        let names = OwnerNames { attending: ["zoe".to_owned()].into(), known };
        let split = |text: &str| {
            names
                .split_leading(text)
                .map_or("-".to_owned(), |(names, task)| format!("{}|{}", names.join("+"), task.trim()))
        };
        for (text, expected) in [
            ("Zoé Example to write", "Zoé Example|to write"),
            ("Zoe: write: it", "Zoe|write: it"),
            ("**Zoe Example**: write", "Zoe Example|write"),
            ("**Zoe Example:** write", "Zoe Example|write"),
            ("Delegate A (DT) and DT will write", "Delegate A+DT|will write"),
            ("DT – write", "DT|write"),
            ("@someone write it", "someone|write it"),
            ("@Some One to write", "Some One|to write"),
            ("@Some One @other: write", "Some One+other|write"),
            ("[@someone](https://e.x/someone) write", "someone|write"),
            ("[Zoe] write", "Zoe|write"),
            ("All to write", "All|to write"),
            ("Zoe wrote", "-"),
            ("zoe to write", "-"),
            ("Somebody to write", "-"),
            ("Update: written", "-"),
            ("", "-"),
        ] {
            assert_eq!(split(text), expected, "{text}");
        }
        assert_eq!(names.parse_all("Zoe, @other (DT)."), Some(vec!["Zoe".to_owned(), "other".to_owned()]));
        assert_eq!(names.parse_all("Zoe writes"), None);
    }
}
