//! A frozen proposal returned on too short notice.

use super::{Findings, rule};
use crate::model::proposal::Proposal;
use crate::model::stage::{ReachedStage, Stage};
use crate::view::Views;
use crate::view::calendar::Call;
use chrono::{Days, NaiveDate};

rule! {
    /// A return from a freeze without notice, or with notice less than a week before the closing of the agenda of the
    /// call it returned to.
    ///
    /// That call is the one on the day of the stage, or otherwise the next one.
    ///
    /// ## Why
    /// Agreement 9: those who had put a proposal aside need time to prepare for it again. Therefore a return is
    /// announced a week earlier than other items.
    ///
    /// ## Evidence
    /// `date` and `notified` of each `reactivated` in the proposal's `stages`, and the schedule. A return without a
    /// date is only checked for a missing notice; so is one from before the schedule begins.
    ///
    /// ## Bad
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// stages:
    ///   - { stage: frozen, date: 2024-09-06 }
    ///   - { stage: reactivated, date: 2025-08-28, notified: 2025-08-15 }
    /// ```
    ///
    /// ## Bad
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// stages:
    ///   - { stage: frozen, date: 2024-09-06 }
    ///   - { stage: reactivated, date: 2025-08-28 }
    /// ```
    ///
    /// ## Good
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// stages:
    ///   - { stage: frozen, date: 2024-09-06 }
    ///   - { stage: reactivated, date: 2025-08-28, notified: 2025-08-14 }
    /// ```
    ///
    /// ## Fix
    /// Record when notice was given: `notified: DATE`. If that was too late, let the proposal return in a later call,
    /// or waive the rule for this file and give the reason.
    "short-reactivation", Lifecycle, Error, Proposal(check)
}

/// How long before the agenda closes the notice is due.
const NOTICE: Days = Days::new(7);

fn check(proposal: &Proposal, views: &Views, out: &mut Findings) {
    for returned in proposal.stages.iter().filter(|reached| reached.stage.value == Stage::Reactivated) {
        check_return(returned, views, out);
    }
}

fn check_return(returned: &ReachedStage, views: &Views, out: &mut Findings) {
    let (place, date) = (returned.stage.place, returned.date.as_ref().map(|date| date.value));
    let call = date.and_then(|date| call_on_or_after(date, views));
    let deadline = call.map(|call| (call.date, views.calendar.closing(&call)));
    let last_day = deadline.and_then(|(_, closing)| closing.day().checked_sub_days(NOTICE));
    match (returned.notified, deadline, last_day) {
        (None, _, _) => {
            let on = date.map(|date| format!(" on {date}")).unwrap_or_default();
            let by = last_day.map(|last_day| format!("; it was due by {last_day}")).unwrap_or_default();
            out.report(place, format!("reactivated{on} without notice{by}"))
                .with_help("Record when notice was given: `notified: DATE`.")
                .on_day(date);
        }
        (Some(notified), Some((call, closing)), Some(last_day)) => {
            if notified > last_day {
                let message = format!(
                    "notice on {notified} is less than a week before {closing}, when the agenda of {call} closed"
                );
                let help = format!("Notice was due by {last_day}: let it return in a later call, or correct the date.");
                out.report(place, message).with_help(help).on_day(date);
            }
        }
        (Some(_), _, _) => out.skip_check(
            "add the date of the stage `reactivated`, `date: DATE`, and the slots of that time to `schedule`",
        ),
    }
}

/// The call on a day, or otherwise the next one. `None` before the schedule begins and after its end.
fn call_on_or_after(day: NaiveDate, views: &Views) -> Option<Call> {
    (views.calendar.is_in_force(day) || views.calls.meeting_on(day).is_some())
        .then(|| views.calls.next_after(day.pred_opt()?))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    fn findings_for(returned: &str) -> Vec<String> {
        let stages = format!("stages: [frozen, {{ stage: reactivated, {returned} }}]\n");
        let group = TestGroup::new().proposal("x", stages).call("2025-09-03", "extra: much to do\nstart: '12:00'\n");
        group.findings(NAME)
    }

    #[test]
    fn notice_is_due_a_week_before_the_agenda_closes() {
        assert_eq!(
            findings_for("date: 2025-08-28, notified: 2025-08-15"),
            ["error backlog/x.yaml:2:27 notice on 2025-08-15 is less than a week before 2025-08-21 15:00 UTC, when \
              the agenda of 2025-08-28 closed | Notice was due by 2025-08-14: let it return in a later call, or \
              correct the date."]
        );
        assert_eq!(findings_for("date: 2025-08-28, notified: 2025-08-14"), [""; 0]);
        let before_extra = findings_for("date: 2025-08-29, notified: 2025-08-21");
        assert!(
            before_extra[0].contains("2025-08-27 12:00 UTC, when the agenda of 2025-09-03 closed"),
            "{before_extra:?}"
        );
        assert_eq!(findings_for("date: 2025-09-04, notified: 2025-08-28"), [""; 0], "for the call of 2025-09-11");
    }

    #[test]
    fn a_missing_notice_is_found_without_other_facts() {
        let help = "Record when notice was given: `notified: DATE`.";
        assert_eq!(
            findings_for("date: 2025-08-28"),
            [format!(
                "error backlog/x.yaml:2:27 reactivated on 2025-08-28 without notice; it was due by 2025-08-14 | {help}"
            )]
        );
        assert_eq!(findings_for("note: n"), [format!("error backlog/x.yaml:2:27 reactivated without notice | {help}")]);
        assert_eq!(findings_for("notified: 2025-08-14"), [""; 0], "the call is unknown");
        assert_eq!(findings_for("date: 2023-08-24, notified: 2023-08-23"), [""; 0], "there was no schedule");
    }
}
