//! Suggests known names for many mistyped ones.

use super::legal_form::suggest_shorter;
use super::spelling::suggest_word;

/// The maximum number of comparisons: enough for three hundred mistakes among three hundred names.
const MOST_COMPARISONS: usize = 100_000;

/// The known names to suggest from. After 100,000 comparisons the suggestions end: comparing a list of
/// unknown names with a list of known ones takes time proportional to the product of their lengths.
#[derive(Debug)]
pub struct Suggestions<'n> {
    names: Vec<&'n str>,
    comparisons_left: usize,
}

impl<'n> Suggestions<'n> {
    /// Suggests from these names; of equally similar ones, the first.
    pub fn new(names: Vec<&'n str>) -> Self {
        Self { names, comparisons_left: MOST_COMPARISONS }
    }

    /// Suggests the most similar name, or else the longest one that the mistyped name begins with. `None` if no name is
    /// similar, or after too many comparisons.
    pub fn suggest(&mut self, mistyped: &str) -> Option<&'n str> {
        self.comparisons_left = self.comparisons_left.checked_sub(self.names.len())?;
        let names = || self.names.iter().copied();
        suggest_word(mistyped, names()).or_else(|| suggest_shorter(mistyped, names()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggestions_stop_after_too_many_comparisons() {
        let names: Vec<String> = (1..10_000).map(|at| format!("{at:020}")).chain(["Orange".to_owned()]).collect();
        let mut suggestions = Suggestions::new(names.iter().map(String::as_str).collect());
        for _ in 0..MOST_COMPARISONS / names.len() {
            assert_eq!(suggestions.suggest("Ornage"), Some("Orange"));
        }
        assert_eq!(suggestions.suggest("Ornage"), None);
    }

    #[test]
    fn a_text_that_begins_with_a_name_suggests_it() {
        let mut suggestions = Suggestions::new(vec!["Orange", "China Mobile"]);
        assert_eq!(suggestions.suggest("China Mobile Hong Kong"), Some("China Mobile"));
        assert_eq!(suggestions.suggest("Fabrikam"), None);
    }
}
