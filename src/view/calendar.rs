//! The calls of the schedule: which day is one, when it is, when its agenda closes.

use super::moment::local;
use crate::model::meeting::Meeting;
use crate::model::schedule::{Exception, Slot};
use crate::model::workgroup::Workgroup;
use crate::source::{Place, Spanned};
use chrono::{DateTime, Days, NaiveDate, NaiveTime};
use chrono_tz::Tz;
use std::collections::HashMap;

/// How far ahead calls are looked for: two years.
pub(super) const HORIZON_DAYS: u32 = 731;

/// The schedule with its exceptions. Nothing iterates the maps, so no output depends on their order.
pub struct Calendar<'g> {
    workgroup: &'g Workgroup,
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
    /// In the group's zone, with its offset on that day.
    pub start: DateTime<Tz>,
    /// In the group's zone; not before `start`.
    pub end: DateTime<Tz>,
    /// What put it on that day; the agenda of a moved call closes differently.
    pub origin: Origin,
}

/// Why a call is on its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
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
pub enum Day<'g> {
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
    pub fn day(&self, date: NaiveDate) -> Day<'g> {
        if let Some(moved) = self.moved.get(&date) {
            let slot = self.slot(moved.date);
            let (start, end) = times(slot, moved.start, moved.end);
            return Day::Call(self.at(date, start, end, Origin::Moved { from: moved.date }));
        }
        if let Some(exception) = self.exceptions.get(&date) {
            return Day::NotHeld(&exception.value);
        }
        match self.slot(date) {
            Some(slot) => Day::Call(self.of_slot(slot, date)),
            None => Day::NoSlot,
        }
    }

    /// The call that a slot makes on a day, with the slot's own times.
    pub(super) fn of_slot(&self, slot: &Slot, date: NaiveDate) -> Call {
        let (start, end) = slot_times(slot);
        self.at(date, start, end, Origin::Slot)
    }

    /// Why the call of a day of the schedule is moved or not held; `None` also where nobody says why.
    pub fn reason(&self, date: NaiveDate) -> Option<&'g str> {
        self.exceptions.get(&date).and_then(|exception| exception.value.reason.as_deref())
    }

    /// Whether an exception says that nothing is held on that day.
    pub fn is_cancelled(&self, date: NaiveDate) -> bool {
        matches!(self.day(date), Day::NotHeld(_))
    }

    /// Where `workgroup.yaml` puts a call on that day: the exception that moves one there, or the slot.
    pub fn put_there_by(&self, date: NaiveDate) -> Option<Place> {
        if let Some(moved) = self.moved.get(&date) {
            return Some(moved.place);
        }
        self.spanned_slot(date).filter(|_| !self.exceptions.contains_key(&date)).map(|slot| slot.place)
    }

    /// Whether a slot falls on that day, held or not.
    pub fn has_slot(&self, date: NaiveDate) -> bool {
        self.slot(date).is_some()
    }

    /// Whether the schedule says anything of the time of that day.
    pub fn is_in_force(&self, date: NaiveDate) -> bool {
        self.workgroup.schedule.iter().any(|slot| slot.is_in_force(date))
    }

    /// Whether anything says when on its day a call was: its file, or a slot that holds around it.
    pub fn is_timed(&self, meeting: &Meeting) -> bool {
        let date = meeting.date.value;
        meeting.start.is_some() || self.is_in_force(date) || matches!(self.day(date), Day::Call(_))
    }

    /// The call of a file, with the times that the file gives.
    pub fn call(&self, meeting: &Meeting) -> Call {
        let date = meeting.date.value;
        let (planned, origin) = match self.day(date) {
            Day::Call(call) => (Some(call), call.origin),
            Day::NotHeld(_) => (None, Origin::Slot),
            Day::NoSlot => (None, Origin::Extra),
        };
        let origin = if meeting.extra.is_some() { Origin::Extra } else { origin };
        let (start, end) = match planned {
            Some(call) => (call.start.time(), call.end.time()),
            None => times(self.slot(date).or_else(|| self.usual_slot(date)), None, None),
        };
        // A file that moves only the start keeps the length of the call.
        let length = end - start;
        let start_time = meeting.start.unwrap_or(start);
        let end_time = meeting.end.unwrap_or_else(|| if meeting.start.is_some() { start_time + length } else { end });
        self.at(date, start_time, end_time, origin)
    }

    /// The call that a day outside the schedule would be, with the times of the slot in force.
    pub fn extra(&self, date: NaiveDate, start: Option<NaiveTime>, end: Option<NaiveTime>) -> Call {
        let (start, end) = times(self.usual_slot(date), start, end);
        self.at(date, start, end, Origin::Extra)
    }

    /// The first call of the schedule after a day. `None` when the schedule ends before.
    pub fn next(&self, after: NaiveDate) -> Option<Call> {
        after.iter_days().skip(1).take(HORIZON_DAYS as usize).find_map(|date| match self.day(date) {
            Day::Call(call) => Some(call),
            Day::NotHeld(_) | Day::NoSlot => None,
        })
    }

    /// When the agenda of a call closes: calendar days ahead, at the call's local start time
    /// (procedure 1). A moved call keeps the later of both closings.
    pub fn closing(&self, call: &Call) -> DateTime<Tz> {
        let closing = self.days_ahead(call.date, call.start.time());
        match call.origin {
            Origin::Moved { from } => {
                let (start, _) = times(self.slot(from), None, None);
                closing.max(self.days_ahead(from, start))
            }
            Origin::Slot | Origin::Extra => closing,
        }
    }

    fn days_ahead(&self, date: NaiveDate, time: NaiveTime) -> DateTime<Tz> {
        let days = Days::new(u64::from(self.workgroup.agenda.closes_days_before));
        local((date - days).and_time(time), self.workgroup.timezone)
    }

    /// The slot that falls on a day; of several the first.
    pub(super) fn slot(&self, date: NaiveDate) -> Option<&'g Slot> {
        self.spanned_slot(date).map(|slot| &slot.value)
    }

    fn spanned_slot(&self, date: NaiveDate) -> Option<&'g Spanned<Slot>> {
        self.workgroup.schedule.iter().find(|slot| slot.falls_on(date))
    }

    /// The slot whose times a call outside the schedule takes: the first one in force on the day.
    fn usual_slot(&self, date: NaiveDate) -> Option<&'g Slot> {
        let schedule = &self.workgroup.schedule;
        let slot = schedule.iter().find(|slot| slot.is_in_force(date)).or_else(|| schedule.first());
        slot.map(|slot| &slot.value)
    }

    fn at(&self, date: NaiveDate, start_time: NaiveTime, end: NaiveTime, origin: Origin) -> Call {
        let zone = self.workgroup.timezone;
        let start = local(date.and_time(start_time), zone);
        // A call that starts late in the evening ends on the next day.
        let last_day = if end <= start_time { date + Days::new(1) } else { date };
        let end = local(last_day.and_time(end), zone);
        Call { date, start, end, origin }
    }
}

/// The local times of a slot.
pub(super) fn slot_times(slot: &Slot) -> (NaiveTime, NaiveTime) {
    times(Some(slot), None, None)
}

/// The times of a slot, unless others are given; without either the first hour of the day.
fn times(slot: Option<&Slot>, start: Option<NaiveTime>, end: Option<NaiveTime>) -> (NaiveTime, NaiveTime) {
    let usual_start = slot.and_then(|slot| slot.start).unwrap_or(NaiveTime::MIN);
    let usual_end = slot.and_then(|slot| slot.end).unwrap_or(usual_start + chrono::Duration::hours(1));
    let length = usual_end - usual_start;
    let start = start.unwrap_or(usual_start);
    (start, end.unwrap_or(start + length))
}

#[cfg(test)]
mod tests;
