//! The mark of an action point: `AP:`, `AP1 (Ann):`, `ACTION Ann:`, `**AI #06.01**`.

use crate::import::minutes::action_facts::{ActionReader, ListedAction};
use crate::import::minutes::owners::parse_owners;
use crate::import::minutes::register::is_header;
use crate::text::characters::{is_dash, strip_word};
use crate::text::notation::words::split_id;
use crate::view::actions::point::{is_plain_number, split_action_id};

/// Longer words first. A word with small letters is read in any case.
const MARKS: [&str; 6] = ["Action point", "Action item", "Action", "AP", "AI", "Todo"];
/// Markup before and after a mark.
const MARKUP: [char; 5] = ['*', '_', '[', ']', '~'];
/// Words before the owners of a mark.
const BEFORE_OWNER: [&str; 5] = ["assigned to ", "owner ", "for ", "to ", "on "];
/// The most bytes of the owners before the colon of a mark.
const LONGEST_OWNER: usize = 60;

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
    /// Whether it has an id or a number.
    pub has_number: bool,
    /// Whether it is only sure with an owner.
    pub needs_owner: bool,
}

impl ActionReader {
    /// The first mark after other words, from a byte on, and where it begins.
    pub fn find_mark(&self, text: &str, from: usize) -> Option<(usize, ActionMark)> {
        let rest = text.get(from..).filter(|rest| may_have_mark(rest))?;
        let starts = rest.match_indices(char::is_whitespace).map(|(at, gap)| from + at + gap.len());
        // The first letters of all marks.
        let may_begin = |at: &usize| text[*at..].trim_start_matches(MARKUP).starts_with(['A', 'a', 'T', 't']);
        starts.filter(may_begin).find_map(|at| {
            let mark = self.parse_mark(&text[at..], MarkPlace::Middle)?;
            let is_mention = text[at + mark.end..].trim_start().starts_with('@');
            let is_clear = mark.has_number || !mark.action.owners.is_empty() || is_mention;
            let ends_sentence = text[..at].trim_end().ends_with(['.', ';', ':', '!', '?', ')', ']', '>', '→']);
            (ends_sentence || is_loud(&text[at..]) && is_clear).then_some((at, mark))
        })
    }

    /// The mark at the start of a text.
    pub fn parse_mark(&self, text: &str, place: MarkPlace) -> Option<ActionMark> {
        let marked = text.trim_start_matches(MARKUP);
        let mut mark = ActionMark::default();
        let (names_anybody, rest) = if let Some((id, rest)) = split_id(marked) {
            let is_own = split_action_id(id).is_some_and(|(day, _)| day == self.day);
            (place == MarkPlace::Part || is_own && marked.starts_with("AP")).then_some(())?;
            (mark.action.id, mark.has_number) = (Some(id.to_owned()), true);
            (true, rest)
        } else {
            let (word, rest) = split_mark(marked)?;
            let (number, rest) = split_number(rest);
            mark.has_number = number.is_some();
            let is_id = |number: &&str| place == MarkPlace::Part || !is_plain_number(number);
            mark.action.id = number.filter(is_id).map(str::to_owned);
            mark.needs_owner = word == "AI" && number.is_none() && place != MarkPlace::Part;
            (!mark.needs_owner || place != MarkPlace::Middle).then_some(())?;
            (is_loud(marked) && word != "AI" || word == "Todo", rest)
        };
        let closed = rest.trim_start_matches(MARKUP);
        let is_closed = marked.len() < text.len() && closed.len() < rest.len();
        let after = closed.trim_start();
        let in_parentheses = after.strip_prefix('(').and_then(|inner| inner.split_once(')'));
        let in_parentheses = in_parentheses.map(|(words, task)| {
            (words, task.trim_start_matches(|c: char| MARKUP.contains(&c) || matches!(c, ' ' | ':')))
        });
        let before_colon =
            after.split_once(':').filter(|(words, task)| words.len() < LONGEST_OWNER && !task.starts_with("//"));
        let read_owners = |(words, task)| Some((self.parse_mark_owners(words, names_anybody)?, task));
        let owned = in_parentheses.and_then(read_owners).or_else(|| before_colon.and_then(read_owners));
        let task = if let Some((owners, task)) = owned {
            mark.action.owners = owners;
            task
        } else if let Some(task) = after.strip_prefix(':') {
            task
        } else if let Some(task) = after.strip_prefix(is_dash).filter(|task| task.starts_with(' ')) {
            mark.needs_owner |= !mark.has_number && !is_closed;
            task
        } else if let Some(task) = after.strip_prefix([')', '.']).filter(|_| mark.has_number) {
            task
        } else {
            let is_sure = is_closed || mark.has_number && (place == MarkPlace::Part || marked.contains(" #"));
            (is_sure || self.names.split_leading(after).is_some()).then_some(after)?
        };
        mark.end = text.len() - task.len();
        Some(mark)
    }

    /// The owners that words of a mark are: after some marks also unknown names, which begin with capitals.
    fn parse_mark_owners(&self, words: &str, names_anybody: bool) -> Option<Vec<String>> {
        let words = BEFORE_OWNER.iter().find_map(|before| strip_word(words, before)).unwrap_or(words);
        let is_name = |owner: &String| {
            let mut each = owner.split_whitespace();
            each.clone().count() <= 4
                && each.all(|word| word.starts_with(|c: char| c.is_uppercase() || c == '@'))
                && !is_header(owner)
        };
        let anybody = || Some(parse_owners(words).0).filter(|all| !all.is_empty() && all.iter().all(is_name));
        self.names.parse_all(words).or_else(|| anybody().filter(|_| names_anybody))
    }
}

/// Whether a text begins with two capitals.
fn is_loud(text: &str) -> bool {
    text.trim_start_matches(MARKUP).chars().take(2).all(char::is_uppercase)
}

/// Whether a text has the word of a mark anywhere, which most texts do not.
pub fn may_have_mark(text: &str) -> bool {
    let mut before = b' ';
    text.bytes().enumerate().any(|(at, byte)| {
        let begins_word = !std::mem::replace(&mut before, byte).is_ascii_alphanumeric();
        begins_word && matches!(byte, b'A' | b'a' | b'T' | b't') && split_mark(&text[at..]).is_some()
    })
}

/// The mark that a text begins with, and the text after it and after the `s` of its plural.
fn split_mark(text: &str) -> Option<(&'static str, &str)> {
    let strip = |word: &str| match word.contains(char::is_lowercase) {
        true => strip_word(text, word),
        false => text.strip_prefix(word),
    };
    let is_end = |rest: &str| !rest.starts_with(|c: char| c.is_alphabetic() || matches!(c, '\'' | '’' | '_'));
    MARKS.into_iter().find_map(|word| {
        let rest = strip(word)?;
        let rest = rest.strip_prefix('s').unwrap_or(rest);
        is_end(rest).then_some((word, rest))
    })
}

/// The number after a mark, and the rest: `1`, ` #06.01`, `-3`.
fn split_number(text: &str) -> (Option<&str>, &str) {
    let number = text.trim_start_matches([' ', '#', '-', '.', '\u{a0}']);
    let end = number.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '-' | '/')).unwrap_or(number.len());
    let digits = number[..end].trim_end_matches(['.', '-', '/']);
    let rest = &number[digits.len()..];
    match digits.starts_with(|c: char| c.is_ascii_digit()) && !rest.starts_with(char::is_alphabetic) {
        true => (Some(digits), rest),
        false => (None, text),
    }
}
