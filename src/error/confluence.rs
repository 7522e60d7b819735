//! Why a request to Confluence failed.

use super::ExchangeError;

/// Why a request to Confluence failed. What it says is quoted on one line, shortened and without the token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConfluenceError {
    /// The answer is missing.
    #[error(transparent)]
    Exchange(#[from] ExchangeError),
    /// The user or the token is wrong.
    #[error("refuses the login: {0}")]
    TokenRefused(String),
    /// The user may not do this.
    #[error("does not allow this: {0}")]
    Forbidden(String),
    /// There is nothing at this path, or the user cannot see it.
    #[error("has nothing at {path}, or hides it from this user")]
    NotFound {
        /// The path that was asked for.
        path: String,
    },
    /// Somebody changed the page meanwhile.
    #[error("has a newer version: {0}")]
    Conflict(String),
    /// Too many requests.
    #[error("answers no more requests for a while")]
    Limited,
    /// It does not accept the request.
    #[error("refuses this: {0}")]
    Refused(String),
    /// It has a problem.
    #[error("cannot answer now: {0}")]
    Unavailable(String),
    /// The answer is not the JSON that its interface describes.
    #[error("gave an unexpected answer: {0}")]
    Unexpected(String),
}

impl ConfluenceError {
    /// Whether the same request may succeed if it is sent again at once.
    pub fn is_transient(&self) -> bool {
        matches!(self, Self::Exchange(ExchangeError::Disconnected(_)) | Self::Unavailable(_))
    }

    /// A sentence: what to do about it.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Exchange(ExchangeError::Unreachable(_)) => {
                "Check the network, and `site` under `confluence` in workgroup.yaml."
            }
            Self::Exchange(ExchangeError::Disconnected(_)) | Self::Unavailable(_) | Self::Limited => {
                "Run the command again later."
            }
            Self::Exchange(ExchangeError::Unconfirmed { .. }) => {
                "Run the command again: it finds the page if it was written."
            }
            Self::TokenRefused(_) => "Check BACKLOG_CONFLUENCE_USER and BACKLOG_CONFLUENCE_TOKEN.",
            Self::Forbidden(_) => "Use the token of a user who may edit pages in this space.",
            Self::NotFound { .. } => "Check `confluence` in workgroup.yaml, and whether the user sees the space.",
            Self::Conflict(_) => "Run the command again.",
            Self::Refused(_) => "Correct what Confluence refuses.",
            Self::Unexpected(_) | Self::Exchange(ExchangeError::TooLarge) => {
                "Check that `site` under `confluence` in workgroup.yaml is a site of Confluence."
            }
        }
    }
}
