//! URLs and what can be read from them, without network access.

use crate::model::reference::{Reference, is_repository};

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

/// Whether a URL lacks `https://`: it begins with a host name, and a browser would treat it as a path.
pub fn lacks_scheme(url: &str) -> bool {
    let host = url.split('/').next().unwrap_or_default().to_ascii_lowercase();
    url.contains('/') && (host == "github.com" || host.starts_with("www.") || host.ends_with(".github.com"))
}

/// The repository that a URL begins with.
#[derive(Debug, Clone, Copy)]
pub struct RepositoryUrl<'a> {
    /// Without `www.`, in the case of the URL.
    pub host: &'a str,
    /// `owner/repo`, in the case of the URL.
    pub repository: &'a str,
    /// The rest of the path, such as `releases/tag/r1.2`; may be empty.
    rest: &'a str,
}

impl<'a> RepositoryUrl<'a> {
    /// Parses `https://HOST/OWNER/REPO/...`; `None` for a URL of another form.
    pub fn parse(url: &'a str) -> Option<Self> {
        let (scheme, rest) = url.split_once("://")?;
        if !(scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http")) {
            return None;
        }
        Self::without_scheme(rest)
    }

    /// Parses `HOST/OWNER/REPO/...`, the form that browsers display.
    fn without_scheme(url: &'a str) -> Option<Self> {
        let rest = url.split(['?', '#']).next()?;
        let (host, path) = rest.split_once('/')?;
        let (owner, after) = path.split_once('/')?;
        let (name, rest) = after.split_once('/').unwrap_or((after, ""));
        let repository = path.get(..owner.len() + 1 + name.len())?;
        let repository = repository.strip_suffix(".git").unwrap_or(repository);
        let host = host.strip_prefix("www.").unwrap_or(host);
        is_repository(repository).then_some(Self { host, repository, rest })
    }

    /// Whether both are the same repository; hosts and names are case-insensitive.
    pub fn is_same_repository(&self, other: &Self) -> bool {
        self.host.eq_ignore_ascii_case(other.host) && self.repository.eq_ignore_ascii_case(other.repository)
    }

    /// The GitHub issue or pull request that the URL leads to.
    pub fn github_thread(&self) -> Option<GithubThread> {
        let (kind, reference) = self.numbered_page()?;
        match kind {
            "issues" => Some(GithubThread { reference, is_pr: false }),
            "pull" => Some(GithubThread { reference, is_pr: true }),
            _ => None,
        }
    }

    /// The issue or pull request that a broken GitHub URL such as `/pr/64` is meant for, with the word that GitHub does
    /// not know.
    pub fn misspelled_thread(&self) -> Option<(&'a str, GithubThread)> {
        const PULL: [&str; 6] = ["pr", "prs", "pulls", "pull-request", "pull-requests", "pull_request"];
        let (kind, reference) = self.numbered_page()?;
        let is = |words: &[&str]| words.iter().any(|word| kind.eq_ignore_ascii_case(word));
        match (is(&PULL), is(&["issue"])) {
            (false, false) => None,
            (is_pr, _) => Some((kind, GithubThread { reference, is_pr })),
        }
    }

    /// The word and the number in the URL of a page of a GitHub repository.
    fn numbered_page(&self) -> Option<(&'a str, Reference)> {
        if !self.host.eq_ignore_ascii_case("github.com") {
            return None;
        }
        let mut parts = self.rest.split('/');
        let kind = parts.next()?;
        let number = Reference::parse(parts.next()?).filter(|reference| reference.repository.is_none())?.number;
        Some((kind, Reference { repository: Some(self.repository.to_owned()), number }))
    }

    /// The name of the repository without its owner.
    pub fn short_name(&self) -> &'a str {
        self.repository.rsplit('/').next().unwrap_or(self.repository)
    }
}

/// An issue or pull request in a GitHub URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GithubThread {
    /// With its repository.
    pub reference: Reference,
    /// `/pull/`, and not `/issues/`.
    pub is_pr: bool,
}

/// An issue or PR as typed or pasted by a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedReference {
    /// With the repository if it was a URL.
    pub reference: Reference,
    /// Whether it is a PR according to the URL or the word `PR`; `None` for a number alone.
    pub is_pr: Option<bool>,
}

impl TypedReference {
    /// Parses `63`, `#63`, `owner/repo#63`, `PR#64`, or the URL of an issue or PR on GitHub, with or without
    /// `https://`.
    pub fn parse(words: &str) -> Option<Self> {
        let words = words.trim();
        // Mails write URLs in angle brackets.
        let words = words.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(words);
        if let Some(reference) = Reference::parse(words.strip_prefix('#').unwrap_or(words)) {
            return Some(Self { reference, is_pr: None });
        }
        if let Some(number) = pull_request_number(words) {
            return Some(Self { reference: Reference { repository: None, number }, is_pr: Some(true) });
        }
        let thread = RepositoryUrl::parse(words).or_else(|| RepositoryUrl::without_scheme(words))?.github_thread()?;
        Some(Self { reference: thread.reference, is_pr: Some(thread.is_pr) })
    }
}

/// The number in `PR#64` or `pr64`, as minutes and this program write a pull request.
fn pull_request_number(words: &str) -> Option<u32> {
    let (_, rest) = words.split_at_checked(2).filter(|(word, _)| word.eq_ignore_ascii_case("pr"))?;
    let rest = rest.trim_start();
    let reference = Reference::parse(rest.strip_prefix('#').unwrap_or(rest))?;
    reference.repository.is_none().then_some(reference.number)
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
    fn issues_and_pull_requests_are_distinguished() {
        let thread =
            |url: &str| RepositoryUrl::parse(url)?.github_thread().map(|it| (it.reference.to_string(), it.is_pr));
        assert_eq!(thread("https://github.com/o/r/issues/63"), Some(("o/r#63".to_owned(), false)));
        assert_eq!(thread("http://www.GitHub.com/o/r/pull/64/files?w=1#d"), Some(("o/r#64".to_owned(), true)));
        let misspelled = |url: &str| {
            let (word, thread) = RepositoryUrl::parse(url)?.misspelled_thread()?;
            Some(format!("{word} {} {}", thread.reference, thread.is_pr))
        };
        assert_eq!(misspelled("https://github.com/o/r/pr/64#d").as_deref(), Some("pr o/r#64 true"));
        assert_eq!(misspelled("https://github.com/o/r/issue/63").as_deref(), Some("issue o/r#63 false"));
        assert_eq!(misspelled("https://github.com/o/r/pull/64"), None);
        assert_eq!(misspelled("https://e.x/o/r/pr/64"), None);
        for none in ["https://github.com/o/r", "https://github.com/o/r/issues", "https://e.x/o/r/pull/1", "pull/1"] {
            assert_eq!(thread(none), None, "{none}");
        }
    }

    #[test]
    fn a_typed_reference_is_a_number_or_a_url() {
        let typed = |words: &str| TypedReference::parse(words).map(|it| (it.reference.to_string(), it.is_pr));
        for (words, reference, is_pr) in [
            ("63", "#63", None),
            (" #63 ", "#63", None),
            ("o/r#63", "o/r#63", None),
            ("PR#64", "#64", Some(true)),
            ("pr64", "#64", Some(true)),
            ("PR 64", "#64", Some(true)),
            ("https://github.com/o/r/issues/63", "o/r#63", Some(false)),
            ("https://github.com/o/r/issues/63/", "o/r#63", Some(false)),
            ("https://github.com/o/r/issues/63#issuecomment-2291", "o/r#63", Some(false)),
            ("https://github.com/o/r/issues/63?notification_referrer_id=x#top", "o/r#63", Some(false)),
            ("http://www.github.com/o/r/pull/64/files", "o/r#64", Some(true)),
            ("github.com/o/r/pull/64", "o/r#64", Some(true)),
            ("<https://github.com/o/r/pull/64>", "o/r#64", Some(true)),
        ] {
            assert_eq!(typed(words), Some((reference.to_owned(), is_pr)), "{words}");
        }
        for none in [
            "",
            "#",
            "PR",
            "PR#",
            "pr#x",
            "PR é",
            "IMEI Fraud",
            "o/r",
            "https://github.com/o/r/blob/main/63",
            "https://e.x/o/r/issues/63",
        ] {
            assert_eq!(typed(none), None, "{none}");
        }
    }

    #[test]
    fn repositories_are_compared_ignoring_case() {
        let same =
            |one, other| RepositoryUrl::parse(one).unwrap().is_same_repository(&RepositoryUrl::parse(other).unwrap());
        assert!(same("https://github.com/o/R.git", "https://www.github.com/O/r/releases/tag/r1.2"));
        assert!(!same("https://github.com/o/r", "https://github.com/o/rr/releases/tag/r1.2"));
        assert!(!same("https://github.com/o/r", "https://gitlab.com/o/r"));
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
