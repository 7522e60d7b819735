//! What a call has recorded about its items, and what is left to record.

use super::{AgendaItem, Agendas};
use crate::model::meeting::{Item, Meeting};
use crate::model::wording::format_count;
use crate::view::history::{self, Treatment};

/// What a call has recorded about an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemRecord {
    /// The call treated it.
    Recorded,
    /// The call did not treat it.
    NotTreated,
    /// Nothing is recorded yet.
    Open,
}

impl ItemRecord {
    /// The value in JSON.
    pub fn json_key(self) -> &'static str {
        self.names()[0]
    }

    /// The name for people.
    pub fn display_name(self) -> &'static str {
        self.names()[1]
    }

    fn names(self) -> [&'static str; 2] {
        match self {
            ItemRecord::Recorded => ["recorded", "recorded"],
            ItemRecord::NotTreated => ["not-treated", "not treated"],
            ItemRecord::Open => ["open", "open"],
        }
    }
}

impl<'g> Agendas<'g> {
    /// What the call of an item has recorded about it. `None` for a closing item or another topic without a record,
    /// which need none.
    pub fn item_record(&self, item: &AgendaItem) -> Option<ItemRecord> {
        self.find_record(item.meeting, item.item).or(item.needs_record.then_some(ItemRecord::Open))
    }

    /// The current items without a record, in order. Whatever the minutes print for the day of the call counts as a
    /// record too: a stage, the closing of the issue, a `history` entry.
    pub fn unrecorded_items<'v>(&'v self, meeting: &'v Meeting) -> impl Iterator<Item = &'v Item> + use<'v, 'g> {
        current_items(meeting).filter(|item| self.find_record(meeting, item).is_none())
    }

    /// How many current items have a record, and how many there are: `3 of 8 items`. `None` if there are none.
    pub fn describe_progress(&self, meeting: &Meeting) -> Option<String> {
        let all = current_items(meeting).count();
        let recorded = all - self.unrecorded_items(meeting).count();
        (all > 0).then(|| format!("{recorded} of {}", format_count(all, "item")))
    }

    fn find_record(&self, meeting: &Meeting, item: &Item) -> Option<ItemRecord> {
        if item.is_recorded() {
            return Some(if self.base.calls.has_treated(meeting, item) {
                ItemRecord::Recorded
            } else {
                ItemRecord::NotTreated
            });
        }
        let entries = self.history.entries(&self.base.index.item_subject(item));
        let on_day = history::entries_on(&entries, meeting.date.value);
        let is_treated = on_day.iter().any(|entry| entry.treatment == Treatment::Treated);
        let found = if is_treated { ItemRecord::Recorded } else { ItemRecord::NotTreated };
        (!on_day.is_empty()).then_some(found)
    }
}

/// The items of the agenda that a call has to record: not those that it closes.
fn current_items(meeting: &Meeting) -> impl Iterator<Item = &Item> {
    meeting.agenda.iter().filter(|item| !item.closing)
}

#[cfg(test)]
mod tests {
    use super::AgendaItem;
    use crate::test_group::TestGroup;

    #[test]
    fn an_item_is_recorded_or_not_treated_or_open() {
        let group = TestGroup::new()
            .proposal("a", "issue: 1\nstages: [{ stage: under-review, date: 2026-02-12 }]\n")
            .proposal("b", "issue: 2\nhistory: [{ date: 2026-02-12, treated: false }]\n")
            .call(
                "2026-02-12",
                "topics: [{ title: T }, { title: U, notes: Heard. }]\nagenda: [{ issue: 3, notes: Heard. }, { issue: 4, \
                 treated: false }, { issue: 5 }, { issue: 1 }, { issue: 2 }, { issue: 6, closing: true }, { issue: 7, \
                 closing: true, decisions: [Closed.] }]\n",
            );
        let views = group.views("2026-02-12");
        let call = &views.group.meetings[0];
        let record = |item: &AgendaItem| views.agenda.item_record(item).map_or("", |record| record.json_key());
        let of_agenda: Vec<_> = views.agenda.items(call).iter().map(record).collect();
        assert_eq!(of_agenda, ["recorded", "not-treated", "open", "recorded", "not-treated", "", "recorded"]);
        assert_eq!(views.agenda.topics(call).iter().map(record).collect::<Vec<_>>(), ["", "recorded"]);
        let open: Vec<u32> =
            views.agenda.unrecorded_items(call).map(|item| item.issue.as_ref().unwrap().number).collect();
        assert_eq!(open, [5]);
        assert_eq!(views.agenda.describe_progress(call).as_deref(), Some("4 of 5 items"));
    }
}
