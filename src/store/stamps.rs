//! Whether the files of a repository may have changed, without reading them.

use super::layout::{FileUse, file_use};
use super::open::Folder;
use std::path::Path;
use std::time::SystemTime;

/// The names of the records of a repository, with their lengths and the times of their last changes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileStamps(Vec<(String, u64, Option<SystemTime>)>);

impl FileStamps {
    /// Reads the stamps of the repository at `root`. A folder that cannot be read has none.
    pub fn read(root: &Path) -> Self {
        let mut stamps = Vec::new();
        for folder in ["", "backlog", "minutes"] {
            let Ok(Some(opened)) = Folder::open(root, folder) else { continue };
            let lead = if folder.is_empty() { String::new() } else { format!("{folder}/") };
            for name in opened.list_files(|_| false).unwrap_or_default() {
                let path = format!("{lead}{name}");
                if matches!(file_use(&path), FileUse::Nothing | FileUse::Template) {
                    continue;
                }
                if let Ok(about) = std::fs::metadata(opened.path().join(&name)) {
                    stamps.push((path, about.len(), about.modified().ok()));
                }
            }
        }
        stamps.sort();
        Self(stamps)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_that_is_written_added_or_removed_changes_the_stamps() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        let write = |path: &str, text: &str| {
            std::fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
            std::fs::write(root.join(path), text).unwrap();
        };
        write("workgroup.yaml", "name: G\n");
        let mut last = FileStamps::read(&root);
        let mut is_new = || {
            let now = FileStamps::read(&root);
            std::mem::replace(&mut last, now.clone()) != now
        };
        assert!(!is_new());
        write("minutes/2026-02-12.yaml", "date: 2026-02-12\n");
        assert!(is_new() && !is_new());
        write("minutes/2026-02-12.yaml", "date: 2026-02-12\nagenda: [1]\n");
        assert!(is_new());
        write("notes.txt", "not a record");
        assert!(!is_new());
        std::fs::remove_file(root.join("minutes/2026-02-12.yaml")).unwrap();
        assert!(is_new());
    }
}
