//! The file of the next call, with open items carried over.

use super::agenda::carry::describe_carried;
use super::agenda::entry::carried_entry;
use super::changes::{ChangeKind, Changes};
use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::model::schedule::{check_times, weekday_name};
use crate::source::Source;
use crate::store::yaml;
use crate::view::Views;
use crate::view::calendar::{Call, ScheduledDay};
use chrono::{Datelike, NaiveDate, NaiveTime};

/// A call whose file to create.
#[derive(Debug)]
pub struct MeetingRequest<'r> {
    /// Its day; `None` for the running or next one without a file.
    pub date: Option<NaiveDate>,
    /// Why an extra call, outside the schedule, is held.
    pub extra: Option<&'r str>,
    /// When an extra call starts.
    pub start: Option<NaiveTime>,
    /// When an extra call ends.
    pub end: Option<NaiveTime>,
}

/// The requested call, if it has a file and is not over: then its agenda is only completed.
///
/// # Errors
/// When the times are not those of a call.
pub fn find_coming_meeting<'g>(request: &MeetingRequest, views: &Views<'g>) -> Result<Option<&'g Meeting>, Error> {
    check_given_times(request.start, request.end)?;
    let meeting = request.date.filter(|_| request.extra.is_none()).and_then(|date| views.calls.meeting_on(date));
    Ok(meeting.filter(|meeting| views.calls.is_held(meeting) && !views.calls.is_meeting_over(meeting)))
}

/// Refuses a start and an end that no call has.
pub(super) fn check_given_times(start: Option<NaiveTime>, end: Option<NaiveTime>) -> Result<(), Error> {
    let times = start.zip(end).map_or(Ok(()), |(start, end)| check_times(start, end));
    times.map_err(|mistake| Error::usage(mistake, "Correct --start or --end."))
}

/// Creates the file of a call.
///
/// # Errors
/// When the schedule has no such call, or an extra call is on a day of the schedule.
pub fn create_meeting(request: &MeetingRequest, views: &Views) -> Result<(Call, Changes), Error> {
    let call = plan_call(request, views)?;
    let stated = call.times.filter(|_| request.extra.is_some());
    if stated.is_none() && request.end.is_some() {
        return Err(Error::usage("the start of the call is required", "Add --start TIME."));
    }
    let carried = views.carry_over.items(call.date);
    let agenda = carried.iter().map(|mention| carried_entry(mention.item, views)).collect();
    let (start, end) = (stated.map(|times| times.start.time()), stated.map(|times| times.end.time()));
    let extra = request.extra.map(|why| why.to_owned().into());
    let record = Meeting { date: call.date.into(), extra, start, end, agenda, ..Meeting::default() };
    let record = Source { path: format!("minutes/{}.yaml", call.date), text: yaml::to_yaml(&record)? };
    Ok((call, ChangeKind::Create(record).into()))
}

/// What a new call takes over from the last one, and what it may take over later.
pub fn describe_carry_over(call: &Call, views: &Views) -> Vec<String> {
    let Some(last) = views.calls.meetings_before(call.date).last() else {
        return vec!["nothing to carry over: this is the first call".to_owned()];
    };
    let (carried, date, day) = (views.carry_over.items(call.date), call.date, last.date.value);
    let mut lines = vec![match carried.is_empty() {
        true => format!("nothing to carry over from {day}"),
        false => describe_carried(&carried, views),
    }];
    if views.calls.is_held(last) && !views.calls.is_meeting_over(last) {
        lines.push(format!(
            "the call of {day} is not over: afterwards, carry over what it leaves open with `backlog agenda carry --meeting \
             {date}`"
        ));
    }
    lines
}

/// The call whose file to create.
fn plan_call(request: &MeetingRequest, views: &Views) -> Result<Call, Error> {
    let next = || views.calls.coming_without_file().next();
    let Some(date) = request.date else {
        return next().ok_or_else(|| match views.workgroup.schedule.is_empty() {
            true => Error::not_allowed(
                "no schedule yet",
                "Say when the group meets: `backlog add-slot \"2nd thursday 09:00-10:30\"`; or give a day with --extra.",
            ),
            false => Error::not_allowed(
                "the schedule has no call in the next two years",
                "Fix `schedule` in workgroup.yaml, or give a day.",
            ),
        });
    };
    if request.extra.is_some() {
        return match views.calendar.scheduled_day(date) {
            ScheduledDay::Call(_) => Err(Error::not_allowed(
                format!("{date} is a day of the schedule, not an extra call"),
                "Remove --extra.",
            )),
            ScheduledDay::NotHeld(_) | ScheduledDay::NoSlot => {
                Ok(views.calendar.extra_call(date, request.start, request.end))
            }
        };
    }
    let hint = next().map(|call| format!("The next call is on {}. ", call.date)).unwrap_or_default();
    match views.calendar.scheduled_day(date) {
        ScheduledDay::Call(call) => Ok(call),
        ScheduledDay::NotHeld(exception) => Err(Error::not_allowed(
            format!("the call of {date} is {}", views.calls.not_held_by(exception.value).describe_exception()),
            format!("{hint}To hold it anyway, remove the exception from workgroup.yaml."),
        )),
        ScheduledDay::NoSlot => Err(Error::not_allowed(
            format!("{date} is a {} outside the schedule", weekday_name(date.weekday())),
            format!("{hint}To hold an extra call, add --extra WHY."),
        )),
    }
}
