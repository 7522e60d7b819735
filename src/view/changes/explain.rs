//! Finds the cells that the described changes do not explain: those in which the old table with the changes differs from
//! the new one.

use super::apply::{apply_facts, apply_name, are_same_facts};
use super::describe::{PlacedChange, changes_place};
use super::words::{fact_words, split_words};
use super::{CellWord, Edition, EditionCell, EditionRow, Fact, RowChange, RowFate, UnexplainedCell};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::{HashMap, HashSet};

/// The cells in which the old edition with the changes differs from the new one, in the order of the new one.
pub fn find_unexplained(
    old: &Edition,
    new: &Edition,
    pairs: &[Option<usize>],
    changes: &[PlacedChange],
    vocabulary: &dyn Fn(&Fact) -> Vec<String>,
) -> Vec<UnexplainedCell> {
    let mut unexplained = compare_others(&old.others, &new.others);
    let empty = EditionRow::default();
    let unchanged = |name: &str| RowChange {
        name: name.to_owned(),
        fate: RowFate::Kept { renamed_from: None, moved_after: None },
        facts: Vec::new(),
    };
    let by_row: HashMap<usize, &RowChange> =
        changes.iter().filter_map(|placed| Some((placed.new?, &placed.change))).collect();
    let mut last = None;
    for (at, row) in new.rows.iter().enumerate() {
        let before = pairs[at].map_or(&empty, |from| &old.rows[from]);
        let described = by_row.get(&at).map_or_else(|| unchanged(&before.name), |change| (*change).clone());
        unexplained.extend(explain_row(before, row, &described, vocabulary));
        // Rows that no change moved are in their old order.
        let is_moved = matches!(described.fate, RowFate::Kept { moved_after: Some(_), .. });
        if let Some(from) = pairs[at].filter(|_| !is_moved && !described.facts.iter().any(changes_place)) {
            if last.is_some_and(|last| from < last) {
                unexplained.push(new_unexplained(&row.name, "order", String::new(), String::new()));
            }
            last = last.max(Some(from));
        }
    }
    let removed = changes.iter().filter(|placed| placed.change.fate == RowFate::Removed);
    let known: HashSet<usize> =
        removed.filter_map(|placed| placed.old).chain(pairs.iter().flatten().copied()).collect();
    for from in (0..old.rows.len()).filter(|from| !known.contains(from)) {
        let text = join_texts(&old.rows[from].facts);
        unexplained.push(new_unexplained(&old.rows[from].name, "", text, String::new()));
    }
    unexplained
}

fn new_unexplained(row: &str, column: &str, before: String, after: String) -> UnexplainedCell {
    UnexplainedCell { row: row.to_owned(), column: column.to_owned(), before, after }
}

/// What differs besides the rows of proposals: headers, and rows without a name. No change describes it.
fn compare_others(old: &[EditionCell], new: &[EditionCell]) -> Vec<UnexplainedCell> {
    let key = |cell: &EditionCell| (cell.column.clone(), cell.text.clone());
    let (olds, news): (Vec<_>, Vec<_>) = (old.iter().map(key).collect(), new.iter().map(key).collect());
    let join = |cells: &[EditionCell]| cells.iter().map(|cell| &*cell.text).collect::<Vec<_>>().join(" ");
    let differ = |op: DiffOp| match op {
        DiffOp::Equal { .. } => None,
        op => {
            let (before, after) = (&old[op.old_range()], &new[op.new_range()]);
            let column = before.iter().chain(after).map(|cell| &*cell.column).next().unwrap_or_default();
            Some(new_unexplained("", column, join(before), join(after)))
        }
    };
    capture_diff_slices(Algorithm::Myers, &olds, &news).into_iter().filter_map(differ).collect()
}

fn explain_row(
    old: &EditionRow,
    new: &EditionRow,
    change: &RowChange,
    vocabulary: &dyn Fn(&Fact) -> Vec<String>,
) -> Vec<UnexplainedCell> {
    let mut unexplained = Vec::new();
    let applied_name = apply_name(&old.name, change);
    if applied_name != new.name {
        unexplained.push(new_unexplained(&new.name, "name", applied_name.to_owned(), new.name.clone()));
    }
    let applied = apply_facts(&old.facts, &change.facts);
    if !are_same_facts(&applied, &new.facts, &change.facts) {
        unexplained.push(new_unexplained(&new.name, "facts", join_texts(&applied), join_texts(&new.facts)));
    }
    let named = NamedWords::new(&old.name, change, vocabulary);
    for (before, after) in pair_cells(&old.cells, &new.cells) {
        if !named.explain(before, after, change.fate == RowFate::Added) {
            let column = if after.column.is_empty() { &before.column } else { &after.column };
            unexplained.push(new_unexplained(&new.name, column, before.text.clone(), after.text.clone()));
        }
    }
    unexplained
}

/// The cells of a column, before and now. A column with another header is at the place of one that is gone.
fn pair_cells<'e>(old: &'e [EditionCell], new: &'e [EditionCell]) -> Vec<(&'e EditionCell, &'e EditionCell)> {
    static EMPTY: EditionCell = EditionCell { column: String::new(), text: String::new(), words: Vec::new() };
    let is_in = |cell: &EditionCell, cells: &[EditionCell]| cells.iter().any(|other| other.column == cell.column);
    let mut gone = old.iter().filter(|cell| !is_in(cell, new));
    let mut pairs = Vec::new();
    for cell in new {
        let same = old.iter().find(|other| other.column == cell.column);
        pairs.push((same.or_else(|| gone.next()).unwrap_or(&EMPTY), cell));
    }
    pairs.extend(gone.map(|cell| (cell, &EMPTY)));
    pairs
}

/// The words of the described changes of a row.
struct NamedWords {
    removed: HashSet<String>,
    added: HashSet<String>,
}

impl NamedWords {
    fn new(old_name: &str, change: &RowChange, vocabulary: &dyn Fn(&Fact) -> Vec<String>) -> Self {
        let words = |facts: &[Fact]| {
            let all = facts.iter().flat_map(|fact| fact_words(fact).chain(vocabulary(fact)));
            all.map(|word| word.to_lowercase()).collect::<HashSet<_>>()
        };
        let lowercase_words = |name: &str| split_words(name).map(|word| word.to_lowercase()).collect::<Vec<_>>();
        let mut named = Self { removed: HashSet::new(), added: HashSet::new() };
        for facts in &change.facts {
            let order = words(facts.order.as_deref().unwrap_or_default());
            named.removed.extend(words(&facts.removed).into_iter().chain(order.iter().cloned()));
            named.added.extend(words(&facts.added).into_iter().chain(order));
        }
        if apply_name(old_name, change) != old_name {
            named.removed.extend(lowercase_words(old_name));
            named.added.extend(lowercase_words(&change.name));
        }
        named
    }

    /// Whether the difference of two cells is in these words. Words without a meaning do not count, but a change needs others,
    /// except in an added row.
    fn explain(&self, before: &EditionCell, after: &EditionCell, is_added: bool) -> bool {
        if before.text == after.text {
            return true;
        }
        let texts = |cell: &EditionCell| cell.words.iter().map(|word| word.text.clone()).collect::<Vec<_>>();
        let is_named = |word: &CellWord, named: &HashSet<String>| {
            let link = word.link.as_ref().map(|url| url.to_lowercase());
            named.contains(&word.text.to_lowercase()) || link.is_some_and(|url| named.contains(&url))
        };
        let mut has_meaning = is_added;
        for op in capture_diff_slices(Algorithm::Myers, &texts(before), &texts(after)) {
            if matches!(op, DiffOp::Equal { .. }) {
                continue;
            }
            let removed = before.words[op.old_range()].iter().map(|word| (word, &self.removed));
            let added = after.words[op.new_range()].iter().map(|word| (word, &self.added));
            for (word, named) in removed.chain(added).filter(|(word, named)| !word.is_filler || is_named(word, named)) {
                if !is_named(word, named) {
                    return false;
                }
                has_meaning = true;
            }
        }
        has_meaning
    }
}

/// Facts in few words, for what is not explained.
fn join_texts(facts: &[Fact]) -> String {
    let text = |fact: &Fact| {
        let stage = fact.stage.map(|stage| stage.record_key().to_owned());
        let date = fact.date.map(|day| day.to_string());
        let label = Some(&fact.label).filter(|label| !label.is_empty()).cloned();
        let parts = [stage, label, fact.url.clone(), date, fact.note.clone()];
        format!("{}: {}", fact.kind.record_key(), parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
    };
    facts.iter().map(text).collect::<Vec<_>>().join("; ")
}
