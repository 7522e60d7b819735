//! The next call, as announced in minutes.

use super::lines::{SourceLine, has_text};
use super::words::plain_text;
use crate::model::meeting::NextAnnouncement;
use crate::source::Spanned;
use crate::text::dates::{DateMention, find_date};
use chrono::NaiveDate;
use std::borrow::Cow;

/// An announcement of the next call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announcement<'t> {
    /// The line with the announcement.
    pub line: SourceLine<'t>,
    /// The date; without a year, the next such day after the call. `None` if the line has none.
    pub day: Option<NaiveDate>,
    /// Whether the year of the date has two digits.
    pub has_short_year: bool,
    /// The line as Markdown, without a list marker.
    pub text: &'t str,
}

impl<'t> Announcement<'t> {
    /// What two lines announce after a call: the first one the next call, the second one, or the same, its date.
    fn new(line: SourceLine<'t>, dated: SourceLine<'t>, date: &DateMention, call: NaiveDate) -> Self {
        let day = date.next_from(call.succ_opt().unwrap_or(call));
        Self { line, day, has_short_year: date.has_short_year, text: strip_list_marker(dated.text) }
    }

    /// The next call with its text, for a line that is kept nowhere else.
    pub fn to_next(&self) -> NextAnnouncement {
        let (date, text) = (self.day.map(Spanned::from), Some(self.text.to_owned().into()));
        NextAnnouncement { date, text, ..NextAnnouncement::default() }
    }
}

/// The first line that announces the next call with a date, which may be on the line below.
pub fn find_next_call<'t>(lines: &[SourceLine<'t>], call: NaiveDate) -> Option<Announcement<'t>> {
    let mut said = lines.iter().filter(|line| !line.is_empty()).peekable();
    while let Some(line) = said.next() {
        let below = || {
            said.peek()
                .filter(|_| is_announcement_header(line.text))
                .and_then(|next| read_day_below(**next, *line, call))
        };
        if let Some(found) = read_announcement(*line, call).or_else(below) {
            return Some(found);
        }
    }
    None
}

/// Whether a plain line is about the next call or meeting of anybody.
pub fn is_about_next(plain: &str) -> bool {
    let lower = plain.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.any(|word| word == "next") && words.take(6).any(|word| CALLS.contains(&word))
}

/// Whether a line has `Next call:` and nothing else.
fn is_announcement_header(line: &str) -> bool {
    const WORDS: [&str; 8] = ["date", "of", "the", "schedule", "scheduled", "will", "be", "on"];
    let plain = plain_text(line).to_lowercase();
    let mut words = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.clone().take(8).any(|word| word == "next")
        && announces_own_call(plain.split_once("next").map_or("", |(_, after)| after))
        && words.all(|word| word == "next" || CALLS.contains(&word) || BETWEEN.contains(&word) || WORDS.contains(&word))
}

/// Reads the date at the start of the line below an announcement.
fn read_day_below<'t>(line: SourceLine<'t>, above: SourceLine<'t>, call: NaiveDate) -> Option<Announcement<'t>> {
    let plain = plain_text(strip_list_marker(line.text));
    let first = find_date(&plain)?;
    let before = &plain[..first.range.start];
    let is_first = !before.contains(|c: char| c.is_ascii_digit()) && before.len() < LONGEST_DAY;
    is_first.then(|| Announcement::new(above, line, &first, call))
}

/// The bytes of the longest weekday, with a comma.
const LONGEST_DAY: usize = "wednesday, ".len();

/// Reads the announcement in a line.
fn read_announcement(line: SourceLine<'_>, call: NaiveDate) -> Option<Announcement<'_>> {
    if !line.text.to_ascii_lowercase().contains("next") {
        return None;
    }
    let plain = plain_text(&remove_struck(line.text));
    let lower = plain.to_lowercase();
    let after = lower.find("next").filter(|at| plain.is_char_boundary(*at)).map(|at| &lower[at + "next".len()..])?;
    if !announces_own_call(after) {
        return None;
    }
    // The date follows the word `next`.
    let at = plain.len().saturating_sub(after.len());
    Some(Announcement::new(line, line, &find_date(plain.get(at..)?)?, call))
}

/// The text without parts that are struck through and replaced by what follows.
fn remove_struck(text: &str) -> Cow<'_, str> {
    let struck = text.split_once("~~").and_then(|(before, rest)| Some((before, rest.split_once("~~")?.1)));
    match struck.filter(|(_, after)| after.contains(char::is_alphanumeric)) {
        Some((before, after)) => Cow::Owned(format!("{before}{}", remove_struck(after))),
        None => Cow::Borrowed(text),
    }
}

const CALLS: [&str; 7] = ["call", "calls", "meeting", "meetings", "conference", "telco", "session"];
const BETWEEN: [&str; 11] =
    ["conf", "conference", "wg", "api", "backlog", "group", "regular", "working", "webrtc", "scheduled", "mom"];

/// Whether the words after `next` mean a call of this group.
fn announces_own_call(after: &str) -> bool {
    let mut words = after.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let first = words.by_ref().take(6).find(|word| CALLS.contains(word) || !BETWEEN.contains(word));
    first.is_some_and(|word| CALLS.contains(&word))
}

/// The text without a list marker.
pub fn strip_list_marker(text: &str) -> &str {
    let text = text.trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = text[digits..].strip_prefix(". ").filter(|_| digits > 0);
    numbered.or_else(|| text.strip_prefix("* ")).or_else(|| text.strip_prefix("- ")).unwrap_or(text).trim()
}

/// Whether a line is the only one with text.
pub fn is_only_text(line: &SourceLine, lines: &[SourceLine]) -> bool {
    lines.iter().all(|other| other.at == line.at || !has_text(other.text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::minutes::lines::split_lines;

    #[test]
    fn the_next_call_is_found() {
        for (text, expected) in [
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
            let found = find_next_call(&split_lines(text), "2022-07-07".parse().unwrap());
            assert_eq!(found.and_then(|next| next.day).map(|day| day.to_string()).as_deref(), expected, "{text}");
        }
        assert_eq!(strip_list_marker(" 1. Next call"), "Next call");
    }
}
