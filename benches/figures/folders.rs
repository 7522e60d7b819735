//! The folders in which one size of records is measured.

use crate::cost::{backlog_command, measure_command};
use crate::records::Size;
use crate::repository;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The day of the last call of the project's own records.
pub const OWN_DAY: &str = "2026-02-12";
const RECORD_FOLDERS: [&str; 2] = ["backlog", "minutes"];

/// Files with their paths from the root.
pub type OutputFiles = Vec<(PathBuf, Vec<u8>)>;

/// Copies of the same records, which are removed in the end.
pub struct Folders {
    all: PathBuf,
    /// Without generated files.
    pub bare: PathBuf,
    /// With all generated files, and approved minutes sealed.
    pub sealed: PathBuf,
    /// With all generated files, and no call approves minutes: none is sealed.
    pub unsealed: PathBuf,
    /// Where anything else may be written.
    pub scratch: PathBuf,
    /// The day of the last call.
    pub today: String,
    /// Whether `sealed` is a repository of git with one commit.
    pub has_git: bool,
}

impl Folders {
    /// Writes and renders the records.
    pub fn new(size: &Size) -> Result<Self, Box<dyn Error>> {
        let all = Path::new(env!("CARGO_TARGET_TMPDIR")).join("records");
        if all.exists() {
            fs::remove_dir_all(&all)?;
        }
        let [bare, sealed, unsealed, scratch] = ["bare", "sealed", "unsealed", "scratch"].map(|name| all.join(name));
        let today = write_records(size, &bare)?;
        copy_records(&bare, &sealed, |text| text)?;
        copy_records(&bare, &unsealed, |text| text.replace("\nprevious-minutes: approved\n", "\n"))?;
        for root in [&sealed, &unsealed] {
            measure_command(&mut backlog_command(root, &today, &["render"]))?;
        }
        let has_git = commit_all(&sealed)?;
        Ok(Self { all, bare, sealed, unsealed, scratch, today, has_git })
    }

    /// The files that `check` reads in the bare folder.
    pub fn record_paths(&self) -> std::io::Result<Vec<PathBuf>> {
        list_files(&self.bare, "yaml")
    }

    /// The generated files.
    pub fn read_outputs(&self) -> Result<OutputFiles, Box<dyn Error>> {
        let read = |path: PathBuf| Ok((path.strip_prefix(&self.sealed)?.to_owned(), fs::read(&path)?));
        list_files(&self.sealed, "md")?.into_iter().map(read).collect()
    }

    /// Removes what `render` wrote into the bare folder.
    pub fn remove_outputs(&self) -> std::io::Result<()> {
        list_files(&self.bare, "md")?.into_iter().try_for_each(fs::remove_file)
    }

    /// Writes files into the new folder `scratch`.
    pub fn write_plainly(&self, files: &OutputFiles) -> Result<(), Box<dyn Error>> {
        for folder in RECORD_FOLDERS {
            fs::create_dir_all(self.scratch.join(folder))?;
        }
        Ok(files.iter().try_for_each(|(path, bytes)| fs::write(self.scratch.join(path), bytes))?)
    }
}

impl Drop for Folders {
    fn drop(&mut self) {
        // What is left is removed by the next run.
        let _ = fs::remove_dir_all(&self.all);
    }
}

/// The records of the project or of a made-up group, and the day of their last call.
fn write_records(size: &Size, root: &Path) -> Result<String, Box<dyn Error>> {
    match size.generated {
        None => {
            copy_records(Path::new(env!("CARGO_MANIFEST_DIR")), root, |text| text)?;
            Ok(OWN_DAY.to_owned())
        }
        Some((proposals, calls)) => {
            let day = repository::write(root, proposals, calls)?;
            Ok(day.ok_or("a repository without calls")?.to_string())
        }
    }
}

fn copy_records(from: &Path, to: &Path, change: fn(String) -> String) -> Result<(), Box<dyn Error>> {
    for folder in RECORD_FOLDERS {
        fs::create_dir_all(to.join(folder))?;
    }
    for path in list_files(from, "yaml")? {
        fs::write(to.join(path.strip_prefix(from)?), change(fs::read_to_string(&path)?))?;
    }
    Ok(())
}

/// The records of a group, or what is generated from them.
fn list_files(root: &Path, extension: &str) -> std::io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for folder in [root.to_owned(), root.join("backlog"), root.join("minutes")] {
        for entry in fs::read_dir(folder)? {
            paths.push(entry?.path());
        }
    }
    let is_own = |path: &PathBuf| path.extension().is_some_and(|own| own == extension);
    paths.retain(is_own);
    paths.sort();
    Ok(paths)
}

/// Commits all files; `false` without git.
fn commit_all(root: &Path) -> Result<bool, Box<dyn Error>> {
    let settings = "user.name=bench user.email=bench@example.org commit.gpgsign=false gc.auto=0 maintenance.auto=false";
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.arg("-C").arg(root).args(settings.split(' ').flat_map(|setting| ["-c", setting]));
        measure_command(command.args(arguments))
    };
    if Command::new("git").arg("--version").output().is_err() {
        return Ok(false);
    }
    git(&["init", "-q"])?;
    git(&["add", "--all"])?;
    git(&["commit", "-q", "-m", "All records"])?;
    Ok(true)
}
