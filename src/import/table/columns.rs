//! Which column holds what: found by its header.

use super::grid::Row;
use crate::model::spelling::folded;

/// What a column is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The name of the proposal.
    Name,
}

impl Field {
    /// Every field with its word in `--column`.
    pub const ALL: [(&'static str, Field); 1] = [("name", Field::Name)];

    /// The field that a header names.
    pub fn of(header: &str) -> Option<Field> {
        const NAMES: [&str; 2] = ["name", "apifamilyname"];
        NAMES.contains(&folded(header).as_str()).then_some(Field::Name)
    }
}

/// The fields of a head, column by column.
pub fn of(head: &Row) -> Vec<Option<Field>> {
    head.cells.iter().map(|cell| Field::of(&cell.text())).collect()
}
