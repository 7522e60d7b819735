//! The calls of files and schedule together: which call a day has, which is next, and whether it is held, has begun or
//! is over.

mod coming;
pub mod due_date;
mod misdated;
pub mod not_held;
mod open_agenda;
pub mod plan;
mod without_file;

use super::calendar::{Calendar, Call, ScheduledDay};
use super::moment::Now;
use crate::model::group::Group;
use crate::model::meeting::{Item, Meeting, NextAnnouncement};
use crate::model::page_url::PageUrl;
use crate::model::workgroup::Workgroup;
use chrono::NaiveDate;
use std::sync::Arc;

/// The calls of files and schedule together.
pub struct Calls<'g> {
    pub(super) group: &'g Group,
    pub(super) workgroup: &'g Workgroup,
    pub(super) now: Now,
    pub(super) calendar: Arc<Calendar<'g>>,
}

/// The call after that of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FollowingCall<'m> {
    /// As these minutes announced it.
    Announced(&'m NextAnnouncement),
    /// The next call of files and schedule.
    Planned(Call),
    /// The schedule has ended.
    None,
    /// The call has no start and no slot was in force: the schedule of that time is unknown.
    Unknown,
}

impl<'g> Calls<'g> {
    /// The file of the call on a day.
    pub fn meeting_on(&self, date: NaiveDate) -> Option<&'g Meeting> {
        let at = self.group.meetings.partition_point(|meeting| meeting.date.value < date);
        self.group.meetings.get(at).filter(|meeting| meeting.date.value == date)
    }

    /// The files of calls before a day, oldest first, including canceled calls.
    pub fn meetings_before(&self, date: NaiveDate) -> &'g [Meeting] {
        let at = self.group.meetings.partition_point(|meeting| meeting.date.value < date);
        &self.group.meetings[..at]
    }

    /// The last call before a day that has a file and was not canceled.
    pub fn last_held_before(&self, date: NaiveDate) -> Option<&'g Meeting> {
        self.meetings_before(date).iter().rev().find(|meeting| self.is_held(meeting))
    }

    /// Whether a day has a call: a file or a slot, even a canceled one.
    pub fn has_call(&self, day: NaiveDate) -> bool {
        self.meeting_on(day).is_some() || self.calendar.scheduled_day(day) != ScheduledDay::NoSlot
    }

    /// Whether the call of a file takes place: it is not canceled, or the file says why it is held all the same.
    pub fn is_held(&self, meeting: &Meeting) -> bool {
        meeting.extra.is_some() || !self.calendar.is_canceled(meeting.date.value)
    }

    /// Whether a call treated an item of its file. Items of a canceled call were not treated, even if notes exist.
    pub fn has_treated(&self, meeting: &Meeting, item: &Item) -> bool {
        item.is_treated() && self.is_held(meeting)
    }

    /// The call on a day: that of its file, which may state other times, or else that of the schedule.
    pub fn call_on(&self, date: NaiveDate) -> Option<Call> {
        match (self.meeting_on(date), self.calendar.scheduled_day(date)) {
            (Some(meeting), _) => self.is_held(meeting).then(|| self.calendar.call_for(meeting)),
            (None, ScheduledDay::Call(call)) => Some(call),
            (None, ScheduledDay::NotHeld(_) | ScheduledDay::NoSlot) => None,
        }
    }

    /// The URL to join the call of a day: its own, or that of its slot. Minutes do not print it.
    pub fn join_url(&self, date: NaiveDate) -> Option<&'g PageUrl> {
        let own = self.meeting_on(date).and_then(|meeting| meeting.join.as_ref());
        let of_slot = || self.calendar.slot_on(self.calendar.moved_from(date).unwrap_or(date))?.join.as_ref();
        own.or_else(of_slot).map(|url| &url.value)
    }

    /// The next call after a day, from files or schedule, whichever is earlier. On the same day, the file takes
    /// precedence, since it may state other times.
    pub fn next_after(&self, date: NaiveDate) -> Option<Call> {
        let planned = self.calendar.next_scheduled(date);
        let later = self.group.meetings.partition_point(|meeting| meeting.date.value <= date);
        let filed = self.group.meetings[later..].iter().find(|meeting| self.is_held(meeting));
        let filed = filed.map(|meeting| self.calendar.call_for(meeting));
        [filed, planned].into_iter().flatten().min_by_key(|call| call.date)
    }

    /// The call after that of a file, as its minutes print it.
    pub fn following<'m>(&self, meeting: &'m Meeting) -> FollowingCall<'m> {
        match &meeting.next {
            Some(next) => FollowingCall::Announced(next),
            None => self.planned_after(meeting),
        }
    }

    /// The day of the call after that of a file: as announced, or else by files and schedule.
    pub fn following_day(&self, meeting: &Meeting) -> Option<NaiveDate> {
        let announced = meeting.next.as_ref().and_then(|next| next.date.as_ref());
        announced.map(|date| date.value).or_else(|| match self.planned_after(meeting) {
            FollowingCall::Planned(call) => Some(call.date),
            _ => None,
        })
    }

    fn planned_after(&self, meeting: &Meeting) -> FollowingCall<'static> {
        let date = meeting.date.value;
        if !self.calendar.is_in_force(date) && self.calendar.call_for(meeting).times.is_none() {
            return FollowingCall::Unknown;
        }
        self.next_after(date).map_or(FollowingCall::None, FollowingCall::Planned)
    }

    /// Whether the call has begun; one without times begins at the end of its day. Until then it can be moved and
    /// canceled, whatever its file contains.
    pub fn has_begun(&self, call: &Call) -> bool {
        call.times.map_or(call.date < self.now.day(), |times| times.start <= self.now.moment())
    }

    /// Whether the call is over; one without times is over at the end of its day.
    pub fn is_over(&self, call: &Call) -> bool {
        call.times.map_or(call.date < self.now.day(), |times| times.end <= self.now.moment())
    }

    /// The last call with a file that was held and is over.
    pub fn last_over(&self) -> Option<&'g Meeting> {
        let mut latest_first = self.group.meetings.iter().rev();
        latest_first.find(|meeting| self.is_held(meeting) && self.is_meeting_over(meeting))
    }

    /// Whether the call of a file was held and is over, on a day on which the records are complete.
    pub fn is_record_due(&self, meeting: &Meeting) -> bool {
        self.workgroup.records.is_complete_on(meeting.date.value)
            && self.is_held(meeting)
            && self.is_meeting_over(meeting)
    }

    /// Whether the call of a file is over.
    pub fn is_meeting_over(&self, meeting: &Meeting) -> bool {
        self.is_over(&self.calendar.call_for(meeting))
    }
}

#[cfg(test)]
mod tests {
    use crate::test_group::{TestGroup, day};

    fn extra() -> TestGroup {
        TestGroup::new().call("2026-02-20", "extra: much to do\n")
    }

    #[test]
    fn the_next_call_is_the_earlier_one_of_files_and_schedule() {
        let next = |group: TestGroup| group.views("2026-02-12").calls.next_after(day("2026-02-12")).unwrap();
        assert_eq!(next(TestGroup::new()).date, day("2026-02-26"));
        assert_eq!(next(extra()).date, day("2026-02-20"));
        let times = next(TestGroup::new().call("2026-02-26", "start: \"11:00\"\n")).times;
        assert_eq!(times.unwrap().start.to_string(), "2026-02-26 11:00:00 UTC", "of its file");
    }

    #[test]
    fn the_next_call_is_unknown_without_a_slot_in_force_and_a_start() {
        let after = |group: TestGroup| {
            let views = group.views("2026-02-12");
            views.calls.following_day(&views.group.meetings[0])
        };
        let before_the_schedule = |first: &str| TestGroup::new().call("2023-01-04", first).call("2023-01-18", "");
        assert_eq!(after(before_the_schedule("")), None);
        assert_eq!(after(before_the_schedule("start: \"09:00\"\n")), Some(day("2023-01-18")));
        assert_eq!(after(TestGroup::new().call("2026-02-11", "")), Some(day("2026-02-12")));
    }

    #[test]
    fn a_call_is_joined_at_its_own_url_or_at_that_of_its_slot() {
        let schedule = "schedule: [{ slot: 2nd thursday, start: '09:00', end: '10:00', join: 'https://e.example/slot' }]\n\
                        moved: [{ from: 2026-03-12, to: 2026-03-13 }]\n";
        let group =
            TestGroup::new().settings(schedule).call("2026-02-12", "").call("2026-02-20", "extra: much to do\n");
        let views = group.call("2026-04-09", "join: https://e.example/own\n").views("2026-02-12");
        let url = |date: &str| views.calls.join_url(day(date)).map(|url| url.to_string()).unwrap_or_default();
        assert_eq!([url("2026-02-12"), url("2026-05-14")], ["https://e.example/slot"; 2], "with and without a file");
        assert_eq!(url("2026-03-13"), "https://e.example/slot", "that of the day from which it was moved");
        assert_eq!([url("2026-04-09"), url("2026-02-20")], ["https://e.example/own", ""]);
    }

    #[test]
    fn a_call_without_times_is_over_with_its_day() {
        for (now, expected) in [("2026-02-20T23:59", (false, false, true)), ("2026-02-21", (true, true, false))] {
            let views = extra().views(now);
            let call = views.calendar.call_for(&views.group.meetings[0]);
            let is_coming = views.calls.coming_calls().next().unwrap().date == call.date;
            assert_eq!((views.calls.has_begun(&call), views.calls.is_over(&call), is_coming), expected, "{now}");
        }
    }

    #[test]
    fn a_canceled_call_is_held_only_as_an_extra_one() {
        let on_a_day_off = TestGroup::new().call("2025-12-25", "extra: nobody has a holiday\n").views("2025-12-01");
        assert_eq!(on_a_day_off.calls.next_after(day("2025-12-11")).unwrap().date, day("2025-12-25"));
        assert!(on_a_day_off.calls.last_held_before(day("2026-01-08")).is_some());
        let canceled = TestGroup::new().call("2025-12-11", "").call("2025-12-25", "").views("2026-01-08");
        let held = canceled.calls.last_held_before(day("2026-01-08")).map(|it| it.date.value);
        assert_eq!(held, Some(day("2025-12-11")));
    }
}
