//! A call on a day that is not held.

use super::{Findings, RuleFinding, rule};
use crate::model::meeting::Meeting;
use crate::view::Views;
use crate::view::calendar::ScheduledDay;

rule! {
    /// A call on a day that the exceptions of the schedule take out, because it is not held or was moved.
    ///
    /// A file that only plans is what a cancelled call leaves behind: its agenda is carried over to the next
    /// call. It is no finding, and neither is what somebody wrote into it before the call was to begin.
    ///
    /// ## Why
    /// Either the exception is wrong and the calendar sends people away from a call, or the date is wrong and
    /// the minutes tell of a day on which nobody met.
    ///
    /// ## Evidence
    /// `exceptions` in `workgroup.yaml`, and whether the file is empty or records what only people who met can have
    /// done: attendance, an approval, a decision, an action point and what became of one.
    ///
    /// ## Bad
    /// ```yaml minutes/2025-12-25.yaml
    /// date: 2025-12-25
    /// agenda:
    ///   - { issue: 63, update: The owner presented the API., decisions: [It goes to the TSC] }
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
    ///   - { issue: 63, update: The owner asks for 20 minutes. }
    /// ```
    /// ```yaml minutes/2026-05-27.yaml
    /// date: 2026-05-27
    /// attendance: { Orange: [] }
    /// ```
    ///
    /// ## Mend
    /// Mend the date and the name of the file, or remove the exception from `workgroup.yaml`.
    Schedule, Error, Meeting(check)
}

fn check(meeting: &Meeting, views: &Views, out: &mut Findings) {
    let day = meeting.date.value;
    let ScheduledDay::NotHeld(exception) = views.calendar.scheduled_day(day) else { return };
    let call = views.calendar.call_for(meeting);
    let is_recorded = meeting.has_results() && views.calls.has_begun(&call);
    let only_planned = !meeting.is_empty() && !is_recorded;
    // Where only the date in the file is wrong, `file-name` tells it.
    if only_planned || views.calls.is_held(meeting) || views.calls.date_from_file_name(meeting).is_some() {
        return;
    }
    let reason = exception.reason.as_ref().map(|reason| format!(" ({reason})")).unwrap_or_default();
    let help = match exception.moved_to {
        Some(to) => format!(
            "The call was moved to {to}{reason}: name the file `minutes/{to}.yaml` and write `date: {to}`, or remove \
             the exception."
        ),
        None => format!("It is not held{reason}: mend the date, or remove this file or the exception."),
    };
    let mut found = RuleFinding::new(meeting.date.place, format!("the schedule has an exception: no call on {day}"))
        .with_help(help);
    if let Some(written) = views.workgroup.exceptions.iter().find(|written| std::ptr::eq(&written.value, exception)) {
        found = found.with_related(written.place, "the exception");
    }
    out.push(found);
}

#[cfg(test)]
mod tests {
    use crate::rules::examples::rule_findings;

    fn findings_for(day: &str, rest: &str) -> Vec<String> {
        let meeting = format!("date: {day}\n{rest}");
        rule_findings("cancelled-meeting", &[(&format!("minutes/{day}.yaml"), &meeting)], "2026-06-30")
    }

    #[test]
    fn the_help_cites_the_reason_and_the_new_day() {
        assert_eq!(
            findings_for("2025-12-25", ""),
            ["error minutes/2025-12-25.yaml:1:7 the schedule has an exception: no call on 2025-12-25 | It is not \
              held (public holiday): mend the date, or remove this file or the exception."]
        );
        assert_eq!(
            findings_for("2026-05-28", "agenda: [{ issue: 1, decisions: [d] }]"),
            ["error minutes/2026-05-28.yaml:1:7 the schedule has an exception: no call on 2026-05-28 | The call was \
              moved to 2026-05-27 (public holiday): name the file `minutes/2026-05-27.yaml` and write \
              `date: 2026-05-27`, or remove the exception."]
        );
        let early = "agenda: [{ issue: 1, update: u }]\nrecap: [{ heading: TSC }]";
        let excused = "attendance: { Orange: [{ name: A, present: false }] }";
        for plan in ["agenda: [{ issue: 1 }]", "topics: [{ title: News }]", "outline: Who comes next", early, excused] {
            assert!(findings_for("2026-05-28", plan).is_empty(), "{plan}");
        }
        let misnamed = [("minutes/2026-05-27.yaml", "date: 2026-05-28\nattendance: {}\n")];
        assert!(rule_findings("cancelled-meeting", &misnamed, "2026-06-30").is_empty(), "told by `file-name`");
        assert_eq!(
            findings_for("2025-12-25", "action-updates: [{ id: 20251211-01, note: n }]\nagenda: [{ issue: 1 }]").len(),
            1
        );
    }

    #[test]
    fn what_is_recorded_before_a_call_does_not_keep_it_from_being_cancelled() {
        let early = ("minutes/2026-05-28.yaml", "date: 2026-05-28\nagenda: [{ issue: 1, decisions: [d] }]\n");
        assert!(rule_findings("cancelled-meeting", &[early], "2026-05-20").is_empty());
        assert_eq!(rule_findings("cancelled-meeting", &[early], "2026-05-29").len(), 1);
    }
}
