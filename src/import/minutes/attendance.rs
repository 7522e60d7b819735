//! Who attended a call: `* **Name, Org**`, `|Org: Name, Name|`, `|Name, Org|`, `* Name (Org)`, a table of organizations.

mod entry;
mod order;
mod remark;
mod several;

pub use order::KnownNames;

use super::cell::cell_to_markdown;
use super::grid::{self, MinutesTable, is_delimiter_row, split_cells};
use super::headers::{find_column, fold_headers};
use super::lines::{SourceLine, has_text, starts_html_table};
use super::words::{is_bold, plain_text};
use crate::model::meeting::Attendee;
use crate::model::spelling::{fold_name, is_listed};
use crate::text::characters::is_bullet;
use entry::{AttendanceEntry, EntryShape};
use order::NameOrder;
use std::ops::Range;

/// A person in an attendance list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedPerson {
    /// The place of the organization, or of the person where none is named.
    pub place: Range<usize>,
    /// As written; empty if there is none.
    pub organization: String,
    /// The person.
    pub attendee: Attendee,
}

/// The attendance of a call.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AttendanceList {
    /// In the order of the source, without organizations that sent nobody.
    pub people: Vec<ListedPerson>,
    /// Every organization in the order of the source, including those that sent nobody. May contain duplicates.
    pub organizations: Vec<String>,
    /// Lines that name nobody, such as a remark.
    pub unplaced: Vec<String>,
    /// The place of the first entry whose order of name and organization is unclear.
    pub unsettled: Option<Range<usize>>,
}

/// Reads the lines below the heading. `known` helps to decide whether the name or the organization comes first.
pub fn read_attendance(lines: &[SourceLine], known: &KnownNames) -> AttendanceList {
    let mut reader = EntryReader::default();
    reader.read_lines(lines);
    let EntryReader { entries, unplaced, .. } = reader;
    let mut attendance = AttendanceList { unplaced, ..AttendanceList::default() };
    let known = known.with_entries(&entries);
    let order = NameOrder::from_entries(&entries, &known);
    attendance.unsettled = order.find_unsettled(&entries);
    let bold = entries.iter().filter(|entry| entry.is_bold).count();
    let bold_is_present = bold >= 2 && bold < entries.iter().filter(|entry| !entry.names_organization_alone()).count();
    for entry in &entries {
        if entry.names_organization_alone() {
            attendance.organizations.extend(entry.parts.first().map(|part| part.text.clone()));
            attendance.unplaced.extend(entry.parts.first().and_then(describe_remarks));
            continue;
        }
        let (organization, people) = order.assign_roles(entry, &known);
        let takes = |person: &entry::EntryPart| {
            entry.shape != EntryShape::Organization && person.role.is_none() && person.note.is_none()
        };
        attendance.unplaced.extend(organization.filter(|_| !people.iter().any(takes)).and_then(describe_remarks));
        attendance.organizations.extend(organization.map(|organization| organization.text.clone()));
        for person in people {
            if person.text.is_empty() {
                attendance.unplaced.extend(describe_remarks(person));
                continue;
            }
            // A remark after the organization applies to the people before it.
            let shared = organization.filter(|_| entry.shape != EntryShape::Organization);
            let absent = person.is_absent
                || shared.is_some_and(|shared| shared.is_absent)
                || entry.is_ticked == Some(false)
                || bold_is_present && !entry.is_bold;
            attendance.people.push(ListedPerson {
                place: organization.unwrap_or(person).source_range(),
                organization: organization.map(|organization| organization.text.clone()).unwrap_or_default(),
                attendee: Attendee {
                    name: person.text.clone().into(),
                    role: person.role.clone().or_else(|| shared?.role.clone()),
                    note: person.note.clone().or_else(|| shared?.note.clone()),
                    present: !absent,
                },
            });
        }
    }
    attendance
}

/// An organization with its remarks, if it has any.
fn describe_remarks(organization: &entry::EntryPart) -> Option<String> {
    let said: Vec<&str> = [&organization.role, &organization.note].into_iter().flatten().map(String::as_str).collect();
    (!said.is_empty()).then(|| format!("{}: {}", organization.text, said.join("; ")))
}

/// The attendance while it is read.
#[derive(Default)]
struct EntryReader<'t> {
    /// One per line or row.
    entries: Vec<AttendanceEntry<'t>>,
    /// The lines that are not entries.
    unplaced: Vec<String>,
    /// The columns of organization and name.
    columns: Option<(usize, usize)>,
}

impl<'t> EntryReader<'t> {
    fn read_lines(&mut self, lines: &[SourceLine<'t>]) {
        let mut rest = lines;
        while let [line, after @ ..] = rest {
            // Only the header is read here, so that a text of nothing but headers stays linear.
            let table = grid::read_table(&rest[..rest.len().min(2)]).filter(|(table, _)| table.header.len() > 1);
            rest = match table {
                Some((table, _)) => self.read_table(&table, rest),
                None => self.read_line(*line, after),
            };
        }
    }

    /// Reads a header, and the rows of an HTML table. Returns the lines after them.
    fn read_table<'l>(&mut self, table: &MinutesTable<'t>, lines: &'l [SourceLine<'t>]) -> &'l [SourceLine<'t>] {
        let is_html = starts_html_table(lines[0].text);
        self.columns = find_columns(&table.header);
        if let Some((organization, name)) = self.columns {
            // A header in unusual words is kept.
            let unusual = table.header.iter().enumerate().filter_map(|(at, cell)| {
                let plain = plain_text(cell.text);
                let word = fold_name(&plain);
                let is_usual =
                    at == organization && is_listed(&word, ORGANIZATION) || at == name && is_listed(&word, NAME);
                (!is_usual && has_text(&plain)).then_some(plain)
            });
            self.unplaced.extend(unusual);
        } else if table.header.iter().any(|cell| has_text(cell.text)) {
            self.take_entries(lines[usize::from(is_html)], &table.header);
        }
        // A cell of an HTML table may span several rows.
        let Some((table, taken)) = is_html.then(|| grid::read_table(lines)).flatten() else { return &lines[2..] };
        for row in &table.rows {
            let line = lines.binary_search_by_key(&row.at, |line| line.at).map_or(lines[0], |at| lines[at]);
            self.take_entries(line, &row.cells);
        }
        &lines[taken..]
    }

    /// Reads a line, and the people of an organization in deeper items after it. Returns the lines after them.
    fn read_line<'l>(&mut self, line: SourceLine<'t>, after: &'l [SourceLine<'t>]) -> &'l [SourceLine<'t>] {
        if !has_text(&plain_text(line.text)) || is_delimiter_row(line.text) {
            return after;
        }
        if after.first().is_some_and(|next| is_delimiter_row(next.text)) && is_list_header(line.text) {
            return after;
        }
        let is_below = |next: &SourceLine| item_indent(*next) > item_indent(line);
        let has_people = after.iter().find(|next| !next.is_empty()).is_some_and(is_below);
        let Some(organization) = has_people.then(|| entry::parse_organization(line)).flatten() else {
            let cells = if grid::is_row(line) { split_cells(line) } else { Vec::new() };
            self.take_entries(line, &cells);
            return after;
        };
        let count = after.iter().take_while(|next| next.is_empty() || is_below(next)).count();
        let (below, after) = after.split_at(count);
        let people = below.iter().filter(|line| has_text(line.text)).filter_map(|line| entry::parse_line(*line));
        let parts = organization.parts.into_iter().chain(people.flat_map(|entry| entry.parts)).collect();
        self.entries.push(AttendanceEntry { parts, ..organization });
        after
    }

    /// Adds the entries of a row, or of a line without cells.
    fn take_entries(&mut self, line: SourceLine<'t>, cells: &[SourceLine<'t>]) {
        let trimmed = line.trim();
        let alone = match cells {
            [] => Some(trimmed),
            [one] => Some(*one),
            _ => None,
        };
        // `Apologies: Name (Org)` lists people who did not attend.
        let several = alone.and_then(|line| several::parse_stacked(line).or_else(|| several::parse_absent(line)));
        let in_line = || several::parse_several(trimmed).filter(|_| cells.is_empty());
        if let Some(several) = several.or_else(in_line) {
            self.entries.extend(several);
            return;
        }
        let parsed = match (cells, self.columns) {
            ([], _) => entry::parse_line(trimmed),
            (cells, Some((organization, name))) => {
                // A cell that spans several rows is written once.
                let before = self.entries.last().filter(|_| organization < name).and_then(|entry| entry.parts.first());
                entry::parse_columns(cells, organization, name, before)
            }
            (cells, None) => entry::parse_cells(cells),
        };
        // A sentence between entries names nobody.
        let begins_entry = |c: char| is_bullet(c) || c.is_ascii_digit() || matches!(c, '|' | '@');
        let is_listed = !cells.is_empty() || trimmed.text.starts_with(begins_entry);
        let is_name = |entry: &AttendanceEntry| {
            let words = entry.parts.first().map_or(0, |part| part.text.split_whitespace().count());
            entry.shape != EntryShape::Alone || is_listed && words <= LONGEST_NAME
        };
        match parsed.filter(is_name) {
            Some(entry) => self.entries.push(AttendanceEntry { is_bold: is_bold(trimmed.text), ..entry }),
            None if trimmed.text.starts_with('<') => self.unplaced.push(cell_to_markdown(trimmed.text)),
            None => self.unplaced.push(trimmed.text.to_owned()),
        }
    }
}

/// The number of spaces before a list marker; 0 for a line that is not a list item.
fn item_indent(line: SourceLine) -> usize {
    let marked = line.text.trim_start();
    if marked.starts_with(is_bullet) { line.text.len() - marked.len() } else { 0 }
}

/// The most words of a name; more are a sentence.
const LONGEST_NAME: usize = 6;

/// Headers of organization columns.
const ORGANIZATION: &str = "organization organisation company affiliation organizations companies companyname org \
    operator partner member";
/// Words in longer headers of organization columns.
const IN_ORGANIZATION: &str = "organization organisation company affiliation";
/// Headers of people columns.
const NAME: &str = "name attendee representative participant delegate names attendees representatives participants \
    delegates person who";
/// Words in longer headers of people columns.
const IN_NAME: &str = "name attendee representative participant delegate";

/// The columns of organization and name, by their headers.
fn find_columns(header: &[SourceLine]) -> Option<(usize, usize)> {
    let words = fold_headers(header);
    // A long text is not a header.
    let holding = |known: &str, other: Option<usize>| {
        let mut columns = words.iter().enumerate().filter(|(at, word)| Some(*at) != other && word.len() <= 40);
        columns.find(|(_, word)| known.split(' ').any(|known| word.contains(known))).map(|(at, _)| at)
    };
    let organization = find_column(&words, ORGANIZATION).or_else(|| holding(IN_ORGANIZATION, None))?;
    let name = find_column(&words, NAME).filter(|name| *name != organization);
    Some((organization, name.or_else(|| holding(IN_NAME, Some(organization)))?))
}

/// Whether a single header announces a list of attendees.
fn is_list_header(text: &str) -> bool {
    is_listed(&fold_name(&plain_text(&text.replace('|', " "))), "attendees name names participants attendee")
}

#[cfg(test)]
mod tests;
