//! An issue or a PR on the command line: a number, `owner/repo#N`, or its URL.

use crate::model::reference::Reference;
use crate::model::typed_reference::TypedReference;

/// Parses an issue. The URL of a PR is not one, nor is `PR#64`.
pub fn parse_issue(text: &str) -> Result<Reference, String> {
    parse_typed(text, Some(false), "expected an issue, found a PR")
}

/// Parses a PR. The URL of an issue is not one.
pub fn parse_pr(text: &str) -> Result<Reference, String> {
    parse_typed(text, Some(true), "expected a PR, found an issue")
}

/// Parses an issue or a PR.
pub fn parse_any(text: &str) -> Result<Reference, String> {
    parse_typed(text, None, "")
}

fn parse_typed(text: &str, expects_pr: Option<bool>, other: &str) -> Result<Reference, String> {
    let typed = TypedReference::parse(text)
        .ok_or("expected a number such as 63, owner/repo#63, or the URL of an issue or a PR on GitHub")?;
    match (typed.is_pr, expects_pr) {
        (Some(is_pr), Some(expected)) if is_pr != expected => Err(other.to_owned()),
        _ => Ok(typed.reference),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_url_of_an_issue_is_not_a_pr() {
        let issue = "https://github.com/o/r/issues/63#issuecomment-1";
        let pr = "https://github.com/o/r/pull/64/";
        assert_eq!(parse_issue(issue).map(|it| it.to_string()), Ok("o/r#63".to_owned()));
        assert_eq!(parse_pr(pr).map(|it| it.to_string()), Ok("o/r#64".to_owned()));
        assert_eq!(parse_issue("#63").and_then(|one| parse_pr("63").map(|other| one == other)), Ok(true));
        assert_eq!(parse_pr("PR#64"), parse_pr("#64"));
        assert!(
            parse_issue("PR#64").is_err()
                && parse_issue(pr).is_err()
                && parse_pr(issue).is_err()
                && parse_issue("IMEI Fraud").is_err()
        );
    }
}
