//! Builds the records of a test repository, in memory or on the disk.

use backlog::finding::Finding;
use backlog::model::group::Group;
use backlog::model::when::When;
use backlog::source::find_position;
use backlog::store::load::Files;
use backlog::view::Views;
use backlog::view::moment::Now;
use std::collections::BTreeMap;
use std::path::Path;

/// The views of a group with a `workgroup.yaml`, as of a moment.
pub fn views_on<'g>(group: &'g Group, now: &str) -> Views<'g> {
    let workgroup = group.workgroup.as_ref().unwrap();
    Views::new(group, workgroup, Now::from_when(When::parse(now).unwrap(), workgroup.timezone))
}

/// The place of a finding, as `path:line:column`.
pub fn format_place(finding: &Finding, group: &Group) -> String {
    let source = group.sources.file(finding.place.file);
    let at = find_position(&source.text, finding.place.range().start);
    format!("{}:{}:{}", source.path, at.line, at.column)
}

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
