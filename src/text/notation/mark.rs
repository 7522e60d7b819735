//! The lines that stand out from the prose of a section.

use super::ending::{StageMention, escape_due, escape_stage, split_due, split_stage};
use super::words::{is_not_treated, parse_decision, parse_status, split_id};
use crate::model::action::ActionStatus;
use crate::model::meeting::ApprovalDecision;

/// A line that stands out from the prose, with the indented lines after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// `Decision: TEXT -> STAGE (WHY)`.
    Decision {
        /// Markdown; not empty.
        text: String,
        /// The stage that the proposal reached by it.
        stage: Option<StageMention>,
    },
    /// `AP OWNER: TEXT (due DAY)`, or with the id of an action point that the records have: `AP ID OWNER: TEXT`.
    Action {
        /// As written; `None` for a new action point.
        id: Option<String>,
        /// One or several, separated by commas, as written. If empty, it belongs to the owner of the item.
        owners: String,
        /// Markdown; empty only with an id and a due date.
        text: String,
        /// As written.
        due: Option<String>,
    },
    /// `Closed ID: NOTE`.
    Update {
        /// The status.
        status: ActionStatus,
        /// As written.
        id: String,
        /// Markdown; may be empty.
        note: String,
        /// As written.
        due: Option<String>,
    },
    /// `Not treated`.
    NotTreated,
    /// `Approved`, below the heading of the approval only.
    Approval(ApprovalDecision),
}

/// Parses a line, with the lines that continue it. `None` for prose. Only a section about earlier minutes has approvals.
///
/// # Errors
/// Why a line is not understood although it begins as a mark: a lower-case phrase.
pub fn parse_mark(text: &str) -> Result<Option<Mark>, String> {
    if text.starts_with(char::is_whitespace) {
        return Ok(None);
    }
    if is_not_treated(text) {
        return Ok(Some(Mark::NotTreated));
    }
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    if let Some(said) = parse_decision(first) {
        let (text, stage) = split_stage(said)?;
        let text = expect_text(format!("{text}\n{rest}"), "a decision")?;
        return Ok(Some(Mark::Decision { text, stage }));
    }
    let bare = first.strip_prefix("- ").unwrap_or(first).trim_end();
    if let Some(after) = bare.strip_prefix("AP").filter(|after| after.starts_with([' ', ':'])) {
        let help = "expected a colon after the owner of the action point: `AP OWNER: TEXT`";
        let (who, said) = split_at_colon(after).ok_or(help)?;
        let (text, due) = split_due(said);
        let (id, owners) = parse_who(&who);
        let text = format!("{text}\n{rest}");
        let text = match id.is_some() && due.is_some() {
            true => text.trim().to_owned(),
            false => expect_text(text, "an action point")?,
        };
        return Ok(Some(Mark::Action { id, owners, text, due }));
    }
    let Some((status, id, after)) = parse_update_start(bare) else { return Ok(None) };
    let said = match after.trim_start().strip_prefix(':') {
        Some(said) => said.trim(),
        None if after.trim().is_empty() => "",
        None => return Err(format!("expected a colon after {id}")),
    };
    let (note, due) = split_due(said);
    let note = format!("{note}\n{rest}").trim().to_owned();
    Ok(Some(Mark::Update { status, id: id.to_owned(), note, due }))
}

fn expect_text(text: String, what: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() { Err(format!("{what} needs a text")) } else { Ok(text.to_owned()) }
}

/// Splits what is before the first colon, which is not that of a URL and has no backslash before it.
fn split_at_colon(text: &str) -> Option<(String, &str)> {
    let is_end = |at: &usize| !text[..*at].ends_with('\\') && !text[*at..].starts_with("://");
    let at = text.match_indices(':').map(|(at, _)| at).find(is_end)?;
    Some((text[..at].replace("\\:", ":"), text[at + 1..].trim()))
}

/// The id and the owners before the colon.
fn parse_who(who: &str) -> (Option<String>, String) {
    let who = who.trim();
    let (id, owners) = split_id(who).map_or((None, who), |(id, rest)| (Some(id.to_owned()), rest.trim()));
    let owners = owners.strip_prefix('(').and_then(|owners| owners.strip_suffix(')')).unwrap_or(owners);
    (id, owners.trim().to_owned())
}

/// The status and the id at the start of a line, and the rest of it.
fn parse_update_start(line: &str) -> Option<(ActionStatus, &str, &str)> {
    /// `Not pursued AP`.
    const MOST_WORDS: usize = 3;
    let digit = line.find(|c: char| c.is_ascii_digit())?;
    let words = line[..digit].trim_end();
    let words = words.strip_suffix(" AP").unwrap_or(words);
    let is_status = line.starts_with(char::is_alphabetic)
        && words.len() < line[..digit].len()
        && words.split(' ').count() <= MOST_WORDS;
    let (id, rest) = split_id(&line[digit..]).filter(|_| is_status)?;
    Some((parse_status(words)?, id, rest))
}

impl Mark {
    /// The lines of the mark, each with its end.
    pub fn format(&self) -> String {
        let due_ending = |due: &Option<String>| due.as_ref().map(|due| format!(" (due {due})"));
        match self {
            Self::Decision { text, stage } => {
                let stage = stage.as_ref().map(|mention| {
                    let reason = mention.reason.as_ref().map(|reason| format!(" ({reason})")).unwrap_or_default();
                    format!(" -> {}{reason}", mention.stage)
                });
                format_lines("Decision:", text, stage, escape_stage)
            }
            Self::Action { id, owners, text, due } => {
                let owners = Some(owners.replace(':', "\\:")).filter(|owners| !owners.is_empty());
                let who = id.iter().cloned().chain(owners).map(|word| format!(" {word}")).collect::<String>();
                format_lines(&format!("AP{who}:"), text, due_ending(due), escape_due)
            }
            Self::Update { status, id, note, due } => {
                let colon = if note.is_empty() && due.is_none() { "" } else { ":" };
                let start = format!("{} {id}{colon}", capitalize(status.record_key()));
                format_lines(&start, note, due_ending(due), escape_due)
            }
            Self::NotTreated => "Not treated\n".to_owned(),
            Self::Approval(decision) => capitalize(decision.record_key()) + "\n",
        }
    }
}

/// A mark with its text: the first line has the ending, the others are indented.
fn format_lines(start: &str, text: &str, ending: Option<String>, escape: fn(&str) -> String) -> String {
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default();
    let said = ending.map_or_else(|| escape(first), |ending| format!("{first}{ending}"));
    let first = format!("{start} {}", said.trim_start()).trim_end().to_owned() + "\n";
    lines.fold(first, |all, line| all + format!("  {line}").trim_end() + "\n")
}

/// `Not pursued`.
fn capitalize(key: &str) -> String {
    let words = key.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}
