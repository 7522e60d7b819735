//! The discussion table: one row per item, with bold rows in between that start its parts.

mod columns;
pub mod decisions;
mod title;

use super::cell::cell_to_markdown;
use super::grid::{MinutesRow, MinutesTable};
use super::history;
use super::lines::{SourceLine, has_text, starts_with_word};
use super::parts::{PartKind, kind_of};
use super::record::{DraftCall, DraftItem, DraftRecap};
use super::source::SourceDoubts;
use super::words::{is_bold, list_cell_lines, plain_text, strip_strikethrough};
use crate::import::doubt::DoubtKind;
use crate::model::reference::Reference;
use crate::model::slug::slug_from_name;
use crate::model::spelling::fold_name;
use crate::text::characters::is_dash;
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
pub fn read_discussion(grid: &MinutesTable, place: &DiscussionPart, record: &mut DraftCall, doubts: &mut SourceDoubts) {
    let columns = DiscussionColumns::from_header(&grid.header);
    for (index, header) in columns.unknown_headers(&grid.header) {
        let is_filled = grid.rows.iter().any(|row| has_text(row.cell(index).text));
        if is_filled {
            let message = format!(
                "the discussion's column `{}` fits no key; its cells are kept in `unparsed`",
                plain_text(header.text)
            );
            doubts.add(DoubtKind::UnknownColumn, header.at, header.text, message);
        }
    }
    let named = columns::unusual_headers(&grid.header);
    record.keep_unparsed("columns of the discussion", named.join("\n"));
    let mut place = place.clone();
    let mut labels: Vec<String> = Vec::new();
    for row in grid.rows.iter().filter(|row| row.says_something()) {
        match part_started_by(row, &columns) {
            Some(next) => {
                let text = columns.description(row);
                labels.push(next.label.clone());
                for (_, extra) in columns.extra_cells(row) {
                    record.keep_unparsed(next.label.clone(), cell_to_markdown(extra.text));
                }
                match next.kind {
                    PartKind::Recap if has_text(&text) => {
                        record
                            .recap
                            .push(DraftRecap { heading: next.label.clone(), text: Some(cell_to_markdown(&text)) });
                    }
                    _ => record.keep_unparsed(next.label.clone(), cell_to_markdown(&text)),
                }
                place = next;
            }
            None => read_item(row, &columns, &place, record, doubts),
        }
    }
    record.keep_unparsed("parts of the discussion", labels.join("\n"));
}

/// The part that a row starts, if it is not an item.
fn part_started_by(row: &MinutesRow, columns: &DiscussionColumns) -> Option<DiscussionPart> {
    let first = row.cell(columns.item);
    let label = plain_text(first.text);
    let kind = kind_of(&label);
    let has_who = columns.who.is_some_and(|who| has_text(row.cell(who).text));
    let is_named = kind != PartKind::Other && is_bold(first.text);
    let is_bare = is_bold(first.text) && !has_text(&columns.description(row)) && find_references(first.text).is_empty();
    (has_text(&label) && !has_who && (is_named || is_bare || kind_of(&label) != PartKind::Other))
        .then_some(DiscussionPart { kind, label })
}

fn read_item(
    row: &MinutesRow,
    columns: &DiscussionColumns,
    place: &DiscussionPart,
    record: &mut DraftCall,
    doubts: &mut SourceDoubts,
) {
    let first = row.cell(columns.item);
    let (cell, is_struck) = strip_strikethrough(first.text);
    let is_of_issue = columns.is_of_issues
        || matches!(place.kind, PartKind::Current | PartKind::New | PartKind::Closing | PartKind::OutOfAgenda);
    let mut named = find_references(cell);
    if named.iter().all(|one| one.is_pr) {
        let first = named.first().map_or(cell.len(), |one| one.range.start);
        let plain = plain_number(cell, is_of_issue).filter(|plain| plain.range.end <= first);
        named.splice(0..0, plain);
    }
    let mut item = DraftItem { closing: place.kind == PartKind::Closing, ..DraftItem::default() };
    let (title, mut front) = split_title(cell, &named);
    item.title = title;
    if let Some(summary) = columns.summary {
        let summary = cell_to_markdown(row.cell(summary).text);
        let (line, rest) = summary.split_once('\n').unwrap_or((&summary, ""));
        // Copied text has the name and the sentence about the template on one line.
        let (name, more) = line.split_at(line.find(" The API template").unwrap_or(line.len()));
        front.push_str(more.trim_start());
        if has_text(more) {
            front.push('\n');
        }
        match item.title {
            None => item.title = Some(plain_text(name.trim_end_matches('\\'))).filter(|name| has_text(name)),
            Some(_) if has_text(name) => front.insert_str(0, &format!("{name}\n")),
            Some(_) => {}
        }
        front.push_str(rest.trim());
    }
    let mut text = cell_to_markdown(&columns.description(row));
    if item.title.is_none() && !named.is_empty() {
        let (title, rest) = split_bold_title(&text);
        item.title = title;
        text = rest;
    }
    let who = columns.who.map(|who| list_cell_lines(row.cell(who).text)).filter(|who| has_text(who));
    item.who = who;
    let said = history::split_by_call(&text, record.date);
    let (update, decisions) = decisions::extract_decisions(&said.update);
    item.decisions = decisions;
    let is_put_off = update.to_lowercase().contains("no time to discuss");
    item.treated = (said.not_treated || is_put_off).then_some(false);
    item.notes = Some(update).filter(|update| has_text(update));
    let says_none = |title: &str| matches!(fold_name(title).as_str(), "none" | "na" | "nil");
    let title = item.title.as_deref().unwrap_or_default();
    let is_nameless = named.is_empty() && !has_text(title);
    if (is_nameless || named.is_empty() && says_none(title)) && !has_text(&text) {
        // A row without a name and without text: its other cells are kept.
        let who = item.title.into_iter().chain(item.who);
        let others = columns.extra_cells(row).into_iter().map(|(_, cell)| cell_to_markdown(cell.text));
        record.keep_unparsed("row of the discussion", who.chain([front]).chain(others).collect::<Vec<_>>().join("\n"));
        return;
    }
    if is_nameless {
        item.title = Some(fallback_title(place, item.who.as_deref()));
    }
    if named.is_empty() && is_of_issue {
        let title = item.title.as_deref().unwrap_or_default();
        doubts.add(DoubtKind::Unplaced, row.at, "", format!("`{title}` names neither an issue nor a PR"));
    }
    let whose = item_subject(&item, &named, doubts);
    record.keep_unparsed(format!("{whose}: summary"), front);
    record.keep_unparsed(format!("{whose}: before this call"), said.before);
    for (index, extra) in columns.extra_cells(row) {
        record.keep_unparsed(format!("{whose}: column {}", index + 1), cell_to_markdown(extra.text));
    }
    if is_struck {
        record.keep_unparsed(format!("{whose}: struck through"), cell);
    }
    let others = set_reference(&mut item, &named, &whose, cell, first, record, doubts);
    add_item(item, place, record);
    record.agenda.extend(others);
}

/// Sets the issue or PR of an item. Of several issues each becomes an item; the first one has the text.
fn set_reference(
    item: &mut DraftItem,
    named: &[NamedReference],
    whose: &str,
    cell: &str,
    first: SourceLine,
    record: &mut DraftCall,
    doubts: &mut SourceDoubts,
) -> Vec<DraftItem> {
    for one in named.iter().filter(|one| one.differs) {
        doubts.add(
            DoubtKind::Unplaced,
            first.at,
            first.text,
            format!("`{}` links to a different number", &cell[one.range.clone()]),
        );
    }
    let Some(main) = named.iter().find(|one| !one.is_pr).or(named.first()) else { return Vec::new() };
    let reference = Some(doubts.shorten_reference(&main.reference));
    match main.is_pr {
        true => item.pr = reference,
        false => item.issue = reference,
    }
    // A bare URL has more information than the reference read from it.
    let is_address = cell[main.range.clone()].starts_with("http");
    let own = (main.differs || is_address).then_some(main);
    let others = named.iter().filter(|other| **other != *main);
    let (issues, additional): (Vec<&NamedReference>, Vec<&NamedReference>) =
        others.partition(|other| !main.is_pr && !other.is_pr);
    for other in additional.into_iter().chain(own) {
        record.keep_unparsed(format!("{whose}: also named"), &cell[other.range.clone()]);
    }
    let is_new = |other: &&&NamedReference| other.reference != main.reference;
    let issues = issues.iter().filter(is_new).map(|other| doubts.shorten_reference(&other.reference));
    issues.map(|issue| DraftItem { issue: Some(issue), closing: item.closing, ..DraftItem::default() }).collect()
}

fn add_item(mut item: DraftItem, place: &DiscussionPart, record: &mut DraftCall) {
    match place.kind {
        PartKind::Recap | PartKind::Topics | PartKind::Other | PartKind::Outline | PartKind::Aob => {
            item.kind = Some(slug_from_name(&place.label)).filter(|kind| !kind.is_empty());
            // An item with a number was discussed, whatever its part is called.
            let is_numbered = item.issue.is_some() || item.pr.is_some();
            if is_numbered { record.agenda.push(item) } else { record.topics.push(item) }
        }
        PartKind::New | PartKind::OutOfAgenda => {
            item.kind = Some(if place.kind == PartKind::New { "new" } else { "out-of-agenda" }.to_owned());
            record.agenda.push(item);
        }
        _ => record.agenda.push(item),
    }
}

/// The name of the item in the places of `unparsed`.
fn item_subject(item: &DraftItem, named: &[NamedReference], doubts: &SourceDoubts) -> String {
    match named.iter().find(|one| !one.is_pr).or(named.first()) {
        Some(one) => format!("{}{}", if one.is_pr { "PR" } else { "" }, doubts.shorten_reference(&one.reference)),
        None => item.title.clone().unwrap_or_default(),
    }
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
                || starts_with_word(after, "(pr")
                || starts_with_word(after, "([pr");
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
