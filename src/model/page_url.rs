//! The URL of a page on the web that people open: the room of a call, or its recording.

use super::record::{Reader, Shape, ShapedText};
use std::fmt;
use std::ops::Deref;

/// An `http` or `https` URL that is inert in every output: ASCII without spaces, quotes and brackets of tags. Other
/// schemes are refused, and so are user names before the host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageUrl(String);

impl PageUrl {
    /// Parses `https://example.org/room`.
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let is_host = host.bytes().next().is_some_and(|first| first.is_ascii_alphanumeric()) && !host.contains('@');
        let is_inert = |byte: u8| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte);
        (is_host && rest.bytes().all(is_inert)).then(|| Self(text.to_owned()))
    }

    /// The URL that a text without a scheme probably means.
    pub fn add_scheme(text: &str) -> Option<Self> {
        let has_no_scheme = text.contains('.') && !text.contains(':');
        Self::parse(&format!("https://{text}")).filter(|_| has_no_scheme)
    }

    /// The parameter that passes a passcode, if there is one: `pwd` in Zoom's links.
    pub fn passcode_parameter(&self) -> Option<&str> {
        const NAMES: [&str; 4] = ["pwd", "password", "passcode", "passwd"];
        let (_, query) = self.0.split_once('?')?;
        let mut names = query.split(['&', '#']).filter_map(|parameter| parameter.split_once('=')).map(|(name, _)| name);
        names.find(|name| NAMES.iter().any(|known| name.eq_ignore_ascii_case(known)))
    }
}

impl Deref for PageUrl {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PageUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl ShapedText for PageUrl {
    const SHAPE: &'static Shape = &Shape {
        expected: "a URL such as https://example.org/room",
        pattern: || r"https?://[A-Za-z0-9][!#-;=?-\[\]_a-z~]*".to_owned(),
        is_number: false,
        examples: &["https://example.org/room?id=1"],
    };

    fn parse_text(text: &str) -> Option<Self> {
        Self::parse(text.trim_end())
    }

    fn suggest(text: &str, _: &Reader) -> Option<String> {
        Self::add_scheme(text.trim()).map(|url| format!("Write `{url}`."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_web_urls_are_read() {
        for good in [
            "https://example.org",
            "http://127.0.0.1:8080/room",
            "https://x.example/j/123?a=b&c=(d)#e",
            "https://x.example/a%20b;c=1,2/@d/[e]!*'",
        ] {
            assert_eq!(PageUrl::parse(good).as_deref(), Some(good));
        }
        for bad in [
            "",
            "https://",
            "https:///room",
            "example.org/room",
            "javascript:alert(1)",
            "javascript://example.org/%0Aalert(1)",
            "data:text/html,x",
            "mailto:a@e.example",
            "zoommtg://zoom.us/join",
            " https://e.example",
            "https://e.example/a b",
            "https://e.example/\n",
            "https://e.example/\u{7f}",
            "https://e.example/\"onclick",
            "https://e.example/<b>",
            "https://é.example",
            "https://e.example@x.example",
            "https://user:secret@e.example/",
        ] {
            assert_eq!(PageUrl::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_missing_scheme_is_added() {
        let url = |text: &str| PageUrl::add_scheme(text).map(|url| url.to_string());
        assert_eq!(url("meet.example/room?id=1").as_deref(), Some("https://meet.example/room?id=1"));
        for none in ["room", "javascript:alert(1)", "a.example:80", "no url.", "a@b.example", ""] {
            assert_eq!(url(none), None, "{none}");
        }
    }

    #[test]
    fn a_passcode_in_a_url_is_recognized() {
        let parameter = |url: &str| PageUrl::parse(url).unwrap().passcode_parameter().map(ToOwned::to_owned);
        assert_eq!(parameter("https://zoom.example/j/1?pwd=x").as_deref(), Some("pwd"));
        assert_eq!(parameter("https://zoom.example/j/1?id=2&Password=x#y").as_deref(), Some("Password"));
        for none in ["https://e.example/pwd=1", "https://e.example/?id=pwd", "https://e.example/?pwdless=1"] {
            assert_eq!(parameter(none), None, "{none}");
        }
    }
}
