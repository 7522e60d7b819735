//! The files that a command about one item or one call needs: those that name it. The others are read, because only
//! their text shows that they do not name it, but not decoded.

use super::Files;
use crate::model::group::Group;
use crate::model::meeting::{Item, Meeting};
use crate::model::proposal::Proposal;
use crate::model::reference::Reference;
use crate::model::when::parse_day;
use crate::source::{Source, Spanned};
use crate::store::layout::{FORMER_GITHUB, GITHUB, WORKGROUP};
use chrono::NaiveDate;
use memchr::memmem::Finder;
use rayon::prelude::*;
use std::collections::HashSet;
use std::sync::Arc;

/// With fewer records all are decoded, which takes a few milliseconds.
const MIN_FILES: usize = 512;
/// How many calls before a day, and from it on, belong to it: a call continues the one before, which continues another.
const NEAR_CALLS: usize = 4;
/// The same where what was said of all their items is needed.
const NEAR_CALLS_WITH_HISTORY: usize = 2;

const BACKLOG: &str = "backlog/";
const MINUTES: &str = "minutes/";

/// What a command is about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Focus {
    /// The numbers of issues or pull requests, of whichever repository. What calls said of them is decoded.
    pub numbers: Vec<u32>,
    /// The day of a call, or today. The calls near it and the proposals on their agendas are decoded.
    pub day: NaiveDate,
    /// Whether what calls said of the items on these agendas is decoded, too.
    pub has_history: bool,
}

impl Focus {
    /// With what calls said of the items on the agendas.
    #[must_use]
    pub fn with_history(self) -> Self {
        Self { has_history: true, ..self }
    }
}

/// What texts are searched for: numbers, and slugs or days.
#[derive(Debug, Default)]
struct Names {
    numbers: HashSet<u32>,
    words: HashSet<String>,
}

impl Files {
    /// The same files, of which only those are decoded that a command about `focus` needs. `None` where all are needed:
    /// in a small repository, and where an item has an action point with an id that other calls may have as well.
    pub fn focus_on(&self, focus: &Focus) -> Option<Self> {
        if self.records.files().len() < MIN_FILES { None } else { self.select_files(focus) }
    }

    /// As [`Files::focus_on`], however few files there are.
    pub fn select_files(&self, focus: &Focus) -> Option<Self> {
        let mut chosen: HashSet<String> = [WORKGROUP, GITHUB, FORMER_GITHUB].map(ToOwned::to_owned).into();
        let near = if focus.has_history { NEAR_CALLS_WITH_HISTORY } else { NEAR_CALLS };
        chosen.extend(self.find_calls_near(&[focus.day], near));
        let mut named = Names { numbers: focus.numbers.iter().copied().collect(), ..Names::default() };
        let mut listed = Names::default();
        let list = if focus.has_history { &mut named } else { &mut listed };
        self.decode_only(&chosen).meetings.iter().flat_map(Meeting::items).for_each(|item| list.add_item(item));
        chosen.extend(self.find_files_naming(&listed, BACKLOG));
        // A proposal has former numbers, by which calls name it.
        let proposals = self.find_files_naming(&named, BACKLOG);
        for proposal in &self.decode_only(&proposals).proposals {
            named.add_proposal(proposal);
            chosen.extend(self.find_calls_near(&collect_days(proposal), 1));
        }
        let calls = self.find_files_naming(&named, MINUTES);
        // The days in the ids of action points. A later call names them, and the day whose minutes it approves.
        let mut ids = Names::default();
        ids.words.extend([focus.day.to_string(), focus.day.format("%Y%m%d-").to_string()]);
        for call in &self.decode_only(&calls).meetings {
            ids.add_actions(call, &named)?;
        }
        chosen.extend(self.find_files_naming(&ids, MINUTES));
        // Another file may have one of these numbers, too.
        chosen.extend(self.find_files_naming(&named, BACKLOG));
        chosen.extend(calls);
        Some(Self { decoded: Some(Arc::new(chosen)), ..self.clone() })
    }

    /// The group of some of the files alone.
    pub(super) fn decode_only(&self, paths: &HashSet<String>) -> Group {
        Self { decoded: Some(Arc::new(paths.clone())), ..self.clone() }.decode_group()
    }

    /// The files of so many calls before each day, and of as many from it on, by their names.
    fn find_calls_near(&self, days: &[NaiveDate], count: usize) -> HashSet<String> {
        let day = |path: &str| parse_day(path.strip_prefix(MINUTES)?.strip_suffix(".yaml")?);
        let files = self.list_files(MINUTES).iter();
        let calls: Vec<(NaiveDate, &String)> =
            files.filter_map(|source| Some((day(&source.path)?, &source.path))).collect();
        let near = |day: &NaiveDate| {
            let at = calls.partition_point(|(call, _)| call < day);
            calls[at.saturating_sub(count)..calls.len().min(at + count)].iter().map(|(_, path)| (*path).clone())
        };
        days.iter().flat_map(near).collect()
    }

    fn find_files_naming(&self, names: &Names, folder: &str) -> HashSet<String> {
        if names.is_empty() {
            return HashSet::new();
        }
        let search = NameSearch::new(names);
        let is_named = |source: &&Source| search.has_name(&source.text) || search.has_name(&source.path);
        let named = self.list_files(folder).par_iter().filter(is_named);
        named.map(|source| source.path.clone()).collect()
    }

    fn list_files(&self, folder: &str) -> &[Source] {
        let files = self.records.files();
        let start = files.partition_point(|source| source.path.as_str() < folder);
        let count = files[start..].partition_point(|source| source.path.starts_with(folder));
        &files[start..start + count]
    }
}

/// The days on which the history of a proposal depends on which calls there are.
fn collect_days(proposal: &Proposal) -> Vec<NaiveDate> {
    let stages = proposal.stages.iter().filter_map(|reached| reached.date.as_ref());
    let history = proposal.history.iter().flat_map(|earlier| earlier.known_dates());
    stages.chain(history).chain(&proposal.closed).map(|day| day.value).collect()
}

impl Names {
    fn is_empty(&self) -> bool {
        self.numbers.is_empty() && self.words.is_empty()
    }

    fn add_numbers<'r>(&mut self, references: impl IntoIterator<Item = &'r Spanned<Reference>>) {
        self.numbers.extend(references.into_iter().map(|reference| reference.value.number));
    }

    fn add_item(&mut self, item: &Item) {
        self.add_numbers(item.issue.iter().chain(&item.pr));
        self.words.extend(item.proposal.as_ref().map(|slug| slug.value.clone()));
    }

    fn add_proposal(&mut self, proposal: &Proposal) {
        self.words.insert(proposal.slug.clone());
        self.add_numbers(proposal.issue.iter().chain(proposal.earlier_issues()).chain(proposal.template_prs()));
    }

    /// Adds the days in the ids of the action points that a call opened for what is named. `None` if an id has no day.
    fn add_actions(&mut self, call: &Meeting, named: &Names) -> Option<()> {
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
struct NameSearch<'n> {
    names: &'n Names,
    words: Vec<Finder<'n>>,
    /// The digits of the numbers; `None` if there are many, when reading each text once takes less time.
    digits: Option<Vec<Finder<'static>>>,
}

impl<'n> NameSearch<'n> {
    fn new(names: &'n Names) -> Self {
        const FEW: usize = 6;
        let digits = |number: &u32| Finder::new(&number.to_string()).into_owned();
        Self {
            names,
            words: names.words.iter().map(Finder::new).collect(),
            digits: (names.numbers.len() <= FEW).then(|| names.numbers.iter().map(digits).collect()),
        }
    }

    /// Whether a text may have one of the names. In double quotes, a backslash may stand for any character.
    fn has_name(&self, text: &str) -> bool {
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
    let is_joined = |mark: Option<&u8>, digit: Option<&u8>| {
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
            let is_joined = is_joined(before(1), before(2)) || is_joined(text.get(at), text.get(at + 1));
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

    #[test]
    fn what_names_the_item_is_decoded_with_the_calls_near_the_day() {
        let call = |day: &str, text: &str| (format!("minutes/{day}.yaml"), format!("date: {day}\n{text}").into_bytes());
        let mut all: Vec<(String, Vec<u8>)> = (1..=20).map(|day| call(&format!("2026-01-{day:02}"), "")).collect();
        all.push(call("2020-01-09", "agenda: [{ pr: 64, actions: [{ id: 20200109-01, text: t }] }]\n"));
        all.push(call("2020-03-26", "action-updates: [{ id: 20200109-01, status: closed }]\n"));
        all.push(call("2020-02-13", "agenda: [{ issue: 65 }]\n"));
        let proposal =
            |slug: &str, text: &str| (format!("backlog/{slug}.yaml"), format!("name: {slug}\n{text}").into_bytes());
        all.push(proposal(
            "sim-swap",
            "issue: 63\ntemplate: { pr: 64 }\nstages: [{ stage: under-review, date: 2020-02-13 }]\n",
        ));
        all.push(proposal("tide", "issue: 65\n"));
        all.push(("workgroup.yaml".to_owned(), b"name: G\n".to_vec()));
        let files = Files::from_bytes(std::path::Path::new(""), all.clone());
        let day = parse_day("2026-01-10").unwrap();
        let focus = Focus { numbers: vec![63], day, has_history: false };
        let group = files.select_files(&focus).unwrap().decode_group();
        let slugs: Vec<&str> = group.proposals.iter().map(|one| one.slug.as_str()).collect();
        assert_eq!(slugs, ["sim-swap"]);
        let days: Vec<String> = group.meetings.iter().map(|call| call.date.value.to_string()).collect();
        let near = (6..=13).map(|day| format!("2026-01-{day:02}"));
        // It names the item, it is of the day of a stage, it names an action point of the item.
        assert_eq!(
            days,
            ["2020-01-09", "2020-02-13", "2020-03-26"]
                .map(ToOwned::to_owned)
                .into_iter()
                .chain(near)
                .collect::<Vec<_>>()
        );
        assert!(files.focus_on(&focus).is_none(), "a small repository");
        all.push(call("2020-03-12", "agenda: [{ issue: 63, actions: [{ id: '1', text: t }] }]\n"));
        assert!(Files::from_bytes(std::path::Path::new(""), all).select_files(&focus).is_none(), "an id without a day");
    }
}
