//! Decisions and conclusions in the notes of an item.

use crate::import::minutes::record::some_text;
use crate::source::Spanned;

const LABELS: [&str; 5] = ["decision", "decisions", "conclusion", "conclusions", "resolution"];

/// The text without its decisions, and the decisions. A decision inside a list or with a list of its own stays in place.
pub fn extract_decisions(text: &str) -> (String, Vec<Spanned<String>>) {
    let lower = text.to_ascii_lowercase();
    if !LABELS.iter().any(|label| lower.contains(label)) {
        return (text.to_owned(), Vec::new());
    }
    let lines: Vec<&str> = text.split('\n').collect();
    let (mut kept, mut decisions) = (Vec::with_capacity(lines.len()), Vec::new());
    for (at, line) in lines.iter().enumerate() {
        let continues = lines
            .get(at + 1)
            .is_some_and(|next| next.starts_with(' ') || next.starts_with("- ") && line.trim_end().ends_with(':'));
        match parse_decision(line).filter(|_| !continues) {
            Some(decision) => decisions.push(decision),
            None => kept.push(*line),
        }
    }
    let kept = kept.join("\n").trim().trim_end_matches('\\').trim_end().to_owned();
    (kept, decisions)
}

/// The decision in a line such as `**DECISION:** yes`.
fn parse_decision(line: &str) -> Option<Spanned<String>> {
    let bare = line.strip_prefix("- ").unwrap_or(line).trim_start_matches("**");
    let end = bare.find(|c: char| !c.is_ascii_alphabetic())?;
    let (word, rest) = bare.split_at(end);
    if !LABELS.iter().any(|label| word.eq_ignore_ascii_case(label)) {
        return None;
    }
    let stars = rest.trim_start_matches("**");
    let said = stars.strip_prefix(':').or_else(|| word.chars().all(char::is_uppercase).then_some(stars))?;
    let said = said.trim_end_matches('\\').trim();
    // Bold that starts before the label ends after it or at the end of the line.
    let is_open = line.contains("**") && said.matches("**").count() % 2 == 1;
    let said = match (is_open, said.strip_prefix("**"), said.strip_suffix("**")) {
        (true, Some(said), _) | (true, None, Some(said)) => said.trim(),
        _ => said,
    };
    some_text(said)
}
