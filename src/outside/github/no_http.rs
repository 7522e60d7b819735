//! Without the feature `send` there is no way to send a request.

use super::answer::Answer;
use super::{ExchangeFailure, Method};

/// Never exists: `require_feature` fails first.
pub struct HttpAgent;

impl HttpAgent {
    pub fn new() -> Self {
        Self
    }

    pub fn exchange(&self, _: Method, _: &str, _: Option<&str>, _: Option<&[u8]>) -> Result<Answer, ExchangeFailure> {
        Err(ExchangeFailure::NotSent("this build of backlog lacks the feature `send`".to_owned()))
    }
}
