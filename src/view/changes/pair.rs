//! Recognizes the rows of two editions that are one proposal. Where that is not sure, they are two.

use super::{EditionRow, RowKeys};
use crate::model::spelling::name_key;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

/// For each new row the position of its old row, if it has one. No old row is used twice.
pub fn pair_rows(old: &[EditionRow], new: &[EditionRow]) -> Vec<Option<usize>> {
    let mut pairs: Vec<Option<usize>> = vec![None; new.len()];
    let keys: [&dyn Fn(&EditionRow) -> String; 3] =
        [&|row| row.keys.slug.clone(), &|row| row.name.clone(), &|row| name_key(&row.name)];
    for key in keys {
        let taken: HashSet<usize> = pairs.iter().flatten().copied().collect();
        let free = |at: &usize| pairs[*at].is_none();
        let olds = find_unique((0..old.len()).filter(|at| !taken.contains(at)).map(|at| (key(&old[at]), at)));
        let news = find_unique((0..new.len()).filter(free).map(|at| (key(&new[at]), at)));
        let found: Vec<(usize, usize)> =
            news.iter().filter_map(|(key, at)| Some((*at, *olds.get(key).filter(|_| !key.is_empty())?))).collect();
        found.into_iter().for_each(|(at, from)| pairs[at] = Some(from));
    }
    pair_renamed(old, new, &mut pairs);
    pairs
}

/// Pairs the rest by everything else: a pair is sure if all that speaks for one of the two rows speaks for the other.
fn pair_renamed(old: &[EditionRow], new: &[EditionRow], pairs: &mut [Option<usize>]) {
    let taken: HashSet<usize> = pairs.iter().flatten().copied().collect();
    let mut partners: HashMap<usize, HashSet<usize>> = HashMap::new();
    let mut note = |found: Vec<(usize, usize)>| {
        for (at, from) in found {
            if pairs[at].is_none() && !taken.contains(&from) {
                partners.entry(at).or_default().insert(from);
            }
        }
    };
    let names = |row: &EditionRow| vec![name_key(&row.name)];
    let former = |row: &EditionRow| row.keys.former_names.iter().map(|name| name_key(name)).collect();
    note(match_keys(old, names, new, former));
    note(match_keys(old, former, new, names));
    let of_row: [fn(&RowKeys) -> &String; 3] = [|keys| &keys.issue, |keys| &keys.template, |keys| &keys.repository];
    for key in of_row {
        let values = |row: &EditionRow| vec![key(&row.keys).to_lowercase()];
        note(match_keys(old, values, new, values));
    }
    let mut uses: HashMap<usize, usize> = HashMap::new();
    partners.values().flatten().for_each(|from| *uses.entry(*from).or_default() += 1);
    for (at, from) in partners {
        if let [from] = from.into_iter().collect::<Vec<_>>()[..]
            && uses[&from] == 1
        {
            pairs[at] = Some(from);
        }
    }
}

/// The pairs of a new and an old row that share a key which no other row of their edition has.
fn match_keys(
    old: &[EditionRow],
    old_keys: impl Fn(&EditionRow) -> Vec<String>,
    new: &[EditionRow],
    new_keys: impl Fn(&EditionRow) -> Vec<String>,
) -> Vec<(usize, usize)> {
    let list = |rows: &[EditionRow], keys: &dyn Fn(&EditionRow) -> Vec<String>| {
        let all = rows.iter().enumerate().flat_map(|(at, row)| keys(row).into_iter().map(move |key| (key, at)));
        find_unique(all.filter(|(key, _)| !key.is_empty()).collect::<Vec<_>>())
    };
    let olds = list(old, &old_keys);
    list(new, &new_keys).into_iter().filter_map(|(key, at)| Some((at, *olds.get(&key)?))).collect()
}

/// The keys that one row has.
fn find_unique<K: Hash + Eq>(keys: impl IntoIterator<Item = (K, usize)>) -> HashMap<K, usize> {
    let mut rows: HashMap<K, Option<usize>> = HashMap::new();
    for (key, at) in keys {
        rows.entry(key).and_modify(|known| *known = known.filter(|known| *known == at)).or_insert(Some(at));
    }
    rows.into_iter().filter_map(|(key, at)| Some((key, at?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows as `name; former names; issue; template; repository`.
    fn rows(rows: &[&str]) -> Vec<EditionRow> {
        let parse = |row: &&str| {
            let parts: Vec<&str> = row.split(';').map(str::trim).chain([""; 5]).collect();
            let keys = RowKeys {
                slug: String::new(),
                former_names: parts[1].split(',').filter(|name| !name.is_empty()).map(ToOwned::to_owned).collect(),
                issue: parts[2].to_owned(),
                template: parts[3].to_owned(),
                repository: parts[4].to_owned(),
            };
            EditionRow { name: parts[0].to_owned(), keys, ..EditionRow::default() }
        };
        rows.iter().map(parse).collect()
    }

    fn pair(old: &[&str], new: &[&str]) -> Vec<Option<usize>> {
        pair_rows(&rows(old), &rows(new))
    }

    #[test]
    fn rows_are_paired_by_name_and_then_by_what_no_other_row_has() {
        assert_eq!(pair(&["A", "B"], &["b", "A"]), [Some(1), Some(0)]);
        assert_eq!(pair(&["A; ; 1", "B"], &["Z; ; 1"]), [Some(0)], "the issue");
        assert_eq!(pair(&["A; ; ; t"], &["Z; ; 2; T"]), [Some(0)], "the template");
        assert_eq!(pair(&["A; ; ; ; r"], &["Z; ; ; ; r"]), [Some(0)], "the repository");
        assert_eq!(pair(&["A"], &["Z; a"]), [Some(0)], "the former name");
        assert_eq!(pair(&["A; z"], &["Z"]), [Some(0)], "a name that came back");
        assert_eq!(pair(&["A; ; 1"], &["A; ; 2", "Z; ; 1"]), [Some(0), None], "the name comes first");
    }

    #[test]
    fn what_is_not_sure_is_two_proposals() {
        assert_eq!(pair(&["A"], &["B"]), [None]);
        assert_eq!(pair(&["A; ; ; ; r", "B; ; ; ; r"], &["Z; ; ; ; r"]), [None], "a repository of two");
        assert_eq!(pair(&["A; ; ; ; r", "B; ; ; ; r"], &["A; ; ; ; r", "Z; ; ; ; r"]), [Some(0), None]);
        assert_eq!(pair(&["A; ; 1; t"], &["Y; ; 1", "Z; ; ; t"]), [None, None], "two successors");
        assert_eq!(pair(&["A; ; 1", "B; ; ; t"], &["Z; ; 1; t"]), [None], "two ancestors");
        assert_eq!(pair(&["A; ; 1; t"], &["Z; ; 1; t"]), [Some(0)]);
        assert_eq!(pair(&["A", "A"], &["A"]), [None], "two of one name");
    }
}
