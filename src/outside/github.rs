//! Speaks REST with GitHub, if the program was built with the feature `send`.
//!
//! Requests go out one after another, to one host, which alone receives the token. No link or redirect that an answer
//! names is followed: pages are counted.

mod answer;
mod api;
#[cfg(test)]
#[cfg(feature = "send")]
mod scripted_server;
#[cfg(test)]
#[cfg(feature = "send")]
mod tests;

pub use super::http::escape_segment;
pub use api::GithubApi;

use super::http::{Answer, HttpAgent, Method, Request, connect_through_proxy, judge_missing_answer, unconfirmed};
use crate::error::{Error, GithubError};
use answer::Judgment;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::cell::Cell;
use std::time::Duration;

/// The number of entries on a full page, GitHub's maximum.
const PAGE_SIZE: usize = 100;

/// The largest number of pages that a list may have.
const MAX_PAGES: usize = 1000;

/// How long one request may wait in all for GitHub to accept it.
const MAX_WAIT: Duration = Duration::from_secs(60);

/// The pause between two requests that change something, which GitHub asks for.
const WRITE_PAUSE: Duration = Duration::from_secs(1);

/// What a user may want to know while requests go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GithubEvent {
    /// A page of a list was read; the first is 1.
    PageRead(usize),
    /// All pages of a list were read.
    ListRead,
    /// The next request waits.
    Waiting {
        /// How long.
        seconds: u64,
        /// A lower-case phrase: why.
        reason: &'static str,
    },
    /// A request that only reads is sent once more.
    TryingAgain {
        /// A lower-case phrase: why.
        reason: String,
    },
}

/// One server and the token for it.
pub struct GithubClient {
    api: GithubApi,
    token: Option<String>,
    agent: HttpAgent,
    observer: Box<dyn Fn(GithubEvent)>,
    sleep: Box<dyn Fn(Duration)>,
    has_written: Cell<bool>,
}

impl GithubClient {
    /// A client that reports to an observer what happens. Without a token, it reads only public data.
    ///
    /// # Errors
    /// [`Error::Usage`] if the program was built without the feature `send`, or if the token has characters that no
    /// token has.
    pub fn new(api: GithubApi, token: Option<String>, observer: impl Fn(GithubEvent) + 'static) -> Result<Self, Error> {
        require_feature()?;
        if token.as_ref().is_some_and(|token| token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_graphic())) {
            let help = format!("Set {} to the token alone, without spaces and line ends.", api.token_variables()[0]);
            return Err(Error::usage("the token for GitHub is empty or has a character that no token has", help));
        }
        let agent = HttpAgent::new();
        let observer = Box::new(observer);
        Ok(Self { api, token, agent, observer, sleep: Box::new(std::thread::sleep), has_written: Cell::new(false) })
    }

    /// Sends requests through the proxy at a URL, except to this machine.
    ///
    /// # Errors
    /// [`Error::Usage`] if it is not the URL of a proxy over http or https. The URL may have a password, so it is not
    /// quoted.
    pub fn with_proxy(mut self, url: &str) -> Result<Self, Error> {
        if !self.api.is_local() {
            self.agent = connect_through_proxy(url)?;
        }
        Ok(self)
    }

    /// Waits in another way than by sleeping.
    #[must_use]
    pub fn with_sleep(mut self, sleep: impl Fn(Duration) + 'static) -> Self {
        self.sleep = Box::new(sleep);
        self
    }

    /// The server.
    pub fn api(&self) -> &GithubApi {
        &self.api
    }

    /// Whether requests carry a token, as each that changes something has to.
    pub fn has_token(&self) -> bool {
        self.token.is_some()
    }

    /// Reads what is at a path, such as `/repos/o/r/issues/1`; `None` where there is nothing, or nothing any more.
    ///
    /// # Errors
    /// [`Error::Github`].
    pub fn get<T: DeserializeOwned>(&self, path: &str) -> Result<Option<T>, Error> {
        match self.read(path) {
            Ok((value, _)) => Ok(Some(value)),
            Err(GithubError::NotFound { .. }) => Ok(None),
            Err(reason) => Err(self.error(reason)),
        }
    }

    /// Reads all pages of a list; the path may have a query.
    ///
    /// # Errors
    /// [`Error::Github`]; also if GitHub does not know the list.
    pub fn get_pages<T: DeserializeOwned>(&self, path: &str) -> Result<Vec<T>, Error> {
        let mut all = Vec::new();
        let separator = if path.contains('?') { '&' } else { '?' };
        for page in 1..=MAX_PAGES {
            let (entries, names_next): (Vec<T>, bool) = self
                .read(&format!("{path}{separator}per_page={PAGE_SIZE}&page={page}"))
                .map_err(|reason| self.error(reason))?;
            let is_full = entries.len() >= PAGE_SIZE;
            all.extend(entries);
            (self.observer)(GithubEvent::PageRead(page));
            if !names_next && !is_full {
                (self.observer)(GithubEvent::ListRead);
                return Ok(all);
            }
        }
        Err(self.error(GithubError::TooManyPages { pages: MAX_PAGES }))
    }

    /// Creates something, and returns what GitHub says about it.
    ///
    /// # Errors
    /// [`Error::Github`].
    pub fn post<T: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> Result<T, Error> {
        self.write(Method::Post, path, body)
    }

    /// Changes what is at a path, and returns it as it is then.
    ///
    /// # Errors
    /// [`Error::Github`].
    pub fn patch<T: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> Result<T, Error> {
        self.write(Method::Patch, path, body)
    }

    /// Replaces what is at a path, and returns it as it is then.
    ///
    /// # Errors
    /// [`Error::Github`].
    pub fn put<T: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> Result<T, Error> {
        self.write(Method::Put, path, body)
    }

    /// Removes what is at a path; `false` where there was nothing.
    ///
    /// # Errors
    /// [`Error::Github`].
    pub fn delete(&self, path: &str) -> Result<bool, Error> {
        match self.request(Method::Delete, path, None) {
            Ok(_) => Ok(true),
            Err(GithubError::NotFound { .. }) => Ok(false),
            Err(reason) => Err(self.error(reason)),
        }
    }

    /// The value at a path, and whether the answer names a next page.
    fn read<T: DeserializeOwned>(&self, path: &str) -> Result<(T, bool), GithubError> {
        let mut is_second = false;
        loop {
            let reason = match self.request(Method::Get, path, None) {
                Ok(answer) => match answer.parse() {
                    Ok(value) => return Ok((value, answer.names_next_page())),
                    Err(reason) => reason,
                },
                Err(reason) => reason,
            };
            if is_second || !reason.is_transient() {
                return Err(reason);
            }
            (self.observer)(GithubEvent::TryingAgain { reason: format!("{} {reason}", self.api.host()) });
            is_second = true;
        }
    }

    fn write<T: DeserializeOwned>(&self, method: Method, path: &str, body: &impl Serialize) -> Result<T, Error> {
        let body = serde_json::to_vec(body).map_err(|error| Error::NotExpressible {
            what: format!("the request {} {path}", method.name()),
            reason: error.to_string(),
        })?;
        let answer = self.request(method, path, Some(&body)).map_err(|reason| self.error(reason))?;
        answer.parse().map_err(|reason| self.error(unconfirmed(method, path, &reason).into()))
    }

    /// Sends a request until GitHub accepts or refuses it, waiting as long as it asks for.
    fn request(&self, method: Method, path: &str, body: Option<&[u8]>) -> Result<Answer, GithubError> {
        if method != Method::Get && self.has_written.replace(true) {
            (self.sleep)(WRITE_PAUSE);
        }
        let url = self.api.url(path);
        let token = self.token.as_deref();
        let authorization = token.map(|token| format!("Bearer {token}"));
        let headers = [("accept", "application/vnd.github+json"), ("x-github-api-version", "2022-11-28")];
        let headers: Vec<_> =
            headers.into_iter().chain(authorization.as_deref().map(|value| ("authorization", value))).collect();
        let request = Request { method, url: &url, headers: &headers, body };
        let mut waited = Duration::ZERO;
        loop {
            let answer = self.agent.exchange(&request).map_err(|error| judge_missing_answer(method, path, error))?;
            match answer.judge(path, token) {
                Judgment::Accepted => return Ok(answer),
                Judgment::Refused(reason) if method != Method::Get && reason.is_transient() => {
                    return Err(unconfirmed(method, path, &reason).into());
                }
                Judgment::Refused(reason) => return Err(reason),
                Judgment::Wait { seconds, reason } => {
                    waited = waited.saturating_add(Duration::from_secs(seconds));
                    if waited > MAX_WAIT {
                        return Err(GithubError::Limited { seconds, reason });
                    }
                    (self.observer)(GithubEvent::Waiting { seconds, reason });
                    (self.sleep)(Duration::from_secs(seconds));
                }
            }
        }
    }

    fn error(&self, reason: GithubError) -> Error {
        let [token_variable, _] = self.api.token_variables();
        Error::Github { host: self.api.host().to_owned(), token_variable, reason }
    }
}

/// Fails if the program was built without the feature `send`.
///
/// # Errors
/// [`Error::Usage`] then.
pub fn require_feature() -> Result<(), Error> {
    let help = "Build it with its default features.";
    let missing = || Error::usage("this build of backlog cannot speak with GitHub: it lacks the feature `send`", help);
    if cfg!(feature = "send") { Ok(()) } else { Err(missing()) }
}
