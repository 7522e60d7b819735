//! Action points in lists and in prose: `AP1: Ann to write`, `AP @Ann: write`, `**AI #06.01** To write (Ann)`.

mod item;
mod mark;

use super::action_facts::FactReader;
use super::cell::cell_to_markdown;
use super::lines::{SourceLine, dedent, has_text, join_lines, some_text};
use super::owners::OwnerNames;
use super::register::ListedAction;
use super::words::{is_bold, is_placeholder, plain_text, strip_strikethrough};
use crate::model::action::ActionStatus;
use crate::model::spelling::{fold_name, is_listed};
use crate::text::notation::words::parse_whole_status;
use chrono::NaiveDate;
use item::{find_indent, strip_item, strip_open_bold};
use mark::{ActionMark, MarkPlace, find_mark, parse_mark};

/// Reads the action points of a call in its lists and its prose.
#[derive(Debug, Clone)]
pub struct ActionReader {
    facts: FactReader,
}

/// The action points of a line.
struct MarkedLine<'t> {
    /// What is before them.
    before: Option<SourceLine<'t>>,
    /// At least one.
    actions: Vec<ListedAction>,
}

/// A line above action points that says their status or their owners.
struct ActionLabel {
    /// The lines with a larger indent belong to it; `None`: all up to the next such label.
    indent: Option<usize>,
    status: Option<ActionStatus>,
    owners: Vec<String>,
    /// Its index in the lines that are not taken.
    at: usize,
    /// Whether an action point follows it.
    is_used: bool,
}

impl ActionReader {
    /// Reads the action points of the call on a day.
    pub fn new(names: OwnerNames, day: NaiveDate) -> Self {
        Self { facts: FactReader { names, day } }
    }

    /// Takes the action points out of Markdown prose. Returns the rest of the prose.
    pub fn take_actions(&self, text: &str) -> (String, Vec<ListedAction>) {
        let mut at = 0;
        let mut lines = Vec::new();
        for line in text.split('\n') {
            lines.push(SourceLine { at, text: line });
            at += line.len() + 1;
        }
        let (rest, actions) = self.take_lines(&lines, false);
        match actions.is_empty() {
            true => (text.to_owned(), actions),
            false => (join_lines(&rest).trim_end_matches('\\').trim_end().to_owned(), actions),
        }
    }

    /// Takes the action points out of lines. `is_part`: the lines are below a heading of action points, where a list
    /// item with an owner is one, also without a mark. Returns the other lines.
    pub fn take_lines<'t>(&self, lines: &[SourceLine<'t>], is_part: bool) -> (Vec<SourceLine<'t>>, Vec<ListedAction>) {
        let (mut rest, mut actions) = (Vec::with_capacity(lines.len()), Vec::new());
        let mut labels: Vec<ActionLabel> = Vec::new();
        let mut is_code = false;
        let mut at = 0;
        while let Some(line) = lines.get(at).copied() {
            at += 1;
            is_code ^= line.text.trim_start().starts_with("```");
            // The empty lines around an action point are one.
            if line.is_empty() && !actions.is_empty() && rest.last().is_none_or(|last: &SourceLine| last.is_empty()) {
                continue;
            }
            if is_code || !has_text(line.text) || line.text.contains('|') {
                rest.push(line);
                continue;
            }
            if let Some(found) = self.take_html_list(line, is_part) {
                actions.extend(found);
                continue;
            }
            let label = if is_part { self.parse_label(line, rest.len()) } else { None };
            let is_over = |last: &ActionLabel| match last.indent {
                Some(outer) => outer >= find_indent(line) || label.as_ref().is_some_and(|label| label.indent.is_none()),
                None => label.as_ref().is_some_and(|label| label.indent.is_none()),
            };
            while let Some(last) = labels.pop_if(|last| is_over(last)) {
                last.close(&mut rest);
            }
            if let Some(label) = label {
                labels.push(ActionLabel { at: rest.len(), ..label });
                rest.push(line);
                continue;
            }
            let is_labeled = labels.iter().any(|label| label.status.is_some() || !label.owners.is_empty());
            let place = if is_part { MarkPlace::Part } else { MarkPlace::Line };
            let Some(MarkedLine { before, actions: mut found }) = self.read_line(line, place, is_labeled) else {
                rest.push(line);
                continue;
            };
            let count = self.count_below(line, &lines[at..], found.last());
            let below = &lines[at..at + count];
            match found.last_mut().filter(|last| !last.text.is_empty()) {
                Some(last) => {
                    last.text = [&last.text, &*format_list(below)].join("\n").trim_end().to_owned();
                    rest.extend(before);
                }
                // The mark of a list: each item below it is an action point.
                None => {
                    let (left, each) = self.take_lines(below, true);
                    found = each;
                    if found.is_empty() || left.iter().any(|line| has_text(line.text)) {
                        rest.push(line);
                        rest.extend(left);
                    }
                }
            }
            at += count;
            for label in labels.iter_mut().filter(|_| !found.is_empty()) {
                label.is_used = true;
            }
            for action in &mut found {
                action.status = action.status.or_else(|| labels.iter().rev().find_map(|label| label.status));
                if action.owners.is_empty() {
                    let mut of_labels = labels.iter().rev().map(|label| &label.owners);
                    action.owners = of_labels.find(|owners| !owners.is_empty()).cloned().unwrap_or_default();
                }
            }
            actions.extend(found);
        }
        labels.into_iter().rev().for_each(|label| label.close(&mut rest));
        (rest, actions)
    }

    /// The action points in a line of HTML that has nothing else.
    fn take_html_list(&self, line: SourceLine, is_part: bool) -> Option<Vec<ListedAction>> {
        let list = line.text.contains("<li").then(|| cell_to_markdown(line.text))?;
        let lines: Vec<SourceLine> = list.lines().map(|text| SourceLine { at: 0, text }).collect();
        let (rest, mut actions) = self.take_lines(&lines, is_part);
        actions.iter_mut().for_each(|action| action.range = line.trim().range());
        (!actions.is_empty() && !rest.iter().any(|line| has_text(line.text))).then_some(actions)
    }

    /// Reads `Closed:`, `**Ann**` or `### Open action points`, which is above its action points.
    fn parse_label(&self, line: SourceLine, at: usize) -> Option<ActionLabel> {
        const WORDS: &str = "ap aps action actions point points item items task tasks";
        let (item, ticked) = strip_item(line.text.trim());
        let plain = plain_text(item.trim_start_matches('#'));
        let words = plain.trim_end_matches([':', ' ']);
        let is_item = item.len() < line.text.trim().len();
        let is_heading = plain.ends_with(':') || item.starts_with('#') || is_bold(item);
        if ticked.is_some() || is_item && !is_heading {
            return None;
        }
        let is_word = |word: &&str| !is_listed(&fold_name(word), WORDS);
        let status = parse_whole_status(&words.split(' ').filter(is_word).collect::<String>()).filter(|_| is_heading);
        let owners = self.facts.names.parse_all(words).unwrap_or_default();
        let indent = is_item.then(|| find_indent(line));
        (status.is_some() || !owners.is_empty() || item.starts_with('#')).then_some(ActionLabel {
            indent,
            status,
            owners,
            at,
            is_used: false,
        })
    }

    /// The action points in a line.
    fn read_line<'t>(&self, line: SourceLine<'t>, place: MarkPlace, is_labeled: bool) -> Option<MarkedLine<'t>> {
        let (item, ticked) = strip_item(line.text.trim());
        let (task, is_struck) = strip_strikethrough(item);
        // In a part of action points, a line that begins with an owner is one, and a list item with an owner or a box.
        let is_listed = item.len() < line.text.trim().len() || self.facts.names.split_leading(task).is_some();
        let is_item = place == MarkPlace::Part && is_listed;
        let bare = || ActionMark { needs_owner: ticked.is_none() && !is_labeled, ..ActionMark::default() };
        let first = parse_mark(&self.facts, task, place).or_else(|| is_item.then(bare));
        let (before, mut actions) = match first.and_then(|mark| self.read_tasks(task, mark)) {
            Some(actions) => (None, actions),
            None => {
                let (at, mark) = find_mark(&self.facts, item, 0)?;
                let item_at = line.text.trim_end().len() - item.len();
                let before = SourceLine { at: line.at, text: line.text[..item_at + at].trim_end() };
                (Some(before).filter(|before| has_text(before.text)), self.read_tasks(&item[at..], mark)?)
            }
        };
        let status = (is_struck || ticked == Some(true)).then_some(ActionStatus::Closed);
        for action in &mut actions {
            action.range = line.trim().range();
            action.status = status.or(action.status);
        }
        Some(MarkedLine { before, actions })
    }

    /// The action points in a text that begins with a mark; the task of a mark may be empty if it is the only one.
    fn read_tasks(&self, text: &str, mark: ActionMark) -> Option<Vec<ListedAction>> {
        let mut actions = Vec::new();
        let (mut from, mut mark) = (0, mark);
        loop {
            let start = from + mark.end;
            let next = find_mark(&self.facts, text, start + 1);
            let end = next.as_ref().map_or(text.len(), |(at, _)| *at);
            actions.push(self.read_task(&text[start..end], mark)?);
            let Some((at, following)) = next else { break };
            (from, mark) = (at, following);
        }
        (actions.len() == 1 || actions.iter().all(|action| has_text(&action.text))).then_some(actions)
    }

    fn read_task(&self, text: &str, mark: ActionMark) -> Option<ListedAction> {
        let ActionMark { mut action, needs_owner, .. } = mark;
        let task = self.facts.take_facts(strip_open_bold(text.trim()), &mut action);
        action.text = cell_to_markdown(task.trim_end_matches('\\'));
        (!says_nothing(task) && (!needs_owner || !action.owners.is_empty() && has_text(task))).then_some(action)
    }

    /// The number of lines that belong to the action point in the line before them: a list below it, or the rest of its
    /// sentence.
    fn count_below(&self, line: SourceLine, after: &[SourceLine], last: Option<&ListedAction>) -> usize {
        let own = find_indent(line);
        let is_item = |line: &SourceLine| strip_item(line.text.trim()).0.len() < line.text.trim().len();
        let is_mark = last.is_some_and(|last| last.text.is_empty());
        let takes_list = is_mark || last.is_some_and(|last| last.text.ends_with(':'));
        let mut count = 0;
        for (at, next) in after.iter().enumerate().filter(|(_, next)| !next.is_empty()) {
            let previous = at.checked_sub(1).map_or(line, |before| after[before]);
            let is_deeper = find_indent(*next) > own && (is_item(&line) || takes_list || !previous.is_empty());
            let is_of_list = takes_list && !is_item(&line) && find_indent(*next) >= own && is_item(next);
            let is_broken = previous.is_empty() || previous.text.ends_with(['\\']) || previous.text.ends_with("  ");
            let continues =
                count == at && !is_broken && !is_item(next) && next.text.trim().starts_with(char::is_lowercase);
            let belongs = is_deeper || is_of_list || continues;
            if !belongs
                || next.text.contains('|')
                || !is_mark && self.read_line(*next, MarkPlace::Line, false).is_some()
            {
                break;
            }
            count = at + 1;
        }
        count
    }
}

impl ActionLabel {
    /// Removes the label from the lines that are not taken, if all below it was.
    fn close(self, rest: &mut Vec<SourceLine>) {
        let says_more = self.status.is_none() && self.owners.is_empty();
        if self.is_used && !says_more && !rest[self.at + 1..].iter().any(|line| has_text(line.text)) {
            rest.truncate(self.at);
        }
    }
}

/// Whether words only say that there is no action point.
pub fn says_nothing(text: &str) -> bool {
    const NOTHING: &str = "no new open pending action actions item items point points ap aps";
    let is_none = |word: &str| is_listed(&fold_name(word), NOTHING);
    has_text(text) && (is_placeholder(text) || text.starts_with(['N', 'n']) && plain_text(text).split(' ').all(is_none))
}

/// Lines as Markdown, also where they were copied with other bullets.
fn format_list(lines: &[SourceLine]) -> String {
    some_text(join_lines(lines)).map(|text| dedent(&text)).unwrap_or_default()
}

#[cfg(test)]
mod tests;
