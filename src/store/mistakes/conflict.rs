//! The lines that git leaves where two changes of a file met.

use super::{ParseFailure, overwrite_ranges, syntax_problem};
use crate::source::{FileId, Place};
use std::ops::Range;

/// What such a line begins with: our version, the common one, the separator, and the end of the other version.
const MARKERS: [&str; 4] = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];

/// How many other conflicts are listed.
const MAX_RELATED: usize = 10;

/// Finds the merge conflicts of a file, as one problem. The rest can be read without the other version.
pub fn find_conflict(text: &str, file: FileId) -> Option<ParseFailure> {
    let is_there = |marker: &str| {
        text.starts_with(&marker[1..]) || memchr::memmem::find(text.as_bytes(), marker.as_bytes()).is_some()
    };
    if !["\n<<<<<<<", "\n>>>>>>>", "\n|||||||", "\n======="].into_iter().any(is_there) {
        return None;
    }
    let (mut beginnings, mut leftovers, mut overwritten) = (Vec::new(), Vec::new(), Vec::<Range<usize>>::new());
    // The lines to overwrite when the conflict ends: those after our version.
    let mut other: Option<Vec<Range<usize>>> = None;
    let (mut is_open, mut start) = (false, 0);
    for line in text.split_inclusive('\n') {
        let range = start..start + line.trim_end().len();
        start += line.len();
        let marker = MARKERS.into_iter().find(|marker| is_marker(&text[range.clone()], marker));
        match marker {
            Some("<<<<<<<") => {
                beginnings.push(range.clone());
                (is_open, other) = (true, None);
            }
            Some(">>>>>>>") => {
                match is_open {
                    true => overwritten.extend(other.take().unwrap_or_default()),
                    false => leftovers.push(range.clone()),
                }
                is_open = false;
            }
            Some(_) if is_open => _ = other.get_or_insert_default(),
            // A longer line is text.
            Some("=======") if range.len() > 7 => continue,
            Some(_) => leftovers.push(range.clone()),
            None => {
                if let Some(other) = &mut other {
                    other.push(range);
                }
                continue;
            }
        }
        overwritten.push(range);
    }
    let place = |range: &Range<usize>| Place::from_range(file, range.clone());
    // The separator of the versions is in the file as well, unless only one line was left behind.
    let has_versions = !(beginnings.len() == overwritten.len() && leftovers.is_empty());
    let mut problem = match (beginnings.first(), leftovers.first()) {
        (Some(first), _) if has_versions => syntax_problem(
            place(first),
            "an unresolved merge conflict: both versions are in the file",
            "Keep one version, or merge the two, and remove the lines that begin with `<<<<<<<`, `=======` and \
             `>>>>>>>`.",
        ),
        (Some(first), _) | (None, Some(first)) => {
            syntax_problem(place(first), "a line that git left behind in a merge conflict", "Remove the line.")
        }
        (None, None) => return None,
    };
    let all = beginnings.iter().map(|at| (at, "another conflict"));
    let all = all.chain(leftovers.iter().map(|at| (at, "a line that git left behind")));
    let others = all.filter(|(at, _)| place(at) != problem.place).take(MAX_RELATED);
    problem.related = others.map(|(at, what)| (place(at), what.to_owned())).collect();
    let spaces = overwritten.into_iter().map(|range| (range.clone(), " ".repeat(range.len())));
    Some(ParseFailure { problem, retry: Some(overwrite_ranges(text, spaces)), range: None })
}

/// Whether a line is a conflict marker, alone or with the name of a branch.
fn is_marker(line: &str, marker: &str) -> bool {
    line.strip_prefix(marker).is_some_and(|name| name.is_empty() || name.starts_with(' '))
}
