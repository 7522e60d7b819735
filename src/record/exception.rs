//! The exceptions of the schedule that move and cancel calls.

use super::call::not_held_message;
use super::changes::{RecordChange, RecordMove, WriteOrder};
use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::model::schedule::{Exception, MovedDay, NotHeldDay, weekday_name};
use crate::model::wording::join_with_and;
use crate::source::Spanned;
use crate::store::edit::Edit;
use crate::store::load::WORKGROUP;
use crate::view::Views;
use crate::view::calendar::{Call, CallOrigin, ScheduledDay};
use chrono::{Datelike, NaiveDate};

/// The number of days before and after a day in which nearby calls are looked for.
const NEAR_DAYS: usize = 92;

/// A call of the schedule and its exceptions.
pub(super) struct PlannedCall<'g> {
    /// Its file, where there is one.
    pub meeting: Option<&'g Meeting>,
    /// When it is.
    call: Call,
    /// The day of the slot, which differs from the day of the call if it was moved before.
    pub slot: NaiveDate,
    /// The index in `moved` of the entry that moved it.
    moved_by: Option<usize>,
}

/// The call of a day, if it can be moved: it must not have begun.
pub(super) fn find_movable<'g>(date: NaiveDate, views: &Views<'g>) -> Result<PlannedCall<'g>, Error> {
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
/// nothing says that it was held.
pub(super) fn find_cancelable<'g>(date: NaiveDate, views: &Views<'g>) -> Result<PlannedCall<'g>, Error> {
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
    if meeting.is_some() && views.calls.has_begun(&call) {
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
pub(super) fn find_left_behind<'g>(date: NaiveDate, new: NaiveDate, views: &Views<'g>) -> Option<&'g Meeting> {
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
    let is_call = |day: &NaiveDate| views.calendar.has_call(*day);
    let before = date.iter_days().rev().take(NEAR_DAYS).find(is_call);
    let after = date.iter_days().take(NEAR_DAYS).find(is_call);
    let near: Vec<NaiveDate> = before.into_iter().chain(after).collect();
    let help = match near.is_empty() {
        true => format!("Fix `schedule` in {WORKGROUP}: it has no call around that day."),
        false => format!("The nearest calls are on {}.", join_with_and(near)),
    };
    let weekday = weekday_name(date.weekday());
    Error::not_allowed(format!("{date} is a {weekday} outside the schedule"), help)
}

impl PlannedCall<'_> {
    /// The change of the group's file that moves the call. A call that is back on the day of its slot needs no
    /// exception.
    pub fn move_change(&self, moved: &MovedDay, description: String) -> Result<RecordChange, Error> {
        let moved = MovedDay { from: self.slot, ..moved.clone() };
        let edit = match self.moved_by {
            Some(at) if moved.to == self.slot => Edit::remove(["moved".into(), at.into()]),
            Some(at) => Edit::set(["moved".into(), at.into()], &moved)?,
            None => Edit::append(["moved".into()], &moved)?,
        };
        Ok(RecordChange { path: WORKGROUP.to_owned(), edits: vec![edit], description })
    }

    /// The change of the group's file that cancels the call.
    pub fn cancel_change(&self, reason: &str, description: String) -> Result<RecordChange, Error> {
        let not_held = NotHeldDay { date: self.slot, reason: Some(reason.trim().to_owned()) };
        let removal = self.moved_by.map(|at| Edit::remove(["moved".into(), at.into()]));
        let edits = removal.into_iter().chain([Edit::append(["not-held".into()], &not_held)?]).collect();
        Ok(RecordChange { path: WORKGROUP.to_owned(), edits, description })
    }
}

/// Moves the file of a call to another day.
pub(super) fn plan_move(
    meeting: &Meeting,
    to: NaiveDate,
    order: WriteOrder,
    views: &Views,
) -> Result<RecordMove, Error> {
    let edits = vec![Edit::set(["date".into()], &to)?];
    Ok(RecordMove { to: Some(format!("minutes/{to}.yaml")), edits, order, ..plan_removal(meeting, views) })
}

/// Removes the file of a call without an agenda, which says only that the call is held.
pub(super) fn plan_removal(meeting: &Meeting, views: &Views) -> RecordMove {
    let from = views.group.sources.file(meeting.file).path.clone();
    RecordMove { from, to: None, edits: Vec::new(), order: WriteOrder::RecordFirst }
}

#[cfg(test)]
mod tests {
    use super::{find_cancelable, find_movable};
    use crate::test_group::{TestGroup, day};

    #[test]
    fn a_call_that_has_begun_cannot_be_moved_and_is_canceled_only_without_a_file() {
        let (unfiled, filed) = (TestGroup::new(), TestGroup::new().call("2026-02-12", ""));
        for (group, now, expected) in [
            (&unfiled, "2026-02-12T08:59Z", (true, true)),
            (&unfiled, "2026-02-12T09:00Z", (false, true)),
            (&unfiled, "2026-06-30", (false, true)),
            (&filed, "2026-02-12T08:59Z", (true, true)),
            (&filed, "2026-02-12T09:00Z", (false, false)),
        ] {
            let (date, views) = (day("2026-02-12"), group.views(now));
            let can = (find_movable(date, &views).is_ok(), find_cancelable(date, &views).is_ok());
            assert_eq!(can, expected, "{now}");
        }
    }
}
