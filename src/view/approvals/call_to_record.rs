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
        let begun_yesterday = self.base.calls.coming().next().filter(|call| call.date < today);
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
    use crate::view::tests::{GROUP, with_views};

    const JANUARY: (&str, &str) = ("minutes/2026-01-22.yaml", "date: 2026-01-22\n");

    /// The call to record, or `DATE or DATE`: the one without a file and the last one with a file.
    fn describe_call(files: &[(&str, &str)], now: &str) -> String {
        with_views(files, now, |views| match views.approvals.call_to_record() {
            CallToRecord::Filed(meeting) => meeting.date.value.to_string(),
            CallToRecord::WithoutFile { date, last } => {
                format!("{date} or {}", last.map_or("none".to_owned(), |last| last.date.value.to_string()))
            }
            CallToRecord::Nothing => "nothing".to_owned(),
        })
    }

    #[test]
    fn a_scheduled_call_without_a_file_is_not_skipped() {
        assert_eq!(describe_call(&[JANUARY], "2026-02-11"), "2026-01-22");
        assert_eq!(describe_call(&[JANUARY], "2026-02-12"), "2026-02-12 or 2026-01-22", "it is to come today");
        assert_eq!(describe_call(&[JANUARY], "2026-02-12T09:10Z"), "2026-02-12 or 2026-01-22", "it is running");
        assert_eq!(describe_call(&[JANUARY], "2026-02-20"), "2026-02-12 or 2026-01-22", "it is over");
        assert_eq!(describe_call(&[JANUARY], "2026-02-27"), "2026-02-26 or 2026-01-22", "the latest of two");
        let planned = ("minutes/2026-03-12.yaml", "date: 2026-03-12\n");
        assert_eq!(
            describe_call(&[JANUARY, planned], "2026-02-27"),
            "2026-02-26 or 2026-01-22",
            "a later file does not count"
        );
        assert_eq!(describe_call(&[], "2026-02-12T09:10Z"), "2026-02-12 or none");
        assert_eq!(describe_call(&[], "2026-02-13"), "nothing");
    }

    #[test]
    fn calls_before_complete_records_are_skipped_except_for_today() {
        let group = format!("{GROUP}records: {{ complete-since: 2026-02-20 }}\n");
        let files = [("workgroup.yaml", group.as_str()), JANUARY];
        assert_eq!(describe_call(&files, "2026-02-13"), "2026-01-22");
        assert_eq!(describe_call(&files, "2026-02-12"), "2026-02-12 or 2026-01-22");
        assert_eq!(describe_call(&files, "2026-02-27"), "2026-02-26 or 2026-01-22");
        assert_eq!(describe_call(&files[..1], "2026-02-27"), "2026-02-26 or none");
    }

    #[test]
    fn todays_call_is_recorded_from_its_morning_and_a_late_one_past_midnight() {
        let late = ("minutes/2026-02-12.yaml", "date: 2026-02-12\nstart: \"23:30\"\n");
        let extra = ("minutes/2026-02-13.yaml", "date: 2026-02-13\nextra: much to do\nstart: \"12:00\"\n");
        assert_eq!(describe_call(&[JANUARY, late], "2026-02-12"), "2026-02-12");
        assert_eq!(describe_call(&[JANUARY, late, extra], "2026-02-13T00:30Z"), "2026-02-12");
        assert_eq!(describe_call(&[JANUARY, late, extra], "2026-02-13T01:00Z"), "2026-02-13");
    }

    #[test]
    fn a_canceled_call_and_approved_minutes_are_not_recorded() {
        let canceled = ("minutes/2025-12-25.yaml", "date: 2025-12-25\nagenda: [{ issue: 1 }]\n");
        let before = ("minutes/2025-12-11.yaml", "date: 2025-12-11\n");
        assert_eq!(describe_call(&[before, canceled], "2025-12-25"), "2025-12-11");
        let approving = ("minutes/2026-01-08.yaml", "date: 2026-01-08\nprevious-minutes: approved\n");
        assert_eq!(describe_call(&[before, approving], "2026-01-07"), "nothing");
        assert_eq!(describe_call(&[before, approving], "2026-01-09"), "2026-01-08");
    }
}
