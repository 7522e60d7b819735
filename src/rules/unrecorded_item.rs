//! A call is over, and nothing is recorded about an item.

use super::{Findings, rule};
use crate::model::meeting::Meeting;
use crate::view::Views;
use crate::view::item_label::{item_argument, item_label, reference_place};

rule! {
    /// An agenda item of a past call without any record: no update, decision or action point, no `treated: false`, and
    /// no stage or closing of its proposal on the day of the call.
    ///
    /// Closing items, other topics and canceled calls are not checked.
    ///
    /// ## Why
    /// The history of a proposal is collected from the records of the calls. An empty item does not say whether the
    /// minutes are incomplete or the call did not reach the item, and the two count differently.
    ///
    /// ## Evidence
    /// The agenda of past calls with `attendance`, since `records.complete-since`.
    ///
    /// ## Bad, on 2026-02-13
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// attendance: { MTN: [] }
    /// agenda:
    ///   - issue: 63
    /// ```
    ///
    /// ## Good, on 2026-02-13
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// attendance: { MTN: [] }
    /// agenda:
    ///   - { issue: 63, notes: The owner presented the API. }
    ///   - { issue: 259, treated: false }
    ///   - { issue: 18, closing: true }
    /// ```
    ///
    /// ## Good, on 2026-02-12
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// attendance: { MTN: [] }
    /// agenda:
    ///   - issue: 63
    /// ```
    ///
    /// ## Fix
    /// Record what was said: `backlog note ITEM TEXT --meeting DATE`. If the call did not reach the item: `backlog note
    /// ITEM --not-treated --meeting DATE`.
    "unrecorded-item", Minutes, Error, Meeting(check), reports missing_data
}

fn check(meeting: &Meeting, views: &Views, out: &mut Findings) {
    let date = meeting.date.value;
    if !views.calls.is_record_due(meeting) {
        return;
    }
    // Without attendance, the call has not been recorded yet.
    if meeting.attendance.is_none() {
        if views.agenda.unrecorded_items(meeting).next().is_some() {
            out.skip_check("record who attended: `backlog attend NAME... --meeting DATE`");
        }
        return;
    }
    let end = views.calendar.call_for(meeting).format_end();
    for item in views.agenda.unrecorded_items(meeting) {
        let word = item_argument(item, &views.index);
        let message = format!("the call ended on {end}, and nothing is recorded about {}", item_label(item));
        let help = format!(
            "Record what was said: `backlog note {word} TEXT --meeting {date}`; if the call did not reach it: \
             `backlog note {word} --not-treated --meeting {date}`."
        );
        out.report(reference_place(item), message).with_help(help);
    }
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    const MEETING: &str = "agenda: [{ issue: 1, added: 2026-02-11, exception: urgent }]\nattendance: {}\n";

    #[test]
    fn a_call_is_past_when_it_has_ended() {
        let at = |now: &str| TestGroup::new().call("2026-02-12", MEETING).findings_on(NAME, now);
        assert_eq!(at("2026-02-12T10:29"), [""; 0]);
        assert_eq!(
            at("2026-02-12T10:30"),
            ["error minutes/2026-02-12.yaml:2:19 the call ended on 2026-02-12 10:30 UTC, and nothing is recorded \
              about #1 | Record what was said: `backlog note 1 TEXT --meeting 2026-02-12`; if the call did not reach it: \
              `backlog note 1 --not-treated --meeting 2026-02-12`."]
        );
    }

    #[test]
    fn calls_before_the_records_and_canceled_calls_are_not_checked() {
        let before = TestGroup::new().settings("records: { complete-since: 2026-02-13 }\n").call("2026-02-12", MEETING);
        let unattended = TestGroup::new().call("2026-02-12", "agenda: [{ issue: 1 }]\n");
        let canceled = TestGroup::new().call("2025-12-25", "agenda: [{ issue: 1 }]\nattendance: {}\n");
        for group in [before, unattended, canceled] {
            assert_eq!(group.findings(NAME), [""; 0], "{group:?}");
        }
    }

    #[test]
    fn what_the_minutes_print_for_the_day_is_a_record() {
        let meeting = "agenda: [{ issue: 1 }]\nattendance: {}\n";
        let found = |proposal: &str| {
            let group = TestGroup::new().proposal("a", format!("issue: 1\n{proposal}"));
            group.call("2026-02-12", meeting).findings(NAME).len()
        };
        for record in [
            "closed: 2026-02-12\n",
            "stages: [{ stage: under-review, date: 2026-02-12 }]\n",
            "history: [{ date: 2026-02-12, notes: Presented. }]\n",
        ] {
            assert_eq!(found(record), 0, "{record}");
        }
        for other in ["", "closed: 2026-02-13\n", "stages: [{ stage: under-review, date: 2026-02-11 }]\n"] {
            assert_eq!(found(other), 1, "{other}");
        }
    }
}
