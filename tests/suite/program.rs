//! The program as its users run it, on copies of a small repository.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
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

/// Runs git in a folder, as a user of its own; it has to succeed.
pub fn run_git(folder: &Path, arguments: &[&str]) {
    let identity = ["-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"];
    let git = Command::new("git").arg("-C").arg(folder).args(identity).args(arguments).output().unwrap();
    assert!(git.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&git.stderr));
}

/// A repository in a folder of its own, in which commands run as of 2026-04-10.
pub struct Repository(tempfile::TempDir);

impl Repository {
    /// An empty folder.
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A copy of the records in a folder.
    pub fn copy_of(folder: &str) -> Self {
        let copy = Self::new();
        for (path, bytes) in read_files(Path::new(folder)) {
            copy.write(Path::new(&path).strip_prefix(folder).unwrap(), bytes);
        }
        copy
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// The program in the repository.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = backlog_command(&["-C", self.path().to_str().unwrap()]);
        command.args(arguments).env("BACKLOG_TODAY", "2026-04-10");
        command
    }

    pub fn run(&self, arguments: &[&str]) -> (Option<i32>, String, String) {
        run_command(&mut self.command(arguments))
    }

    /// Runs a command that has to succeed, and returns its output.
    pub fn run_successfully(&self, arguments: &[&str]) -> String {
        let (code, output, messages) = self.run(arguments);
        assert_eq!(code, Some(0), "{arguments:?}: {output}{messages}");
        output
    }

    pub fn read(&self, path: impl AsRef<Path>) -> String {
        std::fs::read_to_string(self.path().join(path)).unwrap()
    }

    /// Writes a file, and the folders that it needs.
    pub fn write(&self, path: impl AsRef<Path>, text: impl AsRef<[u8]>) {
        let path = self.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// Replaces the occurrences of a text in a file, of which there is one at least.
    pub fn replace(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{from} is not in {text}");
        self.write(path, text.replace(from, to));
    }

    /// Every file except the program's own ones, the lock and the journal, by its path from the root.
    pub fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let relative = |(path, bytes)| (Path::new(&path).strip_prefix(self.path()).unwrap().to_owned(), bytes);
        let files = read_files(self.path()).into_iter().map(relative);
        files.filter(|(path, _): &(PathBuf, Vec<u8>)| !path.starts_with(".backlog")).collect()
    }
}

/// Copies the small repository, for changes.
pub fn copy_group() -> Repository {
    Repository::copy_of(GROUP)
}
