//! Reads stages as groups write them: `TSC Approved & Onboarded (2025/12/18)`.

use super::cell::{CellLine, TableCell, escape_around_urls, means_nothing};
use super::leftovers::Leftovers;
use crate::model::stage::{ReachedStage, Stage};
use crate::source::Spanned;
use crate::text::characters::{is_dash, strip_word};
use crate::text::dates::parse_whole;
use chrono::NaiveDate;
use std::borrow::Cow;

/// The place of a column of stages in `unparsed`.
const COLUMN: &str = "status";

/// Words at the start of an entry, longer ones before their prefixes; optionally followed by the reviewer and other words.
/// Without a stage, nothing happened yet.
const WORDS: [(&str, Option<&str>, Option<Stage>); 25] = [
    ("not yet treated", None, None),
    ("no release", None, None),
    ("", Some(" approved"), Some(Stage::Approved)),
    ("approved by ", Some(""), Some(Stage::Approved)),
    ("approved by the ", Some(""), Some(Stage::Approved)),
    ("approved", None, Some(Stage::Approved)),
    ("not approved by ", Some(""), Some(Stage::NotApproved)),
    ("not approved by the ", Some(""), Some(Stage::NotApproved)),
    ("not approved", None, Some(Stage::NotApproved)),
    ("", Some(" not approved"), Some(Stage::NotApproved)),
    ("not yet discussed", None, Some(Stage::NotYetDiscussed)),
    ("under backlog discussion", None, Some(Stage::UnderDiscussion)),
    ("under discussion", None, Some(Stage::UnderDiscussion)),
    ("sent to ", Some(" for approval"), Some(Stage::UnderReview)),
    ("sent to the ", Some(" for approval"), Some(Stage::UnderReview)),
    ("sent to ", Some(""), Some(Stage::UnderReview)),
    ("sent to the ", Some(""), Some(Stage::UnderReview)),
    ("updates requested by ", Some(""), Some(Stage::ChangesRequested)),
    ("updates requested by the ", Some(""), Some(Stage::ChangesRequested)),
    ("updates requested", None, Some(Stage::ChangesRequested)),
    ("onboarding", None, Some(Stage::Onboarding)),
    ("onboarded", None, Some(Stage::Onboarded)),
    ("frozen", None, Some(Stage::Frozen)),
    ("reactivated", None, Some(Stage::Reactivated)),
    ("archived", None, Some(Stage::Archived)),
];

/// Names of reviewers besides the one of the group or the table's header.
const REVIEWERS: [&str; 5] = ["tsc", "sc", "steering committee", "reviewer", "the reviewer"];

/// What a cell says about the status of a proposal.
#[derive(Debug, Default)]
pub struct CellStatus {
    /// The stages in order.
    pub stages: Vec<ReachedStage>,
    /// The date on which its issue was closed.
    pub closed: Option<NaiveDate>,
}

/// Reads the stages in a cell and the date of closing. Other text is kept.
pub fn read_status(cell: &TableCell, reviewer: Option<&str>, leftovers: &mut Leftovers) -> CellStatus {
    let reader = StageReader { reviewer };
    let mut status = CellStatus::default();
    for line in &cell.lines {
        let text = line.text();
        match closed_text(&text).and_then(|text| leftovers.read_date(text, line)) {
            Some(day) => status.closed = Some(day),
            None if means_nothing(&text) => {}
            None => reader.read_entries(&text, line, &mut status.stages, leftovers),
        }
    }
    status
}

/// The date in an entry such as `closed (2026-01-08)`, as written.
fn closed_text(text: &str) -> Option<&str> {
    strip_word(text.trim(), "closed")?.trim().strip_prefix('(')?.strip_suffix(')')
}

/// An entry: its words, and the text in parentheses that should be a date.
struct StageEntry<'t> {
    phrase: Cow<'t, str>,
    bracket: Option<&'t str>,
}

/// Reads stages in the words of a group, which contain its reviewer's name.
struct StageReader<'r> {
    reviewer: Option<&'r str>,
}

impl StageReader<'_> {
    /// Reads the stages in a line.
    fn read_entries(&self, text: &str, line: &CellLine, all: &mut Vec<ReachedStage>, leftovers: &mut Leftovers) {
        let parts: Vec<StageEntry> = self.split_entries(text).into_iter().map(parse_entry).collect();
        for (at, part) in parts.iter().enumerate() {
            let Some((stage, mut note)) = self.parse_stage(&part.phrase) else {
                leftovers.keep_line(COLUMN, line);
                continue;
            };
            let mut day = None;
            // `A & B (date)`: the date applies to both.
            match parts[at..].iter().find_map(|part| part.bracket) {
                None => {
                    let bare = note.map(|note| note.trim_matches(['(', ')', ' ']));
                    day = bare.and_then(|bare| leftovers.read_date(bare, line));
                    note = note.filter(|_| day.is_none());
                }
                Some(bracket) if means_nothing(bracket) => {}
                Some(bracket) => match leftovers.read_date(bracket, line) {
                    Some(found) => day = Some(found),
                    None if part.bracket.is_some() => leftovers.keep_non_date(COLUMN, bracket, line),
                    None => {}
                },
            }
            let Some(stage) = stage else {
                if note.is_some() {
                    leftovers.keep_line(COLUMN, line);
                }
                continue;
            };
            // `Onboarding - TSC Approved (date)`: the date is that of the approval.
            match note.and_then(|note| self.parse_stage(note)) {
                Some((Some(other), None)) => {
                    all.push(new_reached(other, day, None));
                    all.push(new_reached(stage, None, None));
                    leftovers.keep_line(COLUMN, line);
                }
                _ => all.push(new_reached(stage, day, note)),
            }
        }
    }

    /// The entries of a line: separated by `&`, `and`, a comma, a semicolon or a parenthesis before the words of a stage.
    fn split_entries<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let (mut entries, mut from) = (Vec::new(), 0);
        for (at, separator) in text.match_indices(['&', ';', ',', ')', 'a']) {
            let after = match separator {
                "a" if !(text[at..].starts_with("and ") && text[..at].ends_with(' ')) => continue,
                "a" => at + 3,
                _ => at + 1,
            };
            if at >= from && self.match_words(text[after..].trim_start()).is_some() {
                entries.push(&text[from..if separator == ")" { after } else { at }]);
                from = after;
            }
        }
        entries.push(&text[from..]);
        entries
    }

    /// The stage at the start of a phrase, and its note.
    fn parse_stage<'t>(&self, phrase: &'t str) -> Option<(Option<Stage>, Option<&'t str>)> {
        let phrase = phrase.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '(');
        let (stage, rest) = self.match_words(phrase)?;
        let note = rest.trim().trim_start_matches(|c: char| c == ':' || is_dash(c)).trim();
        // `Approved` by somebody else is not a stage.
        let is_bare = phrase[..phrase.len() - rest.len()].eq_ignore_ascii_case("approved");
        (note.is_empty() || !is_bare).then_some((stage, (!note.is_empty()).then_some(note)))
    }

    /// The stage at the start of a text, and the text after its words.
    fn match_words<'t>(&self, text: &'t str) -> Option<(Option<Stage>, &'t str)> {
        WORDS.iter().find_map(|(before, after, stage)| Some((*stage, self.strip_words(before, *after, text)?)))
    }

    /// The text after these words, with any name of the reviewer between them.
    fn strip_words<'t>(&self, before: &str, after: Option<&str>, text: &'t str) -> Option<&'t str> {
        let mut rest = strip_word(text, before)?;
        if let Some(after) = after {
            let mut names = self.reviewer.into_iter().chain(REVIEWERS);
            rest = names.find_map(|name| strip_word(strip_word(rest, name)?, after))?;
        }
        (!rest.starts_with(char::is_alphanumeric)).then_some(rest)
    }
}

fn new_reached(stage: Stage, date: Option<NaiveDate>, note: Option<&str>) -> ReachedStage {
    let reason = note.map(|note| Spanned::without_place(escape_around_urls(note)));
    let date = date.map(Spanned::without_place);
    ReachedStage { stage: Spanned::without_place(stage), date, reason, notified: None }
}

/// Parses the words of an entry, and the last parentheses with a date or what should be one.
fn parse_entry(entry: &str) -> StageEntry<'_> {
    let is_day = |text: &str| {
        means_nothing(text)
            || text.starts_with(|c: char| c.is_ascii_digit())
            || parse_whole(text).is_some_and(|date| date.date().is_some())
    };
    let mut brackets = entry.rmatch_indices('(').filter_map(|(open, _)| {
        let inner = &entry[open + 1..];
        let close = inner.find([')', '('])?;
        let text = inner[..close].trim();
        (inner[close..].starts_with(')') && is_day(text)).then_some((open, text, open + close + 2))
    });
    match brackets.next() {
        Some((open, text, end)) if !entry[..open].trim().is_empty() => {
            let (phrase, rest) = (entry[..open].trim(), entry[end..].trim().trim_end_matches('.').trim_end());
            let phrase = if rest.is_empty() { phrase.into() } else { format!("{phrase} {rest}").into() };
            StageEntry { phrase, bracket: Some(text) }
        }
        _ => StageEntry { phrase: entry.trim().trim_end_matches('.').into(), bracket: None },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::table::grid::read_cell;
    use crate::source::FileId;

    /// Each stage with its date and note, then the kinds of the doubts.
    fn describe_status(text: &str) -> String {
        describe_status_with(None, text)
    }

    fn describe_status_with(reviewer: Option<&str>, text: &str) -> String {
        let mut leftovers = Leftovers::default();
        let status = read_status(&read_cell(text, 0..text.len(), FileId(0)), reviewer, &mut leftovers);
        let closed = status.closed.map(|day| format!("closed {day}"));
        let stages = status.stages.iter().map(|reached| {
            let day = reached.date.as_ref().map(|day| format!(" {}", day.value)).unwrap_or_default();
            let note = reached.reason.as_ref().map(|note| format!(" ({})", note.value)).unwrap_or_default();
            format!("{}{day}{note}", reached.stage.value.record_key())
        });
        let doubts = leftovers.doubts.iter().map(|doubt| doubt.kind.record_key().to_owned());
        stages.chain(closed).chain(doubts).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn stages_are_read_with_their_dates() {
        for (text, expected) in [
            ("<ul><li>TSC Approved (N/A)</li></ul>", "approved"),
            ("TSC Approved & Onboarded (2025/12/18)", "approved 2025-12-18; onboarded 2025-12-18"),
            (
                "Sent to TSC for approval (2024/01/12), Approved (2024/01/18)",
                "under-review 2024-01-12; approved 2024-01-18",
            ),
            ("TSC approved (2025/13/02) & Onboarding (2025/03/24)", "approved; onboarding 2025-03-24; no-date"),
            ("Archived Phase A & B (2026/02/05)", "archived 2026-02-05 (Phase A & B)"),
            ("Onboarding under GSMA (2025/11/25)", "onboarding 2025-11-25 (under GSMA)"),
            ("Frozen: no answer (2024-09-06)", "frozen 2024-09-06 (no answer)"),
            ("Onboarding - TSC Approved (2025/04/17)", "approved 2025-04-17; onboarding; unplaced"),
            ("<li>Under discussion</li><li>Not yet treated</li>", "under-discussion"),
            ("(Approved in another group)", "unplaced"),
            ("Approved elsewhere", "unplaced"),
            ("---", ""),
            ("Approved by SC (2022/10/13)", "approved 2022-10-13"),
            ("Sent to SC for approval (2023/09/01)", "under-review 2023-09-01"),
            ("Not yet treated by the board", "unplaced"),
            ("TSC Approved and Onboarding", "approved; onboarding"),
            ("TSC Approved 2024/05/02", "approved 2024-05-02"),
            ("TSC Approved (2023/12/07) with conditions (two)", "approved 2023-12-07 (with conditions (two))"),
            ("<li>Under discussion</li><li>closed (2026/01/08)</li>", "under-discussion; closed 2026-01-08"),
            ("Closed", "unplaced"),
            ("Sent to TSC (2024/01/12) TSC Approved (2024/01/18)", "under-review 2024-01-12; approved 2024-01-18"),
        ] {
            assert_eq!(describe_status(text), expected, "{text}");
        }
    }

    #[test]
    fn the_reviewer_has_any_name() {
        for reviewer in ["Board", "Conseil d'été", "SC Group", "TSC"] {
            for stage in Stage::all() {
                let text = format!("{} (2024-01-18): in part", stage.display_name(Some(reviewer)));
                let expected = format!("{} 2024-01-18 (in part)", stage.record_key());
                assert_eq!(describe_status_with(Some(reviewer), &text), expected, "{text}");
            }
            let text = format!("Not approved by the {reviewer} (2024-01-18)");
            assert_eq!(describe_status_with(Some(reviewer), &text), "not-approved 2024-01-18");
        }
        for stage in Stage::all() {
            assert_eq!(
                describe_status(&format!("{} (2024-01-18)", stage.display_name(None))),
                format!("{} 2024-01-18", stage.record_key())
            );
        }
        assert_eq!(describe_status("Board approved (2024-01-18)"), "unplaced");
    }
}
