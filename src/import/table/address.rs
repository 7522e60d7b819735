//! Where the links of Markdown lead, as people write them.

/// The address behind the label of a link, with the bytes that it takes: `(url)`, and of `([url](url))` the inner
/// one.
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
                // A title behind the address says nothing of where it leads.
                let url = url.split_once(" \"").map_or(url, |(url, _)| url.trim_end());
                return Some((url, at + 2));
            }
            b')' => depth -= 1,
            // Another link begins: this one never ends. So that every byte is looked at twice at most.
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

/// Whether an address of the web begins at a byte of a text. GitHub makes a link of it behind anything but a letter,
/// in capital letters as well.
pub fn starts_url(text: &str, at: usize) -> bool {
    let is_first = !text[..at].ends_with(|c: char| c.is_ascii_alphabetic());
    let begins = |scheme: &str| text[at..].get(..scheme.len()).is_some_and(|it| it.eq_ignore_ascii_case(scheme));
    is_first && (begins("https://") || begins("http://"))
}
