//! Issues and pull requests in the URLs of GitHub.

use super::record::words;
use super::reference::{Reference, is_repository};

words! {
    /// What a number refers to.
    pub enum ThreadKind = "a kind of number" {
        /// An issue.
        Issue = "issue",
        /// A pull request.
        Pr = "pr",
    }
}

/// A number on GitHub, as far as known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ThreadNumber<'t> {
    /// `owner/repo`; usually `None` for a label.
    pub repository: Option<&'t str>,
    /// The word before the number; always present for a URL.
    pub kind: Option<ThreadKind>,
    /// The number itself.
    pub number: u32,
}

impl ThreadNumber<'_> {
    /// The reference to the number.
    pub fn reference(&self) -> Reference {
        Reference { repository: self.repository.map(ToOwned::to_owned), number: self.number }
    }

    /// Whether it is known to be a pull request.
    pub fn is_pr(&self) -> bool {
        self.kind == Some(ThreadKind::Pr)
    }
}

/// The issue or pull request that a GitHub URL leads to.
pub fn parse_github_url(url: &str) -> Option<ThreadNumber<'_>> {
    RepositoryUrl::parse(url)?.github_thread()
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
        let (scheme, rest) = split_at_byte(url, b':')?;
        let rest = rest.strip_prefix("//")?;
        if !(scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http")) {
            return None;
        }
        Self::without_scheme(rest)
    }

    /// Parses `HOST/OWNER/REPO/...`, the form that browsers display.
    pub(super) fn without_scheme(url: &'a str) -> Option<Self> {
        let rest = &url[..url.bytes().position(|byte| matches!(byte, b'?' | b'#')).unwrap_or(url.len())];
        let (host, path) = split_at_byte(rest, b'/')?;
        let (owner, after) = split_at_byte(path, b'/')?;
        let (name, rest) = split_at_byte(after, b'/').unwrap_or((after, ""));
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
    pub fn github_thread(&self) -> Option<ThreadNumber<'a>> {
        self.thread(|word| match word {
            "issues" => Some(ThreadKind::Issue),
            "pull" => Some(ThreadKind::Pr),
            _ => None,
        })
        .map(|(_, thread)| thread)
    }

    /// The issue or pull request that a broken GitHub URL such as `/pr/64` is meant for, with the word that GitHub does
    /// not know.
    pub fn misspelled_thread(&self) -> Option<(&'a str, ThreadNumber<'a>)> {
        self.thread(|word| match word.to_ascii_lowercase().as_str() {
            "pr" | "prs" | "pulls" | "pull-request" | "pull-requests" | "pull_request" => Some(ThreadKind::Pr),
            "issue" => Some(ThreadKind::Issue),
            _ => None,
        })
    }

    /// The issue or pull request of a page of a GitHub repository, whose kind is that of the word before the number.
    fn thread(&self, kind_of: impl Fn(&str) -> Option<ThreadKind>) -> Option<(&'a str, ThreadNumber<'a>)> {
        if !self.host.eq_ignore_ascii_case("github.com") {
            return None;
        }
        let (word, after) = split_at_byte(self.rest, b'/')?;
        let number = split_at_byte(after, b'/').map_or(after, |(number, _)| number);
        let reference = Reference::parse(number).filter(|reference| reference.repository.is_none())?;
        let (repository, kind) = (Some(self.repository), Some(kind_of(word)?));
        Some((word, ThreadNumber { repository, kind, number: reference.number }))
    }

    /// The name of the repository without its owner.
    pub fn short_name(&self) -> &'a str {
        self.repository.rsplit('/').next().unwrap_or(self.repository)
    }
}

/// The text before and after an ASCII character; in a text as short as a URL, this is faster than a search.
fn split_at_byte(text: &str, byte: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|one| one == byte)?;
    Some((&text[..at], &text[at + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn issues_and_pull_requests_are_distinguished() {
        let thread =
            |url: &str| RepositoryUrl::parse(url)?.github_thread().map(|it| (it.reference().to_string(), it.is_pr()));
        assert_eq!(thread("https://github.com/o/r/issues/63"), Some(("o/r#63".to_owned(), false)));
        assert_eq!(thread("http://www.GitHub.com/o/r/pull/64/files?w=1#d"), Some(("o/r#64".to_owned(), true)));
        let misspelled = |url: &str| {
            let (word, thread) = RepositoryUrl::parse(url)?.misspelled_thread()?;
            Some(format!("{word} {} {}", thread.reference(), thread.is_pr()))
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
    fn repositories_are_compared_ignoring_case() {
        let same =
            |one, other| RepositoryUrl::parse(one).unwrap().is_same_repository(&RepositoryUrl::parse(other).unwrap());
        assert!(same("https://github.com/o/R.git", "https://www.github.com/O/r/releases/tag/r1.2"));
        assert!(!same("https://github.com/o/r", "https://github.com/o/rr/releases/tag/r1.2"));
        assert!(!same("https://github.com/o/r", "https://gitlab.com/o/r"));
    }
}
