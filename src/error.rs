//! Why a command could not do what was asked.

use crate::finding::Finding;
use std::path::{Path, PathBuf};

/// Everything that can stop a command; the command line maps it to an exit status.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No `workgroup.yaml` here or above.
    #[error("no workgroup.yaml in {} or any folder above it", .0.display())]
    NoRepository(PathBuf),
    /// A file whose name is not spelled as the program expects.
    #[error("{} is not read: expected `{expected}`", .path.display())]
    Misnamed {
        /// The file.
        path: PathBuf,
        /// The name that it should have.
        expected: &'static str,
    },
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
    NotEditable {
        /// From the root of the repository.
        path: PathBuf,
        /// A lower-case phrase without a full stop: what stands in the way.
        reason: String,
    },
    /// Asked for something that the records or the procedure do not allow.
    #[error("{message}")]
    NotAllowed {
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
    /// A mail did not go out, or nobody can tell.
    #[error("{server} {why}")]
    NotSent {
        /// As `host:port`.
        server: String,
        /// What happened there.
        why: SendError,
    },
    /// A mail went out, and its record does not say so.
    #[error("the mail is out, but {} does not say so", .path.display())]
    NotRecorded {
        /// The record, as the user sees it.
        path: PathBuf,
        /// What it should say, as a line of YAML.
        line: String,
        /// Why it could not be written.
        source: Box<Error>,
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
            | Self::Misnamed { path, .. }
            | Self::Changed(path)
            | Self::Exists(path)
            | Self::Outside(path)
            | Self::Locked(path)
            | Self::NotEditable { path, .. } => *path = other(path),
            Self::NoRepository(_)
            | Self::Revision { .. }
            | Self::Refused { .. }
            | Self::NotAllowed { .. }
            | Self::Usage { .. }
            | Self::Template { .. }
            | Self::NotSent { .. }
            | Self::NotRecorded { .. } => {}
        }
        self
    }

    /// With other help on what the rules found, where there is any for a rule.
    #[must_use]
    pub fn with_help(mut self, help: impl Fn(&str) -> Option<String>) -> Self {
        if let Self::Refused { findings, .. } = &mut self {
            for finding in findings {
                finding.help = help(finding.rule).or(finding.help.take());
            }
        }
        self
    }

    /// Whether a rule refuses it.
    pub fn is_refused_by(&self, rule: &str) -> bool {
        matches!(self, Self::Refused { findings, .. } if findings.iter().any(|finding| finding.rule == rule))
    }

    /// A refusal by the records or the procedure, with what to do instead.
    pub fn not_allowed(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::NotAllowed { message: message.into(), help: Some(help.into()) }
    }
}

/// Why a mail did not go out. Answers of a server are on one line, with its code, and as it gave them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// Nothing there speaks as a mail server does.
    #[error("cannot be reached, and nothing was sent: {0}")]
    Unreachable(String),
    /// The server would have everything in plain text.
    #[error("offers no STARTTLS, and nothing was sent")]
    NoStartTls,
    /// The server is not who it should be, or has no certificate that says so.
    #[error("cannot be trusted, and nothing was sent: {0}")]
    Untrusted(String),
    /// The login failed.
    #[error("does not let {user} in, and nothing was sent: {answer}")]
    Login {
        /// Who was to log in.
        user: String,
        /// What the server said, without the password.
        answer: String,
    },
    /// The server does not take the mail.
    #[error("does not take {what}, and nothing was sent: {answer}")]
    Refused {
        /// The sender, one of those who were to have it, or the mail itself.
        what: String,
        /// What the server said.
        answer: String,
    },
    /// The connection broke before the mail was handed over.
    #[error("broke off, and nothing was sent: {0}")]
    Disconnected(String),
    /// The connection broke when the mail was handed over.
    #[error("was given the mail, and did not say whether it takes it: {0}")]
    Unconfirmed(String),
}

impl SendError {
    /// A sentence: what to do about it.
    pub fn help(&self) -> &'static str {
        match self {
            SendError::Unreachable(_) => "Look at `server` under `mail` in workgroup.yaml, or at --server.",
            SendError::NoStartTls => "Mail goes out over STARTTLS alone: name a server and a port that offer it.",
            SendError::Untrusted(_) => {
                "Where the certificate comes from an authority of your own, name its file: --ca FILE, or BACKLOG_SMTP_CA."
            }
            SendError::Login { .. } => {
                "Look at `user` under `mail` in workgroup.yaml or at --user, and at BACKLOG_SMTP_PASSWORD."
            }
            SendError::Refused { .. } => "Mend what it objects to, or ask whoever runs it.",
            SendError::Disconnected(_) => "Run the command again.",
            SendError::Unconfirmed(_) => "See whether it arrived before you send it again.",
        }
    }
}
