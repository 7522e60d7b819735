//! What a person's words mean where they may be the beginning of a name: one thing, nothing, or several things.

use crate::model::spelling::{begins_with, name_key, suggest_word};
use std::collections::HashSet;

/// What words mean among known things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolution<T> {
    /// The one thing that has the name, or whose name begins with the words.
    Found(T),
    /// Nothing has such a name.
    Unknown {
        /// What to type for the thing that is probably meant.
        suggestion: Option<String>,
    },
    /// Several names begin with the words; never fewer than two.
    Ambiguous {
        /// Every one of them: in backticks what to type for it.
        choices: Vec<String>,
    },
}

/// A thing that words may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate<T> {
    /// What the words stand for.
    pub thing: T,
    /// What to type for it.
    pub key: String,
    /// More for people who choose among several, such as its number; may be empty.
    pub detail: String,
    /// Every name whose beginning will do.
    pub names: Vec<String>,
}

impl<T> Resolution<T> {
    /// The only candidate with a name that begins with the words.
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

    /// Where nothing was found, what `other` finds; the first suggestion is kept.
    #[must_use]
    pub fn or_else(self, other: impl FnOnce() -> Self) -> Self {
        let Self::Unknown { suggestion } = self else { return self };
        match other() {
            Self::Unknown { suggestion: later } => Self::Unknown { suggestion: suggestion.or(later) },
            found => found,
        }
    }

    /// With something else made of what was found.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Resolution<U> {
        match self {
            Self::Found(thing) => Resolution::Found(change(thing)),
            Self::Unknown { suggestion } => Resolution::Unknown { suggestion },
            Self::Ambiguous { choices } => Resolution::Ambiguous { choices },
        }
    }
}

impl<'n> Resolution<&'n str> {
    /// The one of several names that words are, whatever their case and accents, else the only one that begins with
    /// them. A name may be given more than once.
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
    /// A thing that goes by one name.
    pub fn from_name(thing: T, name: &str) -> Self {
        Self { thing, key: name.to_owned(), detail: String::new(), names: vec![name.to_owned()] }
    }

    /// `device-check` (#63).
    fn format_choice(&self) -> String {
        let detail = if self.detail.is_empty() { String::new() } else { format!(" ({})", self.detail) };
        format!("`{}`{detail}", self.key)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// What is found, `-` with a suggestion, or `?` with the choices.
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
    fn a_beginning_means_the_only_name_that_has_it() {
        assert_eq!(resolve_name("tide t"), Resolution::Found("Tide Tables"));
        assert_eq!(resolve_name(" B "), Resolution::Found("Buoys"));
        let choices = vec!["`Tide Tables`".to_owned(), "`Tide Gauges`".to_owned()];
        assert_eq!(resolve_name("Tide"), Resolution::Ambiguous { choices });
        assert_eq!(resolve_name("Bouys"), Resolution::Unknown { suggestion: Some("Buoys".to_owned()) });
        assert_eq!(resolve_name(""), Resolution::Unknown { suggestion: None });
    }

    #[test]
    fn names_are_each_counted_once() {
        let names = ["Ann Lee", "ann lee", "Ann Leeson", "Bo Berg"];
        assert_eq!(Resolution::among_names("ANN LEE", names), Resolution::Found("Ann Lee"));
        assert_eq!(Resolution::among_names("Bo", names), Resolution::Found("Bo Berg"));
        let choices = vec!["`Ann Lee`".to_owned(), "`Ann Leeson`".to_owned()];
        assert_eq!(Resolution::among_names("Ann", names), Resolution::Ambiguous { choices });
    }

    #[test]
    fn a_later_way_to_resolve_is_tried_where_an_earlier_one_finds_nothing() {
        let none = || Resolution::Unknown { suggestion: None };
        assert_eq!(none().or_else(|| Resolution::Found(1)), Resolution::Found(1));
        assert_eq!(Resolution::Found(1).or_else(|| Resolution::Found(2)), Resolution::Found(1));
        let near = Resolution::<u8>::Unknown { suggestion: Some("a".to_owned()) };
        assert_eq!(near.clone().or_else(none), near);
    }
}
