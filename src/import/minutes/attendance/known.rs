//! The names that a group uses.

use crate::model::group::Group;
use crate::model::spelling::fold_name;
use chrono::NaiveDate;
use std::collections::HashSet;

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

    /// Whether it is the name of a person that attends.
    pub(super) fn is_person(&self, name: &str) -> bool {
        self.people.contains(&fold_name(name))
    }

    /// Whether it is the name of an organization, and not that of a person as well.
    pub(super) fn is_organization(&self, name: &str) -> bool {
        self.organization_score(name) > 0
    }

    /// Positive for a known organization, negative for a known person, otherwise 0.
    pub(super) fn organization_score(&self, name: &str) -> i32 {
        let word = fold_name(name);
        i32::from(self.organizations.contains(&word)) - i32::from(self.people.contains(&word))
    }

    /// Whether it is the name of an owner of action points, who may be a person.
    pub(super) fn is_owner(&self, name: &str) -> bool {
        self.owners.contains(&fold_name(name))
    }
}
