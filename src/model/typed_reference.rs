//! An issue or pull request as people write it: a number with its words, or a URL.

use super::github_url::{RepositoryUrl, ThreadKind, ThreadNumber};
use super::record::{Reader, Shape, ShapedText};
use super::reference::{REFERENCE_SHAPE, Reference, is_repository};
use serde::{Serialize, Serializer};

/// Parses a label that consists of a number only: `#71`, `PR#29`, `#PR29`, `Issue 7`, `owner/repo#12`.
pub fn parse_label(label: &str) -> Option<ThreadNumber<'_>> {
    let label = label.trim();
    let digits = label.len() - label.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (before, number) = label.split_at(label.len() - digits);
    let number = number.parse().ok().filter(|number| *number > 0)?;
    let before = before.trim_end();
    let has_sign = before.ends_with('#');
    let before = before.strip_suffix('#').unwrap_or(before).trim_end();
    let names_repository = |text: &str| has_sign && is_repository(text) && !is_branch(text);
    let (words, repository) = match before.rsplit_once(' ') {
        Some((words, last)) if names_repository(last) => (words, Some(last)),
        None if names_repository(before) => ("", Some(before)),
        _ => (before, None),
    };
    let words = words.trim_matches(|c: char| !c.is_alphanumeric());
    let is = |known: &[&str]| known.iter().any(|word| words.eq_ignore_ascii_case(word));
    let kind = if is(&["PR", "PRs", "pull request", "pull requests", "pull"]) {
        Some(ThreadKind::Pr)
    } else if is(&["issue", "issues"]) {
        Some(ThreadKind::Issue)
    } else if words.is_empty() && has_sign {
        None
    } else {
        return None;
    };
    Some(ThreadNumber { repository, kind, number })
}

/// Whether a text of the form `owner/repo` is the name of a branch, such as `fix/typos` or `ann/patch-1`.
pub fn is_branch(text: &str) -> bool {
    const FOLDERS: &str = "bug bugfix build chore ci dependabot dev develop doc docs feat feature features fix fixes heads \
        hotfix improvement issue issues patch pull refactor refs release releases renovate revert style task \
        test tests topic update wip";
    let Some((owner, name)) = text.split_once('/') else { return false };
    // GitHub account names cannot contain these characters.
    let is_no_account = owner.contains(['.', '_']);
    let is_patch = name.strip_prefix("patch-").is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
    is_no_account || is_patch || FOLDERS.split(' ').any(|folder| owner.eq_ignore_ascii_case(folder))
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
        let in_url = || RepositoryUrl::parse(words).or_else(|| RepositoryUrl::without_scheme(words))?.github_thread();
        let thread = parse_label(words).or_else(in_url)?;
        Some(Self { reference: thread.reference(), is_pr: thread.kind.map(|kind| kind == ThreadKind::Pr) })
    }
}

impl ShapedText for Reference {
    const SHAPE: &'static Shape = &REFERENCE_SHAPE;

    fn parse_text(text: &str) -> Option<Self> {
        Self::parse(text)
    }

    fn suggest(text: &str, reader: &Reader) -> Option<String> {
        let number = suggest_number(text, reader).map(|number| format!("Write `{number}`."));
        number.or_else(|| Some("Write only the number, without leading zeros.".to_owned()))
    }

    fn write_text<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.serialize(serializer)
    }
}

/// How records write an issue or a PR given as `#63` or by its URL.
pub(super) fn suggest_number(text: &str, reader: &Reader) -> Option<String> {
    let Reference { repository, number } = TypedReference::parse(text)?.reference;
    let is_own = |name: &String| reader.own_repository.is_some_and(|own| own.eq_ignore_ascii_case(name));
    let written = Reference { repository: repository.filter(|name| !is_own(name)), number }.to_string();
    Some(written.trim_start_matches('#').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format_number(number: Option<ThreadNumber>) -> String {
        number.map_or_else(String::new, |it| format!("{:?} {} {}", it.kind, it.repository.unwrap_or("-"), it.number))
    }

    #[test]
    fn labels_that_are_numbers() {
        for (label, expected) in [
            ("#71", "None - 71"),
            ("PR#29", "Some(Pr) - 29"),
            ("Pull Request #6", "Some(Pr) - 6"),
            ("issue 7", "Some(Issue) - 7"),
            ("a/b#3", "None a/b 3"),
            ("PR a/b#3", "Some(Pr) a/b 3"),
        ] {
            assert_eq!(format_number(parse_label(label)), expected, "{label}");
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
}
