//! What stands around the task of an action point: its owners, its due date and its status.

use super::owners::OwnerNames;
use super::register::ListedAction;
use crate::model::action::ActionStatus;
use crate::text::characters::{is_dash, strip_word};
use crate::text::dates::parse_date;
use crate::text::notation::words::parse_whole_status;
use chrono::NaiveDate;

/// What it takes to read the facts of an action point.
#[derive(Debug, Clone)]
pub struct FactReader {
    /// Who may own it.
    pub names: OwnerNames,
    /// The call: a due date without a year is after it.
    pub day: NaiveDate,
}

/// The owners, the due date and the status in words that say nothing else.
#[derive(Debug, Default)]
struct ActionFacts {
    owners: Vec<String>,
    due: Option<NaiveDate>,
    status: Option<ActionStatus>,
}

/// Words before a due date.
const DUE: [&str; 8] = ["due date", "due by", "due on", "due", "deadline", "by", "until", "till"];
/// Words before owners, with a colon or `to`.
const OWNER: [&str; 5] = ["owner:", "owners:", "assigned to", "assignee:", "responsible:"];
/// What begins a fact at the end of a task.
const LABELS: [&str; 9] =
    ["owner:", "owners:", "assigned to", "assignee:", "responsible:", "status:", "due:", "due date:", "deadline:"];
/// The most bytes at the end of a task that may be facts.
const LONGEST_TAIL: usize = 200;
/// Characters that mark what is done.
const DONE: [char; 5] = ['✅', '✔', '☑', '✓', '\u{fe0f}'];
/// The most days from the call to a due date without a year: after that, it is a date of the past.
const LONGEST: i64 = 200;

impl FactReader {
    /// Takes the facts at both ends of a task, and the due date in it. Returns the rest of the task.
    pub fn take_facts<'t>(&self, text: &'t str, action: &mut ListedAction) -> &'t str {
        let mut text = text;
        while let Some(rest) = self.take_first(text, action) {
            text = rest;
        }
        while let Some(rest) = self.take_last(text, action) {
            text = rest;
        }
        let is_start = |at: &usize| *at == 0 || text[..*at].ends_with([' ', '(']);
        let mut dues =
            text.char_indices().map(|(at, _)| at).filter(is_start).filter_map(|at| self.read_due(&text[at..]));
        action.due = action.due.or_else(|| dues.next().map(|(due, _)| due));
        text.trim_matches([' ', '\t'])
    }

    /// The text after a fact at its start.
    fn take_first<'t>(&self, text: &'t str, action: &mut ListedAction) -> Option<&'t str> {
        let text = text.trim_start();
        if let Some(rest) = text.strip_prefix(DONE) {
            action.status = Some(ActionStatus::Closed);
            return Some(rest);
        }
        let label = || {
            let end = text.find(|c: char| c == ':' || is_dash(c))?;
            parse_whole_status(&text[..end]).map(|_| text.split_at(end))
        };
        let inner = match text.chars().next()? {
            '(' => text[1..].split_once(')'),
            '[' => text[1..].split_once(']').filter(|(_, rest)| !rest.starts_with(['(', '['])),
            _ => label(),
        };
        let Some((inner, rest)) = inner else {
            let (owners, task) = self.names.split_leading(text).filter(|_| action.owners.is_empty())?;
            action.owners = owners;
            return Some(task);
        };
        self.parse_facts(inner)?.move_to(action)?;
        Some(rest.trim_start_matches(|c: char| is_dash(c) || matches!(c, ':' | ' ' | '*')))
    }

    /// The text before a fact at its end.
    fn take_last<'t>(&self, text: &'t str, action: &mut ListedAction) -> Option<&'t str> {
        let text = text.trim_end();
        if let Some(rest) = text.strip_suffix(DONE) {
            action.status = Some(ActionStatus::Closed);
            return Some(rest);
        }
        let bare = text.trim_end_matches(['.', '*', '_', '\\', ' ']);
        let near = bare.floor_char_boundary(bare.len().saturating_sub(LONGEST_TAIL));
        // Where words begin that may be facts, and the words.
        let starts = bare[near..].char_indices().map(|(at, c)| (near + at, c)).filter_map(|(at, c)| {
            let tail = &bare[at..];
            let is_separate = at == 0 || bare[..at].ends_with([' ', '.', ',', ';']);
            let inner = &tail[c.len_utf8()..];
            match c {
                '(' => Some((at, inner.strip_suffix(')')?)),
                '[' => Some((at, inner.strip_suffix(']')?)),
                c if is_dash(c) => Some((at, inner)).filter(|_| is_separate && inner.starts_with(' ')),
                '@' => is_separate.then_some((at, tail)),
                _ => LABELS
                    .iter()
                    .any(|label| strip_word(tail, label).is_some())
                    .then_some((at, tail))
                    .filter(|_| is_separate),
            }
        });
        let (at, facts) = starts.filter_map(|(at, tail)| Some((at, self.parse_facts(tail)?))).next()?;
        facts.move_to(action)?;
        Some(text[..at].trim_end_matches([' ', ',', ';', '*', '_']))
    }

    /// The facts in words that say nothing else.
    fn parse_facts(&self, text: &str) -> Option<ActionFacts> {
        const GAP: [char; 6] = [' ', ',', ';', ':', '.', '|'];
        let mut facts = ActionFacts::default();
        let mut rest = text.trim_matches(GAP);
        if rest.is_empty() {
            return None;
        }
        while !rest.is_empty() {
            let labeled = OWNER.iter().find_map(|label| strip_word(rest, label)).unwrap_or(rest).trim_start();
            let status = || {
                let words = strip_word(rest, "status:").unwrap_or(rest);
                let (words, rest) = words.split_at(words.find([',', ';']).unwrap_or(words.len()));
                Some((parse_whole_status(words)?, rest))
            };
            if let Some((due, end)) = self.read_due(rest) {
                (facts.due, rest) = (Some(due), &rest[end..]);
            } else if let Some((status, after)) = status() {
                (facts.status, rest) = (Some(status), after);
            } else {
                let (owners, end) = self.names.read_names(labeled)?;
                facts.owners.extend(owners);
                rest = &labeled[end..];
                if rest.starts_with(' ')
                    && rest.trim_start().starts_with(char::is_alphanumeric)
                    && self.read_due(rest.trim_start()).is_none()
                {
                    return None;
                }
            }
            rest = rest.trim_start_matches(GAP);
            rest = rest.strip_prefix(is_dash).unwrap_or(rest).trim_start();
        }
        Some(facts)
    }

    /// The due date at the start of a text, and where it ends: `by 21 March`, `due: 2024-03-21`.
    fn read_due(&self, text: &str) -> Option<(NaiveDate, usize)> {
        let after = DUE.iter().find_map(|word| strip_word(text, word))?;
        let words = after.trim_start_matches([':', ' ']);
        let words = strip_word(words, "the ").unwrap_or(words);
        let mention = parse_date(words).filter(|_| after.len() > words.len())?;
        let day = mention.next_from(self.day)?;
        let is_near = mention.has_year || (day - self.day).num_days() <= LONGEST;
        is_near.then_some((day, text.len() - words.len() + mention.range.end))
    }
}

impl ActionFacts {
    /// Adds the facts to an action point. `None` if it has other ones already.
    fn move_to(self, action: &mut ListedAction) -> Option<()> {
        let is_new = (self.owners.is_empty() || action.owners.is_empty())
            && (self.due.is_none() || action.due.is_none())
            && (self.status.is_none() || action.status.is_none_or(|status| Some(status) == self.status));
        if !is_new {
            return None;
        }
        action.owners.extend(self.owners);
        action.due = action.due.or(self.due);
        action.status = action.status.or(self.status);
        Some(())
    }
}
