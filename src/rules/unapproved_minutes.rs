//! A call does not say what became of the previous minutes.

use super::{Findings, rule};
use crate::model::meeting::Meeting;
use crate::view::Views;

rule! {
    /// A call without `previous-minutes`: it does not say what became of the minutes of the call before it.
    ///
    /// A `previous-minutes` that names a day without a call, or one that is not before this call, does not count. `postponed`
    /// and `not-approved` are decisions like any other. The first call of the records has nothing to approve.
    ///
    /// ## Why
    /// Minutes are final, and sealed, once a later call has approved them. If nothing is recorded, nobody can know
    /// whether the group approved them or the secretary forgot to write it down.
    ///
    /// ## Evidence
    /// `previous-minutes` of past calls with `attendance`, since `records.complete-since`. The call before is the last one that
    /// was held and has a file. If the schedule has a call between the two that has no file, nobody knows which minutes
    /// were due, and the check is skipped. A day in `previous-minutes` is compared with the files and the schedule, if a
    /// slot is in force on that day.
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// attendance: { Orange: [Gilles Renoux] }
    /// ```
    /// ```yaml minutes/2026-02-26.yaml
    /// date: 2026-02-26
    /// attendance: { Orange: [Gilles Renoux] }
    /// previous-minutes: { decision: approved, date: 2026-02-13 }
    /// ```
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// attendance: { Orange: [Gilles Renoux] }
    /// ```
    /// ```yaml minutes/2026-02-26.yaml
    /// date: 2026-02-26
    /// attendance: { Orange: [Gilles Renoux] }
    /// ```
    ///
    /// ## Good
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// attendance: { Orange: [Gilles Renoux] }
    /// ```
    /// ```yaml minutes/2026-02-26.yaml
    /// date: 2026-02-26
    /// attendance: { Orange: [Gilles Renoux] }
    /// previous-minutes: postponed
    /// ```
    ///
    /// ## Fix
    /// Record what the call decided: `backlog approve --meeting DATE`, with `--postponed` if it left the minutes to a
    /// later call, or `--not-approved` if it refused them.
    "unapproved-minutes", Minutes, Warn, Meeting(check), reports missing_data
}

fn check<'g>(meeting: &'g Meeting, views: &Views<'g>, out: &mut Findings) {
    let date = meeting.date.value;
    if meeting.attendance.is_none() || !views.calls.is_record_due(meeting) {
        return;
    }
    if let Some(approval) = &meeting.previous_minutes {
        if let Some(of) = approval.date.as_ref().filter(|of| !views.approvals.can_approve(date, of.value)) {
            let before = views.calls.last_held_before(date);
            let before = before.map(|before| format!(": the call before this one was on {}", before.date.value));
            out.report(of.place, format!("the approval names {}, which is not an earlier call", of.value))
                .with_help(format!("Correct the date{}.", before.unwrap_or_default()));
        }
        return;
    }
    let Some(before) = views.calls.last_held_before(date) else { return };
    if !views.group.all_meetings_read || views.calls.is_missing_between(before.date.value, date) {
        out.skip_check(
            "record the call before: `backlog new-meeting DATE`, or `backlog cancel-meeting DATE --reason WHY`",
        );
        return;
    }
    let due = before.date.value;
    let message = format!("the call of {date} does not say what became of the minutes of {due}");
    let help = format!(
        "Record what it decided: `backlog approve --meeting {date}`, with --postponed if it left them to a later \
         call."
    );
    out.report(meeting.date.place, message).with_help(help).with_related(before.date.place, "the call before it");
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    const PLAIN: &str = "attendance: { Orange: [A] }\n";

    fn findings_for(calls: &[(&str, &str)], today: &str) -> Vec<String> {
        let group = calls.iter().fold(TestGroup::new(), |group, (date, records)| group.call(date, records));
        group.findings_on(NAME, today)
    }

    #[test]
    fn a_past_call_decides_on_the_previous_minutes() {
        let calls = [("2026-02-12", PLAIN), ("2026-02-26", PLAIN)];
        assert_eq!(findings_for(&calls, "2026-02-26T16:00"), [""; 0], "not over");
        assert_eq!(
            findings_for(&calls, "2026-02-27"),
            ["warning minutes/2026-02-26.yaml:1:7 the call of 2026-02-26 does not say what became of the minutes of \
              2026-02-12 | Record what it decided: `backlog approve --meeting 2026-02-26`, with --postponed if it left \
              them to a later call."]
        );
        assert_eq!(findings_for(&[calls[0], ("2026-02-26", "")], "2026-02-27"), [""; 0], "nothing is recorded");
    }

    #[test]
    fn an_extra_call_has_minutes_to_approve_as_well() {
        let extra = format!("extra: much to do\n{PLAIN}");
        let findings =
            findings_for(&[("2026-02-12", PLAIN), ("2026-02-20", &extra), ("2026-02-26", PLAIN)], "2026-02-27");
        let minutes: Vec<&str> =
            findings.iter().filter_map(|finding| Some(&finding.split_once("the minutes of ")?.1[..10])).collect();
        assert_eq!(minutes, ["2026-02-12", "2026-02-20"]);
    }

    #[test]
    fn an_approval_names_an_earlier_call() {
        let findings = |of: &str| {
            let approval = format!("{PLAIN}previous-minutes: {{ decision: approved, date: {of} }}\n");
            findings_for(&[("2026-02-12", PLAIN), ("2026-02-26", &approval)], "2026-02-27")
        };
        assert_eq!(
            findings("2026-02-13"),
            ["warning minutes/2026-02-26.yaml:3:47 the approval names 2026-02-13, which is not an earlier call | \
              Correct the date: the call before this one was on 2026-02-12."]
        );
        assert_eq!(findings("2026-02-26").len(), 1);
        for right in ["2026-02-12", "2026-01-22", "2023-10-19"] {
            assert_eq!(findings(right), [""; 0], "{right}");
        }
    }

    #[test]
    fn canceled_calls_do_not_count_and_missing_files_skip_the_check() {
        let around = |last| {
            findings_for(&[("2025-12-11", PLAIN), ("2025-12-25", "agenda: [{ issue: 1 }]\n"), last], "2026-03-01")
        };
        let findings = around(("2026-01-08", PLAIN));
        assert!(findings.len() == 1 && findings[0].contains("minutes of 2025-12-11"), "{findings:?}");
        assert_eq!(around(("2026-01-22", PLAIN)), [""; 0], "2026-01-08 has no file");
    }
}
