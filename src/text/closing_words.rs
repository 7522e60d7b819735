//! The issues that a pull request closes, by closing words in its description: `Fixes #12`.

use super::references::find_references;
use crate::model::reference::Reference;

/// The words that GitHub reads before a number.
const WORDS: [&str; 9] = ["close", "closes", "closed", "fix", "fixes", "fixed", "resolve", "resolves", "resolved"];

/// The issues that a description says are closed, each once, in the order of the text.
pub fn find_closed_issues(description: &str) -> Vec<Reference> {
    let mut closed: Vec<Reference> = Vec::new();
    for named in find_references(description) {
        let before = description[..named.range.start].trim_end_matches([' ', ':', '\t']);
        let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let is_closing = before.len() < named.range.start && WORDS.iter().any(|known| word.eq_ignore_ascii_case(known));
        if is_closing && !closed.contains(&named.reference) {
            closed.push(named.reference);
        }
    }
    closed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_closing_word_directly_before_a_number_counts() {
        for (text, expected) in [
            ("Fixes #12", "#12"),
            ("closes: #12, resolves o/r#3\n\nfix #12", "#12 o/r#3"),
            ("Fixed https://github.com/o/r/issues/4.", "o/r#4"),
            ("Fixes the text of #12", ""),
            ("See #12; prefix #3; Fixes#4", ""),
            ("Fixes #1 and #2", "#1"),
        ] {
            let found: Vec<String> = find_closed_issues(text).iter().map(ToString::to_string).collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }
}
