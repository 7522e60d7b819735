//! Who attended a call: `* **Name, Org**`, `|Org: Name, Name|`, `|Name, Org|`, `* Name (Org)`, a table of organizations.

mod entry;
mod order;
mod remark;
mod several;

pub use order::KnownNames;

use super::cell::cell_to_markdown;
use super::grid::{self, is_delimiter_row, split_cells};
use super::lines::{SourceLine, has_text, starts_html_table};
use super::words::{is_bold, plain_text};
use crate::model::spelling::fold_name;
use crate::text::characters::is_bullet;
use entry::{AttendanceEntry, EntryShape};
use order::NameOrder;
use std::ops::Range;

/// A person in an attendance list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedPerson {
    /// The place of the organization, or of the person where none is named.
    pub place: Range<usize>,
    /// As written.
    pub name: String,
    /// As written; empty if there is none.
    pub organization: String,
    /// The role of the person in the call.
    pub role: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// Whether the person attended.
    pub present: bool,
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
    let (entries, mut attendance) = read_entries(lines);
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
                name: person.text.clone(),
                organization: organization.map(|organization| organization.text.clone()).unwrap_or_default(),
                role: person.role.clone().or_else(|| shared?.role.clone()),
                note: person.note.clone().or_else(|| shared?.note.clone()),
                present: !absent,
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

/// The entries, one per line or row, and the lines that are not entries.
fn read_entries<'t>(lines: &[SourceLine<'t>]) -> (Vec<AttendanceEntry<'t>>, AttendanceList) {
    let (mut entries, mut rest) = (Vec::new(), AttendanceList::default());
    let mut at = 0;
    let mut columns: Option<(usize, usize)> = None;
    while let Some(line) = lines.get(at) {
        // Only the header is read here, so that a text of nothing but headers stays linear.
        if let Some((table, _)) =
            grid::read_table(&lines[at..lines.len().min(at + 2)]).filter(|(table, _)| table.header.len() > 1)
        {
            columns = find_columns(&table.header);
            if let Some((organization, name)) = columns {
                // A header in unusual words is kept.
                let is_plain = |at: usize, cell: &SourceLine| {
                    let word = fold_name(&plain_text(cell.text));
                    at == organization && ORGANIZATION.contains(&&*word) || at == name && NAME.contains(&&*word)
                };
                let others = table.header.iter().enumerate().filter(|(at, cell)| !is_plain(*at, cell));
                rest.unplaced.extend(others.map(|(_, cell)| plain_text(cell.text)).filter(|text| has_text(text)));
            } else if table.header.iter().any(|cell| has_text(cell.text)) {
                let header = if starts_html_table(line.text) { lines[at + 1] } else { *line };
                take_entries(header, &table.header, None, &mut entries, &mut rest);
            }
            at += 2;
            // A cell of an HTML table may span several rows.
            let html = starts_html_table(line.text).then(|| grid::read_table(&lines[at - 2..])).flatten();
            if let Some((table, taken)) = html {
                for row in &table.rows {
                    let line = lines.binary_search_by_key(&row.at, |line| line.at).map_or(*line, |at| lines[at]);
                    take_entries(line, &row.cells, columns, &mut entries, &mut rest);
                }
                at += taken - 2;
            }
            continue;
        }
        at += 1;
        if !has_text(&plain_text(line.text)) || is_delimiter_row(line.text) {
            continue;
        }
        let is_header = lines.get(at).is_some_and(|next| is_delimiter_row(next.text)) && is_list_header(line.text);
        if is_header {
            continue;
        }
        let deeper =
            lines[at..].iter().find(|line| !line.is_empty()).filter(|next| item_indent(**next) > item_indent(*line));
        match deeper.and_then(|_| entry::parse_organization(*line)) {
            Some(organization) => {
                let below =
                    lines[at..].iter().take_while(|next| next.is_empty() || item_indent(**next) > item_indent(*line));
                let count = below.clone().count();
                let people = below.filter(|line| has_text(line.text)).filter_map(|line| entry::parse_line(*line));
                let parts = people.flat_map(|entry| entry.parts);
                entries.push(AttendanceEntry {
                    parts: organization.parts.into_iter().chain(parts).collect(),
                    ..organization
                });
                at += count;
            }
            None => take_entries(*line, &row_cells(*line), columns, &mut entries, &mut rest),
        }
    }
    (entries, rest)
}

/// The cells of a row; empty for a line that is not a row.
fn row_cells(line: SourceLine<'_>) -> Vec<SourceLine<'_>> {
    if grid::is_row(line) { split_cells(line) } else { Vec::new() }
}

/// The number of spaces before a list marker; 0 for a line that is not a list item.
fn item_indent(line: SourceLine) -> usize {
    let marked = line.text.trim_start();
    if marked.starts_with(is_bullet) { line.text.len() - marked.len() } else { 0 }
}

/// Adds the entries of a row, or of a line without cells.
fn take_entries<'t>(
    line: SourceLine<'t>,
    cells: &[SourceLine<'t>],
    columns: Option<(usize, usize)>,
    entries: &mut Vec<AttendanceEntry<'t>>,
    rest: &mut AttendanceList,
) {
    let trimmed = line.trimmed();
    let alone = match cells {
        [] => Some(trimmed),
        [one] => Some(*one),
        _ => None,
    };
    if let Some(stacked) = alone.and_then(several::parse_stacked) {
        entries.extend(stacked);
        return;
    }
    // `Apologies: Name (Org)` lists people who did not attend.
    if let Some(absent) = alone.and_then(several::parse_absent) {
        entries.extend(absent);
        return;
    }
    if let Some(several) = several::parse_several(trimmed).filter(|_| cells.is_empty()) {
        entries.extend(several);
        return;
    }
    let parsed = match (cells, columns) {
        ([], _) => entry::parse_line(trimmed),
        (cells, Some((organization, name))) => {
            // A cell that spans several rows is written once.
            let before = entries.last().filter(|_| organization < name).and_then(|entry| entry.parts.first());
            entry::parse_columns(cells, organization, name, before)
        }
        (cells, None) => entry::parse_cells(cells),
    };
    // A sentence between entries names nobody.
    let is_listed = trimmed.text.starts_with(|c: char| is_bullet(c) || matches!(c, '|' | '@'))
        || !cells.is_empty()
        || trimmed.text.starts_with(|c: char| c.is_ascii_digit());
    let is_name = |entry: &AttendanceEntry| {
        let words = entry.parts.first().map_or(0, |part| part.text.split_whitespace().count());
        entry.shape != EntryShape::Alone || is_listed && words <= LONGEST_NAME
    };
    match parsed.filter(is_name) {
        Some(entry) => entries.push(AttendanceEntry { is_bold: is_bold(trimmed.text), ..entry }),
        None if trimmed.text.starts_with('<') => rest.unplaced.push(cell_to_markdown(trimmed.text)),
        None => rest.unplaced.push(trimmed.text.to_owned()),
    }
}

/// The most words of a name; more are a sentence.
const LONGEST_NAME: usize = 6;

/// Headers of organization columns; the first four also as part of a longer header.
const ORGANIZATION: [&str; 11] = [
    "organization",
    "organisation",
    "company",
    "affiliation",
    "organizations",
    "companies",
    "companyname",
    "org",
    "operator",
    "partner",
    "member",
];
/// Headers of people columns; the first five also as part of a longer header.
const NAME: [&str; 12] = [
    "name",
    "attendee",
    "representative",
    "participant",
    "delegate",
    "names",
    "attendees",
    "representatives",
    "participants",
    "delegates",
    "person",
    "who",
];

/// The columns of organization and name, by their headers.
fn find_columns(header: &[SourceLine]) -> Option<(usize, usize)> {
    let words: Vec<String> = header.iter().map(|cell| fold_name(&plain_text(cell.text))).collect();
    // A long text is not a header.
    let is_header = |word: &String| word.len() <= 40;
    let exact = |known: &[&str]| words.iter().position(|word| known.contains(&word.as_str()));
    let holding = |known: &[&str], other: Option<usize>| {
        let mut columns = words.iter().enumerate().filter(|(at, word)| Some(*at) != other && is_header(word));
        columns.find(|(_, word)| known.iter().any(|known| word.contains(known))).map(|(at, _)| at)
    };
    let organization = exact(&ORGANIZATION).or_else(|| holding(&ORGANIZATION[..4], None))?;
    let name = exact(&NAME).filter(|name| *name != organization).or_else(|| holding(&NAME[..5], Some(organization)))?;
    Some((organization, name))
}

/// Whether a single header announces a list of attendees.
fn is_list_header(text: &str) -> bool {
    matches!(
        fold_name(&plain_text(&text.replace('|', " "))).as_str(),
        "attendees" | "name" | "names" | "participants" | "attendee"
    )
}

impl AttendanceEntry<'_> {
    fn names_organization_alone(&self) -> bool {
        self.shape == EntryShape::Organization && self.parts.len() == 1
    }
}

#[cfg(test)]
mod tests;
