//! The loaded records of a group.

use crate::finding::{Problem, ProblemKind};
use crate::model::former::Replaced;
use crate::model::github::GithubFacts;
use crate::model::meeting::Meeting;
use crate::model::proposal::Proposal;
use crate::model::workgroup::Workgroup;
use crate::source::{FileId, Sources};
use std::collections::{BTreeMap, BTreeSet};

/// The file names of the templates that a group may replace with its own.
pub const TEMPLATE_NAMES: [&str; 17] = [
    "calendar.txt",
    "github-agenda.md",
    "github-stage.md",
    "mail-actions.md",
    "mail-agenda.md",
    "mail-minutes.md",
    "minutes-api-backlog.md",
    "minutes-mom.md",
    "minutes-not-held.md",
    "site-actions.html",
    "site-call.html",
    "site-calls.html",
    "site-index.html",
    "site-proposal.html",
    "table-gfm.md",
    "table-html.md",
    "table-page.md",
];

/// The template that a file in `templates/` was probably meant to be. Other files may be there too, so apart from case
/// and extension, only one or two letters may differ. `None` if the name is that of a template.
pub fn suggest_template(name: &str) -> Option<&'static str> {
    const EXTENSIONS: [&str; 8] = ["md", "markdown", "txt", "html", "htm", "j2", "jinja", "jinja2"];
    if TEMPLATE_NAMES.contains(&name) || name.starts_with('.') {
        return None;
    }
    let lower = name.to_ascii_lowercase();
    let mut stem = lower.as_str();
    while let Some((rest, _)) = stem.rsplit_once('.').filter(|(_, extension)| EXTENSIONS.contains(extension)) {
        stem = rest;
    }
    let is_near =
        |known: &&str| strsim::damerau_levenshtein(stem, known.rsplit_once('.').map_or(*known, |(stem, _)| stem)) <= 2;
    TEMPLATE_NAMES.into_iter().find(is_near)
}

/// The records of a group, and the problems in reading them.
#[derive(Debug, Clone, Default)]
pub struct Group {
    /// All files that were read, so that a finding can show its place.
    pub sources: Sources,
    /// `None` if `workgroup.yaml` cannot be read: then only the problems are reported.
    pub workgroup: Option<Workgroup>,
    /// Ordered by slug; a file with a problem is left out.
    pub proposals: Vec<Proposal>,
    /// Ordered by date, then by file name; a file with a problem is left out.
    pub meetings: Vec<Meeting>,
    /// The content of `github.yaml`; empty if the group has no such file.
    pub github: GithubFacts,
    /// The group's own templates by file name, including files with almost the name of a template.
    pub templates: BTreeMap<String, String>,
    /// Why files in `templates/` cannot be read as text, by file name.
    pub unreadable_templates: BTreeMap<String, String>,
    /// Paths in the `template` of proposals without a file in this repository although the first folder exists. Other
    /// paths cannot be checked.
    pub missing_templates: BTreeSet<String>,
    /// In the order of files and places.
    pub problems: Vec<Problem>,
    /// The former keys and words, by file; a file without any is left out.
    pub former_keys: Vec<Vec<Replaced>>,
    /// Whether every file in `backlog/` could be read: otherwise, rules about missing files do not run.
    pub all_proposals_read: bool,
    /// Whether every file in `minutes/` could be read: otherwise, rules about missing files do not run.
    pub all_meetings_read: bool,
}

impl Group {
    /// Whether all records could be read. Files that are not read because of their names are no records.
    pub fn has_all_records(&self) -> bool {
        self.problems.iter().all(|problem| problem.kind == ProblemKind::UnreadFile)
    }

    /// The files with a problem, which have no record here, in the order of their paths.
    pub fn unreadable_files(&self) -> Vec<FileId> {
        let mut files: Vec<FileId> = self.problems.iter().map(|problem| problem.place.file).collect();
        files.sort();
        files.dedup();
        files
    }

    /// The file with a problem that should contain a record: given by the slug of a proposal or the day of a call.
    pub fn unreadable_record(&self, folder: &str, name: &str) -> Option<FileId> {
        self.unreadable_files().into_iter().find(|file| {
            let path = self.sources.file(*file).path.strip_prefix(folder);
            let stem = path.and_then(|path| path.strip_prefix('/')?.rsplit_once('.'));
            stem.is_some_and(|(stem, _)| stem == name)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelled_template_name_is_recognized() {
        for name in ["minutes_mom.md", "MINUTES-MOM.MD", "minutes-mom.txt", "minutes-mom.md.j2", "minutes-mom"] {
            assert_eq!(suggest_template(name), Some("minutes-mom.md"), "{name}");
        }
        for name in
            ["minutes-mom.md", "README.md", "minutes-mom.md.orig", "minutes-mom.md~", ".minutes-mom.md", "mom.md"]
        {
            assert_eq!(suggest_template(name), None, "{name}");
        }
    }
}
