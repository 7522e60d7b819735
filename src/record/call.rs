//! The call that a request is about.

use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::view::Views;
use crate::view::calendar::ScheduledDay;
use crate::view::calls::not_held::NotHeld;
use chrono::NaiveDate;

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
        "If {after_all} after all, remove the exception in workgroup.yaml. Otherwise choose the call: --meeting {other}."
    );
    Err(Error::not_allowed(message, help))
}

/// The running call, otherwise the next one.
pub fn find_next_call<'g>(views: &Views<'g>) -> Result<&'g Meeting, Error> {
    find_next_call_or(views, "choose another call with --meeting DATE")
}

/// As [`find_next_call`], with a hint for choosing another call.
pub fn find_next_call_or<'g>(views: &Views<'g>, otherwise: &str) -> Result<&'g Meeting, Error> {
    let Some(call) = views.calls.coming_calls().next() else {
        let message = "no next call found, neither in the schedule nor with a file";
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
