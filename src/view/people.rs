//! Who takes part in calls: the people of `workgroup.yaml`, then those whom earlier calls list.

use super::Views;
use crate::model::meeting::{Attendee, Meeting};
use crate::model::organization::Person;
use crate::model::spelling::folded;
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};

/// A person whom the records know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPerson<'g> {
    /// As `workgroup.yaml` spells it, else as the last call did.
    pub name: &'g str,
    /// What the person speaks for, by the organisations' own names, each once: what `workgroup.yaml` says, else what
    /// the calls say, the last one first. May be empty.
    pub organizations: Vec<&'g str>,
    /// What the person is in the group, by `workgroup.yaml`.
    pub role: Option<&'g str>,
    /// The account on GitHub, without `@`.
    pub github: Option<&'g str>,
}

/// A person in the attendance of a call, with the place in its file.
#[derive(Debug, Clone, Copy)]
pub struct Seat<'g> {
    /// The organisation as the file spells it, which is its key there.
    pub key: &'g str,
    /// The place in the list of that organisation, from 0.
    pub at: usize,
    /// What the file says of the person.
    pub attendee: &'g Attendee,
}

impl<'g> Views<'g> {
    /// Everybody who is known on a day: the people of `workgroup.yaml` in its order, as of that day, then those whom
    /// only earlier calls list, the last call first. Nobody is known for an organization that the person left, or is
    /// still to join.
    pub fn people_on(&self, day: NaiveDate) -> Vec<KnownPerson<'g>> {
        let mut known: Vec<KnownPerson<'g>> = Vec::new();
        let mut by_name: HashMap<String, usize> = HashMap::new();
        let organization_of =
            |person: &'g Person| person.organization.as_ref().map(|one| self.index.organization_name(one.as_str()));
        let (present, absent): (Vec<&Person>, Vec<&Person>) =
            self.workgroup.people.iter().partition(|person| person.is_listed_on(day));
        let absent: HashSet<(String, Option<&str>)> =
            absent.into_iter().map(|person| (folded(&person.name), organization_of(person))).collect();
        for person in present {
            let name = person.name.as_str();
            let at = *by_name.entry(folded(name)).or_insert(known.len());
            let organization = organization_of(person);
            let (role, github) = (person.role.as_deref(), person.github.as_deref());
            match known.get_mut(at) {
                Some(same) => same.organizations.extend(organization),
                None => known.push(KnownPerson { name, organizations: Vec::from_iter(organization), role, github }),
            }
        }
        let settled: Vec<bool> = known.iter().map(|person| !person.organizations.is_empty()).collect();
        for (organization, attendee) in self.meetings_before(day).iter().rev().flat_map(listed) {
            let name = attendee.name.as_str();
            let organization = self.index.organization_name(organization);
            let at = *by_name.entry(folded(name)).or_insert(known.len());
            if settled.get(at) == Some(&true) {
                continue;
            }
            if at == known.len() {
                known.push(KnownPerson { name, organizations: Vec::new(), role: None, github: None });
            }
            let is_absent = !absent.is_empty() && absent.contains(&(folded(name), Some(organization)));
            if let Some(person) =
                known.get_mut(at).filter(|one| !is_absent && !one.organizations.contains(&organization))
            {
                person.organizations.push(organization);
            }
        }
        known
    }

    /// Everybody who may be in a call: first who was in the last one that lists its people, then the others, in the
    /// order of [`Views::people_on`].
    pub fn people_for(&self, meeting: &Meeting) -> Vec<KnownPerson<'g>> {
        let day = meeting.date.value;
        let listing = |meeting: &&Meeting| self.is_held(meeting) && meeting.attendance.is_some();
        let last = self.meetings_before(day).iter().rev().find(listing);
        let present = last.into_iter().flat_map(listed).filter(|(_, attendee)| attendee.present);
        let present: HashSet<String> = present.map(|(_, attendee)| folded(&attendee.name)).collect();
        let mut people = self.people_on(day);
        people.sort_by_cached_key(|person| !present.contains(&folded(person.name)));
        people
    }

    /// Where a person stands in the attendance of a call.
    pub fn seat(&self, name: &str, meeting: &'g Meeting) -> Option<Seat<'g>> {
        let delegations = meeting.attendance.iter().flatten();
        let mut seats = delegations.flat_map(|delegation| {
            let key = delegation.organization.as_str();
            delegation.people.iter().enumerate().map(move |(at, attendee)| Seat { key, at, attendee })
        });
        seats.find(|seat| is_same(&seat.attendee.name, name))
    }
}

impl KnownPerson<'_> {
    /// Whether words mean the person: the name without regard to case and accents, or the account on GitHub.
    pub fn is_meant_by(&self, words: &str) -> bool {
        let account = words.strip_prefix('@').unwrap_or(words);
        is_same(self.name, words) || self.github.is_some_and(|own| own.eq_ignore_ascii_case(account))
    }
}

/// Whether two spellings are of one name.
pub fn is_same(one: &str, other: &str) -> bool {
    let name = folded(one);
    !name.is_empty() && name == folded(other)
}

/// Whom a call lists, each with the organisation as the file spells it.
fn listed(meeting: &Meeting) -> impl Iterator<Item = (&str, &Attendee)> {
    let delegations = meeting.attendance.iter().flatten();
    delegations.flat_map(|one| one.people.iter().map(|attendee| (one.organization.as_str(), attendee)))
}

#[cfg(test)]
mod tests {
    use crate::view::tests::{GROUP, day, on};

    #[test]
    fn people_are_those_of_the_group_then_those_of_the_calls() {
        let workgroup = format!(
            "{GROUP}people:\n  - {{ name: José Pérez, organization: DT, github: jose, role: chair }}\n  \
             - {{ name: Ann Lee }}\n"
        );
        let files = [
            ("workgroup.yaml", workgroup.as_str()),
            ("minutes/2026-01-08.yaml", "date: 2026-01-08\nattendance: { DT: [Bo Berg], Zeta: [Old Name, Ann Lee] }\n"),
            (
                "minutes/2026-01-22.yaml",
                "date: 2026-01-22\nattendance: { Orange: [bo berg, Jose Perez], Zeta: [Old Name] }\n",
            ),
            ("minutes/2026-02-12.yaml", "date: 2026-02-12\nattendance: { Orange: [Too Late] }\n"),
        ];
        on(&files, "2026-02-12", |views| {
            let known = views.people_on(day("2026-02-12"));
            let told: Vec<_> =
                known.iter().map(|one| format!("{}: {}", one.name, one.organizations.join(", "))).collect();
            assert_eq!(
                told,
                [
                    "José Pérez: Deutsche Telekom",
                    "Ann Lee: Zeta",
                    "bo berg: Orange, Deutsche Telekom",
                    "Old Name: Zeta"
                ]
            );
            assert!(known[0].is_meant_by("jose perez") && known[0].is_meant_by("@Jose"));
            assert!(!known[0].is_meant_by("") && !known[1].is_meant_by("@"));
        });
    }

    #[test]
    fn people_are_of_the_day() {
        let workgroup = format!(
            "{GROUP}people:\n  - {{ name: Ann Lee, organization: DT, until: 2026-02-12, role: chair }}\n  \
             - {{ name: Ann Lee, organization: Orange, since: 2026-02-13 }}\n  \
             - {{ name: Bo Berg, organization: DT, until: 2026-02-12 }}\n"
        );
        let call = "date: 2026-02-12\nattendance: { DT: [Ann Lee, Bo Berg], Zeta: [Cy Dow] }\n";
        let files = [("workgroup.yaml", workgroup.as_str()), ("minutes/2026-02-12.yaml", call)];
        on(&files, "2026-03-01", |views| {
            let told = |date: &str| -> Vec<_> {
                let known = views.people_on(day(date));
                known.iter().map(|one| format!("{} {:?} {:?}", one.name, one.organizations, one.role)).collect()
            };
            assert_eq!(
                told("2026-02-12"),
                [r#"Ann Lee ["Deutsche Telekom"] Some("chair")"#, r#"Bo Berg ["Deutsche Telekom"] None"#]
            );
            assert_eq!(
                told("2026-02-26"),
                [r#"Ann Lee ["Orange"] None"#, r#"Bo Berg [] None"#, r#"Cy Dow ["Zeta"] None"#]
            );
        });
    }

    #[test]
    fn who_was_in_the_last_call_comes_first() {
        let workgroup = format!("{GROUP}people: [Bo Berg, Cy Dow, Ann Lee]\n");
        let files = [
            ("workgroup.yaml", workgroup.as_str()),
            ("minutes/2026-01-22.yaml", "date: 2026-01-22\nattendance: { Orange: [Bo Berg] }\n"),
            (
                "minutes/2026-02-12.yaml",
                "date: 2026-02-12\nattendance: { Orange: [Ann Lee, Guest G, { name: Cy Dow, present: false }] }\n",
            ),
            ("minutes/2026-02-26.yaml", "date: 2026-02-26\n"),
            ("minutes/2026-03-12.yaml", "date: 2026-03-12\nattendance: { Orange: [Guest G] }\n"),
        ];
        on(&files, "2026-03-12", |views| {
            let names: Vec<_> = views.people_for(&views.group.meetings[3]).iter().map(|one| one.name).collect();
            assert_eq!(names, ["Ann Lee", "Guest G", "Bo Berg", "Cy Dow"]);
        });
    }

    #[test]
    fn a_seat_is_found_by_the_name() {
        let call = "date: 2026-02-12\nattendance: { DT: Ann Lee, Orange: [Bo, { name: José, present: false }] }\n";
        on(&[("minutes/2026-02-12.yaml", call)], "2026-02-12", |views| {
            let seat = |name| views.seat(name, &views.group.meetings[0]).map(|seat| (seat.key, seat.at));
            assert_eq!(seat("ann lee"), Some(("DT", 0)));
            assert_eq!(seat("Jose"), Some(("Orange", 1)));
            assert_eq!(seat("Nobody"), None);
        });
    }
}
