//! Minutes that say that the call was not held.

use super::lines::SourceLine;
use super::next_call::strip_list_marker;
use super::parts::{MinutesPart, PartKind};
use super::words::plain_text;
use crate::model::wording::quote_shell_word;
use crate::text::characters::{is_dash, strip_word};
use crate::text::dates::find_date;
use chrono::NaiveDate;

/// The line that says that a call was not held.
pub struct Cancellation<'t> {
    /// The line.
    pub line: SourceLine<'t>,
    /// Why, in the words of the line.
    pub reason: String,
}

/// Words before those that say that a call was not held: they name no other call.
const ABOUT: &str = "the|this|our|today|todays|s|weekly|regular|group|wg|working|api|backlog|call|meeting|session|\
    conference|conf|telco|of|on|was|is|has|been|had|to|be|got|were|did|status|note";
/// What says that it was not held.
const NOT_HELD: &str = "cancelled|canceled|not held|not take place|called off|skipped|did not happen";
/// What says it with the words after it.
const NONE: &str = "no call|no meeting|no session|nobody|no one|no participants|no attendees";
const HELD: &str = "was held|took place|held|today|this week|came|attended|joined|was present|showed up|connected|\
    on this day";
/// Words before a reason; longer ones first.
const BECAUSE: &str = "because of|because|due to|owing to|for|as|since";

/// The first words of what says it.
const WORDS: [&str; 8] = ["cancelled", "canceled", "not", "called", "skipped", "did", "no", "nobody"];

/// The longest line that says it.
const LONGEST: usize = 300;

/// Finds the line that says that the call of a day was not held.
pub fn find_cancellation<'t>(parts: &[MinutesPart<'t>], day: NaiveDate) -> Option<Cancellation<'t>> {
    // Rows of tables and long lines are about something else. Most lines have none of the words, which is found out soonest.
    let has_word = |text: &str| {
        let mut words = text.split(|c: char| !c.is_ascii_alphabetic());
        words.any(|word| WORDS.iter().any(|known| word.eq_ignore_ascii_case(known)))
    };
    let may_say_it =
        |line: &&SourceLine| line.text.len() <= LONGEST && !line.text.starts_with('|') && has_word(line.text);
    let mut lines = parts.iter().flat_map(|part| part.heading.iter().chain(&part.lines)).filter(may_say_it);
    let read = |line: &SourceLine<'t>| {
        let reason = read_cancellation(&plain_text(strip_list_marker(line.text)), day)?;
        Some(Cancellation { line: *line, reason })
    };
    let mut titles = parts.iter().filter(|part| part.kind == PartKind::Title).filter_map(|part| part.heading);
    let mut in_title = || titles.find(|title| ends_with_cancellation(&plain_text(title.text)));
    lines.find_map(read).or_else(|| Some(Cancellation { line: in_title()?, reason: String::new() }))
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
    let title = title.trim_end_matches(is_edge);
    let word = title.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let is_separator = |c: char| is_dash(c) || matches!(c, '(' | '[' | ':' | ',');
    let is_apart =
        word.chars().all(char::is_uppercase) || title[..title.len() - word.len()].trim_end().ends_with(is_separator);
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
    let mut rest = text.as_str();
    loop {
        rest = rest.trim_start_matches(is_edge);
        let none = strip_phrase(rest, NONE).and_then(|after| strip_phrase(after.trim_start(), HELD));
        if let Some(after) = none.or_else(|| strip_phrase(rest, NOT_HELD)) {
            let sentence = after.split(['.', ';']).next()?.trim_matches(is_edge);
            return Some(strip_phrase(sentence, BECAUSE).unwrap_or_default().trim().to_owned());
        }
        rest = strip_phrase(rest, ABOUT)?;
    }
}

fn is_edge(c: char) -> bool {
    !c.is_alphanumeric()
}

/// The text after the phrase that it begins with, of some separated by `|`.
fn strip_phrase<'t>(text: &'t str, phrases: &str) -> Option<&'t str> {
    phrases
        .split('|')
        .filter_map(|phrase| strip_word(text, phrase))
        .find(|rest| rest.is_empty() || rest.starts_with(is_edge))
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
