//! The start and end of a finding as lines and columns.

use crate::source::{Place, Positions};

/// Lines and columns of a place, all from 1; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// The line of the first character.
    pub line: usize,
    /// The column of the first character.
    pub column: usize,
    /// The line of the end.
    pub end_line: usize,
    /// The column after the last character; that of the start if something is missing.
    pub end_column: usize,
}

impl Region {
    /// The region of a place.
    pub fn from_place(place: &Place, positions: &mut Positions) -> Self {
        let lines = positions.line_index(place.file);
        let (start, end) = (lines.position(place.range().start), lines.position(place.range().end));
        Self { line: start.line, column: start.column, end_line: end.line, end_column: end.column }
    }
}
