//! What may follow the text of a mark: `-> under-review`, `(due Mar 12)`. A backslash before it makes it text.

use crate::model::spelling::{name_key, suggest_word};
use crate::model::stage::Stage;
use crate::text::characters::strip_word;

/// A stage after a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageMention {
    /// The stage.
    pub stage: Stage,
    /// Why, from the parentheses after it.
    pub reason: Option<String>,
}

/// The ending at a byte of a text, which a backslash may precede.
struct Ending<T> {
    at: usize,
    value: T,
}

/// Splits `It goes to the TSC -> under-review`.
///
/// # Errors
/// When the word after the arrow is almost that of a stage.
pub fn split_stage(text: &str) -> Result<(String, Option<StageMention>), String> {
    let (found, rest) = split(text, find_stage(text));
    match found {
        None => Ok((rest, None)),
        Some(Ok(mention)) => Ok((rest, Some(mention))),
        Some(Err(reason)) => Err(reason),
    }
}

/// Splits `add an example (due Mar 12)`; the words of the due date are as written.
pub fn split_due(text: &str) -> (String, Option<String>) {
    let (due, rest) = split(text, find_due(text));
    (rest, due.map(str::to_owned))
}

/// A text with a backslash before what would be read as its stage.
pub fn escape_stage(text: &str) -> String {
    escape(text, find_stage(text))
}

/// A text with a backslash before what would be read as its due date.
pub fn escape_due(text: &str) -> String {
    escape(text, find_due(text))
}

fn escape<T>(text: &str, found: Option<Ending<T>>) -> String {
    found.map_or_else(|| text.to_owned(), |found| format!("{}\\{}", &text[..found.at], &text[found.at..]))
}

/// The ending, and the text before it. Without a backslash, what looked like an ending is text.
fn split<T>(text: &str, found: Option<Ending<T>>) -> (Option<T>, String) {
    let Some(Ending { at, value }) = found else { return (None, text.to_owned()) };
    let before = &text[..at];
    match before.strip_suffix('\\') {
        Some(unescaped) => (None, format!("{unescaped}{}", &text[at..])),
        None => (Some(value), before.trim_end().to_owned()),
    }
}

fn find_stage(text: &str) -> Option<Ending<Result<StageMention, String>>> {
    let (head, reason) = match find_parenthesis(text) {
        Some(open) => (&text[..open], Some(text[open + 1..text.len() - 1].trim().to_owned())),
        None => (text, None),
    };
    let (at, words) = ["->", "→"]
        .iter()
        .filter_map(|arrow| {
            let at = head.rfind(arrow)?;
            Some((at, head[at + arrow.len()..].trim()))
        })
        .max()?;
    let is_separate = text[..at].trim_end_matches('\\').chars().next_back().is_none_or(char::is_whitespace);
    let key = name_key(words);
    let names = || Stage::KEYS.into_iter().map(|(name, _)| name);
    let known = Stage::all().find(|stage| name_key(stage.record_key()) == key);
    let value = match known {
        Some(stage) => Ok(StageMention { stage, reason: reason.filter(|reason| !reason.is_empty()) }),
        // Other words are text, such as the new name of something.
        None => Err(format!("expected a stage, found \"{words}\"; did you mean {}?", suggest_word(words, names())?)),
    };
    is_separate.then_some(Ending { at, value })
}

/// The parenthesis that the last character closes.
fn find_parenthesis(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut opening = text.strip_suffix(')').map_or("", |_| text).char_indices().rev();
    let closes = |(_, c): &(usize, char)| {
        match c {
            ')' => depth += 1,
            '(' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    };
    opening.find(closes).map(|(at, _)| at)
}

fn find_due(text: &str) -> Option<Ending<&str>> {
    let at = find_parenthesis(text)?;
    let inner = &text[at + 1..text.len() - 1];
    let words = strip_word(inner, "due").filter(|words| words.starts_with([' ', ':']))?;
    let words = words.trim_start_matches([' ', ':']).trim_end();
    (!words.is_empty() && !words.contains(['(', '\n'])).then_some(Ending { at, value: words })
}
