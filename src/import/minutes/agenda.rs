//! The table of a discussion: one row per item, with rows in between that start its parts.

mod columns;
pub mod decisions;
mod number;
mod title;

use super::cell::cell_to_markdown;
use super::grid::{MinutesRow, MinutesTable};
use super::group_words::PUT_OFF;
use super::history::{EarlierCalls, SourceContext, split_by_call};
use super::lines::{SourceLine, has_text, join_texts, some_text};
use super::parts::{PartKind, kind_of};
use super::source::SourceDoubts;
use super::words::{is_bold, is_placeholder, list_cell_lines, plain_text, strip_strikethrough};
use crate::import::doubt::DoubtKind;
use crate::model::meeting::Item;
use crate::model::slug::slug_from_name;
use crate::model::spelling::{fold_name, is_listed};
use crate::source::Spanned;
use crate::text::references::{NamedReference, find_references};
use columns::DiscussionColumns;
pub use columns::is_discussion;
use decisions::extract_decisions;
use number::plain_number;
use std::ops::Range;
use title::{split_bold_title, split_item_cell, split_summary};

/// The part of the discussion that a row belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiscussionPart {
    /// Its purpose; `Other` where only its label is known, `Discussion` where it has no label.
    pub kind: PartKind,
    /// As written.
    pub label: String,
}

/// Headers of columns whose cells are marked in notes, too.
const MARKS: &str = "decision decisions conclusion conclusions resolution action actions actionpoint actionpoints actionitem \
    actionitems ap aps";

/// What a row says.
#[derive(Debug, Clone)]
pub enum DiscussionEntry {
    /// An item.
    Item(Box<ReadItem>),
    /// Text of a part of the discussion, which names no item.
    Text {
        /// Its place in the source.
        place: Range<usize>,
        /// The part.
        part: DiscussionPart,
        /// As Markdown.
        text: String,
    },
}

/// An item of the source.
#[derive(Debug, Clone, Default)]
pub struct ReadItem {
    /// Its place in the source.
    pub place: Range<usize>,
    /// What this call said of it.
    pub item: Item,
    /// Whether it is a topic, and no item of the agenda.
    pub is_topic: bool,
    /// What was said of it before this call.
    pub earlier: EarlierCalls,
}

/// Reads the rows of a table.
pub fn read_discussion(
    table: &MinutesTable,
    part: DiscussionPart,
    context: SourceContext,
    doubts: &mut SourceDoubts,
) -> Vec<DiscussionEntry> {
    let columns = DiscussionColumns::new(table, context.columns);
    for (index, header) in columns.extra_cells(&table.header) {
        let label = plain_text(header.text);
        if !is_listed(&fold_name(&label), MARKS) && table.rows.iter().any(|row| has_text(row.cell(index).text)) {
            let message = format!("no key for the column `{label}`: its cells are notes");
            doubts.add(DoubtKind::UnknownColumn, header, message);
        }
    }
    let mut reader = DiscussionReader { table, columns, part, context, doubts, entries: Vec::new(), latest: None };
    table.rows.iter().filter(|row| row.says_something()).for_each(|row| reader.read_row(row));
    reader.entries
}

/// A discussion table while it is read.
struct DiscussionReader<'r, 't> {
    table: &'r MinutesTable<'t>,
    columns: DiscussionColumns,
    /// The part of the current row.
    part: DiscussionPart,
    context: SourceContext<'r>,
    doubts: &'r mut SourceDoubts,
    entries: Vec<DiscussionEntry>,
    /// The entry of the last item, where the next row may continue it.
    latest: Option<usize>,
}

impl DiscussionReader<'_, '_> {
    fn read_row(&mut self, row: &MinutesRow) {
        let who = self.columns.who.map(|who| list_cell_lines(row.cell(who).text)).filter(|who| has_text(who));
        let Some(part) = self.part_started_by(row, who.is_some()) else { return self.read_item(row, who) };
        (self.part, self.latest) = (part, None);
        let text = join_texts([cell_to_markdown(&self.columns.description(row)), self.read_extra_cells(row)]);
        let who = who.map(|who| format!("{who}: "));
        self.add_text(row, who.unwrap_or_default() + &text);
    }

    fn add_text(&mut self, row: &MinutesRow, text: String) {
        // A recap may be a heading alone.
        if !is_placeholder(&text) || self.part.kind == PartKind::Recap && !has_text(&text) {
            self.entries.push(DiscussionEntry::Text { place: row.first_line(), part: self.part.clone(), text });
        }
    }

    /// The part that a row starts, if it is not an item.
    fn part_started_by(&self, row: &MinutesRow, has_who: bool) -> Option<DiscussionPart> {
        let first = row.cell(self.columns.item);
        let label = plain_text(first.text);
        let kind = kind_of(&label);
        if !has_text(&label) || kind != PartKind::Aob && has_who {
            return None;
        }
        let is_bare = || {
            is_bold(first.text) && !has_text(&self.columns.description(row)) && find_references(first.text).is_empty()
        };
        (kind != PartKind::Other || is_bare()).then_some(DiscussionPart { kind, label })
    }

    /// The cells of a row in no known column, each with its header.
    fn read_extra_cells(&self, row: &MinutesRow) -> String {
        let label_cell = |(index, cell): (usize, SourceLine)| {
            let header = self.table.header.get(index).map(|header| plain_text(header.text)).unwrap_or_default();
            let text = cell_to_markdown(cell.text);
            if has_text(&header) { format!("**{header}:** {text}") } else { text }
        };
        join_texts(self.columns.extra_cells(&row.cells).into_iter().map(label_cell))
    }

    fn read_item(&mut self, row: &MinutesRow, who: Option<String>) {
        let first = row.cell(self.columns.item);
        let (cell, is_struck) = strip_strikethrough(first.text);
        let is_of_issue = self.columns.is_of_issues || self.part.kind.is_of_issues();
        let named = find_item_references(cell, is_of_issue);
        let main = named.iter().find(|one| !one.is_pr).or(named.first());
        let (mut title, mut front) = split_item_cell(cell, &named, main);
        let mut template = None;
        if let Some(summary) = self.columns.summary {
            let summary = split_summary(&cell_to_markdown(row.cell(summary).text));
            template = summary.template;
            let other = title.is_some().then(|| summary.title.clone()).flatten();
            front = join_texts([front, other.unwrap_or_default(), summary.rest]);
            title = title.or(summary.title);
        }
        let mut text = cell_to_markdown(&self.columns.description(row));
        if title.is_none() && main.is_some() {
            (title, text) = split_bold_title(&text);
        }
        let extra = self.read_extra_cells(row);
        let is_named = main.is_some() || title.as_ref().is_some_and(|title| !is_placeholder(title));
        if !is_named {
            let who = who.map(|who| format!("{who}:")).filter(|_| has_text(&text)).unwrap_or_default();
            let text = [who, join_texts([front, text, extra])].join(" ").trim().to_owned();
            return match self.latest.and_then(|latest| self.entries.get_mut(latest)) {
                Some(DiscussionEntry::Item(read)) if !has_text(first.text) => {
                    let notes = read.item.notes.take().map(|notes| notes.value);
                    read.item.notes = some_text(join_texts(notes.into_iter().chain([text])));
                }
                _ => self.add_text(row, text),
            };
        }
        let label = title.clone().unwrap_or_else(|| plain_text(cell));
        if named.is_empty() && is_of_issue {
            let message = format!("`{label}` names neither an issue nor a PR");
            self.doubts.add(DoubtKind::Unplaced, first, message);
        }
        self.doubt_cell(first, cell, &named, is_struck);
        let said = split_by_call(&text, self.context);
        let earlier = EarlierCalls { template, ..said.earlier };
        if has_text(&said.before) {
            let part = DiscussionPart { kind: PartKind::Other, label: format!("{label}: before this call") };
            self.entries.push(DiscussionEntry::Text { place: row.first_line(), part, text: said.before });
        }
        let (update, decisions) = extract_decisions(&join_texts([extra, said.update]));
        let is_put_off = PUT_OFF.iter().any(|words| update.to_ascii_lowercase().contains(words));
        let mut item = Item {
            title: title.map(Spanned::from),
            who: who.map(Spanned::from),
            closing: self.part.kind == PartKind::Closing,
            treated: (said.not_treated || is_put_off).then_some(false),
            notes: some_text(join_texts([front, update])),
            decisions,
            ..Item::default()
        };
        self.latest = Some(self.entries.len());
        let Some(main) = main else { return self.add_item(row, item, earlier) };
        let reference = self.doubts.shorten_reference(&main.reference);
        let label = reference.to_string();
        let target = if main.is_pr { &mut item.pr } else { &mut item.issue };
        *target = Some(reference.into());
        self.add_item(row, item, earlier);
        // The first issue has the text.
        for other in named.iter().filter(|other| is_another_issue(other, main)) {
            let issue = Some(self.doubts.shorten_reference(&other.reference).into());
            let notes = some_text(format!("With {label}."));
            self.add_item(row, Item { issue, notes, ..Item::default() }, EarlierCalls::default());
        }
    }

    /// Adds doubts about what the cell of an item says.
    fn doubt_cell(&mut self, first: SourceLine, cell: &str, named: &[NamedReference], is_struck: bool) {
        for one in named.iter().filter(|one| one.differs) {
            let message = format!("`{}` links to a different number", &cell[one.range.clone()]);
            self.doubts.add(DoubtKind::Unplaced, first, message);
        }
        if cell.contains("]([") {
            self.doubts.add(DoubtKind::Unplaced, first, "expected the URL of a link, found another link");
        }
        if is_struck {
            self.doubts.add(DoubtKind::Unplaced, first, "the item is struck through, and imported as any other");
        }
    }

    fn add_item(&mut self, row: &MinutesRow, mut item: Item, earlier: EarlierCalls) {
        // An item with a number was discussed, whatever its part is called.
        let is_numbered = item.issue.is_some() || item.pr.is_some();
        let (kind, is_topic) = match self.part.kind {
            PartKind::Recap | PartKind::Topics | PartKind::Other | PartKind::Outline | PartKind::Aob => {
                (slug_from_name(&self.part.label), !is_numbered)
            }
            PartKind::New => ("new".to_owned(), false),
            PartKind::OutOfAgenda => ("out-of-agenda".to_owned(), false),
            _ => (String::new(), false),
        };
        item.kind = Some(kind).filter(|kind| !kind.is_empty());
        item.closing = self.part.kind == PartKind::Closing;
        let item = ReadItem { place: row.first_line(), item, is_topic, earlier };
        self.entries.push(DiscussionEntry::Item(Box::new(item)));
    }
}

/// The references in the cell of an item, in order; a plain number counts where issues are expected.
fn find_item_references(cell: &str, is_of_issue: bool) -> Vec<NamedReference> {
    let mut named = find_references(cell);
    if named.iter().all(|one| one.is_pr) {
        let first = named.first().map_or(cell.len(), |one| one.range.start);
        let plain = plain_number(cell, is_of_issue).filter(|plain| plain.range.end <= first);
        named.splice(0..0, plain);
    }
    named
}

/// Whether a reference next to the main one of an item is an issue of its own.
fn is_another_issue(other: &NamedReference, main: &NamedReference) -> bool {
    !main.is_pr && !other.is_pr && other.reference != main.reference
}

#[cfg(test)]
mod tests;
