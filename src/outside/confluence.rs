//! Speaks REST with a site of Confluence, version 2 of its interface, if the program was built with the feature `send`.
//!
//! Requests go out one after another, to one host, which alone receives the token. No link or redirect that an answer
//! names is followed.

pub use super::http::escape_segment;

use super::http::{
    Answer, HttpAgent, Method, Request, connect_through_proxy, judge_missing_answer, show_text, unconfirmed,
};
use crate::error::{ConfluenceError, Error};
use crate::model::confluence::ConfluenceSite;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// One site, and a user with a token for it.
pub struct ConfluenceClient {
    site: ConfluenceSite,
    token: String,
    /// The value of the header field.
    authorization: String,
    agent: HttpAgent,
}

impl ConfluenceClient {
    /// A client for a user: their mail address and a token.
    ///
    /// # Errors
    /// [`Error::Usage`] if the program was built without the feature `send`.
    pub fn new(site: ConfluenceSite, user: &str, token: String) -> Result<Self, Error> {
        require_feature()?;
        let authorization = encode_login(user, &token);
        Ok(Self { site, token, authorization, agent: HttpAgent::new() })
    }

    /// Sends requests through the proxy at a URL, except to this machine.
    ///
    /// # Errors
    /// [`Error::Usage`] if it is not the URL of a proxy over http or https.
    pub fn with_proxy(mut self, url: &str) -> Result<Self, Error> {
        if !self.site.is_local() {
            self.agent = connect_through_proxy(url)?;
        }
        Ok(self)
    }

    /// The site.
    pub fn site(&self) -> &ConfluenceSite {
        &self.site
    }

    /// Reads what is at a path below `/wiki/api/v2`; `None` where there is nothing.
    ///
    /// # Errors
    /// [`Error::Confluence`].
    pub fn get<T: DeserializeOwned>(&self, path: &str) -> Result<Option<T>, Error> {
        let read = || self.request(Method::Get, path, None).and_then(|answer| parse(&answer));
        let first = read();
        let is_transient = first.as_ref().is_err_and(ConfluenceError::is_transient);
        match if is_transient { read() } else { first } {
            Ok(value) => Ok(Some(value)),
            Err(ConfluenceError::NotFound { .. }) => Ok(None),
            Err(reason) => Err(self.error(reason)),
        }
    }

    /// Creates something, and returns what Confluence says about it.
    ///
    /// # Errors
    /// [`Error::Confluence`].
    pub fn post<T: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> Result<T, Error> {
        self.write(Method::Post, path, body)
    }

    /// Replaces what is at a path, and returns it as it is then.
    ///
    /// # Errors
    /// [`Error::Confluence`].
    pub fn put<T: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> Result<T, Error> {
        self.write(Method::Put, path, body)
    }

    fn write<T: DeserializeOwned>(&self, method: Method, path: &str, body: &impl Serialize) -> Result<T, Error> {
        let body = serde_json::to_vec(body).map_err(|error| Error::NotExpressible {
            what: format!("the request {} {path}", method.name()),
            reason: error.to_string(),
        })?;
        let answer = self.request(method, path, Some(&body));
        let written =
            answer.and_then(|answer| parse(&answer).map_err(|reason| unconfirmed(method, path, &reason).into()));
        written.map_err(|reason| self.error(reason))
    }

    fn request(&self, method: Method, path: &str, body: Option<&[u8]>) -> Result<Answer, ConfluenceError> {
        let url = self.site.url(&format!("wiki/api/v2/{path}"));
        let headers = [("accept", "application/json"), ("authorization", &*self.authorization)];
        let request = Request { method, url: &url, headers: &headers, body };
        let answer = self.agent.exchange(&request).map_err(|error| judge_missing_answer(method, path, error))?;
        self.judge(answer, path).map_err(|reason| match method {
            Method::Post | Method::Put if reason.is_transient() => unconfirmed(method, path, &reason).into(),
            _ => reason,
        })
    }

    fn judge(&self, answer: Answer, path: &str) -> Result<Answer, ConfluenceError> {
        let what = || format!("{} {}", answer.status, describe_errors(&answer.body));
        // A server may repeat the login in either form.
        let encoded = self.authorization.strip_prefix("Basic ");
        let shown = || show_text(&encoded.map_or_else(&what, |login| what().replace(login, "...")), Some(&self.token));
        Err(match answer.status {
            200..=299 => return Ok(answer),
            401 => ConfluenceError::TokenRefused(shown()),
            403 => ConfluenceError::Forbidden(shown()),
            404 | 410 => ConfluenceError::NotFound { path: path.split('?').next().unwrap_or_default().to_owned() },
            409 => ConfluenceError::Conflict(shown()),
            429 => ConfluenceError::Limited,
            500.. => ConfluenceError::Unavailable(shown()),
            _ => ConfluenceError::Refused(shown()),
        })
    }

    fn error(&self, reason: ConfluenceError) -> Error {
        Error::Confluence { host: self.site.host().to_owned(), reason }
    }
}

/// What the body of an error says.
fn describe_errors(body: &[u8]) -> String {
    let Ok(value) = serde_json::from_slice::<Value>(body) else { return "without an explanation".to_owned() };
    let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).map(ToOwned::to_owned);
    let errors = value.get("errors").and_then(Value::as_array).into_iter().flatten();
    let described: Vec<String> = errors
        .filter_map(|error| {
            let parts: Vec<String> = ["title", "detail"].iter().filter_map(|key| text(error, key)).collect();
            (!parts.is_empty()).then(|| parts.join(": "))
        })
        .chain(text(&value, "message"))
        .collect();
    if described.is_empty() { "without an explanation".to_owned() } else { described.join("; ") }
}

fn parse<T: DeserializeOwned>(answer: &Answer) -> Result<T, ConfluenceError> {
    serde_json::from_slice(&answer.body)
        .map_err(|error| ConfluenceError::Unexpected(show_text(&error.to_string(), None)))
}

#[cfg(feature = "send")]
fn encode_login(user: &str, token: &str) -> String {
    use base64::Engine;
    format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(format!("{user}:{token}")))
}

#[cfg(not(feature = "send"))]
fn encode_login(_: &str, _: &str) -> String {
    String::new()
}

/// Fails if the program was built without the feature `send`.
///
/// # Errors
/// [`Error::Usage`] then.
pub fn require_feature() -> Result<(), Error> {
    let help = "Build it with its default features.";
    let missing =
        || Error::usage("this build of backlog cannot speak with Confluence: it lacks the feature `send`", help);
    if cfg!(feature = "send") { Ok(()) } else { Err(missing()) }
}
