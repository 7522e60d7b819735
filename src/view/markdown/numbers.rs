//! The issue or pull request that the label of a link names, and the one that its URL leads to.

use crate::model::reference::is_repository;

/// What a number refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ThreadKind {
    /// An issue.
    Issue,
    /// A pull request.
    Pr,
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

/// Parses a label that consists of a number only: `#71`, `PR#29`, `Issue 7`, `owner/repo#12`.
pub fn parse_label(label: &str) -> Option<ThreadNumber<'_>> {
    let label = label.trim();
    let digits = label.len() - label.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (before, number) = label.split_at(label.len() - digits);
    let number = number.parse().ok().filter(|number| *number > 0)?;
    let has_sign = before.ends_with('#');
    let before = before.strip_suffix('#').unwrap_or(before).trim_end();
    let names_repository = |text: &str| has_sign && is_repository(text) && !is_branch(text);
    let (words, repository) = match before.rsplit_once(' ') {
        Some((words, last)) if names_repository(last) => (words, Some(last)),
        None if names_repository(before) => ("", Some(before)),
        _ => (before, None),
    };
    let is = |known: &[&str]| known.iter().any(|word| words.trim().eq_ignore_ascii_case(word));
    let of = if is(&["PR", "pull request", "pull"]) {
        Some(ThreadKind::Pr)
    } else if is(&["issue"]) {
        Some(ThreadKind::Issue)
    } else if words.is_empty() && has_sign {
        None
    } else {
        return None;
    };
    Some(ThreadNumber { repository, kind: of, number })
}

/// Whether a text of the form `owner/repo` is the name of a branch, such as `fix/typos` or `ann/patch-1`.
pub fn is_branch(text: &str) -> bool {
    const FOLDERS: [&str; 35] = [
        "bug",
        "bugfix",
        "build",
        "chore",
        "ci",
        "dependabot",
        "dev",
        "develop",
        "doc",
        "docs",
        "feat",
        "feature",
        "features",
        "fix",
        "fixes",
        "heads",
        "hotfix",
        "improvement",
        "issue",
        "issues",
        "patch",
        "pull",
        "refactor",
        "refs",
        "release",
        "releases",
        "renovate",
        "revert",
        "style",
        "task",
        "test",
        "tests",
        "topic",
        "update",
        "wip",
    ];
    let Some((owner, name)) = text.split_once('/') else { return false };
    // GitHub account names cannot contain these characters.
    let is_no_account = owner.contains(['.', '_']);
    let is_patch = name.strip_prefix("patch-").is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
    is_no_account || is_patch || FOLDERS.iter().any(|folder| owner.eq_ignore_ascii_case(folder))
}

/// Parses a GitHub URL of an issue or pull request, or of a part of its page.
pub fn parse_github_url(url: &str) -> Option<ThreadNumber<'_>> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let rest = rest.strip_prefix("www.").unwrap_or(rest).strip_prefix("github.com/")?;
    let (owner, tail) = rest.split_once('/')?;
    let (name, tail) = tail.split_once('/')?;
    let repository = &rest[..owner.len() + 1 + name.len()];
    let (kind, tail) = tail.split_once('/')?;
    let of = match kind {
        "issues" => ThreadKind::Issue,
        "pull" | "pulls" => ThreadKind::Pr,
        _ => return None,
    };
    let number = tail.split(['/', '#', '?']).next()?.parse().ok()?;
    is_repository(repository).then_some(ThreadNumber { repository: Some(repository), kind: Some(of), number })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format_number(number: Option<ThreadNumber>) -> String {
        number.map_or_else(String::new, |it| format!("{:?} {} {}", it.kind, it.repository.unwrap_or("-"), it.number))
    }

    #[test]
    fn labels_that_are_numbers() {
        for (label, wanted) in [
            ("#71", "None - 71"),
            ("PR#29", "Some(Pr) - 29"),
            ("Pull Request #6", "Some(Pr) - 6"),
            ("issue 7", "Some(Issue) - 7"),
            ("a/b#3", "None a/b 3"),
            ("PR a/b#3", "Some(Pr) a/b 3"),
        ] {
            assert_eq!(format_number(parse_label(label)), wanted, "{label}");
        }
        for none in [
            "",
            "7",
            "#",
            "#0",
            "r2.2",
            "Phase 2",
            "Release #4",
            "sic",
            "x",
            "Issue #86 / PR #87",
            "#99999999999",
            "fix/typos#12",
            "PR release/r1.2#5",
            "ann/patch-1#3",
            "v1.0_rc/x#4",
        ] {
            assert_eq!(format_number(parse_label(none)), "", "{none}");
        }
    }

    #[test]
    fn urls_with_numbers() {
        let issue = parse_github_url("https://github.com/o/r/issues/45#issuecomment-1");
        assert_eq!(format_number(issue), "Some(Issue) o/r 45");
        assert_eq!(format_number(parse_github_url("https://www.github.com/o/r/pull/27/files")), "Some(Pr) o/r 27");
        for none in
            ["https://github.com/o/r/issues", "https://github.com/o/r/wiki/4", "https://x.org/o/r/issues/4", "4"]
        {
            assert_eq!(format_number(parse_github_url(none)), "", "{none}");
        }
    }
}
