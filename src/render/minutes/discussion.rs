//! The discussion tables: the cells of each row.

use super::MinutesWriter;
use crate::model::meeting::Item;
use crate::model::proposal::{Proposal, ProposalKind};
use crate::render::cell::{escape_text, format_cell, format_link};
use crate::view::agenda::AgendaItem;
use crate::view::day_list::push_days;
use crate::view::history::{self, HistoryEntry, Treatment};
use crate::view::stages::format_closed;
use chrono::NaiveDate;
use serde::Serialize;
use std::slice;

/// A row; each cell is Markdown on one line.
#[derive(Serialize)]
pub struct DiscussionRow {
    pub issue: String,
    pub company: String,
    pub summary: String,
    pub status: String,
    /// For style `mom`: the item's name, and what was said about it in this call.
    pub item: String,
    pub description: String,
}

impl<'g> MinutesWriter<'_, 'g> {
    pub(super) fn discussion_row(&self, item: &AgendaItem<'g>, day: NaiveDate) -> DiscussionRow {
        DiscussionRow {
            issue: self.item_reference(item).unwrap_or_default(),
            company: self.format_company(item, day),
            summary: self.format_summary(item, day),
            status: if item.is_repeated { REPEATED.to_owned() } else { self.format_status(item, day) },
            item: String::new(),
            description: String::new(),
        }
    }

    /// The row of style `mom`, which covers only this call.
    pub(super) fn plain_row(&self, item: &AgendaItem<'g>, day: NaiveDate) -> DiscussionRow {
        let mut description = String::new();
        for (at, entry) in self.entries_for(item, day).iter().enumerate() {
            description.push_str(if at == 0 { "" } else { "<br>" });
            // The minutes of a call that is not held say so at their top.
            let is_held = entry.treatment != Treatment::NotHeld;
            self.write_entry(entry, entry.treatment.display_name().filter(|_| is_held), &mut description);
        }
        DiscussionRow {
            issue: String::new(),
            company: self.format_company(item, day),
            summary: String::new(),
            status: String::new(),
            item: self.plain_name(item, day),
            description,
        }
    }

    /// The name of the item in a list: its kind, reference and title.
    pub(in crate::render) fn plain_name(&self, item: &AgendaItem<'g>, day: NaiveDate) -> String {
        let parts = [format_kind(item.item), self.item_reference(item), Some(self.item_title(item, day))];
        parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// What the call said about this item: a hand-written list may have two items with one title.
    fn entries_for(&self, item: &AgendaItem<'g>, day: NaiveDate) -> Vec<HistoryEntry<'g>> {
        let entries = self.views.history.entries(&item.subject);
        let on_day = history::entries_on(&entries, day);
        match on_day {
            // The other entries of that day belong to other items.
            [first, _, ..] if item.item.is_recorded() => {
                let own = self.views.history.recorded_entry(item.meeting, item.item);
                let is_first = first.text == own.text && first.decisions == own.decisions;
                vec![if is_first { first.clone() } else { own }]
            }
            _ if item.is_repeated && !item.item.is_recorded() => Vec::new(),
            _ => on_day.to_vec(),
        }
    }

    /// The owners on the day and the former owners; for an item without a proposal, who the item names.
    pub(super) fn format_company(&self, item: &AgendaItem<'g>, day: NaiveDate) -> String {
        let Some(proposal) = item.proposal.filter(|_| !item.is_repeated) else {
            return item.item.who.as_ref().map(|who| escape_text(who)).unwrap_or_default();
        };
        let joined = |names: Vec<&str>| names.into_iter().map(escape_text).collect::<Vec<_>>().join(" & ");
        let now = joined(self.views.owners.owners_on(proposal, day));
        let before = self.views.owners.owners_before(proposal, day);
        let who = item.item.who.as_ref().filter(|_| now.is_empty()).map(|who| escape_text(who));
        match (who, before.is_empty()) {
            (Some(who), _) => who,
            (None, true) => now,
            (None, false) => format!("{now}<br>before: {}", joined(before)),
        }
    }

    fn format_summary(&self, item: &AgendaItem<'g>, day: NaiveDate) -> String {
        let title = self.item_title(item, day);
        let bold = if title.is_empty() { String::new() } else { format!("<strong>{title}</strong>") };
        let Some(proposal) = item.proposal.filter(|_| !item.is_repeated) else { return bold };
        let related =
            self.related_issues(proposal).map(|related| format!("<br>Related: {related}")).unwrap_or_default();
        format!("{bold}<br>{}{related}", self.format_template(proposal, day))
    }

    /// Related issues. Those of a family are listed with its own issue instead.
    fn related_issues(&self, proposal: &Proposal) -> Option<String> {
        let is_listed = proposal.kind != ProposalKind::ApiFamily && !proposal.related.is_empty();
        is_listed.then(|| self.link_issues(&proposal.related))
    }

    /// Where the filled template is on the day, in the wording that the group is used to.
    fn format_template(&self, proposal: &'g Proposal, day: NaiveDate) -> String {
        let prs: Vec<String> =
            self.views.templates.prs_on(proposal, day).into_iter().map(|pr| self.link_pr(pr)).collect();
        let is_elsewhere = proposal.template.as_ref().is_some_and(|template| template.pr.is_none());
        match (prs.split_first(), self.views.links.template_url(proposal)) {
            (None, Some(url)) if is_elsewhere => format!("The API template is available {}", format_link("here", &url)),
            (None, _) => "The API template is not available yet".to_owned(),
            (Some((pr, [])), _) => format!("The API template is available at {pr}"),
            (Some((pr, before)), _) => {
                let oldest_first: Vec<&str> = before.iter().rev().map(String::as_str).collect();
                format!("The API template is available at {pr} (before: {})", oldest_first.join(", "))
            }
        }
    }

    /// Initial context, what earlier calls said, this call's update under its date, and open action points. Empty
    /// sections are left out.
    fn format_status(&self, item: &AgendaItem<'g>, day: NaiveDate) -> String {
        // Written into one string: histories are most of the text of minutes.
        let mut status = String::with_capacity(4096);
        if let Some(summary) = item.proposal.and_then(|proposal| proposal.summary.as_ref()) {
            status.push_str("<strong>Initial context:</strong> ");
            status.push_str(&self.cached_cell(summary.as_str()));
        }
        let entries = self.views.history.entries(&item.subject);
        for (at, same) in history::grouped_before(&entries, day).enumerate() {
            // Entries without a day come first, and it is unknown which of them belong to the same day.
            let is_undated = same.first().is_some_and(|entry| entry.date.is_none());
            push_gap(&mut status, if at > 0 && is_undated { PARAGRAPH_GAP } else { DAY_GAP });
            self.write_entries(same, &mut status);
        }
        for (at, entry) in history::entries_on(&entries, day).iter().enumerate() {
            push_gap(&mut status, DAY_GAP);
            status.push_str(if at == 0 { "<strong>Meeting update</strong><br>" } else { "" });
            self.write_entries(slice::from_ref(entry), &mut status);
        }
        for (at, action) in self.open_actions_for(item, day).enumerate() {
            push_gap(&mut status, if at == 0 { DAY_GAP } else { "<br>" });
            status.push_str(&self.format_action(action, day));
        }
        status
    }

    /// Writes entries that say the same, under their days; an entry without a day has no heading.
    fn write_entries(&self, same: &[HistoryEntry<'g>], out: &mut String) {
        let Some(first) = same.first() else { return };
        if first.date.is_some() {
            push_heading(out, same.iter().filter_map(|entry| entry.date), " ");
        }
        self.write_entry(first, first.treatment.display_name(), out);
    }

    /// Writes an entry: whether the item was treated, its text, stages and decisions.
    fn write_entry(&self, entry: &HistoryEntry<'g>, treatment: Option<&str>, out: &mut String) {
        let mut gap = "";
        if let Some(words) = treatment {
            out.push_str(words);
            gap = "<br>";
        }
        if let Some(prose) = entry.text {
            out.push_str(treatment.map_or("", |_| ". "));
            out.push_str(&self.cached_cell(prose));
            gap = "<br>";
        }
        let mut line = |parts: [&str; 3]| {
            out.push_str(std::mem::replace(&mut gap, "<br>"));
            out.extend(parts);
        };
        for reached in &entry.stages {
            let note = reached.note.as_deref().map(|note| format!(" ({})", format_cell(note))).unwrap_or_default();
            line([
                "<strong>Stage:</strong> ",
                &escape_text(&self.views.reviews.format_stage(reached.stage.value)),
                &note,
            ]);
        }
        if let Some(closed) = entry.closed {
            line([&format_closed(closed), "", ""]);
        }
        for decision in &entry.decisions {
            line(["<strong>Decision:</strong> ", &self.cached_cell(decision), ""]);
        }
    }
}

/// The status in further rows of an item; its first row has what was said about all of them.
const REPEATED: &str = "See the first row of this item.";

/// What separates paragraphs in a cell.
const PARAGRAPH_GAP: &str = "<br><br>";

/// What separates days in a cell.
const DAY_GAP: &str = "<br><br><br>";

/// Appends a gap, unless the text is empty.
fn push_gap(out: &mut String, gap: &str) {
    if !out.is_empty() {
        out.push_str(gap);
    }
}

/// The kind of a topic, in parentheses.
pub(super) fn format_kind(item: &Item) -> Option<String> {
    item.kind.as_deref().map(|kind| format!("({})", escape_text(&kind.replace('-', " "))))
}

/// Appends the days of an entry, then a gap.
fn push_heading(out: &mut String, dates: impl IntoIterator<Item = NaiveDate>, gap: &str) {
    out.push_str("<strong>");
    push_days(out, dates);
    out.extend([":</strong>", gap]);
}
