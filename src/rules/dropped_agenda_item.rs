//! An open item of the last call is missing from this one.

use super::{Findings, rule};
use crate::model::meeting::Meeting;
use crate::view::Views;
use crate::view::index::Mention;
use crate::view::item_label::{item_argument, item_label, reference_place};

rule! {
    /// An item that the last call left open, but that this call has neither on its agenda nor among its topics.
    ///
    /// An item is open if its proposal is still active, whether the last call treated it or did not reach it. A
    /// proposal is active unless it is frozen, archived or refused on the day of this call, or its issue is closed. An
    /// approved or onboarded proposal is active until a later call has treated it. An item without a proposal is open
    /// if the last call did not treat it.
    ///
    /// An extra call has an agenda of its own and is not checked; the call after it is also compared with the regular
    /// call before it. The agenda of a canceled call stays open. If this call is over, an item that a later call has
    /// is not reported.
    ///
    /// ## Why
    /// Open items are carried from call to call. If one is lost when the list is copied, nobody asks for it, and weeks
    /// later its proposal is frozen for inactivity.
    ///
    /// ## Evidence
    /// The items of both calls, and `stages` and `closed` of the proposals. Not checked are calls before
    /// `records.complete-since`, past calls without `attendance`, and files without items. An item that has only a
    /// title counts if the last call has `treated: false` for it. If the schedule has a call between the two that has
    /// no file, nobody knows what was discussed last, and the check is skipped.
    ///
    /// ## Bad
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// ```
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// attendance: { Orange: [] }
    /// agenda:
    ///   - { issue: 63, notes: The owner presented the API. }
    /// ```
    /// ```yaml minutes/2026-02-26.yaml
    /// date: 2026-02-26
    /// attendance: { Orange: [] }
    /// agenda:
    ///   - { issue: 259, notes: The owner presented the API. }
    /// ```
    ///
    /// ## Good
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// ```
    /// ```yaml backlog/voice-notification.yaml
    /// name: Voice Notification
    /// issue: 18
    /// owners: MTN
    /// closed: 2026-02-20
    /// ```
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// attendance: { Orange: [] }
    /// agenda:
    ///   - { issue: 63, notes: The owner presented the API. }
    ///   - { issue: 18, closing: true, notes: Done. }
    /// ```
    /// ```yaml minutes/2026-02-26.yaml
    /// date: 2026-02-26
    /// attendance: { Orange: [] }
    /// agenda:
    ///   - { issue: 63, treated: false }
    /// ```
    ///
    /// ## Fix
    /// Put the items on the agenda: `backlog agenda carry --meeting DATE`. If nothing is left to do, record that the
    /// proposal's issue was closed, `backlog close SLUG`, or the stage that the proposal has reached, `backlog stage
    /// SLUG STAGE`.
    "dropped-agenda-item", Agenda, Warn, Meeting(check), reports missing_data
}

fn check<'g>(meeting: &'g Meeting, views: &Views<'g>, out: &mut Findings) {
    if !views.calls.is_file_complete(meeting) || !views.group.all_meetings_read {
        return;
    }
    let dropped = views.carry_over.dropped_items(meeting);
    if dropped.is_empty() {
        return;
    }
    if !views.carry_over.is_last_call_filed(meeting.date.value) {
        out.skip_check(format!(
            "record the call before {}: `backlog new-meeting DATE`, or `backlog cancel-meeting DATE --reason WHY`",
            meeting.date.value
        ));
        return;
    }
    dropped.iter().for_each(|mention| report_dropped(mention, meeting, views, out));
}

fn report_dropped(mention: &Mention, meeting: &Meeting, views: &Views, out: &mut Findings) {
    let (item, last, day) = (mention.item, mention.meeting.date.value, meeting.date.value);
    let proposal = views.index.item_proposal(item).map(|proposal| proposal.slug.as_str());
    let name = proposal.map_or_else(|| item_label(item), |slug| format!("`{slug}`"));
    let word = proposal.map_or_else(|| item_argument(item, &views.index), str::to_owned);
    let (open, related) = if views.calls.has_treated(mention.meeting, mention.item) {
        (format!("{name} was treated on {last} and is still active"), "treated")
    } else {
        (format!("{name} was on the agenda of {last} and not treated"), "not treated")
    };
    let put = if views.calls.is_meeting_over(meeting) {
        format!("Put it on the agenda of the next call: `backlog agenda add {word}`")
    } else {
        format!("Put it on the agenda: `backlog agenda carry --meeting {day}`")
    };
    let otherwise = match proposal {
        Some(_) => format!("`backlog close {word}` or `backlog stage {word} STAGE`"),
        None => format!("`backlog note {word} TEXT --meeting {last}`"),
    };
    out.report(meeting.date.place, format!("{open}, but this call does not have it"))
        .with_help(format!("{put}; if nothing is left to do, run {otherwise}."))
        .with_related(reference_place(item), format!("{related} on {last}"));
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    fn count_findings(date: &str, records: &str, today: &str) -> usize {
        let group = TestGroup::new().proposal("x", "issue: 63\n");
        let group = group.call("2026-02-12", "agenda: [{ issue: 63, notes: u }]\n").call(date, records);
        group.findings_on(NAME, today).len()
    }

    #[test]
    fn planned_calls_are_checked_and_unknown_ones_are_not() {
        let planned = "agenda: [{ issue: 1 }]\n";
        assert_eq!(count_findings("2026-02-26", planned, "2026-02-20"), 1);
        assert_eq!(count_findings("2026-02-26", planned, "2026-02-27"), 0, "past, and without attendance");
        assert_eq!(count_findings("2026-02-26", "attendance: {}\n", "2026-02-27"), 0, "it has no items");
        assert_eq!(count_findings("2026-03-12", planned, "2026-02-20"), 0, "a call between them");
    }
    /// The findings of the call of 2026-02-26, which has the item 1 and others, after that of 2026-02-12 with an agenda.
    fn findings_after(last: &str, others: &[(&str, &str)], today: &str) -> Vec<String> {
        let last = format!("attendance: {{ Orange: [] }}\nagenda: [{{ issue: 1, treated: false }}, {last}]\n");
        let group = others
            .iter()
            .fold(TestGroup::new().proposal("x", "issue: 63\n"), |group, (path, text)| group.file(*path, *text));
        let group = group.call("2026-02-12", last);
        group.call("2026-02-26", "attendance: { Orange: [] }\nagenda: [{ issue: 1 }]\n").findings_on(NAME, today)
    }

    #[test]
    fn untreated_items_are_dropped_as_well() {
        let carry = "Put it on the agenda: `backlog agenda carry --meeting 2026-02-26`; if nothing is left to do, run";
        assert_eq!(
            findings_after("{ issue: 63, added: 2026-02-10, exception: x, treated: false }", &[], "2026-02-20"),
            [format!(
                "warning minutes/2026-02-26.yaml:1:7 `x` was on the agenda of 2026-02-12 and not treated, but this \
                 call does not have it | {carry} `backlog close x` or `backlog stage x STAGE`."
            )]
        );
        assert_eq!(
            findings_after("{ issue: 80, treated: false }", &[], "2026-02-20"),
            [format!(
                "warning minutes/2026-02-26.yaml:1:7 #80 was on the agenda of 2026-02-12 and not treated, but this \
                 call does not have it | {carry} `backlog note 80 TEXT --meeting 2026-02-12`."
            )]
        );
        for item in ["{ issue: 63 }", "{ issue: 80 }", "{ title: T, treated: false }"] {
            assert_eq!(findings_after(item, &[], "2026-02-20").len(), 1, "{item}");
        }
        for item in ["{ issue: 80, notes: Done. }", "{ title: T }", "{ title: T, notes: Done. }"] {
            assert_eq!(findings_after(item, &[], "2026-02-20"), [""; 0], "{item}");
        }
        assert_eq!(findings_after("{ issue: 63 }", &[], "2026-02-12"), [""; 0], "the call before is in the future");
    }

    #[test]
    fn a_past_call_does_not_drop_the_items_of_a_later_call() {
        let later = ("minutes/2026-03-12.yaml", "date: 2026-03-12\nagenda: [{ issue: 1 }, { issue: 63 }]\n");
        let findings = findings_after("{ issue: 63 }", &[], "2026-03-01");
        assert!(
            findings.len() == 1 && findings[0].contains("of the next call: `backlog agenda add x`"),
            "{findings:?}"
        );
        assert_eq!(findings_after("{ issue: 63 }", &[later], "2026-03-01"), [""; 0]);
        assert_eq!(findings_after("{ issue: 63 }", &[later], "2026-02-20").len(), 1, "it is in the future");
    }

    #[test]
    fn approved_proposals_are_expected_until_treated() {
        let approved = |date: &str| format!("name: X\nissue: 63\nstages: [{{ stage: approved, date: {date} }}]\n");
        let count = |date: &str| {
            findings_after("{ issue: 63, notes: u }", &[("backlog/x.yaml", &approved(date))], "2026-02-20").len()
        };
        assert_eq!((count("2026-02-05"), count("2026-02-19")), (0, 1));
    }
}
