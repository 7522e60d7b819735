//! Builds repositories in memory: records as texts, checked as of a day.

use backlog::model::when::When;
use backlog::rules::{self, Overrides};
use backlog::store::load::Files;
use backlog::view::Views;
use backlog::view::moment::Now;
use std::path::Path;

/// Calls on the 2nd and 4th Thursday, except on 25 December 2025.
const WORKGROUP: &str = "\
name: Harbour APIs
repository: example/harbour-apis
schedule:
  - { slot: 2nd thursday, start: \"09:00\", end: \"10:30\", since: 2023-11-09 }
  - { slot: 4th thursday, start: \"15:00\", end: \"16:30\", since: 2023-11-09 }
";

/// The records of a group.
pub struct Records(Vec<(String, Vec<u8>)>);

impl Records {
    /// A group; `keys` are added to its `workgroup.yaml`.
    pub fn new(keys: &str) -> Self {
        Self(Vec::new()).with_file("workgroup.yaml", &format!("{WORKGROUP}{keys}"))
    }

    /// Adds a file.
    pub fn with_file(mut self, path: &str, text: &str) -> Self {
        self.0.push((path.to_owned(), text.as_bytes().to_vec()));
        self
    }

    /// Adds a call; `keys` follow its date.
    pub fn with_call(self, date: &str, keys: &str) -> Self {
        self.with_file(&format!("minutes/{date}.yaml"), &format!("date: {date}\n{keys}"))
    }

    /// The findings of a rule as of a day, each as `level path: message`.
    pub fn findings(&self, rule: &str, today: &str, overrides: &Overrides) -> Vec<String> {
        let group = Files::from_bytes(Path::new(""), self.0.clone()).decode_group();
        assert!(group.problems.is_empty(), "{:?}", group.problems);
        let workgroup = group.workgroup.as_ref().unwrap();
        let now = Now::from_when(When::parse(today).unwrap(), workgroup.timezone);
        let findings = rules::check(&Views::new(&group, workgroup, now), overrides).findings;
        let found = findings.iter().filter(|finding| finding.rule == rule).map(|finding| {
            let path = &group.sources.file(finding.place.file).path;
            format!("{} {path}: {}", finding.level.as_str(), finding.message)
        });
        found.collect()
    }
}
