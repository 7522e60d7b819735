//! The organizations of people, for outputs that name nobody.

use super::People;
use crate::model::meeting::Meeting;
use crate::model::spelling::name_key;
use std::collections::HashMap;

/// The organizations of all people in the records, by name.
#[derive(Debug, Default)]
pub struct OrganizationsOfPeople<'g>(HashMap<String, Option<&'g str>>);

impl<'g> People<'g> {
    /// The organization of each person: from `workgroup.yaml`, its last entry of that name, or else from the last call.
    pub fn organizations(&self) -> OrganizationsOfPeople<'g> {
        let index = &self.base.index;
        let mut by_person = HashMap::new();
        for (delegation, attendee) in self.base.group.meetings.iter().flat_map(Meeting::listed_people) {
            let organization = index.organization_name(delegation.organization.as_str());
            by_person.insert(name_key(&attendee.name), Some(organization));
        }
        for person in &self.base.workgroup.people {
            let organization = person.organization.as_ref().map(|one| index.organization_name(one.as_str()));
            let known = by_person.entry(name_key(&person.name)).or_default();
            *known = organization.or(*known);
        }
        // A name that is also that of an organization stands for that.
        for organization in self.base.workgroup.organizations.iter().flat_map(|one| one.spellings()) {
            by_person.remove(&name_key(organization.as_str()));
        }
        OrganizationsOfPeople(by_person)
    }
}

impl<'g> OrganizationsOfPeople<'g> {
    /// The organization in place of a person, `None` if it is unknown. Every other name stays.
    pub fn replace_person(&self, name: &'g str) -> Option<&'g str> {
        self.0.get(&name_key(name)).copied().unwrap_or(Some(name))
    }
}

#[cfg(test)]
mod tests {
    use crate::test_group::TestGroup;

    #[test]
    fn a_person_is_replaced_by_the_last_known_organization() {
        let people = "people:\n  - { name: Ann Example, organization: Orange, until: 2025-12-31 }\n  \
                      - { name: Ann Example, organization: DT, since: 2026-01-01 }\n  - { name: Chair, role: chair }\n  \
                      - { name: Delegate B }\n";
        let views = TestGroup::new()
            .more_settings(people)
            .call("2026-01-08", "attendance: { Orange: [Delegate B, Delegate C, Orange] }\n")
            .call("2026-01-22", "attendance: { NCSRD: [delegate c] }\n")
            .views("2026-02-12");
        let organizations = views.people.organizations();
        for (name, expected) in [
            ("ann example", Some("Deutsche Telekom")),
            ("Delegate B", Some("Orange")),
            ("Delegate C", Some("NCSRD")),
            ("Chair", None),
            ("Orange", Some("Orange")),
            ("DT", Some("DT")),
            ("the editors", Some("the editors")),
        ] {
            assert_eq!(organizations.replace_person(name), expected, "{name}");
        }
    }
}
