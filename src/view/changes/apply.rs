//! Applies described changes to the facts of a row.

use super::describe::subtract;
use super::{Fact, FactChange, RowChange, RowFate};

/// The name of a row after a change.
pub fn apply_name<'c>(old: &'c str, change: &'c RowChange) -> &'c str {
    match &change.fate {
        RowFate::Kept { renamed_from: None, .. } => old,
        _ => &change.name,
    }
}

/// The facts of a row after changes. Added ones come last: a description does not say where they are.
pub fn apply_facts(old: &[Fact], changes: &[FactChange]) -> Vec<Fact> {
    let mut facts = old.to_vec();
    for change in changes {
        facts = subtract(&facts, &change.removed);
        facts.extend(change.added.iter().cloned());
        if let Some(order) = &change.order {
            // The order says which of the facts comes first, not which there are.
            let place = |fact: &Fact| (fact.kind == change.kind).then(|| order.iter().position(|one| one == fact));
            facts.sort_by_key(place);
        }
    }
    facts
}

/// Whether two lists are the same facts, and those of one kind that are in both described orders agree.
pub fn are_same_facts(applied: &[Fact], new: &[Fact], changes: &[FactChange]) -> bool {
    let of_kind = |facts: &[Fact], kind| facts.iter().filter(|fact| fact.kind == kind).cloned().collect::<Vec<_>>();
    let mut kinds: Vec<_> = applied.iter().chain(new).map(|fact| fact.kind).collect();
    kinds.sort();
    kinds.dedup();
    kinds.into_iter().all(|kind| {
        let (applied, new) = (of_kind(applied, kind), of_kind(new, kind));
        let change = changes.iter().find(|change| change.kind == kind);
        let added = change.filter(|change| change.order.is_none()).map_or(&[][..], |change| &change.added);
        let is_complete = subtract(&applied, &new).is_empty() && subtract(&new, &applied).is_empty();
        is_complete && subtract(&applied, added) == subtract(&new, added)
    })
}
