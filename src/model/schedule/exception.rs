//! Days without their call, as the files have them.

use super::{Exception, report_times};
use crate::model::decode::{Fields, Reader};
use crate::model::record::{Form, RecordValue, record};
use crate::source::Node;
use chrono::{NaiveDate, NaiveTime};
use serde::{Serialize, Serializer};
use std::ops::Deref;

record! {
    /// A day of the schedule on which no call is held.
    pub struct NotHeldRecord: Default = "a day without a call, with `date` and `reason`" {
        /// The scheduled day.
        date: NaiveDate,
        /// Why the call is not held, in a few words such as `public holiday`.
        reason: Option<String> as line,
    }
}

record! {
    /// A call of the schedule that is held on another day.
    pub struct MovedRecord: Default = "a moved call with `from`, `to` and `reason`", check(check_moved_times) {
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

fn check_moved_times(moved: &MovedRecord, fields: &Fields, reader: &mut Reader) {
    report_times(moved.start, moved.end, fields.place(reader), reader);
}

/// A day on which no call is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotHeldDay(pub Exception);

/// A day whose call is moved to another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovedDay(pub Exception);

impl Deref for NotHeldDay {
    type Target = Exception;

    fn deref(&self) -> &Exception {
        &self.0
    }
}

impl Deref for MovedDay {
    type Target = Exception;

    fn deref(&self) -> &Exception {
        &self.0
    }
}

impl RecordValue for NotHeldDay {
    const FORM: Form = NotHeldRecord::FORM;

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let NotHeldRecord { date, reason } = RecordValue::read(node, reader)?;
        Some(Self(Exception { date, moved_to: None, reason, start: None, end: None }))
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        NotHeldRecord { date: self.date, reason: self.reason.clone() }.serialize(serializer)
    }
}

impl RecordValue for MovedDay {
    const FORM: Form = MovedRecord::FORM;

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let MovedRecord { from, to, reason, start, end } = RecordValue::read(node, reader)?;
        Some(Self(Exception { date: from, moved_to: Some(to), reason, start, end }))
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Exception { date, moved_to, reason, start, end } = self.0.clone();
        let moved = MovedRecord { from: date, to: moved_to.unwrap_or(date), reason, start, end };
        moved.serialize(serializer)
    }
}

impl Serialize for NotHeldDay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.write(serializer)
    }
}

impl Serialize for MovedDay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.write(serializer)
    }
}
