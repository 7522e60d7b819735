//! The calls in the form of calendars: a series for each slot, and every other call on its own.

use crate::model::schedule::{Cadence, Slot};
use crate::model::when::FIRST_RECORD_YEAR;
use crate::view::calendar::{Call, CallTimes, HORIZON_DAYS, local_hours, slot_hours};
use crate::view::calls::Calls;
use chrono::{Datelike, Days, NaiveDate, TimeZone};

/// After this many years, the days of the week and of the month coincide again.
pub const CYCLE_YEARS: i32 = 28;

/// The calls of a slot at the slot's own days and times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series<'g> {
    /// The index of the slot in the schedule.
    pub at: usize,
    /// The slot with the days of the series.
    pub slot: &'g Slot,
    /// The day of the first call.
    pub first: NaiveDate,
    /// When the first call starts and ends.
    pub times: CallTimes,
    /// The last day of the series; `None` if it has no end.
    pub until: Option<NaiveDate>,
    /// The days of the slot since the first call that are not in the series, in order.
    pub without: Vec<NaiveDate>,
}

/// All calls, past and planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallPlan<'g> {
    /// In the order of the schedule; a slot without a call at its own day and time has no series.
    pub series: Vec<Series<'g>>,
    /// The calls outside the series, in order: moved, extra, at other times or at another URL than the slot's, and those
    /// whose start or end is ambiguous because of a clock change.
    pub single: Vec<Call>,
    /// The first day considered: the first one in the records, unless its year is a typing mistake.
    pub first: NaiveDate,
    /// The last day considered, two years after the last one in the records.
    pub last: NaiveDate,
}

impl<'g> Calls<'g> {
    /// The series and the single calls; `None` if the records have no calls at all.
    pub fn plan(&self) -> Option<CallPlan<'g>> {
        let schedule = &self.workgroup.schedule;
        if schedule.is_empty() && self.group.meetings.is_empty() {
            return None;
        }
        let recorded_days = self.named_days();
        let horizon = Days::new(u64::from(HORIZON_DAYS));
        let latest = recorded_days.iter().copied().max();
        // The days from which weeks are counted only select the weeks and may be far from the group's records.
        let is_near = |from: &NaiveDate| latest.is_none_or(|latest| *from <= latest + horizon);
        let days = recorded_days.iter().copied().chain(self.weekly_anchors().filter(is_near));
        let days: Vec<NaiveDate> = days.filter(|day| day.year() >= FIRST_RECORD_YEAR).collect();
        let first = days.iter().copied().min().unwrap_or_else(default_start);
        let last = days.iter().copied().max().unwrap_or(first) + horizon;
        let slots = schedule.iter().map(|slot| &slot.value.0).enumerate();
        let series = slots.filter_map(|slot| self.slot_series(slot, first, last)).collect();
        let in_series = |day| {
            let slot = self.calendar.numbered_slot_on(day);
            slot.is_some_and(|(at, slot)| self.is_as_planned((at, &slot.value.0), day))
        };
        let single = self.between(first, last).filter(|call| !in_series(call.date)).collect();
        Some(CallPlan { series, single, first, last })
    }

    /// The calls in a range of days, both included, oldest first, each with the times of its file.
    pub fn between(&self, first: NaiveDate, last: NaiveDate) -> impl Iterator<Item = Call> {
        first.iter_days().take_while(move |day| *day <= last).filter_map(|day| self.call_on(day))
    }

    fn slot_series(&self, (at, slot): (usize, &'g Slot), first: NaiveDate, last: NaiveDate) -> Option<Series<'g>> {
        let is_as_planned = |day: &NaiveDate| self.is_as_planned((at, slot), *day);
        let end = slot.until.map_or(last, |until| until.min(last));
        let first = slot.days_between(first, end).find(is_as_planned)?;
        let without = slot.days_between(first, end).filter(|day| !is_as_planned(day)).collect();
        // If one slot collides with another again and again, no list of exceptions is long enough: the series ends.
        let afterwards = last.with_year(last.year() + CYCLE_YEARS).unwrap_or(last);
        let goes_on = slot.days_between(last + Days::new(1), afterwards).all(|day| is_as_planned(&day));
        let until = if goes_on { slot.until } else { Some(end) };
        let times = self.calendar.call_by_slot(slot, first).times?;
        Some(Series { at, slot, first, times, until, without })
    }

    /// Whether the call of a day is as its slot says, at the slot's URL and at times that are unambiguous for every
    /// calendar.
    fn is_as_planned(&self, (at, slot): (usize, &Slot), date: NaiveDate) -> bool {
        let call = self.calendar.call_by_slot(slot, date);
        call.times.map(local_hours) == slot_hours(slot)
            && self.calendar.numbered_slot_on(date).is_some_and(|(first, _)| first == at)
            && self.call_on(date) == Some(call)
            && call.times.is_some_and(|times| is_unambiguous(&times))
            && self.join_url(date) == slot.join.as_ref().map(|url| &url.value)
    }

    /// The days from which slots count their weeks.
    fn weekly_anchors(&self) -> impl Iterator<Item = NaiveDate> {
        self.workgroup.schedule.iter().filter_map(|slot| match slot.cadence()? {
            Cadence::Weekly { from, .. } => Some(from),
            Cadence::Monthly { .. } | Cadence::Last { .. } => None,
        })
    }

    /// The days of calls and of the schedule in the records, in any order.
    fn named_days(&self) -> Vec<NaiveDate> {
        let files = self.group.meetings.iter().map(|meeting| meeting.date.value);
        let exceptions = self.workgroup.exceptions().flat_map(|it| [Some(it.value.date), it.value.moved_to]).flatten();
        let slots = self.workgroup.schedule.iter().filter_map(|slot| slot.since);
        files.chain(exceptions).chain(slots).chain(self.workgroup.records.complete_since).collect()
    }
}

/// The start of a schedule without a known start.
fn default_start() -> NaiveDate {
    NaiveDate::from_ymd_opt(2020, 1, 1).unwrap_or_default()
}

/// Whether both local times exist exactly once and the clock does not change between them.
pub fn is_unambiguous(times: &CallTimes) -> bool {
    let zone = times.start.timezone();
    let (start, end) = (times.start.naive_local(), times.end.naive_local());
    let is_single = |moment| zone.from_local_datetime(&moment).single().is_some();
    is_single(start) && is_single(end) && times.end - times.start == end - start
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_group::{TestGroup, day};

    /// Each series with its first day, its end and its missing days; then the single days; then the last day.
    fn describe_plan(group: &TestGroup) -> Option<(Vec<String>, Vec<String>, NaiveDate)> {
        let planned = group.views("2026-02-12").calls.plan()?;
        let until = |one: &Series| one.until.map_or_else(|| "on".to_owned(), |until| until.to_string());
        let without = |one: &Series| one.without.iter().map(|day| format!(" -{day}")).collect::<String>();
        let describe_series = |one: &Series| format!("{} {}{}", one.first, until(one), without(one));
        let single = planned.single.iter().map(|call| call.date.to_string()).collect();
        Some((planned.series.iter().map(describe_series).collect(), single, planned.last))
    }

    /// Asserts the series and the single days of a group with these settings.
    #[track_caller]
    fn assert_plan(group: &TestGroup, series: &[&str], single: &[&str]) {
        let (found, found_single, _) = describe_plan(group).unwrap();
        assert_eq!(
            (found, found_single),
            (series.iter().map(|it| (*it).to_owned()).collect(), single.iter().map(|it| (*it).to_owned()).collect())
        );
    }

    #[test]
    fn a_slot_is_a_series_without_the_days_that_differ() {
        let group = TestGroup::new().call("2026-02-12", "").call("2026-02-26", "start: \"11:00\"\n");
        let group = group.call("2026-03-04", "extra: much to do\n");
        let series = ["2023-11-09 on", "2023-11-23 on -2025-12-25 -2026-02-26 -2026-05-28"];
        assert_plan(&group, &series, &["2026-02-26", "2026-03-04", "2026-05-27"]);
        assert_eq!(describe_plan(&group).unwrap().2, day("2028-05-28"), "two years after the exception");
        let elsewhere = TestGroup::new().call("2026-02-12", "join: https://e.example/room\n");
        assert_plan(
            &elsewhere,
            &["2023-11-09 on -2026-02-12", "2023-11-23 on -2025-12-25 -2026-05-28"],
            &["2026-02-12", "2026-05-27"],
        );
    }

    #[test]
    fn a_series_begins_with_a_call_that_is_held() {
        let group = |until: &str| {
            TestGroup::new().settings(format!(
                "schedule: {{ every: 2 weeks, from: 2026-01-05, start: '08:00', end: '09:00', until: {until} }}\n\
                 not-held: [{{ date: 2026-01-05 }}, {{ date: 2026-02-16 }}]\nmoved: [{{ from: 2026-01-19, to: 2026-01-20 }}]\n"
            ))
        };
        assert_plan(&group("2026-03-01"), &["2026-02-02 2026-03-01 -2026-02-16"], &["2026-01-20"]);
        assert_eq!(describe_plan(&group("2026-01-20")).unwrap().0, [""; 0]);
    }

    #[test]
    fn the_first_of_two_colliding_slots_has_the_call() {
        let series = |second: &str| {
            let first = "{ slot: 2nd thursday, start: '09:00', end: '10:00', since: 2026-01-01 }";
            let schedule = format!("schedule:\n  - {first}\n  - {{ {second}, start: '09:00', end: '10:00' }}\n");
            describe_plan(&TestGroup::new().settings(schedule)).unwrap().0
        };
        let ever = series("every: 4 weeks, from: 2026-01-15");
        assert_eq!(ever[0], "2026-01-08 on");
        assert!(ever[1].starts_with("2026-01-15 2028-01-16 -2026-02-12 -2026-03-12 -"), "it ends: {}", ever[1]);
        let ended = series("every: 4 weeks, from: 2026-01-15, until: 2026-02-20");
        assert_eq!(ended[1], "2026-01-15 2026-02-20 -2026-02-12");
        assert_eq!(series("slot: 2nd friday, since: 2026-01-01")[1], "2026-01-09 on");
    }

    #[test]
    fn a_slot_without_days_begins_with_the_records() {
        let group = TestGroup::new().settings("schedule: { slot: 1st monday, start: '09:00', end: '10:00' }\n");
        assert_plan(&group, &["2020-01-06 on"], &[]);
        let filed = |group: TestGroup| group.call("2025-06-20", "");
        assert_eq!(describe_plan(&filed(group)).unwrap().0, ["2025-07-07 on"]);
        assert_plan(&filed(TestGroup::new().settings("")), &[], &["2025-06-20"]);
        assert!(describe_plan(&TestGroup::new().settings("")).is_none());
    }

    #[test]
    fn the_day_from_which_weeks_are_counted_does_not_extend_the_plan() {
        let every = |from: &str| {
            let schedule = format!("schedule: {{ every: 2 weeks, from: {from}, start: '09:00', end: '10:00' }}\n");
            TestGroup::new().settings(schedule).call("2026-02-12", "extra: much to do\n")
        };
        assert_plan(&every("1970-01-01"), &["2026-02-26 on"], &["2026-02-12"]);
        assert_plan(&every("2199-12-26"), &[], &["2026-02-12"]);
        for (from, last) in [("1970-01-01", "2028-02-13"), ("2199-12-26", "2028-02-13"), ("2026-03-05", "2028-03-05")] {
            assert_eq!(describe_plan(&every(from)).unwrap().2, day(last), "two years after the file or the beginning");
        }
    }

    #[test]
    fn a_slot_that_ends_after_midnight_is_a_series() {
        let slot = "schedule: { slot: 2nd thursday, start: '23:00', end: '00:30', since: 2026-01-01 }\n";
        assert_plan(&TestGroup::new().settings(slot).call("2026-01-08", ""), &["2026-01-08 on"], &[]);
    }

    #[test]
    fn a_call_at_a_skipped_time_is_not_in_a_series() {
        let group = "timezone: Europe/Madrid\nschedule: { every: 1 week, from: 2026-03-15, start: '02:30', end: '03:30', \
                     until: 2026-11-01 }\n";
        let series = ["2026-03-15 2026-11-01 -2026-03-29 -2026-10-25"];
        assert_plan(&TestGroup::new().settings(group), &series, &["2026-03-29", "2026-10-25"]);
    }
}
