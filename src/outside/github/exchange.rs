//! The method of a request, and why it has no answer.

/// A request's method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
    Patch,
    Put,
    Delete,
}

impl Method {
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Patch => "PATCH",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

/// Why an answer is missing or incomplete.
#[cfg_attr(not(feature = "send"), expect(dead_code, reason = "without it, no request is sent"))]
pub enum ExchangeFailure {
    /// The request did not reach the server.
    NotSent(String),
    /// The connection was lost, or the answer took too long.
    Interrupted(String),
    /// The answer is too long.
    TooLarge,
}
