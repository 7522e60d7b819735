//! An issue or a pull request: a number of the group's repository, or `owner/repo#N`.

use crate::model::record::{Shape, ShapedText};
use serde::{Serialize, Serializer};
use std::ops::Deref;

/// An issue or a PR.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reference {
    /// `owner/repo`; `None` is the group's own repository.
    pub repository: Option<String>,
    /// The number, from 1.
    pub number: u32,
}

impl Reference {
    /// A number of the group's own repository.
    pub fn from_number(number: u32) -> Self {
        Self { repository: None, number }
    }

    /// Parses `63` or `owner/repo#63`.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some((repository, number)) = text.split_once('#') {
            is_repository(repository)
                .then(|| parse_number(number))
                .flatten()
                .map(|number| Self { repository: Some(repository.to_owned()), number })
        } else {
            parse_number(text).map(Self::from_number)
        }
    }

    /// A pull request in a sentence: `PR#64`; `PR owner/repo#64` in another repository.
    pub fn pr_label(&self) -> String {
        let gap = if self.repository.is_some() { " " } else { "" };
        format!("PR{gap}{self}")
    }

    /// The form in a file or on a command line: `63`, or `owner/repo#63`. In a shell, `#63` is a comment.
    pub fn format_bare(&self) -> String {
        self.to_string().trim_start_matches('#').to_owned()
    }
}

/// Whether a text is a valid `owner/repo` on GitHub.
pub fn is_repository(text: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty()
            && part != "."
            && part != ".."
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
    };
    text.split_once('/').is_some_and(|(owner, repository)| part(owner) && part(repository))
}

fn parse_number(text: &str) -> Option<u32> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
    plain.then(|| text.parse().ok()).flatten()
}

impl std::fmt::Display for Reference {
    /// `#63`, or `owner/repo#63`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}#{}", self.repository.as_deref().unwrap_or_default(), self.number)
    }
}

impl Serialize for Reference {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.repository {
            None => serializer.serialize_u32(self.number),
            Some(_) => serializer.collect_str(self),
        }
    }
}

/// `owner/repo` as a regular expression; neither part is `.` or `..`.
const REPOSITORY: &str = r"(?!\.{1,2}/)[A-Za-z0-9_.-]+/(?!\.{1,2}(#|$))[A-Za-z0-9_.-]+";

/// References as files have them.
pub static REFERENCE_SHAPE: Shape = Shape {
    expected: "a number such as 63, or owner/repo#63",
    pattern: || format!("({REPOSITORY}#)?[1-9][0-9]{{0,9}}"),
    is_number: true,
    examples: &["63", "owner/re.po#63"],
};

/// `owner/repo` as GitHub spells them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepositoryName(String);

impl Deref for RepositoryName {
    type Target = String;

    fn deref(&self) -> &String {
        &self.0
    }
}

impl std::fmt::Display for RepositoryName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl ShapedText for RepositoryName {
    const SHAPE: &'static Shape = &Shape {
        expected: "a repository as owner/repo",
        pattern: || REPOSITORY.to_owned(),
        is_number: false,
        examples: &["owner/re.po"],
    };

    fn parse_text(text: &str) -> Option<Self> {
        let name = text.trim_end();
        is_repository(name).then(|| Self(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_full_references_are_read() {
        assert_eq!(Reference::parse("63"), Some(Reference::from_number(63)));
        assert_eq!(Reference::parse("o/r.x#7").map(|r| r.to_string()).as_deref(), Some("o/r.x#7"));
        for bad in ["#63", "0", "063", "-1", "", "o/#1", "/r#1", "o/r/x#1", "o/..#1", "63 ", "o/r#", "99999999999"] {
            assert_eq!(Reference::parse(bad), None, "{bad}");
        }
    }
}
