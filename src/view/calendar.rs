//! The calls of the schedule: which day is one, when it is, when its agenda closes.

use super::moment::local;
use crate::model::meeting::Meeting;
use crate::model::schedule::{Exception, Slot};
use crate::model::workgroup::Workgroup;
use crate::source::{Place, Spanned};
use chrono::{DateTime, Days, NaiveDate, NaiveTime};
use chrono_tz::Tz;
use std::collections::HashMap;

/// How far ahead the next call is looked for: two years.
const HORIZON_DAYS: usize = 731;

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
            Some(slot) => {
                let (start, end) = times(Some(slot), None, None);
                Day::Call(self.at(date, start, end, Origin::Slot))
            }
            None => Day::NoSlot,
        }
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

    /// The first call of the schedule that starts after a moment and lies after a day.
    /// `None` when the schedule ends before.
    pub fn next(&self, after: DateTime<Tz>, last: Option<NaiveDate>) -> Option<Call> {
        let first = last.map_or(after.date_naive(), |last| after.date_naive().max(last + Days::new(1)));
        first.iter_days().take(HORIZON_DAYS).find_map(|date| match self.day(date) {
            Day::Call(call) if call.start > after => Some(call),
            _ => None,
        })
    }

    /// The calls of the schedule that start after a moment, the soonest first.
    pub fn coming(&self, after: DateTime<Tz>) -> impl Iterator<Item = Call> {
        std::iter::successors(self.next(after, None), move |last| self.next(after, Some(last.date)))
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

    fn slot(&self, date: NaiveDate) -> Option<&'g Slot> {
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

/// The times of a slot, unless others are given; without either the first hour of the day.
fn times(slot: Option<&Slot>, start: Option<NaiveTime>, end: Option<NaiveTime>) -> (NaiveTime, NaiveTime) {
    let usual_start = slot.and_then(|slot| slot.start).unwrap_or(NaiveTime::MIN);
    let usual_end = slot.and_then(|slot| slot.end).unwrap_or(usual_start + chrono::Duration::hours(1));
    let length = usual_end - usual_start;
    let start = start.unwrap_or(usual_start);
    (start, end.unwrap_or(start + length))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::moment::stamped;
    use crate::view::tests::{GROUP, day, on};

    const MADRID: &str = r#"
name: G
timezone: Europe/Madrid
schedule:
  - { every: 2 weeks, from: 2026-03-16, start: "08:00", end: "09:00", until: 2026-04-30 }
"#;

    fn next(group: &str, after: &str, last: Option<&str>) -> Option<String> {
        on(&[("workgroup.yaml", group)], after, |views| {
            views.calendar.next(views.now.moment(), last.map(day)).map(|call| stamped(call.start))
        })
    }

    #[test]
    fn the_next_call_is_after_now_and_after_the_last() {
        assert_eq!(next(GROUP, "2026-02-11", None).as_deref(), Some("2026-02-12T09:00:00Z"));
        assert_eq!(next(GROUP, "2026-02-12", None).as_deref(), Some("2026-02-12T09:00:00Z"), "the day itself");
        assert_eq!(next(GROUP, "2026-02-12T09:00Z", None).as_deref(), Some("2026-02-26T15:00:00Z"), "it has begun");
        assert_eq!(next(GROUP, "2026-02-11", Some("2026-02-26")).as_deref(), Some("2026-03-12T09:00:00Z"));
    }

    #[test]
    fn exceptions_are_left_out_or_moved() {
        assert_eq!(next(GROUP, "2025-12-12", None).as_deref(), Some("2026-01-08T09:00:00Z"));
        assert_eq!(next(GROUP, "2026-05-20", None).as_deref(), Some("2026-05-27T15:00:00Z"), "with the slot's times");
        on(&[], "2026-05-20", |views| {
            assert!(views.calendar.is_cancelled(day("2026-05-28")));
            assert_eq!(views.calendar.day(day("2026-05-29")), Day::NoSlot);
        });
    }

    #[test]
    fn local_times_hold_across_the_change_of_the_clock_and_a_schedule_ends() {
        assert_eq!(next(MADRID, "2026-03-17", None).as_deref(), Some("2026-03-30T08:00:00+02:00"));
        assert_eq!(next(MADRID, "2026-04-28", None), None);
        on(&[("workgroup.yaml", MADRID)], "2026-03-17", |views| {
            let call = views.calendar.next(views.now.moment(), None).unwrap();
            // Seven calendar days ahead is before the clock goes forward.
            assert_eq!(stamped(views.calendar.closing(&call)), "2026-03-23T08:00:00+01:00");
        });
    }

    #[test]
    fn a_moved_call_keeps_the_later_closing() {
        on(&[], "2026-05-01", |views| {
            let Day::Call(call) = views.calendar.day(day("2026-05-27")) else { panic!() };
            assert_eq!(stamped(views.calendar.closing(&call)), "2026-05-21T15:00:00Z");
        });
    }

    #[test]
    fn a_late_call_ends_on_the_next_day() {
        let file = ("minutes/2026-02-12.yaml", "date: 2026-02-12\nstart: \"23:30\"\n");
        on(&[file], "2026-02-01", |views| {
            assert_eq!(stamped(views.calendar.call(&views.group.meetings[0]).end), "2026-02-13T01:00:00Z");
        });
    }

    #[test]
    fn a_file_may_give_other_times() {
        let file = ("minutes/2026-02-12.yaml", "date: 2026-02-12\nstart: \"10:00\"\n");
        on(&[file], "2026-02-01", |views| {
            let call = views.calendar.call(&views.group.meetings[0]);
            assert_eq!(
                (stamped(call.start), stamped(call.end)),
                ("2026-02-12T10:00:00Z".into(), "2026-02-12T11:30:00Z".into())
            );
        });
    }
}
