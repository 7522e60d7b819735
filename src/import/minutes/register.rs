//! The register of action points in a table.

use super::cell::cell_to_markdown;
use super::column::{MinutesColumn, find_mapped_column};
use super::grid::{MinutesRow, MinutesTable};
use super::headers::{find_column, fold_headers, other_cells};
use super::lines::{SourceLine, has_text, spanned_texts};
use super::owners::{OwnerNames, parse_owners};
use super::words::{plain_text, strip_strikethrough};
use crate::model::action::{Action, ActionStatus};
use crate::model::spelling::{fold_name, is_listed};
use crate::text::characters::strip_word;
use crate::text::dates::parse_whole;
use crate::text::notation::words::{parse_status, parse_whole_status};
use crate::view::actions::point::{is_plain_number, split_action_id};
use chrono::NaiveDate;
use std::ops::Range;

/// An action point as a list, a register or a sentence has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListedAction {
    /// Its bytes in the source, up to the end of its first line.
    pub range: Range<usize>,
    /// As written; `None` if it has none.
    pub id: Option<String>,
    /// As written.
    pub owners: Vec<String>,
    /// The task, as Markdown; may be empty.
    pub text: String,
    /// `None` if nothing says it.
    pub status: Option<ActionStatus>,
    /// When it is due.
    pub due: Option<NaiveDate>,
    /// What else its row says, as Markdown.
    pub notes: Vec<String>,
    /// Whether its id is a number that restarts with every call.
    pub is_numbered: bool,
    /// Whether it is from the text of an earlier call.
    pub is_earlier: bool,
}

impl ListedAction {
    /// Whether the call on a day opened it, as far as it says.
    pub fn is_new(&self, day: NaiveDate) -> bool {
        let is_own = |id: &String| split_action_id(id).is_some_and(|(of, _)| of == day);
        !self.is_earlier && self.status.is_none() && self.id.as_ref().is_none_or(is_own)
    }

    /// The action point in the file of the call that opened it.
    pub fn into_action(self) -> Action {
        let (id, owners) = (self.id.map(Into::into), spanned_texts(self.owners));
        Action { id, owners, text: self.text.into(), due: self.due.map(Into::into), ..Action::default() }
    }
}

const ID: &str = "apidentifier identifier id ap apid number no apnumber actionid actionpointid apidentification";
const OWNER: &str = "apowner owner owners who responsible assignee company actionowner";
const STATUS: &str = "status state apstatus";
const TEXT: &str = "description text task what actiondescription";
const DUE: &str = "due duedate dueby deadline bywhen when targetdate expecteddate completiondate";
/// The id if another column has the text, otherwise the text.
const ACTION: &str = "action actionpoint actionpoints actionitem";
/// Words at the end of other headers of owners.
const OWNING: [&str; 4] = ["owner", "owners", "assignedto", "assignees"];

/// Whether words are the header of a column.
pub fn is_header(words: &str) -> bool {
    [ID, OWNER, STATUS, TEXT, DUE, ACTION].iter().any(|known| is_listed(&fold_name(words), known))
}

/// A header without text in parentheses, folded; `#` alone is a number.
fn header_word(cell: &SourceLine) -> String {
    let plain = plain_text(cell.text);
    let word = fold_name(plain.split('(').next().unwrap_or_default());
    if word.is_empty() && matches!(plain.trim(), "#" | "№") { "no".to_owned() } else { word }
}

/// The columns of a register.
struct RegisterColumns {
    id: Option<usize>,
    owner: Option<usize>,
    status: Option<usize>,
    due: Option<usize>,
    text: usize,
}

impl RegisterColumns {
    /// Assigns columns by the headers that the user mapped, and by known headers.
    fn new(header: &[SourceLine], mapped: &[(String, MinutesColumn)]) -> Self {
        let (words, folded): (Vec<String>, _) = (header.iter().map(header_word).collect(), fold_headers(header));
        let find = |field, known| find_mapped_column(&folded, field, mapped).or_else(|| find_column(&words, known));
        let like = |ends: &[&str]| words.iter().position(|word| ends.iter().any(|end| word.ends_with(end)));
        let text = find(MinutesColumn::Text, TEXT).or_else(|| like(&["description"]));
        let action = find_column(&words, ACTION);
        let id = find(MinutesColumn::Id, ID).or(action.filter(|_| text.is_some()));
        let text = text.or(action.filter(|at| id != Some(*at)));
        let owner = find(MinutesColumn::Owner, OWNER).or_else(|| like(&OWNING));
        let (status, due) = (find(MinutesColumn::Status, STATUS), find(MinutesColumn::Due, DUE));
        let free = (0..words.len()).rev().find(|at| ![id, owner, status, due].contains(&Some(*at)));
        Self { id, owner, status, due, text: text.or(free).unwrap_or(0) }
    }
}

/// Whether a header is that of a register of action points.
pub fn is_register(header: &[SourceLine], mapped: &[(String, MinutesColumn)]) -> bool {
    let columns = RegisterColumns::new(header, mapped);
    let is_mapped = find_mapped_column(&fold_headers(header), MinutesColumn::Owner, mapped).is_some();
    columns.owner.is_some() && (columns.id.is_some() || columns.status.is_some() || header.len() == 2 || is_mapped)
}

/// Reads the rows of the register of a call. Returns the action points, and the cells of rows that are none.
pub fn read_rows<'t>(
    table: &MinutesTable<'t>,
    mapped: &[(String, MinutesColumn)],
    names: &OwnerNames,
    call: NaiveDate,
) -> (Vec<ListedAction>, Vec<SourceLine<'t>>) {
    let columns = RegisterColumns::new(&table.header, mapped);
    let (mut actions, mut rest) = (Vec::new(), Vec::new());
    for row in table.rows.iter().filter(|row| row.says_something()) {
        let action = read_row(row, &columns, table, names, call);
        let is_bare = action.id.is_none() && action.owners.is_empty() && action.status.is_none();
        // `No action points` in one cell is none.
        match is_bare && row.cells.iter().chain(&row.more).filter(|cell| has_text(cell.text)).count() == 1 {
            true => rest.extend(row.cells.iter().chain(&row.more).filter(|cell| has_text(cell.text)).copied()),
            false => actions.push(action),
        }
    }
    (actions, rest)
}

fn read_row(
    row: &MinutesRow,
    columns: &RegisterColumns,
    table: &MinutesTable,
    names: &OwnerNames,
    call: NaiveDate,
) -> ListedAction {
    let cell = |index: Option<usize>| index.map(|index| strip_strikethrough(row.cell(index).text)).unwrap_or_default();
    let (id, id_struck) = cell(columns.id);
    let (status, status_struck) = cell(columns.status);
    let (text, text_struck) = cell(Some(columns.text));
    let lines = std::iter::once(text).chain(row.more.iter().map(|more| more.text));
    let mut text = lines.map(cell_to_markdown).collect::<Vec<_>>().join("\\\n");
    let (owner_cell, due_cell) = (cell(columns.owner).0, plain_text(cell(columns.due).0));
    let (owners, says_more) = parse_owners(owner_cell);
    let mut id = Some(plain_text(id)).filter(|id| has_text(id)).map(strip_id_label);
    let number = if columns.id.is_none() { split_number(&text) } else { None };
    if let Some((number, rest)) = number {
        (id, text) = (Some(number.to_owned()), rest.to_owned());
    }
    let due = parse_whole(&due_cell).and_then(|date| date.next_from(call));
    let known = [Some(columns.text), columns.id, columns.owner, columns.status, columns.due.filter(|_| due.is_some())];
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
    let is_known = |inner: &str| names.parse_all(inner.split(')').next().unwrap_or_default()).is_some();
    if says_more && !owner_cell.split('(').skip(1).all(is_known) {
        notes.push(format!("Owner: {}", plain_text(owner_cell)));
    }
    ListedAction {
        range: row.at..row.cells.iter().map(|cell| cell.range().end).max().unwrap_or(row.at).max(row.at),
        is_numbered: id.as_ref().is_some_and(|id| is_plain_number(id)),
        id,
        owners,
        text,
        status: match stated {
            Some(ActionStatus::NotPursued) => stated,
            _ if is_struck => Some(ActionStatus::Closed),
            stated => stated,
        },
        due,
        notes,
        is_earlier: false,
    }
}

/// An id without its label: `AP 20220707-01`, `AP1`.
fn strip_id_label(id: String) -> String {
    let after = strip_word(&id, "AP").map(|after| after.trim_start_matches(['-', '#', ' ']));
    let is_id = |id: &&str| split_action_id(id).is_some() || !id.is_empty() && is_plain_number(id);
    after.filter(is_id).map_or(id.clone(), ToOwned::to_owned)
}

/// Splits `1. Do it`, as some minutes number their action points.
fn split_number(text: &str) -> Option<(&str, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text[digits..].strip_prefix(['.', ')'])?;
    (1..=3).contains(&digits).then(|| (&text[..digits], rest.trim_start()))
}

#[cfg(test)]
mod tests;
