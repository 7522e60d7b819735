//! The table of the discussion: a row an item, with bold rows between them that begin its parts.

mod columns;
pub mod decisions;
mod title;

use super::cell::markdown;
use super::grid::{Grid, Row};
use super::history;
use super::lines::{Line, find, says_something};
use super::numbers::{Named, numbers};
use super::parts::{Kind, kind_of};
use super::record::{Item, Recap, Record};
use super::source::Doubts;
use super::words::{bare, is_bold, listed, unstruck};
use crate::import::doubt::DoubtKind;
use crate::model::reference::Reference;
use crate::model::spelling::{folded, slug};
use columns::Columns;
pub use columns::is_discussion;
use title::{lead, titled};

/// The part of the discussion that a row stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// What the part is for; `Other` where its name is all that is known, `Discussion` where it has none.
    pub kind: Kind,
    /// As written.
    pub label: String,
}

/// Reads a table of the discussion into a record.
pub fn read(grid: &Grid, place: &Place, record: &mut Record, doubts: &mut Doubts) {
    let columns = Columns::of(&grid.header);
    for (index, header) in columns.unknown(&grid.header) {
        let is_filled = grid.rows.iter().any(|row| says_something(row.cell(index).text));
        if is_filled {
            let message = format!(
                "the column `{}` of the discussion has no key; its cells are kept as they are",
                bare(header.text)
            );
            doubts.add(DoubtKind::UnknownColumn, header.at, header.text, message);
        }
    }
    let named = columns::strange(&grid.header);
    record.keep("columns of the discussion", named.join("\n"));
    let mut place = place.clone();
    let mut labels: Vec<String> = Vec::new();
    for row in grid.rows.iter().filter(|row| row.says_something()) {
        match separator(row, &columns) {
            Some(next) => {
                let text = columns.description(row);
                labels.push(next.label.clone());
                for (_, extra) in columns.extra(row) {
                    record.keep(next.label.clone(), markdown(extra.text));
                }
                match next.kind {
                    Kind::Recap if says_something(&text) => {
                        record.recap.push(Recap { heading: next.label.clone(), body: Some(markdown(&text)) });
                    }
                    _ => record.keep(next.label.clone(), markdown(&text)),
                }
                place = next;
            }
            None => item(row, &columns, &place, record, doubts),
        }
    }
    record.keep("parts of the discussion", labels.join("\n"));
}

/// The part that a row begins, if it is no item.
fn separator(row: &Row, columns: &Columns) -> Option<Place> {
    let first = row.cell(columns.item);
    let label = bare(first.text);
    let kind = kind_of(&label);
    let has_who = columns.who.is_some_and(|who| says_something(row.cell(who).text));
    let is_named = kind != Kind::Other && is_bold(first.text);
    let is_bare = is_bold(first.text) && !says_something(&columns.description(row)) && numbers(first.text).is_empty();
    (says_something(&label) && !has_who && (is_named || is_bare || kind_of(&label) != Kind::Other))
        .then_some(Place { kind, label })
}

fn item(row: &Row, columns: &Columns, place: &Place, record: &mut Record, doubts: &mut Doubts) {
    let first = row.cell(columns.item);
    let (cell, is_struck) = unstruck(first.text);
    let is_of_issue =
        columns.is_of_issues || matches!(place.kind, Kind::Current | Kind::New | Kind::Closing | Kind::OutOfAgenda);
    let mut named = numbers(cell);
    if named.iter().all(|one| one.is_pr) {
        let first = named.first().map_or(cell.len(), |one| one.range.start);
        let plain = plain_number(cell, is_of_issue).filter(|plain| plain.range.end <= first);
        named.splice(0..0, plain);
    }
    let mut item = Item { closing: place.kind == Kind::Closing, ..Item::default() };
    let (title, mut front) = titled(cell, &named);
    item.title = title;
    if let Some(summary) = columns.summary {
        let summary = markdown(row.cell(summary).text);
        let (line, rest) = summary.split_once('\n').unwrap_or((&summary, ""));
        // Copied text runs on from the name to what is said of its template.
        let (name, more) = line.split_at(line.find(" The API template").unwrap_or(line.len()));
        front.push_str(more.trim_start());
        if says_something(more) {
            front.push('\n');
        }
        match item.title {
            None => item.title = Some(bare(name.trim_end_matches('\\'))).filter(|name| says_something(name)),
            Some(_) if says_something(name) => front.insert_str(0, &format!("{name}\n")),
            Some(_) => {}
        }
        front.push_str(rest.trim());
    }
    let mut text = markdown(&columns.description(row));
    if item.title.is_none() && !named.is_empty() {
        let (title, rest) = lead(&text);
        item.title = title;
        text = rest;
    }
    let who = columns.who.map(|who| listed(row.cell(who).text)).filter(|who| says_something(who));
    item.who = who;
    let said = history::parted(&text, record.date);
    let (update, decisions) = decisions::taken(&said.update);
    item.decisions = decisions;
    let is_put_off = update.to_lowercase().contains("no time to discuss");
    item.treated = (said.not_treated || is_put_off).then_some(false);
    item.update = Some(update).filter(|update| says_something(update));
    let says_none = |title: &str| matches!(folded(title).as_str(), "none" | "na" | "nil");
    let title = item.title.as_deref().unwrap_or_default();
    let is_nameless = named.is_empty() && !says_something(title);
    if (is_nameless || named.is_empty() && says_none(title)) && !says_something(&text) {
        // A row that names nothing and says nothing: what its other cells say is kept.
        let who = item.title.into_iter().chain(item.who);
        let others = columns.extra(row).into_iter().map(|(_, cell)| markdown(cell.text));
        record.keep("row of the discussion", who.chain([front]).chain(others).collect::<Vec<_>>().join("\n"));
        return;
    }
    if is_nameless {
        item.title = Some(fallback(place, item.who.as_deref()));
    }
    if named.is_empty() && is_of_issue {
        let title = item.title.as_deref().unwrap_or_default();
        doubts.add(DoubtKind::Unplaced, row.at, "", format!("`{title}` names neither issue nor PR"));
    }
    let whose = subject(&item, &named, doubts);
    record.keep(format!("{whose}: summary"), front);
    record.keep(format!("{whose}: before this call"), said.before);
    for (index, extra) in columns.extra(row) {
        record.keep(format!("{whose}: column {}", index + 1), markdown(extra.text));
    }
    if is_struck {
        record.keep(format!("{whose}: struck through"), cell);
    }
    let others = refer(&mut item, &named, &whose, cell, first, record, doubts);
    put(item, place, record);
    record.agenda.extend(others);
}

/// Gives an item its issue or PR. Of several issues each has an item, and the first one has the text.
fn refer(
    item: &mut Item,
    named: &[Named],
    whose: &str,
    cell: &str,
    first: Line,
    record: &mut Record,
    doubts: &mut Doubts,
) -> Vec<Item> {
    for one in named.iter().filter(|one| one.differs) {
        doubts.add(
            DoubtKind::Unplaced,
            first.at,
            first.text,
            format!("`{}` leads to another number", &cell[one.range.clone()]),
        );
    }
    let Some(main) = named.iter().find(|one| !one.is_pr).or(named.first()) else { return Vec::new() };
    let reference = Some(doubts.own(&main.reference));
    match main.is_pr {
        true => item.pr = reference,
        false => item.issue = reference,
    }
    // A bare address says more than the reference that is made of it.
    let is_address = cell[main.range.clone()].starts_with("http");
    let own = (main.differs || is_address).then_some(main);
    let others = named.iter().filter(|other| **other != *main);
    let (issues, beside): (Vec<&Named>, Vec<&Named>) = others.partition(|other| !main.is_pr && !other.is_pr);
    for other in beside.into_iter().chain(own) {
        record.keep(format!("{whose}: beside it"), &cell[other.range.clone()]);
    }
    let is_new = |other: &&&Named| other.reference != main.reference;
    let issues = issues.iter().filter(is_new).map(|other| doubts.own(&other.reference));
    issues.map(|issue| Item { issue: Some(issue), closing: item.closing, ..Item::default() }).collect()
}

fn put(mut item: Item, place: &Place, record: &mut Record) {
    match place.kind {
        Kind::Recap | Kind::Topics | Kind::Other | Kind::Outline | Kind::Aob => {
            item.kind = Some(slug(&place.label)).filter(|kind| !kind.is_empty());
            // What has a number was discussed, whatever the part is called.
            let is_numbered = item.issue.is_some() || item.pr.is_some();
            if is_numbered { record.agenda.push(item) } else { record.topics.push(item) }
        }
        Kind::New | Kind::OutOfAgenda => {
            item.kind = Some(if place.kind == Kind::New { "new" } else { "out-of-agenda" }.to_owned());
            record.agenda.push(item);
        }
        _ => record.agenda.push(item),
    }
}

/// What the item is called where its words are kept aside.
fn subject(item: &Item, named: &[Named], doubts: &Doubts) -> String {
    match named.iter().find(|one| !one.is_pr).or(named.first()) {
        Some(one) => format!("{}{}", if one.is_pr { "PR" } else { "" }, doubts.own(&one.reference)),
        None => item.title.clone().unwrap_or_default(),
    }
}

/// The number that a cell begins with, without a sign before it: `Issue 12`, `Issue no. 12`, `# 12`, in a column or a
/// part of issues also `12`. With words behind it, it is the number of an issue only where issues stand.
fn plain_number(cell: &str, is_of_issues: bool) -> Option<Named> {
    let digits = cell.find(|c: char| c.is_ascii_digit())?;
    let word = folded(&bare(&cell[..digits]));
    let end = digits + cell[digits..].bytes().take_while(u8::is_ascii_digit).count();
    let is_alone = !says_something(&bare(&cell[end..]));
    let is_pr = matches!(word.as_str(), "pr" | "pullrequest");
    let is_issue = matches!(word.as_str(), "issue" | "issueno" | "issuenumber" | "issues");
    let is_named = match is_alone {
        true => is_pr || is_issue || word.is_empty() && is_of_issues,
        // `12 rows` is no issue.
        false => {
            let behind = cell[end..].trim_start_matches(['*', '_', ' ']);
            let is_parted =
                behind.starts_with(['<', '-', '–', ':']) || find(behind, "(pr").or(find(behind, "([pr")) == Some(0);
            is_of_issues && (is_pr || is_issue || word.is_empty() && (is_parted || cell[..digits].contains('#')))
        }
    };
    let number = cell[digits..end].parse().ok().filter(|number| is_named && *number > 0)?;
    // A part of a day or of a version is no number.
    let mut behind = cell[end..].trim_start_matches(['*', '_']).chars();
    let goes_on = match (behind.next(), behind.next()) {
        (Some('.' | '/' | '_'), next) => next.is_some_and(char::is_alphanumeric),
        (next, _) => next.is_some_and(char::is_alphanumeric),
    };
    (is_alone || !goes_on).then(|| {
        let end = if is_alone { cell.len() } else { end };
        Named { range: 0..end, reference: Reference::own(number), is_pr, differs: false }
    })
}

/// What is called by nothing but its part of the discussion, and by who brought it.
fn fallback(place: &Place, who: Option<&str>) -> String {
    let label = if says_something(&place.label) { place.label.as_str() } else { "Discussion" };
    who.map_or_else(|| label.to_owned(), |who| format!("{label} ({who})"))
}

#[cfg(test)]
mod tests;
