//! Minutes that say that the call was not held.

use super::lines::SourceLine;
use super::next_call::strip_list_marker;
use super::parts::{MinutesPart, PartKind};
use super::words::plain_text;
use crate::model::wording::quote_shell_word;
use crate::text::dates::find_date;
use chrono::NaiveDate;

/// The line that says that a call was not held.
pub struct Cancellation<'t> {
    /// The line.
    pub line: SourceLine<'t>,
    /// Why, in the words of the line.
    pub reason: String,
}

/// Words before and between those that say that a call was not held: they name no other call.
const ABOUT: &[&str] = &[
    "the",
    "this",
    "our",
    "today",
    "todays",
    "s",
    "weekly",
    "regular",
    "group",
    "wg",
    "working",
    "api",
    "backlog",
    "call",
    "meeting",
    "session",
    "conference",
    "conf",
    "telco",
    "of",
    "on",
    "was",
    "is",
    "has",
    "been",
    "had",
    "to",
    "be",
    "got",
    "were",
    "did",
    "status",
    "note",
];
/// What says that it was not held.
const NOT_HELD: &[&str] =
    &["cancelled", "canceled", "not held", "not take place", "called off", "skipped", "did not happen"];
/// What says it in front of the call.
const NONE_HELD: &[&str] =
    &["no call", "no meeting", "no session", "nobody", "no one", "no participants", "no attendees"];
/// What follows after that.
const HELD: &[&str] = &[
    "was held",
    "took place",
    "held",
    "today",
    "this week",
    "came",
    "attended",
    "joined",
    "was present",
    "showed up",
    "connected",
    "on this day",
];
/// Words before a reason; longer ones first.
const BECAUSE: &[&str] = &["because of", "because", "due to", "owing to", "for", "as", "since"];

/// Finds the line that says that the call of a day was not held.
pub fn find_cancellation<'t>(parts: &[MinutesPart<'t>], day: NaiveDate) -> Option<Cancellation<'t>> {
    let titles = parts.iter().filter(|part| part.kind == PartKind::Title).filter_map(|part| part.heading);
    let in_title = titles.filter(|title| ends_with_cancellation(&plain_text(title.text)));
    let in_title = in_title.map(|line| Cancellation { line, reason: String::new() }).next();
    let lines = || parts.iter().flat_map(|part| part.heading.iter().chain(&part.lines));
    let read = |line: &SourceLine<'t>| {
        let reason = read_cancellation(&plain_text(strip_list_marker(line.text)), day)?;
        Some(Cancellation { line: *line, reason })
    };
    lines().find_map(read).or(in_title)
}

impl Cancellation<'_> {
    /// The command that records it.
    pub fn command(&self, day: NaiveDate) -> String {
        let reason = if self.reason.is_empty() { "canceled" } else { &self.reason };
        format!("backlog cancel-meeting {day} --reason {}", quote_shell_word(reason))
    }
}

/// Whether a title ends with a word in capitals, or after a separator, such as `- CANCELLED`.
fn ends_with_cancellation(title: &str) -> bool {
    let title = title.trim_end_matches(|c: char| !c.is_alphanumeric());
    let word = title.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let before = title[..title.len() - word.len()].trim_end();
    let is_apart = word.chars().all(char::is_uppercase) || before.ends_with(['-', '–', '—', '(', '[', ':', ',']);
    is_apart && matches!(word.to_lowercase().as_str(), "cancelled" | "canceled")
}

/// The reason in a line that says that the call of a day was not held, which may be empty.
fn read_cancellation(plain: &str, day: NaiveDate) -> Option<String> {
    let mut text = plain.to_owned();
    if let Some(found) = find_date(plain) {
        // A line about another day is about another call.
        (found.date().or_else(|| found.closest_to(day)) == Some(day)).then_some(())?;
        text.replace_range(found.range, "");
    }
    let lower = text.to_lowercase();
    let folded = if lower.len() == text.len() { lower } else { return None };
    let none = NONE_HELD.iter().find_map(|phrase| {
        let at = folded.find(phrase)? + phrase.len();
        let gap = at + folded[at..].len() - folded[at..].trim_start().len();
        HELD.iter().find(|held| folded[gap..].starts_with(**held)).map(|held| (at - phrase.len(), gap + held.len()))
    });
    let held = || NOT_HELD.iter().find_map(|phrase| folded.find(phrase).map(|at| (at, at + phrase.len())));
    let (start, end) = none.or_else(held)?;
    let words = |text: &'_ str| {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let is_known = words(&folded[..start]).iter().all(|word| ABOUT.contains(&word.as_str()));
    let is_end = !folded[end..].starts_with(char::is_alphanumeric);
    (is_known && is_end).then(|| find_reason(&text[end..]))
}

/// The reason at the start of the text after a cancellation, up to the end of its sentence.
fn find_reason(text: &str) -> String {
    let is_edge = |c: char| !c.is_alphanumeric();
    let sentence = text.split(['.', ';']).next().unwrap_or_default().trim_matches(is_edge);
    let reason = BECAUSE.iter().find_map(|word| {
        let rest = sentence
            .get(..word.len())
            .filter(|begin| begin.eq_ignore_ascii_case(word))
            .map(|_| &sentence[word.len()..])?;
        rest.strip_prefix(' ')
    });
    reason.unwrap_or_default().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::minutes::parts::split_parts;

    #[test]
    fn a_call_that_was_not_held_is_found() {
        let command = |text: &str| {
            let day = "2024-03-05".parse().unwrap();
            find_cancellation(&split_parts(text), day).map(|found| found.command(day))
        };
        for (text, reason) in [
            ("The meeting was cancelled.", "canceled"),
            ("# G\n\n## Attendees\n\nThis call was canceled for lack of topics.", "\"lack of topics\""),
            ("* The weekly call of 5 March has been called off due to holidays. See you.", "holidays"),
            ("**CANCELLED**", "canceled"),
            ("# Minutes 2024-03-05 - CANCELLED", "canceled"),
            ("No meeting was held because of the summit", "\"the summit\""),
            ("Nobody joined.", "canceled"),
            ("The call did not take place.", "canceled"),
        ] {
            let expected = format!("backlog cancel-meeting 2024-03-05 --reason {reason}");
            assert_eq!(command(text), Some(expected), "{text}");
        }
        for text in [
            "The next meeting is cancelled.",
            "The TSC call was cancelled.",
            "The call of 12 March was cancelled",
            "The subscription is canceled when the user asks",
            "No call to the API is made today",
            "# Minutes of how orders are cancelled",
            "",
        ] {
            assert_eq!(command(text), None, "{text}");
        }
    }
}
