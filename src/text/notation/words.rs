//! The words that mark a line, as the minutes of many groups have them: in a sheet and in imported minutes.

use crate::model::action::ActionStatus;
use crate::model::spelling::fold_name;
use crate::text::characters::strip_word;

const DECISIONS: [&str; 5] = ["decision", "decisions", "conclusion", "conclusions", "resolution"];

/// Whether a text has a word that may mark a decision.
pub fn mentions_decision(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    DECISIONS.iter().any(|word| lower.contains(word))
}

/// The decision in a line such as `Decision: yes` or `- **DECISION:** yes`; may be empty.
pub fn parse_decision(line: &str) -> Option<&str> {
    let item = line.strip_prefix("- ").unwrap_or(line);
    let bare = item.trim_start_matches("**");
    let end = bare.find(|c: char| !c.is_ascii_alphabetic())?;
    let (word, rest) = bare.split_at(end);
    if !DECISIONS.iter().any(|known| word.eq_ignore_ascii_case(known)) {
        return None;
    }
    let stars = rest.trim_start_matches("**");
    let said = stars.strip_prefix(':').or_else(|| word.chars().all(char::is_uppercase).then_some(stars))?.trim();
    // Bold that starts before the label ends after it or at the end of the line.
    let is_open = (bare.len() < item.len() || stars.len() < rest.len()) && said.matches("**").count() % 2 == 1;
    Some(match (is_open, said.strip_prefix("**"), said.strip_suffix("**")) {
        (true, Some(said), _) | (true, None, Some(said)) => said.trim(),
        _ => said,
    })
}

/// Splits `20260212-01 (NCSRD): Do it` after the id, with or without `AP` before it.
pub fn split_id(text: &str) -> Option<(&str, &str)> {
    let text = strip_word(text, "AP ").unwrap_or(text).trim_start();
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '-').unwrap_or(text.len());
    let (id, rest) = text.split_at(end);
    let (day, number) = id.split_once('-')?;
    ((6..=10).contains(&day.len()) && (1..=3).contains(&number.len())).then_some((id, rest))
}

/// The words that statuses begin with.
const STATUSES: [(ActionStatus, &str); 3] = [
    (ActionStatus::Closed, "closed done complete finished resolved"),
    (ActionStatus::NotPursued, "notpursued cancel withdrawn dropped obsolete"),
    (ActionStatus::Open, "open ongoing inprogress pending"),
];

/// The status that words begin with: `Done`, `Not pursued`.
pub fn parse_status(words: &str) -> Option<ActionStatus> {
    let word = fold_name(words);
    let begins = |words: &str| words.split(' ').any(|start| word.starts_with(start));
    STATUSES.iter().find(|(_, words)| begins(words)).map(|(status, _)| *status)
}

/// The status that words are, with nothing else: `Done`, `Completed`.
pub fn parse_whole_status(words: &str) -> Option<ActionStatus> {
    let word = fold_name(words);
    let is_whole = |start: &str| word.strip_prefix(start).is_some_and(|end| ["", "d", "ed", "led"].contains(&end));
    STATUSES.iter().find(|(_, starts)| starts.split(' ').any(is_whole)).map(|(status, _)| *status)
}

/// Whether a text says only that the call did not treat an item.
pub fn is_not_treated(text: &str) -> bool {
    let plain = text.trim_end_matches(['.', '*', ' ', '\n']).trim_start_matches(['*', '-', ' ']);
    plain.eq_ignore_ascii_case("not treated")
}
