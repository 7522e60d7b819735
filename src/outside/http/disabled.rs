//! Refuses every request in a build without the feature `send`.

use super::exchange::{Answer, Request};
use crate::error::ExchangeError;

/// Never exists: `require_feature` fails first.
pub struct HttpAgent;

impl HttpAgent {
    pub fn new() -> Self {
        Self
    }

    pub fn through_proxy(_: &str) -> Option<Self> {
        None
    }

    pub fn exchange(&self, _: &Request) -> Result<Answer, ExchangeError> {
        Err(ExchangeError::Unreachable("this build of backlog lacks the feature `send`".to_owned()))
    }
}
