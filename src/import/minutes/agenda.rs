//! The discussion table: one row per item, with bold rows in between that start its parts.

mod columns;
pub mod decisions;
mod title;

use super::cell::cell_to_markdown;
use super::grid::{MinutesRow, MinutesTable};
use super::headers::unusual_headers;
use super::history;
use super::lines::has_text;
use super::parts::{PartKind, kind_of};
use super::record::some_text;
use super::source::SourceDoubts;
use super::words::{is_bold, list_cell_lines, plain_text, strip_strikethrough};
use crate::import::doubt::DoubtKind;
use crate::model::meeting::{Item, Meeting, Recap};
use crate::model::reference::Reference;
use crate::model::slug::slug_from_name;
use crate::model::spelling::fold_name;
use crate::source::Spanned;
use crate::text::characters::{is_dash, strip_word};
use crate::text::references::{NamedReference, find_references};
use columns::DiscussionColumns;
pub use columns::is_discussion;
use title::{split_bold_title, split_title};

/// The part of the discussion that a row belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiscussionPart {
    /// Its purpose; `Other` where only its label is known, `Discussion` where it has no label.
    pub kind: PartKind,
    /// As written.
    pub label: String,
}

/// Reads a discussion table into a record.
pub fn read_discussion(table: &MinutesTable, part: DiscussionPart, record: &mut Meeting, doubts: &mut SourceDoubts) {
    let columns = DiscussionColumns::from_header(&table.header);
    for (index, header) in columns.extra_cells(&table.header) {
        if table.rows.iter().any(|row| has_text(row.cell(index).text)) {
            let message = format!(
                "the discussion's column `{}` fits no key; its cells are kept in `unparsed`",
                plain_text(header.text)
            );
            doubts.add(DoubtKind::UnknownColumn, header, message);
        }
    }
    record.keep_unparsed("columns of the discussion", unusual_headers(&table.header, &columns::HEADERS));
    let mut reader = DiscussionReader { columns, part, labels: Vec::new(), record, doubts };
    table.rows.iter().filter(|row| row.says_something()).for_each(|row| reader.read_row(row));
    let labels = reader.labels.join("\n");
    record.keep_unparsed("parts of the discussion", labels);
}

/// A discussion table while it is read.
struct DiscussionReader<'r> {
    columns: DiscussionColumns,
    /// The part of the current row.
    part: DiscussionPart,
    /// The labels of all parts that rows started.
    labels: Vec<String>,
    record: &'r mut Meeting,
    doubts: &'r mut SourceDoubts,
}

impl DiscussionReader<'_> {
    fn read_row(&mut self, row: &MinutesRow) {
        let Some(part) = self.part_started_by(row) else { return self.read_item(row) };
        self.labels.push(part.label.clone());
        for (_, extra) in self.columns.extra_cells(&row.cells) {
            self.record.keep_unparsed(part.label.clone(), cell_to_markdown(extra.text));
        }
        let said = self.columns.description(row);
        let text = cell_to_markdown(&said);
        if part.kind == PartKind::Recap && has_text(&said) {
            let heading = part.label.clone().into();
            self.record.recap.push(Recap { heading, text: Some(text.into()), ..Recap::default() });
        } else {
            self.record.keep_unparsed(part.label.clone(), text);
        }
        self.part = part;
    }

    /// The part that a row starts, if it is not an item.
    fn part_started_by(&self, row: &MinutesRow) -> Option<DiscussionPart> {
        let first = row.cell(self.columns.item);
        let label = plain_text(first.text);
        let has_who = self.columns.who.is_some_and(|who| has_text(row.cell(who).text));
        if has_who || !has_text(&label) {
            return None;
        }
        let kind = kind_of(&label);
        let is_bare = || {
            is_bold(first.text) && !has_text(&self.columns.description(row)) && find_references(first.text).is_empty()
        };
        (kind != PartKind::Other || is_bare()).then_some(DiscussionPart { kind, label })
    }

    fn read_item(&mut self, row: &MinutesRow) {
        let first = row.cell(self.columns.item);
        let (cell, is_struck) = strip_strikethrough(first.text);
        let is_of_issue = self.columns.is_of_issues
            || matches!(self.part.kind, PartKind::Current | PartKind::New | PartKind::Closing | PartKind::OutOfAgenda);
        let mut named = find_references(cell);
        if named.iter().all(|one| one.is_pr) {
            let first = named.first().map_or(cell.len(), |one| one.range.start);
            let plain = plain_number(cell, is_of_issue).filter(|plain| plain.range.end <= first);
            named.splice(0..0, plain);
        }
        let (mut title, mut front) = split_title(cell, &named);
        if let Some(summary) = self.columns.summary {
            add_summary(&cell_to_markdown(row.cell(summary).text), &mut title, &mut front);
        }
        let mut text = cell_to_markdown(&self.columns.description(row));
        if title.is_none() && !named.is_empty() {
            (title, text) = split_bold_title(&text);
        }
        let who = self.columns.who.map(|who| list_cell_lines(row.cell(who).text)).filter(|who| has_text(who));
        let extra = self.columns.extra_cells(&row.cells).into_iter();
        let extra = extra.map(|(index, cell)| (index, cell_to_markdown(cell.text)));
        let has_title = title.as_ref().is_some_and(|title| has_text(title));
        let says_none = title.as_ref().is_some_and(|title| matches!(&*fold_name(title), "none" | "na" | "nil"));
        if named.is_empty() && (!has_title || says_none) && !has_text(&text) {
            // A row without a name and without text: its other cells are kept.
            let cells = title.into_iter().chain(who).chain([front]).chain(extra.map(|(_, text)| text));
            self.record.keep_unparsed("row of the discussion", cells.collect::<Vec<_>>().join("\n"));
            return;
        }
        if named.is_empty() && !has_title {
            title = Some(fallback_title(&self.part, who.as_deref()));
        }
        if named.is_empty() && is_of_issue {
            let title = title.as_deref().unwrap_or_default();
            let message = format!("`{title}` names neither an issue nor a PR");
            self.doubts.add(DoubtKind::Unplaced, row.at..row.at, message);
        }
        let main = named.iter().find(|one| !one.is_pr).or(named.first());
        let whose = match main {
            Some(main) if main.is_pr => format!("PR{}", self.doubts.shorten_reference(&main.reference)),
            Some(main) => self.doubts.shorten_reference(&main.reference).to_string(),
            None => title.clone().unwrap_or_default(),
        };
        let said = history::split_by_call(&text, self.record.date.value);
        self.record.keep_unparsed(format!("{whose}: summary"), front);
        self.record.keep_unparsed(format!("{whose}: before this call"), said.before);
        extra.for_each(|(index, text)| self.record.keep_unparsed(format!("{whose}: column {}", index + 1), text));
        if is_struck {
            self.record.keep_unparsed(format!("{whose}: struck through"), cell);
        }
        for one in named.iter().filter(|one| one.differs) {
            let message = format!("`{}` links to a different number", &cell[one.range.clone()]);
            self.doubts.add(DoubtKind::Unplaced, first, message);
        }
        let (update, decisions) = decisions::extract_decisions(&said.update);
        let is_put_off = update.to_ascii_lowercase().contains("no time to discuss");
        let mut item = Item {
            title: title.map(Spanned::from),
            who: who.map(Spanned::from),
            closing: self.part.kind == PartKind::Closing,
            treated: (said.not_treated || is_put_off).then_some(false),
            notes: some_text(update),
            decisions,
            ..Item::default()
        };
        let Some(main) = main else { return self.add_item(item) };
        let target = if main.is_pr { &mut item.pr } else { &mut item.issue };
        *target = Some(self.doubts.shorten_reference(&main.reference).into());
        self.add_item(item);
        self.add_others(main, &named, cell, &whose);
    }

    /// Adds an item for each additional issue; the first one has the text. Other references are kept.
    fn add_others(&mut self, main: &NamedReference, named: &[NamedReference], cell: &str, whose: &str) {
        // A bare URL has more information than the reference read from it.
        let is_url = cell[main.range.clone()].starts_with("http");
        let own = (main.differs || is_url).then_some(main);
        let others = named.iter().filter(|other| *other != main);
        let (issues, additional): (Vec<&NamedReference>, Vec<&NamedReference>) =
            others.partition(|other| !main.is_pr && !other.is_pr);
        for other in additional.into_iter().chain(own) {
            self.record.keep_unparsed(format!("{whose}: also named"), &cell[other.range.clone()]);
        }
        for other in issues.into_iter().filter(|other| other.reference != main.reference) {
            let issue = Some(self.doubts.shorten_reference(&other.reference).into());
            let closing = self.part.kind == PartKind::Closing;
            self.record.agenda.push(Item { issue, closing, ..Item::default() });
        }
    }

    fn add_item(&mut self, mut item: Item) {
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
        if is_topic { self.record.topics.push(item) } else { self.record.agenda.push(item) }
    }
}

/// Adds the cell of a summary to the title, and to the text next to it.
fn add_summary(summary: &str, title: &mut Option<String>, front: &mut String) {
    let (line, rest) = summary.split_once('\n').unwrap_or((summary, ""));
    // Copied text has the name and the sentence about the template on one line.
    let (name, more) = line.split_at(line.find(" The API template").unwrap_or(line.len()));
    front.push_str(more.trim_start());
    if has_text(more) {
        front.push('\n');
    }
    match title {
        None => *title = Some(plain_text(name.trim_end_matches('\\'))).filter(|name| has_text(name)),
        Some(_) if has_text(name) => front.insert_str(0, &format!("{name}\n")),
        Some(_) => {}
    }
    front.push_str(rest.trim());
}

/// The number at the start of a cell, without a `#` right before it: `Issue 12`, `Issue no. 12`, `# 12`; in a column or
/// a part of issues also `12`. With words after it, it is an issue number only where issues are expected.
fn plain_number(cell: &str, is_of_issues: bool) -> Option<NamedReference> {
    let digits = cell.find(|c: char| c.is_ascii_digit())?;
    let word = fold_name(&plain_text(&cell[..digits]));
    let end = digits + cell[digits..].bytes().take_while(u8::is_ascii_digit).count();
    let is_alone = !has_text(&plain_text(&cell[end..]));
    let is_pr = matches!(word.as_str(), "pr" | "pullrequest");
    let is_issue = matches!(word.as_str(), "issue" | "issueno" | "issuenumber" | "issues");
    let is_named = match is_alone {
        true => is_pr || is_issue || word.is_empty() && is_of_issues,
        // `12 rows` is not an issue.
        false => {
            let after = cell[end..].trim_start_matches(['*', '_', ' ']);
            let is_separated = after.starts_with(|c: char| is_dash(c) || matches!(c, '<' | ':'))
                || ["(pr", "([pr"].iter().any(|begin| strip_word(after, begin).is_some());
            is_of_issues && (is_pr || is_issue || word.is_empty() && (is_separated || cell[..digits].contains('#')))
        }
    };
    let number = cell[digits..end].parse().ok().filter(|number| is_named && *number > 0)?;
    // The start of a date or a version is not an issue number.
    let mut after = cell[end..].trim_start_matches(['*', '_']).chars();
    let continues = match (after.next(), after.next()) {
        (Some('.' | '/' | '_'), next) => next.is_some_and(char::is_alphanumeric),
        (next, _) => next.is_some_and(char::is_alphanumeric),
    };
    (is_alone || !continues).then(|| {
        let end = if is_alone { cell.len() } else { end };
        NamedReference { range: 0..end, reference: Reference::from_number(number), is_pr, differs: false }
    })
}

/// The title of an unnamed item: its part of the discussion, and who presented it.
fn fallback_title(place: &DiscussionPart, who: Option<&str>) -> String {
    let label = if has_text(&place.label) { place.label.as_str() } else { "Discussion" };
    who.map_or_else(|| label.to_owned(), |who| format!("{label} ({who})"))
}

#[cfg(test)]
mod tests;
