//! Action points in lists and in prose: `AP1: Ann to write`, `AP @Ann: write`, `**AI #06.01** To write (Ann)`.

mod mark;

use super::action_facts::{ActionReader, ListedAction};
use super::cell::cell_to_markdown;
use super::lines::{SourceLine, dedent, has_text, join_lines, some_text, split_lines};
use super::list_item::{ListItem, find_indent, is_item};
use super::words::{is_bold, is_placeholder, plain_text, strip_strikethrough};
use crate::model::action::ActionStatus;
use crate::model::spelling::{fold_name, is_listed};
use crate::text::notation::words::parse_whole_status;
use mark::{ActionMark, MarkPlace, may_have_mark};

impl ActionReader {
    /// Takes the action points out of Markdown prose. Returns the rest of the prose.
    pub fn take_actions(&self, text: &str) -> (String, Vec<ListedAction>) {
        if !may_have_mark(text) {
            return (text.to_owned(), Vec::new());
        }
        let (rest, actions) = self.take_lines(&ListedAction::default(), &split_lines(text), false);
        match actions.is_empty() {
            true => (text.to_owned(), actions),
            false => (join_lines(&rest).trim_end_matches('\\').trim_end().to_owned(), actions),
        }
    }

    /// Whether a line begins with the mark of an action point.
    pub fn begins_action(&self, line: &str) -> bool {
        may_have_mark(line) && self.parse_mark(ListItem::parse(line).text, MarkPlace::Line).is_some()
    }

    /// Takes the action points out of lines, which may be below a label that says their status or their owners. `is_part`:
    /// the lines are below a heading of action points, where a list item with an owner is one, also without a mark. Returns
    /// the other lines, and the action points.
    pub fn take_lines<'t>(
        &self,
        label: &ListedAction,
        lines: &[SourceLine<'t>],
        is_part: bool,
    ) -> (Vec<SourceLine<'t>>, Vec<ListedAction>) {
        let (mut rest, mut actions) = (Vec::with_capacity(lines.len()), Vec::new());
        let mut is_code = false;
        let mut lines = lines;
        while let Some((line, after)) = lines.split_first() {
            lines = after;
            is_code ^= line.text.trim_start().starts_with("```");
            // The empty lines around an action point are one.
            if line.is_empty() && !actions.is_empty() && rest.last().is_none_or(|last: &SourceLine| last.is_empty()) {
                continue;
            }
            if is_code || !has_text(line.text) || line.text.contains('|') {
                rest.push(*line);
                continue;
            }
            if let Some(found) = self.take_html_list(*line, is_part) {
                actions.extend(found);
                continue;
            }
            let (mut inner, count) = if let Some(inner) = is_part.then(|| self.parse_label(*line)).flatten() {
                (inner, self.count_labeled(*line, after))
            } else {
                let place = if is_part { MarkPlace::Part } else { MarkPlace::Line };
                let is_labeled = label.status.is_some() || !label.owners.is_empty();
                let Some((before, mut found)) = self.read_line(*line, place, is_labeled) else {
                    rest.push(*line);
                    continue;
                };
                rest.extend(before);
                found.iter_mut().for_each(|action| action.add_missing(label));
                let count = self.count_below(*line, after, found.last().map_or("", |last| &last.text));
                match found.last_mut() {
                    Some(last) if !last.text.is_empty() => {
                        last.text = [&last.text, &*format_list(&after[..count])].join("\n").trim_end().to_owned();
                        lines = &after[count..];
                        actions.extend(found);
                        continue;
                    }
                    // The mark of a list: each item below it is an action point.
                    _ => (found.pop().unwrap_or_default(), count),
                }
            };
            inner.add_missing(label);
            let (below, after) = after.split_at(count);
            let (left, found) = self.take_lines(&inner, below, true);
            let is_used = |owner: &String| found.iter().any(|action| action.owners.contains(owner));
            let is_said = !found.is_empty() && inner.owners.iter().all(is_used);
            if !is_said || left.iter().any(|line| has_text(line.text)) {
                rest.push(*line);
            }
            rest.extend(left);
            actions.extend(found);
            lines = after;
        }
        (rest, actions)
    }

    /// The action points in a line of HTML that has nothing else.
    fn take_html_list(&self, line: SourceLine, is_part: bool) -> Option<Vec<ListedAction>> {
        let list = line.text.contains("<li").then(|| cell_to_markdown(line.text));
        // `<link>`, or a tag without its end, stays as it is: the line would be read again and again.
        let list = list.filter(|list| !list.contains("<li"))?;
        let (rest, mut actions) = self.take_lines(&ListedAction::default(), &split_lines(&list), is_part);
        actions.iter_mut().for_each(|action| action.range = line.trim().range());
        (!actions.is_empty() && !rest.iter().any(|line| has_text(line.text))).then_some(actions)
    }

    /// Reads `Closed:`, `**Ann**` or `### Open action points`, which is above its action points.
    fn parse_label(&self, line: SourceLine) -> Option<ListedAction> {
        let ListItem { is_marked, is_checked, text: item } = ListItem::parse(line.text);
        let plain = plain_text(item.trim_start_matches('#'));
        let words = plain.trim_end_matches([':', ' ']);
        let is_heading = plain.ends_with(':') || item.starts_with('#') || is_bold(item);
        if is_checked.is_some() || is_marked && !is_heading {
            return None;
        }
        let status = find_status(words).filter(|_| is_heading);
        let owners = self.names.parse_all(words).unwrap_or_default();
        (status.is_some() || !owners.is_empty()).then(|| ListedAction { status, owners, ..ListedAction::default() })
    }

    /// The number of lines below a label: those with a larger indent, or all up to the next label or heading.
    fn count_labeled(&self, label: SourceLine, after: &[SourceLine]) -> usize {
        let belongs = |line: &&SourceLine| match is_item(label) {
            true => line.is_empty() || find_indent(**line) > find_indent(label),
            false => !line.text.starts_with('#') && (is_item(**line) || !self.is_label(**line)),
        };
        after.iter().take_while(belongs).count()
    }

    /// Whether a line is a label, of a status, of owners or of anything else.
    fn is_label(&self, line: SourceLine) -> bool {
        let is_other = || is_bold(line.text) || plain_text(line.text).trim_end().ends_with(':');
        self.parse_label(line).is_some() || is_other() && self.read_line(line, MarkPlace::Part, false).is_none()
    }

    /// The action points in a line, and what is before them.
    fn read_line<'t>(
        &self,
        line: SourceLine<'t>,
        place: MarkPlace,
        is_labeled: bool,
    ) -> Option<(Option<SourceLine<'t>>, Vec<ListedAction>)> {
        if place != MarkPlace::Part && !may_have_mark(line.text) {
            return None;
        }
        let ListItem { is_marked, is_checked, text: item } = ListItem::parse(line.text);
        let (task, is_struck) = strip_strikethrough(item);
        // In a part of action points, a line that begins with an owner is one, and a list item with an owner or a box.
        let bare = || {
            let is_listed = place == MarkPlace::Part && (is_marked || self.names.split_leading(task).is_some());
            let needs_owner = is_checked.is_none() && !is_labeled;
            is_listed.then(|| ActionMark { needs_owner, ..ActionMark::default() })
        };
        let first = self.parse_mark(task, place).or_else(bare);
        let (before, mut actions) = match first.and_then(|mark| self.read_tasks(task, mark)) {
            Some(actions) => (None, actions),
            None => {
                let (at, mark) = self.find_mark(item, 0)?;
                let item_at = line.text.trim_end().len() - item.len();
                let before = SourceLine { at: line.at, text: line.text[..item_at + at].trim_end() };
                (Some(before).filter(|before| has_text(before.text)), self.read_tasks(&item[at..], mark)?)
            }
        };
        for action in &mut actions {
            action.range = line.trim().range();
            if is_struck || is_checked == Some(true) {
                action.status = Some(ActionStatus::Closed);
            }
        }
        Some((before, actions))
    }

    /// The action points in a text that begins with a mark; the task of a mark may be empty if it is the only one.
    fn read_tasks(&self, text: &str, mark: ActionMark) -> Option<Vec<ListedAction>> {
        let mut actions = Vec::new();
        let (mut from, mut mark) = (0, mark);
        loop {
            let start = from + mark.end;
            let next = self.find_mark(text, start);
            let end = next.as_ref().map_or(text.len(), |(at, _)| *at);
            actions.push(self.read_task(&text[start..end], mark)?);
            let Some((at, following)) = next else { break };
            (from, mark) = (at, following);
        }
        (actions.len() == 1 || actions.iter().all(|action| has_text(&action.text))).then_some(actions)
    }

    fn read_task(&self, text: &str, mark: ActionMark) -> Option<ListedAction> {
        let ActionMark { mut action, needs_owner, .. } = mark;
        let task = self.take_facts(strip_open_bold(text.trim()), &mut action);
        action.text = cell_to_markdown(task.trim_end_matches('\\'));
        (!says_nothing(task) && (!needs_owner || !action.owners.is_empty() && has_text(task))).then_some(action)
    }

    /// The number of lines that belong to the task in the line before them: a list below it, or the rest of its
    /// sentence.
    fn count_below(&self, line: SourceLine, after: &[SourceLine], task: &str) -> usize {
        let own = find_indent(line);
        let takes_list = task.is_empty() || task.ends_with(':');
        let mut count = 0;
        for (at, next) in after.iter().enumerate().filter(|(_, next)| !next.is_empty()) {
            let previous = at.checked_sub(1).map_or(line, |before| after[before]);
            let is_deeper = find_indent(*next) > own;
            let is_of_list = takes_list && !is_item(line) && find_indent(*next) >= own && is_item(*next);
            let is_broken = previous.is_empty() || previous.text.ends_with('\\') || previous.text.ends_with("  ");
            let continues =
                count == at && !is_broken && !is_item(*next) && next.text.trim().starts_with(char::is_lowercase);
            let is_own = || !task.is_empty() && self.read_line(*next, MarkPlace::Line, false).is_some();
            if !(is_deeper || is_of_list || continues) || next.text.contains('|') || is_own() {
                break;
            }
            count = at + 1;
        }
        count
    }
}

/// The status that a label or a heading says: `Closed action points`.
pub fn find_status(words: &str) -> Option<ActionStatus> {
    const WORDS: &str = "ap aps action actions point points item items task tasks";
    const CARRIED: [&str; 3] = ["carriedover", "carriedforward", "stillopen"];
    if CARRIED.iter().any(|start| fold_name(words).starts_with(start)) {
        return Some(ActionStatus::Open);
    }
    let is_word = |word: &&str| !is_listed(&fold_name(word), WORDS);
    parse_whole_status(&words.split(' ').filter(is_word).collect::<String>())
}

/// Whether words say only that no action point was opened.
pub fn says_nothing(text: &str) -> bool {
    const NOTHING: &str = "no new open pending action actions item items point points ap aps";
    let is_none = |word: &str| is_listed(&fold_name(word), NOTHING);
    has_text(text) && (is_placeholder(text) || text.starts_with(['N', 'n']) && plain_text(text).split(' ').all(is_none))
}

/// The text without one end of bold text whose other end is before or after it.
fn strip_open_bold(text: &str) -> &str {
    if text.matches("**").count().is_multiple_of(2) {
        return text;
    }
    text.strip_prefix("**").or_else(|| text.strip_suffix("**")).unwrap_or(text).trim()
}

/// Lines as Markdown, also where they were copied with other bullets.
fn format_list(lines: &[SourceLine]) -> String {
    some_text(join_lines(lines)).map(|text| dedent(&text)).unwrap_or_default()
}

#[cfg(test)]
mod tests;
