//! Action points across calls: each belongs to the call that opened it, and later registers become its updates.

use super::CallReading;
use super::record::{DraftAction, DraftActionUpdate, DraftRegisterRow};
use super::register::ListedAction;
use crate::import::doubt::DoubtKind;
use crate::model::action::ActionStatus;
use crate::model::group::Group;
use crate::model::spelling::fold_name;
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
    let days: HashMap<NaiveDate, usize> = calls.iter().enumerate().map(|(at, call)| (call.record.date, at)).collect();
    let mut known: HashMap<String, KnownAction> = HashMap::new();
    for action in group
        .meetings
        .iter()
        .filter(|meeting| !days.contains_key(&meeting.date.value))
        .flat_map(|meeting| meeting.opened_actions().map(|(_, action)| action))
    {
        let Some(id) = &action.id else { continue };
        let owners = action.owners.iter().map(|owner| owner.value.clone()).collect();
        known.insert(
            id.value.clone(),
            KnownAction { text: action.text.value.clone(), owners, status: ActionStatus::Open },
        );
    }
    for update in group
        .meetings
        .iter()
        .filter(|meeting| !days.contains_key(&meeting.date.value))
        .flat_map(|meeting| &meeting.action_updates)
    {
        if let (Some(point), Some(status)) = (known.get_mut(&update.id.value), update.status) {
            point.status = status;
        }
    }
    for at in 0..calls.len() {
        let rows = std::mem::take(&mut calls[at].rows);
        let mut seen: HashMap<&str, usize> = HashMap::new();
        for id in rows.iter().filter_map(|row| row.id.as_deref()) {
            *seen.entry(id).or_default() += 1;
        }
        let twice: HashSet<String> =
            seen.into_iter().filter(|(_, times)| *times > 1).map(|(id, _)| id.to_owned()).collect();
        for row in rows {
            let is_twice = row.id.as_ref().is_some_and(|id| twice.contains(id));
            if is_twice && !row.is_numbered {
                let message =
                    format!("duplicate action point {} in this register", row.id.as_deref().unwrap_or_default());
                calls[at].doubts.add_with_help(
                    DoubtKind::ActionId,
                    row.at,
                    "",
                    message,
                    "Give one of them another number.",
                );
            }
            place_row(row, at, is_twice, calls, &days, &mut known);
        }
    }
}

fn place_row(
    row: ListedAction,
    at: usize,
    is_twice: bool,
    calls: &mut [CallReading],
    days: &HashMap<NaiveDate, usize>,
    known: &mut HashMap<String, KnownAction>,
) {
    keep_owners(&row, &mut calls[at]);
    let day = calls[at].record.date;
    let id = row.id.clone().unwrap_or_default();
    let opened = split_action_id(&id).map(|(day, _)| day);
    if row.is_numbered || row.id.is_none() && row.status.is_none() {
        return open_action(row, &mut calls[at]);
    }
    if opened.is_none() {
        let message = if id.is_empty() {
            "action point without an id".to_owned()
        } else {
            format!("expected an id of the form YYYYMMDD-NN, found \"{id}\"")
        };
        let help = "It is kept as written. Correct it in the source and the record once you know which one it is.";
        calls[at].doubts.add_with_help(DoubtKind::ActionId, row.at, &" ".repeat(row.length), message, help);
        return add_to_register(row, &mut calls[at]);
    }
    if is_twice {
        return add_to_register(row, &mut calls[at]);
    }
    if let Some(point) = known.get_mut(&id) {
        if !is_same_action(&point.text, &row.text) {
            let message = format!("{id} was another action point in an earlier call");
            calls[at].doubts.add(DoubtKind::ActionId, row.at, &" ".repeat(row.length), message);
            return add_to_register(row, &mut calls[at]);
        }
        return add_update(row, id, point, &mut calls[at]);
    }
    let Some(opener) = opened.and_then(|day| days.get(&day)).copied().filter(|opener| *opener <= at) else {
        if opened.is_some_and(|opened| opened > day) {
            let message = format!("{id} has a date after this call of {day}");
            calls[at].doubts.add(DoubtKind::ActionId, row.at, &" ".repeat(row.length), message);
        }
        return add_to_register(row, &mut calls[at]);
    };
    let point = KnownAction { text: row.text.clone(), owners: row.owners.clone(), status: ActionStatus::Open };
    let point = known.entry(id.clone()).or_insert(point);
    open_action(ListedAction { notes: Vec::new(), ..row.clone() }, &mut calls[opener]);
    add_update(row, id, point, &mut calls[at]);
}

/// Keeps what the owners' cell has besides names.
fn keep_owners(row: &ListedAction, call: &mut CallReading) {
    if let Some(cell) = &row.owners_cell {
        let id = row.id.clone().unwrap_or_default();
        call.record.keep_unparsed(format!("action point {id}: owner"), cell.clone());
    }
}

fn open_action(row: ListedAction, call: &mut CallReading) {
    if row.text.is_empty() {
        return add_to_register(row, call);
    }
    let place = format!("action point {}", row.id.clone().unwrap_or_default());
    for note in row.notes {
        call.record.keep_unparsed(place.clone(), note);
    }
    call.record.actions.push(DraftAction { id: row.id, owners: row.owners, text: row.text });
}

fn add_to_register(row: ListedAction, call: &mut CallReading) {
    let note = Some(row.notes.join("\n\n")).filter(|note| !note.is_empty());
    let text = Some(row.text).filter(|text| !text.is_empty());
    call.record.register.push(DraftRegisterRow { id: row.id, owners: row.owners, text, status: row.status, note });
}

/// Adds what changed since the last call that listed the action point, if anything did.
fn add_update(row: ListedAction, id: String, point: &mut KnownAction, call: &mut CallReading) {
    let mut notes = row.notes;
    if fold_name(&point.text) != fold_name(&row.text) {
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
    let note = Some(notes.join("\n\n")).filter(|note| !note.is_empty());
    call.record.action_updates.push(DraftActionUpdate { id, status, note });
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
