//! Links of Markdown and bare URLs, as people write them.

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
                let url = match (is_nested, url.rfind("](")) {
                    (true, Some(seam)) => url[seam + 2..].trim_end_matches(')').trim(),
                    _ => url,
                };
                let url = url.strip_prefix('<').and_then(|url| url.strip_suffix('>')).unwrap_or(url);
                // A title after the URL is not part of it.
                let url = url.split_once(" \"").map_or(url, |(url, _)| url.trim_end());
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
