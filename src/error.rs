//! Why a command could not do its work.

mod confluence;
mod exchange;
mod github;

pub use confluence::ConfluenceError;
pub use exchange::ExchangeError;
pub use github::GithubError;

use crate::finding::Finding;
use crate::source::Sources;
use std::path::{Path, PathBuf};

/// Every reason why a command stops; the command line maps it to an exit status.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no `workgroup.yaml` in this folder or above it.
    #[error("no workgroup.yaml in {} or any folder above it", .0.display())]
    NoRepository(PathBuf),
    /// A file whose name is not spelled as expected.
    #[error("{} is not read: expected `{expected}`", .path.display())]
    Misnamed {
        /// The file.
        path: PathBuf,
        /// The name that it should have.
        expected: &'static str,
    },
    /// The operating system reported an error.
    #[error("cannot {action} {}", .path.display())]
    Io {
        /// A verb: `read`, `write`, `lock`.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The error of the operating system.
        source: std::io::Error,
    },
    /// A file is not what the program can use, such as a folder or a file without a name.
    #[error("cannot {action} {}: {reason}", .path.display())]
    Unusable {
        /// A verb: `read`, `write`, `lock`.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// A lower-case phrase: why.
        reason: String,
    },
    /// A value cannot be written as YAML or JSON, which is a defect of this program.
    #[error("cannot write {what}: {reason}")]
    NotExpressible {
        /// What was to be written.
        what: String,
        /// A lower-case phrase: why.
        reason: String,
    },
    /// The user ended a prompt with Ctrl-C.
    #[error("interrupted")]
    Interrupted,
    /// A file changed between reading and writing.
    #[error("{} changed since it was read", .0.display())]
    Changed(PathBuf),
    /// The file to create already exists.
    #[error("{} exists already", .0.display())]
    Exists(PathBuf),
    /// A link leads out of the repository.
    #[error("a link leads {} out of the repository", .0.display())]
    Outside(PathBuf),
    /// The records cannot be compared with a git revision.
    #[error("cannot compare with `{revision}`: {reason}")]
    Revision {
        /// As the user named it.
        revision: String,
        /// A lower-case phrase: why.
        reason: String,
    },
    /// Another command holds the lock.
    #[error("another backlog command is writing here ({} is locked)", .0.display())]
    Locked(PathBuf),
    /// The result would break a rule, or the records cannot be read.
    #[error("{}{reason}", describe_unwritten(paths))]
    Refused {
        /// The records that were not written, by their paths from the root; may be empty.
        paths: Vec<PathBuf>,
        /// A lower-case phrase without a full stop: why.
        reason: String,
        /// By file and place; not empty.
        findings: Vec<Finding>,
        /// The files that the findings are in.
        sources: Sources,
    },
    /// A record cannot be edited without changing other parts of it.
    #[error("{} cannot be edited: {reason}", .path.display())]
    NotEditable {
        /// The path from the root of the repository.
        path: PathBuf,
        /// A lower-case phrase without a full stop: why.
        reason: String,
    },
    /// The records or the procedure do not allow it.
    #[error("{message}")]
    NotAllowed {
        /// A lower-case phrase without a full stop: why.
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
        /// The message of the template engine, with the line if it is known.
        reason: String,
    },
    /// A mail was not sent, or it is unknown whether it was.
    #[error("{server} {reason}")]
    NotSent {
        /// As `host:port`.
        server: String,
        /// What happened.
        reason: SendError,
    },
    /// GitHub did not answer as expected.
    #[error("{host} {reason}")]
    Github {
        /// The host of its API.
        host: String,
        /// The variable with the token for it.
        token_variable: &'static str,
        /// What happened.
        reason: GithubError,
    },
    /// Confluence did not answer as expected.
    #[error("{host} {reason}")]
    Confluence {
        /// The host of the site.
        host: String,
        /// What happened.
        reason: ConfluenceError,
    },
    /// A mail was sent, but its record could not be updated.
    #[error("the mail was sent, but this is not recorded in {}", .path.display())]
    NotRecorded {
        /// The path of the record, for messages.
        path: PathBuf,
        /// The missing line of YAML.
        line: String,
        /// Why it could not be written.
        source: Box<Error>,
    },
}

impl Error {
    /// An error in the command line, with what to do instead.
    pub fn usage(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Usage { message: message.into(), help: Some(help.into()) }
    }

    /// Replaces the paths of the files or folders that the error names.
    pub fn with_path(mut self, other: impl Fn(&Path) -> PathBuf) -> Self {
        match &mut self {
            Self::Refused { paths, .. } => paths.iter_mut().for_each(|path| *path = other(path)),
            Self::Io { path, .. }
            | Self::Unusable { path, .. }
            | Self::Misnamed { path, .. }
            | Self::Changed(path)
            | Self::Exists(path)
            | Self::Outside(path)
            | Self::Locked(path)
            | Self::NotEditable { path, .. } => *path = other(path),
            Self::NoRepository(_)
            | Self::NotExpressible { .. }
            | Self::Interrupted
            | Self::Revision { .. }
            | Self::NotAllowed { .. }
            | Self::Usage { .. }
            | Self::Template { .. }
            | Self::NotSent { .. }
            | Self::Github { .. }
            | Self::Confluence { .. }
            | Self::NotRecorded { .. } => {}
        }
        self
    }

    /// Replaces the help of findings, for the rules that there is other help for.
    #[must_use]
    pub fn with_help(mut self, help: impl Fn(&str) -> Option<String>) -> Self {
        if let Self::Refused { findings, .. } = &mut self {
            for finding in findings {
                finding.help = help(finding.rule).or(finding.help.take());
            }
        }
        self
    }

    /// Whether a rule is the reason.
    pub fn is_refused_by(&self, rule: &str) -> bool {
        matches!(self, Self::Refused { findings, .. } if findings.iter().any(|finding| finding.rule == rule))
    }

    /// A refusal by the records or the procedure, with what to do instead.
    pub fn not_allowed(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::NotAllowed { message: message.into(), help: Some(help.into()) }
    }
}

/// `minutes/2026-02-12.yaml was not written: `.
fn describe_unwritten(paths: &[PathBuf]) -> String {
    let shown: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    match shown.len() {
        0 => String::new(),
        1 => format!("{} was not written: ", shown.join(", ")),
        _ => format!("{} were not written: ", shown.join(", ")),
    }
}

/// Why a mail was not sent. Answers of a server are quoted on one line, with their code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// No mail server answers there.
    #[error("cannot be reached, so nothing was sent: {0}")]
    Unreachable(String),
    /// The server only accepts plain text connections.
    #[error("does not offer STARTTLS, so nothing was sent")]
    NoStartTls,
    /// The certificate of the server is not trusted.
    #[error("cannot be trusted, so nothing was sent: {0}")]
    Untrusted(String),
    /// The login failed.
    #[error("rejects the login of {user}, so nothing was sent: {answer}")]
    Login {
        /// The user name.
        user: String,
        /// The answer of the server, without the password.
        answer: String,
    },
    /// The server rejects the mail.
    #[error("rejects {what}, so nothing was sent: {answer}")]
    Refused {
        /// The sender, a recipient, or the mail itself.
        what: String,
        /// The answer of the server.
        answer: String,
    },
    /// The connection broke before the mail was transferred.
    #[error("closed the connection, so nothing was sent: {0}")]
    Disconnected(String),
    /// The connection broke while the mail was transferred.
    #[error("received the mail, but did not confirm it: {0}")]
    Unconfirmed(String),
}

impl SendError {
    /// A sentence: what to do about it.
    pub fn help(&self) -> &'static str {
        match self {
            SendError::Unreachable(_) => "Check `server` under `mail` in workgroup.yaml, or --server.",
            SendError::NoStartTls => "Mail is sent over STARTTLS only: use a server and a port that offer it.",
            SendError::Untrusted(_) => {
                "If the certificate is from your own authority, name its file: --ca FILE, or BACKLOG_SMTP_CA."
            }
            SendError::Login { .. } => {
                "Check `user` under `mail` in workgroup.yaml or --user, and BACKLOG_SMTP_PASSWORD."
            }
            SendError::Refused { .. } => "Fix what the server rejects, or ask its administrator.",
            SendError::Disconnected(_) => "Run the command again.",
            SendError::Unconfirmed(_) => "Check whether it arrived before you send it again.",
        }
    }
}
