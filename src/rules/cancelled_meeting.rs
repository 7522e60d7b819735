//! A call is recorded on a day on which it was not held.

use super::{Findings, rule};
use crate::model::meeting::Meeting;
use crate::view::Views;
use crate::view::calendar::ScheduledDay;

rule! {
    /// A call on a day that an exception removes from the schedule, because the call is not held or was moved.
    ///
    /// A file that only plans the call is fine: its agenda is carried over to the next call. What was recorded before
    /// the call would have begun is fine, too.
    ///
    /// ## Why
    /// Either the exception is wrong, and the calendar asks people to stay away from a call that is held, or the date
    /// is wrong, and the minutes describe a day on which nobody met.
    ///
    /// ## Evidence
    /// `not-held` and `moved` in `workgroup.yaml`, and whether the file is empty or records something that only a held call can:
    /// attendance, an approval, a decision, an action point, or an update of one.
    ///
    /// ## Bad
    /// ```yaml minutes/2025-12-25.yaml
    /// date: 2025-12-25
    /// agenda:
    ///   - { issue: 63, notes: The owner presented the API., decisions: [It goes to the TSC] }
    /// ```
    ///
    /// ## Bad
    /// ```yaml minutes/2026-05-28.yaml
    /// date: 2026-05-28
    /// attendance: { Orange: [] }
    /// ```
    ///
    /// ## Good
    /// ```yaml minutes/2025-12-25.yaml
    /// date: 2025-12-25
    /// agenda:
    ///   - { issue: 63, notes: The owner asks for 20 minutes. }
    /// ```
    /// ```yaml minutes/2026-05-27.yaml
    /// date: 2026-05-27
    /// attendance: { Orange: [] }
    /// ```
    ///
    /// ## Fix
    /// Correct the date and the name of the file, or remove the exception from `workgroup.yaml`.
    "cancelled-meeting", Schedule, Error, Meeting(check)
}

fn check(meeting: &Meeting, views: &Views, out: &mut Findings) {
    let day = meeting.date.value;
    let ScheduledDay::NotHeld(exception) = views.calendar.scheduled_day(day) else { return };
    let call = views.calendar.call_for(meeting);
    let is_recorded = meeting.has_results() && views.calls.has_begun(&call);
    let only_planned = !meeting.is_empty() && !is_recorded;
    // If only the date in the file is wrong, `file-name` reports it.
    if only_planned || views.calls.is_held(meeting) || views.calls.date_from_file_name(meeting).is_some() {
        return;
    }
    let reason = exception.reason.map(|reason| format!(" ({reason})")).unwrap_or_default();
    let help = match exception.moved_to {
        Some(to) => format!(
            "The call was moved to {to}{reason}. Rename the file to `minutes/{to}.yaml` and write `date: {to}`, or \
             remove the exception."
        ),
        None => format!("The call is not held{reason}. Correct the date, or remove this file or the exception."),
    };
    out.report(meeting.date.place, format!("the schedule has an exception: no call on {day}"))
        .with_help(help)
        .with_related(exception.place, "the exception");
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    fn findings_for(day: &str, rest: &str) -> Vec<String> {
        TestGroup::new().call(day, rest).findings(NAME)
    }

    #[test]
    fn the_help_has_the_reason_and_the_new_date() {
        assert_eq!(
            findings_for("2025-12-25", ""),
            ["error minutes/2025-12-25.yaml:1:7 the schedule has an exception: no call on 2025-12-25 | The call is \
              not held (public holiday). Correct the date, or remove this file or the exception."]
        );
        assert_eq!(
            findings_for("2026-05-28", "agenda: [{ issue: 1, decisions: [d] }]"),
            ["error minutes/2026-05-28.yaml:1:7 the schedule has an exception: no call on 2026-05-28 | The call was \
              moved to 2026-05-27 (public holiday). Rename the file to `minutes/2026-05-27.yaml` and write `date: \
              2026-05-27`, or remove the exception."]
        );
        let early = "agenda: [{ issue: 1, notes: u }]\nrecap: [{ heading: TSC }]";
        let excused = "attendance: { Orange: [{ name: A, present: false }] }";
        for plan in ["agenda: [{ issue: 1 }]", "topics: [{ title: News }]", "outline: Who comes next", early, excused] {
            assert!(findings_for("2026-05-28", plan).is_empty(), "{plan}");
        }
        let misnamed = TestGroup::new().file("minutes/2026-05-27.yaml", "date: 2026-05-28\nattendance: {}\n");
        assert!(misnamed.findings(NAME).is_empty(), "reported by `file-name`");
        assert_eq!(
            findings_for("2025-12-25", "action-updates: [{ id: 20251211-01, note: n }]\nagenda: [{ issue: 1 }]").len(),
            1
        );
    }

    #[test]
    fn a_call_with_early_records_can_be_canceled() {
        let early = TestGroup::new().call("2026-05-28", "agenda: [{ issue: 1, decisions: [d] }]\n");
        assert!(early.findings_on(NAME, "2026-05-20").is_empty());
        assert_eq!(early.findings_on(NAME, "2026-05-29").len(), 1);
    }
}
