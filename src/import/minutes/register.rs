//! The register of action points in a table.

use super::action_facts::{ActionReader, ListedAction};
use super::cell::cell_to_markdown;
use super::column::{MinutesColumn, find_mapped_column};
use super::grid::{MinutesRow, MinutesTable};
use super::headers::{find_column, fold_header, fold_headers, other_cells};
use super::lines::{SourceLine, has_text, some_text};
use super::owners::parse_owners;
use super::words::{plain_text, strip_strikethrough};
use crate::model::action::ActionStatus;
use crate::model::spelling::{fold_name, is_listed};
use crate::text::characters::strip_word;
use crate::text::dates::parse_whole;
use crate::text::notation::words::{parse_status, parse_whole_status};
use crate::view::actions::point::{is_plain_number, split_action_id};

/// The fields of a register, and the headers of their columns, folded.
const FIELDS: [(MinutesColumn, &str); 5] = [
    (
        MinutesColumn::Id,
        "apidentifier identifier id ap apid number no apnumber actionid actionpointid apidentification",
    ),
    (MinutesColumn::Owner, "apowner owner owners who responsible assignee company actionowner"),
    (MinutesColumn::Status, "status state apstatus"),
    (MinutesColumn::Due, "due duedate dueby deadline bywhen when targetdate expecteddate completiondate"),
    (MinutesColumn::Text, "description text task what actiondescription"),
];
/// The id if another column has the text, otherwise the text.
const ACTION: &str = "action actionpoint actionpoints actionitem";
/// Words at the end of other headers of owners.
const OWNING: [&str; 4] = ["owner", "owners", "assignedto", "assignees"];

/// Whether words are the header of a column.
pub fn is_header(words: &str) -> bool {
    FIELDS.iter().map(|(_, known)| *known).chain([ACTION]).any(|known| is_listed(&fold_name(words), known))
}

/// A header without text in parentheses, folded.
fn header_word(cell: &SourceLine) -> String {
    fold_header(plain_text(cell.text).split('(').next().unwrap_or_default())
}

/// The columns of the fields, in their order, by the headers that the user mapped, and by known headers.
fn find_columns(header: &[SourceLine], mapped: &[(String, MinutesColumn)]) -> [Option<usize>; 5] {
    let (words, folded): (Vec<String>, _) = (header.iter().map(header_word).collect(), fold_headers(header));
    let find = |(field, known)| find_mapped_column(&folded, field, mapped).or_else(|| find_column(&words, known));
    let like = |ends: &[&str]| words.iter().position(|word| ends.iter().any(|end| word.ends_with(end)));
    let [id, owner, status, due, text] = FIELDS.map(find);
    let (owner, text) = (owner.or_else(|| like(&OWNING)), text.or_else(|| like(&["description"])));
    let action = find_column(&words, ACTION);
    let id = id.or(action.filter(|_| text.is_some()));
    let text = text.or(action.filter(|at| id != Some(*at)));
    let free = || (0..words.len()).rev().find(|at| ![id, owner, status, due].contains(&Some(*at)));
    [id, owner, status, due, text.or_else(free).or(Some(0))]
}

/// Whether a header is that of a register of action points.
pub fn is_register(header: &[SourceLine], mapped: &[(String, MinutesColumn)]) -> bool {
    let [id, owner, status, ..] = find_columns(header, mapped);
    let is_mapped = find_mapped_column(&fold_headers(header), MinutesColumn::Owner, mapped).is_some();
    owner.is_some() && (id.is_some() || status.is_some() || header.len() == 2 || is_mapped)
}

/// Reads the rows of the register of a call. Returns the action points, and the cells of rows that are something else.
pub fn read_rows<'t>(
    table: &MinutesTable<'t>,
    mapped: &[(String, MinutesColumn)],
    reader: &ActionReader,
) -> (Vec<ListedAction>, Vec<SourceLine<'t>>) {
    let columns = find_columns(&table.header, mapped);
    let (mut actions, mut rest) = (Vec::new(), Vec::new());
    for row in table.rows.iter().filter(|row| row.says_something()) {
        let action = read_row(row, columns, table, reader);
        let is_bare = action.id.is_none() && action.owners.is_empty() && action.status.is_none();
        let said = || row.cells.iter().chain(&row.more).filter(|cell| has_text(cell.text)).copied();
        // A cell may say `No action points`.
        match is_bare && said().count() == 1 {
            true => rest.extend(said()),
            false => actions.push(action),
        }
    }
    (actions, rest)
}

fn read_row(
    row: &MinutesRow,
    columns: [Option<usize>; 5],
    table: &MinutesTable,
    reader: &ActionReader,
) -> ListedAction {
    let cell = |index: Option<usize>| index.map(|index| strip_strikethrough(row.cell(index).text)).unwrap_or_default();
    let [(id, id_struck), (owner_cell, _), (status, status_struck), (due, _), (text, text_struck)] = columns.map(cell);
    let lines = std::iter::once(text).chain(row.more.iter().map(|more| more.text));
    let mut text = lines.map(cell_to_markdown).collect::<Vec<_>>().join("\\\n");
    let (owners, says_more) = parse_owners(owner_cell);
    let mut id = some_text(strip_id_label(&plain_text(id))).map(|id| id.value);
    // `1. Do it`, as some minutes number their action points.
    let is_number = |number: &str| (1..=3).contains(&number.len()) && is_plain_number(number);
    let numbered = text.split_once(['.', ')']).filter(|(number, _)| columns[0].is_none() && is_number(number));
    if let Some((number, rest)) = numbered {
        (id, text) = (Some(number.to_owned()), rest.trim_start().to_owned());
    }
    let due = parse_whole(&plain_text(due)).and_then(|date| date.next_from(reader.day));
    let [.., due_column, text_column] = columns;
    let known = [columns[0], columns[1], columns[2], text_column, due_column.filter(|_| due.is_some())];
    let label_cell = |(index, cell): (usize, SourceLine)| {
        let header = table.header.get(index).map(|header| plain_text(header.text)).filter(|header| has_text(header));
        header.map(|header| format!("{header}: ")).unwrap_or_default() + &cell_to_markdown(cell.text)
    };
    let mut notes: Vec<String> = other_cells(&row.cells, &known).into_iter().map(label_cell).collect();
    let said = plain_text(status);
    let stated = parse_status(&said);
    let is_plain = match parse_whole_status(&said) {
        Some(ActionStatus::Open) => fold_name(&said) == ActionStatus::Open.record_key(),
        status => status.is_some() || said.is_empty(),
    };
    notes.extend((!is_plain).then(|| format!("Status: {said}")));
    let is_struck = id_struck || text_struck || status_struck;
    if is_struck && stated == Some(ActionStatus::Open) {
        notes.push(format!("struck through, with the status {said}"));
    }
    // The organization of an owner is in the attendance.
    let is_known = |inner: &str| reader.names.parse_all(inner.split(')').next().unwrap_or_default()).is_some();
    if says_more && !owner_cell.split('(').skip(1).all(is_known) {
        notes.push(format!("Owner: {}", plain_text(owner_cell)));
    }
    ListedAction {
        range: row.first_line(),
        id,
        owners,
        text,
        status: if is_struck && stated != Some(ActionStatus::NotPursued) { Some(ActionStatus::Closed) } else { stated },
        due,
        notes,
        is_earlier: false,
    }
}

/// An id without its label: `AP 20220707-01`, `AP1`.
fn strip_id_label(id: &str) -> &str {
    let after = strip_word(id, "AP").map(|after| after.trim_start_matches(['-', '#', ' ']));
    after.filter(|id| split_action_id(id).is_some() || !id.is_empty() && is_plain_number(id)).unwrap_or(id)
}

#[cfg(test)]
mod tests;
