//! The records as they were at a commit, to compare the present ones with.

use super::session::Session;
use crate::error::Error;
use crate::model::group::Group;
use crate::render::outputs;
use crate::rules::{self, CheckResult, Overrides};
use crate::store::git::permitted_variables;
use crate::store::revision::Revision;
use crate::view::Views;
use chrono::{DateTime, TimeZone};
use std::path::Path;

/// The records of a commit.
pub struct FormerRecords {
    pub revision: Revision,
    pub group: Group,
}

impl FormerRecords {
    /// The records at the merge base of HEAD and a revision that the user named.
    pub fn from_base(named: &str, root: &Path) -> Result<Self, Error> {
        Self::read(Revision::from_merge_base(named, root, permitted_variables(std::env::vars_os()))?)
    }

    /// The records at the last commit by a moment; `named` is what errors call it.
    pub fn from_moment<Z: TimeZone>(moment: DateTime<Z>, named: &str, root: &Path) -> Result<Self, Error> {
        let environment = permitted_variables(std::env::vars_os());
        match Revision::from_moment(moment.timestamp(), named, root, environment) {
            Ok(revision) => Self::read(revision),
            // The user named no revision that could be corrected.
            Err(Error::Revision { reason, .. }) => {
                let help = "Choose a commit with --base REV, or compare two tables with --tables OLD NEW.";
                Err(Error::usage(format!("cannot compare with {named}: {reason}"), help))
            }
            Err(error) => Err(error),
        }
    }

    fn read(revision: Revision) -> Result<Self, Error> {
        let group = revision.read_files()?.decode_group();
        Ok(Self { revision, group })
    }

    /// Refuses a commit without records.
    pub fn require_workgroup(self) -> Result<Self, Error> {
        if self.group.workgroup.is_some() {
            return Ok(self);
        }
        let hash = self.revision.short_hash();
        let message = format!("at {hash} this folder has no workgroup.yaml that can be read");
        Err(Error::usage(message, "Choose a later revision with --base REV."))
    }

    /// The views of the records as of the moment of others, with the generated files; `None` without a group.
    pub fn views(&self, now: &Views) -> Result<Option<Views<'_>>, Error> {
        let Some(workgroup) = &self.group.workgroup else { return Ok(None) };
        let mut views = Views::new(&self.group, workgroup, now.now);
        let compared: Vec<String> = outputs::compared_files(&views).into_iter().map(|file| file.path).collect();
        views.generated = Some(self.revision.read_texts(&compared)?.into_iter().collect());
        Ok(Some(views))
    }

    /// The findings that are new since the commit. If it had no group, all of them are new.
    pub fn check_changes(&self, now: &Views, overrides: &Overrides) -> Result<CheckResult, Error> {
        match self.views(now)? {
            Some(before) => Ok(rules::check_since(now, &before, overrides)),
            None => {
                let CheckResult { findings, skipped } = rules::check(now, overrides);
                let old = rules::check_files(&self.group).findings;
                let findings = rules::new_findings(findings, now.group, &old, &self.group);
                Ok(CheckResult { findings, skipped })
            }
        }
    }

    /// Warns of records of the commit that cannot be read: what they contain seems to be new.
    pub fn report_unreadable(&self, session: &mut Session) {
        let paths = self.group.unreadable_files().into_iter().map(|file| &self.group.sources.file(file).path);
        if let Some(first) = paths.clone().next() {
            let more = match paths.count() - 1 {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let (path, hash) = (session.display_path(first), self.revision.short_hash());
            session
                .out
                .print_warning(&format!("warning: at {hash}, {path}{more} cannot be read: its content counts as new"));
        }
    }
}
