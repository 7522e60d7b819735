//! The action points in style `mom`: numbered in print, with those of earlier calls in a separate table.

use super::MinutesWriter;
use crate::model::action::ActionStatus;
use crate::model::meeting::Meeting;
use crate::view::actions::point::ActionPoint;
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::HashSet;

/// An action point that the call opened; each text is Markdown on one line.
#[derive(Serialize)]
pub struct NumberedAction {
    number: u32,
    text: String,
    owners: String,
}

/// An action point of an earlier call, and what this call said about it; each text is Markdown on one line.
#[derive(Serialize)]
pub struct EarlierAction {
    opened: String,
    text: String,
    owners: String,
    status: String,
}

impl<'g> MinutesWriter<'_, 'g> {
    /// The action points that the call of the day opened.
    pub(super) fn own_actions(&self, day: NaiveDate) -> Vec<NumberedAction> {
        let mut last = 0_u32;
        let own = self.views.actions.all().iter().filter(|action| action.opened == day);
        own.map(|action| {
            last = self.printed_number(action).unwrap_or(last.saturating_add(1));
            let remarks = [self.due_remark(action, day), self.status_remark(action, day)]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>();
            let remarks = if remarks.is_empty() { String::new() } else { format!(" ({})", remarks.join("; ")) };
            let text = format!("{}{remarks}", self.cached_cell(action.text));
            NumberedAction { number: last, text, owners: self.format_owners(action) }
        })
        .collect()
    }

    /// The action points of earlier calls that this call mentioned.
    pub(super) fn earlier_actions(&self, meeting: &'g Meeting) -> Vec<EarlierAction> {
        let day = meeting.date.value;
        let updated = meeting.action_updates.iter().map(|update| update.id.as_str());
        let listed = meeting.register.iter().filter_map(|listed| listed.id.as_ref()).map(|id| id.as_str());
        let mentioned: HashSet<&str> =
            updated.chain(listed).filter(|id| !self.views.actions.is_mom_number(id)).collect();
        if mentioned.is_empty() {
            return Vec::new();
        }
        let is_mentioned =
            |action: &&ActionPoint<'g>| action.opened < day && action.id.is_some_and(|id| mentioned.contains(id));
        self.views.actions.all().iter().filter(is_mentioned).map(|action| self.earlier_action(action, day)).collect()
    }

    fn earlier_action(&self, action: &ActionPoint<'g>, day: NaiveDate) -> EarlierAction {
        let open = action.status_on(day).is_none_or(|status| status == ActionStatus::Open);
        let due = self.due_remark(action, day).filter(|_| open).map(|due| format!("; {due}")).unwrap_or_default();
        EarlierAction {
            opened: action.opened.to_string(),
            text: self.cached_cell(action.text).to_string(),
            owners: self.format_owners(action),
            status: format!("{}{due}", self.describe_status(action, day)),
        }
    }

    /// The number in the file itself: hand-written minutes use it as the id.
    fn printed_number(&self, action: &ActionPoint<'g>) -> Option<u32> {
        action.id.filter(|id| self.views.actions.is_mom_number(id))?.parse().ok()
    }

    fn due_remark(&self, action: &ActionPoint<'g>, day: NaiveDate) -> Option<String> {
        action.due_on(day).map(|due| format!("due {due}"))
    }

    /// The status that the opening call itself set, if it is not simply open.
    fn status_remark(&self, action: &ActionPoint<'g>, day: NaiveDate) -> Option<String> {
        Some(self.describe_status(action, day)).filter(|standing| standing != "open")
    }
}
