//! Action points across calls: each belongs to the call that opened it, and later registers become its updates.

use super::CallReading;
use super::record::spanned_texts;
use super::register::ListedAction;
use crate::import::doubt::DoubtKind;
use crate::model::action::{ActionStatus, ActionUpdate, RegisterRow};
use crate::model::group::Group;
use crate::model::meeting::Meeting;
use crate::model::spelling::fold_name;
use crate::source::Spanned;
use crate::view::actions::point::split_action_id;
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};

/// The current state of an action point.
struct KnownAction {
    text: String,
    owners: Vec<String>,
    status: ActionStatus,
}

/// Assigns every row of the registers to its call. The calls are sorted by date.
pub fn place_actions(calls: &mut [CallReading], group: &Group) {
    let days = calls.iter().enumerate().map(|(at, call)| (call.record.date.value, at)).collect();
    let known = read_known_actions(group, &days);
    let mut placer = ActionPlacer { calls, days, known };
    for at in 0..placer.calls.len() {
        let rows = std::mem::take(&mut placer.calls[at].rows);
        let mut counts: HashMap<String, usize> = HashMap::new();
        rows.iter().flat_map(|row| &row.id).for_each(|id| *counts.entry(id.clone()).or_default() += 1);
        for row in rows {
            let count = row.id.as_ref().and_then(|id| counts.get(id));
            let is_duplicate = count.is_some_and(|count| *count > 1);
            placer.place_row(row, at, is_duplicate);
        }
    }
}

/// The action points in the group's own records, except for the calls of some days.
fn read_known_actions(group: &Group, without: &HashMap<NaiveDate, usize>) -> HashMap<String, KnownAction> {
    let meetings = || group.meetings.iter().filter(|meeting| !without.contains_key(&meeting.date.value));
    let mut known = HashMap::new();
    for (_, action) in meetings().flat_map(Meeting::opened_actions) {
        let Some(id) = &action.id else { continue };
        let owners = action.owners.iter().map(|owner| owner.value.clone()).collect();
        let point = KnownAction { text: action.text.value.clone(), owners, status: ActionStatus::Open };
        known.insert(id.value.clone(), point);
    }
    for update in meetings().flat_map(|meeting| &meeting.action_updates) {
        if let (Some(point), Some(status)) = (known.get_mut(&update.id.value), update.status) {
            point.status = status;
        }
    }
    known
}

struct ActionPlacer<'c> {
    calls: &'c mut [CallReading],
    /// The call of each day.
    days: HashMap<NaiveDate, usize>,
    known: HashMap<String, KnownAction>,
}

impl ActionPlacer<'_> {
    fn place_row(&mut self, row: ListedAction, at: usize, is_duplicate: bool) {
        let call = &mut self.calls[at];
        let id = row.id.clone().unwrap_or_default();
        if let Some(cell) = &row.owners_cell {
            call.record.keep_unparsed(format!("action point {id}: owner"), cell);
        }
        if row.is_numbered || row.id.is_none() && row.status.is_none() {
            return open_action(row, call);
        }
        if is_duplicate {
            let message = format!("duplicate action point {id} in this register");
            let doubt = call.doubts.add(DoubtKind::ActionId, row.range.start..row.range.start, message);
            doubt.help = Some("Give one of them another number.".to_owned());
        }
        let range = row.range.clone();
        let Some((opened, _)) = split_action_id(&id) else {
            let message = match &*id {
                "" => "action point without an id".to_owned(),
                id => format!("expected an id of the form YYYYMMDD-NN, found \"{id}\""),
            };
            let help = "It is kept as written. Correct it in the source and the record once you know which one it is.";
            call.doubts.add(DoubtKind::ActionId, range, message).help = Some(help.to_owned());
            return add_to_register(row, call);
        };
        if is_duplicate {
            return add_to_register(row, call);
        }
        if let Some(point) = self.known.get_mut(&id) {
            if is_same_action(&point.text, &row.text) {
                return add_update(row, id, point, call);
            }
            let message = format!("{id} was another action point in an earlier call");
            call.doubts.add(DoubtKind::ActionId, range, message);
            return add_to_register(row, call);
        }
        let Some(opener) = self.days.get(&opened).copied().filter(|opener| *opener <= at) else {
            let day = call.record.date.value;
            if opened > day {
                let message = format!("{id} has a date after this call of {day}");
                call.doubts.add(DoubtKind::ActionId, range, message);
            }
            return add_to_register(row, call);
        };
        let point = KnownAction { text: row.text.clone(), owners: row.owners.clone(), status: ActionStatus::Open };
        open_action(ListedAction { notes: Vec::new(), ..row.clone() }, &mut self.calls[opener]);
        let point = self.known.entry(id.clone()).or_insert(point);
        add_update(row, id, point, &mut self.calls[at]);
    }
}

fn open_action(row: ListedAction, call: &mut CallReading) {
    if row.text.is_empty() {
        return add_to_register(row, call);
    }
    let place = format!("action point {}", row.id.as_deref().unwrap_or_default());
    row.notes.iter().for_each(|note| call.record.keep_unparsed(&*place, note));
    call.record.actions.push(ListedAction { notes: Vec::new(), ..row }.into_action());
}

fn add_to_register(row: ListedAction, call: &mut CallReading) {
    call.record.register.push(RegisterRow {
        id: row.id.map(Into::into),
        owners: spanned_texts(row.owners),
        text: Some(row.text).filter(|text| !text.is_empty()).map(Into::into),
        status: row.status,
        due: row.due,
        note: join_notes(&row.notes),
        ..RegisterRow::default()
    });
}

fn join_notes(notes: &[String]) -> Option<Spanned<String>> {
    Some(notes.join("\n\n")).filter(|note| !note.is_empty()).map(Into::into)
}

/// Adds what changed since the last call that listed the action point, if anything did.
fn add_update(row: ListedAction, id: String, point: &mut KnownAction, call: &mut CallReading) {
    let mut notes = row.notes;
    if point.text != row.text && fold_name(&point.text) != fold_name(&row.text) {
        notes.insert(0, row.text.clone());
        point.text = row.text;
    }
    if fold_name(&point.owners.concat()) != fold_name(&row.owners.concat()) {
        notes.push(format!("Owner: {}", row.owners.join(", ")));
        point.owners = row.owners;
    }
    let status = row.status.filter(|status| *status != point.status);
    if status.is_none() && notes.is_empty() {
        return;
    }
    point.status = status.unwrap_or(point.status);
    let note = join_notes(&notes);
    call.record.action_updates.push(ActionUpdate { id: id.into(), status, note, ..ActionUpdate::default() });
}

/// Whether two texts describe one action point: the other one has most words of the shorter one.
fn is_same_action(one: &str, other: &str) -> bool {
    let words = |text: &str| -> HashSet<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 3).map(fold_name).collect()
    };
    let (one, other) = (words(one), words(other));
    let least = one.len().min(other.len());
    least == 0 || 2 * one.intersection(&other).count() >= least
}
