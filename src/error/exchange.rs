//! Why the answer to a request over HTTP is missing.

/// Why the answer to a request over HTTP is missing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExchangeError {
    /// The request did not reach a server.
    #[error("cannot be reached: {0}")]
    Unreachable(String),
    /// The connection broke before the whole answer was there.
    #[error("did not answer completely: {0}")]
    Disconnected(String),
    /// The answer is too long to be read.
    #[error("gave an answer of more than 64 MiB")]
    TooLarge,
    /// It is not known whether a request had an effect.
    #[error("did not confirm `{request}`, so it is not known whether it happened: it {reason}")]
    Unconfirmed {
        /// Its method and path.
        request: String,
        /// What happened.
        reason: String,
    },
}
