//! Repositories as a stranger's pull request may bring them. Every command ends soon and takes little memory, with a
//! finding or exit status 2, and reads nothing outside the repository.

mod journal;
#[path = "../growth/lists.rs"]
mod list_rows;
mod lists;
mod measure;
mod names;
mod odd_files;
mod repositories;
mod templates;

use measure::run_within_limits;
use std::path::Path;

/// A text that no output may contain.
const SECRET: &str = "the key of another repository";

/// Runs a command in a repository.
fn run_backlog(root: &Path, arguments: &[&str]) -> (i32, String) {
    let ended = run_within_limits(root, arguments);
    (ended.code, ended.output)
}
