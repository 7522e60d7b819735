//! A request, its answer, and what follows if it has none.

use crate::error::ExchangeError;
use std::fmt::Display;

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

/// What a missing answer means: once a request that changes something was sent, it may have had its effect.
pub fn judge_missing_answer(method: Method, path: &str, error: ExchangeError) -> ExchangeError {
    match error {
        ExchangeError::Unreachable(_) => error,
        error if method == Method::Get => error,
        error => unconfirmed(method, path, &error),
    }
}

/// The error of a request that may have had its effect.
pub fn unconfirmed(method: Method, path: &str, reason: &impl Display) -> ExchangeError {
    ExchangeError::Unconfirmed { request: format!("{} {path}", method.name()), reason: reason.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_request_that_may_have_changed_something_is_unconfirmed() {
        let lost = [ExchangeError::Disconnected("x".to_owned()), ExchangeError::TooLarge];
        for error in lost {
            assert_eq!(judge_missing_answer(Method::Get, "pages", error.clone()), error);
            let message = judge_missing_answer(Method::Post, "pages", error.clone()).to_string();
            assert!(
                message.starts_with("did not confirm `POST pages`") && message.ends_with(&error.to_string()),
                "{message}"
            );
        }
        let unsent = ExchangeError::Unreachable("x".to_owned());
        assert_eq!(judge_missing_answer(Method::Post, "pages", unsent.clone()), unsent);
    }
}
