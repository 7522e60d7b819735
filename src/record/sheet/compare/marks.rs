//! Action points: those that the call opens, and what it said about earlier ones.

use super::{RequestEffect, SheetComparer, no_changes};
use crate::error::Error;
use crate::model::action::{Action, ActionUpdate};
use crate::record::action::change::change_action;
use crate::record::action::due::parse_due;
use crate::record::action::open::{is_opened, open_action};
use crate::record::action::update::{replace_update, update_action};
use crate::record::action::withdraw::withdraw_action;
use crate::text::notation::mark::Mark;
use crate::text::notation::{Numbered, Section};
use crate::view::actions::point::split_action_id;

impl SheetComparer<'_, '_> {
    /// Compares the action points of a section: of an item, or of none.
    pub(super) fn compare_actions(&mut self, words: Option<&str>, old: Option<&Section>, new: &Section) {
        let before: Vec<Mark> = old.iter().flat_map(|old| &old.marks).map(|mark| mark.value.clone()).collect();
        // First, so that a line without its id opens another action point.
        if self.is_whole {
            before.iter().for_each(|mark| self.take_back(mark, new));
        }
        for mark in new.marks.iter().filter(|mark| !before.contains(&mark.value)) {
            match &mark.value {
                Mark::Action { id, owners, text, due } if id.as_ref().is_none_or(|id| self.is_new_id(id)) => {
                    let action = Action {
                        owners: Some(owners.clone())
                            .filter(|owners| !owners.is_empty())
                            .into_iter()
                            .map(Into::into)
                            .collect(),
                        text: text.clone().into(),
                        ..Action::default()
                    };
                    self.request_action(words, action, due.clone(), id.clone(), mark.line);
                }
                Mark::Action { id: Some(id), .. } if self.is_own(id) => self.compare_own_action(id, &before, mark),
                Mark::Action { id: Some(_), owners, .. } if !owners.is_empty() => {
                    let day = self.meeting.date.value;
                    self.misread(
                        mark.line,
                        format!("the call of {day} did not open this action point: remove its owner or its id"),
                    );
                }
                Mark::Action { .. } | Mark::Update { .. } => self.compare_update(mark),
                Mark::Decision { .. } | Mark::NotTreated | Mark::Approval(_) => {}
            }
        }
    }

    /// Whether the call opened an action point.
    fn is_own(&self, id: &str) -> bool {
        self.meeting.opened_actions().any(|(_, action)| action.id.as_ref().is_some_and(|own| own.value == id))
    }

    /// Whether an id is one of this call that it has not given yet.
    fn is_new_id(&self, id: &str) -> bool {
        !self.is_own(id) && split_action_id(id).is_some_and(|(day, _)| day == self.meeting.date.value)
    }

    /// Requests a new action point, which gets the next id of the call: that has to be the one in the sheet, if any.
    fn request_action(
        &mut self,
        words: Option<&str>,
        action: Action,
        due: Option<String>,
        id: Option<String>,
        line: usize,
    ) {
        let words = words.map(str::to_owned);
        self.request(line, RequestEffect::OpensAction, move |meeting, views| {
            let due = parse_due(due.as_deref().unwrap_or_default())?;
            let changes = open_action(words.as_deref(), action.clone(), due, meeting, views)?;
            if is_opened(words.as_deref(), &action, meeting, views)? {
                return Ok(no_changes(meeting, views));
            }
            match (&id, views.actions.next_id(meeting)) {
                (Some(id), Some(next)) if *id != next => {
                    Err(Error::not_allowed(format!("the next id of the call is {next}, not {id}"), "Remove the id."))
                }
                _ => Ok(changes),
            }
        });
    }

    fn compare_own_action(&mut self, id: &str, before: &[Mark], mark: &Numbered<Mark>) {
        let Mark::Action { owners, text, due, .. } = &mark.value else { return };
        let key = self.mark_key(&mark.value);
        if !before.iter().any(|before| self.mark_key(before) == key) && self.is_in_sheet(&mark.value) {
            let message = "an action point stays with its item: withdraw it here and open another one there";
            return self.misread(mark.line, message);
        }
        let (id, owners, text, due) = (id.to_owned(), owners.clone(), text.clone(), due.clone());
        self.request(mark.line, RequestEffect::None, move |meeting, views| {
            change_action(&id, &owners, &text, parse_due(due.as_deref().unwrap_or_default())?, meeting, views)
        });
    }

    /// The id of the action point that a mark is about, and whether the mark opens it.
    fn mark_key<'m>(&self, mark: &'m Mark) -> Option<(bool, &'m str)> {
        match mark {
            Mark::Action { id, .. } => id.as_deref().map(|id| (self.is_own(id), id)),
            Mark::Update { id, .. } => Some((false, id)),
            Mark::Decision { .. } | Mark::NotTreated | Mark::Approval(_) => None,
        }
    }

    /// Whether the old sheet has such a mark about the same action point.
    fn is_in_sheet(&self, mark: &Mark) -> bool {
        let key = self.mark_key(mark);
        self.old.sections.iter().flat_map(|section| &section.marks).any(|mark| self.mark_key(&mark.value) == key)
    }

    fn compare_update(&mut self, mark: &Numbered<Mark>) {
        let (status, id, note, due) = match &mark.value {
            Mark::Update { status, id, note, due } => (Some(*status), id, note, due),
            Mark::Action { id: Some(id), text, due, .. } => (None, id, text, due),
            _ => return,
        };
        let known = self.is_whole && self.is_in_sheet(&mark.value);
        let note = Some(note.clone()).filter(|note| !note.is_empty()).map(Into::into);
        let update = ActionUpdate { id: id.clone().into(), status, due: None, note };
        let (id, due) = (id.clone(), due.clone());
        self.request(mark.line, RequestEffect::None, move |meeting, views| {
            let due = parse_due(due.as_deref().unwrap_or_default())?;
            match known {
                true => replace_update(&id, Some((update.clone(), due)), meeting, views),
                false => update_action(update.clone(), due, meeting, views),
            }
        });
    }

    /// Takes back a mark of the old section that the new sheet does not have any more.
    fn take_back(&mut self, before: &Mark, new: &Section) {
        let Some((is_own, id)) = self.mark_key(before) else {
            if matches!(before, Mark::Action { .. }) && !new.marks.iter().any(|mark| mark.value == *before) {
                let path = &self.views.group.sources.file(self.meeting.file).path;
                self.misread(new.heading.line, format!("an action point without a permanent id is changed in {path}"));
            }
            return;
        };
        let mut marks = self.sections.iter().flat_map(|(_, section)| &section.marks);
        if marks.any(|mark| self.mark_key(&mark.value) == Some((is_own, id))) {
            return;
        }
        let id = id.to_owned();
        self.request(new.heading.line, RequestEffect::None, move |meeting, views| {
            let is_there =
                meeting.opened_actions().any(|(_, action)| action.id.as_ref().is_some_and(|own| own.value == id));
            match (is_own, is_there) {
                (true, true) => withdraw_action(&id, meeting, views),
                (true, false) => Ok(no_changes(meeting, views)),
                (false, _) => replace_update(&id, None, meeting, views),
            }
        });
    }
}
