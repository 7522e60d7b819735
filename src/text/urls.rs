//! URLs and what can be read from them, without network access.

use std::borrow::Cow;

/// The scheme of a URL in lower case, without the whitespace and control characters that browsers ignore. `None` if it
/// has no scheme.
pub fn url_scheme(url: &str) -> Option<String> {
    // A longer word is prose with a colon in it.
    const LONGEST: usize = 40;
    let (word, _) = url.split_once(':')?;
    if word.len() > LONGEST {
        return None;
    }
    let word: String = word.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    let mut letters = word.bytes();
    let is_scheme = letters.next().is_some_and(|first| first.is_ascii_alphabetic())
        && letters.all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    is_scheme.then(|| word.to_ascii_lowercase())
}

/// Whether `url` may be linked: http, https, mailto, or no scheme at all.
///
/// The text before the first `:` must be exactly one of the three, so a scheme hidden by spaces or control characters
/// is refused too, and so is a `:` hidden in an entity.
pub fn is_linkable(url: &str) -> bool {
    let url = url.trim();
    let head = url.split([':', '/', '?', '#']).next().unwrap_or_default();
    match url.strip_prefix(head).and_then(|rest| rest.chars().next()) {
        Some(':') => ["http", "https", "mailto"].iter().any(|allowed| head.eq_ignore_ascii_case(allowed)),
        Some('#') if head.ends_with('&') => false,
        _ => !head.to_ascii_lowercase().contains("&colon"),
    }
}

/// A URL with `%20` for each space, as a browser opens it.
pub fn encode_spaces<'t>(url: impl Into<Cow<'t, str>>) -> Cow<'t, str> {
    let url = url.into();
    if url.contains(' ') { url.replace(' ', "%20").into() } else { url }
}

/// Whether a URL lacks `https://`: it begins with a host name, and a browser would treat it as a path.
pub fn lacks_scheme(url: &str) -> bool {
    let host = url.split('/').next().unwrap_or_default().to_ascii_lowercase();
    url.contains('/') && (host == "github.com" || host.starts_with("www.") || host.ends_with(".github.com"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_are_read_as_browsers_read_them() {
        assert_eq!(url_scheme("JavaScript:alert(1)").as_deref(), Some("javascript"));
        assert_eq!(url_scheme(" java\tscript\n:x").as_deref(), Some("javascript"));
        assert_eq!(url_scheme("\u{1}data:x").as_deref(), Some("data"));
        for none in ["docs/a.md", "", ":", "1a:b", "a b/c:d", "https"] {
            assert_eq!(url_scheme(none), None, "{none}");
        }
    }

    #[test]
    fn a_url_with_a_hidden_scheme_is_not_linked() {
        for good in ["https://e.x", "HTTP://e.x", "mailto:a@e.x", "docs/a:b.md", "#top"] {
            assert!(is_linkable(good), "{good}");
        }
        for bad in ["javascript:x", "http\0://e.x", "ht tp://e.x", "https&#58;//e.x", "x&colon;y"] {
            assert!(!is_linkable(bad), "{bad}");
        }
    }

    #[test]
    fn a_url_without_a_scheme_is_recognized() {
        for url in ["github.com/o/r/pull/64", "www.example.org/a", "GitHub.com/o"] {
            assert!(lacks_scheme(url), "{url}");
        }
        for url in ["https://github.com/o/r", "docs/github.com/a.md", "documentation/X.md", "github.com", "#top"] {
            assert!(!lacks_scheme(url), "{url}");
        }
    }
}
