//! Who was in a call: `* **Name, Org**`, `|Org: Name, Name|`, `|Name, Org|`, `* Name (Org)`, a table of organisations.

mod entry;
mod order;
mod remark;
mod several;

pub use order::KnownNames;

use super::cell::cell_to_markdown;
use super::grid::{self, is_delimiter_row, split_cells};
use super::lines::{SourceLine, has_text};
use super::words::{is_bold, plain_text};
use crate::model::spelling::fold_name;
use entry::{AttendanceEntry, EntryShape};
use order::NameOrder;
use std::ops::Range;

/// Somebody who is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedPerson {
    /// Where the organisation is named; where the person is, if none is.
    pub place: Range<usize>,
    /// As written.
    pub name: String,
    /// As written; empty where none is named.
    pub organization: String,
    /// What the person was in the call.
    pub role: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// Whether the person was there.
    pub present: bool,
}

/// The attendance of a call.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AttendanceList {
    /// In the order of the source; an organisation that sent nobody is not among them.
    pub people: Vec<ListedPerson>,
    /// Every organisation in the order of the source, those that sent nobody too; one may come twice.
    pub organizations: Vec<String>,
    /// Lines that list nobody, such as a remark.
    pub unplaced: Vec<String>,
    /// Where the first entry stands whose order of name and organisation nothing settles.
    pub unsettled: Option<Range<usize>>,
}

/// Reads the lines below the heading. `known` settles what stands first, the name or the organisation.
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
            // What stands behind the organisation is said of the people before it.
            let beside = organization.filter(|_| entry.shape != EntryShape::Organization);
            let absent = person.is_absent
                || beside.is_some_and(|beside| beside.is_absent)
                || entry.is_ticked == Some(false)
                || bold_is_present && !entry.is_bold;
            attendance.people.push(ListedPerson {
                place: organization.unwrap_or(person).source_range(),
                name: person.text.clone(),
                organization: organization.map(|organization| organization.text.clone()).unwrap_or_default(),
                role: person.role.clone().or_else(|| beside?.role.clone()),
                note: person.note.clone().or_else(|| beside?.note.clone()),
                present: !absent,
            });
        }
    }
    attendance
}

/// An organisation with what is said of it, where something is.
fn describe_remarks(organization: &entry::EntryPart) -> Option<String> {
    let said: Vec<&str> = [&organization.role, &organization.note].into_iter().flatten().map(String::as_str).collect();
    (!said.is_empty()).then(|| format!("{}: {}", organization.text, said.join("; ")))
}

/// The entries, one a line or a row.
fn read_entries<'t>(lines: &[SourceLine<'t>]) -> (Vec<AttendanceEntry<'t>>, AttendanceList) {
    let (mut entries, mut rest) = (Vec::new(), AttendanceList::default());
    let mut at = 0;
    let mut columns: Option<(usize, usize)> = None;
    while let Some(line) = lines.get(at) {
        // Only the header is looked at, so that a text of nothing but headers takes no long time.
        if let Some((table, _)) =
            grid::read_table(&lines[at..lines.len().min(at + 2)]).filter(|(table, _)| table.header.len() > 1)
        {
            columns = find_columns(&table.header);
            if let Some((organization, name)) = columns {
                // A header in words of its own is kept too.
                let is_plain = |at: usize, cell: &SourceLine| {
                    let word = fold_name(&plain_text(cell.text));
                    at == organization && ORGANIZATION.contains(&&*word) || at == name && NAME.contains(&&*word)
                };
                let others = table.header.iter().enumerate().filter(|(at, cell)| !is_plain(*at, cell));
                rest.unplaced.extend(others.map(|(_, cell)| plain_text(cell.text)).filter(|text| has_text(text)));
            } else if table.header.iter().any(|cell| has_text(cell.text)) {
                let header = if grid::starts_html_table(*line) { lines[at + 1] } else { *line };
                take_entries(header, &table.header, None, &mut entries, &mut rest);
            }
            at += 2;
            // Of a table in HTML a cell may go through several rows.
            let html = grid::starts_html_table(*line).then(|| grid::read_table(&lines[at - 2..])).flatten();
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

/// The cells of a row; none of a line that is no row.
fn row_cells(line: SourceLine<'_>) -> Vec<SourceLine<'_>> {
    if grid::is_row(line) { split_cells(line) } else { Vec::new() }
}

/// The blanks before the mark of an item; 0 where a line is none.
fn item_indent(line: SourceLine) -> usize {
    let marked = line.text.trim_start();
    if marked.starts_with(['-', '*', '+', '•', '◦']) { line.text.len() - marked.len() } else { 0 }
}

/// Takes the entry of a row that has cells, or of a line without.
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
    // `Apologies: Name (Org)`: who is named there was not.
    if let Some(absent) = alone.and_then(several::parse_absent) {
        entries.extend(absent);
        return;
    }
    if let Some(several) = several::parse_several(trimmed).filter(|_| cells.is_empty()) {
        entries.extend(several);
        return;
    }
    let told = match (cells, columns) {
        ([], _) => entry::parse_line(trimmed),
        (cells, Some((organization, name))) => {
            // A cell that goes through several rows is written once.
            let before = entries.last().filter(|_| organization < name).and_then(|entry| entry.parts.first());
            entry::parse_columns(cells, organization, name, before)
        }
        (cells, None) => entry::parse_cells(cells),
    };
    // A sentence between the entries names nobody.
    let is_listed = trimmed.text.starts_with(['-', '*', '+', '|', '@', '•'])
        || !cells.is_empty()
        || trimmed.text.starts_with(|c: char| c.is_ascii_digit());
    let is_name = |entry: &AttendanceEntry| {
        let words = entry.parts.first().map_or(0, |part| part.text.split_whitespace().count());
        entry.shape != EntryShape::Alone || is_listed && words <= LONGEST_NAME
    };
    match told.filter(is_name) {
        Some(entry) => entries.push(AttendanceEntry { is_bold: is_bold(trimmed.text), ..entry }),
        None if trimmed.text.starts_with('<') => rest.unplaced.push(cell_to_markdown(trimmed.text)),
        None => rest.unplaced.push(trimmed.text.to_owned()),
    }
}

/// Words of a name; what has more is a sentence.
const LONGEST_NAME: usize = 6;

/// Headers of organisations; the first four also within a longer one.
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
/// Headers of people; the first five also within a longer one.
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

/// Which columns hold the organisation and the name, by their headers.
fn find_columns(header: &[SourceLine]) -> Option<(usize, usize)> {
    let words: Vec<String> = header.iter().map(|cell| fold_name(&plain_text(cell.text))).collect();
    // A long text is no header.
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

/// Whether a header of one column says what the list below it is.
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
