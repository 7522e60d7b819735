//! Nobody attended a call.

use super::{Findings, rule};
use crate::model::meeting::Meeting;
use crate::view::Views;

rule! {
    /// A past call whose attendance lists nobody as present.
    ///
    /// A file without `attendance` does not say who attended and is not checked; `attendance: {}` says that nobody did.
    ///
    /// ## Why
    /// Without attendees there was no call, and nothing in its minutes can have been decided. Usually the list was left
    /// empty by mistake, and then every owner counts as absent.
    ///
    /// ## Evidence
    /// `attendance` of past calls since `records.complete-since`.
    ///
    /// ## Bad, on 2026-02-13
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// attendance: {}
    /// ```
    ///
    /// ## Bad, on 2026-02-13
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// attendance:
    ///   Orange: [{ name: Gilles Renoux, present: false, note: excused }]
    ///   MTN: []
    /// ```
    ///
    /// ## Good, on 2026-02-13
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// attendance:
    ///   Orange: [Gilles Renoux]
    ///   MTN: []
    /// ```
    ///
    /// ## Fix
    /// List who attended: `backlog attend NAME --meeting DATE`. If nobody recorded it, remove the key. If the call was not
    /// held, add an exception in `workgroup.yaml`.
    "no-attendance", Minutes, Error, Meeting(check), reports missing_data
}

fn check(meeting: &Meeting, views: &Views, out: &mut Findings) {
    let date = meeting.date.value;
    let has_present = meeting.listed_people().any(|(_, person)| person.present);
    if meeting.attendance.is_none() || has_present || !views.calls.is_record_due(meeting) {
        return;
    }
    let who = match meeting.listed_people().count() {
        0 => "`attendance` lists nobody".to_owned(),
        1 => "the only person in `attendance` was not present".to_owned(),
        count => format!("none of the {count} people in `attendance` was present"),
    };
    let end = views.calendar.call_for(meeting).format_end();
    let help = format!(
        "List who attended: `backlog attend NAME --meeting {date}`; or remove `attendance` if nobody recorded it. If the \
         call was not held, add `{{ date: {date}, reason: WHY }}` to `not-held` in workgroup.yaml."
    );
    out.report(meeting.date.place, format!("the call ended on {end}, but {who}")).with_help(help);
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    fn findings_for(attendance: &str, today: &str) -> Vec<String> {
        TestGroup::new().call("2026-02-12", attendance).findings_on(NAME, today)
    }

    #[test]
    fn past_calls_without_attendees_are_found() {
        let absent = "attendance: { Orange: [{ name: A, present: false }, { name: B, present: false }], MTN: [] }\n";
        assert_eq!(findings_for(absent, "2026-02-12T10:00"), [""; 0]);
        let findings = findings_for(absent, "2026-02-13");
        assert!(
            findings[0]
                .contains(":1:7 the call ended on 2026-02-12 10:30 UTC, but none of the 2 people in `attendance`"),
            "{findings:?}"
        );
        assert!(findings_for("attendance: {}\n", "2026-02-13")[0].contains("`attendance` lists nobody"));
        for silent in ["", "attendance: { Orange: [{ name: A, present: false }], MTN: [B] }\n"] {
            assert_eq!(findings_for(silent, "2026-02-13"), [""; 0], "{silent}");
        }
    }
}
