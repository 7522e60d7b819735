//! Known names, of which the nearest is suggested for each of many mistyped ones.

use super::legal_form::suggest_shorter;
use super::spelling::suggest_word;

/// How often two names are compared in all: enough for three hundred slips among three hundred names.
const MOST_COMPARISONS: usize = 100_000;

/// The names that a mistyped one is looked for among. After 100,000 comparisons no more are looked for: a list of
/// unknown names against a list of known ones costs the product of both.
#[derive(Debug)]
pub struct Suggestions<'n> {
    names: Vec<&'n str>,
    comparisons_left: usize,
}

impl<'n> Suggestions<'n> {
    /// Among these names, the first of several that are equally near.
    pub fn new(names: Vec<&'n str>) -> Self {
        Self { names, comparisons_left: MOST_COMPARISONS }
    }

    /// The name that is nearest to a mistyped one, else the longest that it begins with. `None` where no name is near,
    /// or too many were looked for.
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
    fn a_name_is_suggested_until_too_many_were_looked_for() {
        let names: Vec<String> = (1..10_000).map(|at| format!("{at:020}")).chain(["Orange".to_owned()]).collect();
        let mut suggestions = Suggestions::new(names.iter().map(String::as_str).collect());
        for _ in 0..MOST_COMPARISONS / names.len() {
            assert_eq!(suggestions.suggest("Ornage"), Some("Orange"));
        }
        assert_eq!(suggestions.suggest("Ornage"), None);
    }

    #[test]
    fn what_begins_with_a_name_is_a_longer_form_of_it() {
        let mut suggestions = Suggestions::new(vec!["Orange", "China Mobile"]);
        assert_eq!(suggestions.suggest("China Mobile Hong Kong"), Some("China Mobile"));
        assert_eq!(suggestions.suggest("Fabrikam"), None);
    }
}
