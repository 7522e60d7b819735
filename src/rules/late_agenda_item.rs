//! An item was added after the agenda closed.

use super::{Findings, rule};
use crate::model::meeting::Meeting;
use crate::view::Views;
use crate::view::agenda::AgendaItem;
use crate::view::agenda::timing::Timing;
use crate::view::item_label::{item_label, reference_place};

rule! {
    /// An item that was added after the agenda closed, without a reason for an exception.
    ///
    /// The agenda closes `closes-days-before` calendar days before the call, at the local time at which the call
    /// starts. An item with a day but no time is in time on the closing day itself. For a call that was moved, the
    /// later of the two closing times counts.
    ///
    /// An item that was carried over has no `added` and is never late: an earlier call has it, held or not, or the
    /// `history` of its proposal does. An item without `added` that was on no earlier agenda is late once the agenda
    /// has closed, because nobody can know when it was added; an item that has only a title is exempt. A topic with the
    /// issue or the pull request of a proposal is checked like an agenda item; other topics may be added at any time.
    ///
    /// ## Why
    /// Agreement 1: the agenda closes seven days ahead, so that companies can prepare and the reviewer's members can
    /// join for what concerns them. Exceptions are decided one by one.
    ///
    /// ## Evidence
    /// `added` of the item, the schedule, and the items of earlier calls. Items without `added` are not checked up to
    /// and including the first call since `records.complete-since`, or without that key the first call that has a file.
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// agenda:
    ///   - { issue: 63, added: 2026-02-06 }
    /// ```
    /// ```yaml minutes/2026-02-26.yaml
    /// date: 2026-02-26
    /// agenda:
    ///   - issue: 63
    ///   - issue: 400
    /// ```
    ///
    /// ## Good
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// agenda:
    ///   - { issue: 63, added: 2026-02-05 }
    ///   - { issue: 64, added: 2026-02-10, exception: the owner can join this call only }
    /// ```
    /// ```yaml minutes/2026-02-26.yaml
    /// date: 2026-02-26
    /// agenda:
    ///   - issue: 63
    ///   - { issue: 400, added: 2026-02-17 }
    /// ```
    ///
    /// ## Fix
    /// Record when the item was added: `added: DATE`. If the agenda had closed, leave the item to the next call, or
    /// record why it is treated all the same: `exception: WHY`.
    "late-agenda-item", Agenda, Error, Meeting(check)
}

fn check<'g>(meeting: &'g Meeting, views: &Views<'g>, out: &mut Findings) {
    let late = |agenda_item: &AgendaItem| agenda_item.timing == Timing::Late && agenda_item.item.exception.is_none();
    for agenda_item in views.agenda.bound_items(meeting).into_iter().filter(late) {
        let (item, closed) = (agenda_item.item, views.agenda.describe_closing(meeting));
        match &item.added {
            Some(added) => out
                .report(added.place, format!("added on {}, and {closed}", added.value))
                .with_help("Leave it to the next call, or say why it is treated all the same: `exception: WHY`."),
            None => {
                let message = format!("{} is on no earlier agenda and has no day, and {closed}", item_label(item));
                out.report(reference_place(item), message).with_help(
                    "Write `added: DATE`, the day on which it was added. If the agenda had closed, leave it to the \
                     next call, or say why it is treated all the same: `exception: WHY`.",
                )
            }
        };
    }
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    const CLOSED: &str = "the agenda of 2026-02-26 closed on 2026-02-19 15:00 UTC";

    fn findings_for(call: &str, today: &str) -> Vec<String> {
        let group = TestGroup::new().proposal("x", "issue: 63\ntemplate: { pr: 64 }\n");
        group.call("2026-02-12", "agenda: [{ issue: 1 }]\n").call("2026-02-26", call).findings_on(NAME, today)
    }

    #[test]
    fn a_new_item_without_a_day_is_late_after_closing() {
        let call = "agenda: [{ issue: 1 }, { issue: 400 }]\n";
        assert_eq!(findings_for(call, "2026-02-19T14:59"), [""; 0]);
        assert_eq!(
            findings_for(call, "2026-02-19T15:00"),
            [format!(
                "error minutes/2026-02-26.yaml:2:33 #400 is on no earlier agenda and has no day, and {CLOSED} | Write \
                 `added: DATE`, the day on which it was added. If the agenda had closed, leave it to the next call, \
                 or say why it is treated all the same: `exception: WHY`."
            )]
        );
        for item in ["{ issue: 400, added: 2026-02-19 }", "{ issue: 400, exception: urgent }"] {
            assert_eq!(findings_for(&format!("agenda: [{item}]\n"), "2026-03-01"), [""; 0], "{item}");
        }
    }

    #[test]
    fn topics_about_proposals_are_checked_and_others_are_not() {
        let late = "topics: [{ pr: 64, title: T, added: 2026-02-20 }, { issue: 9, title: U, added: 2026-02-20 }]\n";
        assert_eq!(
            findings_for(late, "2026-02-20"),
            [format!(
                "error minutes/2026-02-26.yaml:2:37 added on 2026-02-20, and {CLOSED} | Leave it to the next call, or \
                 say why it is treated all the same: `exception: WHY`."
            )]
        );
        assert_eq!(findings_for("agenda: [{ title: W }]\n", "2026-02-20"), [""; 0], "a title may be reworded");
        let undated =
            findings_for("topics: [{ issue: 63, title: T }, { issue: 9, title: U }, { title: V }]\n", "2026-02-20");
        assert_eq!(undated.len(), 1, "{undated:?}");
        assert!(undated[0].contains("#63 is on no earlier agenda and has no day"), "{undated:?}");
    }
}
