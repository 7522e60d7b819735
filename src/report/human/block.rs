//! Blocks of findings that say the same about several places.

use crate::finding::Finding;
use crate::model::when::parse_day;
use crate::source::Sources;
use chrono::NaiveDate;
use std::collections::HashMap;
use std::path::Path;

/// Findings of one rule with the same sentence; the values in it may differ.
#[derive(Debug, PartialEq, Eq)]
pub struct FindingBlock<'f> {
    /// The finding that is printed in full.
    pub first: &'f Finding,
    /// The others, by the first day in their message, then in the given order; may be empty.
    pub others: Vec<&'f Finding>,
}

/// Groups the findings into blocks: errors first, then in the order of the first finding of each.
pub fn group_blocks<'f>(findings: &[&'f Finding], sources: &Sources) -> Vec<FindingBlock<'f>> {
    let mut by_sentence: HashMap<_, usize> = HashMap::new();
    let mut members: Vec<Vec<&Finding>> = Vec::new();
    for finding in findings.iter().copied() {
        let stem = Path::new(&sources.file(finding.place.file).path).file_stem().and_then(|stem| stem.to_str());
        let key = (
            finding.rule,
            finding.level,
            message_pattern(&finding.message),
            help_pattern(finding, stem.unwrap_or_default()),
        );
        let block = *by_sentence.entry(key).or_insert(members.len());
        match members.get_mut(block) {
            Some(block) => block.push(finding),
            None => members.push(vec![finding]),
        }
    }
    let block = |mut findings: Vec<&'f Finding>| {
        // Stable: findings without a day keep their order.
        findings.sort_by_cached_key(|finding| first_day(&finding.message));
        let mut findings = findings.into_iter();
        findings.next().map(|first| FindingBlock { first, others: findings.collect() })
    };
    let mut blocks: Vec<FindingBlock> = members.into_iter().filter_map(block).collect();
    blocks.sort_by_key(|block| std::cmp::Reverse(block.first.level));
    blocks
}

/// A message without its values: quoted values, days, numbers, paths, and words in capitals such as time zones.
fn message_pattern(message: &str) -> String {
    let mut quote = None;
    let unquoted = message.split_inclusive(['`', '"']).filter(|piece| {
        let is_value = quote.is_some();
        quote = match (quote, piece.chars().last()) {
            (Some(open), Some(end)) if end == open => None,
            (None, Some(end @ ('`' | '"'))) => Some(end),
            (same, _) => same,
        };
        !is_value
    });
    plain_words(&unquoted.collect::<String>())
}

/// The help of a finding without the values of its message and the name of its file. Other values, such as a suggested
/// name, distinguish findings.
fn help_pattern(finding: &Finding, stem: &str) -> String {
    let values = finding.message.split('`').skip(1).step_by(2).chain([stem]).filter(|value| !value.is_empty());
    let help = finding.help.clone().unwrap_or_default();
    plain_words(&values.fold(help, |help, value| without_word(&help, value)))
}

/// A text without a value, except where it is part of a longer word.
fn without_word(text: &str, value: &str) -> String {
    let mut rest = String::new();
    let mut end = 0;
    for (at, _) in text.match_indices(value) {
        let is_joined = |neighbor: Option<char>| neighbor.is_some_and(char::is_alphanumeric);
        let (before, after) = (&text[..at], &text[at + value.len()..]);
        if !is_joined(before.chars().next_back()) && !is_joined(after.chars().next()) {
            rest.push_str(&text[end..at]);
            end = at + value.len();
        }
    }
    rest + &text[end..]
}

fn plain_words(text: &str) -> String {
    let is_plain =
        |word: &&str| word.contains(char::is_lowercase) && !word.contains(|c: char| c.is_ascii_digit() || c == '/');
    text.split_whitespace().filter(is_plain).collect::<Vec<_>>().join(" ")
}

/// The first day in a message.
pub fn first_day(message: &str) -> Option<NaiveDate> {
    message.split(|c: char| !c.is_ascii_digit() && c != '-').find_map(parse_day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Level;
    use crate::source::Source;

    fn finding(file: u32, level: Level, message: &str, help: &str) -> Finding {
        Finding { level, help: Some(help.to_owned()), ..Finding::sample(file, 0, message) }
    }

    /// The files of each block.
    fn grouped_files(findings: &[Finding]) -> Vec<Vec<u32>> {
        let path = |name: &str| Source { path: format!("backlog/{name}.yaml"), text: String::new() };
        let sources = Sources::new(["a-b", "c", "d"].map(path).into());
        let files =
            |block: FindingBlock| std::iter::once(block.first).chain(block.others).map(|it| it.place.file.0).collect();
        group_blocks(&findings.iter().collect::<Vec<_>>(), &sources).into_iter().map(files).collect()
    }

    #[test]
    fn one_sentence_with_several_values_is_one_block() {
        let owner = |file, name: &str, slug: &str| {
            let help = format!("Name one: `backlog owner {slug} ORG`.");
            finding(file, Level::Error, &format!("the proposal `{name}` has no owner"), &help)
        };
        assert_eq!(grouped_files(&[owner(0, "A B", "a-b"), owner(1, "C", "c"), owner(2, "D \"x", "d")]), [[0, 1, 2]]);
    }

    #[test]
    fn a_block_is_in_the_order_of_days() {
        let over = |file, day: &str, zone: &str| {
            finding(file, Level::Warn, &format!("the call of {day} ended on {day} 10:30 {zone}, and has no file"), "")
        };
        let findings = [over(2, "2026-04-09", "CEST"), over(0, "2026-03-12", "CET"), over(1, "2026-03-26", "CET")];
        assert_eq!(grouped_files(&findings), [[0, 1, 2]]);
    }

    #[test]
    fn errors_come_first_and_other_sentences_are_separate() {
        let findings = [
            finding(0, Level::Warn, "the agenda was sent", ""),
            finding(1, Level::Error, "the agenda was sent", ""),
            finding(2, Level::Warn, "nothing says that it was sent", ""),
        ];
        assert_eq!(grouped_files(&findings), [[1], [0], [2]]);
    }

    #[test]
    fn findings_with_different_suggestions_are_separate() {
        let unknown = |file, name: &str, suggested: &str| {
            let help = format!("Did you mean `{suggested}`? Else add `{name}`.");
            finding(file, Level::Warn, &format!("`{name}` is not an organization"), &help)
        };
        let findings = [unknown(0, "Oragne", "Orange"), unknown(1, "Ornge", "Orange"), unknown(2, "Voda", "Vodafone")];
        assert_eq!(grouped_files(&findings), [vec![0, 1], vec![2]]);
    }
}
