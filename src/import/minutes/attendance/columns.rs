//! Tables of attendees with headers.

use super::entry::{EntryPart, EntryShape, plain_entry};
use super::shapes::{ShapedParts, parse_people, parse_text};
use super::words::{begins_with_absence, is_placeholder};
use crate::import::minutes::column::{MinutesColumn, find_mapped_column};
use crate::import::minutes::headers::fold_headers;
use crate::import::minutes::lines::{SourceLine, has_text};
use crate::import::minutes::list_item::ListItem;
use crate::import::minutes::words::{list_cell_lines, plain_text};
use crate::model::spelling::{fold_name, is_listed};

/// What a column of a table of attendees has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    Remark,
}

/// The folded headers of columns, and the words in longer ones.
const HEADERS: [(Column, &str, &str); 8] = [
    (
        Column::Organization,
        "org operator partner member employer representing companies",
        "organization organisation company affiliation",
    ),
    (
        Column::Name,
        "names attendees representatives participants delegates person who fullname attendeename participantname",
        "name attendee representative participant delegate",
    ),
    (Column::GivenName, "firstname givenname forename first given", ""),
    (Column::FamilyName, "surname lastname familyname family last", ""),
    (Column::Role, "role roles function position title", ""),
    (Column::Presence, "present attended attendance attending presence status", ""),
    (Column::Number, "no nr number id", ""),
    (
        Column::Remark,
        "github githubhandle githubid githubuser githubusername handle username location country city notes note remark \
         remarks comment comments",
        "",
    ),
];

/// The columns of a table, each with the label of its remarks.
pub struct Columns(Vec<(Column, String)>);

/// The columns that the user mapped or that headers name. `None` without a column of names and another one.
pub fn find_columns(header: &[SourceLine], mapped: &[(String, MinutesColumn)]) -> Option<Columns> {
    let words = fold_headers(header);
    let mut found: Vec<Option<Column>> = vec![None; words.len()];
    for (column, field) in [(Column::Name, MinutesColumn::Name), (Column::Organization, MinutesColumn::Organization)] {
        if let Some(at) = find_mapped_column(&words, field, mapped) {
            found[at] = Some(column);
        }
    }
    for is_whole in [true, false] {
        for (column, list, parts) in HEADERS {
            // A long text is not a header.
            let has_part = |word: &str| word.len() <= 40 && parts.split_whitespace().any(|part| word.contains(part));
            let fits = |word: &str| match is_whole {
                true => !word.is_empty() && (is_listed(word, list) || is_listed(word, parts)),
                false => has_part(word),
            };
            // `Member` is a person where another column has the organization.
            let at = (0..words.len()).find(|at| found[*at].is_none() && fits(&words[*at]));
            if let Some(at) = at.filter(|_| !found.contains(&Some(column))) {
                found[at] = Some(column);
            }
        }
    }
    let is_name = |column: &Column| matches!(column, Column::Name | Column::GivenName | Column::FamilyName);
    let least = if find_mapped_column(&words, MinutesColumn::Name, mapped).is_some() { 1 } else { 2 };
    let is_known = found.iter().flatten().count() >= least && found.iter().flatten().any(is_name);
    let label_cell = |(column, cell): (Option<Column>, &SourceLine)| {
        let label = Some(plain_text(cell.text)).filter(|text| column.is_none() && !text.is_empty());
        (column.unwrap_or(Column::Remark), label.map(|text| format!("{text}: ")).unwrap_or_default())
    };
    is_known.then(|| Columns(found.into_iter().zip(header).map(label_cell).collect()))
}

impl Columns {
    /// Parses a row, and reads whether its people attended. People without an organization belong to that of the row
    /// before it, if it comes first.
    pub fn parse_row(
        &self,
        cells: &[SourceLine],
        before: Option<&EntryPart>,
    ) -> (Option<Vec<ShapedParts>>, Option<bool>) {
        let find = |column: Column| self.0.iter().position(|(other, _)| *other == column);
        let cell = |column: Column| find(column).and_then(|at| cells.get(at)).copied().unwrap_or_default().text;
        let mut entries = if find(Column::Organization).is_none() {
            parse_text(&plain_entry(cell(Column::Name)))
        } else {
            let mut first = EntryPart::new(&list_cell_lines(cell(Column::Organization)));
            let comes_first = find(Column::Organization) < find(Column::Name);
            if let Some(before) = before.filter(|_| comes_first && !has_text(&first.text)) {
                first = EntryPart::new(&before.text);
            }
            let names = [Column::GivenName, Column::Name, Column::FamilyName];
            let names = names.map(|column| list_cell_lines(cell(column))).join(" ");
            let names = names.split_whitespace().collect::<Vec<_>>().join(" ");
            Some(vec![(EntryShape::Organization, [vec![first], parse_people(&names)].concat())])
        };
        let (mut is_present, mut is_empty) = (None, true);
        for ((column, label), said) in self.0.iter().zip(cells) {
            let text = list_cell_lines(said.text);
            let is_said = !is_placeholder(&text);
            is_empty &= !is_said || *column == Column::Number;
            let people = entries.iter_mut().flatten().flat_map(|(_, parts)| parts);
            match column {
                Column::Presence => {
                    is_present = Some(ListItem::parse(&text).is_checked.unwrap_or_else(|| says_presence(&text)));
                }
                Column::Role if is_said => people.for_each(|person| person.add_remark(&text)),
                Column::Remark if is_said => people.for_each(|person| person.add_note(&format!("{label}{text}"))),
                _ => {}
            }
        }
        (if is_empty { Some(Vec::new()) } else { entries }, is_present)
    }
}

/// Whether a cell of a column of presence says that somebody attended.
fn says_presence(text: &str) -> bool {
    let is_no = is_placeholder(text) || begins_with_absence(text) || is_listed(&fold_name(text), "a n no false");
    !is_no || text.eq_ignore_ascii_case("x")
}
