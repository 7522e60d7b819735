//! Third-party tools that check our output in tests. `.ci/run` installs them.

#[cfg(feature = "send")]
pub mod confluence;
#[cfg(feature = "send")]
pub mod github;
#[cfg(feature = "send")]
pub mod smtp;

use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Finds a program in the tools folder or in `PATH`, or a file of a Node package. Without it a test is skipped, which
/// the end of `cargo test` reports; where `CI` is set, it has to be installed.
pub fn find_tool(name: &str) -> Option<PathBuf> {
    let folder = match std::env::var_os("BACKLOG_TOOLS") {
        Some(folder) => PathBuf::from(folder),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("target/outside"),
    };
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = ["venv/bin", "node_modules/.bin", "node_modules", "pages/node_modules/.bin", "pages/node_modules"]
        .map(|part| folder.join(part));
    let found = folders.into_iter().chain(std::env::split_paths(&path)).map(|it| it.join(name)).find(|it| it.is_file());
    if found.is_none() {
        report_missing(name);
    }
    found
}

/// Records that the current test is skipped because a tool is missing; where `CI` is set, it fails.
pub fn report_missing(tool: &str) {
    assert!(std::env::var_os("CI").is_none(), "{tool} is not installed: .ci/run installs it");
    let test = std::thread::current().name().unwrap_or_default().to_owned();
    // `tests/summary.rs` reads the file.
    let file = OpenOptions::new().create(true).append(true).open(concat!(env!("CARGO_TARGET_TMPDIR"), "/skipped.txt"));
    file.unwrap().write_all(format!("{tool}\t{test}\n").as_bytes()).unwrap();
}

/// Whether tests that take minutes run, as with `.ci/run --all`.
#[cfg(unix)]
pub fn tests_everything() -> bool {
    std::env::var_os("BACKLOG_TEST_ALL").is_some()
}

/// Prints a figure, also when the test passes: the test runner captures only `println!`.
#[cfg(target_os = "linux")]
pub fn print_figure(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}
