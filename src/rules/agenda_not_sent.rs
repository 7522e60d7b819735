//! The agenda was not sent to the reviewer's list.

use super::{Findings, RuleFinding, rule};
use crate::model::meeting::{Item, Meeting};
use crate::model::when::When;
use crate::source::Spanned;
use crate::view::Views;
use crate::view::agenda::mail::AgendaMail;
use crate::view::item_label::{item_label, reference_place};

rule! {
    /// An agenda that has closed but was not sent to the reviewer's list, or that got another item after it was sent.
    ///
    /// An item with an `exception` counts as well: the exception explains why the group treats it, but the list does
    /// not know about it yet. Days without a time are compared as days, so an item that was added on the day of the
    /// mail is taken to be in it. After a second mail, `agenda-sent` is the day of that mail.
    ///
    /// ## Why
    /// Agreement 3: the agenda is sent to the reviewer, so that more of its companies join the call and comment on the
    /// APIs that matter to them. They come for the items in the mail.
    ///
    /// ## Evidence
    /// `agenda-sent` of the call, `added` of its items, and the schedule. Not checked are groups without a `reviewer`,
    /// canceled calls, calls before `records.complete-since`, and past calls without `attendance`. If the agenda
    /// closed before `records.complete-since`, the rule is silent: the mail may have been sent without being recorded.
    ///
    /// ## Bad, on 2026-02-06
    /// ```yaml workgroup.yaml
    /// name: Example
    /// schedule: { slot: 2nd thursday, start: "09:00", end: "10:30" }
    /// reviewer: { name: TSC, mail: tsc@lists.example.org }
    /// ```
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// ```
    ///
    /// ## Bad, on 2026-02-11
    /// ```yaml workgroup.yaml
    /// name: Example
    /// schedule: { slot: 2nd thursday, start: "09:00", end: "10:30" }
    /// reviewer: { name: TSC }
    /// ```
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// agenda-sent: 2026-02-05
    /// agenda:
    ///   - { issue: 64, added: 2026-02-10, exception: the owner can join this call only }
    /// ```
    ///
    /// ## Good, on 2026-02-11
    /// ```yaml workgroup.yaml
    /// name: Example
    /// schedule: { slot: 2nd thursday, start: "09:00", end: "10:30" }
    /// reviewer: { name: TSC }
    /// ```
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// agenda-sent: 2026-02-05T10:00
    /// agenda:
    ///   - { issue: 63, added: 2026-02-05 }
    /// ```
    /// ```yaml minutes/2026-03-12.yaml
    /// date: 2026-03-12
    /// ```
    ///
    /// ## Fix
    /// Send the agenda, or what was added to it, to the reviewer's list: `backlog mail agenda DATE --send` also records
    /// when. If you send it in another way, write `agenda-sent: DATE` into the call's file.
    "agenda-not-sent", Agenda, Warn, Meeting(check), reports missing_data
}

fn check(meeting: &Meeting, views: &Views, out: &mut Findings) {
    let Some(reviewer) = views.workgroup.reviewer.as_ref().filter(|_| views.calls.is_file_complete(meeting)) else {
        return;
    };
    let (list, day) = (reviewer.name.as_str(), meeting.date.value);
    match views.agenda.mail(meeting) {
        AgendaMail::NotDue | AgendaMail::Sent(_) => {}
        AgendaMail::Missing => {
            let closing = views.calendar.closing(&views.calendar.call_for(meeting));
            // The records begin after the mail of this call.
            if !views.workgroup.records.is_complete_on(closing.day()) {
                return;
            }
            let message =
                format!("{}, but it is not recorded as sent to {list}", views.agenda.describe_closing(meeting));
            let help = if views.calls.is_meeting_over(meeting) {
                "If it was sent, record when: `agenda-sent: DATE`.".to_owned()
            } else {
                format!(
                    "Send it to the {list} list: `backlog mail agenda {day} --send`; if it was sent in another way, \
                     record when: `agenda-sent: DATE`."
                )
            };
            out.report(meeting.date.place, message).with_help(help);
        }
        AgendaMail::Outdated { sent, added_later } => {
            let help = if views.calls.is_meeting_over(meeting) {
                "If the list was informed, record the day of the last mail: `agenda-sent: DATE`.".to_owned()
            } else {
                format!(
                    "Send the update to the {list} list: `backlog mail agenda {day} --send --again`; if it was sent \
                     in another way, record when: `agenda-sent: DATE`."
                )
            };
            report_outdated(sent, &added_later, list, out).with_help(help);
        }
    }
}

fn report_outdated<'o>(
    sent: &Spanned<When>,
    added_later: &[&Item],
    list: &str,
    out: &'o mut Findings,
) -> &'o mut RuleFinding {
    let what = match added_later {
        [item] => format!("{} was added", item_label(item)),
        items => format!("{} items were added", items.len()),
    };
    let message = format!("the agenda was sent to {list} on {}, and {what} afterwards", sent.value);
    let found = out.report(sent.place, message);
    for item in added_later {
        let added = item.added.as_ref().map(|added| added.value.to_string()).unwrap_or_default();
        found.with_related(reference_place(item), format!("{} was added on {added}", item_label(item)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    fn findings_for(records: &str, meeting: &str, today: &str) -> Vec<String> {
        let settings = format!(
            "schedule: {{ slot: 2nd thursday, start: '09:00', end: '10:30' }}\nreviewer: {{ name: TSC }}\n{records}"
        );
        TestGroup::new().settings(settings).call("2026-02-12", meeting).findings_on(NAME, today)
    }

    #[test]
    fn the_help_is_to_send_it_or_after_the_call_to_record_it() {
        let closed = "the agenda of 2026-02-12 closed on 2026-02-05 09:00 UTC, but it is not recorded as sent to TSC";
        assert_eq!(
            findings_for("", "", "2026-02-06"),
            [format!(
                "warning minutes/2026-02-12.yaml:1:7 {closed} | Send it to the TSC list: `backlog mail agenda \
                 2026-02-12 --send`; if it was sent in another way, record when: `agenda-sent: DATE`."
            )]
        );
        assert_eq!(
            findings_for("", "attendance: {}\n", "2026-02-13"),
            [format!(
                "warning minutes/2026-02-12.yaml:1:7 {closed} | If it was sent, record when: `agenda-sent: DATE`."
            )]
        );
        assert!(findings_for("", "", "2026-02-13").is_empty(), "nobody recorded the call");
        let complete = "records: { complete-since: 2026-02-06 }\n";
        assert!(findings_for(complete, "", "2026-02-06").is_empty(), "it closed before");
    }

    #[test]
    fn one_finding_counts_all_items_added_later() {
        let items = "agenda-sent: 2026-02-05\nagenda:\n  - { issue: 1, added: 2026-02-06 }\n  - { issue: 2, added: 2026-02-07 }\n";
        let findings = findings_for("", items, "2026-02-10");
        assert!(
            findings.len() == 1
                && findings[0]
                    .contains("2:14 the agenda was sent to TSC on 2026-02-05, and 2 items were added afterwards"),
            "{findings:?}"
        );
    }
}
