//! The program as its users run it, on copies of a small repository.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// A small repository.
pub const GROUP: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/repos/group");

/// The program in a clean environment.
pub fn backlog_command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_backlog"));
    command.env_clear().args(arguments).stdin(Stdio::null());
    command
}

pub fn run_command(command: &mut Command) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } = command.output().unwrap();
    (status.code(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

/// Reads every file below a folder.
pub fn read_files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(self::read_files(&path));
        } else {
            files.insert(path.display().to_string(), std::fs::read(&path).unwrap());
        }
    }
    files
}

/// Copies the small repository, for changes.
pub fn copy_group() -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    for (path, bytes) in read_files(Path::new(GROUP)) {
        let target = copy.path().join(Path::new(&path).strip_prefix(GROUP).unwrap());
        std::fs::create_dir_all(target.parent().unwrap()).unwrap();
        std::fs::write(target, bytes).unwrap();
    }
    copy
}
