//! Describes what changed about each row.

use super::order::find_moved;
use super::{EditionRow, Fact, FactChange, FactKind, RowChange, RowFate};
use crate::model::stage::Stage;
use std::collections::HashMap;

/// A change with the rows that it is about.
pub struct PlacedChange {
    /// The change.
    pub change: RowChange,
    /// The position of the old row.
    pub old: Option<usize>,
    /// The position of the new row.
    pub new: Option<usize>,
}

/// One change per row, in the order of the new edition; removed rows follow the row that they followed.
pub fn describe_rows(old: &[EditionRow], new: &[EditionRow], pairs: &[Option<usize>]) -> Vec<PlacedChange> {
    let mut changes: Vec<PlacedChange> = new
        .iter()
        .enumerate()
        .map(|(at, row)| describe_row(pairs[at].map(|from| (from, &old[from])), at, row))
        .collect();
    note_moves(new, &mut changes);
    let places: HashMap<usize, usize> =
        pairs.iter().enumerate().filter_map(|(at, from)| Some(((*from)?, at))).collect();
    let mut removed: HashMap<Option<usize>, Vec<PlacedChange>> = HashMap::new();
    let mut last = None;
    for (from, row) in old.iter().enumerate() {
        match places.get(&from) {
            Some(at) => last = Some(*at),
            None => {
                let change = RowChange { name: row.name.clone(), fate: RowFate::Removed, facts: Vec::new() };
                removed.entry(last).or_default().push(PlacedChange { change, old: Some(from), new: None });
            }
        }
    }
    let mut all = removed.remove(&None).unwrap_or_default();
    for (at, change) in changes.into_iter().enumerate() {
        all.push(change);
        all.extend(removed.remove(&Some(at)).into_iter().flatten());
    }
    all
}

fn describe_row(old: Option<(usize, &EditionRow)>, at: usize, new: &EditionRow) -> PlacedChange {
    let (fate, facts) = match old {
        None => (RowFate::Added, compare_facts(&[], &new.facts)),
        Some((_, old)) => {
            let renamed_from = Some(&old.name).filter(|name| **name != new.name).cloned();
            (RowFate::Kept { renamed_from, moved_after: None }, compare_facts(&old.facts, &new.facts))
        }
    };
    let change = RowChange { name: new.name.clone(), fate, facts };
    PlacedChange { change, old: old.map(|(from, _)| from), new: Some(at) }
}

/// Notes which rows moved, apart from those whose place follows from a change of their facts.
fn note_moves(new: &[EditionRow], changes: &mut [PlacedChange]) {
    let kept: Vec<usize> = (0..changes.len()).filter(|at| changes[*at].old.is_some()).collect();
    let positions: Vec<usize> = kept.iter().filter_map(|at| changes[*at].old).collect();
    for at in find_moved(&positions).into_iter().map(|moved| kept[moved]) {
        let change = &mut changes[at].change;
        if let RowFate::Kept { moved_after, .. } = &mut change.fate
            && !change.facts.iter().any(changes_place)
        {
            *moved_after = Some(at.checked_sub(1).map(|before| new[before].name.clone()).unwrap_or_default());
        }
    }
}

/// Whether the place of a row in the table follows from a change.
pub fn changes_place(change: &FactChange) -> bool {
    let mut facts = change.removed.iter().chain(&change.added);
    change.kind == FactKind::Registered || facts.any(|fact| fact.stage == Some(Stage::Archived))
}

/// The changes between two lists of facts, by kind.
fn compare_facts(old: &[Fact], new: &[Fact]) -> Vec<FactChange> {
    let mut kinds: Vec<FactKind> = old.iter().chain(new).map(|fact| fact.kind).collect();
    kinds.sort();
    kinds.dedup();
    let of_kind = |facts: &[Fact], kind| facts.iter().filter(|fact| fact.kind == kind).cloned().collect::<Vec<_>>();
    let changes = kinds.into_iter().map(|kind| {
        let (old, new) = (of_kind(old, kind), of_kind(new, kind));
        let (removed, added) = (subtract(&old, &new), subtract(&new, &old));
        let is_reordered = subtract(&old, &removed) != subtract(&new, &added);
        FactChange { kind, removed, added, order: is_reordered.then_some(new) }
    });
    changes.filter(|change| !change.removed.is_empty() || !change.added.is_empty() || change.order.is_some()).collect()
}

/// A list without the elements of another, each as often as it is there; the first ones are left out.
pub fn subtract(list: &[Fact], other: &[Fact]) -> Vec<Fact> {
    let mut counts: HashMap<&Fact, usize> = HashMap::new();
    other.iter().for_each(|fact| *counts.entry(fact).or_default() += 1);
    let mut stays = |fact: &&Fact| match counts.get_mut(*fact) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    };
    list.iter().filter(|fact| stays(fact)).cloned().collect()
}
