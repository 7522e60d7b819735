//! The file of each row: the existing one with its name, or a new one named after it.

use crate::model::group::Group;
use crate::model::proposal::Proposal;
use crate::model::slug::{file_stem, is_reserved};
use crate::model::spelling::name_key;
use crate::model::stage::{self, Stage};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet, VecDeque};

/// The paths of proposals, in order; paths are unique. The order of paths for rows with one name does not depend on the
/// order of the table.
pub fn assign_paths(rows: &[Proposal], group: &Group) -> Vec<String> {
    let file_stem = |row: &Proposal| Some(file_stem(&row.name)).filter(|stem| !stem.is_empty());
    let stems: Vec<String> = rows.iter().map(|row| file_stem(row).unwrap_or_else(|| "proposal".to_owned())).collect();
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_cached_key(|at| {
        let registered = rows[*at].registered.as_ref().map(|day| day.value);
        let is_archived = stage::effective_stage(&rows[*at].stages) == Some(Stage::Archived);
        (is_archived, registered.is_none(), registered, &stems[*at], *at)
    });
    let standing: Vec<NamedFile> =
        group.proposals.iter().map(|it| (&*it.name.value, &*group.sources.file(it.file).path)).collect();
    let given = standing.iter().filter_map(|(_, path)| path.strip_prefix("backlog/")?.strip_suffix(".yaml"));
    // The number of files that begin with each stem.
    let mut counts: HashMap<Cow<str>, usize> = HashMap::with_capacity(rows.len());
    counts.extend(given.map(|stem| (stem.into(), 1)));
    let mut paths = existing_paths(rows, &order, standing);
    for at in order {
        let stem = stems[at].as_str();
        if !paths[at].is_empty() {
            continue;
        }
        let count = counts.entry(stem.into()).or_insert_with(|| usize::from(is_reserved(stem)));
        *count += 1;
        let mut number = *count;
        paths[at] = if number == 1 {
            ["backlog/", stem, ".yaml"].concat()
        } else {
            while counts.contains_key(&*format!("{stem}-{number}")) {
                number += 1;
            }
            counts.insert(stem.into(), number);
            counts.insert(format!("{stem}-{number}").into(), 1);
            format!("backlog/{stem}-{number}.yaml")
        };
    }
    paths
}

/// The name of a proposal, and the path of its file.
type NamedFile<'g> = (&'g str, &'g str);

/// The existing file of each row; empty if there is none. A file with the exact name comes before one with another
/// spelling, which may belong to another row.
fn existing_paths(rows: &[Proposal], order: &[usize], mut files: Vec<NamedFile>) -> Vec<String> {
    let mut paths = vec![String::new(); rows.len()];
    // In the order of their numbers: `-2` before `-10`.
    files.sort_by_key(|(_, path)| (path.len(), *path));
    for key in [str::to_owned as fn(&str) -> String, name_key] {
        if files.is_empty() {
            break;
        }
        let mut free: HashMap<String, VecDeque<NamedFile>> = HashMap::new();
        files.iter().for_each(|file| free.entry(key(file.0)).or_default().push_back(*file));
        for at in order {
            if paths[*at].is_empty()
                && let Some((_, path)) = free.get_mut(&key(&rows[*at].name)).and_then(VecDeque::pop_front)
            {
                paths[*at] = path.to_owned();
            }
        }
        let given: HashSet<&str> = paths.iter().map(String::as_str).collect();
        files.retain(|(_, path)| !given.contains(path));
    }
    paths
}

#[cfg(test)]
mod tests {
    use crate::import::ImportOptions;
    use crate::import::table::import_table;
    use crate::source::{Source, Sources};
    use crate::store::load::Files;

    #[test]
    fn an_exact_name_comes_before_a_similar_one() {
        let text = "| Name | Registered |\n|---|---|\n| Mi rror | 2025-01-01 |\n| Mirror | 2025-02-01 |\n";
        let sources = || Sources::new(vec![Source { path: "table.md".into(), text: text.into() }]);
        let own = ("workgroup.yaml", "name: G\n");
        let first = import_table(sources(), &ImportOptions::default(), &Files::from_texts(&[own]).decode_group())
            .unwrap()
            .records;
        let files: Vec<(&str, &str)> = first.iter().map(|draft| (draft.path.as_str(), draft.text.as_str())).collect();
        assert_eq!(
            files.iter().map(|(path, _)| *path).collect::<Vec<_>>(),
            ["backlog/mi-rror.yaml", "backlog/mirror.yaml"]
        );
        let made = Files::from_texts(&[&[own], &files[..]].concat()).decode_group();
        assert_eq!(import_table(sources(), &ImportOptions::default(), &made).unwrap().records, first);
        // A file with another spelling of the name belongs to the row, too.
        let made = Files::from_texts(&[own, ("backlog/a.yaml", "name: MIRROR\n")]).decode_group();
        let paths = import_table(sources(), &ImportOptions::default(), &made).unwrap().records;
        assert_eq!(
            paths.iter().map(|draft| draft.path.as_str()).collect::<Vec<_>>(),
            ["backlog/a.yaml", "backlog/mirror.yaml"]
        );
    }
}
