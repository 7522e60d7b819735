//! The files of a repository as they were at a git revision, read through `git` itself.

use crate::error::Error;
use crate::store::load::{Files, is_read};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A commit that records can be read from.
#[derive(Debug, Clone)]
pub struct Revision {
    root: PathBuf,
    /// As the user named it.
    named: String,
    commit: String,
}

impl Revision {
    /// Where the present state left a revision: their merge base, which for a revision that the present
    /// state is built on is the revision itself.
    ///
    /// # Errors
    /// [`Error::Revision`] when `root` is in no git repository, when the name is no commit there, when the two
    /// have no commit in common (such as in a shallow clone), or when there is no `git`.
    pub fn left_from(named: &str, root: &Path) -> Result<Self, Error> {
        let git = Git { root, named };
        let commit = format!("{named}^{{commit}}");
        let named_commit = git
            .line(&["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?
            .ok_or_else(|| git.refused("it is no commit of this git repository"))?;
        let base = git.line(&["merge-base", &named_commit, "HEAD"])?.ok_or_else(|| {
            git.refused("it has no commit in common with HEAD; in a shallow clone, fetch the history first")
        })?;
        Ok(Self { root: root.to_owned(), named: named.to_owned(), commit: base })
    }

    /// The first signs of the commit's name, as people write it.
    pub fn short(&self) -> &str {
        self.commit.get(..7).unwrap_or(&self.commit)
    }

    /// The records, templates and `github.lock` that the commit holds.
    ///
    /// # Errors
    /// [`Error::Revision`] when `git` cannot read them.
    pub fn files(&self) -> Result<Files, Error> {
        let blobs = self.blobs(is_read)?;
        Ok(Files::of_bytes(&self.root, blobs))
    }

    /// The texts at these paths from the root, with their paths; those that the commit does not have are left
    /// out. What is no UTF-8 text is empty, as in [`super::load::read_if_there`].
    ///
    /// # Errors
    /// [`Error::Revision`] when `git` cannot read them.
    pub fn texts(&self, paths: &[String]) -> Result<Vec<(String, String)>, Error> {
        let wanted: std::collections::HashSet<&str> = paths.iter().map(String::as_str).collect();
        let blobs = self.blobs(|path| wanted.contains(path))?;
        Ok(blobs.into_iter().map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap_or_default())).collect())
    }

    /// The files at the paths that are wanted, in the order of git.
    fn blobs(&self, wanted: impl Fn(&str) -> bool) -> Result<Vec<(String, Vec<u8>)>, Error> {
        let git = Git { root: &self.root, named: &self.named };
        let listing = git
            .output(&["ls-tree", "-r", "-z", &self.commit])?
            .ok_or_else(|| git.refused("git cannot list its files"))?;
        let entries = listing.split(|byte| *byte == 0).filter_map(entry).filter(|(_, path)| wanted(path));
        let (objects, paths): (Vec<String>, Vec<String>) = entries.unzip();
        let contents = git.contents(&objects)?;
        Ok(paths.into_iter().zip(contents).collect())
    }
}

/// The object and the path in `MODE TYPE OBJECT\tPATH`, if it is a file: no link, no submodule.
fn entry(line: &[u8]) -> Option<(String, String)> {
    let line = std::str::from_utf8(line).ok()?;
    let (about, path) = line.split_once('\t')?;
    let mut about = about.split(' ');
    let is_file = about.next()?.starts_with("100");
    let object = about.nth(1)?;
    is_file.then(|| (object.to_owned(), path.to_owned()))
}

/// `git` in the folder of a repository.
struct Git<'r> {
    root: &'r Path,
    named: &'r str,
}

impl Git<'_> {
    fn refused(&self, reason: impl Into<String>) -> Error {
        Error::Revision { named: self.named.to_owned(), reason: reason.into() }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        command.arg("-C").arg(self.root).args(arguments).env("LC_ALL", "C").stdin(Stdio::null());
        // A hook runs with these, relative to another folder; the repository is the one around the records.
        for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
            command.env_remove(name);
        }
        command
    }

    fn failed(&self, error: &std::io::Error) -> Error {
        match error.kind() {
            std::io::ErrorKind::NotFound => self.refused("there is no `git` on this machine to ask"),
            _ => self.refused(format!("git cannot be asked: {error}")),
        }
    }

    /// What a command prints; `None` when it fails although this is a git repository.
    fn output(&self, arguments: &[&str]) -> Result<Option<Vec<u8>>, Error> {
        let output = self.command(arguments).output().map_err(|error| self.failed(&error))?;
        if output.status.success() {
            return Ok(Some(output.stdout));
        }
        let said = String::from_utf8_lossy(&output.stderr);
        match said.lines().next() {
            Some(line) if line.contains("not a git repository") => {
                Err(self.refused("the records are in no git repository"))
            }
            // Such as a folder of another owner, which git does not touch.
            Some(line) if line.starts_with("fatal: detected") => Err(self.refused(line.to_owned())),
            _ => Ok(None),
        }
    }

    fn line(&self, arguments: &[&str]) -> Result<Option<String>, Error> {
        let output = self.output(arguments)?;
        Ok(output.map(|bytes| String::from_utf8_lossy(&bytes).trim().to_owned()).filter(|line| !line.is_empty()))
    }

    /// The contents of objects, in their order, by one run of `git cat-file --batch`.
    fn contents(&self, objects: &[String]) -> Result<Vec<Vec<u8>>, Error> {
        let failed = |error: std::io::Error| self.failed(&error);
        let mut child = self
            .command(&["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(failed)?;
        let (Some(mut asked), Some(answers)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(self.refused("git cannot be asked"));
        };
        let names = objects.join("\n") + "\n";
        let contents = std::thread::scope(|scope| {
            // Both pipes are finite: who writes all before reading may wait for ever, and so may who writes on
            // after an answer that is none, unless the answers are closed then.
            let mut answers = BufReader::new(answers);
            scope.spawn(move || asked.write_all(names.as_bytes()));
            objects.iter().map(|_| content(&mut answers)).collect::<Result<Vec<_>, _>>()
        });
        child.wait().map_err(failed)?;
        contents.map_err(|_| self.refused("git cannot read its files"))
    }
}

/// One answer: `OBJECT blob SIZE`, the bytes, a line end.
fn content(answers: &mut impl BufRead) -> std::io::Result<Vec<u8>> {
    let broken = || std::io::Error::from(std::io::ErrorKind::InvalidData);
    let mut about = String::new();
    answers.read_line(&mut about)?;
    let size: usize = about.trim_end().rsplit(' ').next().and_then(|size| size.parse().ok()).ok_or_else(broken)?;
    let mut bytes = vec![0; size];
    answers.read_exact(&mut bytes)?;
    answers.read_exact(&mut [0])?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_waits_for_ever_when_objects_are_missing() {
        let root = tempfile::tempdir().unwrap();
        let git = Git { root: root.path(), named: "main" };
        assert!(git.output(&["init", "--quiet"]).unwrap().is_some());
        // Questions and answers that fill both pipes.
        let missing = vec!["0".repeat(40); 5_000];
        assert!(matches!(git.contents(&missing), Err(Error::Revision { .. })));
    }
}
