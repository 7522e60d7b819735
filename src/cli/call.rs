//! The call and the items that a command is about.

use super::ask;
use super::resolved::{did_you_mean, expect_found};
use super::session::Session;
use crate::error::Error;
use crate::model::meeting::{Item, Meeting};
use crate::view::Views;
use crate::view::approvals::call_to_record::CallToRecord;
use crate::view::calendar::ScheduledDay;
use crate::view::calls::not_held::NotHeld;
use crate::view::item_label;
use crate::view::lookup::{ItemList, PlacedItem, placed_items, split_references};
use chrono::NaiveDate;

/// The call that a command records.
#[derive(clap::Args)]
pub struct RecordedCall {
    /// Choose the call by its day [default: the running call or today's, otherwise the last one held
    /// whose minutes are not approved]
    #[arg(long, value_name = "DATE", value_parser = super::parse_day)]
    call: Option<NaiveDate>,
}

impl RecordedCall {
    /// The call, which is printed on stderr unless the user gave it. Approved minutes are mentioned as well: their file
    /// stays the same, whatever is recorded.
    pub fn announce_call<'g>(&self, views: &Views<'g>, session: &mut Session) -> Result<&'g Meeting, Error> {
        let meeting = self.find_call(views)?;
        if self.call.is_none() {
            session.out.print_message(&format!("the call of {}", meeting.date.value));
        }
        if let Some(by) = views.approvals.approving_call(meeting) {
            let (date, by) = (meeting.date.value, by.date.value);
            session.out.print_message(&format!(
                "the call of {by} approved these minutes; to write them again: `backlog minutes {date} --reissue --why TEXT`"
            ));
        }
        Ok(meeting)
    }

    /// Whether the user gave the call.
    pub fn is_named(&self) -> bool {
        self.call.is_some()
    }

    /// The call, without printing it.
    pub fn find_call<'g>(&self, views: &Views<'g>) -> Result<&'g Meeting, Error> {
        match self.call {
            Some(date) => find_held_call_on(date, views),
            None => match views.approvals.call_to_record() {
                CallToRecord::Filed(meeting) => Ok(meeting),
                CallToRecord::WithoutFile { date, last } => Err(missing_file_error(date, last)),
                CallToRecord::Nothing => Err(no_open_call_error(views)),
            },
        }
    }
}

/// The call of a given day.
pub fn find_call_on<'g>(date: NaiveDate, views: &Views<'g>) -> Result<&'g Meeting, Error> {
    views.calls.meeting_on(date).ok_or_else(|| no_call_error(date, views))
}

/// The call of a given day, in which something is to be recorded.
pub fn find_held_call_on<'g>(date: NaiveDate, views: &Views<'g>) -> Result<&'g Meeting, Error> {
    let meeting = find_call_on(date, views)?;
    expect_held(date, views)?;
    Ok(meeting)
}

/// Refuses to record something in a call that is not held.
pub fn expect_held(date: NaiveDate, views: &Views) -> Result<(), Error> {
    let Some(not_held) = views.calls.not_held_on(date) else { return Ok(()) };
    let (verb, after_all) = match date < views.now.day() {
        true => ("was", "it was held"),
        false => ("is", "it is to be held"),
    };
    let message =
        format!("the call of {date} {verb} {}, so nothing can be recorded in it", not_held.describe_exception());
    let other = not_held.next.map_or_else(|| "DATE".to_owned(), |next| next.date.to_string());
    let help = format!(
        "If {after_all} after all, remove the exception in workgroup.yaml. Otherwise choose the call: --call {other}."
    );
    Err(Error::not_allowed(message, help))
}

/// The running call, otherwise the next one.
pub fn find_next_call<'g>(views: &Views<'g>) -> Result<&'g Meeting, Error> {
    find_next_call_or(views, "choose another call with --call DATE")
}

/// As [`find_next_call`], with a hint for choosing another call.
pub fn find_next_call_or<'g>(views: &Views<'g>, otherwise: &str) -> Result<&'g Meeting, Error> {
    let Some(call) = views.calls.coming().next() else {
        let message = "there is no next call, neither in the schedule nor with a file";
        return Err(Error::not_allowed(
            message,
            format!("Create an extra call with `backlog new-meeting DATE --extra WHY`, or {otherwise}."),
        ));
    };
    views.calls.meeting_on(call.date).ok_or_else(|| {
        let which = if views.calls.has_begun(&call) { "running" } else { "next" };
        let message = format!("the {which} call, on {}, has no file yet", call.date);
        Error::not_allowed(message, format!("Create it with `backlog new-meeting`, or {otherwise}."))
    })
}

/// The item of a call that the user names.
pub fn find_item<'g>(words: &str, meeting: &'g Meeting, views: &Views<'g>) -> Result<PlacedItem<'g>, Error> {
    find_item_or(words, meeting, views, ", and `backlog topic TITLE` adds one")
}

fn find_item_or<'g>(
    words: &str,
    meeting: &'g Meeting,
    views: &Views<'g>,
    or_add: &str,
) -> Result<PlacedItem<'g>, Error> {
    expect_found(views.lookup.resolve_item(words, meeting), words, "items", |suggestion| {
        let date = meeting.date.value;
        let help = did_you_mean(suggestion, format!("`backlog agenda --call {date}` shows its items{or_add}."));
        Error::usage(format!("no item of the call of {date} matches \"{words}\""), help)
    })
}

/// The items that the user names, without duplicates; numbers may be separated by commas.
pub fn find_items<'g>(words: &[String], meeting: &'g Meeting, views: &Views<'g>) -> Result<Vec<PlacedItem<'g>>, Error> {
    let mut items: Vec<PlacedItem> = Vec::new();
    for one in words.iter().flat_map(|one| split_references(one)) {
        let placed = find_item_or(&one, meeting, views, "")?;
        if !items.iter().any(|known| std::ptr::eq(known.item, placed.item)) {
            items.push(placed);
        }
    }
    Ok(items)
}

/// The item: given, or chosen on a terminal; without a terminal, the error that says how to give it.
pub fn prompt_for_item(
    given: Option<String>,
    call: &RecordedCall,
    session: &mut Session,
    missing: impl FnOnce() -> Error,
) -> Result<String, Error> {
    ask::choose_known(given, "Item", session, missing, |views| Ok(list_items(call.find_call(views)?, views)))
}

/// Some items of a call, chosen on a terminal; without a terminal, the error that says how to give one.
pub fn prompt_for_items(
    call: &RecordedCall,
    session: &mut Session,
    missing: impl FnOnce() -> Error,
) -> Result<Vec<String>, Error> {
    if !session.out.is_interactive() {
        return Err(missing());
    }
    let repository = session.read_repository()?;
    let workgroup = session.require_readable_records(&repository)?;
    let views = session.new_views(&repository.group, workgroup);
    let known = list_items(call.find_call(&views)?, &views);
    ask::choose_several_of("Items", &known, session, missing)
}

/// The items of a call to choose from: the words that name each, and the line to show for it.
pub fn list_items(meeting: &Meeting, views: &Views) -> Vec<(String, String)> {
    let line = |placed: PlacedItem| {
        let names = views.lookup.item_names(placed.item);
        Some((names.first()?.clone(), names.join("  ")))
    };
    placed_items(meeting).filter_map(line).collect()
}

/// The message about an item that the call already has.
pub fn describe_place(placed: &PlacedItem, meeting: &Meeting, views: &Views) -> String {
    let list = match placed.list {
        ItemList::Agenda => "on the agenda",
        ItemList::Topics => "one of the other topics",
    };
    format!("{} is already {list} of {}", item_label(placed.item, views), meeting.date.value)
}

/// The label of an item in the line about a change: what it is about, and the name of its proposal.
pub fn item_label(item: &Item, views: &Views) -> String {
    let name = views.index.item_proposal(item).map(|proposal| format!(" {}", proposal.name.value));
    format!("{}{}", item_label::item_label(item), name.unwrap_or_default())
}

/// The error for recording without a given call, while a recent one has no file.
fn missing_file_error(date: NaiveDate, last: Option<&Meeting>) -> Error {
    let last = last.map(|last| last.date.value);
    let other = last.map_or_else(String::new, |last| format!("; to record in the call of {last}, add --call {last}"));
    Error::not_allowed(
        format!("the call of {date} has no file yet"),
        format!("Create it with `backlog new-meeting {date}`{other}."),
    )
}

fn no_open_call_error(views: &Views) -> Error {
    let message = if views.group.meetings.is_empty() {
        "there are no calls yet"
    } else if views.calls.meetings_before(views.now.day()).iter().any(|meeting| views.calls.is_held(meeting)) {
        "no call was held today, and the minutes of all earlier calls are approved"
    } else {
        "no call has been held yet"
    };
    let help = match find_next_call(views) {
        Ok(next) => format!("Choose the call with --call DATE; the next one is on {}.", next.date.value),
        Err(_) => {
            "Choose the call with --call DATE, or create the file of the next one: `backlog new-meeting`.".to_owned()
        }
    };
    Error::not_allowed(message, help)
}

/// `the call of 2025-12-25 is not held (public holiday); the next one is on 2026-01-08`.
pub fn not_held_message(date: NaiveDate, not_held: &NotHeld) -> String {
    let next = not_held.next.filter(|_| not_held.moved_to.is_none());
    let next = next.map(|next| format!("; the next one is on {}", next.date)).unwrap_or_default();
    format!("the call of {date} is {}{next}", not_held.describe_exception())
}

/// The error for a day on which no call has a file.
pub fn no_call_error(date: NaiveDate, views: &Views) -> Error {
    if let Some(not_held) = views.calls.not_held_on(date) {
        let help = "Use the day of a call that is held; `backlog status` shows the next one.";
        return Error::usage(not_held_message(date, &not_held), help);
    }
    let distance = |meeting: &&Meeting| meeting.date.value.signed_duration_since(date).num_days().abs();
    let near = views.group.meetings.iter().min_by_key(distance).map(|near| near.date.value);
    let help = match (views.calendar.scheduled_day(date), near) {
        (ScheduledDay::Call(_), Some(near)) => {
            format!("Create it: `backlog new-meeting {date}`. The nearest call with a file is {near}.")
        }
        (ScheduledDay::Call(_), None) => format!("Create it: `backlog new-meeting {date}`."),
        (_, Some(near)) => format!("The nearest call with a file is {near}."),
        (_, None) => "Create the file of the next call: `backlog new-meeting`.".to_owned(),
    };
    Error::usage(format!("no call on {date} has a file"), help)
}
