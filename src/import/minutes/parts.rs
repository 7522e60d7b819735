//! The parts of minutes: what stands under each heading.

use super::lines::{Line, lines};
use super::words::bare;
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
    let word = folded(&plain);
    let begins = |starts: &[&str]| starts.iter().any(|start| word.starts_with(start));
    match exactly(&word) {
        Some(kind) => kind,
        None if begins(&["attendees", "participants"]) => Kind::Attendees,
        None if begins(&["approvalofminutes", "approvaloftheminutes", "approvalofthelastminutes"]) => Kind::Approval,
        None if begins(&["nextcall", "nextmeeting", "nextconf"]) => Kind::Next,
        None if word.contains("actionpoint") || word.contains("actionitem") => Kind::Actions,
        None => Kind::Other,
    }
}

/// Whether a heading says more than what its part is for.
pub fn says_more(heading: &str) -> bool {
    exactly(&folded(&bare(heading))).is_none()
}

/// The headings that say nothing but what their part is for, folded.
fn exactly(word: &str) -> Option<Kind> {
    Some(match word {
        "attendees" | "participants" | "attendance" | "attendants" | "listofattendees" | "listofparticipants" => {
            Kind::Attendees
        }
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
        | "aps"
        | "actions"
        | "actionlist" => Kind::Actions,
        _ => return None,
    })
}

/// The heading that a line is, with its level: `## Attendees`, or `**Attendees**` where that is a known one.
fn heading(line: Line<'_>) -> Option<(usize, Line<'_>)> {
    let trimmed = line.trimmed();
    let level = trimmed.text.bytes().take_while(|byte| *byte == b'#').count();
    let behind = trimmed.from(level);
    if (1..=6).contains(&level) {
        // `#63` is an issue, and `##Attendees` a heading without its blank.
        let is_number = behind.text.starts_with(|c: char| c.is_ascii_digit());
        return (!is_number).then(|| (level, behind.trimmed()));
    }
    let inner = trimmed.text.strip_prefix("**")?.strip_suffix("**")?;
    (kind_of(inner) != Kind::Other).then_some((6, trimmed))
}

/// The parts of minutes in Markdown, in their order. A heading that is not known, below one that is, is text of that one.
pub fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = vec![Part { kind: Kind::Title, heading: None, lines: Vec::new() }];
    let (mut level, mut in_code, mut is_before) = (0, false, true);
    for line in lines(text) {
        let fence = line.text.trim_start();
        in_code ^=
            fence.starts_with("```") || fence.starts_with("~~~") && !fence.trim_start_matches('~').contains("~~");
        let Some((found, named)) = (!in_code).then(|| heading(line)).flatten() else {
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
        parts.push(Part { kind, heading: Some(named), lines: Vec::new() });
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_known_by_their_headings() {
        let text = "\n# Group meeting\n#### *8th June 2023*\n## Attendees\n* a\n## Kick-off\n### More\nx\n**AoB**\n#63 y\n# Q&A\nz";
        let told: Vec<String> = parts(text)
            .iter()
            .map(|part| {
                format!(
                    "{:?} {} {}",
                    part.kind,
                    part.named(),
                    part.lines.iter().filter(|line| !line.is_blank()).count()
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                "Title  0",
                "Title Group meeting 0",
                "Title 8th June 2023 0",
                "Attendees Attendees 1",
                "Other Kick-off 2",
                "Aob AoB 1",
                "Other Q&A 1"
            ]
        );
    }

    #[test]
    fn headings_are_known_in_their_spellings() {
        for (heading, kind) in [
            ("Review of Action Points", Kind::Actions),
            ("**CURRENT ISSUES**", Kind::Current),
            ("Closed issues", Kind::Closing),
            ("Recent updates & recap", Kind::Recap),
            ("Approval of minutes of last conf. call", Kind::Approval),
            ("Next call:", Kind::Next),
            ("New Procedures", Kind::Other),
            ("A.O.B.", Kind::Aob),
        ] {
            assert_eq!(kind_of(heading), kind, "{heading}");
        }
    }
}
