//! An item's issue was opened after the agenda closed.

use super::{Findings, rule};
use crate::model::meeting::{Item, Meeting};
use crate::view::Views;
use crate::view::activity::issue_opening::IssueOpening;
use crate::view::item_label::{item_label, reference_place};

rule! {
    /// An item whose issue was opened after the agenda closed, without a reason for an exception.
    ///
    /// The agenda closes as described for `late-agenda-item`. If only the day of the issue is known, it is in time on
    /// the closing day. Items that were carried over have no `added` and are not checked. A topic with the issue or the
    /// pull request of a proposal is checked like an agenda item.
    ///
    /// ## Why
    /// Agreement 1: whoever wants an item on the agenda opens its issue before the agenda closes. An item that is added
    /// in time but described later does not help anybody to prepare.
    ///
    /// ## Evidence
    /// `added` of the item, and when the issue was opened: from `github.yaml`, otherwise from `opened` of its proposal.
    /// If neither has it, the item is not checked.
    ///
    /// ## Bad
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// opened: 2026-02-06
    /// ```
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// agenda:
    ///   - { issue: 63, added: 2026-02-04 }
    /// ```
    ///
    /// ## Bad
    /// ```yaml github.yaml
    /// issues: { 64: { opened: 2026-02-05T09:20:00Z } }
    /// ```
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// agenda:
    ///   - { issue: 64, added: 2026-02-05 }
    /// ```
    ///
    /// ## Good
    /// ```yaml github.yaml
    /// issues: { 63: { opened: 2026-02-05T08:50:00Z }, 64: { opened: 2026-02-09T10:00:00Z } }
    /// ```
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// agenda:
    ///   - { issue: 63, added: 2026-02-05 }
    ///   - { issue: 64, added: 2026-02-10, exception: the owner can join this call only }
    /// ```
    ///
    /// ## Fix
    /// Leave the item to the next call, or record why it is treated all the same: `exception: WHY`. If the date is
    /// wrong, correct `opened`.
    "issue-opened-late", Agenda, Error, Meeting(check)
}

fn check<'g>(meeting: &'g Meeting, views: &Views<'g>, out: &mut Findings) {
    let items = views.agenda.bound_items(meeting).into_iter().map(|agenda_item| agenda_item.item);
    let added = items.filter(|item| item.added.is_some() && item.exception.is_none());
    for item in added {
        match views.activity.issue_opening(item) {
            IssueOpening::NoIssue => {}
            IssueOpening::Unknown => out.skip_check("say when the issue was opened: `backlog set ISSUE opened=DATE`"),
            IssueOpening::On(opened) => {
                let closing = views.calendar.closing(&views.calendar.call_for(meeting));
                if views.calls.is_after_closing(opened, closing) {
                    let closed = views.agenda.describe_closing(meeting);
                    let message = format!("{} was opened on {opened}, and {closed}", describe_issue(item));
                    out.report(reference_place(item), message).with_help(
                        "Leave it to the next call, or say why it is treated all the same: `exception: WHY`.",
                    );
                }
            }
        }
    }
}

fn describe_issue(item: &Item) -> String {
    if item.issue.is_some() { item_label(item) } else { format!("the issue of {}", item_label(item)) }
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    #[test]
    fn times_count_to_the_second_and_pull_requests_have_issues() {
        let agenda = "  - { issue: 1, added: 2026-02-05 }\n  - { issue: 2, added: 2026-02-05 }\n  - { pr: 30, added: 2026-02-05 }\n  \
                      - { issue: 9, added: 2026-02-05 }\n  - issue: 2\n";
        let lock = "issues: { 1: { opened: 2026-02-05T09:00:00Z }, 2: { opened: 2026-02-05T10:00:01+01:00 } }\n";
        let group = TestGroup::new().proposal("x", "issue: 3\nopened: 2026-02-07\ntemplate: { pr: 30 }\n");
        let group = group.file("github.yaml", lock).call("2026-02-12", format!("agenda:\n{agenda}"));
        let help = "Leave it to the next call, or say why it is treated all the same: `exception: WHY`.";
        let closed = "the agenda of 2026-02-12 closed on 2026-02-05 09:00 UTC";
        assert_eq!(
            group.findings(NAME),
            [
                format!(
                    "error minutes/2026-02-12.yaml:4:14 #2 was opened on 2026-02-05T10:00:01+01:00, and {closed} | {help}"
                ),
                format!(
                    "error minutes/2026-02-12.yaml:5:11 the issue of PR#30 was opened on 2026-02-07, and {closed} | {help}"
                ),
            ]
        );
    }
}
