//! What names an item in the text of a record: the numbers of its issues, its slug, the days of its action points.

use crate::model::meeting::{Item, Meeting};
use crate::model::proposal::Proposal;
use crate::model::reference::Reference;
use crate::source::Spanned;
use memchr::memmem::Finder;
use std::collections::HashSet;

/// What texts are searched for.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) numbers: HashSet<u32>,
    pub(super) slugs: HashSet<String>,
    /// Days, as a date or as in an id.
    pub(super) days: Vec<String>,
}

impl Names {
    pub(super) fn is_empty(&self) -> bool {
        self.numbers.is_empty() && self.slugs.is_empty() && self.days.is_empty()
    }

    fn add_numbers<'r>(&mut self, references: impl IntoIterator<Item = &'r Spanned<Reference>>) {
        self.numbers.extend(references.into_iter().map(|reference| reference.value.number));
    }

    pub(super) fn add_item(&mut self, item: &Item) {
        self.add_numbers(item.issue.iter().chain(&item.pr));
        self.slugs.extend(item.proposal.as_ref().map(|slug| slug.value.clone()));
    }

    pub(super) fn add_proposal(&mut self, proposal: &Proposal) {
        self.slugs.insert(proposal.slug.clone());
        self.add_numbers(proposal.issue.iter().chain(proposal.earlier_issues()).chain(proposal.template_prs()));
    }

    /// Adds the days in the ids of the action points that a call opened for what is named. `None` if an id has no day.
    pub(super) fn add_actions(&mut self, call: &Meeting, named: &Names) -> Option<()> {
        let is_named = |item: &Item| {
            let mut of_item = Names::default();
            of_item.add_item(item);
            !of_item.numbers.is_disjoint(&named.numbers) || !of_item.slugs.is_disjoint(&named.slugs)
        };
        for action in call.items().filter(|item| is_named(item)).flat_map(|item| &item.actions) {
            let Some(id) = &action.id else { continue };
            let (day, _) = id.split_once('-').filter(|(day, _)| day.len() == 8)?;
            self.numbers.insert(day.parse().ok()?);
        }
        Some(())
    }
}

/// A search for names in many texts. Each of a few names is searched for alone; for many, each text is read once.
pub(super) struct NameSearch<'n> {
    names: &'n Names,
    /// Days, and slugs that are few or have no hyphen.
    words: Vec<Finder<'n>>,
    /// The other slugs.
    hyphenated: HashSet<&'n [u8]>,
    /// The numbers, if they are few.
    digits: Option<Vec<Finder<'static>>>,
}

impl<'n> NameSearch<'n> {
    pub(super) fn new(names: &'n Names) -> Self {
        const FEW: usize = 6;
        let digits = |number: &u32| Finder::new(&number.to_string()).into_owned();
        let is_read = |slug: &&String| names.slugs.len() > FEW && slug.contains('-');
        let (hyphenated, words): (Vec<_>, Vec<_>) = names.slugs.iter().partition(is_read);
        Self {
            names,
            words: words.into_iter().chain(&names.days).map(Finder::new).collect(),
            hyphenated: hyphenated.into_iter().map(String::as_bytes).collect(),
            digits: (names.numbers.len() <= FEW).then(|| names.numbers.iter().map(digits).collect()),
        }
    }

    /// Whether a text may have one of the names. In double quotes, a backslash may stand for any character.
    pub(super) fn has_name(&self, text: &str) -> bool {
        let text = text.as_bytes();
        let is_named = |number| self.names.numbers.contains(&number);
        memchr::memchr(b'\\', text).is_some()
            || self.words.iter().any(|word| word.find(text).is_some())
            || match &self.digits {
                Some(digits) => digits.iter().flat_map(|digits| digits.find_iter(text)).any(|at| {
                    let is_start = !text[..at].last().is_some_and(u8::is_ascii_digit);
                    is_start && read_number(text, at).0.is_some_and(is_named)
                }),
                None => find_numbers(text).any(is_named),
            }
            || (!self.hyphenated.is_empty() && self.has_hyphenated_slug(text))
    }

    fn has_hyphenated_slug(&self, text: &[u8]) -> bool {
        let is_part = |byte: &&u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
        let mut end = 0;
        memchr::memchr_iter(b'-', text).any(|hyphen| {
            if hyphen < end {
                return false;
            }
            let start = hyphen - text[..hyphen].iter().rev().take_while(is_part).count();
            end = hyphen + text[hyphen..].iter().take_while(is_part).count();
            self.hyphenated.contains(&text[start..end])
        })
    }
}

/// The numbers in a text that may name issues.
fn find_numbers(text: &[u8]) -> impl Iterator<Item = u32> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let (number, end) = read_number(text, at + find_digit(text.get(at..)?)?);
            at = end;
            if number.is_some() {
                return number;
            }
        }
    })
}

/// The first digit in a text. Blocks without one are skipped: testing each of their bytes in turn takes three times as long.
fn find_digit(text: &[u8]) -> Option<usize> {
    const BLOCK: usize = 32;
    let has_digit = |block: &&[u8]| block.iter().fold(false, |has_digit, byte| has_digit | byte.is_ascii_digit());
    let skipped = BLOCK * text.chunks_exact(BLOCK).take_while(|block| !has_digit(block)).count();
    Some(skipped + text[skipped..].iter().position(u8::is_ascii_digit)?)
}

/// The number whose first digit is at an offset, and its end. Parts of days, times and versions do not name issues, nor
/// does a number after a word, as in prose.
fn read_number(text: &[u8], start: usize) -> (Option<u32>, usize) {
    let joins = |mark: Option<&u8>, digit: Option<&u8>| {
        matches!(mark, Some(b'-' | b':' | b'.')) && digit.is_some_and(u8::is_ascii_digit)
    };
    let (mut number, mut end) = (0_u32, start);
    while let Some(digit) = text.get(end).filter(|byte| byte.is_ascii_digit()) {
        number = number.saturating_mul(10).saturating_add(u32::from(digit - b'0'));
        end += 1;
    }
    let before = |back: usize| start.checked_sub(back).and_then(|at| text.get(at));
    // The day in the id of an action point is followed by a number, as the year of a day is.
    let is_day_of_id = end - start == 8;
    let is_joined = joins(before(1), before(2)) || joins(text.get(end), text.get(end + 1));
    let is_name = is_day_of_id || !(is_joined || follows_word(&text[..start]));
    (is_name.then_some(number), end)
}

/// Whether a text ends with a word and a space, as in `Operator 10`. Tags and anchors of YAML do not count as words.
fn follows_word(text: &[u8]) -> bool {
    let word = text.strip_suffix(b" ").and_then(|text| text.rsplit(u8::is_ascii_whitespace).next()).unwrap_or_default();
    word.last().is_some_and(u8::is_ascii_alphanumeric) && !word.iter().any(|byte| matches!(byte, b'!' | b'&'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(numbers: impl IntoIterator<Item = u32>, slugs: impl IntoIterator<Item = String>) -> Names {
        Names { numbers: numbers.into_iter().collect(), slugs: slugs.into_iter().collect(), days: Vec::new() }
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
        for length in [0, 31, 32, 33, 64, 100] {
            assert_eq!(find_digit(format!("{}7", " ".repeat(length)).as_bytes()), Some(length));
        }
    }

    #[test]
    fn a_few_and_many_names_are_found_in_the_same_texts() {
        let slugs = || ["sim-swap", "tide"].map(ToOwned::to_owned);
        let few = names([63], slugs());
        let many = names((60..70).chain([63]), (1..10).map(|number| format!("other-{number}")).chain(slugs()));
        for (text, expected) in [
            ("issue: 63\n", true),
            ("proposal: sim-swap\n", true),
            ("- date: 2026-02-12\n  agenda: [{proposal: 'sim-swap'}]", true),
            ("target: tide\n", true),
            ("a long line of prose without any name, then two numbers: [7, 63]", true),
            ("issue: \"\\x36\\x33\"\n", true),
            ("date: 2026-63-12\nissue: 163\nother: 6 3\n", false),
            ("", false),
        ] {
            assert_eq!([&few, &many].map(|names| NameSearch::new(names).has_name(text)), [expected; 2], "{text}");
        }
        assert!(!NameSearch::new(&many).has_name("- asim-swap, sim-swaps, sim - swap, on 2026-02-12"), "whole slugs");
        assert!(!NameSearch::new(&names([1], [])).has_name(&"1".repeat(1 << 20)), "each digit is read once");
    }

    #[test]
    fn a_few_and_many_numbers_are_found_in_the_same_texts() {
        let few = names([1, 12, 63], []);
        let many = names([1, 12, 63].into_iter().chain(1_000_000_001..1_000_000_009), []);
        let found = std::cell::Cell::new(0);
        proptest::proptest!(|(text in "[a:. 1236\n-]{0,80}")| {
            let [in_few, in_many] = [&few, &many].map(|names| NameSearch::new(names).has_name(&text));
            found.set(found.get() + usize::from(in_few));
            proptest::prop_assert_eq!(in_few, in_many);
        });
        assert!((50..200).contains(&found.get()), "{found:?}");
    }
}
