//! What names an item in the text of a record: the numbers of its issues, its slug, the days of its action points.

use crate::model::meeting::{Item, Meeting};
use crate::model::proposal::Proposal;
use crate::model::reference::Reference;
use crate::source::Spanned;
use memchr::memmem::Finder;
use std::collections::HashSet;

/// What texts are searched for: numbers, and slugs or days.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) numbers: HashSet<u32>,
    pub(super) words: HashSet<String>,
}

impl Names {
    pub(super) fn is_empty(&self) -> bool {
        self.numbers.is_empty() && self.words.is_empty()
    }

    fn add_numbers<'r>(&mut self, references: impl IntoIterator<Item = &'r Spanned<Reference>>) {
        self.numbers.extend(references.into_iter().map(|reference| reference.value.number));
    }

    pub(super) fn add_item(&mut self, item: &Item) {
        self.add_numbers(item.issue.iter().chain(&item.pr));
        self.words.extend(item.proposal.as_ref().map(|slug| slug.value.clone()));
    }

    pub(super) fn add_proposal(&mut self, proposal: &Proposal) {
        self.words.insert(proposal.slug.clone());
        self.add_numbers(proposal.issue.iter().chain(proposal.earlier_issues()).chain(proposal.template_prs()));
    }

    /// Adds the days in the ids of the action points that a call opened for what is named. `None` if an id has no day.
    pub(super) fn add_actions(&mut self, call: &Meeting, named: &Names) -> Option<()> {
        let is_named = |item: &Item| {
            let mut of_item = Names::default();
            of_item.add_item(item);
            !of_item.numbers.is_disjoint(&named.numbers) || !of_item.words.is_disjoint(&named.words)
        };
        for action in call.items().filter(|item| is_named(item)).flat_map(|item| &item.actions) {
            let Some(id) = &action.id else { continue };
            let (day, _) = id.split_once('-').filter(|(day, _)| day.len() == 8)?;
            self.numbers.insert(day.parse().ok()?);
        }
        Some(())
    }
}

/// A search for names in many texts.
pub(super) struct NameSearch<'n> {
    names: &'n Names,
    words: Vec<Finder<'n>>,
    /// The digits of the numbers; `None` if there are many, when reading each text once takes less time.
    digits: Option<Vec<Finder<'static>>>,
}

impl<'n> NameSearch<'n> {
    pub(super) fn new(names: &'n Names) -> Self {
        const FEW: usize = 6;
        let digits = |number: &u32| Finder::new(&number.to_string()).into_owned();
        Self {
            names,
            words: names.words.iter().map(Finder::new).collect(),
            digits: (names.numbers.len() <= FEW).then(|| names.numbers.iter().map(digits).collect()),
        }
    }

    /// Whether a text may have one of the names. In double quotes, a backslash may stand for any character.
    pub(super) fn has_name(&self, text: &str) -> bool {
        let text = text.as_bytes();
        let has_digits = || match &self.digits {
            Some(digits) => digits.iter().any(|digits| digits.find(text).is_some()),
            None => true,
        };
        memchr::memchr(b'\\', text).is_some()
            || self.words.iter().any(|word| word.find(text).is_some())
            || (has_digits() && find_numbers(text).any(|number| self.names.numbers.contains(&number)))
    }
}

/// The numbers in a text that may name issues: not the parts of days, times and versions, and not those after a word, as
/// in prose.
fn find_numbers(text: &[u8]) -> impl Iterator<Item = u32> {
    let joins = |mark: Option<&u8>, digit: Option<&u8>| {
        matches!(mark, Some(b'-' | b':' | b'.')) && digit.is_some_and(u8::is_ascii_digit)
    };
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + text.get(at..)?.iter().position(u8::is_ascii_digit)?;
            let mut number = 0_u32;
            at = start;
            while let Some(digit) = text.get(at).filter(|byte| byte.is_ascii_digit()) {
                number = number.saturating_mul(10).saturating_add(u32::from(digit - b'0'));
                at += 1;
            }
            let before = |back: usize| start.checked_sub(back).and_then(|at| text.get(at));
            // The day in the id of an action point is followed by a number, as the year of a day is.
            let is_day_of_id = at - start == 8;
            let is_joined = joins(before(1), before(2)) || joins(text.get(at), text.get(at + 1));
            if is_day_of_id || !(is_joined || follows_word(&text[..start])) {
                return Some(number);
            }
        }
    })
}

/// Whether a text ends with a word and a space, as in `Operator 10`. Tags and anchors of YAML do not count as words.
fn follows_word(text: &[u8]) -> bool {
    let word = text.strip_suffix(b" ").and_then(|text| text.rsplit(u8::is_ascii_whitespace).next()).unwrap_or_default();
    word.last().is_some_and(u8::is_ascii_alphanumeric) && !word.iter().any(|byte| matches!(byte, b'!' | b'&'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(numbers: impl IntoIterator<Item = u32>, words: &[&str]) -> Names {
        Names { numbers: numbers.into_iter().collect(), words: words.iter().map(|word| (*word).to_owned()).collect() }
    }

    #[test]
    fn numbers_are_found_apart_from_parts_of_days_times_and_versions() {
        let text =
            b"issue: 63\ndate: 2026-02-12T16:30:00Z\ntag: r1.2\n- o/r#64, [65,66]{issue:67} 20260212-01, 63-a, 7.";
        assert_eq!(find_numbers(text).collect::<Vec<_>>(), [63, 64, 65, 66, 67, 20_260_212, 63, 7]);
        let text = b"owners: [Operator 68, 69 of us]\nnotes: by 70 or\n  71\npr: !!int 72\nissue: &a 73\nrelated: [&b 74,\t75]";
        assert_eq!(find_numbers(text).collect::<Vec<_>>(), [69, 71, 72, 73, 74, 75]);
        assert_eq!(find_numbers(b"99999999999").next(), Some(u32::MAX));
        assert_eq!(find_numbers(b"none").next(), None);
    }

    #[test]
    fn a_few_and_many_names_are_found_in_the_same_texts() {
        let (few, many) = (names([63], &["sim-swap"]), names((60..70).chain([63]), &["sim-swap"]));
        for (text, expected) in [
            ("issue: 63\n", true),
            ("proposal: sim-swap\n", true),
            ("issue: \"\\x36\\x33\"\n", true),
            ("date: 2026-63-12\nissue: 163\nother: 6 3\n", false),
            ("", false),
        ] {
            assert_eq!([&few, &many].map(|names| NameSearch::new(names).has_name(text)), [expected; 2], "{text}");
        }
    }
}
