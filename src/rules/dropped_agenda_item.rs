//! What the last call left open is not in this one.

use super::{Findings, RuleFinding, rule};
use crate::model::meeting::Meeting;
use crate::model::wording::quote_shell_word;
use crate::view::Views;
use crate::view::agenda::{item_argument, item_label, reference_place};
use crate::view::index::Mention;

rule! {
    /// An item that the last call left open, and that this call has neither on its agenda nor among its topics.
    ///
    /// Open is an item whose proposal is still active, whether the last call treated it or did not come to it. Active
    /// means: neither frozen, archived nor refused on the day of this call, and its issue not closed; an approved or
    /// onboarded proposal is active until one call that was held after that has treated it. Open is also an item of
    /// no proposal that the last call did not treat.
    ///
    /// An extra call has an agenda of its own: it is not judged, and the call after it is compared with the regular one
    /// before it, too. What a cancelled call had on its agenda is left open. Where this call is over, an item that a
    /// later call has is not dropped.
    ///
    /// ## Why
    /// What is open is carried from call to call. An item that is lost when a list is copied is asked for by
    /// nobody, and weeks later its proposal is frozen for want of activity.
    ///
    /// ## Evidence
    /// The items of both calls, and the stages and `closed` of the proposals. Calls before
    /// `records.complete-since` are not judged, nor are calls that are over and have no `attendance`, nor files that
    /// list no item at all. An item with a title alone counts where the last call has `treated: false` for it. Where
    /// the schedule has a call between the two that has no file, nobody knows what the last call discussed.
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
    ///   - { issue: 63, update: The owner presented the API. }
    /// ```
    /// ```yaml minutes/2026-02-26.yaml
    /// date: 2026-02-26
    /// attendance: { Orange: [] }
    /// agenda:
    ///   - { issue: 259, update: The owner presented the API. }
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
    ///   - { issue: 63, update: The owner presented the API. }
    ///   - { issue: 18, closing: true, update: Done. }
    /// ```
    /// ```yaml minutes/2026-02-26.yaml
    /// date: 2026-02-26
    /// attendance: { Orange: [] }
    /// agenda:
    ///   - { issue: 63, treated: false }
    /// ```
    ///
    /// ## Mend
    /// Put the items on the agenda: `backlog agenda carry --call DATE`. If nothing is left to do, record that the
    /// issue of the proposal was closed, `backlog close SLUG`, or the stage that it has reached, `backlog stage SLUG
    /// STAGE`.
    Agenda, Warn, Meeting(check), of absence
}

fn check<'g>(meeting: &'g Meeting, views: &Views<'g>, out: &mut Findings) {
    if !views.calls.is_file_complete(meeting) || !views.group.all_meetings_read {
        return;
    }
    let dropped = views.carry_over.dropped(meeting);
    if dropped.is_empty() {
        return;
    }
    if !views.carry_over.is_last_call_filed(meeting.date.value) {
        out.skip_check(format!(
            "write down the call before that of {}: `backlog new-meeting DATE`, or `backlog cancel DATE --reason WHY`",
            meeting.date.value
        ));
        return;
    }
    dropped.iter().for_each(|mention| out.push(dropped_finding(mention, meeting, views)));
}

fn dropped_finding(mention: &Mention, meeting: &Meeting, views: &Views) -> RuleFinding {
    let (item, last, day) = (mention.item, mention.meeting.date.value, meeting.date.value);
    let proposal = views.index.item_proposal(item).map(|proposal| proposal.slug.as_str());
    let name = proposal.map_or_else(|| item_label(item), |slug| format!("`{slug}`"));
    let word = proposal.map_or_else(|| item_argument(item, &views.index), quote_shell_word);
    let (open, related) = if views.calls.has_treated(mention.meeting, mention.item) {
        (format!("{name} was treated on {last} and is still active"), "treated")
    } else {
        (format!("{name} was on the agenda of {last} and not treated"), "not treated")
    };
    let put = if views.calls.is_meeting_over(meeting) {
        format!("Put it on the agenda of the next call: `backlog agenda add {word}`")
    } else {
        format!("Put it on the agenda: `backlog agenda carry --call {day}`")
    };
    let otherwise = match proposal {
        Some(_) => format!("`backlog close {word}`, or its last stage: `backlog stage {word} STAGE`"),
        None => format!("`backlog note {word} TEXT --call {last}`"),
    };
    RuleFinding::new(meeting.date.place, format!("{open}, and this call does not have it"))
        .with_help(format!("{put}; if nothing is left to do: {otherwise}."))
        .with_related(reference_place(item), format!("{related} on {last}"))
}

#[cfg(test)]
mod tests {
    use crate::rules::examples::rule_findings;

    fn count_findings(call: &str, today: &str) -> usize {
        let files = [
            ("backlog/x.yaml", "name: X\nissue: 63\n"),
            ("minutes/2026-02-12.yaml", "date: 2026-02-12\nagenda: [{ issue: 63, update: u }]\n"),
            (&format!("minutes/{}.yaml", &call[6..16]), call),
        ];
        rule_findings("dropped-agenda-item", &files, today).len()
    }

    #[test]
    fn a_planned_call_is_judged_and_what_is_unknown_is_not() {
        let planned = "date: 2026-02-26\nagenda: [{ issue: 1 }]\n";
        assert_eq!(count_findings(planned, "2026-02-20"), 1);
        assert_eq!(count_findings(planned, "2026-02-27"), 0, "over, and nobody recorded who was there");
        assert_eq!(count_findings("date: 2026-02-26\nattendance: {}\n", "2026-02-27"), 0, "it lists nothing");
        assert_eq!(
            count_findings("date: 2026-03-12\nagenda: [{ issue: 1 }]\n", "2026-02-20"),
            0,
            "a call between them"
        );
    }
    /// The findings of the call of 2026-02-26, which has the item 1 and others, after that of 2026-02-12 with an agenda.
    fn findings_after(last: &str, others: &[(&str, &str)], today: &str) -> Vec<String> {
        let last = format!(
            "date: 2026-02-12\nattendance: {{ Orange: [] }}\nagenda: [{{ issue: 1, treated: false }}, {last}]\n"
        );
        let mut files = vec![
            ("backlog/x.yaml", "name: X\nissue: 63\n"),
            ("minutes/2026-02-12.yaml", &last),
            ("minutes/2026-02-26.yaml", "date: 2026-02-26\nattendance: { Orange: [] }\nagenda: [{ issue: 1 }]\n"),
        ];
        files.extend(others);
        rule_findings("dropped-agenda-item", &files, today)
    }

    #[test]
    fn what_was_not_treated_is_dropped_as_well() {
        let carry = "Put it on the agenda: `backlog agenda carry --call 2026-02-26`; if nothing is left to do:";
        assert_eq!(
            findings_after("{ issue: 63, added: 2026-02-10, exception: x, treated: false }", &[], "2026-02-20"),
            [format!(
                "warning minutes/2026-02-26.yaml:1:7 `x` was on the agenda of 2026-02-12 and not treated, and this call \
                 does not have it | {carry} `backlog close x`, or its last stage: `backlog stage x STAGE`."
            )]
        );
        assert_eq!(
            findings_after("{ issue: 80, treated: false }", &[], "2026-02-20"),
            [format!(
                "warning minutes/2026-02-26.yaml:1:7 #80 was on the agenda of 2026-02-12 and not treated, and this call \
                 does not have it | {carry} `backlog note 80 TEXT --call 2026-02-12`."
            )]
        );
        for item in ["{ issue: 63 }", "{ issue: 80 }", "{ title: T, treated: false }"] {
            assert_eq!(findings_after(item, &[], "2026-02-20").len(), 1, "{item}");
        }
        for item in ["{ issue: 80, update: Done. }", "{ title: T }", "{ title: T, update: Done. }"] {
            assert_eq!(findings_after(item, &[], "2026-02-20"), [""; 0], "{item}");
        }
        assert_eq!(findings_after("{ issue: 63 }", &[], "2026-02-12"), [""; 0], "the call before is still to come");
    }

    #[test]
    fn what_a_later_call_has_is_not_dropped_by_one_that_is_over() {
        let later = ("minutes/2026-03-12.yaml", "date: 2026-03-12\nagenda: [{ issue: 1 }, { issue: 63 }]\n");
        let told = findings_after("{ issue: 63 }", &[], "2026-03-01");
        assert!(told.len() == 1 && told[0].contains("of the next call: `backlog agenda add x`"), "{told:?}");
        assert_eq!(findings_after("{ issue: 63 }", &[later], "2026-03-01"), [""; 0]);
        assert_eq!(findings_after("{ issue: 63 }", &[later], "2026-02-20").len(), 1, "it is still to come");
    }

    #[test]
    fn what_is_approved_is_expected_until_it_was_treated() {
        let approved = |date: &str| format!("name: X\nissue: 63\nstages: [{{ stage: tsc-approved, date: {date} }}]\n");
        let told = |date: &str| {
            findings_after("{ issue: 63, update: u }", &[("backlog/x.yaml", &approved(date))], "2026-02-20").len()
        };
        assert_eq!((told("2026-02-05"), told("2026-02-19")), (0, 1));
    }
}
