//! The files of a made-up group, for unit tests.

use crate::model::group::Group;
use crate::model::when::When;
use crate::store::load::Files;
use crate::view::Views;
use crate::view::moment::Now;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The settings of a group with nothing else: UTC, the 2nd and 4th Thursday, two exceptions.
pub(crate) const SETTINGS: &str = r#"
name: G
repository: o/r
schedule:
  - { slot: 2nd thursday, start: "09:00", end: "10:30", since: 2023-11-09 }
  - { slot: 4th thursday, start: "15:00", end: "16:30", since: 2023-11-09 }
not-held:
  - { date: 2025-12-25, reason: public holiday }
moved:
  - { from: 2026-05-28, to: 2026-05-27, reason: public holiday }
organizations:
  - Orange
  - { name: Deutsche Telekom, aliases: [DT] }
  - { name: NCSRD, since: 2025-12-22 }
"#;

/// A day.
pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A group in few words: a record is given without its first line, which follows from its name.
#[derive(Debug, Clone, Default)]
pub(crate) struct TestGroup {
    /// The paths and texts, in any order; of two texts for one path, the later one counts.
    pub(crate) files: Vec<(String, String)>,
}

impl TestGroup {
    /// A group without files.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// With `workgroup.yaml`: the settings of the group `G`.
    pub(crate) fn settings(self, settings: impl AsRef<str>) -> Self {
        self.file("workgroup.yaml", format!("name: G\n{}", settings.as_ref()))
    }

    /// With [`SETTINGS`] and more of them.
    pub(crate) fn more_settings(self, settings: impl AsRef<str>) -> Self {
        self.file("workgroup.yaml", format!("{SETTINGS}{}", settings.as_ref()))
    }

    /// With a proposal whose name is its slug in capitals.
    pub(crate) fn proposal(self, slug: &str, facts: impl AsRef<str>) -> Self {
        self.file(format!("backlog/{slug}.yaml"), format!("name: {}\n{}", slug.to_uppercase(), facts.as_ref()))
    }

    /// With a call.
    pub(crate) fn call(self, date: &str, records: impl AsRef<str>) -> Self {
        self.file(format!("minutes/{date}.yaml"), format!("date: {date}\n{}", records.as_ref()))
    }

    /// With a file as it is.
    pub(crate) fn file(mut self, path: impl Into<String>, text: impl Into<String>) -> Self {
        self.files.push((path.into(), text.into()));
        self
    }

    /// The records, whatever is wrong with them.
    pub(crate) fn decode(&self) -> Group {
        let files: BTreeMap<&str, &str> =
            self.files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        Files::from_texts(&files.into_iter().collect::<Vec<_>>()).decode_group()
    }

    /// The views of the group as of a moment, with [`SETTINGS`] unless it has others. They live as long as the program.
    pub(crate) fn views(&self, now: &str) -> Views<'static> {
        let group = Self::new().more_settings("").files.into_iter().chain(self.files.iter().cloned());
        let group: &Group = Box::leak(Box::new(Self { files: group.collect() }.decode()));
        assert!(group.problems.is_empty(), "{:?}", group.problems);
        let workgroup = group.workgroup.as_ref().unwrap();
        Views::new(group, workgroup, Now::from_when(When::parse(now).unwrap(), workgroup.timezone))
    }
}
