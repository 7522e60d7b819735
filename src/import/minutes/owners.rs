//! The owners of an action point.

use super::attendance::KnownNames;
use super::lines::has_text;
use super::words::list_cell_lines;
use crate::model::meeting::Meeting;
use crate::model::spelling::{fold_name, is_listed};
use crate::text::characters::is_dash;
use crate::text::links::parse_destination;

/// The owners in a cell, as written, and whether the cell has more text.
pub fn parse_owners(cell: &str) -> (Vec<String>, bool) {
    let plain = list_cell_lines(cell);
    let mut pieces = plain.split('(');
    let first = pieces.next().unwrap_or_default().to_owned();
    let outside = pieces.fold(first, |all, piece| all + piece.split_once(')').map_or("", |(_, after)| after));
    let mut owners = Vec::new();
    for part in outside.split([',', ';', '/', '+']) {
        let words: Vec<&str> = part.split(' ').collect();
        let names = words.split(|word| matches!(*word, "&" | "and")).map(|words| words.join(" "));
        let names = names.map(|name| name.trim().trim_start_matches('@').trim_end_matches('.').to_owned());
        owners.extend(names.filter(|name| has_text(name)));
    }
    (owners, plain.contains('('))
}

/// Who may own an action point: the names in the attendance of a call, also without what is in parentheses, its first
/// names, and the names of its group. Other words are an owner only with a mark, such as `@`.
#[derive(Debug, Clone, Default)]
pub struct OwnerNames(KnownNames);

/// Those who need no name, folded.
const ROLES: &str = "all everyone everybody chair chairs cochair cochairs secretary editor editors thechair thechairs \
    thecochairs thesecretary theeditor theeditors";
/// What may follow the owner in a sentence.
const VERBS: &str = "to will shall should must needs need agreed agrees volunteered offered";
/// What separates owners.
const SEPARATORS: [&str; 7] = [",", "/", "&", "+", ";", "and ", "und "];
/// Markup around an owner.
const MARKUP: [char; 3] = ['*', '_', '`'];

impl OwnerNames {
    /// The names of a call whose attendance was read, and those that its group uses.
    pub fn from_call(call: &Meeting, known: &KnownNames) -> Self {
        let mut names = known.clone();
        for delegation in call.attendance.iter().flatten() {
            names.add_organization(&delegation.organization);
            for person in &delegation.people {
                let bare = list_cell_lines(&person.name);
                let first = bare.split_whitespace().next().unwrap_or_default();
                [&bare, first, &parse_owners(&bare).0.concat()].into_iter().for_each(|name| names.add_person(name));
            }
        }
        Self(names)
    }

    /// Whether words are a name.
    fn has(&self, words: &str) -> bool {
        let is_known = || self.0.find(words).person || self.0.find(words).organization;
        is_listed(&fold_name(words), ROLES) || !words.starts_with(char::is_lowercase) && is_known()
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
            let Some((name, length)) = self.read_name(next) else { return Some((names, end)) };
            names.push(name);
            end = text.len() - next.len() + length;
        }
    }

    /// The owner at the start of a text, and where the name ends, with its markup and the organization after it.
    fn read_name(&self, text: &str) -> Option<(String, usize)> {
        let marked = text.trim_start_matches(|c: char| MARKUP.contains(&c) || matches!(c, ' ' | '['));
        let body = marked.trim_start_matches('@').trim_start();
        let ends = find_word_ends(body);
        let known = ends.iter().rev().copied().find(|end| self.has(&body[..*end]));
        let end = known.or_else(|| find_mention_end(body, &ends).filter(|_| marked.starts_with('@')))?;
        let mut rest = body[end..].trim_start_matches(MARKUP);
        if let Some(after) = rest.strip_prefix(']') {
            rest = after[parse_destination(after).map_or(0, |(_, length)| length)..].trim_start_matches(MARKUP);
        }
        let organization = rest.trim_start().strip_prefix('(').and_then(|inner| inner.split_once(')'));
        let rest = organization.filter(|(name, _)| self.has(name.trim())).map_or(rest, |(_, rest)| rest);
        Some((body[..end].to_owned(), text.len() - rest.len()))
    }

    /// The owners that a text begins with, and where the task begins: `Ann to write`, `Ann: write`, `@Ann write`.
    pub fn split_leading<'t>(&self, text: &'t str) -> Option<(Vec<String>, &'t str)> {
        let (names, end) = self.read_names(text)?;
        let rest = text[end..].trim_start_matches(MARKUP);
        let after = rest.trim_start();
        let dashed = after.strip_prefix(is_dash).filter(|task| rest.len() > after.len() && task.starts_with(' '));
        let is_marked = text.trim_start_matches(MARKUP).starts_with(['@', '[']);
        let said = || (is_marked || begins_with_verb(after, VERBS)).then_some(after);
        let task = after.strip_prefix(':').map(|task| task.trim_start_matches(MARKUP)).or(dashed).or_else(said)?;
        Some((names, task))
    }
}

/// Whether a text begins with one of some words, and has more of them.
fn begins_with_verb(text: &str, verbs: &str) -> bool {
    text.split_once(' ').is_some_and(|(word, _)| is_listed(&word.to_lowercase(), verbs))
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
        // `Ann M. Example`, but not the next sentence.
        if !text[at + length..].starts_with(' ') || word.len() < length && word.chars().count() > 3 {
            break;
        }
        at += length + 1;
    }
    ends
}

/// The end of an unknown name after `@`: its first word, or all words in capitals where nothing else follows them.
fn find_mention_end(text: &str, ends: &[usize]) -> Option<usize> {
    let is_capital = |word: &str| word.starts_with(char::is_uppercase);
    let last = ends.iter().rfind(|end| text[..**end].split(' ').all(is_capital));
    let is_whole = |end: &&usize| {
        let rest = text[**end..].trim_start();
        !rest.starts_with(char::is_alphanumeric) || begins_with_verb(rest, VERBS) || begins_with_verb(rest, "and")
    };
    last.filter(is_whole).or(ends.first()).copied()
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
        ["Zoé Example", "Zoe", "Delegate A"].iter().for_each(|name| known.add_person(name));
        known.add_organization("DT");
        let names = OwnerNames(known);
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
