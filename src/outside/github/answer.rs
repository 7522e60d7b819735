//! What GitHub answers, and what follows from it. All of it is untrusted text.

use crate::error::{ExchangeError, GithubError};
use crate::outside::http::{Answer, show_text};
use chrono::DateTime;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// How long to wait where GitHub does not say it: its documentation asks for a minute.
const USUAL_WAIT: u64 = 60;

/// What to do after an answer.
pub enum Judgment {
    /// Use its body.
    Accepted,
    /// Give up.
    Refused(GithubError),
    /// Send the same request later: GitHub did nothing.
    Wait { seconds: u64, reason: &'static str },
}

/// The body of an error.
#[derive(Deserialize)]
struct ErrorBody {
    message: String,
    #[serde(default)]
    errors: Value,
}

impl Answer {
    /// What follows from the answer to a request for a path.
    pub fn judge(&self, path: &str, token: Option<&str>) -> Judgment {
        if let Some(wait) = self.find_wait() {
            return wait;
        }
        let answer = || self.describe(token);
        let path = path.split('?').next().unwrap_or_default();
        Judgment::Refused(match self.status {
            200..=299 => return Judgment::Accepted,
            300..=399 => GithubError::Moved {
                path: path.to_owned(),
                target: show_text(self.headers.location.as_deref().unwrap_or("an unknown place"), token),
            },
            401 if token.is_some() => GithubError::TokenRefused(answer()),
            401 | 403 => GithubError::Forbidden { answer: answer(), has_token: token.is_some() },
            404 | 410 => GithubError::NotFound { path: path.to_owned(), has_token: token.is_some() },
            500.. => GithubError::Unavailable(answer()),
            _ => GithubError::Refused(answer()),
        })
    }

    /// How long GitHub wants to be left alone, if it does.
    fn find_wait(&self) -> Option<Judgment> {
        if !matches!(self.status, 403 | 429) {
            return None;
        }
        let headers = &self.headers;
        let number = |text: &Option<String>| text.as_ref().and_then(|text| text.trim().parse::<u64>().ok());
        let (seconds, reason) = if let Some(seconds) = number(&headers.retry_after) {
            (seconds, "GitHub asks for a pause")
        } else if number(&headers.limit_remaining) == Some(0) {
            let answered = headers.date.as_ref().and_then(|date| DateTime::parse_from_rfc2822(date).ok());
            let answered = answered.and_then(|moment| u64::try_from(moment.timestamp()).ok());
            let left = number(&headers.limit_reset).zip(answered).map(|(reset, now)| reset.saturating_sub(now));
            // The moments are whole seconds.
            (left.map_or(USUAL_WAIT, |left| left.saturating_add(1)), "the rate limit is used up")
        } else if self.status == 429 || String::from_utf8_lossy(&self.body).contains("secondary rate limit") {
            (USUAL_WAIT, "GitHub asks for a pause")
        } else {
            return None;
        };
        Some(Judgment::Wait { seconds: seconds.max(1), reason })
    }

    /// The value in the body.
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, GithubError> {
        serde_json::from_slice(&self.body).map_err(|error| {
            let what = show_text(&error.to_string(), None);
            if error.is_eof() && !self.body.is_empty() {
                ExchangeError::Disconnected(format!("the answer is cut off: {what}")).into()
            } else {
                GithubError::Unexpected(what)
            }
        })
    }

    /// Whether the header names a next page. Its URL is not used.
    pub fn names_next_page(&self) -> bool {
        let relation = |part: &str| part.trim().eq_ignore_ascii_case("rel=\"next\"");
        self.headers.link.as_ref().is_some_and(|link| link.split([';', ',']).any(relation))
    }

    /// The status and what GitHub says about it, on one line.
    fn describe(&self, token: Option<&str>) -> String {
        let Ok(ErrorBody { message, errors }) = serde_json::from_slice(&self.body) else {
            return format!("{} without an explanation", self.status);
        };
        let details = errors.as_array().into_iter().flatten().map(describe_detail);
        let text = [format!("{} {message}", self.status)].into_iter().chain(details).collect::<Vec<_>>().join("; ");
        show_text(&text, token)
    }
}

/// One of the `errors` of an answer: a text, or an object with a message or with a field and a code.
fn describe_detail(detail: &Value) -> String {
    let text = |key: &str| detail.get(key).and_then(Value::as_str);
    match (detail.as_str().or_else(|| text("message")), text("field"), text("code")) {
        (Some(message), _, _) => message.to_owned(),
        (None, Some(field), Some(code)) => format!("`{field}` is {}", code.replace('_', " ")),
        (None, _, code) => code.unwrap_or("no details").to_owned(),
    }
}
