//! One request over HTTP and its whole answer, if the program was built with the feature `send`.

#[cfg(feature = "send")]
mod agent;
#[cfg(not(feature = "send"))]
mod disabled;
mod exchange;

#[cfg(feature = "send")]
pub use agent::HttpAgent;
#[cfg(not(feature = "send"))]
pub use disabled::HttpAgent;
pub use exchange::{Answer, Method, Request, judge_missing_answer, unconfirmed};

use crate::finding::bound_text;
use crate::text::characters::collapse_spaces;

/// An agent that sends requests through the proxy at a URL.
///
/// # Errors
/// [`crate::error::Error::Usage`] if it is not the URL of a proxy over http or https. The URL may have a password, so it
/// is not quoted.
pub fn connect_through_proxy(url: &str) -> Result<HttpAgent, crate::error::Error> {
    let help = "Set it to a URL such as http://proxy.example.org:3128, or unset it.";
    let wrong = || crate::error::Error::usage("HTTPS_PROXY is not the URL of an http or https proxy", help);
    HttpAgent::through_proxy(url).ok_or_else(wrong)
}

/// A text of a server on one line, shortened, with its control characters made visible and without the secret.
pub fn show_text(text: &str, secret: Option<&str>) -> String {
    let text = secret.map_or_else(|| text.to_owned(), |secret| text.replace(secret, "..."));
    let text = collapse_spaces(&text, char::is_whitespace);
    bound_text(text.replace(|c: char| c.is_control(), "\u{fffd}"))
}

/// Escapes a text, such as the name of a label, as one segment of a path or one value of a query.
pub fn escape_segment(text: &str) -> String {
    let escape = |byte: u8| match byte {
        b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        byte if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    text.bytes().map(escape).collect()
}
