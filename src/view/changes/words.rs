//! The words of texts and facts, by which a change of a cell is found in the changes that are described.

use super::{CellWord, Fact};
use crate::text::dates::parse_whole;
use chrono::Datelike;

/// The words of a text without punctuation and markup; a day is one word in its usual form.
pub fn split_words(text: &str) -> impl Iterator<Item = String> + '_ {
    let is_separator = |c: char| c.is_whitespace() || "[]()<>|,;&*`\"\\".contains(c);
    let words = text.split(is_separator).map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    words.filter(|word| !word.is_empty()).map(|word| match parse_whole(word).and_then(|date| date.date()) {
        Some(day) => day.to_string(),
        None => word.to_owned(),
    })
}

/// The words that express a fact in a cell.
pub fn fact_words(fact: &Fact) -> impl Iterator<Item = String> + '_ {
    let date = fact.date.into_iter().flat_map(|day| {
        let parts = ["%Y", "%-d", "%d", "%B", "%b", "%-m", "%m"].map(|form| day.format(form).to_string());
        let ordinal = ["st", "nd", "rd", "th"].map(|end| format!("{}{end}", day.day()));
        parts.into_iter().chain(ordinal).chain([day.to_string()])
    });
    let texts = [Some(&fact.label), fact.note.as_ref()].into_iter().flatten().flat_map(|text| split_words(text));
    texts.chain(fact.url.clone()).chain(date)
}

impl CellWord {
    /// The words of a plain text. `is_filler` says which of them have no meaning of their own.
    pub fn from_text<'t>(text: &'t str, is_filler: impl Fn(&str) -> bool + 't) -> impl Iterator<Item = Self> + 't {
        split_words(text).map(move |text| Self { is_filler: is_filler(&text), text, link: None })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_no_punctuation_and_days_one_form() {
        let words: Vec<String> = split_words("TSC Approved (2025/03/20) & **Onboarding**; [a](b), - v0.1.0.").collect();
        assert_eq!(words, ["TSC", "Approved", "2025-03-20", "Onboarding", "a", "b", "v0.1.0"]);
    }
}
