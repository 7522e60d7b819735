//! How long an agenda item has waited: the consecutive calls that did not treat it.

use crate::model::meeting::Item;
use crate::view::history::{Histories, HistoryEntry, Treatment, entries_before};
use crate::view::index::Subject;
use chrono::NaiveDate;

impl Histories<'_> {
    /// How many consecutive calls before a day had an item on their agenda and did not treat it, according to their
    /// files and the earlier history of its proposal. A call without a record about it is skipped.
    pub fn calls_not_reached(&self, item: &Item, day: NaiveDate) -> usize {
        self.calls_without(&self.base.index.item_subject(item), day)
    }

    /// As [`Histories::calls_not_reached`], for the subject of items.
    pub fn calls_without(&self, subject: &Subject, day: NaiveDate) -> usize {
        entries_before(&self.entries(subject), day).last().map_or(0, |entry| entry.waited)
    }
}

/// Counts for each entry of a subject the consecutive calls until then that did not treat it. The entries are in order;
/// undated ones come first and count for no call.
pub(super) fn count_waiting(entries: &mut [HistoryEntry]) {
    let (mut waited, mut last) = (0, None);
    for entry in entries {
        match entry.treatment {
            Treatment::Treated => (waited, last) = (0, None),
            // An agenda may have an item twice.
            Treatment::NotTreated if entry.date != last => (waited, last) = (waited + 1, entry.date),
            Treatment::NotTreated | Treatment::NotHeld => {}
        }
        entry.waited = waited;
    }
}

#[cfg(test)]
mod tests {
    use crate::test_group::{TestGroup, day};

    #[test]
    fn consecutive_calls_are_counted_from_files_and_earlier_history() {
        let proposal = "issue: 1\nearlier:\n  - { date: 2025-11-13, treated: false }\n  - { date: 2025-11-27, \
                        text: It was presented. }\n  - { date: 2025-12-11, treated: false }\n  - { date: 2026-01-08, \
                        treated: false }\n";
        let views = TestGroup::new()
            .proposal("a", proposal)
            .call("2025-12-25", "agenda: [{ issue: 1, treated: false }]\n")
            .call("2026-01-08", "agenda: [{ issue: 1, treated: false }]\n")
            .call("2026-01-22", "agenda: [{ issue: 1 }, { issue: 2, notes: Heard. }]\n")
            .call("2026-02-12", "agenda: [{ issue: 2 }, { issue: 1 }, { title: New }]\n")
            .views("2026-02-13");
        let call = &views.group.meetings[3];
        let waited = |at: usize, before: &str| views.history.calls_not_reached(&call.agenda[at], day(before));
        assert_eq!(waited(1, "2026-02-12"), 2, "the call of 2025-12-25 was not held");
        assert_eq!(waited(1, "2026-01-08"), 1);
        assert_eq!(waited(1, "2025-12-01"), 0, "the last call reached it");
        assert_eq!([waited(0, "2026-02-12"), waited(2, "2026-02-12")], [0, 0]);
    }

    #[test]
    fn a_call_with_an_item_twice_counts_once() {
        let twice = "topics: [{ title: Heard, notes: x }]\nagenda: [{ issue: 1, treated: false }, { issue: 1, treated: false }]\n";
        let undated = "issue: 1\nhistory: [{ treated: false, notes: Some day. }]\n";
        let views = TestGroup::new()
            .proposal("a", undated)
            .call("2026-01-22", twice)
            .call("2026-02-12", twice)
            .call("2026-02-26", "agenda: [{ issue: 1, notes: Heard. }, { issue: 1, treated: false }]\n")
            .views("2026-03-06");
        let item = &views.group.meetings[0].agenda[0];
        let waited = ["2026-01-22", "2026-02-12", "2026-02-26", "2026-03-12"]
            .map(|before| views.history.calls_not_reached(item, day(before)));
        assert_eq!(waited, [0, 1, 2, 1]);
    }
}
