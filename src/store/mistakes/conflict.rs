//! The lines that git leaves where two changes of a file met.

use super::{ParseFailure, overwrite_ranges, syntax_problem};
use crate::source::{FileId, Place};
use std::ops::Range;

/// What git begins such a line with: the own version, the common one, the gap, the end of the other version.
const MARKERS: [&str; 4] = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];

/// The most of the other conflicts that are named.
const MAX_RELATED: usize = 10;

/// The merge conflicts of a file, as one mistake. With the other version blanked out the rest can be read.
pub fn find_conflict(text: &str, file: FileId) -> Option<ParseFailure> {
    let is_there = |marker: &str| text.starts_with(&marker[1..]) || text.contains(marker);
    if !["\n<<<<<<<", "\n>>>>>>>", "\n|||||||", "\n======="].into_iter().any(is_there) {
        return None;
    }
    let (mut beginnings, mut leftovers, mut blanked) = (Vec::new(), Vec::new(), Vec::<Range<usize>>::new());
    // What to blank out when the conflict ends: its lines since the own version.
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
                    true => blanked.extend(other.take().unwrap_or_default()),
                    false => leftovers.push(range.clone()),
                }
                is_open = false;
            }
            Some(_) if is_open => _ = other.get_or_insert_default(),
            // With more after it, somebody wrote the line.
            Some("=======") if range.len() > 7 => continue,
            Some(_) => leftovers.push(range.clone()),
            None => {
                if let Some(other) = &mut other {
                    other.push(range);
                }
                continue;
            }
        }
        blanked.push(range);
    }
    let place = |range: &Range<usize>| Place {
        file,
        start: u32::try_from(range.start).unwrap_or_default(),
        end: u32::try_from(range.end).unwrap_or_default(),
    };
    // What separates the versions is in the file as well, unless a line was left behind alone.
    let has_versions = !(beginnings.len() == blanked.len() && leftovers.is_empty());
    let mut problem = match (beginnings.first(), leftovers.first()) {
        (Some(first), _) if has_versions => syntax_problem(
            place(first),
            "a merge conflict that was not resolved: both versions are in the file",
            "Keep one of the versions, or join them, and remove the lines that begin with `<<<<<<<`, `=======` and \
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
    let blanks = blanked.into_iter().map(|range| (range.clone(), " ".repeat(range.len())));
    Some(ParseFailure { problem, retry: Some(overwrite_ranges(text, blanks)), range: None })
}

/// Whether a line is a marker, alone or with the name of a branch.
fn is_marker(line: &str, marker: &str) -> bool {
    line.strip_prefix(marker).is_some_and(|name| name.is_empty() || name.starts_with(' '))
}
