//! Decisions and conclusions in the notes of an item.

use crate::import::minutes::lines::some_text;
use crate::source::Spanned;
use crate::text::notation::words::{mentions_decision, parse_decision};

/// The text without its decisions, and the decisions. A decision inside a list stays in place
/// unless it is the end of the text; so does one with a list of its own.
pub fn extract_decisions(text: &str) -> (String, Vec<Spanned<String>>) {
    if !mentions_decision(text) {
        return (text.to_owned(), Vec::new());
    }
    let lines: Vec<&str> = text.split('\n').collect();
    let last = lines.iter().rposition(|line| !line.trim().is_empty());
    let (mut kept, mut decisions) = (Vec::with_capacity(lines.len()), Vec::new());
    for (at, line) in lines.iter().enumerate() {
        let continues = lines
            .get(at + 1)
            .is_some_and(|next| next.starts_with(' ') || next.starts_with("- ") && line.trim_end().ends_with(':'));
        let line = if Some(at) == last { line.trim_start() } else { line };
        let said = parse_decision(line.trim_end_matches('\\')).filter(|_| !continues);
        match said.and_then(some_text) {
            Some(decision) => decisions.push(decision),
            // The empty lines around a decision are one.
            None if lines[at].trim().is_empty() && kept.last().is_none_or(|line: &&str| line.trim().is_empty()) => {}
            None => kept.push(lines[at]),
        }
    }
    let kept = kept.join("\n").trim().trim_end_matches('\\').trim_end().to_owned();
    (kept, decisions)
}
