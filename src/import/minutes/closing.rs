//! Action points across calls: each belongs to the call that opened it, and later registers become its updates.

use super::CallReading;
use super::action_facts::ListedAction;
use super::lines::spanned_texts;
use crate::import::doubt::DoubtKind;
use crate::model::action::{Action, ActionStatus, ActionUpdate, RegisterRow};
use crate::model::group::Group;
use crate::model::meeting::Meeting;
use crate::model::minutes_terms::MinutesStyle;
use crate::model::spelling::fold_name;
use crate::source::Spanned;
use crate::view::actions::point::{is_plain_number, split_action_id};
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet, VecDeque};

/// Assigns every action point that was read to its call. The calls are sorted by date.
pub fn place_actions(calls: &mut [CallReading], group: &Group) {
    let days = calls.iter().enumerate().map(|(at, call)| (call.record.date.value, at)).collect();
    let noted = calls.iter().flat_map(|call| call.record.items()).flat_map(|item| &item.actions);
    let noted = noted.filter(|action| action.id.is_none()).map(|action| fold_name(&action.text)).collect();
    let mut placer = ActionPlacer { noted, calls, days, known: HashMap::new(), earlier: HashSet::new() };
    for meeting in group.meetings.iter().filter(|meeting| !placer.days.contains_key(&meeting.date.value)) {
        know_opened(&mut placer.known, meeting);
        for update in &meeting.action_updates {
            if let Some(point) = placer.known.get_mut(&update.id.value) {
                point.status = update.status.or(point.status);
            }
        }
    }
    for at in 0..placer.calls.len() {
        know_opened(&mut placer.known, &placer.calls[at].record);
        let rows = std::mem::take(&mut placer.calls[at].rows);
        let mut texts: HashMap<&str, &str> = HashMap::new();
        let mut ambiguous: HashSet<String> = HashSet::new();
        for row in &rows {
            let Some(id) = row.unique_id() else { continue };
            if !is_same_action(texts.entry(id).or_insert(&row.text), &row.text) {
                ambiguous.insert(id.clone());
            }
        }
        rows.into_iter().for_each(|row| placer.place_row(row, at, &ambiguous));
    }
    if group.workgroup.as_ref().is_some_and(|workgroup| workgroup.minutes.style != MinutesStyle::Mom) {
        number_actions(calls, group);
    }
}

/// Adds the action points that a call opened.
fn know_opened(known: &mut HashMap<String, ListedAction>, meeting: &Meeting) {
    for (_, action) in meeting.opened_actions() {
        let Some(id) = &action.id else { continue };
        known.entry(id.value.clone()).or_insert_with(|| ListedAction {
            text: action.text.value.clone(),
            owners: action.owners.iter().map(|owner| owner.value.clone()).collect(),
            status: Some(ActionStatus::Open),
            due: action.due.as_ref().map(|due| due.value),
            ..ListedAction::default()
        });
    }
}

struct ActionPlacer<'c> {
    calls: &'c mut [CallReading],
    /// The call of each day.
    days: HashMap<NaiveDate, usize>,
    /// The current state of each.
    known: HashMap<String, ListedAction>,
    /// The folded texts of action points in the notes of earlier calls, which later minutes repeat.
    earlier: HashSet<String>,
    /// The folded texts of action points of items without an id, and of those that were opened since.
    noted: HashSet<String>,
}

impl ActionPlacer<'_> {
    fn place_row(&mut self, row: ListedAction, at: usize, ambiguous: &HashSet<String>) {
        let call = &mut self.calls[at];
        let day = call.record.date.value;
        let Some(id) = row.unique_id().cloned() else {
            let is_repeated = row.is_earlier && !self.earlier.insert(fold_name(&row.text));
            return match row.status.is_none() && !row.is_earlier && !row.text.is_empty() {
                true => open_action(row, &mut call.record, &mut self.noted),
                false if is_repeated => {}
                false => add_to_register(row, &mut call.record),
            };
        };
        let known = self.known.get_mut(&id);
        let doubt = match split_action_id(&id).map(|(opened, _)| opened) {
            None if !is_date_like(&id) => None,
            None => Some(format!("expected an id of the form YYYYMMDD-NN, found \"{id}\"")),
            Some(_) if ambiguous.contains(&id) => Some(format!("duplicate action point {id} in this register")),
            Some(_) if known.as_ref().is_some_and(|point| !is_same_action(&point.text, &row.text)) => {
                Some(format!("{id} was another action point in an earlier call"))
            }
            Some(opened) if known.is_none() && opened > day => {
                Some(format!("{id} has a date after this call of {day}"))
            }
            Some(opened) => match (known, self.days.get(&opened).copied().filter(|opener| *opener <= at)) {
                (Some(point), _) => return add_update(row, id, point, &mut call.record),
                (None, Some(opener)) if !row.text.is_empty() => {
                    let bare = ListedAction { notes: Vec::new(), status: Some(ActionStatus::Open), ..row.clone() };
                    open_action(bare.clone(), &mut self.calls[opener].record, &mut self.noted);
                    let point = self.known.entry(id.clone()).or_insert(bare);
                    return add_update(row, id, point, &mut self.calls[at].record);
                }
                _ => None,
            },
        };
        if let Some(message) = doubt {
            let help = "It is kept as written. Correct it in the source and the record once you know which one it is.";
            call.doubts.add(DoubtKind::ActionId, row.range.clone(), message).help = Some(help.to_owned());
        }
        add_to_register(row, &mut call.record);
    }
}

/// Whether an id that is not of the usual form was meant to have a date.
fn is_date_like(id: &str) -> bool {
    id.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() >= 6)
}

/// The action points that a call opened.
fn opened_actions_mut(record: &mut Meeting) -> impl Iterator<Item = &mut Action> {
    let items = record.topics.iter_mut().chain(&mut record.agenda);
    items.flat_map(|item| &mut item.actions).chain(&mut record.actions)
}

/// Opens an action point in a call, unless its notes have it too: then that one gets the id and the owners.
fn open_action(mut row: ListedAction, record: &mut Meeting, noted: &mut HashSet<String>) {
    let (text, owners) = (fold_name(&row.text), fold_name(&row.owners.concat()));
    let is_owned = |others: &str| owners.is_empty() || others.is_empty() || owners == others;
    let is_same = |action: &&mut Action| {
        let others = || action.owners.iter().map(|owner| fold_name(owner)).collect::<String>();
        action.id.is_none() && is_owned(&others()) && fold_name(&action.text) == text
    };
    let same = (!noted.insert(text.clone())).then(|| opened_actions_mut(record).find(is_same)).flatten();
    if let Some(note) = join_notes(&row.notes) {
        row.text = [row.text, note.value].join("\n\n");
    }
    let mut action = row.into_action();
    let Some(same) = same else { return record.actions.push(action) };
    if action.owners.is_empty() {
        action.owners = std::mem::take(&mut same.owners);
    }
    action.due = action.due.or(same.due.take());
    *same = action;
}

fn add_to_register(row: ListedAction, record: &mut Meeting) {
    record.register.push(RegisterRow {
        note: join_notes(&row.notes),
        id: row.id.map(Into::into),
        owners: spanned_texts(row.owners),
        text: Some(row.text).filter(|text| !text.is_empty()).map(Into::into),
        status: row.status,
        due: row.due,
    });
}

fn join_notes(notes: &[String]) -> Option<Spanned<String>> {
    Some(notes.join("\n\n")).filter(|note| !note.is_empty()).map(Into::into)
}

/// Adds what changed since the last call that listed the action point, if anything did.
fn add_update(row: ListedAction, id: String, point: &mut ListedAction, record: &mut Meeting) {
    let own = opened_actions_mut(record).find(|action| action.id.as_ref().is_some_and(|own| own.value == id));
    let mut notes = row.notes;
    if fold_name(&point.text) != fold_name(&row.text) {
        notes.insert(0, row.text.clone());
        point.text = row.text;
    }
    let is_same = fold_name(&point.owners.concat()) == fold_name(&row.owners.concat());
    match own.filter(|_| is_same || point.owners.is_empty()) {
        // The register spells the owners with more care than the notes.
        Some(own) => own.owners = spanned_texts(row.owners.clone()),
        None if !is_same => notes.push(format!("Owner: {}", row.owners.join(", "))),
        None => {}
    }
    point.owners = row.owners;
    let status = row.status.filter(|status| Some(*status) != point.status);
    let due = row.due.filter(|due| point.due != Some(*due));
    (point.status, point.due) = (status.or(point.status), due.or(point.due));
    let note = join_notes(&notes);
    if status.is_some() || due.is_some() || note.is_some() {
        record.action_updates.push(ActionUpdate { id: id.into(), status, due, note });
    }
}

/// Whether two texts describe one action point: the other one has most words of the shorter one.
fn is_same_action(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let words = |text: &str| -> HashSet<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 3).map(fold_name).collect()
    };
    let (one, other) = (words(one), words(other));
    let least = one.len().min(other.len());
    least == 0 || 2 * one.intersection(&other).count() >= least
}

/// Gives an id of its call to each action point without one.
fn number_actions(calls: &mut [CallReading], group: &Group) {
    let records = calls.iter().map(|call| &call.record).chain(&group.meetings);
    let ids = records.flat_map(|meeting| {
        let opened = meeting.opened_actions().filter_map(|(_, action)| action.id.as_ref());
        let listed = meeting.register.iter().filter_map(|row| row.id.as_ref());
        opened.chain(listed).chain(meeting.action_updates.iter().map(|update| &update.id))
    });
    let mut used: HashSet<(NaiveDate, u32)> = ids.filter_map(|id| split_action_id(id)).collect();
    for call in calls {
        let day = call.record.date.value;
        // Read again, an action point keeps the id that the file of the call has.
        let opened =
            group.meetings.iter().filter(|meeting| meeting.date.value == day).flat_map(Meeting::opened_actions);
        // Several may have the same text.
        let mut written: HashMap<String, VecDeque<&Spanned<String>>> = HashMap::new();
        for (text, id) in opened.filter_map(|(_, action)| Some((fold_name(&action.text), action.id.as_ref()?))) {
            written.entry(text).or_default().push_back(id);
        }
        let is_open = |action: &&mut Action| action.id.as_ref().is_none_or(|id| is_plain_number(id));
        for action in opened_actions_mut(&mut call.record).filter(is_open) {
            if let Some(id) = written.get_mut(&fold_name(&action.text)).and_then(VecDeque::pop_front) {
                action.id = Some(id.clone());
                continue;
            }
            let own = action.id.as_ref().and_then(|id| id.parse().ok()).filter(|own| (1..100).contains(own));
            let number = own.into_iter().chain(1..100).find(|number| used.insert((day, *number)));
            action.id = number.map(|number| format!("{}-{number:02}", day.format("%Y%m%d")).into());
        }
    }
}
