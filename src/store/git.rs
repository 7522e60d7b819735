//! The only module that runs `git`, in such a way that no commit can influence it or make it run a program.
//!
//! The records may be a stranger's pull request. A folder of them can look like a git repository of its own, whose
//! configuration names programs; so `git` starts at the nearest folder upwards with a `.git`, which no commit can
//! hold, takes no other folder for a repository, fetches nothing and runs no hook.

use crate::error::Error;
use crate::store::read_error::{FileBytes, ReadError};
use std::ffi::OsString;
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Settings of every run of `git`, whatever the repository's configuration says.
const SETTINGS: [&str; 4] = [
    "safe.bareRepository=explicit",
    "core.fsmonitor=false",
    // A path without hooks.
    "core.hooksPath=/dev/null/none",
    "protocol.allow=never",
];

/// The same in the environment. Messages are in English, because some are parsed.
const VARIABLES: [(&str, &str); 6] = [
    ("GIT_NO_LAZY_FETCH", "1"),
    // Overrides protocols that the configuration allows by name.
    ("GIT_ALLOW_PROTOCOL", "none"),
    ("GIT_NO_REPLACE_OBJECTS", "1"),
    ("GIT_TERMINAL_PROMPT", "0"),
    ("GIT_OPTIONAL_LOCKS", "0"),
    ("LC_ALL", "C"),
];

/// The environment variables that `git` may see: of its own only the user's configuration. The others, which are set
/// when a hook runs, lead to another folder.
pub fn permitted_variables(environment: impl Iterator<Item = (OsString, OsString)>) -> Vec<(OsString, OsString)> {
    let is_permitted = |name: &OsString| {
        let is_gits = name.as_encoded_bytes().starts_with(b"GIT_");
        !is_gits || name == "GIT_CONFIG_GLOBAL"
    };
    environment.filter(|(name, _)| is_permitted(name)).collect()
}

fn find_work_tree(root: &Path) -> Option<&Path> {
    root.ancestors().find(|folder| folder.join(".git").symlink_metadata().is_ok())
}

/// The path from the work tree around a folder to the folder, with forward slashes; empty if it is the work tree, or in
/// none.
pub fn path_in_work_tree(root: &Path) -> String {
    let path = find_work_tree(root).and_then(|work_tree| root.strip_prefix(work_tree).ok()).unwrap_or(Path::new(""));
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

/// `git` in the work tree around the records.
#[derive(Debug, Clone)]
pub struct Git {
    work_tree: PathBuf,
    environment: Vec<(OsString, OsString)>,
    /// The revision as the user gave it, for errors.
    revision: String,
}

impl Git {
    /// `git` in the nearest folder with a `.git` at or above `root`, an absolute path; `environment` is all that `git`
    /// sees of the user's environment, see [`permitted_variables`].
    ///
    /// # Errors
    /// [`Error::Revision`] when the folder does not exist.
    pub fn new(root: &Path, revision: &str, environment: Vec<(OsString, OsString)>) -> Result<Self, Error> {
        let work_tree = find_work_tree(root);
        let git = |folder: &Path| Self { work_tree: folder.to_owned(), environment, revision: revision.to_owned() };
        work_tree.map(git).ok_or_else(|| Error::Revision {
            revision: revision.to_owned(),
            reason: "the records are not in a git repository".to_owned(),
        })
    }

    /// The folder that paths in commits start from.
    pub fn work_tree(&self) -> &Path {
        &self.work_tree
    }

    /// The error that says why the revision cannot be read.
    pub fn revision_error(&self, reason: impl Into<String>) -> Error {
        Error::Revision { revision: self.revision.clone(), reason: reason.into() }
    }

    fn build_command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        command.env_clear().envs(self.environment.iter().cloned()).envs(VARIABLES).stdin(Stdio::null());
        command.arg("-C").arg(&self.work_tree).arg("--no-pager");
        for setting in SETTINGS {
            command.args(["-c", setting]);
        }
        command.args(arguments);
        command
    }

    fn run_error(&self, error: &std::io::Error) -> Error {
        match error.kind() {
            ErrorKind::NotFound => self.revision_error("`git` is not installed"),
            _ => self.revision_error(format!("git cannot be run: {error}")),
        }
    }

    /// The output of a command; `None` if it fails although this is a git repository.
    pub fn run_command(&self, arguments: &[&str]) -> Result<Option<Vec<u8>>, Error> {
        let output = self.build_command(arguments).output().map_err(|error| self.run_error(&error))?;
        if output.status.success() {
            return Ok(Some(output.stdout));
        }
        let message = String::from_utf8_lossy(&output.stderr);
        match message.lines().next() {
            Some(line) if line.contains("not a git repository") => {
                Err(self.revision_error("the records are not in a git repository"))
            }
            // Such as a folder of another owner, which git does not touch.
            Some(line) if line.starts_with("fatal: detected") => Err(self.revision_error(line.to_owned())),
            _ => Ok(None),
        }
    }

    /// The first line of the output of a command.
    pub fn read_line(&self, arguments: &[&str]) -> Result<Option<String>, Error> {
        let output = self.run_command(arguments)?;
        Ok(output.map(|bytes| String::from_utf8_lossy(&bytes).trim().to_owned()).filter(|line| !line.is_empty()))
    }

    /// Whether git tracks a file at or below a path from a folder in the work tree, however its letters are written.
    pub fn tracks_below(&self, folder: &Path, path: &str) -> Result<bool, Error> {
        let below = folder.strip_prefix(&self.work_tree).unwrap_or(Path::new(""));
        let path = format!(":(top,icase,literal){}", below.join(path).display());
        let tracked = self.run_command(&["ls-files", "-z", "--", &path])?;
        tracked.map(|files| !files.is_empty()).ok_or_else(|| self.revision_error("git cannot read its index"))
    }

    /// The contents of objects or `COMMIT:PATH`, in their order, by one run of `git cat-file --batch`; each object with
    /// the maximum number of bytes to read. Links at paths are followed as far as they stay in the commit.
    pub fn read_objects(&self, objects: &[(String, usize)]) -> Result<Vec<GitObject>, Error> {
        let failed = |error: std::io::Error| self.run_error(&error);
        let mut child = self
            .build_command(&["cat-file", "--batch", "--follow-symlinks"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(failed)?;
        let (Some(mut questions), Some(answers)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(self.revision_error("git cannot be run"));
        };
        let names: String = objects.iter().map(|(name, _)| format!("{name}\n")).collect();
        let contents = std::thread::scope(|scope| {
            // Both pipes are finite: writing everything before reading may block forever, and so may writing after
            // an answer that cannot be read, unless the answers are closed first.
            let mut answers = BufReader::new(answers);
            scope.spawn(move || questions.write_all(names.as_bytes()));
            objects.iter().map(|(_, limit)| read_answer(&mut answers, *limit)).collect::<Result<Vec<_>, _>>()
        });
        child.wait().map_err(failed)?;
        contents.map_err(|error| match error.kind() {
            ErrorKind::NotFound => self.revision_error(INCOMPLETE_CLONE),
            _ => self.revision_error("git cannot read its files"),
        })
    }
}

/// Why a commit cannot be read in a partial clone, and what to do about it.
pub const INCOMPLETE_CLONE: &str =
    "this clone does not have all files of that commit; get them with `git fetch --refetch --no-filter`";

/// What is at a path of a commit.
#[derive(Debug)]
pub enum GitObject {
    /// A file, or a link to a file.
    File(FileBytes),
    /// A link to a folder.
    Folder,
}

/// One answer: `OBJECT TYPE SIZE`, the bytes, a line end; of a broken link `KIND SIZE` and the path that it
/// leads to; or `OBJECT missing`, which a partial clone does not have.
fn read_answer(answers: &mut impl BufRead, limit: usize) -> std::io::Result<GitObject> {
    let mut about = String::new();
    answers.read_line(&mut about)?;
    let mut words = about.trim_end().rsplit(' ');
    let last = words.next().unwrap_or_default();
    if last == "missing" {
        return Err(ErrorKind::NotFound.into());
    }
    let size: u64 = last.parse().map_err(|_| ErrorKind::InvalidData)?;
    let kind = words.next().unwrap_or_default();
    let kept = if kind == "blob" && size <= limit as u64 { size } else { 0 };
    let mut bytes = Vec::new();
    answers.by_ref().take(kept).read_to_end(&mut bytes)?;
    let rest = size - kept + 1;
    if std::io::copy(&mut answers.take(rest), &mut std::io::sink())? != rest {
        return Err(ErrorKind::InvalidData.into());
    }
    Ok(match kind {
        "blob" if kept < size => GitObject::File(Err(ReadError::TooLarge(size, limit))),
        "blob" => GitObject::File(Ok(bytes)),
        "tree" => GitObject::Folder,
        "symlink" => GitObject::File(Err(ReadError::OutsideRepository)),
        _ => GitObject::File(Err(ReadError::DanglingLink)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn git_sees_no_variable_of_its_own_but_the_users_configuration() {
        let all =
            ["PATH", "GIT_DIR", "GIT_SSH_COMMAND", "GIT_CONFIG_COUNT", "GIT_CONFIG_GLOBAL", "GITHUB_TOKEN", "LANG"];
        let permitted = permitted_variables(all.into_iter().map(|name| (name.into(), "x".into())));
        let names: Vec<&str> = permitted.iter().map(|(name, _)| name.to_str().unwrap()).collect();
        assert_eq!(names, ["PATH", "GIT_CONFIG_GLOBAL", "GITHUB_TOKEN", "LANG"]);
    }

    #[test]
    fn a_blob_is_bounded_like_a_file() {
        let mut answers = format!("a blob 501\n{}\nb blob 500\n{0:.500}\nc missing\n", "y".repeat(501)).into_bytes();
        answers.extend(b"d blob 9\nshort");
        let mut answers = &answers[..];
        let mut answer = || read_answer(&mut answers, 500);
        assert!(matches!(answer(), Ok(GitObject::File(Err(ReadError::TooLarge(501, 500))))));
        assert!(matches!(answer(), Ok(GitObject::File(Ok(bytes))) if bytes == "y".repeat(500).into_bytes()));
        assert!(matches!(answer(), Err(error) if error.kind() == ErrorKind::NotFound));
        assert!(matches!(answer(), Err(error) if error.kind() == ErrorKind::InvalidData));
    }

    #[test]
    fn a_link_is_a_file_a_folder_or_broken() {
        let mut answers = &b"symlink 4\n/etc\na tree 5\nbytes\ndangling 7\nnowhere\na blob 2\nok\n"[..];
        let mut answer = || read_answer(&mut answers, 500);
        assert!(matches!(answer(), Ok(GitObject::File(Err(ReadError::OutsideRepository)))));
        assert!(matches!(answer(), Ok(GitObject::Folder)));
        assert!(matches!(answer(), Ok(GitObject::File(Err(ReadError::DanglingLink)))));
        assert!(matches!(answer(), Ok(GitObject::File(Ok(bytes))) if bytes == b"ok"));
    }

    #[test]
    fn tracked_files_are_found_below_a_folder_with_any_name() {
        let root = tempfile::tempdir().unwrap();
        let records = root.path().join("re[co]rds");
        std::fs::create_dir_all(records.join(".backlog")).unwrap();
        std::fs::write(records.join(".backlog/x"), "").unwrap();
        let run = |arguments: &[&str]| {
            assert!(Command::new("git").arg("-C").arg(root.path()).args(arguments).status().unwrap().success());
        };
        run(&["init", "--quiet"]);
        let git = Git::new(&records, "", permitted_variables(std::env::vars_os())).unwrap();
        assert!(!git.tracks_below(&records, ".backlog").unwrap());
        run(&["add", "."]);
        assert!(git.tracks_below(&records, ".backlog").unwrap() && !git.tracks_below(root.path(), ".backlog").unwrap());
    }

    #[test]
    fn nothing_blocks_when_objects_are_missing() {
        let root = tempfile::tempdir().unwrap();
        assert!(Command::new("git").arg("-C").arg(root.path()).args(["init", "--quiet"]).status().unwrap().success());
        let git = Git::new(root.path(), "main", permitted_variables(std::env::vars_os())).unwrap();
        // Questions and answers that fill both pipes.
        let missing = vec![("0".repeat(40), 500); 5_000];
        assert!(matches!(git.read_objects(&missing), Err(Error::Revision { .. })));
    }
}
