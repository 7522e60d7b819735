//! The parts of minutes: a heading and the text below it.

mod marks;

use super::lines::{SourceLine, split_lines};
use super::words::plain_text;
use crate::model::spelling::{fold_name, is_listed};
use crate::text::characters::is_bullet;
use crate::text::dates::{date_in_name, find_date};
pub use marks::heading_text;
use marks::{kind_of_label, parse_heading, underline_level};
use std::collections::HashMap;
use std::sync::LazyLock;

/// The purpose of a part, by its heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartKind {
    /// Text before any known heading: the name of the group and the date.
    Title,
    /// Who attended.
    Attendees,
    /// What was planned.
    Outline,
    /// Approval of the previous minutes.
    Approval,
    /// News from other groups.
    Recap,
    /// Topics in addition to the agenda.
    Topics,
    /// The discussion, with its table.
    Discussion,
    /// A part of the discussion: items that are carried over.
    Current,
    /// A part of the discussion: late items.
    OutOfAgenda,
    /// A part of the discussion: new items.
    New,
    /// A part of the discussion: items that are closed or to be closed.
    Closing,
    /// The register of action points.
    Actions,
    /// Any other business.
    Aob,
    /// When the next call is.
    Next,
    /// A heading without its own key.
    Other,
}

/// A heading and the text below it.
#[derive(Debug, Clone)]
pub struct MinutesPart<'t> {
    /// Its purpose.
    pub kind: PartKind,
    /// The heading without its `#` characters; `None` before the first one.
    pub heading: Option<SourceLine<'t>>,
    /// The lines below the heading.
    pub lines: Vec<SourceLine<'t>>,
}

impl PartKind {
    /// Whether it is a part of the discussion whose items are issues.
    pub fn is_of_issues(self) -> bool {
        matches!(self, PartKind::Current | PartKind::New | PartKind::Closing | PartKind::OutOfAgenda)
    }
}

impl MinutesPart<'_> {
    /// The heading as plain text; empty if there is none.
    pub fn title(&self) -> String {
        self.heading.map(|heading| plain_text(heading.text)).unwrap_or_default()
    }

    /// Whether its heading says more than its kind.
    pub fn has_extra_words(&self) -> bool {
        let title = self.title();
        let is_usual = |word: &str| {
            let word = fold_name(word);
            is_listed(&word, NEXT_TO_KIND) || word.is_empty() || kind_of(&word) == self.kind
        };
        !is_usual_heading(&title) && !strip_number(&title).split(' ').all(is_usual)
    }
}

/// The kind of a heading; [`PartKind::Other`] for an unknown one.
pub fn kind_of(heading: &str) -> PartKind {
    let plain = plain_text(heading);
    if plain.len() > 80 {
        return PartKind::Other;
    }
    let word = fold_name(strip_number(&plain));
    let begins = |starts: &str| starts.split(' ').any(|start| word.starts_with(start));
    match kind_of_word(&word) {
        Some(kind) => kind,
        None if begins("attendee participants apologies regrets") => PartKind::Attendees,
        // `12 participants` is a remark.
        None if word.starts_with(|c: char| c.is_ascii_digit()) => PartKind::Other,
        None if ["attendees", "participants", "attendance"].iter().any(|end| word.ends_with(end)) => {
            PartKind::Attendees
        }
        None if begins("approvalofminutes approvaloftheminutes approvalofthelastminutes") => PartKind::Approval,
        None if begins("nextcall nextmeeting nextconf") => PartKind::Next,
        None if mentions_actions(&word) => PartKind::Actions,
        None => kind_of_issues(&plain),
    }
}

/// Whether a folded heading mentions action points or action items.
fn mentions_actions(word: &str) -> bool {
    let mut starts = word.as_bytes().windows(6).enumerate().filter(|(_, near)| *near == b"action");
    starts.any(|(at, _)| ["point", "item"].iter().any(|what| word[at + 6..].starts_with(what)))
}

/// The kind of a heading that has nothing but words about issues: `Ongoing issues`, `Issues to close`, `New issues / PRs (3)`.
fn kind_of_issues(heading: &str) -> PartKind {
    const CLOSING: &str = "closed close closing resolved done";
    const OTHER: &str = "open existing current ongoing pending remaining old active github issue pull and or to be";
    const NUMBERED: &str = "issues prs requests";
    let heading = heading.split('(').next().unwrap_or_default();
    let split_words = |text| str::split(text, |c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    // Most headings name neither, and need no other list.
    if !split_words(heading).any(|word| NUMBERED.split(' ').any(|numbered| numbered.eq_ignore_ascii_case(word))) {
        return PartKind::Other;
    }
    let lower = heading.to_lowercase();
    let words = || split_words(&lower);
    let has = |list: &str| words().any(|word| is_listed(word, list));
    let is_known = |word: &str| [CLOSING, OTHER, NUMBERED, "new"].iter().any(|list| is_listed(word, list));
    match words().all(is_known) {
        true if has(CLOSING) => PartKind::Closing,
        true if has("new") => PartKind::New,
        true => PartKind::Current,
        false => PartKind::Other,
    }
}

/// Whether a heading has no words but those of its kind.
pub fn is_usual_heading(heading: &str) -> bool {
    kind_of_word(&fold_name(strip_number(&plain_text(heading)))).is_some()
}

/// The words that headings have next to those of their kind.
const NEXT_TO_KIND: &str = "list of the in at and a for meeting call conf conference minutes last previous review";

/// The roles that people have in a call, and the labels for them, folded.
pub const CALL_ROLES: &str = "chair cochair chairperson chairman chairwoman moderator facilitator host scribe secretary \
    notetaker minutetaker minutestaker minutestakenby";

/// Whether a line names people after a label: `**Attendees:** Name (Org)`, `Chair: Name`.
pub fn is_people_label(text: &str) -> bool {
    let plain = plain_text(text);
    plain.split_once(':').is_some_and(|(label, names)| {
        let word = fold_name(label);
        let is_label = kind_of_word(&word) == Some(PartKind::Attendees) || is_listed(&word, CALL_ROLES);
        is_label && names.contains(char::is_alphanumeric)
    })
}

/// The heading without its number: `1. Attendees`, `IV. Attendees`, `a) Attendees`.
fn strip_number(heading: &str) -> &str {
    if let Some((letters, rest)) = heading.split_once(['.', ')']).filter(|(_, rest)| rest.starts_with(' '))
        && (letters.len() == 1 || letters.len() < 5 && letters.bytes().all(|byte| b"IVX".contains(&byte)))
    {
        return rest.trim_start();
    }
    let rest = heading.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number = &heading[..heading.len() - rest.len()];
    let is_number = (1..=6).contains(&number.len()) && (number.contains('.') || rest.starts_with(')'));
    if is_number { rest.trim_start_matches(')').trim_start() } else { heading }
}

/// The folded headings of each kind.
const HEADINGS: [(PartKind, &str); 11] = [
    (
        PartKind::Attendees,
        "attendees attendee participants attendance attendants attendeeslist listofattendees listofparticipants \
         meetingattendees meetingparticipants rollcall present attendedby attending inattendance peoplepresent memberspresent \
         alsopresent guests observers votingmembers apologies apologiesforabsence regrets excused absent absentees absentwithapologies \
         notpresent \
         notattending",
    ),
    (PartKind::Outline, "agenda agendaproposal proposedagenda agendaitems meetingagenda"),
    (PartKind::Discussion, "discussion discussions discussionitems discussiontopics"),
    (PartKind::Current, "currentissues openissues existingissues"),
    (PartKind::OutOfAgenda, "outofagenda"),
    (PartKind::New, "newissues newissue"),
    (PartKind::Closing, "closedissues closingissues closedissue issuestobeclosed"),
    (PartKind::Topics, "othertopics"),
    (PartKind::Aob, "aob anyotherbusiness aobs aobanyotherbusiness"),
    (PartKind::Recap, "recap recentupdates recentupdatesrecap recentupdatesandrecap"),
    (
        PartKind::Actions,
        "actionpoints actionitems reviewofactionpoints reviewofaps reviewofap ap aps actions actionlist \
         newactions openactions closedactions closedactionpoints closedactionitems completedactions followupactions \
         followup followups todo todos todolist",
    ),
];

static KINDS: LazyLock<HashMap<&str, PartKind>> = LazyLock::new(|| {
    HEADINGS.into_iter().flat_map(|(kind, headings)| headings.split(' ').map(move |word| (word, kind))).collect()
});

/// The kind of a heading that has no other words, folded.
fn kind_of_word(word: &str) -> Option<PartKind> {
    KINDS.get(word).copied()
}

/// Whether a text has marked headings.
pub fn has_headings(lines: &[SourceLine]) -> bool {
    let is_marked = |line: &SourceLine| line.text.starts_with('#') && heading_text(line.text).is_some();
    lines.iter().any(is_marked) || has_known_headings(lines)
}

fn has_known_headings(lines: &[SourceLine]) -> bool {
    let mut headings = lines.iter().enumerate().filter_map(|(at, line)| parse_heading(*line, lines.get(at + 1)));
    headings.any(|(_, named)| kind_of(named.text) != PartKind::Other)
}

/// Whether a heading before any known one is a title: the first one, or one with a date.
fn is_title(heading: &str, has_title: bool) -> bool {
    let plain = plain_text(heading);
    !has_title || find_date(&plain).is_some() || date_in_name(&plain).is_some()
}

/// The parts of minutes in Markdown, in order. An unknown heading below a known one is text of the latter.
pub fn split_parts(text: &str) -> Vec<MinutesPart<'_>> {
    let mut parts = vec![MinutesPart { kind: PartKind::Title, heading: None, lines: Vec::new() }];
    let lines = split_lines(text);
    // Without other headings, labels are.
    let has_labels = !has_known_headings(&lines);
    let (mut level, mut in_code, mut is_before, mut is_underline) = (0, false, true, false);
    let mut has_title = false;
    let mut in_label = false;
    for (at, line) in lines.iter().copied().enumerate() {
        if std::mem::take(&mut is_underline) {
            continue;
        }
        let fence = line.text.trim_start();
        in_code ^=
            fence.starts_with("```") || fence.starts_with("~~~") && !fence.trim_start_matches('~').contains("~~");
        if is_before && !in_code && !line.text.starts_with('#') && is_people_label(line.text) {
            parts.push(MinutesPart { kind: PartKind::Attendees, heading: Some(line.trim()), lines: Vec::new() });
            in_label = true;
            continue;
        }
        // The list below the label belongs to it, other text does not.
        if in_label && !line.is_empty() && !line.text.trim_start().starts_with(is_bullet) {
            parts.push(MinutesPart { kind: PartKind::Title, heading: None, lines: Vec::new() });
            in_label = false;
        }
        let label =
            || kind_of_label(line).filter(|kind| has_labels || *kind == PartKind::Actions).map(|_| (6, line.trim()));
        let heading = (!in_code).then(|| parse_heading(line, lines.get(at + 1)).or_else(label)).flatten();
        let Some((found, named)) = heading else {
            parts.iter_mut().last().into_iter().for_each(|part| part.lines.push(line));
            continue;
        };
        let kind = match kind_of(named.text) {
            PartKind::Other if is_before && is_title(named.text, has_title) => PartKind::Title,
            PartKind::Other if found > level && level > 0 => {
                parts.iter_mut().last().into_iter().for_each(|part| part.lines.push(line));
                continue;
            }
            kind => kind,
        };
        is_before &= matches!(kind, PartKind::Title | PartKind::Other);
        has_title |= kind == PartKind::Title;
        level = if kind == PartKind::Title { 0 } else { found };
        is_underline = !line.text.trim_start().starts_with('#')
            && lines.get(at + 1).is_some_and(|next| underline_level(next.text).is_some());
        parts.push(MinutesPart { kind, heading: Some(named), lines: Vec::new() });
    }
    parts
}

#[cfg(test)]
mod tests;
