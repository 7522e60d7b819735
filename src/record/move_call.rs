//! A call of the schedule that is held on another day.

use super::changes::{ChangeKind, Changes, WriteOrder};
use super::exception::{PlannedCall, find_left_behind, find_movable, keep_group_file, plan_move};
use crate::error::Error;
use crate::model::schedule::{MovedRecord, check_times};
use crate::view::Views;
use chrono::{NaiveDate, NaiveTime};

/// A call to move.
#[derive(Debug)]
pub struct MoveRequest<'r> {
    /// The day on which the schedule has it, or to which it was moved before.
    pub date: NaiveDate,
    /// The day on which it is held instead.
    pub new: NaiveDate,
    /// Why.
    pub reason: &'r str,
    /// When it starts; `None` for the time of the schedule.
    pub start: Option<NaiveTime>,
    /// When it ends; `None` for as long as in the schedule.
    pub end: Option<NaiveTime>,
}

/// Moves a call, together with its file. A move that was interrupted is completed.
///
/// # Errors
/// When the schedule has no call on that day, the call has begun, or the new day has a call.
pub fn move_call(request: &MoveRequest, views: &Views) -> Result<Changes, Error> {
    let MoveRequest { date, new, .. } = *request;
    let description = format!("the call of {date} is moved to {new}");
    let (meeting, change) = match find_left_behind(date, new, views) {
        Some(meeting) => (Some(meeting), keep_group_file(description)),
        None => {
            let planned = find_movable(date, views)?;
            let change = planned.move_change(&plan_exception(request, &planned, views)?, description)?;
            (planned.meeting, change)
        }
    };
    Ok(match meeting {
        Some(meeting) => ChangeKind::Move(change, plan_move(meeting, new, WriteOrder::GroupFirst, views)?).into(),
        None => change.into(),
    })
}

/// The exception that moves a call.
fn plan_exception(request: &MoveRequest, planned: &PlannedCall, views: &Views) -> Result<MovedRecord, Error> {
    let MoveRequest { new, start, end, .. } = *request;
    if let (Some(start), Some(end)) = (start, end)
        && let Err(mistake) = check_times(start, end)
    {
        return Err(Error::usage(mistake, "Correct --start or --end."));
    }
    if views.calendar.has_call(new) || views.calls.meeting_on(new).is_some() {
        return Err(Error::not_allowed(format!("{new} already has a call"), "Choose a day without one."));
    }
    let reason = Some(request.reason.trim().to_owned());
    Ok(MovedRecord { from: planned.slot, to: new, reason, start, end })
}
