//! The announced next call does not exist.

use super::{Findings, rule};
use crate::model::meeting::Meeting;
use crate::model::schedule::weekday_name;
use crate::view::Views;
use chrono::{Datelike, NaiveDate};

rule! {
    /// A next call that is announced in the minutes but is not after this call, or is on a day without a call.
    ///
    /// There is a call on each slot of the schedule, on a day that a call was moved to, and on the day of a file with
    /// `extra`. Announcing a slot that was canceled or moved later is correct.
    ///
    /// ## Why
    /// People copy the announced date into their calendars. In minutes that are copied from the previous ones, it is
    /// easily left unchanged.
    ///
    /// ## Evidence
    /// `next` of the call if it names a day, the schedule with its exceptions, and the files in `minutes/`. If no slot
    /// of the schedule is in force on that day, or while a file in `minutes/` cannot be read, the day is only compared
    /// with the date of the call.
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// next: 2026-02-12
    /// ```
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// next: { date: 2026-02-25, start: "15:00" }
    /// ```
    ///
    /// ## Good
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// next: 2026-02-26
    /// ```
    /// ```yaml minutes/2026-05-14.yaml
    /// date: 2026-05-14
    /// next: 2026-05-27
    /// ```
    /// ```yaml minutes/2023-03-16.yaml
    /// date: 2023-03-16
    /// next: 2023-03-30
    /// ```
    ///
    /// ## Fix
    /// Correct the date. If a call outside the schedule is planned, create its file with the reason: `extra: WHY`.
    "bad-next", Schedule, Error, Meeting(check)
}

fn check(meeting: &Meeting, views: &Views, out: &mut Findings) {
    let Some(announced) = meeting.next.as_ref().and_then(|next| next.date.as_ref()) else { return };
    let (day, this) = (announced.value, meeting.date.value);
    let message = if day <= this {
        format!("the announced next call, {day}, is not after this one, {this}")
    } else if views.calendar.is_in_force(day) && views.group.all_meetings_read && !is_call(day, views) {
        let weekday = weekday_name(day.weekday());
        format!("the announced next call, {day}, is on a {weekday} without a slot")
    } else {
        return;
    };
    let next = views.calls.next_after(this).map(|call| format!("the next call after this one is on {}", call.date));
    let next = next.unwrap_or_else(|| "the schedule has no call after this one".to_owned());
    out.report(announced.place, message).with_help(format!("Correct the date: {next}."));
}

/// Whether a call could be announced for a day.
fn is_call(day: NaiveDate, views: &Views) -> bool {
    views.calendar.has_slot(day)
        || views.calendar.has_call(day)
        || views.calls.meeting_on(day).is_some_and(|meeting| meeting.extra.is_some())
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    fn findings_for(date: &str, next: &str) -> Vec<String> {
        let group = TestGroup::new().call("2026-03-03", "extra: much to do\n");
        group.call(date, format!("next: {next}\n")).findings(NAME)
    }

    #[test]
    fn the_help_names_the_next_call() {
        assert_eq!(
            findings_for("2026-02-12", "2026-01-22"),
            ["error minutes/2026-02-12.yaml:2:7 the announced next call, 2026-01-22, is not after this one, \
                 2026-02-12 | Correct the date: the next call after this one is on 2026-02-26."]
        );
        assert_eq!(
            findings_for("2026-02-26", "{ date: 2026-03-10 }"),
            ["error minutes/2026-02-26.yaml:2:15 the announced next call, 2026-03-10, is on a Tuesday without a \
                 slot | Correct the date: the next call after this one is on 2026-03-03."]
        );
    }

    #[test]
    fn extra_canceled_and_unscheduled_days_are_fine() {
        assert_eq!(findings_for("2026-02-12", "2026-03-03"), [""; 0], "an extra call");
        assert_eq!(findings_for("2025-12-11", "2025-12-25"), [""; 0], "not held after all");
        assert_eq!(findings_for("2026-05-14", "2026-05-28"), [""; 0], "moved after all");
        assert_eq!(findings_for("2023-03-16", "2023-03-29"), [""; 0], "before the schedule");
        assert_eq!(findings_for("2026-02-12", "in two weeks"), [""; 0]);
    }
}
