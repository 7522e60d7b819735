//! The action points in the minutes: the register, and those of an item.

use super::MinutesWriter;
use crate::model::action::ActionStatus;
use crate::render::cell::escape_text;
use crate::view::actions::point::ActionPoint;
use crate::view::agenda::AgendaItem;
use chrono::NaiveDate;
use serde::Serialize;

/// A row of the register; each cell is Markdown on one line.
#[derive(Serialize)]
pub struct RegisterLine {
    id: String,
    item: String,
    owners: String,
    text: String,
    due: String,
    status: String,
}

impl<'g> MinutesWriter<'_, 'g> {
    /// The action points that are open on the day, and those that this call closed.
    pub(super) fn register_lines(&self, day: NaiveDate) -> Vec<RegisterLine> {
        let shown = |action: &&ActionPoint<'g>| match action.status_on(day) {
            Some(ActionStatus::Open) => true,
            Some(_) => action.is_changed_on(day),
            None => false,
        };
        self.views.actions.all().iter().filter(shown).map(|action| self.action_line(action, day)).collect()
    }

    fn action_line(&self, action: &ActionPoint<'g>, day: NaiveDate) -> RegisterLine {
        let item = action.subject.as_ref().and_then(|subject| self.subject_reference(subject, day));
        RegisterLine {
            id: action.id.map(escape_text).unwrap_or_default(),
            item: item.unwrap_or_default(),
            owners: self.format_owners(action),
            text: self.cached_cell(action.text).to_string(),
            due: action.due_on(day).map(|due| due.to_string()).unwrap_or_default(),
            status: self.describe_status(action, day),
        }
    }

    /// Its status at the end of the day, and the notes of that day.
    pub(super) fn describe_status(&self, action: &ActionPoint<'g>, day: NaiveDate) -> String {
        let status = match action.status_on(day) {
            Some(ActionStatus::Closed) => "closed",
            Some(ActionStatus::NotPursued) => "not pursued",
            Some(ActionStatus::Open) | None => "open",
        };
        let notes = action.notes_on(day).map(|note| self.cached_cell(note).to_string());
        std::iter::once(status.to_owned()).chain(notes).collect::<Vec<_>>().join(": ")
    }

    pub(super) fn open_actions_for(
        &self,
        item: &AgendaItem<'g>,
        day: NaiveDate,
    ) -> impl Iterator<Item = &ActionPoint<'g>> {
        self.views.actions.about(&item.subject).filter(move |action| action.status_on(day) == Some(ActionStatus::Open))
    }

    /// An action point on one line: its id, owners, due date and text.
    pub(super) fn format_action(&self, action: &ActionPoint<'g>, day: NaiveDate) -> String {
        let mut about: Vec<String> = Vec::new();
        if !action.owners.is_empty() {
            about.push(self.format_owners(action));
        }
        about.extend(action.due_on(day).map(|due| format!("due {due}")));
        let about = if about.is_empty() { String::new() } else { format!(" ({})", about.join("; ")) };
        let id = action.id.map(|id| format!(" {}", escape_text(id))).unwrap_or_default();
        format!("<strong>AP{id}</strong>{about}: {}", self.cached_cell(action.text))
    }

    pub(super) fn format_owners(&self, action: &ActionPoint<'g>) -> String {
        let owners = action.owners.iter().map(|owner| escape_text(self.views.index.organization_name(owner)));
        owners.collect::<Vec<_>>().join(", ")
    }
}
