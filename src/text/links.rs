//! Links of Markdown and bare URLs, as people write them.

use super::characters::collapse_spaces;
use std::collections::HashMap;

/// The URLs of reference links, by their folded labels.
#[derive(Debug, Clone, Default)]
pub struct LinkDefinitions(HashMap<String, String>);

impl LinkDefinitions {
    /// Those of lines such as `[label]: https://example.org`.
    pub fn find(text: &str) -> Self {
        let mut links = HashMap::new();
        let has_any = text.contains("]:");
        for line in text.lines().filter(|_| has_any) {
            let definition = line.trim_start().strip_prefix('[').and_then(|line| line.split_once("]:"));
            let Some((label, rest)) = definition.filter(|(label, _)| !label.starts_with('^')) else { continue };
            let url = rest.split_whitespace().next().unwrap_or_default();
            let url = url.strip_prefix('<').and_then(|url| url.strip_suffix('>')).unwrap_or(url);
            // The first definition of a label is its link.
            links.entry(fold_label(label)).or_insert_with(|| url.to_owned());
        }
        Self(links)
    }

    /// The URL of a label.
    pub fn find_url(&self, label: &str) -> Option<&str> {
        self.0.get(&fold_label(label)).map(String::as_str)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The label of a reference link, for comparisons.
fn fold_label(label: &str) -> String {
    collapse_spaces(&label.to_lowercase(), char::is_whitespace)
}

/// The URL after the label of a link, and the bytes that it takes: `(url)`, and the inner one of `([url](url))`.
pub fn parse_destination(text: &str) -> Option<(&str, usize)> {
    let inner = text.strip_prefix('(')?;
    let is_nested = inner.trim_start().starts_with('[');
    let (mut depth, mut seams) = (0_usize, 0);
    for (at, byte) in inner.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 0 => {
                let url = inner[..at].trim();
                let nested = is_nested.then(|| url.rsplit_once("](")).flatten();
                let url = nested.map_or(url, |(_, inner)| inner.trim_end_matches(')').trim());
                let url = url.strip_prefix('<').and_then(|url| url.strip_suffix('>')).unwrap_or(url);
                // A title after the URL is not part of it.
                let title = url.contains('"').then(|| url.split_once(" \"")).flatten();
                let url = title.map_or(url, |(url, _)| url.trim_end());
                return Some((url, at + 2));
            }
            b')' => depth -= 1,
            // Another link starts, so this one has no end. Every byte is read at most twice.
            b']' if inner[at + 1..].starts_with('(') => {
                seams += 1;
                if seams > usize::from(is_nested) {
                    return None;
                }
            }
            _ => {}
        }
    }
    None
}

/// Whether a URL starts at a byte of a text. GitHub links one after anything but a letter, and ignores case.
pub fn starts_url(text: &str, at: usize) -> bool {
    let is_first = !text[..at].ends_with(|c: char| c.is_ascii_alphabetic());
    let begins = |scheme: &str| text[at..].get(..scheme.len()).is_some_and(|it| it.eq_ignore_ascii_case(scheme));
    is_first && (begins("https://") || begins("http://"))
}

/// The URL of a link such as `<https://example.org>` at the start of a text.
pub fn parse_autolink(text: &str) -> Option<&str> {
    let url = text.strip_prefix('<').filter(|url| starts_url(url, 0))?;
    let end = url.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>'))?;
    url[end..].starts_with('>').then(|| &url[..end])
}

/// A link as Markdown.
pub fn format_link(label: &str, url: &str) -> String {
    format!("[{label}]{}", format_destination(url))
}

/// The URL of a link as Markdown has it after the label.
pub fn format_destination(url: &str) -> String {
    if url.contains(char::is_whitespace) { format!("(<{url}>)") } else { format!("({url})") }
}
