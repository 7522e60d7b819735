//! Where GitHub's API is.

use crate::model::hosts::is_this_machine;
use std::fmt;

/// The base URL of GitHub's API, over https, or over http to this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GithubApi {
    /// Without a slash at its end.
    base: String,
    /// With the port if one is given.
    host: String,
}

/// GitHub itself.
const DEFAULT_HOST: &str = "api.github.com";

impl GithubApi {
    /// Parses `https://api.github.com`, or `https://HOST/api/v3` of GitHub Enterprise. `None` for other texts, and for
    /// http to another machine.
    pub fn parse(text: &str) -> Option<Self> {
        let (scheme, rest) = text.trim_end_matches('/').split_once("://")?;
        let (authority, path) = rest.split_once('/').map_or((rest, ""), |(authority, path)| (authority, path));
        let (name, port) = match authority.rsplit_once(':').filter(|(_, port)| !port.ends_with(']')) {
            Some((name, port)) => (name, Some(port)),
            None => (authority, None),
        };
        let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok();
        let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
        let is_end = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric());
        let is_host =
            name == "[::1]" || name.bytes().all(is_inner) && is_end(name.bytes().next()) && is_end(name.bytes().last());
        let is_path = path.bytes().all(|byte| is_inner(byte) || matches!(byte, b'/' | b'_'));
        let is_allowed = match scheme.to_ascii_lowercase().as_str() {
            "https" => true,
            "http" => is_this_machine(name),
            _ => false,
        };
        if !is_allowed || !is_host || !is_path || path.contains("..") || !port.is_none_or(is_port) {
            return None;
        }
        let host = authority.to_ascii_lowercase();
        let slash = if path.is_empty() { "" } else { "/" };
        Some(Self { base: format!("{}://{host}{slash}{path}", scheme.to_ascii_lowercase()), host })
    }

    /// The host, with the port if one is given.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Whether this is GitHub itself, not an installation of GitHub Enterprise.
    pub fn is_default(&self) -> bool {
        self.host == DEFAULT_HOST
    }

    /// The variables with a token for this server, as `gh` reads them: one for GitHub itself goes nowhere else.
    pub fn token_variables(&self) -> [&'static str; 2] {
        match self.is_default() {
            true => ["GH_TOKEN", "GITHUB_TOKEN"],
            false => ["GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN"],
        }
    }

    /// The host without its port.
    pub fn host_name(&self) -> &str {
        match self.host.rsplit_once(':') {
            Some((name, port)) if !port.ends_with(']') => name,
            _ => &self.host,
        }
    }

    /// Whether the server is on this machine, which no request leaves.
    pub fn is_local(&self) -> bool {
        is_this_machine(self.host_name())
    }

    /// The URL of a path, whatever the path: on the same host.
    pub fn url(&self, path: &str) -> String {
        format!("{}/{}", self.base, path.trim_start_matches('/'))
    }
}

impl Default for GithubApi {
    fn default() -> Self {
        Self { base: format!("https://{DEFAULT_HOST}"), host: DEFAULT_HOST.to_owned() }
    }
}

impl fmt::Display for GithubApi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.base)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outside::http::escape_segment;

    #[test]
    fn a_base_url_is_read() {
        for (text, base, host) in [
            ("https://api.github.com", "https://api.github.com", "api.github.com"),
            ("HTTPS://GIT.example.org/api/v3/", "https://git.example.org/api/v3", "git.example.org"),
            ("http://127.0.0.1:8081", "http://127.0.0.1:8081", "127.0.0.1:8081"),
            ("http://[::1]:80/x", "http://[::1]:80/x", "[::1]:80"),
            ("http://localhost", "http://localhost", "localhost"),
        ] {
            let api = GithubApi::parse(text).unwrap();
            assert_eq!((api.to_string().as_str(), api.host()), (base, host));
            assert_eq!(GithubApi::parse(base), Some(api));
        }
        assert_eq!(GithubApi::parse("https://api.github.com"), Some(GithubApi::default()));
        for (text, name, is_local) in [
            ("https://git.example.org:8443", "git.example.org", false),
            ("https://[::1]:80", "[::1]", true),
            ("https://[::1]", "[::1]", true),
            ("https://127.8.0.1:80", "127.8.0.1", true),
        ] {
            let api = GithubApi::parse(text).unwrap();
            assert_eq!((api.host_name(), api.is_local()), (name, is_local));
        }
        assert!(GithubApi::default().is_default());
    }

    #[test]
    fn plain_http_to_another_machine_and_odd_urls_are_refused() {
        for text in [
            "http://api.github.com",
            "http://127.0.0.1.example.org",
            "http://localhost.example.org:80",
            "http://localhost@example.org",
            "https://user:secret@api.github.com",
            "https://api.github.com?x=1",
            "https://api.github.com/#a",
            "https://api.github.com/../x",
            "https://api.github.com:x",
            "https://api.github.com:99999",
            "https://-x",
            "https://",
            "ftp://api.github.com",
            "api.github.com",
            "https://a b",
            "",
        ] {
            assert_eq!(GithubApi::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_path_leads_to_no_other_host() {
        let api = GithubApi::default();
        for path in ["/a", "a", "//a", "///a"] {
            assert_eq!(api.url(path), "https://api.github.com/a");
        }
        for path in [".evil.example", "@evil.example", ":80@evil.example", "https://evil.example"] {
            assert!(api.url(path).starts_with("https://api.github.com/"), "{path}");
        }
        assert_eq!(escape_segment("help wanted/é?"), "help%20wanted%2F%C3%A9%3F");
    }
}
