//! Separates the notes of this call from those of earlier ones in a cell.

use super::lines::has_text;
use crate::text::characters::strip_word;
use crate::text::dates::parse_date;
use crate::text::notation::words::is_not_treated;
use chrono::{NaiveDate, TimeDelta};

/// The text of an item, split by call.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SplitNotes {
    /// The notes of earlier calls; empty where none are labeled.
    pub before: String,
    /// The notes of this call.
    pub update: String,
    /// Whether this call did not treat the item.
    pub not_treated: bool,
}

/// A label before the notes of a call.
struct DateLabel {
    /// Where the label starts, and where its text starts.
    at: usize,
    text_start: usize,
    /// The last call in the label; `None` if it names none, and so belongs to this call.
    day: Option<NaiveDate>,
}

/// Splits a text at its labels: `MEETING UPDATE:`, `**Update 7th July**:`, `Feb 12, 2026: Not treated`.
pub fn split_by_call(text: &str, day: NaiveDate) -> SplitNotes {
    let labels = find_labels(text, day);
    let own = labels.iter().rev().take_while(|label| label.day.is_none_or(|of| of >= day)).last();
    let Some(own) = own else {
        // Only earlier calls have labels: this one has no notes.
        return match labels.is_empty() {
            true => SplitNotes { update: text.trim().to_owned(), ..SplitNotes::default() },
            false => SplitNotes { before: text.trim().to_owned(), ..SplitNotes::default() },
        };
    };
    let update = strip_label(text[own.text_start..].trim(), day);
    let not_treated = is_not_treated(update);
    SplitNotes {
        before: text[..own.at].trim().trim_end_matches('\\').trim_end().to_owned(),
        update: if not_treated || !has_text(update) { String::new() } else { update.to_owned() },
        not_treated,
    }
}

/// The text without the date of the call at its start.
fn strip_label(text: &str, day: NaiveDate) -> &str {
    let begun = text.trim_start_matches([':', '*', '\\', ' ', '\n']);
    let Some(found) = parse_date(begun) else { return keep_leading_bold(text, begun) };
    let after = begun[found.range.end..].trim_start_matches(['*', ' ']);
    match after.strip_prefix(':') {
        Some(rest) if found.last_until(day) == Some(day) => rest.trim_start_matches(['*', '\\']).trim_start(),
        _ => keep_leading_bold(text, begun),
    }
}

/// Keeps bold text at the start, but not mere punctuation.
fn keep_leading_bold<'t>(text: &'t str, begun: &'t str) -> &'t str {
    let kept = text.trim_start_matches([':', '\\', ' ', '\n']);
    if kept.starts_with("**") && kept[2..].contains("**") { kept } else { begun }
}

fn find_labels(text: &str, day: NaiveDate) -> Vec<DateLabel> {
    let mut labels = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        labels.extend(parse_label(line, at, day));
        at += line.len();
    }
    labels
}

/// The label in a line: at its start, or `MEETING UPDATE:` anywhere, as copied text has it.
fn parse_label(line: &str, at: usize, day: NaiveDate) -> Option<DateLabel> {
    const MARK: &str = "MEETING UPDATE";
    if let Some(mark) = line.rfind(MARK) {
        let after = mark + MARK.len();
        let after = after + line[after..].len() - line[after..].trim_start_matches([':', ' ', '*']).len();
        let start = mark - (line[..mark].len() - line[..mark].trim_end_matches('*').len());
        return Some(DateLabel { at: at + start, text_start: at + after, day: None });
    }
    let bare = line.trim_start_matches([' ', '*', '_', '\\']);
    let start = line.len() - bare.len();
    let word = bare.len() - strip_word(bare, "Update ").unwrap_or(bare).len();
    let found = parse_date(&bare[word..])?;
    let mut last = found.last_until(day);
    // Without a year, a date in the distant past means a future one.
    if found.date().is_none() && last.is_some_and(|last| day - last > TimeDelta::days(LONGEST_AGO)) {
        return None;
    }
    let mut end = word + found.range.end;
    // One label may have several calls: `Jan 8, Jan 22, 2026: Not treated`.
    while let Some(next) = parse_date(bare[end..].trim_start_matches([',', ' ', '&'])) {
        let gap = bare[end..].len() - bare[end..].trim_start_matches([',', ' ', '&']).len();
        last = next.last_until(day);
        end += gap + next.range.end;
    }
    let after = bare[end..].trim_start_matches(['*', ' ', '_']);
    let closed = after.strip_prefix(':')?;
    // The stars after the colon end the bold text that starts before the label.
    let closed = closed.trim_start_matches(|c: char| c == '*' && bare.len() < line.len());
    Some(DateLabel { at: at + label_start(line, start), text_start: at + line.len() - closed.len(), day: Some(last?) })
}

/// The most days before the call for a label without a year.
const LONGEST_AGO: i64 = 180;

/// Stars and the dash of a bullet before a label belong to it.
fn label_start(line: &str, start: usize) -> usize {
    line[..start]
        .rfind(' ')
        .map_or(0, |gap| if line[gap..start].trim().is_empty() { start } else { gap + 1 })
        .min(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split_to_tuple(text: &str) -> (String, String, bool) {
        let said = split_by_call(text, "2022-07-07".parse().unwrap());
        (said.before, said.update, said.not_treated)
    }

    #[test]
    fn this_call_is_separated_from_earlier_ones() {
        let owned = |before: &str, update: &str, not: bool| (before.to_owned(), update.to_owned(), not);
        for (text, expected) in [
            ("plain", owned("", "plain", false)),
            (
                "start\n\n**Update 9th June:** one\n\n**Update 7th July**:\n- two\n- three",
                owned("start\n\n**Update 9th June:** one", "- two\n- three", false),
            ),
            ("**Update 7th July:** two", owned("", "two", false)),
            ("a\n**Update 23th June**: awaited", owned("a\n**Update 23th June**: awaited", "", false)),
            (
                "context\n\nJun 9, 2022, Jun 23, 2022: Not treated\n\nMEETING UPDATE:\n\nJul 7, 2022: Not treated",
                owned("context\n\nJun 9, 2022, Jun 23, 2022: Not treated", "", true),
            ),
            ("a MEETING UPDATE: Jul 7, 2022: done. Next Steps", owned("a", "done. Next Steps", false)),
            ("a MEETING UPDATE: : Not treated", owned("a", "", true)),
            ("MEETING UPDATE:\n- Reminder sent", owned("", "- Reminder sent", false)),
            ("one\n7th December: the answer is due", owned("", "one\n7th December: the answer is due", false)),
            ("x: **bold** text", owned("", "x: **bold** text", false)),
            ("a\n\nMEETING UPDATE:\n\n**Decision**: yes", owned("a", "**Decision**: yes", false)),
        ] {
            assert_eq!(split_to_tuple(text), expected, "{text}");
        }
    }
}
