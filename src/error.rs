//! Why a command could not do what was asked.

use crate::finding::Finding;
use std::path::{Path, PathBuf};

/// Everything that can stop a command; the command line maps it to an exit status.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No `workgroup.yaml` here or above.
    #[error("no workgroup.yaml in {} or any folder above it", .0.display())]
    NoRepository(PathBuf),
    /// The file system said no.
    #[error("cannot {action} {}", .path.display())]
    Io {
        /// A verb: `read`, `write`, `lock`.
        action: &'static str,
        /// The file or folder it was about.
        path: PathBuf,
        /// What the operating system answered.
        source: std::io::Error,
    },
    /// A file changed between reading and writing.
    #[error("{} changed since it was read", .0.display())]
    Changed(PathBuf),
    /// A file that would be made is there already.
    #[error("{} exists already", .0.display())]
    Exists(PathBuf),
    /// A link leads a write out of the repository.
    #[error("{} leads out of the repository through a link", .0.display())]
    Outside(PathBuf),
    /// A git revision that records cannot be compared with.
    #[error("cannot compare with `{named}`: {reason}")]
    Revision {
        /// As the user named it.
        named: String,
        /// A lower-case phrase: what is wrong with it.
        reason: String,
    },
    /// Another command holds the lock.
    #[error("another backlog command is writing here ({} is locked)", .0.display())]
    Locked(PathBuf),
    /// The result would break a rule, or the records cannot be read.
    #[error("{message}")]
    Refused {
        /// A lower-case phrase without a full stop: what was not done, and why.
        message: String,
        /// In the order of files and places; not empty.
        findings: Vec<Finding>,
    },
    /// A record cannot be changed without touching what is to stay as it is.
    #[error("{} cannot be edited: {reason}", .path.display())]
    Unedited {
        /// From the root of the repository.
        path: PathBuf,
        /// A lower-case phrase without a full stop: what stands in the way.
        reason: String,
    },
    /// Asked for something that the records or the procedure do not allow.
    #[error("{message}")]
    Denied {
        /// A lower-case phrase without a full stop: what stands in the way.
        message: String,
        /// A sentence: what to do instead.
        help: Option<String>,
    },
    /// The command line itself is wrong.
    #[error("{message}")]
    Usage {
        /// A lower-case phrase without a full stop: what is wrong with the command line.
        message: String,
        /// A sentence: what to do instead.
        help: Option<String>,
    },
    /// A template of the group cannot be rendered.
    #[error("the template {name} cannot be rendered: {reason}")]
    Template {
        /// Its path from the root, such as `templates/minutes-mom.md`.
        name: String,
        /// What the template engine objects to, with the line where it knows one.
        reason: String,
    },
}

impl Error {
    /// A wrong command line, with what to do instead.
    pub fn usage(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Usage { message: message.into(), help: Some(help.into()) }
    }

    /// With another path of the file or the folder that it is about, where it is about one.
    pub fn with_path(mut self, other: impl FnOnce(&Path) -> PathBuf) -> Self {
        match &mut self {
            Self::Io { path, .. }
            | Self::Changed(path)
            | Self::Exists(path)
            | Self::Outside(path)
            | Self::Locked(path)
            | Self::Unedited { path, .. } => *path = other(path),
            Self::NoRepository(_)
            | Self::Revision { .. }
            | Self::Refused { .. }
            | Self::Denied { .. }
            | Self::Usage { .. }
            | Self::Template { .. } => {}
        }
        self
    }

    /// With other help on what the rules found, where there is any for a rule.
    #[must_use]
    pub fn helped(mut self, help: impl Fn(&str) -> Option<String>) -> Self {
        if let Self::Refused { findings, .. } = &mut self {
            for finding in findings {
                finding.help = help(finding.rule).or(finding.help.take());
            }
        }
        self
    }

    /// A refusal by the records or the procedure, with what to do instead.
    pub fn denied(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Denied { message: message.into(), help: Some(help.into()) }
    }
}
