//! Which call a command records if it does not name one.

use crate::model::meeting::Meeting;
use crate::view::approvals::Approvals;
use chrono::{Days, NaiveDate};

/// The call to record, or why it is ambiguous.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallToRecord<'g> {
    /// The running call or today's, or else the last one whose minutes are not approved.
    Filed(&'g Meeting),
    /// A scheduled call, today or since the last call with a file, has no file: it may be the one.
    WithoutFile {
        /// Its day; the latest, if there are several.
        date: NaiveDate,
        /// The last call with a file before it, if any.
        last: Option<&'g Meeting>,
    },
    /// No call was held until today, or all minutes are approved.
    Nothing,
}

impl<'g> Approvals<'g> {
    /// Which call a command records if it does not name one.
    pub fn call_to_record(&self) -> CallToRecord<'g> {
        let today = self.base.now.day();
        let begun_yesterday = self.base.calls.coming_calls().next().filter(|call| call.date < today);
        let current = begun_yesterday.and_then(|call| self.base.calls.meeting_on(call.date));
        let todays = || self.base.calls.meeting_on(today).filter(|meeting| self.base.calls.is_held(meeting));
        if let Some(meeting) = current.or_else(todays) {
            return CallToRecord::Filed(meeting);
        }
        let last = self.base.calls.last_held_before(today);
        match self.last_call_without_file(last, today) {
            Some(date) => CallToRecord::WithoutFile { date, last },
            None => self.last_unapproved_before(today).map_or(CallToRecord::Nothing, CallToRecord::Filed),
        }
    }

    /// Whether the minutes of a call are being written: it is the call to record, and its minutes were not sent.
    pub fn is_being_recorded(&self, meeting: &Meeting) -> bool {
        let is_same = |filed: &Meeting| filed.date.value == meeting.date.value;
        meeting.minutes_sent.is_none()
            && self.approving_call(meeting).is_none()
            && matches!(self.call_to_record(), CallToRecord::Filed(filed) if is_same(filed))
    }

    /// The last call held before a day whose minutes are not approved.
    pub fn last_unapproved_before(&self, day: NaiveDate) -> Option<&'g Meeting> {
        let is_open = |meeting: &&Meeting| self.base.calls.is_held(meeting) && self.approving_call(meeting).is_none();
        self.base.calls.meetings_before(day).iter().rev().find(is_open)
    }

    /// The latest scheduled call without a file: today, or after the last file and not before `records.complete-since`.
    fn last_call_without_file(&self, last: Option<&Meeting>, today: NaiveDate) -> Option<NaiveDate> {
        let first = match last {
            Some(last) => last.date.value + Days::new(1),
            None => self.base.workgroup.records.complete_since.map_or(today, |since| since.min(today)),
        };
        let days = self.base.calls.without_file(first, today).map(|call| call.date);
        days.filter(|day| *day == today || self.base.workgroup.records.is_complete_on(*day)).last()
    }
}

#[cfg(test)]
mod tests {
    use super::CallToRecord;
    use crate::test_group::TestGroup;

    /// A group with the call of 2026-01-22.
    fn january() -> TestGroup {
        TestGroup::new().call("2026-01-22", "")
    }

    /// The call to record, or `DATE or DATE`: the one without a file and the last one with a file.
    fn describe_call(group: &TestGroup, now: &str) -> String {
        match group.views(now).approvals.call_to_record() {
            CallToRecord::Filed(meeting) => meeting.date.value.to_string(),
            CallToRecord::WithoutFile { date, last } => {
                format!("{date} or {}", last.map_or("none".to_owned(), |last| last.date.value.to_string()))
            }
            CallToRecord::Nothing => "nothing".to_owned(),
        }
    }

    #[test]
    fn a_scheduled_call_without_a_file_is_not_skipped() {
        assert_eq!(describe_call(&january(), "2026-02-11"), "2026-01-22");
        assert_eq!(describe_call(&january(), "2026-02-12"), "2026-02-12 or 2026-01-22", "it is to come today");
        assert_eq!(describe_call(&january(), "2026-02-12T09:10Z"), "2026-02-12 or 2026-01-22", "it is running");
        assert_eq!(describe_call(&january(), "2026-02-20"), "2026-02-12 or 2026-01-22", "it is over");
        assert_eq!(describe_call(&january(), "2026-02-27"), "2026-02-26 or 2026-01-22", "the latest of two");
        let planned = january().call("2026-03-12", "");
        assert_eq!(describe_call(&planned, "2026-02-27"), "2026-02-26 or 2026-01-22", "a later file does not count");
        assert_eq!(describe_call(&TestGroup::new(), "2026-02-12T09:10Z"), "2026-02-12 or none");
        assert_eq!(describe_call(&TestGroup::new(), "2026-02-13"), "nothing");
    }

    #[test]
    fn calls_before_complete_records_are_skipped_except_for_today() {
        let since = |group: TestGroup| group.more_settings("records: { complete-since: 2026-02-20 }\n");
        let group = since(january());
        assert_eq!(describe_call(&group, "2026-02-13"), "2026-01-22");
        assert_eq!(describe_call(&group, "2026-02-12"), "2026-02-12 or 2026-01-22");
        assert_eq!(describe_call(&group, "2026-02-27"), "2026-02-26 or 2026-01-22");
        assert_eq!(describe_call(&since(TestGroup::new()), "2026-02-27"), "2026-02-26 or none");
    }

    #[test]
    fn todays_call_is_recorded_from_its_morning_and_a_late_one_past_midnight() {
        let late = january().call("2026-02-12", "start: \"23:30\"\n");
        assert_eq!(describe_call(&late, "2026-02-12"), "2026-02-12");
        let extra = late.call("2026-02-13", "extra: much to do\nstart: \"12:00\"\n");
        assert_eq!(describe_call(&extra, "2026-02-13T00:30Z"), "2026-02-12");
        assert_eq!(describe_call(&extra, "2026-02-13T01:00Z"), "2026-02-13");
    }

    #[test]
    fn a_call_is_being_recorded_from_its_morning_until_its_minutes_are_sent_or_approved() {
        let is_being_recorded = |group: &TestGroup, now: &str, at: usize| {
            let views = group.views(now);
            views.approvals.is_being_recorded(&views.group.meetings[at])
        };
        let group = january().call("2026-02-12", "");
        let at = |now: &str| [0, 1].map(|at| is_being_recorded(&group, now, at));
        assert_eq!(at("2026-02-11"), [true, false], "the call of January is unapproved");
        assert_eq!([at("2026-02-12"), at("2026-02-12T09:10Z"), at("2026-02-20")], [[false, true]; 3]);
        let sent = TestGroup::new().call("2026-02-12", "minutes-sent: 2026-02-12\n");
        let approved = TestGroup::new().call("2026-02-12", "").call("2026-02-20", "previous-minutes: approved\n");
        for group in [sent, approved] {
            assert!(!is_being_recorded(&group, "2026-02-12T11:00Z", 0), "{group:?}");
        }
    }

    #[test]
    fn a_canceled_call_and_approved_minutes_are_not_recorded() {
        let before = TestGroup::new().call("2025-12-11", "");
        let canceled = before.clone().call("2025-12-25", "agenda: [{ issue: 1 }]\n");
        assert_eq!(describe_call(&canceled, "2025-12-25"), "2025-12-11");
        let approving = before.call("2026-01-08", "previous-minutes: approved\n");
        assert_eq!(describe_call(&approving, "2026-01-07"), "nothing");
        assert_eq!(describe_call(&approving, "2026-01-09"), "2026-01-08");
    }
}
