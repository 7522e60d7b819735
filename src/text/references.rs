//! Issues and pull requests in text: `#12`, `Issue #12`, `PR#64`, `[#12](url)`, `owner/repo#12`, a URL.

use super::html;
use super::links::{parse_destination, starts_url};
use crate::model::github_url::{RepositoryUrl, ThreadNumber};
use crate::model::reference::{Reference, is_repository};
use crate::model::typed_reference::parse_label;
use std::ops::Range;

/// An issue or a pull request in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedReference {
    /// Its bytes in the text, including a link's brackets and the word before the number.
    pub range: Range<usize>,
    /// What it refers to.
    pub reference: Reference,
    /// Whether it is a pull request.
    pub is_pr: bool,
    /// Whether its label and its URL have different numbers.
    pub differs: bool,
}

/// Every reference in a text, in order. Linear in its length.
pub fn find_references(text: &str) -> Vec<NamedReference> {
    let mut found: Vec<NamedReference> = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find(['#', '[', 'h', 'H', '<']).map(|next| at + next) {
        let named = match text.as_bytes()[next] {
            b'[' => parse_link(text, next),
            b'#' => parse_hash(text, next),
            b'<' => parse_anchor(text, next),
            _ => parse_url(text, next),
        };
        at = match named {
            Some(named) => {
                let end = named.range.end;
                found.push(named);
                end
            }
            None => next + 1,
        };
    }
    found
}

/// Parses `[#12](https://github.com/o/r/issues/12)`.
fn parse_link(text: &str, at: usize) -> Option<NamedReference> {
    const LONGEST: usize = 1000;
    let near = &text[at..text.floor_char_boundary(at + LONGEST)];
    let (label, _) = near.split_once("](")?;
    // `[#12][page] [a](b)`: the first brackets are not the label of the link.
    if label[1..].split_once(']').is_some_and(|(before, _)| !before.contains('[')) {
        return None;
    }
    let (url, length) = parse_destination(&near[label.len() + 1..])?;
    let bracket = at + label.len();
    let end = bracket + 1 + length;
    reference_of_link(text, at..end, label.trim_start_matches('['), url, bracket..end)
}

/// Parses `<a href="https://github.com/o/r/issues/12">#12</a>`.
fn parse_anchor(text: &str, at: usize) -> Option<NamedReference> {
    const LONGEST: usize = 1000;
    let near = &text[at..text.floor_char_boundary(at + LONGEST)];
    let start = html::parse_tag(near).filter(|tag| tag.name == "a" && !tag.is_closing)?;
    let rest = &near[start.range.end..];
    let end = html::tags(rest).find(|tag| tag.name == "a")?.range;
    let opened = at..at + start.range.end;
    reference_of_link(text, at..opened.end + end.end, &rest[..end.start], &start.url()?, opened)
}

/// The reference of a link. If its label is a title, only the bytes around its URL are taken.
fn reference_of_link(
    text: &str,
    range: Range<usize>,
    label: &str,
    url: &str,
    around: Range<usize>,
) -> Option<NamedReference> {
    let target = parse_thread(url.trim());
    let label: String = label.chars().filter(|c| !matches!(c, '*' | '\\' | '`' | '_')).collect();
    let is_number = |target: &ThreadNumber| label.trim().parse() == Ok(target.number);
    let is_pr = target.is_some_and(|target| target.is_pr());
    let Some(said) = parse_label(&label).or_else(|| target.filter(is_number)) else {
        // Other words are a title.
        return Some(NamedReference { range: around, reference: target?.reference(), is_pr, differs: false });
    };
    let start = word_start_before(text, range.start);
    let repository = target.and_then(|target| target.repository).or(said.repository);
    Some(NamedReference {
        range: start..range.end,
        is_pr: is_pr || said.is_pr() || text[start..range.start].to_ascii_lowercase().starts_with('p'),
        differs: target.is_some_and(|target| target.number != said.number),
        reference: ThreadNumber { repository, ..said }.reference(),
    })
}

/// The issue or pull request of a URL, also of a misspelled one.
fn parse_thread(url: &str) -> Option<ThreadNumber<'_>> {
    let url = RepositoryUrl::parse(url)?;
    url.github_thread().or_else(|| Some(url.misspelled_thread()?.1))
}

/// Parses `#12` after a word such as `PR` or `owner/repo`.
fn parse_hash(text: &str, at: usize) -> Option<NamedReference> {
    let after = &text[at + 1..];
    let prefix = if after.get(..2).is_some_and(|word| word.eq_ignore_ascii_case("PR")) { 2 } else { 0 };
    let digits = after[prefix..].bytes().take_while(u8::is_ascii_digit).count();
    let end = at + 1 + prefix + digits;
    let number = text[at + 1 + prefix..end].parse().ok().filter(|number| *number > 0)?;
    if text[end..].starts_with(|c: char| c.is_alphabetic()) {
        return None;
    }
    const LONGEST: usize = 140;
    let from = text.floor_char_boundary(at.saturating_sub(LONGEST));
    let gap = text[from..at].rfind(|c: char| c.is_whitespace() || "([{,;*".contains(c));
    let word_start = gap.map_or(from, |gap| from + gap + 1);
    let word = text.get(word_start..at).unwrap_or_default();
    if is_repository(word) {
        return Some(NamedReference {
            range: word_start..end,
            reference: Reference { repository: Some(word.to_owned()), number },
            is_pr: false,
            differs: false,
        });
    }
    // `QoD#8` is in another repository without its owner.
    let start = word_start_before(text, at);
    let is_pr = prefix > 0 || text[start..at].to_ascii_lowercase().starts_with('p');
    let glued = text[..start].ends_with(|c: char| c.is_alphanumeric());
    (!glued).then_some(NamedReference {
        range: start..end,
        reference: Reference::from_number(number),
        is_pr,
        differs: false,
    })
}

/// Parses the URL of an issue or a pull request.
fn parse_url(text: &str, at: usize) -> Option<NamedReference> {
    const LONGEST: usize = 300;
    if !starts_url(text, at) {
        return None;
    }
    let rest = &text[at..text.floor_char_boundary(at + LONGEST)];
    let is_end = |c: char| c.is_whitespace() || matches!(c, ')' | '<' | '>' | ']' | ',' | '*' | '"' | '\'' | ';' | '|');
    let end = rest.find(is_end).unwrap_or(rest.len());
    // The end of a sentence.
    let end = rest[..end].trim_end_matches(['.', ':', '!', '?']).len();
    let thread = parse_thread(&rest[..end])?;
    Some(NamedReference { range: at..at + end, reference: thread.reference(), is_pr: thread.is_pr(), differs: false })
}

/// The start of the word before a number that says its kind.
fn word_start_before(text: &str, at: usize) -> usize {
    const WORDS: [&str; 4] = ["issue", "pull request", "pr", "pull"];
    let front = text[..at].trim_end_matches([' ', '\u{a0}']);
    let is_word = |word: &&&str| {
        let start = front.len().checked_sub(word.len());
        start.and_then(|start| front.get(start..).map(|end| (start, end))).is_some_and(|(start, end)| {
            end.eq_ignore_ascii_case(word) && !front[..start].ends_with(|c: char| c.is_alphanumeric())
        })
    };
    WORDS.iter().find(is_word).map_or(at, |word| front.len() - word.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn describe_references(text: &str) -> Vec<String> {
        find_references(text)
            .into_iter()
            .map(|named| {
                format!(
                    "{}{}{} `{}`",
                    if named.is_pr { "PR" } else { "" },
                    named.reference,
                    if named.differs { "!" } else { "" },
                    &text[named.range]
                )
            })
            .collect()
    }

    #[test]
    fn references_are_found_in_every_notation() {
        for (text, expected) in [
            ("Issue #12<br>*-x*", vec!["#12 `Issue #12`"]),
            ("*Issue #21* ", vec!["#21 `Issue #21`"]),
            ("[#29](https://github.com/o/r/issues/29) ", vec!["o/r#29 `[#29](https://github.com/o/r/issues/29)`"]),
            (
                "[#1](https://github.com/o/r/issues/1) ([PR#2](https://github.com/o/r/pull/2))",
                vec![
                    "o/r#1 `[#1](https://github.com/o/r/issues/1)`",
                    "PRo/r#2 `[PR#2](https://github.com/o/r/pull/2)`",
                ],
            ),
            ("#83 #85, PR #64", vec!["#83 `#83`", "#85 `#85`", "PR#64 `PR #64`"]),
            ("[7](https://github.com/o/r/issues/7)", vec!["o/r#7 `[7](https://github.com/o/r/issues/7)`"]),
            ("o/r#3 QoD#8", vec!["o/r#3 `o/r#3`"]),
            (
                "[#5][page] ([PR#6](https://github.com/o/r/pull/6))",
                vec!["#5 `#5`", "PRo/r#6 `[PR#6](https://github.com/o/r/pull/6)`"],
            ),
            ("*https://www.github.com/o/r/issues/4*", vec!["o/r#4 `https://www.github.com/o/r/issues/4`"]),
            ("https://github.com/o/r/pull/4 #PR11", vec!["PRo/r#4 `https://github.com/o/r/pull/4`", "PR#11 `#PR11`"]),
            (
                "[o/r#3](https://e.x) HTTPS://GitHub.com/o/r/pr/4",
                vec!["o/r#3 `[o/r#3](https://e.x)`", "PRo/r#4 `HTTPS://GitHub.com/o/r/pr/4`"],
            ),
            (
                "<a title=\"a>b\" href=\"https://github.com/o/r/issues/4\">#4</a>",
                vec!["o/r#4 `<a title=\"a>b\" href=\"https://github.com/o/r/issues/4\">#4</a>`"],
            ),
            ("[#71](https://github.com/o/r/issues/45)", vec!["o/r#71! `[#71](https://github.com/o/r/issues/45)`"]),
            (
                "[a name](https://github.com/o/r/issues/45) # heading #x",
                vec!["o/r#45 `](https://github.com/o/r/issues/45)`"],
            ),
        ] {
            assert_eq!(describe_references(text), expected, "{text}");
        }
    }

    #[test]
    fn hostile_texts_terminate() {
        for part in ["[", "#", "#1", "h", "[#1](", "<a href=x>", "[a]", "https://github.com/"] {
            let _ = find_references(&part.repeat(20_000));
        }
    }
}
