//! The mark of an action point: `AP:`, `AP1 (Ann):`, `ACTION Ann:`, `**AI #06.01**`.

use crate::import::minutes::action_facts::FactReader;
use crate::import::minutes::owners::parse_owners;
use crate::import::minutes::register::{ListedAction, is_header};
use crate::text::characters::{is_dash, strip_word};
use crate::text::notation::words::split_id;
use crate::view::actions::point::split_action_id;

/// A word that marks an action point.
struct MarkWord {
    word: &'static str,
    /// Whether unknown words before its colon are the owner.
    names_anybody: bool,
}

/// Longer words first. A word with small letters is read in any case.
const MARKS: [MarkWord; 6] = [
    MarkWord { word: "Action point", names_anybody: false },
    MarkWord { word: "Action item", names_anybody: false },
    MarkWord { word: "Action", names_anybody: false },
    MarkWord { word: "AP", names_anybody: true },
    MarkWord { word: "AI", names_anybody: false },
    MarkWord { word: "Todo", names_anybody: true },
];

/// Where a mark is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkPlace {
    /// At the start of a line in a part of action points.
    Part,
    /// At the start of a line of prose.
    Line,
    /// After other words.
    Middle,
}

/// A mark that was read.
#[derive(Debug, Default)]
pub struct ActionMark {
    /// As far as it was read.
    pub action: ListedAction,
    /// Where the task begins.
    pub end: usize,
    /// Whether it is only sure with an owner.
    pub needs_owner: bool,
}

/// The first mark after other words, from a byte on, and where it begins.
pub fn find_mark(facts: &FactReader, text: &str, from: usize) -> Option<(usize, ActionMark)> {
    let near = text.get(from..)?.char_indices().map(|(at, c)| (from + at, c));
    let mut starts = near.filter(|(at, c)| {
        let before = &text[..*at];
        *at > 0 && matches!(c, 'A' | 'T' | '*' | '_' | '[') && before.ends_with(char::is_whitespace)
    });
    starts.find_map(|(at, _)| {
        let mark = parse_mark(facts, &text[at..], MarkPlace::Middle)?;
        let task = text[at + mark.end..].trim_start();
        let is_numbered = mark.action.id.is_some() || mark.action.is_numbered;
        let is_clear = is_numbered || !mark.action.owners.is_empty() || task.starts_with('@');
        let ends_sentence = text[..at].trim_end().ends_with(['.', ';', ':', '!', '?', ')', ']', '>', '→']);
        let bare = text[at..].trim_start_matches(OPENING);
        let is_loud = bare.chars().take(2).all(char::is_uppercase);
        (ends_sentence || is_loud && is_clear).then_some((at, mark))
    })
}

/// The mark at the start of a text.
pub fn parse_mark(facts: &FactReader, text: &str, place: MarkPlace) -> Option<ActionMark> {
    let marked = text.trim_start_matches(OPENING);
    let is_opened = marked.len() < text.len();
    let mut mark = ActionMark::default();
    let (is_numbered, names_anybody, rest) = match split_id(marked) {
        Some((id, rest)) => {
            mark.action.id = Some(id.to_owned());
            let is_own = split_action_id(id).is_some_and(|(day, _)| day == facts.day);
            let is_marked = strip_word(marked, "AP").is_some();
            (place == MarkPlace::Part || is_own && is_marked).then_some((true, true, rest))?
        }
        None => {
            let (word, rest) = MARKS.iter().find_map(|mark| Some((mark, mark.strip(marked)?)))?;
            let (number, rest) = split_number(rest);
            let is_plain = number.bytes().all(|byte| byte.is_ascii_digit());
            mark.action.is_numbered = is_plain && !number.is_empty();
            mark.action.id =
                Some(number.to_owned()).filter(|number| !is_plain || place == MarkPlace::Part && !number.is_empty());
            mark.needs_owner = word.word == "AI" && number.is_empty() && place != MarkPlace::Part;
            if mark.needs_owner && place == MarkPlace::Middle {
                return None;
            }
            let is_loud = marked.starts_with("ACTION");
            (!number.is_empty(), word.names_anybody || is_loud, rest)
        }
    };
    let closed = rest.trim_start_matches(CLOSING);
    let is_closed = is_opened && closed.len() < rest.len();
    let after = closed.trim_start();
    let names = &facts.names;
    let in_parentheses = after.strip_prefix('(').and_then(|inner| inner.split_once(')'));
    let near = &after[..after.floor_char_boundary(LONGEST_OWNER)];
    let colon = near.find(':').filter(|colon| !after[*colon..].starts_with("://"));
    let owners_of = |words: &str| {
        let words = BEFORE_OWNER.iter().find_map(|before| strip_word(words, before)).unwrap_or(words);
        let free =
            || parse_owners(words).0.into_iter().map(Some).map(|owner| owner.filter(|owner| is_name_like(owner)));
        names
            .parse_all(words)
            .or_else(|| free().collect::<Option<Vec<String>>>().filter(|all| names_anybody && !all.is_empty()))
    };
    let task = if let Some((owners, task)) = in_parentheses.and_then(|(inner, rest)| Some((owners_of(inner)?, rest))) {
        mark.action.owners = owners;
        task.trim_start_matches(|c: char| CLOSING.contains(&c) || c == ' ' || c == ':')
    } else if let Some(task) = after.strip_prefix(':') {
        task
    } else if let Some((owners, colon)) = colon.and_then(|colon| Some((owners_of(&after[..colon])?, colon))) {
        mark.action.owners = owners;
        &after[colon + 1..]
    } else if let Some(task) = after.strip_prefix(is_dash).filter(|task| task.starts_with(' ')) {
        mark.needs_owner |= !is_numbered && !is_closed;
        task
    } else if let Some(task) = after.strip_prefix([')', '.']).filter(|_| is_numbered) {
        task
    } else {
        let is_sure = is_closed || is_numbered && (place == MarkPlace::Part || marked.contains(" #"));
        (is_sure || names.split_leading(after).is_some()).then_some(after)?
    };
    mark.end = text.len() - task.len();
    Some(mark)
}

/// Markup before and after a mark.
const OPENING: [char; 4] = ['*', '_', '[', '~'];
const CLOSING: [char; 4] = ['*', '_', ']', '~'];
/// Words before the owners of a mark.
const BEFORE_OWNER: [&str; 5] = ["assigned to ", "owner ", "for ", "to ", "on "];
/// The most bytes of the owners before the colon of a mark.
const LONGEST_OWNER: usize = 60;

impl MarkWord {
    /// The text after the word, and after the `s` of its plural.
    fn strip<'t>(&self, text: &'t str) -> Option<&'t str> {
        let rest = match self.word.contains(char::is_lowercase) {
            true => strip_word(text, self.word),
            false => text.strip_prefix(self.word),
        }?;
        let rest = rest.strip_prefix('s').unwrap_or(rest);
        (!rest.starts_with(|c: char| c.is_alphabetic() || matches!(c, '\'' | '’' | '_'))).then_some(rest)
    }
}

/// The number after a mark, and the rest: `1`, ` #06.01`, `-3`.
fn split_number(text: &str) -> (&str, &str) {
    let number = text.trim_start_matches([' ', '#', '-', '.', '\u{a0}']);
    let end = number.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '-' | '/')).unwrap_or(number.len());
    let digits = number[..end].trim_end_matches(['.', '-', '/']);
    let is_number =
        digits.starts_with(|c: char| c.is_ascii_digit()) && !number[digits.len()..].starts_with(char::is_alphabetic);
    if is_number { (digits, &number[digits.len()..]) } else { ("", text) }
}

/// Whether words may be the name of somebody unknown: they begin with capitals, and are not the header of a column.
fn is_name_like(words: &str) -> bool {
    let mut each = words.split_whitespace();
    each.clone().count() <= 4
        && each.all(|word| word.starts_with(|c: char| c.is_uppercase() || c == '@'))
        && !is_header(words)
}
