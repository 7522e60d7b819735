//! The parts of minutes: what stands under each heading.

use super::grid;
use super::lines::{Line, lines};
use super::words::{bare, is_bold};
use crate::model::spelling::folded;

/// What a part is for, by its heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// What stands before any known heading: the name of the group and the day.
    Title,
    /// Who was there.
    Attendees,
    /// What was planned.
    Outline,
    /// Whether the minutes of the last call hold.
    Approval,
    /// News from elsewhere.
    Recap,
    /// Topics beside the agenda.
    Topics,
    /// The discussion, with its table.
    Discussion,
    /// A part of the discussion: what is carried over.
    Current,
    /// A part of the discussion: what came late.
    OutOfAgenda,
    /// A part of the discussion: what is new.
    New,
    /// A part of the discussion: what is to be closed or is closed.
    Closing,
    /// The register of action points.
    Actions,
    /// Any other business.
    Aob,
    /// When the next call is.
    Next,
    /// A heading with no key of its own.
    Other,
}

/// The text under a heading.
#[derive(Debug, Clone)]
pub struct Part<'t> {
    /// What it is for.
    pub kind: Kind,
    /// The heading without its marks; `None` before the first one.
    pub heading: Option<Line<'t>>,
    /// The lines below the heading.
    pub lines: Vec<Line<'t>>,
}

impl Part<'_> {
    /// The heading as plain words; empty where there is none.
    pub fn named(&self) -> String {
        self.heading.map(|heading| bare(heading.text)).unwrap_or_default()
    }
}

/// What a heading announces; [`Kind::Other`] where it is none of those that are known.
pub fn kind_of(heading: &str) -> Kind {
    let plain = bare(heading);
    if plain.len() > 80 {
        return Kind::Other;
    }
    let word = folded(unnumbered(&plain));
    let begins = |starts: &[&str]| starts.iter().any(|start| word.starts_with(start));
    let ends = |ends: &[&str]| ends.iter().any(|end| word.ends_with(end));
    match exactly(&word) {
        Some(kind) => kind,
        None if begins(&["attendee", "participants"]) || ends(&["attendees", "participants"]) => Kind::Attendees,
        None if begins(&["approvalofminutes", "approvaloftheminutes", "approvalofthelastminutes"]) => Kind::Approval,
        None if begins(&["nextcall", "nextmeeting", "nextconf"]) => Kind::Next,
        None if word.contains("actionpoint") || word.contains("actionitem") => Kind::Actions,
        None => Kind::Other,
    }
}

/// Whether a heading says more than what its part is for.
pub fn says_more(heading: &str) -> bool {
    exactly(&folded(unnumbered(&bare(heading)))).is_none()
}

/// Without the number that begins a heading: `1. Attendees`.
fn unnumbered(heading: &str) -> &str {
    let rest = heading.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number = &heading[..heading.len() - rest.len()];
    let is_number = (1..=6).contains(&number.len()) && (number.contains('.') || rest.starts_with(')'));
    if is_number { rest.trim_start_matches(')').trim_start() } else { heading }
}

/// The headings that say nothing but what their part is for, folded.
fn exactly(word: &str) -> Option<Kind> {
    Some(match word {
        "attendees"
        | "attendee"
        | "participants"
        | "attendance"
        | "attendants"
        | "attendeeslist"
        | "listofattendees"
        | "listofparticipants"
        | "meetingattendees"
        | "meetingparticipants"
        | "rollcall"
        | "present" => Kind::Attendees,
        "agenda" | "agendaproposal" | "proposedagenda" | "agendaitems" | "meetingagenda" => Kind::Outline,
        "discussion" | "discussions" | "discussionitems" | "discussiontopics" => Kind::Discussion,
        "currentissues" | "openissues" | "existingissues" => Kind::Current,
        "outofagenda" => Kind::OutOfAgenda,
        "newissues" | "newissue" => Kind::New,
        "closedissues" | "closingissues" | "closedissue" | "issuestobeclosed" => Kind::Closing,
        "othertopics" => Kind::Topics,
        "aob" | "anyotherbusiness" | "aobs" | "aobanyotherbusiness" => Kind::Aob,
        "recap" | "recentupdates" | "recentupdatesrecap" | "recentupdatesandrecap" => Kind::Recap,
        "actionpoints"
        | "actionitems"
        | "reviewofactionpoints"
        | "reviewofaps"
        | "reviewofap"
        | "ap"
        | "aps"
        | "actions"
        | "actionlist" => Kind::Actions,
        _ => return None,
    })
}

/// The heading that a line is, with its level: `## Attendees`, `<h2>Attendees</h2>`, a line that is underlined, or
/// `**Attendees**` where that is a known one.
fn heading<'t>(line: Line<'t>, next: Option<&Line<'t>>) -> Option<(usize, Line<'t>)> {
    let trimmed = line.trimmed();
    let level = trimmed.text.bytes().take_while(|byte| *byte == b'#').count();
    let behind = trimmed.from(level);
    if (1..=6).contains(&level) {
        // `#63` is an issue, and `##Attendees` a heading without its blank.
        let is_number = behind.text.starts_with(|c: char| c.is_ascii_digit());
        return (!is_number).then(|| (level, behind.trimmed()));
    }
    let number =
        |mark: &str| trimmed.text.get(..2).filter(|word| word.eq_ignore_ascii_case(mark)).map(|_| trimmed.from(2));
    if let Some(digit) = number("<h").and_then(|tag| tag.text.chars().next()?.to_digit(10)) {
        return (1..=6).contains(&digit).then_some((digit as usize, trimmed));
    }
    if kind_of(trimmed.text) == Kind::Other || grid::is_row(trimmed) {
        return None;
    }
    if let Some(level) =
        next.and_then(|next| underline(next.text)).filter(|_| !trimmed.text.starts_with(['-', '*', '+']))
    {
        return Some((level, trimmed));
    }
    let is_bold = is_bold(trimmed.text) && trimmed.text.trim_end_matches(':').ends_with(['*', '_', '>']);
    is_bold.then_some((6, trimmed))
}

/// The level of the heading that a line underlines.
fn underline(text: &str) -> Option<usize> {
    let text = text.trim();
    [('=', 1), ('-', 2)]
        .into_iter()
        .find_map(|(sign, level)| (text.len() > 2 && text.chars().all(|c| c == sign)).then_some(level))
}

/// Whether headings are marked as such in a text.
pub fn is_marked(lines: &[Line]) -> bool {
    lines.iter().enumerate().any(|(at, line)| {
        let marks = line.text.bytes().take_while(|byte| *byte == b'#').count();
        let begins = (1..=6).contains(&marks) && line.text[marks..].starts_with(' ');
        begins || heading(*line, lines.get(at + 1)).is_some_and(|(_, named)| kind_of(named.text) != Kind::Other)
    })
}

/// The parts of minutes in Markdown, in their order. A heading that is not known, below one that is, is text of that one.
pub fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = vec![Part { kind: Kind::Title, heading: None, lines: Vec::new() }];
    let (mut level, mut in_code, mut is_before) = (0, false, true);
    let lines = lines(text);
    let mut is_underline = false;
    for (at, line) in lines.iter().copied().enumerate() {
        if std::mem::take(&mut is_underline) {
            continue;
        }
        let fence = line.text.trim_start();
        in_code ^=
            fence.starts_with("```") || fence.starts_with("~~~") && !fence.trim_start_matches('~').contains("~~");
        let Some((found, named)) = (!in_code).then(|| heading(line, lines.get(at + 1))).flatten() else {
            parts.iter_mut().last().into_iter().for_each(|part| part.lines.push(line));
            continue;
        };
        let kind = match kind_of(named.text) {
            Kind::Other if is_before => Kind::Title,
            Kind::Other if found > level => {
                parts.iter_mut().last().into_iter().for_each(|part| part.lines.push(line));
                continue;
            }
            kind => kind,
        };
        is_before &= kind == Kind::Title;
        level = if kind == Kind::Title { 0 } else { found };
        is_underline = !line.text.trim_start().starts_with('#')
            && lines.get(at + 1).is_some_and(|next| underline(next.text).is_some());
        parts.push(Part { kind, heading: Some(named), lines: Vec::new() });
    }
    parts
}

#[cfg(test)]
mod tests;
