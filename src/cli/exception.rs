//! What `backlog move` and `backlog cancel` have in common: an exception of the schedule.

use super::session::Change;
use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::model::schedule::{Exception, weekday_name};
use crate::model::wording::enumerated;
use crate::render::minutes::MARKER;
use crate::render::outputs::minutes_path;
use crate::store::edit::Edit;
use crate::store::load::WORKGROUP;
use crate::view::Views;
use crate::view::calendar::{Day, Origin};
use chrono::{Datelike, NaiveDate};

/// As many days before and after one, calls are looked for that might be meant.
const NEAR_DAYS: usize = 92;

/// The file of a call that the schedule has on a day, where there is one, if the call can still be taken from that day.
pub fn planned<'g>(date: NaiveDate, views: &Views<'g>) -> Result<Option<&'g Meeting>, Error> {
    let meeting = views.meeting_on(date);
    match views.calendar.day(date) {
        Day::Call(call) => {
            if let Origin::Moved { from } = call.origin {
                let help = format!("Edit the exception of {from} under `exceptions` in {WORKGROUP}.");
                return Err(Error::denied(format!("the call of {from} was moved to {date}"), help));
            }
        }
        Day::NotHeld(exception) => {
            let moved = exception.moved_to.map(|day| format!("moved to {day}"));
            let what = moved.unwrap_or_else(|| "not held".to_owned());
            let reason = exception.reason.as_deref().map(|reason| format!(" ({reason})")).unwrap_or_default();
            let help = format!("Edit the exception under `exceptions` in {WORKGROUP}.");
            return Err(Error::denied(format!("the call of {date} is {what} already{reason}"), help));
        }
        Day::NoSlot => return Err(no_slot(date, meeting, views)),
    }
    if meeting.is_some_and(Meeting::is_recorded) {
        let help = "Its file says what happened in it; only a call that is still to come can be moved or cancelled.";
        return Err(Error::denied(format!("the call of {date} was held"), help));
    }
    Ok(meeting)
}

fn no_slot(date: NaiveDate, meeting: Option<&Meeting>, views: &Views) -> Error {
    if meeting.is_some() {
        let help = "Only its own file puts it on that day: rename and edit that, or remove it.";
        return Error::denied(format!("the call of {date} is outside the schedule"), help);
    }
    let is_call = |day: &NaiveDate| matches!(views.calendar.day(*day), Day::Call(_));
    let before = date.iter_days().rev().take(NEAR_DAYS).find(is_call);
    let after = date.iter_days().take(NEAR_DAYS).find(is_call);
    let near: Vec<NaiveDate> = before.into_iter().chain(after).collect();
    let help = match near.is_empty() {
        true => format!("Mend `schedule` in {WORKGROUP}: it has no call around that day."),
        false => format!("The nearest calls are on {}.", enumerated(near)),
    };
    let weekday = weekday_name(date.weekday());
    Error::denied(format!("{date} is a {weekday} and no slot of the schedule"), help)
}

/// The exception as an edit of the group's file.
pub fn change(exception: &Exception, told: String) -> Result<Change, Error> {
    let edits = vec![Edit::append(["exceptions".into()], exception)?];
    Ok(Change { path: WORKGROUP.to_owned(), edits, told })
}

/// The minutes that are made from the file of a call, and how they begin.
pub fn minutes_of(meeting: &Meeting) -> (String, String) {
    (minutes_path(meeting), format!("{MARKER}minutes/{}.yaml", meeting.stem))
}
