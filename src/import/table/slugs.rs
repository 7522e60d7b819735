//! The file of each row: the one that bears its name already, or a new one named like it.

use crate::model::group::Group;
use crate::model::proposal::Proposal;
use crate::model::spelling::{file_stem, is_reserved, name_key};
use crate::model::stage::{self, Stage};
use std::collections::{HashMap, HashSet, VecDeque};

/// The paths of proposals, in their order; no path comes twice. Rows of one name get them as the table lists them,
/// so that its order does not matter.
pub fn paths(rows: &[Proposal], group: &Group) -> Vec<String> {
    let mut standing: HashMap<String, VecDeque<String>> = HashMap::new();
    let mut used: HashSet<String> = HashSet::new();
    for proposal in &group.proposals {
        let path = group.sources.file(proposal.file).path.clone();
        standing.entry(name_key(&proposal.name)).or_default().push_back(path.clone());
        used.insert(path);
    }
    // In the order in which they were numbered: `-2` before `-10`.
    standing.values_mut().for_each(|paths| paths.make_contiguous().sort_by_key(|path| (path.len(), path.clone())));
    let stems: Vec<String> = rows.iter().map(|row| stem(&row.name)).collect();
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_cached_key(|at| {
        let registered = rows[*at].registered.as_ref().map(|day| day.value);
        (
            stage::standing(&rows[*at].stages) == Some(Stage::Archived),
            registered.is_none(),
            registered,
            &stems[*at],
            *at,
        )
    });
    let mut paths = vec![String::new(); rows.len()];
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for at in order {
        if !standing.is_empty()
            && let Some(path) = standing.get_mut(&name_key(&rows[at].name)).and_then(VecDeque::pop_front)
        {
            paths[at] = path;
            continue;
        }
        let count = counts.entry(&stems[at]).or_insert(usize::from(is_reserved(&stems[at])));
        paths[at] = loop {
            *count += 1;
            let path = match *count {
                1 => format!("backlog/{}.yaml", stems[at]),
                more => format!("backlog/{}-{more}.yaml", stems[at]),
            };
            if used.insert(path.clone()) {
                break path;
            }
        };
    }
    paths
}

fn stem(name: &str) -> String {
    let stem = file_stem(name);
    if stem.is_empty() { "proposal".to_owned() } else { stem }
}
