//! How many calls in a row did not reach each open item.

use crate::model::meeting::Item;
use crate::view::Views;
use crate::view::index::Subject;
use chrono::NaiveDate;
use std::cmp::Reverse;
use std::collections::HashSet;

/// The open items and how long they have waited.
#[derive(Debug, Default)]
pub struct WaitingItems<'g> {
    /// The running or next call, before which calls are counted. `None` if the schedule has ended: then all calls count.
    pub call: Option<NaiveDate>,
    /// The agenda of that call, and the items that earlier calls leave open and that are not on it: those that have
    /// waited longest first.
    pub items: Vec<WaitingItem<'g>>,
}

/// An open item.
#[derive(Debug)]
pub struct WaitingItem<'g> {
    /// The item in the file of the coming call, or else in that of the last call with it.
    pub item: &'g Item,
    /// What it is about.
    pub subject: Subject,
    /// How many calls in a row had it on their agenda and did not treat it.
    pub calls: usize,
}

impl<'g> Views<'g> {
    /// The open items, and how many calls in a row did not reach them.
    pub(super) fn waiting_items(&self) -> WaitingItems<'g> {
        let call = self.calls.coming_calls().next().map(|call| call.date);
        // A day without a coming call is over, too.
        let Some(day) = call.or_else(|| self.now.day().succ_opt()) else { return WaitingItems::default() };
        let listed = self.calls.meeting_on(day).into_iter().flat_map(|meeting| &meeting.agenda);
        let open = self.carry_over.items(day).into_iter().map(|mention| mention.item);
        let mut known = HashSet::new();
        let mut items: Vec<WaitingItem> = Vec::new();
        for item in listed.chain(open) {
            let subject = self.index.item_subject(item);
            if subject.is_nameless() || known.insert(subject.clone()) {
                let calls = self.history.calls_without(&subject, day);
                items.push(WaitingItem { item, subject, calls });
            }
        }
        items.sort_by_key(|item| Reverse(item.calls));
        WaitingItems { call, items }
    }
}

#[cfg(test)]
mod tests {
    use crate::test_group::TestGroup;

    fn describe(group: &TestGroup, now: &str) -> Vec<String> {
        let views = group.views(now);
        let waiting = views.waiting_items();
        let items = waiting.items.iter().map(|one| {
            let number = one.item.issue.as_ref().map_or(0, |issue| issue.number);
            format!("{number}: {}", one.calls)
        });
        waiting.call.map(|day| day.to_string()).into_iter().chain(items).collect()
    }

    #[test]
    fn items_of_the_agenda_and_those_left_open_are_counted_once() {
        let group = TestGroup::new()
            .proposal("a", "issue: 1\n")
            .proposal("b", "issue: 2\n")
            .call("2026-01-08", "agenda: [{ issue: 2, treated: false }, { issue: 1, notes: Heard. }]\n")
            .call(
                "2026-01-22",
                "agenda: [{ issue: 1, treated: false }, { issue: 2, treated: false }, { issue: 3, notes: Done. }]\n",
            );
        assert_eq!(describe(&group, "2026-01-23"), ["2026-02-12", "2: 2", "1: 1"], "treated without a proposal");
        let with_file = group.call("2026-02-12", "agenda: [{ issue: 4 }, { issue: 1, treated: false }]\n");
        assert_eq!(
            describe(&with_file, "2026-02-12T08:00Z"),
            ["2026-02-12", "2: 2", "1: 1", "4: 0"],
            "the coming call itself does not count"
        );
        let none_to_come = with_file.settings("schedule: []\n");
        assert_eq!(describe(&none_to_come, "2026-02-13"), ["1: 2", "2: 2", "4: 0"]);
    }

    #[test]
    fn no_call_leaves_no_item_open() {
        assert_eq!(describe(&TestGroup::new(), "2026-01-23"), ["2026-02-12"]);
    }
}
