//! A call of the schedule that is held on another day.

use super::changes::{ChangeKind, Changes, RecordChange, WriteOrder};
use super::exception::{find_left_behind, find_movable, plan_move};
use super::new_meeting::check_given_times;
use crate::error::Error;
use crate::model::schedule::MovedDay;
use crate::view::Views;

/// Moves a call, together with its file, from the day on which it is now. A move that was interrupted is completed.
///
/// # Errors
/// When the schedule has no call on that day, the call has begun, or the new day has a call.
pub fn move_call(moved: &MovedDay, views: &Views) -> Result<Changes, Error> {
    let MovedDay { from: date, to: new, .. } = *moved;
    let description = format!("the call of {date} is moved to {new}");
    let (meeting, change) = match find_left_behind(date, new, views) {
        // The interrupted command has changed the group's file already.
        Some(meeting) => (Some(meeting), RecordChange::new(views.workgroup.file, Vec::new(), description, views)),
        None => {
            let planned = find_movable(date, views)?;
            check_given_times(moved.start, moved.end)?;
            if views.calendar.has_call(new) || views.calls.meeting_on(new).is_some() {
                return Err(Error::not_allowed(format!("{new} already has a call"), "Choose a day without one."));
            }
            (planned.meeting, planned.move_change(moved, description)?)
        }
    };
    Ok(match meeting {
        Some(meeting) => ChangeKind::Move(change, plan_move(meeting, new, WriteOrder::GroupFirst, views)?).into(),
        None => change.into(),
    })
}
