//! An item came onto the agenda after it closed.

use super::{Findings, Found, rule};
use crate::model::meeting::Meeting;
use crate::view::Views;
use crate::view::agenda::Timing;

rule! {
    /// An item that was added after the agenda closed, and that gives no reason for an exception.
    ///
    /// The agenda closes `closes-days-before` calendar days ahead of the call, at the local time at which
    /// the call starts. A bare day is in time on the day of closing itself. Items that were carried over
    /// have no `added` and are never late. A call that was moved keeps the later of both closings.
    ///
    /// ## Why
    /// Procedure 1: the agenda closes seven days ahead, so that companies can prepare and the reviewer's
    /// members can join for what concerns them. Exceptions are decided one by one.
    ///
    /// ## Evidence
    /// `added` of the item, and the schedule.
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// agenda:
    ///   - { issue: 63, added: 2026-02-06 }
    /// ```
    ///
    /// ## Good
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// agenda:
    ///   - { issue: 63, added: 2026-02-05 }
    ///   - { issue: 64, added: 2026-02-10, exception: the owner can join this call only }
    /// ```
    ///
    /// ## Mend
    /// Leave the item to the next call, or write down why it is treated all the same: `exception: WHY`.
    Agenda, Error, Meeting(check)
}

fn check<'g>(meeting: &'g Meeting, views: &Views<'g>, out: &mut Findings) {
    for agenda_item in views.agenda(meeting) {
        let (Timing::Late, Some(added)) = (agenda_item.timing, &agenda_item.item.added) else { continue };
        if agenda_item.item.exception.is_none() {
            out.push(
                Found::at(added.place, format!("added on {}, and {}", added.value, views.closing_told(meeting)))
                    .help("Leave it to the next call, or say why it is treated all the same: `exception: WHY`."),
            );
        }
    }
}
