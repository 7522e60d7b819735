//! The next call, as minutes announce it.

use super::lines::{Line, says_something};
use super::record::Next;
use super::spoken;
use super::words::bare;
use chrono::NaiveDate;
use std::borrow::Cow;

/// An announcement that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announced<'t> {
    /// The line that announces it.
    pub line: Line<'t>,
    /// The day, a year that is not given being the one in which it comes next; `None` where the line names none.
    pub day: Option<NaiveDate>,
    /// The line as Markdown, without what marks an item.
    pub text: &'t str,
}

impl Announced<'_> {
    /// With its words, where they stand nowhere else.
    pub fn with_words(&self) -> Next {
        Next { date: self.day, text: Some(self.text.to_owned()) }
    }
}

/// The first line that announces the next call with a day, which may stand alone on the line below.
pub fn find<'t>(lines: &[Line<'t>], call: NaiveDate) -> Option<Announced<'t>> {
    let mut said = lines.iter().filter(|line| !line.is_blank()).peekable();
    while let Some(line) = said.next() {
        let below = || said.peek().filter(|_| announces_below(line.text)).and_then(|next| alone(**next, *line, call));
        if let Some(found) = read(*line, call).or_else(below) {
            return Some(found);
        }
    }
    None
}

/// Whether a line says `Next call:` and nothing else.
fn announces_below(line: &str) -> bool {
    const WORDS: [&str; 8] = ["date", "of", "the", "schedule", "scheduled", "will", "be", "on"];
    let plain = bare(line).to_lowercase();
    let mut words = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.clone().take(8).any(|word| word == "next")
        && is_of_this_group(plain.split_once("next").map_or("", |(_, behind)| behind))
        && words.all(|word| word == "next" || CALLS.contains(&word) || BETWEEN.contains(&word) || WORDS.contains(&word))
}

/// A line that begins with a day, below the one that announces it.
fn alone<'t>(line: Line<'t>, above: Line<'t>, call: NaiveDate) -> Option<Announced<'t>> {
    let plain = bare(unmarked(line.text));
    let first = spoken::first(&plain)?;
    let is_first =
        !plain[..first.range.start].contains(|c: char| c.is_ascii_digit()) && first.range.start < LONGEST_DAY;
    let day = first.next_from(call.succ_opt().unwrap_or(call));
    is_first.then(|| Announced { line: above, day, text: unmarked(line.text) })
}

/// Bytes of the longest weekday, with a comma.
const LONGEST_DAY: usize = "wednesday, ".len();

/// What a line announces.
fn read(line: Line<'_>, call: NaiveDate) -> Option<Announced<'_>> {
    if !line.text.to_ascii_lowercase().contains("next") {
        return None;
    }
    let plain = bare(&without_struck(line.text));
    let lower = plain.to_lowercase();
    let behind = lower.find("next").filter(|at| plain.is_char_boundary(*at)).map(|at| &lower[at + "next".len()..])?;
    if !is_of_this_group(behind) {
        return None;
    }
    // What is said of the call stands behind the word.
    let at = plain.len().saturating_sub(behind.len());
    let found = spoken::first(plain.get(at..)?)?;
    let day = found.next_from(call.succ_opt().unwrap_or(call));
    Some(Announced { line, day, text: unmarked(line.text) })
}

/// Without what is struck through and has something behind it.
fn without_struck(text: &str) -> Cow<'_, str> {
    let struck = text.split_once("~~").and_then(|(before, rest)| Some((before, rest.split_once("~~")?.1)));
    match struck.filter(|(_, behind)| behind.contains(char::is_alphanumeric)) {
        Some((before, behind)) => Cow::Owned(format!("{before}{}", without_struck(behind))),
        None => Cow::Borrowed(text),
    }
}

const CALLS: [&str; 7] = ["call", "calls", "meeting", "meetings", "conference", "telco", "session"];
const BETWEEN: [&str; 11] =
    ["conf", "conference", "wg", "api", "backlog", "group", "regular", "working", "webrtc", "scheduled", "mom"];

/// Whether the words behind `next` are of a call, and of no other body's.
fn is_of_this_group(behind: &str) -> bool {
    let mut words = behind.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let first = words.by_ref().take(6).find(|word| CALLS.contains(word) || !BETWEEN.contains(word));
    first.is_some_and(|word| CALLS.contains(&word))
}

/// Without the mark of an item.
pub fn unmarked(text: &str) -> &str {
    let text = text.trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = text[digits..].strip_prefix(". ").filter(|_| digits > 0);
    numbered.or_else(|| text.strip_prefix("* ")).or_else(|| text.strip_prefix("- ")).unwrap_or(text).trim()
}

/// Whether a line is all that some lines say.
pub fn is_all(line: &Line, lines: &[Line]) -> bool {
    lines.iter().all(|other| other.at == line.at || !says_something(other.text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::minutes::lines::lines;

    #[test]
    fn the_next_call_is_found() {
        for (text, wanted) in [
            ("1. Next call schedule: 28th July 2022", Some("2022-07-28")),
            ("* Next meeting will be the *20th of july*", Some("2022-07-20")),
            ("**Next conf. call**: 14th January, 10-11 CET.", Some("2023-01-14")),
            ("2. Next call: 26th May 2012", Some("2012-05-26")),
            ("Next API Backlog WG call on July 21st, 2022", Some("2022-07-21")),
            ("Next call: ~~21st July 2022~~ 28th July 2022", Some("2022-07-28")),
            ("Next TSC meeting on 5th October", None),
            ("move it to the next call", None),
            ("Next call agenda:", None),
            ("## Next call:\n\n* **Thursday 28th July**, 15h CET", Some("2022-07-28")),
            ("Next call agenda:\n* 28th July", None),
            ("Next call:\n* to be told\n* 28th July", None),
        ] {
            let found = find(&lines(text), "2022-07-07".parse().unwrap());
            assert_eq!(found.and_then(|next| next.day).map(|day| day.to_string()).as_deref(), wanted, "{text}");
        }
        assert_eq!(unmarked(" 1. Next call"), "Next call");
    }
}
