//! Decides by known names whether the name or the organization comes first in `A, B`.

use super::entry::{AttendanceEntry, EntryPart, EntryShape};
use super::words::{looks_like_organization, looks_like_person};
use crate::model::group::Group;
use crate::model::spelling::fold_name;
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Known names, folded.
#[derive(Debug, Clone, Default)]
pub struct KnownNames {
    organizations: HashSet<String>,
    people: HashSet<String>,
    /// Who presents items and owns action points: mostly organizations.
    owners: HashSet<String>,
}

impl KnownNames {
    /// The names in the group's own records, except for the calls of some dates: an earlier import of a call must not
    /// influence how the call is read again.
    pub fn from_group(group: &Group, without: &HashSet<NaiveDate>) -> Self {
        let mut known = Self::default();
        if let Some(workgroup) = &group.workgroup {
            for one in &workgroup.organizations {
                known.add_organization(&one.name);
                one.aliases.iter().for_each(|alias| known.add_organization(alias));
            }
            for person in &workgroup.people {
                known.add_person(&person.name);
                person.organization.iter().for_each(|name| known.add_organization(name));
            }
        }
        let others = group.meetings.iter().filter(|meeting| !without.contains(&meeting.date.value));
        for delegation in others.flat_map(|meeting| meeting.attendance.iter().flatten()) {
            known.add_organization(&delegation.organization);
            delegation.people.iter().for_each(|person| known.add_person(&person.name));
        }
        known
    }

    /// Adds an organization.
    pub fn add_organization(&mut self, name: &str) {
        self.organizations.insert(fold_name(name));
    }

    /// Adds somebody who presents an item or owns an action point.
    pub fn add_owner(&mut self, name: &str) {
        self.owners.insert(fold_name(name));
    }

    /// Adds a person.
    pub fn add_person(&mut self, name: &str) {
        self.people.insert(fold_name(name));
    }

    /// Whether a name is known, of a person or an organization.
    pub fn is_known(&self, name: &str) -> bool {
        let word = fold_name(name);
        self.people.contains(&word) || self.organizations.contains(&word)
    }

    /// These names and those of unambiguous entries.
    pub(super) fn with_entries(&self, entries: &[AttendanceEntry]) -> Self {
        let mut known = self.clone();
        for entry in entries {
            let (organization, people) = match (entry.shape, &entry.parts[..]) {
                (EntryShape::Organization, [first, rest @ ..]) => (first, rest),
                (EntryShape::Name, [rest @ .., last]) => (last, rest),
                _ => continue,
            };
            if people.iter().all(|person| looks_like_person(&person.text))
                && looks_like_organization(&organization.text)
            {
                known.add_organization(&organization.text);
                people.iter().for_each(|person| known.add_person(&person.text));
            }
        }
        known
    }

    /// Whether it is the name of a person that attends.
    pub(super) fn is_person(&self, name: &str) -> bool {
        self.people.contains(&fold_name(name))
    }

    /// Whether it is the name of an organization, or of an owner that may be one.
    pub(super) fn is_organization(&self, name: &str) -> bool {
        self.organization_score(name) > 0
    }

    /// Positive for a known organization, negative for a known person, otherwise 0.
    fn organization_score(&self, text: &str) -> i32 {
        let word = fold_name(text);
        i32::from(self.organizations.contains(&word)) - i32::from(self.people.contains(&word))
    }

    /// 1 for a known owner of action points, who may be a person, otherwise 0.
    fn owner_score(&self, text: &str) -> i32 {
        i32::from(self.owners.contains(&fold_name(text)))
    }
}

/// The organization of an entry, if it has one, and its people.
pub type AssignedParts<'t> = (Option<EntryPart<'t>>, Vec<EntryPart<'t>>);

/// What comes first in the entries of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NameOrder {
    organization_first: bool,
    is_settled: bool,
    /// Whether all entries are `Family, Given, Org`.
    has_family_names: bool,
}

impl NameOrder {
    /// Decides for all entries together: by known names, repeated names, and the form of names.
    pub fn from_entries(entries: &[AttendanceEntry], known: &KnownNames) -> Self {
        let open = || entries.iter().filter(|entry| matches!(entry.shape, EntryShape::Either | EntryShape::Several));
        let pairs = open().filter_map(|entry| Some([entry.parts.first()?, entry.parts.last()?]));
        let pairs: Vec<[(&str, String); 2]> =
            pairs.map(|pair| pair.map(|part| (part.text.as_str(), fold_name(&part.text)))).collect();
        let mut counts: [HashMap<&str, usize>; 2] = Default::default();
        for pair in &pairs {
            for ((_, folded), counts) in pair.iter().zip(&mut counts) {
                *counts.entry(folded.as_str()).or_default() += 1;
            }
        }
        let score = |(text, folded): &(&str, String), counts: &HashMap<&str, usize>| {
            let is_repeated = counts.get(folded.as_str()).is_some_and(|count| *count > 1);
            6 * known.organization_score(text)
                + 2 * i32::from(is_repeated)
                + appearance_score(text)
                + known.owner_score(text)
        };
        let leans = pairs.iter().map(|[first, last]| score(first, &counts[0]) - score(last, &counts[1]));
        let lean: i32 = leans.sum();
        let is_family = |entry: &AttendanceEntry| {
            entry.parts.len() == 3 && entry.parts[..2].iter().all(|part| !part.text.contains(' '))
        };
        let has_family_names = pairs.len() > 1 && open().all(is_family);
        Self { organization_first: lean > 0, is_settled: lean != 0 || pairs.is_empty(), has_family_names }
    }

    /// The place of the first entry whose order is unclear.
    pub fn find_unsettled(&self, entries: &[AttendanceEntry]) -> Option<Range<usize>> {
        let open = entries.iter().find(|entry| entry.shape == EntryShape::Either);
        open.filter(|_| !self.is_settled).and_then(|entry| entry.parts.first()).map(|part| part.source_range())
    }

    /// The organization of an entry and its people. `None` if they cannot be told apart.
    pub fn assign_roles<'t>(&self, entry: &AttendanceEntry<'t>, known: &KnownNames) -> Option<AssignedParts<'t>> {
        let mut parts = entry.parts.clone();
        let (first, last) = (parts.first()?.text.as_str(), parts.last()?.text.as_str());
        let organization_first = match entry.shape {
            EntryShape::Alone => return Some((None, parts)),
            EntryShape::Organization => true,
            EntryShape::Name => false,
            EntryShape::Several => known.is_organization(first),
            EntryShape::Either => {
                let score = |text: &str| appearance_score(text) + 2 * known.owner_score(text);
                match (known.organization_score(first) - known.organization_score(last), score(first) - score(last)) {
                    (0, -1..=1) => self.organization_first,
                    (0, lean) => lean > 0,
                    (known, _) => known > 0,
                }
            }
        };
        if organization_first {
            let organization = parts.remove(0);
            return Some((Some(organization), parts));
        }
        let is_last_known = known.is_organization(last);
        let is_person = |part: &EntryPart| part.text.contains(' ') && !known.is_organization(&part.text);
        if entry.shape == EntryShape::Several && !entry.is_item && parts.iter().all(is_person) {
            return Some((None, parts));
        }
        let organization = parts.pop();
        match (entry.shape, &mut parts[..]) {
            (EntryShape::Several, [family, given]) if self.has_family_names => {
                given.text = format!("{}, {}", family.text, given.text);
                parts.remove(0);
            }
            (EntryShape::Several, _) if !is_last_known => return None,
            // A dash separates one name from the others.
            (EntryShape::Either, [_, _, ..]) => return None,
            _ => {}
        }
        Some((organization, parts))
    }
}

/// Higher for organizations: they mostly have one word, people have two; a name in capitals is not a person's.
fn appearance_score(text: &str) -> i32 {
    let words = text.split_whitespace().count();
    let is_short_form =
        text.len() > 1 && text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase);
    i32::from(words == 1) + i32::from(is_short_form)
}
