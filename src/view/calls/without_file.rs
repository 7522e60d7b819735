//! Scheduled calls without a file, and whether rules may rely on the completeness of records.

use crate::model::meeting::Meeting;
use crate::model::when::FIRST_RECORD_YEAR;
use crate::view::calendar::{Call, ScheduledDay};
use crate::view::calls::Calls;
use chrono::{Datelike, NaiveDate};
use std::collections::HashSet;

impl Calls<'_> {
    /// The scheduled calls without a file between two days, both included, oldest first.
    pub fn scheduled_without_file(&self, first: NaiveDate, last: NaiveDate) -> impl Iterator<Item = Call> {
        let days = first.iter_days().take_while(move |day| *day <= last);
        days.filter_map(|day| match self.calendar.scheduled_day(day) {
            ScheduledDay::Call(call) if self.meeting_on(day).is_none() => Some(call),
            _ => None,
        })
    }

    /// The same without calls whose file has a wrong day, which is reported there.
    pub fn without_file(&self, first: NaiveDate, last: NaiveDate) -> impl Iterator<Item = Call> {
        let mut unfiled = self.scheduled_without_file(first, last).peekable();
        let misdated: HashSet<NaiveDate> = match unfiled.peek() {
            Some(_) => self.group.meetings.iter().filter_map(|meeting| self.likely_date(meeting)).collect(),
            None => HashSet::new(),
        };
        unfiled.filter(move |call| !misdated.contains(&call.date))
    }

    /// The calls without a file that are over, since the start of the records, oldest first. Empty while the file of a
    /// call cannot be read, because its day is unknown.
    pub fn missing(&self) -> Vec<Call> {
        let Some(first) = self.records_start().filter(|_| self.group.all_meetings_read) else { return Vec::new() };
        self.without_file(first, self.now.day()).filter(|call| self.is_over(call)).collect()
    }

    /// Whether a scheduled call without a file lies strictly between two days.
    pub fn is_missing_between(&self, after: NaiveDate, before: NaiveDate) -> bool {
        let (first, last) = (after.succ_opt(), before.pred_opt());
        first.zip(last).is_some_and(|(first, last)| self.scheduled_without_file(first, last).next().is_some())
    }

    /// The day since which every call has a file: `records.complete-since`, or else the day of the first file, if any.
    /// A day with a mistyped year is skipped: `impossible-date` reports it, and otherwise hundreds of calls would count
    /// as missing.
    pub fn records_start(&self) -> Option<NaiveDate> {
        let files = self.group.meetings.iter().map(|meeting| meeting.date.value);
        let mut days = self.workgroup.records.complete_since.into_iter().chain(files);
        days.find(|day| day.year() >= FIRST_RECORD_YEAR)
    }

    /// Whether rules about missing data apply to the file of a call: the records are complete on its day and, once it
    /// is over, its attendance is recorded.
    pub fn is_file_complete(&self, meeting: &Meeting) -> bool {
        self.workgroup.records.is_complete_on(meeting.date.value)
            && (meeting.attendance.is_some() || !self.is_meeting_over(meeting))
    }
}

#[cfg(test)]
mod tests {
    use crate::test_group::{TestGroup, day};

    #[test]
    fn scheduled_calls_without_a_file_respect_exceptions() {
        let unfiled = |group: TestGroup, first, last| {
            let views = group.views("2026-06-01");
            let calls = views.calls.scheduled_without_file(day(first), day(last));
            calls.map(|call| call.date.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(unfiled(TestGroup::new(), "2025-12-11", "2026-01-08"), ["2025-12-11", "2026-01-08"]);
        let filed = TestGroup::new().call("2026-05-14", "");
        assert_eq!(unfiled(filed, "2026-05-01", "2026-06-01"), ["2026-05-27"], "moved");
        assert!(unfiled(TestGroup::new(), "2026-01-09", "2026-01-08").is_empty());
    }

    #[test]
    fn a_mistyped_year_does_not_start_the_records() {
        let group = TestGroup::new().call("1996-02-12", "").call("2026-02-12", "");
        for (settings, expected) in [
            ("", "2026-02-12"),
            ("records: { complete-since: 1986-01-01 }\n", "2026-02-12"),
            ("records: { complete-since: 2000-01-01 }\n", "2000-01-01"),
        ] {
            let views = group.clone().more_settings(settings).views("2026-03-13");
            assert_eq!(views.calls.records_start(), Some(day(expected)), "{settings}");
            assert!(!settings.is_empty() || views.calls.missing().len() == 2);
        }
    }

    #[test]
    fn a_call_whose_file_has_a_wrong_day_is_not_missing() {
        let missing = |group: TestGroup, now: &str| {
            let views = group.more_settings("records: { complete-since: 2026-02-01 }\n").views(now);
            views.calls.missing().iter().map(|call| call.date.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(missing(TestGroup::new(), "2026-02-26"), ["2026-02-12"]);
        assert_eq!(missing(TestGroup::new(), "2026-02-27"), ["2026-02-12", "2026-02-26"]);
        assert_eq!(missing(TestGroup::new().call("2026-02-13", ""), "2026-02-27"), ["2026-02-26"]);
    }

    #[test]
    fn a_call_is_complete_while_it_is_planned_and_when_attendance_is_recorded() {
        let group = TestGroup::new()
            .more_settings("records: { complete-since: 2026-02-12 }\n")
            .call("2026-01-22", "attendance: {}\n")
            .call("2026-02-12", "attendance: {}\n")
            .call("2026-02-26", "");
        for (now, expected) in [("2026-02-26", [false, true, true]), ("2026-02-27", [false, true, false])] {
            let views = group.views(now);
            let complete = views.group.meetings.iter().map(|call| views.calls.is_file_complete(call));
            assert_eq!(complete.collect::<Vec<_>>(), expected, "{now}");
        }
    }
}
