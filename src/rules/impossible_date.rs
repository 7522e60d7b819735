//! A date in the records is impossible.

use super::{Findings, rule};
use crate::model::meeting::Meeting;
use crate::model::when::FIRST_RECORD_YEAR;
use crate::view::Views;
use crate::view::recorded_days::{RecordedDay, due_days};
use chrono::{Datelike, NaiveDate};

rule! {
    /// A date that cannot be right: a past event after today, a due date before its call, or a year before 2000.
    ///
    /// Past events are stages, registrations, merges, closed and opened issues, validations, notices of a return, notes
    /// of earlier calls, the mail of an agenda, the time at which an item was added, corrections, and approvals of
    /// minutes. The return of a frozen proposal may be in the future: it is announced. An action point cannot be due
    /// before the call that opened or postponed it. No date in the records is before 2000.
    ///
    /// ## Why
    /// A wrong digit in a year or a month gives another valid date. The table, the histories and every rule that counts
    /// days would rely on it.
    ///
    /// ## Evidence
    /// The dates in the records, and today's date in the group's time zone. `backlog --today DATE check` uses another
    /// date.
    ///
    /// ## Bad, on 2026-02-12
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// stages:
    ///   - { stage: under-discussion, date: 2026-12-11 }
    /// ```
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// actions:
    ///   - { id: 20260212-01, owners: [MTN], text: Refine the PR, due: 2025-02-26 }
    /// ```
    ///
    /// ## Bad
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// registered: 1994-08-13
    /// ```
    ///
    /// ## Good, on 2026-02-12
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// registered: 2026-02-12
    /// ```
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// actions:
    ///   - { id: 20260212-01, owners: [MTN], text: Refine the PR, due: 2026-02-26 }
    /// ```
    ///
    /// ## Fix
    /// Correct the date. Leave it out if nobody knows it, or until the day has come.
    "impossible-date", Files, Error, Group(check)
}

fn check(views: &Views, out: &mut Findings) {
    let today = views.now.day();
    views.for_each_recorded_day(|recorded| check_day(&recorded, today, out));
    for meeting in &views.group.meetings {
        check_approval(meeting, today, out);
        for (place, due) in due_days(meeting) {
            if due < meeting.date.value && due.year() >= FIRST_RECORD_YEAR {
                let message = format!("due on {due}, before the call of {}", meeting.date.value);
                out.report(place, message)
                    .with_help("Correct the due date, or leave it out.")
                    .on_day(meeting.date.value);
            }
        }
    }
}

fn check_day(recorded: &RecordedDay, today: NaiveDate, out: &mut Findings) {
    let RecordedDay { key, day, place, has_happened } = *recorded;
    if day.year() < FIRST_RECORD_YEAR {
        let message = format!("{} is {day}, but no record is older than {FIRST_RECORD_YEAR}", day_label(key));
        out.report(place, message).with_help("Correct the year.");
    } else if has_happened && day > today {
        out.report(place, format!("{} is {day}, which is after today, {today}", day_label(key)))
            .with_help("Correct the date, or leave it out until the day has come.");
    }
}

/// The label of a date, if its key alone does not say enough.
fn day_label(key: &str) -> String {
    match key {
        "previous-minutes" => "the date of the approved minutes (`previous-minutes`)".to_owned(),
        "history" => "the date of an entry of `history`".to_owned(),
        "validation" => "the date of the validation".to_owned(),
        "releases" => "the date of a release".to_owned(),
        "corrections" => "the date of a correction".to_owned(),
        _ => format!("`{key}`"),
    }
}

/// The finding about a future call that approved minutes, or a call that approved the minutes of a later one.
fn check_approval(meeting: &Meeting, today: NaiveDate, out: &mut Findings) {
    let (Some(approval), date) = (&meeting.previous_minutes, meeting.date.value) else { return };
    if date > today {
        let message = format!("the call of {date}, which is after today, {today}, cannot have decided on minutes");
        let help = "Remove `previous-minutes` until the call has been held, or correct the date of the call.";
        out.report(approval.decision.place, message).with_help(help);
    } else if let Some(of) = approval.date.as_ref().filter(|of| of.value > date && of.value <= today) {
        let message = format!("the call of {date} cannot have decided on the minutes of {}, a later call", of.value);
        out.report(of.place, message).with_help("Name an earlier call.").on_day(date);
    }
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    #[test]
    fn past_events_are_not_after_today() {
        let of = |facts: &str| TestGroup::new().proposal("x", facts).findings_on(NAME, "2026-02-12");
        assert_eq!(
            of("registered: 2026-02-13\n"),
            ["error backlog/x.yaml:2:13 `registered` is 2026-02-13, which is after today, 2026-02-12 | Correct the \
                 date, or leave it out until the day has come."]
        );
        assert!(of("opened: 2026-02-13\n")[0].contains(":2:9 `opened` is 2026"), "at its date");
        assert!(of("validation: { date: 2026-02-13 }\n")[0].contains(":2:21 the date of the validation is 2026"));
        assert!(of("history: [{ date: 2026-02-13 }]\n")[0].contains("the date of an entry of `history` is 2026"));
        assert!(of("stages: [{ stage: approved, date: 2026-03-05 }]\n")[0].contains(":2:35 `approved` is 2026"));
        for text in [
            "template: { pr: 2, merged: 2026-10-12 }\n",
            "closed: 2062-01-08\n",
            "opened: 2026-02-13\n",
            "history: [{ date: 2026-11-13, notes: t }]\n",
            "validation: { group: G, date: 2026-11-13 }\n",
            "stages: [frozen, { stage: reactivated, date: 2026-02-26, notified: 2026-02-13 }]\n",
        ] {
            assert_eq!(of(text).len(), 1, "{text}");
        }
        for text in [
            "registered: 2026-02-12\n",
            "former-owners: [{ name: MTN, until: 2026-03-01 }]\n",
            "stages: [frozen, { stage: reactivated, date: 2026-02-26, notified: 2026-02-12 }]\n",
        ] {
            assert_eq!(of(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_future_call_has_no_results() {
        let of = |records: &str| TestGroup::new().call("2026-02-26", records).findings_on(NAME, "2026-02-12");
        assert_eq!(
            of("agenda: [{ issue: 63, added: 2026-02-12T08:00:00Z }]\nactions: [{ text: t, due: 2026-03-12 }]\n"),
            [""; 0]
        );
        assert_eq!(
            of("previous-minutes: approved\n"),
            ["error minutes/2026-02-26.yaml:2:19 the call of 2026-02-26, which is after today, 2026-02-12, cannot \
                 have decided on minutes | Remove `previous-minutes` until the call has been held, or correct the date of the \
                 call."]
        );
        assert_eq!(of("agenda-sent: 2026-02-19\n").len(), 1);
        assert_eq!(of("agenda: [{ issue: 63, added: 2026-03-09 }]\n").len(), 1);
    }

    #[test]
    fn nothing_is_due_before_its_call() {
        let records = "actions: [{ id: 20260212-01, text: t, due: 2026-02-11 }, { text: t, due: 2026-02-12 \
                    }]\naction-updates: [{ id: 20260122-01, due: 2025-03-12 }]\nprevious-minutes: { decision: approved, date: \
                    2026-02-26 }\n";
        let group = TestGroup::new().call("2026-02-12", records);
        assert_eq!(
            group.findings_on(NAME, "2026-02-12"),
            [
                "error minutes/2026-02-12.yaml:2:44 due on 2026-02-11, before the call of 2026-02-12 | Correct the due \
                 date, or leave it out.",
                "error minutes/2026-02-12.yaml:3:24 due on 2025-03-12, before the call of 2026-02-12 | Correct the due \
                 date, or leave it out.",
                "error minutes/2026-02-12.yaml:4:47 the date of the approved minutes (`previous-minutes`) is 2026-02-26, which is \
                 after today, 2026-02-12 | Correct the date, or leave it out until the day has come.",
            ]
        );
        let later = group.findings(NAME);
        assert!(later[2].contains("cannot have decided on the minutes of 2026-02-26, a later call"), "{later:?}");
    }

    #[test]
    fn no_date_is_before_2000() {
        let group = TestGroup::new().settings("records: { complete-since: 1986-02-12 }\n");
        let group = group.proposal("x", "releases: [{ tag: r1.1, date: 1994-02-10 }]\n");
        let findings = group.call("2026-02-12", "actions: [{ text: t, due: 1984-02-26 }]\n").findings(NAME);
        assert_eq!(findings.len(), 3, "{findings:?}");
        assert!(
            findings[0]
                .contains("the date of a release is 1994-02-10, but no record is older than 2000 | Correct the year.")
        );
    }
}
