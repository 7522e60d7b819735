//! Rows and cells, before anybody asks what they mean.

use super::cell::Cell;
use crate::source::Place;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// In the source.
    pub place: Place,
    /// From the left; may be fewer or more than the headers.
    pub cells: Vec<Cell>,
    /// Whether it stands in the head of its table.
    pub is_head: bool,
}
