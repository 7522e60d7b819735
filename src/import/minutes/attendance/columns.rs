//! Tables of attendees with headers.

use super::entry::{AttendanceEntry, EntryPart, EntryShape, plain_entry};
use super::shapes::{parse_people, parse_text};
use super::words::{begins_with_absence, is_placeholder};
use crate::import::minutes::headers::{find_column, fold_headers};
use crate::import::minutes::lines::{SourceLine, has_text};
use crate::import::minutes::words::{is_bold, list_cell_lines, plain_text};

/// What a column of a table of attendees has.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Column {
    Name,
    GivenName,
    FamilyName,
    Organization,
    Role,
    /// Whether the person attended.
    Presence,
    /// The number of the row.
    Number,
    /// A remark, after its header if that says what it is.
    Remark(String),
}

/// The folded headers of columns.
const HEADERS: [(Column, &str); 8] = [
    (
        Column::Organization,
        "organization organisation company affiliation organizations companies companyname org operator partner member employer \
         organizationname organisationname representing",
    ),
    (
        Column::Name,
        "name attendee representative participant delegate names attendees representatives participants delegates person who \
         fullname attendeename participantname",
    ),
    (Column::GivenName, "firstname givenname forename first given"),
    (Column::FamilyName, "surname lastname familyname family last"),
    (Column::Role, "role roles function position title"),
    (Column::Presence, "present attended attendance attending presence status"),
    (Column::Number, "no nr number id"),
    (
        Column::Remark(String::new()),
        "github githubhandle githubid githubuser githubusername handle username location country city notes \
      note remark remarks comment comments",
    ),
];
/// Words in longer headers of columns of organizations.
const IN_ORGANIZATION: [&str; 4] = ["organization", "organisation", "company", "affiliation"];
/// Words in longer headers of columns of people.
const IN_NAME: [&str; 5] = ["name", "attendee", "representative", "participant", "delegate"];

/// The columns of a table of attendees.
pub struct Columns(Vec<Column>);

/// The columns that headers name. `None` without a column of names and another one.
pub fn find_columns(header: &[SourceLine]) -> Option<Columns> {
    let words = fold_headers(header);
    let mut columns: Vec<Option<Column>> = vec![None; words.len()];
    for (column, list) in HEADERS {
        // `Member` is a person where another column has the organization.
        let at = find_column(&words, list).filter(|at| columns[*at].is_none());
        if let Some(at) = at {
            columns[at] = Some(column);
        }
    }
    let longer = [(Column::Organization, &IN_ORGANIZATION[..]), (Column::Name, &IN_NAME[..])];
    for (column, parts) in longer {
        // A long text is not a header.
        let holds = |word: &String| word.len() <= 40 && parts.iter().any(|part| word.contains(part));
        let has_it = columns.contains(&Some(column.clone()))
            || column == Column::Name && columns.contains(&Some(Column::GivenName));
        let mut free = (0..words.len()).filter(|at| columns[*at].is_none() && holds(&words[*at]));
        if let Some(at) = free.next().filter(|_| !has_it) {
            columns[at] = Some(column);
        }
    }
    let named = |column: Option<Column>, cell: &SourceLine| {
        column.unwrap_or_else(|| {
            let text = plain_text(cell.text);
            Column::Remark(if has_text(&text) { format!("{text}: ") } else { text })
        })
    };
    let columns: Vec<Column> = columns.into_iter().zip(header).map(|(column, cell)| named(column, cell)).collect();
    let has_names =
        columns.iter().any(|column| matches!(column, Column::Name | Column::GivenName | Column::FamilyName));
    let known = columns.iter().filter(|column| !matches!(column, Column::Remark(text) if !text.is_empty())).count();
    (has_names && known > 1).then_some(Columns(columns))
}

impl Columns {
    /// Parses a row. People without an organization belong to that of the row before it, if it comes first.
    pub fn parse_row<'t>(
        &self,
        line: SourceLine<'t>,
        cells: &[SourceLine<'t>],
        before: Option<&EntryPart<'t>>,
    ) -> Option<Vec<AttendanceEntry<'t>>> {
        let column_of = |column: &Column| self.0.iter().position(|other| other == column);
        let cell = |column: &Column| column_of(column).and_then(|at| cells.get(at)).copied().unwrap_or_default();
        let (name, organization) = (cell(&Column::Name), cell(&Column::Organization));
        let parts_of_name = [Column::GivenName, Column::Name, Column::FamilyName];
        let texts: Vec<String> = parts_of_name.iter().map(|part| list_cell_lines(cell(part).text)).collect();
        let named = texts.join(" ");
        let mut entries = match column_of(&Column::Organization) {
            None => parse_text(name, &plain_entry(name.text))?,
            Some(at) => {
                let mut first = EntryPart {
                    within: organization,
                    text: list_cell_lines(organization.text),
                    ..EntryPart::default()
                };
                if let Some(before) = before.filter(|_| !has_text(&first.text) && Some(at) < column_of(&Column::Name)) {
                    first = before.clone();
                }
                let parts = std::iter::once(first).chain(parse_people(name, &named)).collect();
                vec![(EntryShape::Organization, parts)]
            }
        };
        let (mut is_present, mut is_empty) = (None, true);
        for (column, said) in self.0.iter().zip(cells) {
            let text = list_cell_lines(said.text);
            is_empty &= is_placeholder(&text) || *column == Column::Number;
            let people = entries.iter_mut().flat_map(|(_, parts)| parts);
            match column {
                Column::Presence => {
                    is_present =
                        Some(!is_placeholder(&text) && !begins_with_absence(&text) || text == "x" || text == "X")
                }
                Column::Role | Column::Remark(_) if is_placeholder(&text) => {}
                Column::Role => people.for_each(|person| person.add_remark(&text)),
                Column::Remark(label) => people.for_each(|person| person.add_note(&format!("{label}{text}"))),
                _ => {}
            }
        }
        let entry = |(shape, parts)| AttendanceEntry {
            line,
            shape,
            parts,
            is_bold: is_bold(name.text),
            is_item: true,
            is_present,
        };
        Some(entries.into_iter().map(entry).filter(|_| !is_empty).collect())
    }
}
