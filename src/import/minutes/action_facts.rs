//! What comes before and after the task of an action point: its owners, its due date and its status.

use super::lines::spanned_texts;
use super::owners::OwnerNames;
use crate::model::action::{Action, ActionStatus};
use crate::text::characters::{is_dash, strip_word};
use crate::text::dates::parse_date;
use crate::text::notation::words::parse_whole_status;
use crate::view::actions::point::{is_plain_number, split_action_id};
use chrono::NaiveDate;
use std::ops::Range;

/// An action point as a list, a register or a sentence has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListedAction {
    /// Its bytes in the source, up to the end of its first line.
    pub range: Range<usize>,
    /// As written; `None` if it has none.
    pub id: Option<String>,
    /// As written.
    pub owners: Vec<String>,
    /// The task, as Markdown; may be empty.
    pub text: String,
    /// `None` if nothing says it.
    pub status: Option<ActionStatus>,
    /// When it is due.
    pub due: Option<NaiveDate>,
    /// What else its row says, as Markdown.
    pub notes: Vec<String>,
    /// Whether it is from the text of an earlier call.
    pub is_earlier: bool,
}

impl ListedAction {
    /// Whether the call on a day opened it, as far as it says.
    pub fn is_new(&self, day: NaiveDate) -> bool {
        let is_own = |id: &String| split_action_id(id).is_some_and(|(of, _)| of == day);
        !self.is_earlier && self.status.is_none() && self.id.as_ref().is_none_or(is_own)
    }

    /// Its id, unless that is a number that restarts with every call.
    pub fn unique_id(&self) -> Option<&String> {
        self.id.as_ref().filter(|id| !is_plain_number(id))
    }

    /// Adds facts. `None` if it has other ones already.
    fn add_facts(&mut self, facts: Self) -> Option<()> {
        let is_new = (self.owners.is_empty() || facts.owners.is_empty())
            && (self.due.is_none() || facts.due.is_none())
            && (self.status.is_none() || facts.status.is_none() || self.status == facts.status);
        is_new.then(|| self.add_missing(&facts))
    }

    /// Adds the owners, the due date and the status that it does not have.
    pub fn add_missing(&mut self, facts: &Self) {
        if self.owners.is_empty() {
            self.owners.clone_from(&facts.owners);
        }
        self.due = self.due.or(facts.due);
        self.status = self.status.or(facts.status);
    }

    /// The action point in the file of the call that opened it.
    pub fn into_action(self) -> Action {
        let (id, owners) = (self.id.map(Into::into), spanned_texts(self.owners));
        Action { id, owners, text: self.text.into(), due: self.due.map(Into::into), ..Action::default() }
    }
}

/// Reads the action points of a call.
#[derive(Debug, Clone)]
pub struct ActionReader {
    /// Who may own them.
    pub names: OwnerNames,
    /// The call: a due date without a year is after it.
    pub day: NaiveDate,
}

/// Words before a due date.
const DUE: [&str; 8] = ["due date", "due by", "due on", "due", "deadline", "by", "until", "till"];
/// What begins a fact at the end of a task.
const LABELS: [&str; 9] =
    ["owner:", "owners:", "assigned to", "assignee:", "responsible:", "status:", "due:", "due date:", "deadline:"];
/// The most bytes at the end of a task that may be facts.
const LONGEST_TAIL: usize = 200;
/// Characters that mark what is done.
const DONE: [char; 5] = ['✅', '✔', '☑', '✓', '\u{fe0f}'];
/// The most days from the call to a due date without a year: after that, it is a date of the past.
const LONGEST: i64 = 200;

impl ActionReader {
    /// Takes the facts at both ends of a task, and the due date in it. Returns the rest of the task.
    pub fn take_facts<'t>(&self, text: &'t str, action: &mut ListedAction) -> &'t str {
        let mut text = text;
        loop {
            let bare = text.trim().trim_matches(DONE);
            if bare.len() < text.trim().len() {
                action.status = Some(ActionStatus::Closed);
            }
            text = bare.trim();
            let Some(rest) = self.take_first(text, action).or_else(|| self.take_last(text, action)) else { break };
            text = rest;
        }
        let starts = text.char_indices().map(|(at, _)| at).filter(|at| *at == 0 || text[..*at].ends_with([' ', '(']));
        action.due =
            action.due.or_else(|| starts.filter_map(|at| self.read_due(&text[at..])).map(|(due, _)| due).next());
        text
    }

    /// The text after a fact at its start.
    fn take_first<'t>(&self, text: &'t str, action: &mut ListedAction) -> Option<&'t str> {
        let status = || {
            let (word, rest) = text.split_at(text.find(|c: char| c == ':' || is_dash(c))?);
            parse_whole_status(word).map(|_| (word, rest))
        };
        let inner = match text.chars().next()? {
            '(' => text[1..].split_once(')'),
            '[' => text[1..].split_once(']').filter(|(_, rest)| !rest.starts_with(['(', '['])),
            _ => status(),
        };
        let Some((inner, rest)) = inner else {
            let (owners, task) = self.names.split_leading(text).filter(|_| action.owners.is_empty())?;
            action.owners = owners;
            return Some(task);
        };
        action.add_facts(self.parse_facts(inner)?)?;
        Some(rest.trim_start_matches(|c: char| is_dash(c) || matches!(c, ':' | ' ' | '*')))
    }

    /// The text before a fact at its end.
    fn take_last<'t>(&self, text: &'t str, action: &mut ListedAction) -> Option<&'t str> {
        let bare = text.trim_end_matches(['.', '*', '_', '\\', ' ']);
        let near = bare.floor_char_boundary(bare.len().saturating_sub(LONGEST_TAIL));
        let parse_at = |(at, c): (usize, char)| {
            let (tail, inner) = (&bare[near + at..], &bare[near + at + c.len_utf8()..]);
            let is_separate = near + at == 0 || bare[..near + at].ends_with([' ', '.', ',', ';']);
            let facts = match c {
                '(' => inner.strip_suffix(')')?,
                '[' => inner.strip_suffix(']')?,
                _ if !is_separate => return None,
                c if is_dash(c) && inner.starts_with(' ') => inner,
                c if c == '@' || LABELS.iter().any(|label| strip_word(tail, label).is_some()) => tail,
                _ => return None,
            };
            Some((near + at, self.parse_facts(facts)?))
        };
        let (at, facts) = bare[near..].char_indices().find_map(parse_at)?;
        action.add_facts(facts)?;
        Some(text[..at].trim_end_matches([' ', ',', ';', '*', '_']))
    }

    /// The facts in words that say nothing else.
    fn parse_facts(&self, text: &str) -> Option<ListedAction> {
        let is_gap = |c: char| is_dash(c) || matches!(c, ' ' | ',' | ';' | ':' | '.' | '|');
        let mut facts = ListedAction::default();
        let mut rest = text.trim_matches(is_gap);
        (!rest.is_empty()).then_some(())?;
        while !rest.is_empty() {
            let said = LABELS.iter().find_map(|label| strip_word(rest, label)).unwrap_or(rest).trim_start();
            let (words, after) = said.split_at(said.find([',', ';']).unwrap_or(said.len()));
            if let Some((due, end)) = self.read_due(rest) {
                (facts.due, rest) = (Some(due), &rest[end..]);
            } else if let Some(status) = parse_whole_status(words) {
                (facts.status, rest) = (Some(status), after);
            } else {
                let (owners, end) = self.names.read_names(said)?;
                facts.owners.extend(owners);
                rest = &said[end..];
            }
            rest = rest.trim_start_matches(is_gap);
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
