//! Where the group publishes its minutes on Confluence.

use crate::model::hosts::is_this_machine;
use crate::model::record::{Reader, Shape, ShapedText, record};
use crate::source::Spanned;
use std::fmt;

record! {
    /// Where the minutes are published on Confluence. Tokens are never recorded.
    pub struct ConfluenceTerms: Default = "a map with `site`, `space` and `parent`" {
        /// The host of the site, such as example.atlassian.net.
        site: Option<ConfluenceSite>,
        /// The key of the space, as in the URLs of its pages: `CAM`.
        space: Option<Spanned<SpaceKey>>,
        /// The number of the page below which the pages of minutes are, as in its URL; if omitted, they are at the top of
        /// the space.
        parent: Option<ContentId>,
    }
}

record! {
    /// A page on Confluence that backlog wrote.
    pub struct PublishedMinutes: Default = "a page with `id` and `version`" {
        /// Its number, as in its URL.
        id: Option<ContentId>,
        /// The version that backlog wrote last.
        version: Option<ContentId>,
    }
}

/// The host of a site of Confluence, with a port if it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfluenceSite(String);

impl ConfluenceSite {
    /// Parses `example.atlassian.net`.
    pub fn parse(text: &str) -> Option<Self> {
        let (name, port) = text.split_once(':').map_or((text, None), |(name, port)| (name, Some(port)));
        let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
        let is_end = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric());
        let is_host = name.bytes().all(is_inner) && is_end(name.bytes().next()) && is_end(name.bytes().last());
        let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok();
        (is_host && port.is_none_or(is_port)).then(|| Self(text.to_ascii_lowercase()))
    }

    /// The host, with the port if it has one.
    pub fn host(&self) -> &str {
        &self.0
    }

    /// Whether the site is on this machine, which no request leaves.
    pub fn is_local(&self) -> bool {
        is_this_machine(self.0.split(':').next().unwrap_or_default())
    }

    /// The URL of a path: over https, or over http to this machine.
    pub fn url(&self, path: &str) -> String {
        format!("{}://{}/{}", if self.is_local() { "http" } else { "https" }, self.0, path.trim_start_matches('/'))
    }
}

impl fmt::Display for ConfluenceSite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl ShapedText for ConfluenceSite {
    const SHAPE: &'static Shape = &Shape {
        expected: "the host of a site such as example.atlassian.net",
        pattern: || "[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?".to_owned(),
        is_number: false,
        examples: &["example.atlassian.net"],
    };

    fn parse_text(text: &str) -> Option<Self> {
        Self::parse(text.trim_end())
    }

    fn suggest(text: &str, _: &Reader) -> Option<String> {
        let host = text.split_once("://")?.1.split('/').next()?;
        Self::parse(host).map(|site| format!("Write the host alone: `site: {site}`."))
    }
}

/// The key of a space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpaceKey(String);

impl SpaceKey {
    /// The key.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SpaceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl ShapedText for SpaceKey {
    const SHAPE: &'static Shape = &Shape {
        expected: "the key of a space such as CAM",
        pattern: || "~?[A-Za-z0-9_.-]{1,255}".to_owned(),
        is_number: false,
        examples: &["CAM", "~ann"],
    };

    fn parse_text(text: &str) -> Option<Self> {
        let text = text.trim_end();
        let key = text.strip_prefix('~').unwrap_or(text);
        let is_key = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-');
        (!key.is_empty() && key.len() <= 255 && key.bytes().all(is_key)).then(|| Self(text.to_owned()))
    }
}

/// The number of a page, or of a version of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ContentId(pub u64);

impl fmt::Display for ContentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl ShapedText for ContentId {
    const SHAPE: &'static Shape = &Shape {
        expected: "a number such as 600",
        pattern: || "[1-9][0-9]{0,17}".to_owned(),
        is_number: true,
        examples: &["600", "1234567890"],
    };

    fn parse_text(text: &str) -> Option<Self> {
        let text = text.trim_end();
        let is_number = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0') && text.len() <= 18;
        is_number.then(|| text.parse().ok().map(Self)).flatten()
    }

    fn write_text<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(self.0)
    }
}
