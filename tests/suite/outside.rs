//! Programs of other makers that tests judge our output by. `.ci/run` installs them.

pub mod smtp;

use std::io::Write;
use std::path::{Path, PathBuf};

/// The program of this name, from the folder of tools or from `PATH`, or a file of a package of Node. Without it a
/// test is skipped, which is said; where `CI` is set, it has to be there.
pub fn tool(name: &str) -> Option<PathBuf> {
    let folder = match std::env::var_os("BACKLOG_TOOLS") {
        Some(folder) => PathBuf::from(folder),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("target/outside"),
    };
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = ["venv/bin", "node_modules/.bin", "node_modules"].map(|part| folder.join(part));
    let found = folders.into_iter().chain(std::env::split_paths(&path)).map(|it| it.join(name)).find(|it| it.is_file());
    if found.is_none() {
        assert!(std::env::var_os("CI").is_none(), "{name} is not installed: .ci/run installs it");
        said(&format!("skipped: {name} is not installed (.ci/run installs it)"));
    }
    found
}

/// Says something in the output of the tests, also of those that pass: the runner holds back what `println!` prints.
pub fn said(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}
