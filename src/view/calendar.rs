//! The calls of the schedule: on which days, at which time, and when their agendas close.

pub mod closing;

use super::moment::{format_moment, local_moment};
use crate::model::meeting::Meeting;
use crate::model::schedule::{Exception, Slot, TimedSlot, call_length};
use crate::model::workgroup::Workgroup;
use crate::source::{Place, Spanned};
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta};
use chrono_tz::Tz;
use std::collections::HashMap;

/// How far ahead to search for calls: two years.
pub(super) const HORIZON_DAYS: u32 = 731;

/// The schedule with its exceptions. Nothing iterates over the maps, so no output depends on their order.
pub struct Calendar<'g> {
    pub(super) workgroup: &'g Workgroup,
    /// By the day of the slot; the first, if there are several.
    exceptions: HashMap<NaiveDate, Spanned<Exception<'g>>>,
    /// By the day that a call is moved to; the first, if there are several.
    moved: HashMap<NaiveDate, Spanned<Exception<'g>>>,
}

/// A call that is planned or was held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Call {
    /// In the group's zone.
    pub date: NaiveDate,
    /// When it starts and ends; `None` if neither its file nor a slot says so.
    pub times: Option<CallTimes>,
    /// Why it is on that day; the agenda of a moved call closes at a different time.
    pub origin: CallOrigin,
}

impl Call {
    /// `2026-02-12 09:00 UTC`, or only the day if the start is unknown.
    pub fn format_start(&self) -> String {
        self.times.map_or_else(|| self.date.to_string(), |times| format_moment(times.start))
    }

    /// `2026-02-12 10:30 UTC`, or only the day if the end is unknown.
    pub fn format_end(&self) -> String {
        self.times.map_or_else(|| self.date.to_string(), |times| format_moment(times.end))
    }
}

/// When a call starts and ends, in the group's time zone with the offset of that day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CallTimes {
    /// On the day of the call.
    pub start: DateTime<Tz>,
    /// After `start`, possibly on the next day.
    pub end: DateTime<Tz>,
}

/// Why a call is on its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallOrigin {
    /// A slot of the schedule.
    Slot,
    /// A slot of another day, moved here.
    Moved {
        /// The day of the slot.
        from: NaiveDate,
    },
    /// Outside the schedule.
    Extra,
}

/// What the schedule has on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScheduledDay<'g> {
    /// A call.
    Call(Call),
    /// A slot removed by an exception.
    NotHeld(Spanned<Exception<'g>>),
    /// Neither.
    NoSlot,
}

impl<'g> Calendar<'g> {
    /// The calendar of a group.
    pub fn new(workgroup: &'g Workgroup) -> Self {
        let (mut exceptions, mut moved) = (HashMap::new(), HashMap::new());
        for exception in workgroup.exceptions() {
            exceptions.entry(exception.value.date).or_insert(exception);
            if let Some(to) = exception.value.moved_to {
                moved.entry(to).or_insert(exception);
            }
        }
        Self { workgroup, exceptions, moved }
    }

    /// What the schedule has on a day.
    pub fn scheduled_day(&self, date: NaiveDate) -> ScheduledDay<'g> {
        if let Some(moved) = self.moved.get(&date) {
            let hours = resolve_hours(self.slot_on(moved.date).and_then(slot_hours), moved.start, moved.end);
            return ScheduledDay::Call(self.call_at(date, hours, CallOrigin::Moved { from: moved.date }));
        }
        if let Some(exception) = self.exceptions.get(&date) {
            return ScheduledDay::NotHeld(*exception);
        }
        match self.slot_on(date) {
            Some(slot) => ScheduledDay::Call(self.call_by_slot(slot, date)),
            None => ScheduledDay::NoSlot,
        }
    }

    /// The call of a slot on a day, with the slot's own times.
    pub(super) fn call_by_slot(&self, slot: &Slot, date: NaiveDate) -> Call {
        self.call_at(date, slot_hours(slot), CallOrigin::Slot)
    }

    /// Why the scheduled call of a day is moved or not held; `None` also if no reason is given.
    pub fn exception_reason(&self, date: NaiveDate) -> Option<&'g str> {
        self.exceptions.get(&date).and_then(|exception| exception.value.reason)
    }

    /// The scheduled day of the call that was moved to a day.
    pub fn moved_from(&self, date: NaiveDate) -> Option<NaiveDate> {
        self.moved.get(&date).map(|exception| exception.value.date)
    }

    /// Whether an exception says that the call of that day is not held.
    pub fn is_canceled(&self, date: NaiveDate) -> bool {
        !self.moved.contains_key(&date) && self.exceptions.contains_key(&date)
    }

    /// The entry of `workgroup.yaml` that schedules a call on that day: the exception that moves one there, or the
    /// slot.
    pub fn entry_place(&self, date: NaiveDate) -> Option<Place> {
        if let Some(moved) = self.moved.get(&date) {
            return Some(moved.place);
        }
        let slot = self.numbered_slot_on(date).filter(|_| !self.exceptions.contains_key(&date));
        slot.map(|(_, slot)| slot.place)
    }

    /// Whether the schedule has a call on that day: a slot's own, or one that is moved there.
    pub fn has_call(&self, date: NaiveDate) -> bool {
        matches!(self.scheduled_day(date), ScheduledDay::Call(_))
    }

    /// Whether a slot falls on that day, held or not.
    pub fn has_slot(&self, date: NaiveDate) -> bool {
        self.slot_on(date).is_some()
    }

    /// Whether any slot of the schedule is in force on that day.
    pub fn is_in_force(&self, date: NaiveDate) -> bool {
        self.workgroup.schedule.iter().any(|slot| slot.is_in_force(date))
    }

    /// The call of a file, with the times that the file states. Outside the schedule, it has times only if the file
    /// states its start.
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

    /// The call that a day outside the schedule would have, with the times of the slot in force.
    pub fn extra_call(&self, date: NaiveDate, start: Option<NaiveTime>, end: Option<NaiveTime>) -> Call {
        self.call_at(date, resolve_hours(self.usual_hours(date), start, end), CallOrigin::Extra)
    }

    /// The first scheduled call after a day. `None` if the schedule ends before.
    pub fn next_scheduled(&self, after: NaiveDate) -> Option<Call> {
        after.iter_days().skip(1).take(HORIZON_DAYS as usize).find_map(|date| match self.scheduled_day(date) {
            ScheduledDay::Call(call) => Some(call),
            ScheduledDay::NotHeld(_) | ScheduledDay::NoSlot => None,
        })
    }

    /// The slot that falls on a day; the first, if there are several.
    pub(super) fn slot_on(&self, date: NaiveDate) -> Option<&'g Slot> {
        self.numbered_slot_on(date).map(|(_, slot)| &slot.value.0)
    }

    /// The slot that falls on a day, with its index in the schedule.
    pub(super) fn numbered_slot_on(&self, date: NaiveDate) -> Option<(usize, &'g Spanned<TimedSlot>)> {
        self.workgroup.schedule.iter().enumerate().find(|(_, slot)| slot.falls_on(date))
    }

    /// The times of a call outside the schedule: those of the first slot in force on that day, or else of the first
    /// slot.
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
            // If the clock skips the start, the end may come before it.
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

/// The usual times, unless others are given. If only a start is given, the call keeps its length, by default an hour.
/// Without a start, a call has no times.
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
