//! The result of looking up a name or its beginning: one thing, nothing, or several.

use crate::model::spelling::{begins_with, name_key, suggest_word};
use std::collections::HashSet;

/// The result of looking up a text among known things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolution<T> {
    /// The only thing with this name or a name that begins with the text.
    Found(T),
    /// Nothing matches.
    Unknown {
        /// What to type for the most likely thing.
        suggestion: Option<String>,
    },
    /// Several names begin with the text; always two or more.
    Ambiguous {
        /// Each of them, with what to type in backticks.
        choices: Vec<String>,
    },
}

/// A thing that a text may match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate<T> {
    /// The thing.
    pub thing: T,
    /// What to type for it.
    pub key: String,
    /// Extra detail for choosing among several, such as its number; may be empty.
    pub detail: String,
    /// All names that may be abbreviated.
    pub names: Vec<String>,
}

impl<T> Resolution<T> {
    /// Finds the only candidate with a name that begins with the text.
    pub fn by_prefix(words: &str, candidates: Vec<Candidate<T>>) -> Self {
        let words = words.trim();
        let has = |one: &Candidate<T>| one.names.iter().any(|name| begins_with(name, words));
        let (mut matched, others): (Vec<_>, Vec<_>) = candidates.into_iter().partition(has);
        match matched.len() {
            0 => {
                let near = suggest_word(words, others.iter().flat_map(|one| one.names.iter().map(String::as_str)));
                let one = near.and_then(|near| others.iter().find(|one| one.names.iter().any(|name| name == near)));
                Self::Unknown { suggestion: one.map(|one| one.key.clone()) }
            }
            1 => Self::Found(matched.remove(0).thing),
            _ => Self::Ambiguous { choices: matched.iter().map(Candidate::format_choice).collect() },
        }
    }

    /// If nothing was found, the result of `other`; the first suggestion is kept.
    #[must_use]
    pub fn or_else(self, other: impl FnOnce() -> Self) -> Self {
        let Self::Unknown { suggestion } = self else { return self };
        match other() {
            Self::Unknown { suggestion: later } => Self::Unknown { suggestion: suggestion.or(later) },
            found => found,
        }
    }

    /// Converts the thing that was found.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Resolution<U> {
        match self {
            Self::Found(thing) => Resolution::Found(change(thing)),
            Self::Unknown { suggestion } => Resolution::Unknown { suggestion },
            Self::Ambiguous { choices } => Resolution::Ambiguous { choices },
        }
    }
}

impl<'n> Resolution<&'n str> {
    /// Finds a name that equals the text, ignoring case and accents, or else the only one that begins with it. Names
    /// may repeat.
    pub fn among_names(words: &str, names: impl IntoIterator<Item = &'n str>) -> Self {
        let mut known = HashSet::new();
        let distinct: Vec<&str> = names.into_iter().filter(|name| known.insert(name_key(name))).collect();
        let expected_key = name_key(words);
        let exact = distinct.iter().copied().find(|name| !expected_key.is_empty() && name_key(name) == expected_key);
        Self::from(exact).or_else(|| {
            Self::by_prefix(words, distinct.into_iter().map(|name| Candidate::from_name(name, name)).collect())
        })
    }
}

impl<T> From<Option<T>> for Resolution<T> {
    fn from(found: Option<T>) -> Self {
        found.map_or(Self::Unknown { suggestion: None }, Self::Found)
    }
}

impl<T> Candidate<T> {
    /// Creates a candidate with one name.
    pub fn from_name(thing: T, name: &str) -> Self {
        Self { thing, key: name.to_owned(), detail: String::new(), names: vec![name.to_owned()] }
    }

    /// The form in a list of choices: `device-check` (#63).
    fn format_choice(&self) -> String {
        let detail = if self.detail.is_empty() { String::new() } else { format!(" ({})", self.detail) };
        format!("`{}`{detail}", self.key)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The thing found, `-` with a suggestion, or `?` with the choices.
    pub(crate) fn describe_resolution<T>(resolution: Resolution<T>, name: impl FnOnce(T) -> String) -> String {
        match resolution {
            Resolution::Found(thing) => name(thing),
            Resolution::Unknown { suggestion } => format!("-{}", suggestion.unwrap_or_default()),
            Resolution::Ambiguous { choices } => format!("?{}", choices.join(", ")),
        }
    }

    fn resolve_name(words: &str) -> Resolution<&'static str> {
        let names = ["Tide Tables", "Tide Gauges", "Buoys"];
        Resolution::by_prefix(words, names.into_iter().map(|name| Candidate::from_name(name, name)).collect())
    }

    #[test]
    fn a_unique_beginning_of_a_name_is_resolved() {
        assert_eq!(resolve_name("tide t"), Resolution::Found("Tide Tables"));
        assert_eq!(resolve_name(" B "), Resolution::Found("Buoys"));
        let choices = vec!["`Tide Tables`".to_owned(), "`Tide Gauges`".to_owned()];
        assert_eq!(resolve_name("Tide"), Resolution::Ambiguous { choices });
        assert_eq!(resolve_name("Bouys"), Resolution::Unknown { suggestion: Some("Buoys".to_owned()) });
        assert_eq!(resolve_name(""), Resolution::Unknown { suggestion: None });
    }

    #[test]
    fn repeated_names_count_once() {
        let names = ["Ann Lee", "ann lee", "Ann Leeson", "Bo Berg"];
        assert_eq!(Resolution::among_names("ANN LEE", names), Resolution::Found("Ann Lee"));
        assert_eq!(Resolution::among_names("Bo", names), Resolution::Found("Bo Berg"));
        let choices = vec!["`Ann Lee`".to_owned(), "`Ann Leeson`".to_owned()];
        assert_eq!(Resolution::among_names("Ann", names), Resolution::Ambiguous { choices });
    }

    #[test]
    fn a_fallback_is_used_when_nothing_was_found() {
        let none = || Resolution::Unknown { suggestion: None };
        assert_eq!(none().or_else(|| Resolution::Found(1)), Resolution::Found(1));
        assert_eq!(Resolution::Found(1).or_else(|| Resolution::Found(2)), Resolution::Found(1));
        let near = Resolution::<u8>::Unknown { suggestion: Some("a".to_owned()) };
        assert_eq!(near.clone().or_else(none), near);
    }
}
