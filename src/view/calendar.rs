//! The calls of the schedule: which day is one, when it is, when its agenda closes.

pub mod closing;

use super::moment::{format_moment, local_moment};
use crate::model::meeting::Meeting;
use crate::model::schedule::{Exception, Slot, call_length};
use crate::model::workgroup::Workgroup;
use crate::source::{Place, Spanned};
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta};
use chrono_tz::Tz;
use std::collections::HashMap;

/// How far ahead calls are looked for: two years.
pub(super) const HORIZON_DAYS: u32 = 731;

/// The schedule with its exceptions. Nothing iterates the maps, so no output depends on their order.
pub struct Calendar<'g> {
    pub(super) workgroup: &'g Workgroup,
    /// By the day of the slot; of several the first.
    exceptions: HashMap<NaiveDate, &'g Spanned<Exception>>,
    /// By the day that a call is moved to; of several the first.
    moved: HashMap<NaiveDate, &'g Spanned<Exception>>,
}

/// A call that is planned or was held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Call {
    /// In the group's zone.
    pub date: NaiveDate,
    /// When it starts and ends; `None` where neither its file nor a slot says it.
    pub times: Option<CallTimes>,
    /// What put it on that day; the agenda of a moved call closes differently.
    pub origin: CallOrigin,
}

impl Call {
    /// `2026-02-12 09:00 UTC`, or the day alone where nothing says when it starts.
    pub fn format_start(&self) -> String {
        self.times.map_or_else(|| self.date.to_string(), |times| format_moment(times.start))
    }

    /// `2026-02-12 10:30 UTC`, or the day alone where nothing says when it ends.
    pub fn format_end(&self) -> String {
        self.times.map_or_else(|| self.date.to_string(), |times| format_moment(times.end))
    }
}

/// When a call starts and ends, in the group's zone with the offset of that day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CallTimes {
    /// On the day of the call.
    pub start: DateTime<Tz>,
    /// After `start`, maybe on the next day.
    pub end: DateTime<Tz>,
}

/// Why a call is on its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallOrigin {
    /// A slot of the schedule.
    Slot,
    /// A slot of another day, moved here.
    Moved {
        /// The day on which the slot has it.
        from: NaiveDate,
    },
    /// Outside the schedule.
    Extra,
}

/// What the schedule says of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScheduledDay<'g> {
    /// A call.
    Call(Call),
    /// A slot that an exception takes out.
    NotHeld(&'g Exception),
    /// Neither.
    NoSlot,
}

impl<'g> Calendar<'g> {
    /// The calendar of a group.
    pub fn new(workgroup: &'g Workgroup) -> Self {
        let (mut exceptions, mut moved) = (HashMap::new(), HashMap::new());
        for exception in &workgroup.exceptions {
            exceptions.entry(exception.date).or_insert(exception);
            if let Some(to) = exception.moved_to {
                moved.entry(to).or_insert(exception);
            }
        }
        Self { workgroup, exceptions, moved }
    }

    /// What the schedule says of a day.
    pub fn scheduled_day(&self, date: NaiveDate) -> ScheduledDay<'g> {
        if let Some(moved) = self.moved.get(&date) {
            let hours = resolve_hours(self.slot_on(moved.date).and_then(slot_hours), moved.start, moved.end);
            return ScheduledDay::Call(self.call_at(date, hours, CallOrigin::Moved { from: moved.date }));
        }
        if let Some(exception) = self.exceptions.get(&date) {
            return ScheduledDay::NotHeld(&exception.value);
        }
        match self.slot_on(date) {
            Some(slot) => ScheduledDay::Call(self.call_by_slot(slot, date)),
            None => ScheduledDay::NoSlot,
        }
    }

    /// The call that a slot makes on a day, with the slot's own times.
    pub(super) fn call_by_slot(&self, slot: &Slot, date: NaiveDate) -> Call {
        self.call_at(date, slot_hours(slot), CallOrigin::Slot)
    }

    /// Why the call of a day of the schedule is moved or not held; `None` also where nobody says why.
    pub fn exception_reason(&self, date: NaiveDate) -> Option<&'g str> {
        self.exceptions.get(&date).and_then(|exception| exception.value.reason.as_deref())
    }

    /// The day on which the schedule has the call that is moved to a day.
    pub fn moved_from(&self, date: NaiveDate) -> Option<NaiveDate> {
        self.moved.get(&date).map(|exception| exception.value.date)
    }

    /// Whether an exception says that nothing is held on that day.
    pub fn is_cancelled(&self, date: NaiveDate) -> bool {
        matches!(self.scheduled_day(date), ScheduledDay::NotHeld(_))
    }

    /// Where `workgroup.yaml` puts a call on that day: the exception that moves one there, or the slot.
    pub fn entry_place(&self, date: NaiveDate) -> Option<Place> {
        if let Some(moved) = self.moved.get(&date) {
            return Some(moved.place);
        }
        self.spanned_slot(date).filter(|_| !self.exceptions.contains_key(&date)).map(|slot| slot.place)
    }

    /// Whether a slot falls on that day, held or not.
    pub fn has_slot(&self, date: NaiveDate) -> bool {
        self.slot_on(date).is_some()
    }

    /// Whether the schedule says anything of the time of that day.
    pub fn is_in_force(&self, date: NaiveDate) -> bool {
        self.workgroup.schedule.iter().any(|slot| slot.is_in_force(date))
    }

    /// The call of a file, with the times that the file gives. On no slot it has times only where the file states
    /// its start.
    pub fn call_for(&self, meeting: &Meeting) -> Call {
        let date = meeting.date.value;
        let (planned, origin) = match self.scheduled_day(date) {
            ScheduledDay::Call(call) => (call.times.map(local_hours), call.origin),
            ScheduledDay::NotHeld(_) => (self.slot_on(date).and_then(slot_hours), CallOrigin::Slot),
            ScheduledDay::NoSlot => (None, CallOrigin::Extra),
        };
        let origin = if meeting.extra.is_some() { CallOrigin::Extra } else { origin };
        let usual = || meeting.start.and_then(|_| self.usual_hours(date));
        self.call_at(date, resolve_hours(planned.or_else(usual), meeting.start, meeting.end), origin)
    }

    /// The call that a day outside the schedule would be, with the times of the slot in force.
    pub fn extra_call(&self, date: NaiveDate, start: Option<NaiveTime>, end: Option<NaiveTime>) -> Call {
        self.call_at(date, resolve_hours(self.usual_hours(date), start, end), CallOrigin::Extra)
    }

    /// The first call of the schedule after a day. `None` when the schedule ends before.
    pub fn next_scheduled(&self, after: NaiveDate) -> Option<Call> {
        after.iter_days().skip(1).take(HORIZON_DAYS as usize).find_map(|date| match self.scheduled_day(date) {
            ScheduledDay::Call(call) => Some(call),
            ScheduledDay::NotHeld(_) | ScheduledDay::NoSlot => None,
        })
    }

    /// The slot that falls on a day; of several the first.
    pub(super) fn slot_on(&self, date: NaiveDate) -> Option<&'g Slot> {
        self.spanned_slot(date).map(|slot| &slot.value)
    }

    fn spanned_slot(&self, date: NaiveDate) -> Option<&'g Spanned<Slot>> {
        self.workgroup.schedule.iter().find(|slot| slot.falls_on(date))
    }

    /// The times that a call outside the schedule takes: those of the first slot in force on the
    /// day, else of the first slot.
    fn usual_hours(&self, date: NaiveDate) -> Option<LocalHours> {
        let schedule = &self.workgroup.schedule;
        let slot = schedule.iter().find(|slot| slot.is_in_force(date)).or_else(|| schedule.first());
        slot.and_then(|slot| slot_hours(slot))
    }

    fn call_at(&self, date: NaiveDate, hours: Option<LocalHours>, origin: CallOrigin) -> Call {
        let zone = self.workgroup.timezone;
        let times = hours.map(|(start, end)| {
            let length = call_length(start, end);
            let start = date.and_time(start);
            let (from, to) = (local_moment(start, zone), local_moment(start + length, zone));
            // Where the clock skips the start, the end may come before it.
            CallTimes { start: from, end: if to > from { to } else { from + length } }
        });
        Call { date, times, origin }
    }
}

/// The local start and end of a call; an end before the start is on the next day.
pub(super) type LocalHours = (NaiveTime, NaiveTime);

/// The local times of a slot.
pub(super) fn slot_hours(slot: &Slot) -> Option<LocalHours> {
    slot.start.zip(slot.end)
}

/// The local times at which a call starts and ends.
pub(super) fn local_hours(times: CallTimes) -> LocalHours {
    (times.start.time(), times.end.time())
}

/// The usual times, unless others are given. Where only another start is given, the call keeps its length, by default
/// an hour. Nothing says when a call without a start is.
fn resolve_hours(usual: Option<LocalHours>, start: Option<NaiveTime>, end: Option<NaiveTime>) -> Option<LocalHours> {
    match (start, usual) {
        (Some(start), usual) => {
            let length = usual.map_or(TimeDelta::hours(1), |(start, end)| call_length(start, end));
            Some((start, end.unwrap_or(start + length)))
        }
        (None, Some((start, usual_end))) => Some((start, end.unwrap_or(usual_end))),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests;
