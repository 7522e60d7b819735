//! A call of the schedule that is not held.

use super::changes::{ChangeKind, Changes, WriteOrder};
use super::exception::{find_cancelable, plan_move, plan_removal};
use crate::error::Error;
use crate::view::Views;
use chrono::NaiveDate;

/// Cancels the call of a day. Also returns the day of its slot, which differs if the call was moved before.
///
/// # Errors
/// When the schedule has no call on that day, or the call has begun.
pub fn cancel_call(date: NaiveDate, reason: &str, views: &Views) -> Result<(Changes, NaiveDate), Error> {
    let planned = find_cancelable(date, views)?;
    let change = planned.cancel_change(reason, format!("the call of {date} is not held"))?;
    let moved = match planned.meeting {
        Some(meeting) if meeting.is_empty() => Some(plan_removal(meeting, views)),
        // Its agenda stays, since the next call takes it over; the file moves to the day of the slot, which has the
        // exception.
        Some(meeting) if planned.slot != date => {
            Some(plan_move(meeting, planned.slot, WriteOrder::RecordFirst, views)?)
        }
        Some(_) | None => None,
    };
    let changes = match moved {
        Some(moved) => ChangeKind::Move(change, moved).into(),
        None => change.into(),
    };
    Ok((changes, planned.slot))
}
