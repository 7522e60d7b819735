//! The register of action points: a table or a list.

use super::cell::cell_to_markdown;
use super::grid::{MinutesRow, MinutesTable};
use super::headers::{find_column, other_cells};
use super::lines::{SourceLine, has_text};
use super::owners::parse_owners;
use super::record::spanned_texts;
use super::words::{plain_text, strip_strikethrough};
use crate::model::action::{Action, ActionStatus};
use crate::model::spelling::fold_name;
use crate::text::characters::strip_word;
use crate::text::notation::words::parse_status;
use crate::view::actions::point::split_action_id;
use chrono::NaiveDate;
use std::ops::Range;

/// A row of the register.
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
    /// `None` if the row has none.
    pub status: Option<ActionStatus>,
    /// The other cells of the row, as Markdown.
    pub notes: Vec<String>,
    /// The cell of the owners, if it has more than their names.
    pub owners_cell: Option<String>,
    /// When it is due.
    pub due: Option<NaiveDate>,
    /// Whether its id is a number that restarts with every call.
    pub is_numbered: bool,
}

impl ListedAction {
    /// Whether the call on a day opened it, as far as the row says.
    pub fn is_new(&self, day: NaiveDate) -> bool {
        let is_own = |id: &String| split_action_id(id).is_some_and(|(of, _)| of == day);
        self.status.is_none() && self.id.as_ref().is_none_or(is_own)
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
/// The id if another column has the text, otherwise the text.
const ACTION: &str = "action actionpoint actionpoints actionitem";

/// All known headers. Text in parentheses is kept with the header.
pub const HEADERS: [&str; 5] = [ID, OWNER, STATUS, TEXT, ACTION];

/// Words at the end of other headers of owners.
const OWNING: [&str; 4] = ["owner", "owners", "assignedto", "assignees"];

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
    text: usize,
}

impl RegisterColumns {
    fn from_header(header: &[SourceLine]) -> Self {
        let words: Vec<String> = header.iter().map(header_word).collect();
        let like = |ends: &[&str]| words.iter().position(|word| ends.iter().any(|end| word.ends_with(end)));
        let text = find_column(&words, TEXT).or_else(|| like(&["description"]));
        let action = find_column(&words, ACTION);
        let id = find_column(&words, ID).or(action.filter(|_| text.is_some()));
        let text = text.or(action.filter(|at| id != Some(*at)));
        let owner = find_column(&words, OWNER).or_else(|| like(&OWNING));
        let status = find_column(&words, STATUS);
        let free = (0..words.len()).rev().find(|at| ![id, owner, status].contains(&Some(*at)));
        Self { id, owner, status, text: text.or(free).unwrap_or(0) }
    }
}

/// Whether a header is that of a register of action points.
pub fn is_register(header: &[SourceLine]) -> bool {
    let columns = RegisterColumns::from_header(header);
    columns.owner.is_some() && (columns.id.is_some() || columns.status.is_some() || header.len() == 2)
}

/// Reads the rows of a table of action points.
pub fn read_rows(grid: &MinutesTable) -> Vec<ListedAction> {
    let columns = RegisterColumns::from_header(&grid.header);
    grid.rows.iter().filter(|row| row.says_something()).map(|row| read_row(row, &columns, grid)).collect()
}

fn read_row(row: &MinutesRow, columns: &RegisterColumns, grid: &MinutesTable) -> ListedAction {
    let cell = |index: Option<usize>| index.map(|index| strip_strikethrough(row.cell(index).text)).unwrap_or_default();
    let (id, id_struck) = cell(columns.id);
    let (status, status_struck) = cell(columns.status);
    let (text, text_struck) = cell(Some(columns.text));
    let lines = std::iter::once(text).chain(row.more.iter().map(|more| more.text));
    let mut text = lines.map(cell_to_markdown).collect::<Vec<_>>().join("\\\n");
    let owner_cell = cell(columns.owner).0;
    let (owners, says_more) = parse_owners(owner_cell);
    let mut id = Some(plain_text(id)).filter(|id| has_text(id)).map(strip_id_label);
    let number = if columns.id.is_none() { split_number(&text) } else { None };
    let is_numbered = number.is_some();
    if let Some((number, rest)) = number {
        (id, text) = (Some(number.to_owned()), rest.to_owned());
    }
    let others = other_cells(&row.cells, &[Some(columns.text), columns.id, columns.owner, columns.status]);
    let label_cell = |(index, cell): (usize, SourceLine)| {
        let header = grid.header.get(index).map(|header| plain_text(header.text)).filter(|header| has_text(header));
        header.map(|header| format!("{header}: ")).unwrap_or_default() + &cell_to_markdown(cell.text)
    };
    let mut notes: Vec<String> = others.into_iter().map(label_cell).collect();
    let status = plain_text(status);
    let (stated, rest) = parse_status_cell(&status);
    notes.extend(rest);
    let is_struck = id_struck || text_struck || status_struck;
    if is_struck && stated == Some(ActionStatus::Open) {
        notes.push(format!("struck through, with the status {status}"));
    }
    ListedAction {
        range: row.at..row.cells.iter().map(|cell| cell.range().end).max().unwrap_or(row.at).max(row.at),
        id,
        owners,
        text,
        status: match stated {
            Some(ActionStatus::NotPursued) => stated,
            _ if is_struck => Some(ActionStatus::Closed),
            stated => stated,
        },
        notes,
        owners_cell: says_more.then(|| plain_text(owner_cell)),
        is_numbered,
        due: None,
    }
}

/// An id without its label: `AP 20220707-01`.
fn strip_id_label(id: String) -> String {
    let after = strip_word(&id, "AP");
    let number = after.map(|after| after.trim_start().trim_start_matches(['-', '#', ' ']));
    number.filter(|number| split_action_id(number).is_some()).map_or(id.clone(), ToOwned::to_owned)
}

/// Splits `1. Do it`, as some minutes number their action points.
fn split_number(text: &str) -> Option<(&str, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text[digits..].strip_prefix(['.', ')'])?;
    (1..=3).contains(&digits).then(|| (&text[..digits], rest.trim_start()))
}

/// The status in a cell, and the cell's text where it says more than the status.
fn parse_status_cell(cell: &str) -> (Option<ActionStatus>, Option<String>) {
    let word = fold_name(cell);
    let status = parse_status(cell);
    let says_more = match status {
        Some(status) => word != fold_name(status.record_key()),
        None => !word.is_empty(),
    };
    (status, says_more.then(|| format!("Status: {cell}")))
}

#[cfg(test)]
mod tests;
