//! Reads the parts with action points: tables and lists.

use super::CallReader;
use crate::import::minutes::action_facts::{ActionReader, ListedAction};
use crate::import::minutes::action_marks::{find_status, says_nothing};
use crate::import::minutes::agenda::DiscussionPart;
use crate::import::minutes::grid::MinutesTable;
use crate::import::minutes::lines::{SourceLine, join_lines, some_text};
use crate::import::minutes::owners::OwnerNames;
use crate::import::minutes::parts::{MinutesPart, PartKind};
use crate::import::minutes::register;
use crate::model::action::ActionStatus;
use crate::source::Spanned;
use std::collections::HashSet;

impl<'t> CallReader<'t> {
    /// The reader of action points in lists and in prose. It knows who is in the attendance that was read.
    pub(super) fn action_reader(&self) -> ActionReader {
        ActionReader { names: OwnerNames::from_call(&self.record, &self.known), day: self.day }
    }

    /// Takes the action points out of the prose that was read. Those of an item that this call opened belong to it.
    pub(super) fn take_marked_actions(&mut self) {
        let reader = self.action_reader();
        // Prose that mentions what the register lists stays as it is.
        let listed: HashSet<String> = self.rows.iter().filter_map(|row| row.id.clone()).collect();
        let take = |text: &str| {
            let (rest, actions) = reader.take_actions(text);
            let is_listed = actions.iter().filter_map(|action| action.id.as_ref()).any(|id| listed.contains(id));
            if is_listed { (text.to_owned(), Vec::new()) } else { (rest, actions) }
        };
        for item in self.record.agenda.iter_mut().chain(&mut self.record.topics) {
            for action in take_from(&mut item.notes, take) {
                match action.is_new(self.day) {
                    true => item.actions.push(action.into_action()),
                    false => self.rows.push(action),
                }
            }
        }
        let sections = self.record.sections.iter_mut().map(|section| &mut section.text);
        for text in sections.chain([&mut self.record.discussion, &mut self.record.aob]) {
            self.rows.extend(take_from(text, take));
        }
        for facts in &mut self.proposals {
            self.rows.extend(facts.take_actions(take));
        }
        self.record.sections.retain(|section| section.heading.is_some() || section.text.is_some());
    }

    /// Reads a table of action points. Returns the cells that are something else.
    pub(super) fn read_register<'c>(&mut self, table: &MinutesTable<'c>) -> Vec<SourceLine<'c>> {
        let (actions, rest) = register::read_rows(table, self.columns, &self.action_reader());
        self.rows.extend(actions);
        rest
    }

    pub(super) fn read_actions(&mut self, part: &MinutesPart<'t>) {
        // Open ones may be new ones.
        let status = find_status(&part.title()).filter(|status| *status != ActionStatus::Open);
        let label = ListedAction { status, ..ListedAction::default() };
        let first = self.rows.len();
        let rest = self.read_tables(part, &DiscussionPart { kind: PartKind::Discussion, label: String::new() });
        let (rest, actions) = self.action_reader().take_lines(&label, &rest, true);
        self.rows.extend(actions);
        self.rows[first..].iter_mut().for_each(|row| row.add_missing(&label));
        if !says_nothing(&join_lines(&rest)) {
            self.keep_lines(&part.title(), &rest);
        }
    }
}

/// Takes the action points out of an optional text.
fn take_from(
    text: &mut Option<Spanned<String>>,
    take: impl Fn(&str) -> (String, Vec<ListedAction>),
) -> Vec<ListedAction> {
    let Some(said) = text else { return Vec::new() };
    let (rest, actions) = take(said);
    if !actions.is_empty() {
        *text = some_text(rest);
    }
    actions
}
