//! Why a request to GitHub failed.

use super::ExchangeError;

/// Why a request to GitHub failed. What GitHub says is quoted on one line, shortened and without the token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GithubError {
    /// The answer is missing.
    #[error(transparent)]
    Exchange(#[from] ExchangeError),
    /// What was asked for is at another URL, which is not followed.
    #[error("says that {path} moved to {target}")]
    Moved {
        /// The path that was asked for.
        path: String,
        /// The new URL.
        target: String,
    },
    /// The token is wrong, or no longer valid.
    #[error("refuses the token: {0}")]
    TokenRefused(String),
    /// The token, or its absence, does not allow the request.
    #[error("does not allow this{}: {answer}", if *.has_token { " with the token" } else { " without a token" })]
    Forbidden {
        /// What GitHub says.
        answer: String,
        /// Whether there was a token.
        has_token: bool,
    },
    /// There is nothing at this path, or the token cannot see it.
    #[error("has nothing at {path}, or hides it{}", if *.has_token { " from this token" } else { " without a token" })]
    NotFound {
        /// The path that was asked for.
        path: String,
        /// Whether there was a token.
        has_token: bool,
    },
    /// GitHub does not accept the request.
    #[error("refuses this: {0}")]
    Refused(String),
    /// GitHub answers no more requests for a while.
    #[error("answers again in {}: {reason}", describe_seconds(*.seconds))]
    Limited {
        /// How long.
        seconds: u64,
        /// A lower-case phrase: why.
        reason: &'static str,
    },
    /// GitHub has a problem.
    #[error("cannot answer now: {0}")]
    Unavailable(String),
    /// The answer is not the JSON that its API describes.
    #[error("gave an unexpected answer: {0}")]
    Unexpected(String),
    /// A list never ends.
    #[error("gave a list of more than {pages} pages")]
    TooManyPages {
        /// How many were read.
        pages: usize,
    },
}

impl GithubError {
    /// Whether the same request may succeed if it is sent again at once.
    pub fn is_transient(&self) -> bool {
        matches!(self, Self::Exchange(ExchangeError::Disconnected(_)) | Self::Unavailable(_))
    }

    /// A sentence: what to do about it. `token_variable` has the token for this server.
    pub fn help(&self, token_variable: &str) -> String {
        let help = match self {
            Self::Exchange(ExchangeError::Unreachable(_)) => "Check the network, and --api if you use it.",
            Self::Exchange(ExchangeError::Disconnected(_)) | Self::Unavailable(_) => "Run the command again later.",
            Self::Exchange(ExchangeError::Unconfirmed { .. }) => {
                "Look at GitHub whether it happened before you run the command again."
            }
            Self::Moved { .. } => "If the repository was renamed or moved, set `repository` in workgroup.yaml.",
            Self::TokenRefused(_) => "Set GH_TOKEN to a valid token, or log in with `gh auth login`.",
            Self::Forbidden { has_token: true, .. } => {
                "Use a token with the permission `issues: write` for this repository."
            }
            Self::Forbidden { has_token: false, .. } => "Set GH_TOKEN, or log in with `gh auth login`.",
            Self::NotFound { has_token: true, .. } => {
                "Check `repository` in workgroup.yaml, and whether the token may see that repository."
            }
            Self::NotFound { has_token: false, .. } => {
                "Check `repository` in workgroup.yaml; for a private repository set GH_TOKEN, or use `gh auth login`."
            }
            Self::Refused(_) => "Correct what GitHub refuses.",
            Self::Limited { .. } => "Run the command again then; a token has a limit of its own, which is higher.",
            Self::Unexpected(_) | Self::Exchange(ExchangeError::TooLarge) | Self::TooManyPages { .. } => {
                "Check that --api is the API of GitHub; for GitHub Enterprise it is https://HOST/api/v3."
            }
        };
        help.replace("GH_TOKEN", token_variable)
    }
}

/// `90 seconds`, `34 minutes`.
fn describe_seconds(seconds: u64) -> String {
    match seconds {
        0..=119 => format!("{seconds} seconds"),
        120.. => format!("{} minutes", seconds.div_ceil(60)),
    }
}
