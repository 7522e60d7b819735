//! Days of the schedule without their call.

use super::report_times;
use crate::model::record::{Fields, Reader, record};
use chrono::{NaiveDate, NaiveTime};

record! {
    /// A day of the schedule on which no call is held.
    pub struct NotHeldDay: Default = "a day without a call, with `date` and `reason`" {
        /// The scheduled day.
        date: NaiveDate,
        /// Why the call is not held, in a few words such as `public holiday`.
        reason: Option<String> as line,
    }
}

record! {
    /// A call of the schedule that is held on another day.
    pub struct MovedDay: Default = "a moved call with `from`, `to` and `reason`", check(check_moved_times) {
        /// The scheduled day.
        from: NaiveDate,
        /// The day on which the call is held.
        to: NaiveDate,
        /// Why the call is moved, in a few words such as `public holiday`.
        reason: Option<String> as line,
        /// Local start in the group's time zone on that day, if it differs from the slot's.
        start: Option<NaiveTime>,
        /// Local end in the group's time zone, on the next day if it is before the start; if omitted, the call is as long
        /// as the slot.
        end: Option<NaiveTime>,
    }
}

fn check_moved_times(moved: &MovedDay, fields: &Fields, reader: &mut Reader) {
    report_times(moved.start, moved.end, fields.place(reader), reader);
}

/// A day of the schedule without its call, which is moved or not held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exception<'g> {
    /// The scheduled day of the call.
    pub date: NaiveDate,
    /// The day on which the call is held instead; `None` if it is not held.
    pub moved_to: Option<NaiveDate>,
    /// Why, in a few words.
    pub reason: Option<&'g str>,
    /// The local start on the other day, if it differs from the slot's.
    pub start: Option<NaiveTime>,
    /// The local end on the other day.
    pub end: Option<NaiveTime>,
}

impl<'g> From<&'g NotHeldDay> for Exception<'g> {
    fn from(day: &'g NotHeldDay) -> Self {
        Self { date: day.date, moved_to: None, reason: day.reason.as_deref(), start: None, end: None }
    }
}

impl<'g> From<&'g MovedDay> for Exception<'g> {
    fn from(moved: &'g MovedDay) -> Self {
        let MovedDay { from: date, to, reason, start, end } = moved;
        Self { date: *date, moved_to: Some(*to), reason: reason.as_deref(), start: *start, end: *end }
    }
}
