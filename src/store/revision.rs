//! The files of a repository as they were at a git revision.

use crate::error::Error;
use crate::store::git::{Git, GitObject, INCOMPLETE_CLONE};
use crate::store::layout::{FileUse, file_use};
use crate::store::limits::Limits;
use crate::store::load::Files;
use crate::store::read_error::FileBytes;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The mode of a symbolic link in a tree of git.
const LINK_MODE: &str = "120000";

/// A commit that records can be read from.
#[derive(Debug, Clone)]
pub struct Revision {
    root: PathBuf,
    git: Git,
    commit: String,
}

impl Revision {
    /// The merge base of HEAD and a revision, which is the revision itself if HEAD is based on it. `root` is absolute;
    /// `environment` is what `git` sees of the user's environment, see [`super::git::permitted_variables`].
    ///
    /// # Errors
    /// [`Error::Revision`] when `root` is not in a git repository, when the repository has no such commit, when the two
    /// have no commit in common (such as in a shallow clone), or when `git` is not installed.
    pub fn from_merge_base(named: &str, root: &Path, environment: Vec<(OsString, OsString)>) -> Result<Self, Error> {
        let git = Git::new(root, named, environment)?;
        let commit = format!("{named}^{{commit}}");
        let named_commit = git
            .read_line(&["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?
            .ok_or_else(|| git.revision_error("this git repository has no such commit"))?;
        let base = git.read_line(&["merge-base", &named_commit, "HEAD"])?.ok_or_else(|| {
            git.revision_error("it has no commit in common with HEAD; in a shallow clone, fetch the history first")
        })?;
        Ok(Self { root: root.to_owned(), git, commit: base })
    }

    /// The last commit of the branch by a moment, in seconds since 1970; `named` is what errors call it.
    ///
    /// # Errors
    /// [`Error::Revision`] when `root` is not in a git repository, when no commit is that old, or when `git` is not
    /// installed.
    pub fn from_moment(
        seconds: i64,
        named: &str,
        root: &Path,
        environment: Vec<(OsString, OsString)>,
    ) -> Result<Self, Error> {
        let git = Git::new(root, named, environment)?;
        // Of a merge the branch that it was merged into: other commits came with it, however old they are.
        let until = format!("--min-age={seconds}");
        let found = git.read_line(&["rev-list", "--max-count=1", "--first-parent", &until, "HEAD", "--"])?;
        let commit = found
            .ok_or_else(|| git.revision_error("no commit is that old; in a shallow clone, fetch the history first"))?;
        Ok(Self { root: root.to_owned(), git, commit })
    }

    /// The abbreviated hash of the commit.
    pub fn short_hash(&self) -> &str {
        self.commit.get(..7).unwrap_or(&self.commit)
    }

    /// The records, templates and `github.yaml` of the commit.
    ///
    /// # Errors
    /// [`Error::Revision`] when `git` cannot read them.
    pub fn read_files(&self) -> Result<Files, Error> {
        let blobs = self.read_blobs(|path| file_use(path) != FileUse::Nothing)?;
        Ok(Files::from_reads(&self.root, blobs))
    }

    /// The texts at these paths from the root, with their paths; those that are not in the commit are left out. A file
    /// that is too large or not UTF-8 is empty, as in [`super::load::read_optional`].
    ///
    /// # Errors
    /// [`Error::Revision`] when `git` cannot read them.
    pub fn read_texts(&self, paths: &[String]) -> Result<Vec<(String, String)>, Error> {
        let chosen: std::collections::HashSet<&str> = paths.iter().map(String::as_str).collect();
        let blobs = self.read_blobs(|path| chosen.contains(path))?;
        Ok(blobs
            .into_iter()
            .map(|(path, bytes)| (path, String::from_utf8(bytes.unwrap_or_default()).unwrap_or_default()))
            .collect())
    }

    /// The files at the chosen paths, in git's order. As on the disk, a link to a file is followed, and a link to a
    /// folder ends with a slash.
    fn read_blobs(&self, is_chosen_path: impl Fn(&str) -> bool) -> Result<Vec<(String, FileBytes)>, Error> {
        let git = &self.git;
        let listing = git
            .run_command(&["ls-tree", "-r", "-z", "--full-tree", &self.commit])?
            .ok_or_else(|| git.revision_error(INCOMPLETE_CLONE))?;
        let below = self.path_below_work_tree();
        let entries = listing.split(|byte| *byte == 0).filter_map(parse_entry).filter_map(|(object, full_path)| {
            let path = full_path.strip_prefix(below.as_str())?;
            let is_chosen = is_chosen_path(path) || (object.is_none() && is_chosen_path(&format!("{path}/")));
            let object = object.unwrap_or_else(|| format!("{}:{full_path}", self.commit));
            is_chosen.then(|| ((object, Limits::for_path(path).file_bytes), path.to_owned()))
        });
        let (objects, paths): (Vec<(String, usize)>, Vec<String>) = entries.unzip();
        let answers = git.read_objects(&objects)?;
        let as_listed = |(path, answer): (String, GitObject)| match answer {
            GitObject::File(bytes) => (path, bytes),
            GitObject::Folder => (format!("{path}/"), Ok(Vec::new())),
        };
        Ok(paths.into_iter().zip(answers).map(as_listed).filter(|(path, _)| is_chosen_path(path)).collect())
    }

    /// The path from the work tree to the records: empty, or with a slash at its end.
    fn path_below_work_tree(&self) -> String {
        let below = self.root.strip_prefix(self.git.work_tree()).unwrap_or(Path::new(""));
        below.iter().map(|part| format!("{}/", part.to_string_lossy())).collect()
    }
}

/// The object and the path in `MODE TYPE OBJECT\tPATH`, if it is a file; for a link there is no object. A submodule is
/// neither. Invalid UTF-8 in the path is replaced by U+FFFD, as on the disk.
fn parse_entry(line: &[u8]) -> Option<(Option<String>, String)> {
    let line = String::from_utf8_lossy(line);
    let (about, path) = line.split_once('\t')?;
    let mut about = about.split(' ');
    let mode = about.next()?;
    let object = about.nth(1)?;
    match mode {
        // Git cannot be asked for a name with a line end; no file with such a name is read.
        LINK_MODE if !path.contains(['\n', char::REPLACEMENT_CHARACTER]) => Some((None, path.to_owned())),
        _ => (mode == LINK_MODE || mode.starts_with("100")).then(|| (Some(object.to_owned()), path.to_owned())),
    }
}
