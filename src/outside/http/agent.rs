//! One request and its answer over HTTP.

use super::exchange::{Answer, AnswerHeaders, Request};
use crate::error::ExchangeError;
use std::time::Duration;
use ureq::http::{HeaderMap, Request as HttpRequest};
use ureq::{Agent, Body, Error as HttpError, Proxy, ProxyProtocol, Timeout};

/// How many bytes an answer may have.
const MAX_BODY: u64 = 64 << 20;

/// How long a connection may take.
const CONNECT_PATIENCE: Duration = Duration::from_secs(10);

/// How long a whole answer may take.
const ANSWER_PATIENCE: Duration = Duration::from_secs(60);

/// How long a connection without a request stays open: less than with any server, so that none is closed there while
/// the next request, which may change something, is on its way.
const IDLE_PATIENCE: Duration = Duration::from_secs(2);

/// Sends requests over connections that stay open for a while.
pub struct HttpAgent {
    agent: Agent,
    /// The host and the port of the proxy.
    proxy: Option<String>,
}

impl HttpAgent {
    pub fn new() -> Self {
        Self::from_proxy(None)
    }

    /// An agent that opens a tunnel through a proxy; `None` if the text is not the URL of one.
    pub fn through_proxy(url: &str) -> Option<Self> {
        let proxy = Proxy::new(url).ok()?;
        matches!(proxy.protocol(), ProxyProtocol::Http | ProxyProtocol::Https).then(|| Self::from_proxy(Some(proxy)))
    }

    fn from_proxy(proxy: Option<Proxy>) -> Self {
        let shown = proxy.as_ref().map(|proxy| format!("{}:{}", proxy.host(), proxy.port()));
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            // By default, the library reads the environment.
            .proxy(proxy)
            .max_idle_age(IDLE_PATIENCE)
            .timeout_connect(Some(CONNECT_PATIENCE))
            .timeout_resolve(Some(CONNECT_PATIENCE))
            .timeout_global(Some(ANSWER_PATIENCE))
            .user_agent("backlog")
            .build();
        Self { agent: Agent::new_with_config(config), proxy: shown }
    }

    /// Sends a request and reads the whole answer.
    pub fn exchange(&self, request: &Request) -> Result<Answer, ExchangeError> {
        let url = request.url;
        let fields = request.headers.iter().chain(request.body.map(|_| &("content-type", "application/json")));
        let builder = HttpRequest::builder().method(request.method.name()).uri(url);
        let builder = fields.fold(builder, |builder, (name, value)| builder.header(*name, *value));
        let invalid = |_| ExchangeError::Unreachable(format!("{url} is not a URL"));
        let sent = match request.body {
            Some(body) => self.agent.run(builder.body(body).map_err(invalid)?),
            None => self.agent.run(builder.body(()).map_err(invalid)?),
        };
        let (parts, body) = sent.map_err(|error| self.name_proxy(describe_failure(&error)))?.into_parts();
        let body = read_body(body)?;
        Ok(Answer { status: parts.status.as_u16(), headers: read_headers(&parts.headers), body })
    }

    /// The failure of a request: without a connection, the proxy may be the reason.
    fn name_proxy(&self, failure: ExchangeError) -> ExchangeError {
        match (failure, &self.proxy) {
            (ExchangeError::Unreachable(why), Some(proxy)) => {
                ExchangeError::Unreachable(format!("through the proxy {proxy}: {why}"))
            }
            (failure, _) => failure,
        }
    }
}

fn read_body(mut body: Body) -> Result<Vec<u8>, ExchangeError> {
    body.with_config().limit(MAX_BODY).read_to_vec().map_err(|error| match error {
        HttpError::BodyExceedsLimit(_) => ExchangeError::TooLarge,
        error => match describe_failure(&error) {
            ExchangeError::Unreachable(why) => ExchangeError::Disconnected(why),
            failure => failure,
        },
    })
}

fn read_headers(headers: &HeaderMap) -> AnswerHeaders {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).map(ToOwned::to_owned);
    AnswerHeaders {
        link: text("link"),
        location: text("location"),
        retry_after: text("retry-after"),
        date: text("date"),
        limit_remaining: text("x-ratelimit-remaining"),
        limit_reset: text("x-ratelimit-reset"),
    }
}

/// Whether a request that failed can have reached the server, and why it failed.
fn describe_failure(error: &HttpError) -> ExchangeError {
    match error {
        HttpError::Timeout(Timeout::Connect | Timeout::Resolve) => {
            ExchangeError::Unreachable(format!("no connection within {} seconds", CONNECT_PATIENCE.as_secs()))
        }
        HttpError::Timeout(_) => {
            ExchangeError::Disconnected(format!("no whole answer within {} seconds", ANSWER_PATIENCE.as_secs()))
        }
        HttpError::HostNotFound => ExchangeError::Unreachable("the host is not known".to_owned()),
        HttpError::Io(error) if is_before_connection(error) => ExchangeError::Unreachable(error.to_string()),
        HttpError::ConnectProxyFailed(why) => ExchangeError::Unreachable(why.clone()),
        HttpError::Http(_) | HttpError::BadUri(_) | HttpError::ConnectionFailed => {
            ExchangeError::Unreachable(error.to_string())
        }
        HttpError::Rustls(_) | HttpError::Tls(_) => ExchangeError::Unreachable(error.to_string()),
        HttpError::Io(error) => ExchangeError::Disconnected(error.to_string()),
        error => ExchangeError::Disconnected(error.to_string()),
    }
}

/// Whether there was no connection to the server.
fn is_before_connection(error: &std::io::Error) -> bool {
    use std::io::ErrorKind;
    let kinds = [
        ErrorKind::ConnectionRefused,
        ErrorKind::HostUnreachable,
        ErrorKind::NetworkUnreachable,
        ErrorKind::AddrNotAvailable,
    ];
    // The standard library has no kind for a host without an address.
    kinds.contains(&error.kind()) || error.to_string().starts_with("failed to lookup address")
}
