//! Builds the records of a test repository, in memory or on the disk.

use backlog::model::group::Group;
use backlog::store::load::Files;
use std::collections::BTreeMap;
use std::path::Path;

/// The files of a repository by their paths.
#[derive(Default)]
pub struct Records(BTreeMap<String, Vec<u8>>);

impl Records {
    /// A repository with this `workgroup.yaml`.
    pub fn new(workgroup: &str) -> Self {
        Self::default().with_file("workgroup.yaml", workgroup)
    }

    /// Adds a file, or replaces it.
    pub fn with_file(mut self, path: &str, text: impl AsRef<[u8]>) -> Self {
        self.0.insert(path.to_owned(), text.as_ref().to_vec());
        self
    }

    /// Adds a call; its keys follow the date.
    pub fn with_call(self, date: &str, keys: &str) -> Self {
        self.with_file(&format!("minutes/{date}.yaml"), format!("date: {date}\n{keys}\n"))
    }

    /// The group in memory, which must have no problems.
    pub fn decode_group(self) -> Group {
        let group = Files::from_bytes(Path::new(""), self.0.into_iter().collect()).decode_group();
        assert!(group.problems.is_empty(), "{:?}", group.problems);
        group
    }

    /// Writes the files into a folder.
    pub fn write(&self, root: &Path) {
        for (path, bytes) in &self.0 {
            let path = root.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
    }
}
