//! Not a test: prints the last line of `cargo test`, which reports the skipped checks and the missing tools.
//!
//! `tests/suite` writes them to a file; this program runs after it, reports them and removes the file.

#![expect(clippy::print_stdout, reason = "the line is what this program is for")]

use std::collections::{BTreeMap, BTreeSet};

fn main() {
    let path = concat!(env!("CARGO_TARGET_TMPDIR"), "/skipped.txt");
    let Ok(text) = std::fs::read_to_string(path) else { return };
    let _ = std::fs::remove_file(path);
    let skipped: BTreeSet<(&str, &str)> = text.lines().filter_map(|line| line.split_once('\t')).collect();
    let mut tools: BTreeMap<&str, usize> = BTreeMap::new();
    skipped.iter().for_each(|(tool, _)| *tools.entry(tool).or_default() += 1);
    let tools: Vec<String> = tools.iter().map(|(tool, tests)| format!("{tool} ({tests})")).collect();
    let checks: BTreeSet<&str> = skipped.iter().map(|(_, test)| *test).collect();
    println!("\n{} checks skipped, missing: {}. Install them with `bash .ci/run`.", checks.len(), tools.join(", "));
}
