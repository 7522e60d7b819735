//! The number of an item without a `#` right before it.

use crate::import::minutes::lines::has_text;
use crate::import::minutes::words::plain_text;
use crate::model::reference::Reference;
use crate::model::spelling::fold_name;
use crate::text::characters::{is_dash, strip_word};
use crate::text::references::NamedReference;

/// The number at the start of a cell, without a `#` right before it: `Issue 12`, `Issue no. 12`, `# 12`; in a column or
/// a part of issues also `12`. With words after it, it is an issue number only where issues are expected.
pub fn plain_number(cell: &str, is_of_issues: bool) -> Option<NamedReference> {
    let digits = cell.find(|c: char| c.is_ascii_digit())?;
    let word = fold_name(&plain_text(&cell[..digits]));
    let end = digits + cell[digits..].bytes().take_while(u8::is_ascii_digit).count();
    let is_alone = !has_text(&plain_text(&cell[end..]));
    let is_pr = matches!(word.as_str(), "pr" | "pullrequest");
    let is_issue = matches!(word.as_str(), "issue" | "issueno" | "issuenumber" | "issues");
    let is_named = match is_alone {
        true => is_pr || is_issue || word.is_empty() && is_of_issues,
        // `12 rows` is not an issue.
        false => {
            let after = cell[end..].trim_start_matches(['*', '_', ' ']);
            let is_separated = after.starts_with(|c: char| is_dash(c) || matches!(c, '<' | ':'))
                || ["(pr", "([pr"].iter().any(|begin| strip_word(after, begin).is_some());
            (is_of_issues || cell[..digits].contains('#') && !word.is_empty())
                && (is_pr || is_issue || word.is_empty() && (is_separated || cell[..digits].contains('#')))
        }
    };
    let number = cell[digits..end].parse().ok().filter(|number| is_named && *number > 0)?;
    // The start of a date or a version is not an issue number.
    let mut after = cell[end..].trim_start_matches(['*', '_']).chars();
    let continues = match (after.next(), after.next()) {
        (Some('.' | '/' | '_'), next) => next.is_some_and(char::is_alphanumeric),
        (next, _) => next.is_some_and(char::is_alphanumeric),
    };
    (is_alone || !continues).then(|| {
        let end = if is_alone { cell.len() } else { end };
        NamedReference { range: 0..end, reference: Reference::from_number(number), is_pr, differs: false }
    })
}
