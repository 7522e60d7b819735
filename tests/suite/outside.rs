//! Third-party tools that tests judge our output by. `.ci/run` installs them.

#[cfg(feature = "send")]
pub mod smtp;

use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The program of this name, from the folder of tools or from `PATH`, or a file of a package of Node. Without it a
/// test is skipped, which the end of `cargo test` reports; where `CI` is set, it has to be there.
pub fn find_tool(name: &str) -> Option<PathBuf> {
    let folder = match std::env::var_os("BACKLOG_TOOLS") {
        Some(folder) => PathBuf::from(folder),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("target/outside"),
    };
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = ["venv/bin", "node_modules/.bin", "node_modules"].map(|part| folder.join(part));
    let found = folders.into_iter().chain(std::env::split_paths(&path)).map(|it| it.join(name)).find(|it| it.is_file());
    if found.is_none() {
        report_missing(name);
    }
    found
}

/// Notes that this test is skipped for want of a tool; where `CI` is set, that is a failure.
pub fn report_missing(tool: &str) {
    assert!(std::env::var_os("CI").is_none(), "{tool} is not installed: .ci/run installs it");
    let test = std::thread::current().name().unwrap_or_default().to_owned();
    // `tests/summary.rs` reads the file.
    let file = OpenOptions::new().create(true).append(true).open(concat!(env!("CARGO_TARGET_TMPDIR"), "/skipped.txt"));
    file.unwrap().write_all(format!("{tool}\t{test}\n").as_bytes()).unwrap();
}

/// Whether everything is tested that takes minutes, as `.ci/run --all` does.
pub fn tests_everything() -> bool {
    std::env::var_os("BACKLOG_TEST_ALL").is_some()
}

/// Prints a figure in the output of the tests, also of those that pass: the runner holds back what `println!` prints.
pub fn print_figure(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}
