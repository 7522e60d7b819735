//! Tables of attendees with headers.

use super::entry::{EntryPart, EntryShape, plain_entry};
use super::shapes::{ShapedParts, parse_people, parse_text};
use super::words::{begins_with_absence, is_placeholder};
use crate::import::minutes::headers::fold_headers;
use crate::import::minutes::lines::{SourceLine, has_text};
use crate::import::minutes::words::{list_cell_lines, plain_text};
use crate::model::spelling::is_listed;

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

/// The folded headers of columns, and the words in longer ones.
const HEADERS: [(Column, &str, &str); 8] = [
    (
        Column::Organization,
        "organization organisation company affiliation organizations companies companyname org operator partner member employer \
         organizationname organisationname representing",
        "organization organisation company affiliation",
    ),
    (
        Column::Name,
        "name attendee representative participant delegate names attendees representatives participants delegates person who \
         fullname attendeename participantname",
        "name attendee representative participant delegate",
    ),
    (Column::GivenName, "firstname givenname forename first given", ""),
    (Column::FamilyName, "surname lastname familyname family last", ""),
    (Column::Role, "role roles function position title", ""),
    (Column::Presence, "present attended attendance attending presence status", ""),
    (Column::Number, "no nr number id", ""),
    (
        Column::Remark(String::new()),
        "github githubhandle githubid githubuser githubusername handle username location country city notes \
         note remark remarks comment comments",
        "",
    ),
];

/// The columns of a table of attendees.
pub struct Columns(Vec<Column>);

/// The columns that headers name. `None` without a column of names and another one.
pub fn find_columns(header: &[SourceLine]) -> Option<Columns> {
    let words = fold_headers(header);
    let mut columns: Vec<Option<Column>> = vec![None; words.len()];
    for is_whole in [true, false] {
        for (column, list, parts) in HEADERS {
            // A long text is not a header.
            let has_part = |word: &str| word.len() <= 40 && parts.split_whitespace().any(|part| word.contains(part));
            let fits = |word: &str| if is_whole { is_listed(word, list) } else { has_part(word) };
            // `Member` is a person where another column has the organization.
            let at = (0..words.len()).find(|at| columns[*at].is_none() && fits(&words[*at]));
            if let Some(at) = at.filter(|_| !columns.contains(&Some(column.clone()))) {
                columns[at] = Some(column);
            }
        }
    }
    let name_remark =
        |cell: &SourceLine| Column::Remark(format!("{}: ", plain_text(cell.text)).trim_start_matches(": ").to_owned());
    let columns = columns.into_iter().zip(header).map(|(column, cell)| column.unwrap_or_else(|| name_remark(cell)));
    let columns: Vec<Column> = columns.collect();
    let is_name = |column: &Column| matches!(column, Column::Name | Column::GivenName | Column::FamilyName);
    let known = columns.iter().filter(|column| !matches!(column, Column::Remark(text) if !text.is_empty())).count();
    (columns.iter().any(is_name) && known > 1).then_some(Columns(columns))
}

impl Columns {
    /// Parses a row, and reads whether its people attended. People without an organization belong to that of the row
    /// before it, if it comes first.
    pub fn parse_row<'t>(
        &self,
        cells: &[SourceLine<'t>],
        before: Option<&EntryPart<'t>>,
    ) -> (Option<Vec<ShapedParts<'t>>>, Option<bool>) {
        let column_of = |column: &Column| self.0.iter().position(|other| other == column);
        let cell = |column: &Column| column_of(column).and_then(|at| cells.get(at)).copied().unwrap_or_default();
        let name = cell(&Column::Name);
        let mut entries = match column_of(&Column::Organization) {
            None => parse_text(name, &plain_entry(name.text)),
            Some(at) => {
                let organization = cell(&Column::Organization);
                let mut first = EntryPart::new(organization, &list_cell_lines(organization.text));
                if let Some(before) = before.filter(|_| !has_text(&first.text) && Some(at) < column_of(&Column::Name)) {
                    first = before.clone();
                }
                let names = [Column::GivenName, Column::Name, Column::FamilyName];
                let named = names.map(|column| list_cell_lines(cell(&column).text)).join(" ");
                let parts = std::iter::once(first).chain(parse_people(name, &named)).collect();
                Some(vec![(EntryShape::Organization, parts)])
            }
        };
        let (mut is_present, mut is_empty) = (None, true);
        for (column, said) in self.0.iter().zip(cells) {
            let text = list_cell_lines(said.text);
            let is_said = !is_placeholder(&text);
            is_empty &= !is_said || *column == Column::Number;
            let people = entries.iter_mut().flatten().flat_map(|(_, parts)| parts);
            match column {
                Column::Presence => {
                    is_present = Some(is_said && !begins_with_absence(&text) || matches!(&*text, "x" | "X"))
                }
                Column::Role if is_said => people.for_each(|person| person.add_remark(&text)),
                Column::Remark(label) if is_said => {
                    people.for_each(|person| person.add_note(&format!("{label}{text}")))
                }
                _ => {}
            }
        }
        (if is_empty { Some(Vec::new()) } else { entries }, is_present)
    }
}
