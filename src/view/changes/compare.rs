//! Compares two editions.

use super::describe::describe_rows;
use super::explain::find_unexplained;
use super::pair::pair_rows;
use super::{Edition, Fact, RowChange, RowFate, TableChanges};

/// What changed between two editions. `vocabulary` has more words that express a fact in a cell.
pub fn compare_editions(old: &Edition, new: &Edition, vocabulary: &dyn Fn(&Fact) -> Vec<String>) -> TableChanges {
    let pairs = pair_rows(&old.rows, &new.rows);
    let changes = describe_rows(&old.rows, &new.rows, &pairs);
    let unexplained = find_unexplained(old, new, &pairs, &changes, vocabulary);
    let rows = changes.into_iter().map(|placed| placed.change).filter(|change| !change.is_empty()).collect();
    TableChanges { reviewer: new.reviewer.clone().or_else(|| old.reviewer.clone()), rows, unexplained }
}

impl RowChange {
    /// Whether nothing changed.
    fn is_empty(&self) -> bool {
        self.facts.is_empty() && self.fate == RowFate::Kept { renamed_from: None, moved_after: None }
    }
}
