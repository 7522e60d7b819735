//! The calls of the schedule that are canceled or held on another day.

use super::call::not_held_message;
use super::changes::{ChangeKind, Changes, RecordChange, RecordMove, WriteOrder};
use super::new_meeting::check_given_times;
use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::model::schedule::{Exception, MovedDay, NotHeldDay, nearest_days, weekday_name};
use crate::model::wording::join_with_and;
use crate::source::Spanned;
use crate::store::edit::Edit;
use crate::store::load::WORKGROUP;
use crate::view::Views;
use crate::view::calendar::{Call, CallOrigin, ScheduledDay};
use chrono::{Datelike, NaiveDate};

/// The number of days before and after a day in which nearby calls are looked for.
const NEAR_DAYS: usize = 91;

/// Cancels the call of a day. Also returns the day of its slot, which differs if the call was moved before.
///
/// # Errors
/// When the schedule has no call on that day, or the call has begun.
pub fn cancel_call(date: NaiveDate, reason: &str, views: &Views) -> Result<(Changes, NaiveDate), Error> {
    let PlannedCall { meeting, slot, moved_by, .. } = find_cancelable(date, views)?;
    let not_held = NotHeldDay { date: slot, reason: Some(reason.trim().to_owned()) };
    let removal = moved_by.map(|at| Edit::remove(["moved".into(), at.into()]));
    let edits = removal.into_iter().chain([Edit::append(["not-held".into()], &not_held)?]).collect();
    let moved = match meeting {
        // Without an agenda, the file says only that the call is held.
        Some(meeting) if meeting.is_empty() => Some(plan_move(meeting, None, WriteOrder::RecordFirst, views)?),
        // Its agenda stays, since the next call takes it over; the file moves to the day of the slot, which has the
        // exception.
        Some(meeting) if slot != date => Some(plan_move(meeting, Some(slot), WriteOrder::RecordFirst, views)?),
        Some(_) | None => None,
    };
    Ok((exception_changes(edits, format!("the call of {date} is not held"), moved), slot))
}

/// Moves a call, together with its file, from the day on which it is now. A move that was interrupted is completed.
///
/// # Errors
/// When the schedule has no call on that day, the call has begun, or the new day has a call.
pub fn move_call(moved: &MovedDay, views: &Views) -> Result<Changes, Error> {
    let MovedDay { from: date, to: new, .. } = *moved;
    let (meeting, edits) = match find_left_behind(date, new, views) {
        // The interrupted command has changed the group's file already.
        Some(meeting) => (Some(meeting), Vec::new()),
        None => {
            let planned = find_movable(date, views)?;
            check_given_times(moved.start, moved.end)?;
            if views.calendar.has_call(new) || views.calls.meeting_on(new).is_some() {
                return Err(Error::not_allowed(format!("{new} already has a call"), "Choose a day without one."));
            }
            let moved = MovedDay { from: planned.slot, ..moved.clone() };
            let edit = match planned.moved_by {
                // A call that is back on the day of its slot needs no exception.
                Some(at) if new == planned.slot => Edit::remove(["moved".into(), at.into()]),
                Some(at) => Edit::set(["moved".into(), at.into()], &moved)?,
                None => Edit::append(["moved".into()], &moved)?,
            };
            (planned.meeting, vec![edit])
        }
    };
    let moved = meeting.map(|meeting| plan_move(meeting, Some(new), WriteOrder::GroupFirst, views)).transpose()?;
    Ok(exception_changes(edits, format!("the call of {date} is moved to {new}"), moved))
}

/// The changes of the group's file and of the file of the call.
fn exception_changes(edits: Vec<Edit>, description: String, moved: Option<RecordMove>) -> Changes {
    let change = RecordChange { path: WORKGROUP.to_owned(), edits, description };
    match moved {
        Some(moved) => ChangeKind::Move(change, moved).into(),
        None => change.into(),
    }
}

/// Moves the file of a call to another day, or removes it for `None`.
fn plan_move(meeting: &Meeting, to: Option<NaiveDate>, order: WriteOrder, views: &Views) -> Result<RecordMove, Error> {
    let from = views.group.sources.file(meeting.file).path.clone();
    let edits = to.map(|to| Edit::set(["date".into()], &to)).transpose()?.into_iter().collect();
    Ok(RecordMove { from, to: to.map(|to| format!("minutes/{to}.yaml")), edits, order })
}

/// A call of the schedule and its exceptions.
struct PlannedCall<'g> {
    /// Its file, where there is one.
    meeting: Option<&'g Meeting>,
    /// When it is.
    call: Call,
    /// The day of the slot, which differs from the day of the call if it was moved before.
    slot: NaiveDate,
    /// The index in `moved` of the entry that moved it.
    moved_by: Option<usize>,
}

/// The call of a day, if it can be moved: it must not have begun.
fn find_movable<'g>(date: NaiveDate, views: &Views<'g>) -> Result<PlannedCall<'g>, Error> {
    let planned = find_cancelable(date, views)?;
    if views.calls.has_begun(&planned.call) {
        let message = format!("the call of {date} cannot be moved: it began on {}", planned.call.format_start());
        let slot = planned.slot;
        let help = format!(
            "If it was not held: `backlog cancel-meeting {date} --reason WHY`. If it was held on another day, add \
             `{{ from: {slot}, to: DATE, reason: WHY }}` to `moved` in {WORKGROUP}."
        );
        return Err(Error::not_allowed(message, help));
    }
    Ok(planned)
}

/// The call of a day, if it can be canceled: one with a file until it begins, one without a file at any time, since
/// nothing says that it was held. Nor does a file with text alone, such as imported minutes of a call that was not held.
fn find_cancelable<'g>(date: NaiveDate, views: &Views<'g>) -> Result<PlannedCall<'g>, Error> {
    let meeting = views.calls.meeting_on(date);
    let scheduled = match views.calendar.scheduled_day(date) {
        ScheduledDay::Call(call) => call,
        ScheduledDay::NotHeld(exception) => return Err(not_held_error(date, exception.value, views)),
        ScheduledDay::NoSlot => return Err(no_slot_error(date, meeting, views)),
    };
    let slot = match scheduled.origin {
        CallOrigin::Moved { from } => from,
        CallOrigin::Slot | CallOrigin::Extra => date,
    };
    let call = meeting.map_or(scheduled, |meeting| views.calendar.call_for(meeting));
    let is_only_text =
        |meeting: &Meeting| !meeting.is_empty() && !meeting.has_results() && meeting.items().next().is_none();
    if meeting.is_some_and(|meeting| !is_only_text(meeting)) && views.calls.has_begun(&call) {
        let message = format!("the call of {date} was held: it began on {}", call.format_start());
        let help = format!(
            "Only a call that has not begun can be moved or canceled. If it was not held, add \
             `{{ date: {slot}, reason: WHY }}` to `not-held` in {WORKGROUP}."
        );
        return Err(Error::not_allowed(message, help));
    }
    let puts_it_there = |moved: &Spanned<MovedDay>| moved.from == slot && moved.to == date;
    let moved_by = views.workgroup.moved.iter().position(puts_it_there);
    Ok(PlannedCall { meeting, call, slot, moved_by })
}

/// The file of a call that an interrupted `move` left behind: its day has no call any more, and the new day has one.
fn find_left_behind<'g>(date: NaiveDate, new: NaiveDate, views: &Views<'g>) -> Option<&'g Meeting> {
    let meeting = views.calls.meeting_on(date).filter(|meeting| meeting.extra.is_none())?;
    let is_left = match views.calendar.scheduled_day(date) {
        ScheduledDay::Call(_) => false,
        ScheduledDay::NotHeld(exception) => exception.moved_to == Some(new),
        ScheduledDay::NoSlot => !views.calls.has_begun(&views.calendar.call_for(meeting)),
    };
    (is_left && views.calendar.has_call(new)).then_some(meeting)
}

fn not_held_error(date: NaiveDate, exception: Exception, views: &Views) -> Error {
    let help = match exception.moved_to {
        Some(to) => format!("Use that day: {to}."),
        None => format!("To hold it anyway, remove the exception from {WORKGROUP}."),
    };
    Error::not_allowed(not_held_message(date, &views.calls.not_held_by(exception)), help)
}

fn no_slot_error(date: NaiveDate, meeting: Option<&Meeting>, views: &Views) -> Error {
    if meeting.is_some() {
        let help = "Only its file puts it on that day: rename and edit the file, or remove it.";
        return Error::not_allowed(format!("the call of {date} is outside the schedule"), help);
    }
    let near = nearest_days(date, NEAR_DAYS, |day| views.calendar.has_call(day));
    let help = match near.is_empty() {
        true => format!("Fix `schedule` in {WORKGROUP}: it has no call around that day."),
        false => format!("The nearest calls are on {}.", join_with_and(near)),
    };
    let weekday = weekday_name(date.weekday());
    Error::not_allowed(format!("{date} is a {weekday} outside the schedule"), help)
}

#[cfg(test)]
mod tests {
    use super::{find_cancelable, find_movable};
    use crate::test_group::{TestGroup, day};

    #[test]
    fn a_call_that_has_begun_cannot_be_moved_and_is_canceled_only_without_a_file() {
        let (unfiled, filed) = (TestGroup::new(), TestGroup::new().call("2026-02-12", ""));
        let prose = TestGroup::new().call("2026-02-12", "sections: [{ text: Nobody came. }]\n");
        for (group, now, expected) in [
            (&unfiled, "2026-02-12T08:59Z", (true, true)),
            (&unfiled, "2026-02-12T09:00Z", (false, true)),
            (&unfiled, "2026-06-30", (false, true)),
            (&filed, "2026-02-12T08:59Z", (true, true)),
            (&filed, "2026-02-12T09:00Z", (false, false)),
            (&prose, "2026-02-12T09:00Z", (false, true)),
        ] {
            let (date, views) = (day("2026-02-12"), group.views(now));
            let can = (find_movable(date, &views).is_ok(), find_cancelable(date, &views).is_ok());
            assert_eq!(can, expected, "{now}");
        }
    }
}
