//! The forms in which texts and links of changes are written.

use crate::model::github_url::{RepositoryUrl, parse_github_url};
use crate::render::cell;
use crate::report::columns::shorten_text;
use crate::report::inert::make_visible;
use crate::text::characters::collapse_spaces;

/// The longest note that is printed whole.
const LONGEST_NOTE: usize = 400;

/// How texts and links are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeForm {
    /// Links as their names, for a terminal.
    Short,
    /// Links as URLs, for a file or a program.
    Full,
    /// Markdown.
    Markdown,
}

impl ChangeForm {
    /// A text without markup.
    pub fn text(self, plain: &str) -> String {
        match self {
            Self::Short | Self::Full => one_line(plain),
            Self::Markdown => cell::escape_text(plain).into_owned(),
        }
    }

    /// A text of Markdown.
    pub fn prose(self, markdown: &str) -> String {
        match self {
            Self::Short | Self::Full => shorten_text(&one_line(markdown), LONGEST_NOTE),
            Self::Markdown => cell::format_line(markdown),
        }
    }

    /// A link with a label, which may be empty.
    pub fn link(self, label: &str, url: Option<&str>) -> String {
        let Some(url) = url else { return self.text(label) };
        match self {
            Self::Short if label.is_empty() => one_line(&name_of_url(url)),
            Self::Short => one_line(label),
            Self::Full => one_line(format!("{label} {url}").trim_start()),
            Self::Markdown if label.is_empty() => cell::format_link(&name_of_url(url), url),
            Self::Markdown => cell::format_link(label, url),
        }
    }
}

fn one_line(text: &str) -> String {
    make_visible(&collapse_spaces(text, char::is_whitespace))
}

/// The name of a page: `PR#64` and `#63` for GitHub, the repository, or else the last part of the path.
fn name_of_url(url: &str) -> String {
    if let Some(thread) = parse_github_url(url) {
        return if thread.is_pr() { format!("PR#{}", thread.number) } else { format!("#{}", thread.number) };
    }
    let path = url.trim_end_matches('/');
    let last = path.rsplit('/').next().filter(|last| !last.is_empty() && last.len() < path.len());
    match RepositoryUrl::parse(path) {
        Some(hosted) if last.is_none() => hosted.short_name().to_owned(),
        _ => last.map_or_else(|| url.to_owned(), decode_percent),
    }
}

/// A part of a URL with its encoded characters; as it is if they are no text.
fn decode_percent(part: &str) -> String {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok()).filter(|_| *first == b'%');
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| part.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_a_short_name() {
        for (url, name) in [
            ("https://github.com/o/r/pull/64", "PR#64"),
            ("https://github.com/o/r/issues/63", "#63"),
            ("https://github.com/o/r", "r"),
            ("https://github.com/o/r/blob/main/API%20proposals/A%20b.md", "A b.md"),
            ("https://example.org/", "example.org"),
            ("docs", "docs"),
            ("https://e.x/100%", "100%"),
            ("https://e.x/%ff", "%ff"),
        ] {
            assert_eq!(name_of_url(url), name, "{url}");
        }
    }
}
