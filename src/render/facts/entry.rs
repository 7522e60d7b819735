//! What calls said about an item.

use super::Facts;
use crate::view::agenda::AgendaItem;
use crate::view::day_list::format_days;
use crate::view::history::{self, HistoryEntry, Treatment};
use chrono::NaiveDate;
use minijinja::context;
use minijinja::value::Value;
use std::slice;

impl<'g> Facts<'_, 'g> {
    /// What earlier calls said about an item.
    pub fn history(&self, item: &AgendaItem<'g>, day: NaiveDate) -> Vec<Value> {
        let entries = self.views.history.entries(&item.subject);
        history::grouped_before(&entries, day).filter_map(|same| self.entry(same)).collect()
    }

    /// What earlier calls said about an item that no call before this one has in its file.
    pub fn notes_of_calls_without_file(&self, item: &AgendaItem<'g>, day: NaiveDate) -> Vec<Value> {
        let entries = self.views.history.entries(&item.subject);
        let is_said = |entry: &HistoryEntry| entry.text.is_some() || entry.treatment == Treatment::NotTreated;
        let said = history::grouped_before(&entries, day).filter(|same| same.first().is_some_and(is_said));
        said.filter_map(|same| self.entry(same)).collect()
    }

    /// What the call said about the item's subject.
    pub fn update(&self, item: &AgendaItem<'g>, day: NaiveDate) -> Vec<Value> {
        let entries = self.views.history.entries(&item.subject);
        history::entries_on(&entries, day).iter().filter_map(|entry| self.entry(slice::from_ref(entry))).collect()
    }

    /// What the call said about this item: a hand-written list may have two items with one title.
    pub fn notes(&self, item: &AgendaItem<'g>, day: NaiveDate) -> Vec<Value> {
        let entries = self.views.history.entries(&item.subject);
        let note = |entry: &HistoryEntry<'g>| has_content(entry).then(|| self.entry(slice::from_ref(entry))).flatten();
        match history::entries_on(&entries, day) {
            // The other entries of that day belong to other items.
            [first, _, ..] if item.item.is_recorded() => {
                let own = self.views.history.recorded_entry(item.meeting, item.item);
                let is_first = first.text == own.text && first.decisions == own.decisions;
                note(if is_first { first } else { &own }).into_iter().collect()
            }
            _ if item.is_repeated && !item.item.is_recorded() => Vec::new(),
            on_day => on_day.iter().filter_map(note).collect(),
        }
    }

    /// Entries that say the same.
    pub fn entry(&self, same: &[HistoryEntry<'g>]) -> Option<Value> {
        let first = same.first()?;
        let stages = first.stages.iter().map(|reached| {
            let note = reached.reason.as_deref().map(|note| self.prose(note));
            context! { name => self.views.reviews.format_stage(reached.stage.value), note }
        });
        Some(context! {
            // `Jan 8, Jan 22, 2026`; empty if the records know no day.
            days => format_days(same.iter().filter_map(|entry| entry.date)),
            treatment => match first.treatment {
                Treatment::Treated => "treated",
                Treatment::NotTreated => "not-treated",
                Treatment::NotHeld => "not-held",
            },
            // Markdown.
            text => first.text.map(|text| self.prose(text)),
            stages => stages.collect::<Value>(),
            // The day on which the issue was closed, for the call that closed it.
            closed => first.closed.map(|day| day.to_string()),
            // Markdown.
            decisions => first.decisions.iter().map(|decision| self.prose(decision)).collect::<Value>(),
        })
    }
}

/// Whether an entry says more than that the call treated the item or was not held.
fn has_content(entry: &HistoryEntry) -> bool {
    let is_silent = entry.stages.is_empty() && entry.decisions.is_empty() && entry.closed.is_none();
    entry.treatment == Treatment::NotTreated || entry.text.is_some() || !is_silent
}
