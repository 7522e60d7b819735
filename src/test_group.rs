//! The files of a made-up group, for unit tests.

/// A group in few words: a record is given without its first line, which follows from its name.
#[derive(Debug, Clone, Default)]
pub(crate) struct TestGroup {
    /// The paths and texts, in any order.
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
}
