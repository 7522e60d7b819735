//! The discussion tables: what each cell of a row says.

use super::Writer;
use crate::model::meeting::Item;
use crate::model::proposal::{Kind, Proposal};
use crate::render::cell::{cell, link, text};
use crate::view::agenda::AgendaItem;
use crate::view::day_list::push_days;
use crate::view::history::{self, Entry, Treatment};
use crate::view::lifecycle::closed_words;
use chrono::NaiveDate;
use serde::Serialize;
use std::slice;

/// A row; each cell is Markdown on one line.
#[derive(Serialize)]
pub struct Row {
    pub issue: String,
    pub company: String,
    pub summary: String,
    pub status: String,
    /// For style `mom`: what the item is called, and what was said of it in this call alone.
    pub item: String,
    pub description: String,
}

impl<'g> Writer<'_, 'g> {
    pub(super) fn row(&self, item: &AgendaItem<'g>, day: NaiveDate) -> Row {
        Row {
            issue: self.reference(item).unwrap_or_default(),
            company: self.company(item, day),
            summary: self.summary(item, day),
            status: if item.is_repeated { REPEATED.to_owned() } else { self.status(item, day) },
            item: String::new(),
            description: String::new(),
        }
    }

    /// The row of style `mom`, which tells this call alone.
    pub(super) fn plain_row(&self, item: &AgendaItem<'g>, day: NaiveDate) -> Row {
        let mut description = String::new();
        for (at, entry) in self.entries_of(item, day).iter().enumerate() {
            description.push_str(if at == 0 { "" } else { "<br>" });
            // The minutes of a call that is not held say so at their head.
            let is_held = entry.treatment != Treatment::NotHeld;
            self.say(entry, entry.treatment.words().filter(|_| is_held), &mut description);
        }
        Row {
            issue: String::new(),
            company: self.company(item, day),
            summary: String::new(),
            status: String::new(),
            item: self.plain_name(item, day),
            description,
        }
    }

    /// What the item is called in a list: its kind, its reference, its title.
    pub(in crate::render) fn plain_name(&self, item: &AgendaItem<'g>, day: NaiveDate) -> String {
        let parts = [kind(item.item), self.reference(item), Some(self.title(item, day))];
        parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// What the call said of this item alone: a list by hand may have two of one title.
    fn entries_of(&self, item: &AgendaItem<'g>, day: NaiveDate) -> Vec<Entry<'g>> {
        let entries = self.views.entries(&item.subject);
        let on_day = history::on(&entries, day);
        match on_day {
            // The others of one day have items of their own.
            [first, _, ..] if item.item.is_recorded() => {
                let own = self.views.recorded_entry(item.meeting, item.item);
                let is_first = first.text == own.text && first.decisions == own.decisions;
                vec![if is_first { first.clone() } else { own }]
            }
            _ if item.is_repeated && !item.item.is_recorded() => Vec::new(),
            _ => on_day.to_vec(),
        }
    }

    /// Who owned it on the day, and who before; for an item of no proposal who the item names.
    pub(super) fn company(&self, item: &AgendaItem<'g>, day: NaiveDate) -> String {
        let Some(proposal) = item.proposal.filter(|_| !item.is_repeated) else {
            return item.item.who.as_ref().map(|who| text(who)).unwrap_or_default();
        };
        let joined = |names: Vec<&str>| names.into_iter().map(text).collect::<Vec<_>>().join(" & ");
        let now = joined(self.views.owners_on(proposal, day));
        let before = self.views.owners_before(proposal, day);
        let who = item.item.who.as_ref().filter(|_| now.is_empty()).map(|who| text(who));
        match (who, before.is_empty()) {
            (Some(who), _) => who,
            (None, true) => now,
            (None, false) => format!("{now}<br>before: {}", joined(before)),
        }
    }

    fn summary(&self, item: &AgendaItem<'g>, day: NaiveDate) -> String {
        let title = self.title(item, day);
        let bold = if title.is_empty() { String::new() } else { format!("<strong>{title}</strong>") };
        let Some(proposal) = item.proposal.filter(|_| !item.is_repeated) else { return bold };
        let related = self.related(proposal).map(|related| format!("<br>Related: {related}")).unwrap_or_default();
        format!("{bold}<br>{}{related}", self.template(proposal, day))
    }

    /// What is worth reading next to the proposal's own issue. The issues of a family are named with its own.
    fn related(&self, proposal: &Proposal) -> Option<String> {
        let is_listed = proposal.kind != Kind::ApiFamily && !proposal.related.is_empty();
        is_listed.then(|| self.linked_issues(&proposal.related))
    }

    /// Where the filled template is on the day, in the words that the group is used to.
    fn template(&self, proposal: &'g Proposal, day: NaiveDate) -> String {
        let prs: Vec<String> =
            self.views.template_prs_on(proposal, day).into_iter().map(|pr| self.linked_pr(pr)).collect();
        let is_elsewhere = proposal.template.as_ref().is_some_and(|template| template.pr.is_none());
        match (prs.split_first(), self.views.template_url(proposal)) {
            (None, Some(url)) if is_elsewhere => format!("The API template is available {}", link("here", &url)),
            (None, _) => "The API template is not available yet".to_owned(),
            (Some((pr, [])), _) => format!("The API template is available at {pr}"),
            (Some((pr, before)), _) => {
                let oldest_first: Vec<&str> = before.iter().rev().map(String::as_str).collect();
                format!("The API template is available at {pr} (before: {})", oldest_first.join(", "))
            }
        }
    }

    /// Initial context, what earlier calls said, this call's update under its date, its open action points. What
    /// has nothing to say is left out.
    fn status(&self, item: &AgendaItem<'g>, day: NaiveDate) -> String {
        // Written into one text: the histories are most of what minutes hold.
        let mut status = String::with_capacity(4096);
        if let Some(summary) = item.proposal.and_then(|proposal| proposal.summary.as_ref()) {
            status.push_str("<strong>Initial context:</strong> ");
            status.push_str(&self.cell(summary.as_str()));
        }
        let entries = self.views.entries(&item.subject);
        for (at, same) in history::before(&entries, day).enumerate() {
            // Entries without a day come first, and nothing says which of them are of one day.
            let is_undated = same.first().is_some_and(|entry| entry.date.is_none());
            push_gap(&mut status, if at > 0 && is_undated { PARAGRAPH_GAP } else { DAY_GAP });
            self.tell(same, &mut status);
        }
        for (at, entry) in history::on(&entries, day).iter().enumerate() {
            push_gap(&mut status, DAY_GAP);
            status.push_str(if at == 0 { "<strong>Meeting update</strong><br>" } else { "" });
            self.tell(slice::from_ref(entry), &mut status);
        }
        for (at, action) in self.open_actions_of(item, day).enumerate() {
            push_gap(&mut status, if at == 0 { DAY_GAP } else { "<br>" });
            status.push_str(&self.action_told(action, day));
        }
        status
    }

    /// Entries that say the same under their days; one without a day stands alone.
    fn tell(&self, same: &[Entry<'g>], out: &mut String) {
        let Some(first) = same.first() else { return };
        if first.date.is_some() {
            push_heading(out, same.iter().filter_map(|entry| entry.date), " ");
        }
        self.say(first, first.treatment.words(), out);
    }

    /// What an entry says: what became of the item, where that is to be said; text, stages, decisions.
    fn say(&self, entry: &Entry<'g>, treatment: Option<&str>, out: &mut String) {
        let mut gap = "";
        if let Some(words) = treatment {
            out.push_str(words);
            gap = "<br>";
        }
        if let Some(prose) = entry.text {
            out.push_str(treatment.map_or("", |_| ". "));
            out.push_str(&self.cell(prose));
            gap = "<br>";
        }
        let mut line = |parts: [&str; 3]| {
            out.push_str(std::mem::replace(&mut gap, "<br>"));
            out.extend(parts);
        };
        for reached in &entry.stages {
            let note = reached.note.as_deref().map(|note| format!(" ({})", cell(note))).unwrap_or_default();
            line(["<strong>Stage:</strong> ", &text(&self.views.stage_words(reached.stage.value)), &note]);
        }
        if let Some(closed) = entry.closed {
            line([&closed_words(closed), "", ""]);
        }
        for decision in &entry.decisions {
            line(["<strong>Decision:</strong> ", &self.cell(decision), ""]);
        }
    }
}

/// What a row says of an item that has a row already: that one has what was said of both.
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

/// What a topic is, in brackets.
pub(super) fn kind(item: &Item) -> Option<String> {
    item.kind.as_deref().map(|kind| format!("({})", text(&kind.replace('-', " "))))
}

/// The days of an entry, then what parts them from what was said.
fn push_heading(out: &mut String, dates: impl IntoIterator<Item = NaiveDate>, gap: &str) {
    out.push_str("<strong>");
    push_days(out, dates);
    out.extend([":</strong>", gap]);
}
