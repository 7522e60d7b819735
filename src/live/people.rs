//! Finding and marking the people in the call.

use super::facts::{CallFacts, PersonFacts};
use crate::model::spelling::fold_name;

/// The people that match a few letters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PeoplePicker {
    /// The letters that are typed.
    pub letters: String,
    /// The index among the people that match.
    pub at: usize,
}

impl PeoplePicker {
    /// The people that match: a name or an organization has a word that begins with the letters, otherwise they are
    /// anywhere in it.
    pub fn matches<'f>(&self, facts: &'f CallFacts) -> Vec<&'f PersonFacts> {
        let letters = fold_name(&self.letters);
        let starts = |text: &str| {
            let ends = text.match_indices([' ', '-']).map(|(at, _)| &text[at + 1..]);
            std::iter::once(text).chain(ends).any(|rest| fold_name(rest).starts_with(&letters))
        };
        let has = |text: &str| fold_name(text).contains(&letters);
        let find = |is_match: &dyn Fn(&str) -> bool| -> Vec<&'f PersonFacts> {
            let (by_name, others): (Vec<_>, Vec<_>) = facts.people.iter().partition(|one| is_match(&one.name));
            by_name.into_iter().chain(others.into_iter().filter(|one| is_match(&one.organization))).collect()
        };
        let found = find(&starts);
        if found.is_empty() { find(&has) } else { found }
    }

    /// The person that Enter marks.
    pub fn chosen<'f>(&self, facts: &'f CallFacts) -> Option<&'f PersonFacts> {
        let matches = self.matches(facts);
        matches.get(self.at.min(matches.len().saturating_sub(1))).copied()
    }

    /// Adds a letter.
    pub fn type_letter(&mut self, letter: char) {
        self.letters.push(letter);
        self.at = 0;
    }

    /// Removes the last letter.
    pub fn delete_letter(&mut self) {
        self.letters.pop();
        self.at = 0;
    }

    /// Moves among the people that match.
    pub fn step(&mut self, down: bool, facts: &CallFacts) {
        let last = self.matches(facts).len().saturating_sub(1);
        self.at = if down { (self.at + 1).min(last) } else { self.at.min(last).saturating_sub(1) };
    }
}
