//! What changed in the records of calls.

use crate::model::action::ActionStatus;
use crate::model::digest::{digests_differ, meeting_digest};
use crate::model::meeting::{Item, Meeting};
use crate::view::Views;
use crate::view::item_label::item_label;
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap};

/// What changed about a call: in its record, or by it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CallChange {
    /// Its day.
    pub date: NaiveDate,
    /// Whether its minutes were written: something is recorded, and nothing was before.
    pub is_written: bool,
    /// The number of action points that it opened, if its minutes were written.
    pub opened: usize,
    /// The new decisions: what each is about, and its Markdown.
    pub decisions: Vec<(String, String)>,
    /// The action points that are no longer open, by its record.
    pub closed: Vec<ClosedAction>,
    /// How its minutes changed although a call had approved them.
    pub sealed: Option<SealedChange>,
}

/// An action point that is no longer open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosedAction {
    /// Its id.
    pub id: String,
    /// Markdown.
    pub text: String,
    /// Whether it was done; otherwise it was given up.
    pub is_done: bool,
}

/// How approved minutes changed, with the day of the call that had approved them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SealedChange {
    /// Their record.
    Record(NaiveDate),
    /// Only their text.
    Text(NaiveDate),
    /// Their record is gone.
    Removed(NaiveDate),
}

impl SealedChange {
    /// The day of the call that had approved them.
    pub fn approved_by(self) -> NaiveDate {
        match self {
            Self::Record(day) | Self::Text(day) | Self::Removed(day) => day,
        }
    }
}

/// What changed about calls, oldest first. `has_other_text` says whether the text of a call's minutes changed.
pub fn compare_calls(before: &Views, after: &Views, has_other_text: &dyn Fn(&Meeting) -> bool) -> Vec<CallChange> {
    let mut changes: BTreeMap<NaiveDate, CallChange> = BTreeMap::new();
    for meeting in &after.group.meetings {
        let date = meeting.date.value;
        let former = before.calls.meeting_on(date);
        let change = changes.entry(date).or_default();
        change.is_written = meeting.is_recorded() && !former.is_some_and(Meeting::is_recorded);
        change.opened = if change.is_written { meeting.opened_actions().count() } else { 0 };
        change.decisions = new_decisions(former, meeting, after);
    }
    for (day, action) in closed_actions(before, after) {
        changes.entry(day).or_default().closed.push(action);
    }
    for meeting in &before.group.meetings {
        let Some(by) = before.approvals.approving_call(meeting).map(|by| by.date.value) else { continue };
        let date = meeting.date.value;
        let sealed = match after.calls.meeting_on(date) {
            None => Some(SealedChange::Removed(by)),
            Some(now) if has_other_record(meeting, now) => Some(SealedChange::Record(by)),
            Some(now) => has_other_text(now).then_some(SealedChange::Text(by)),
        };
        changes.entry(date).or_default().sealed = sealed;
    }
    let dated = changes.into_iter().map(|(date, change)| CallChange { date, ..change });
    dated.filter(|change| *change != CallChange { date: change.date, ..CallChange::default() }).collect()
}

fn has_other_record(before: &Meeting, now: &Meeting) -> bool {
    let digests = meeting_digest(before).zip(meeting_digest(now));
    digests.is_some_and(|(before, now)| digests_differ(&before, &now))
}

/// The decisions that a call did not have before.
fn new_decisions(former: Option<&Meeting>, meeting: &Meeting, after: &Views) -> Vec<(String, String)> {
    let mut known: HashMap<(String, &str), usize> = HashMap::new();
    for item in former.into_iter().flat_map(Meeting::items) {
        for decision in &item.decisions {
            *known.entry((item_label(item), decision.value.as_str())).or_default() += 1;
        }
    }
    let mut decisions = Vec::new();
    for item in meeting.items() {
        for decision in &item.decisions {
            match known.get_mut(&(item_label(item), decision.value.as_str())) {
                Some(count) if *count > 0 => *count -= 1,
                _ => decisions.push((describe_item(item, after), decision.value.clone())),
            }
        }
    }
    decisions
}

/// The proposal of an item, or else its number and its title.
fn describe_item(item: &Item, after: &Views) -> String {
    if let Some(proposal) = after.index.item_proposal(item) {
        return after.links.proposal_label(proposal);
    }
    let title = item.title.as_ref().map(|title| title.value.clone());
    let parts: Vec<String> = [after.links.number_label(item), title].into_iter().flatten().collect();
    if parts.is_empty() { item_label(item) } else { parts.join(" ") }
}

/// The action points that are no longer open, each with the day of the call that closed it.
fn closed_actions(before: &Views, after: &Views) -> Vec<(NaiveDate, ClosedAction)> {
    let is_open = |id: &str| {
        let former = before.actions.register().by_id(id);
        former.is_none_or(|action| action.status().0 == ActionStatus::Open)
    };
    let closed = after.actions.all().iter().filter_map(|action| {
        let (id, (status, _)) = (action.id?, action.status());
        let day = action.closed_by(NaiveDate::MAX).filter(|_| status != ActionStatus::Open && is_open(id))?;
        let is_done = status == ActionStatus::Closed;
        Some((day, ClosedAction { id: id.to_owned(), text: action.text.to_owned(), is_done }))
    });
    closed.collect()
}
