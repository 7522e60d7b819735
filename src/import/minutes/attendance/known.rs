//! The names that a group uses.

use crate::model::group::Group;
use crate::model::spelling::fold_name;
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};

/// What a known name is the name of.
#[derive(Debug, Clone, Copy, Default)]
pub struct NameUse {
    /// An organization.
    pub organization: bool,
    /// A person.
    pub person: bool,
    /// Who presents items and owns action points: mostly organizations.
    pub owner: bool,
}

/// Known names, folded.
#[derive(Debug, Clone, Default)]
pub struct KnownNames(HashMap<String, NameUse>);

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

    /// What a name is known for.
    pub fn find(&self, name: &str) -> NameUse {
        self.0.get(&fold_name(name)).copied().unwrap_or_default()
    }

    /// What a name is known for, to change it.
    pub fn entry(&mut self, name: &str) -> &mut NameUse {
        self.0.entry(fold_name(name)).or_default()
    }

    /// Adds an organization.
    pub fn add_organization(&mut self, name: &str) {
        self.entry(name).organization = true;
    }

    /// Adds a person.
    pub fn add_person(&mut self, name: &str) {
        self.entry(name).person = true;
    }

    /// Whether it is the name of an organization, and not that of a person as well.
    pub fn is_organization(&self, name: &str) -> bool {
        let found = self.find(name);
        found.organization && !found.person
    }
}
