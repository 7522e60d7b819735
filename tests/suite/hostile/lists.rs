//! Every list of every record with an excessive number of entries.

use super::list_rows::{LISTS, ListRow, TODAY, commands_for, repository_with};
use super::measure::{Completed, measures_optimized, run_within_limits};
use crate::records::Records;
use std::collections::BTreeMap;

/// Runs commands on the repository with a list.
fn run_with_list(row: &ListRow, entries: usize, commands: &[&[&str]], test: impl Fn(Completed)) {
    let root = tempfile::tempdir().unwrap();
    let files = repository_with(row, entries).into_iter();
    files.fold(Records::default(), |records, (path, text)| records.with_file(&path, text)).write(root.path());
    for command in commands {
        test(run_within_limits(root.path(), &[command, &["--today", TODAY][..]].concat()));
    }
}

#[test]
fn a_list_with_endless_entries_takes_no_more_than_its_share() {
    let lists: BTreeMap<_, _> = LISTS.iter().map(|row| ((row.0, row.1), row)).collect();
    for row in lists.into_values() {
        let commands = commands_for(row.0);
        match measures_optimized() {
            true => run_with_list(row, 100_000, commands, |_| {}),
            // The first two are measured by `tests/growth`.
            false => run_with_list(row, 200, &commands[2..], |_| {}),
        }
    }
}

#[test]
fn each_list_is_read() {
    for row in LISTS.iter().filter(|(_, path, ..)| !path.is_empty()) {
        run_with_list(row, 80, &[&["check"]], |Completed { output, .. }| {
            for problem in ["unknown-key", "wrong-type", "missing-key", "syntax", "bad-date", "no rules were checked"] {
                assert!(!output.contains(problem), "{row:?}: {output}");
            }
        });
    }
}
