//! A request, its answer, and why it has none.

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

/// A request.
#[cfg_attr(not(feature = "send"), expect(dead_code, reason = "without it, no request is sent"))]
pub struct Request<'r> {
    pub method: Method,
    pub url: &'r str,
    /// Header fields; each value has only characters that a field may have.
    pub headers: &'r [(&'static str, &'r str)],
    /// JSON.
    pub body: Option<&'r [u8]>,
}

/// A whole answer.
pub struct Answer {
    pub status: u16,
    pub headers: AnswerHeaders,
    pub body: Vec<u8>,
}

/// The header fields that are read.
#[derive(Default)]
pub struct AnswerHeaders {
    pub link: Option<String>,
    pub location: Option<String>,
    pub retry_after: Option<String>,
    pub date: Option<String>,
    pub limit_remaining: Option<String>,
    pub limit_reset: Option<String>,
}
