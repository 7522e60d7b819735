//! What stands first in `A, B`: the name or the organisation. The names that are known settle it.

use super::entry::{Entry, Part, Shape};
use crate::model::group::Group;
use crate::model::spelling::folded;
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Names that are known, folded.
#[derive(Debug, Clone, Default)]
pub struct Known {
    organizations: HashSet<String>,
    people: HashSet<String>,
    /// Who brings items and owns action points: organisations mostly.
    owners: HashSet<String>,
}

impl Known {
    /// Those of the group's own records. The calls of some days are left out: a call that is read again must not be
    /// read by what an import made of it before.
    pub fn of(group: &Group, without: &HashSet<NaiveDate>) -> Self {
        let mut known = Self::default();
        if let Some(workgroup) = &group.workgroup {
            for one in &workgroup.organizations {
                known.organization(&one.name);
                one.aliases.iter().for_each(|alias| known.organization(alias));
            }
            for person in &workgroup.people {
                known.person(&person.name);
                person.organization.iter().for_each(|name| known.organization(name));
            }
        }
        let others = group.meetings.iter().filter(|meeting| !without.contains(&meeting.date.value));
        for delegation in others.flat_map(|meeting| meeting.attendance.iter().flatten()) {
            known.organization(&delegation.organization);
            delegation.people.iter().for_each(|person| known.person(&person.name));
        }
        known
    }

    /// Takes note of an organisation.
    pub fn organization(&mut self, name: &str) {
        self.organizations.insert(folded(name));
    }

    /// Takes note of who brings an item, or owns an action point.
    pub fn owner(&mut self, name: &str) {
        self.owners.insert(folded(name));
    }

    /// Takes note of a person.
    pub fn person(&mut self, name: &str) {
        self.people.insert(folded(name));
    }

    /// With what entries that leave no doubt say.
    pub(super) fn with(&self, entries: &[Entry]) -> Self {
        let mut known = self.clone();
        for entry in entries {
            let (organization, people) = match (entry.shape, &entry.parts[..]) {
                (Shape::Organization, [first, rest @ ..]) => (first, rest),
                (Shape::Name, [rest @ .., last]) => (last, rest),
                _ => continue,
            };
            known.organization(&organization.text);
            people.iter().for_each(|person| known.person(&person.text));
        }
        known
    }

    /// How surely a text is an organisation (above 0) or a person (below 0).
    fn lean(&self, text: &str) -> i32 {
        let word = folded(text);
        i32::from(self.organizations.contains(&word)) - i32::from(self.people.contains(&word))
    }

    /// Whether a text names who owns an action point. That may be a person all the same.
    fn owns(&self, text: &str) -> i32 {
        i32::from(self.owners.contains(&folded(text)))
    }
}

/// What stands first in the entries of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    organization_first: bool,
    is_settled: bool,
}

impl Order {
    /// Judged by all entries together: names that are known, names that come again, and how names look.
    pub fn of(entries: &[Entry], known: &Known) -> Self {
        let pairs: Vec<(&Part<'_>, &Part<'_>)> = entries
            .iter()
            .filter(|entry| entry.shape == Shape::Either)
            .filter_map(|entry| Some((entry.parts.first()?, entry.parts.last()?)))
            .collect();
        let mut seen: HashMap<String, (i32, i32)> = HashMap::new();
        for (first, last) in &pairs {
            seen.entry(folded(&first.text)).or_default().0 += 1;
            seen.entry(folded(&last.text)).or_default().1 += 1;
        }
        let mut score = 0;
        for (first, last) in &pairs {
            score += 6 * (known.lean(&first.text) - known.lean(&last.text));
            let again =
                |text: &str, of: fn(&(i32, i32)) -> i32| seen.get(&folded(text)).is_some_and(|counts| of(counts) > 1);
            score += 2
                * (i32::from(again(&first.text, |counts| counts.0)) - i32::from(again(&last.text, |counts| counts.1)));
            score += look(&first.text) + known.owns(&first.text) - look(&last.text) - known.owns(&last.text);
        }
        Self { organization_first: score > 0, is_settled: score != 0 || pairs.is_empty() }
    }

    /// Where the first entry stands that nothing settles.
    pub fn unsettled(&self, entries: &[Entry]) -> Option<Range<usize>> {
        let open = entries.iter().find(|entry| entry.shape == Shape::Either);
        open.filter(|_| !self.is_settled).and_then(|entry| entry.parts.first()).map(|part| part.span())
    }

    /// The organisation of an entry and its people.
    pub fn settle<'e, 't>(&self, entry: &'e Entry<'t>, known: &Known) -> (Option<&'e Part<'t>>, &'e [Part<'t>]) {
        let (first, last) = match &entry.parts[..] {
            [] => return (None, &[]),
            [one] if entry.shape == Shape::Organization => return (Some(one), &[]),
            [_] => return (None, &entry.parts),
            [first, .., last] => (first, last),
        };
        let organization_first = match entry.shape {
            Shape::Organization => true,
            Shape::Name | Shape::Alone => false,
            Shape::Either => match known.lean(&first.text) - known.lean(&last.text) {
                0 => {
                    match look(&first.text) - look(&last.text) + 2 * (known.owns(&first.text) - known.owns(&last.text))
                    {
                        2.. => true,
                        ..=-2 => false,
                        _ => self.organization_first,
                    }
                }
                lean => lean > 0,
            },
        };
        match organization_first {
            true => (Some(first), &entry.parts[1..]),
            false => (Some(last), &entry.parts[..entry.parts.len() - 1]),
        }
    }
}

/// Organisations are mostly one word, people two; capitals alone are no person's name.
fn look(text: &str) -> i32 {
    let words = text.split_whitespace().count();
    let is_short_form =
        text.len() > 1 && text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase);
    i32::from(words == 1) + i32::from(is_short_form)
}
