//! Who takes part in calls: the people of `workgroup.yaml`, then those listed in earlier calls.

pub mod by_organization;
pub mod seats;

use super::base::ViewBase;
use crate::model::meeting::Meeting;
use crate::model::organization::Person;
use crate::model::spelling::{is_same_name, name_key};
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

/// A person known from the records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPerson<'g> {
    /// As spelled in `workgroup.yaml`, or else in the last call.
    pub name: &'g str,
    /// The person's organizations, by their own names, each once: from `workgroup.yaml`, or else from the calls, the
    /// last one first. May be empty.
    pub organizations: Vec<&'g str>,
    /// The person's role in the group, from `workgroup.yaml`.
    pub role: Option<&'g str>,
    /// The GitHub account, without `@`.
    pub github: Option<&'g str>,
}

/// How many people with the same name are distinguished: more are a copied mistake.
pub const MOST_NAMESAKES: usize = 5;

/// The people of the group and of its calls.
pub struct People<'g> {
    pub(super) base: Arc<ViewBase<'g>>,
    pub(super) by_name: OnceLock<HashMap<String, Vec<&'g Person>>>,
}

impl<'g> People<'g> {
    /// Everyone known on a day: the people of `workgroup.yaml` in its order, as of that day, then those listed only in
    /// earlier calls, the last call first. Organizations that a person left or has yet to join are left out.
    pub fn known_on(&self, day: NaiveDate) -> Vec<KnownPerson<'g>> {
        let mut known: Vec<KnownPerson<'g>> = Vec::new();
        let mut by_name: HashMap<String, usize> = HashMap::new();
        // Which of the known people belong to which organization.
        let mut speaks_for: HashSet<(usize, &str)> = HashSet::new();
        let organization_of = |person: &'g Person| {
            person.organization.as_ref().map(|one| self.base.index.organization_name(one.as_str()))
        };
        let (present, absent): (Vec<&Person>, Vec<&Person>) =
            self.base.workgroup.people.iter().partition(|person| person.is_listed_on(day));
        let absent: HashSet<(String, Option<&str>)> =
            absent.into_iter().map(|person| (name_key(&person.name), organization_of(person))).collect();
        for person in present {
            let name = person.name.as_str();
            let at = *by_name.entry(name_key(name)).or_insert(known.len());
            let organization = organization_of(person);
            let (role, github) = (person.role.as_deref(), person.github.as_deref());
            let is_new = organization.is_none_or(|organization| speaks_for.insert((at, organization)));
            match known.get_mut(at) {
                Some(same) => same.organizations.extend(organization.filter(|_| is_new)),
                None => known.push(KnownPerson { name, organizations: Vec::from_iter(organization), role, github }),
            }
        }
        let settled: Vec<bool> = known.iter().map(|person| !person.organizations.is_empty()).collect();
        let earlier = self.base.calls.meetings_before(day).iter().rev();
        for (delegation, attendee) in earlier.flat_map(Meeting::listed_people) {
            let name = attendee.name.as_str();
            let organization = self.base.index.organization_name(delegation.organization.as_str());
            let at = *by_name.entry(name_key(name)).or_insert(known.len());
            if settled.get(at) == Some(&true) {
                continue;
            }
            if at == known.len() {
                known.push(KnownPerson { name, organizations: Vec::new(), role: None, github: None });
            }
            let is_absent = !absent.is_empty() && absent.contains(&(name_key(name), Some(organization)));
            if let Some(person) = known.get_mut(at).filter(|_| !is_absent && speaks_for.insert((at, organization))) {
                person.organizations.push(organization);
            }
        }
        known
    }

    /// Everyone who may attend a call: first those present in the last call with a recorded attendance, then the others
    /// in the order of [`People::known_on`].
    pub fn likely_attendees(&self, meeting: &Meeting) -> Vec<KnownPerson<'g>> {
        let day = meeting.date.value;
        let listing = |meeting: &&Meeting| self.base.calls.is_held(meeting) && meeting.attendance.is_some();
        let last = self.base.calls.meetings_before(day).iter().rev().find(listing);
        let present = last.into_iter().flat_map(Meeting::listed_people).filter(|(_, attendee)| attendee.present);
        let present: HashSet<String> = present.map(|(_, attendee)| name_key(&attendee.name)).collect();
        let mut people = self.known_on(day);
        people.sort_by_cached_key(|person| !present.contains(&name_key(person.name)));
        people
    }

    /// The entries of `people` with a name.
    pub fn entries(&self, name: &str) -> impl Iterator<Item = &'g Person> {
        let by_name = self.by_name.get_or_init(|| {
            let mut by_name: HashMap<String, Vec<&Person>> = HashMap::new();
            for person in &self.base.workgroup.people {
                by_name.entry(name_key(&person.name)).or_default().push(person);
            }
            by_name
        });
        by_name.get(&name_key(name)).into_iter().flatten().copied()
    }

    /// The entries of `people` with a name on a day: several if two people have the same name.
    pub fn entries_on(&self, name: &str, day: NaiveDate) -> impl Iterator<Item = &'g Person> {
        self.entries(name).filter(move |person| person.is_listed_on(day))
    }

    /// Whether `people` has two people with a name on a day, one for each of two organizations.
    pub fn has_namesakes(&self, name: &str, organizations: [&str; 2], day: NaiveDate) -> bool {
        let [one, other] = organizations;
        let entries: Vec<&Person> = self.entries_on(name, day).take(MOST_NAMESAKES).collect();
        let speakers = |organization: &str| -> Vec<usize> {
            (0..entries.len()).filter(|at| self.may_represent(entries[*at], organization)).collect()
        };
        let others = speakers(other);
        speakers(one).iter().any(|at| others.iter().any(|other| other != at))
    }

    /// Whether an entry lists the person for an organization, or for none.
    pub fn may_represent(&self, person: &Person, organization: &str) -> bool {
        let name = |spelling: &str| self.base.index.organization_name(spelling).to_owned();
        person.organization.as_ref().is_none_or(|own| is_same_name(&name(own), &name(organization)))
    }
}

impl KnownPerson<'_> {
    /// Whether the text is the person's name, ignoring case and accents, or the GitHub account.
    pub fn has_name(&self, words: &str) -> bool {
        let account = words.strip_prefix('@').unwrap_or(words);
        is_same_name(self.name, words) || self.github.is_some_and(|own| own.eq_ignore_ascii_case(account))
    }
}

#[cfg(test)]
mod tests {
    use crate::test_group::{TestGroup, day};

    #[test]
    fn people_of_the_group_come_before_those_of_calls() {
        let people =
            "people:\n  - { name: José Pérez, organization: DT, github: jose, role: chair }\n  - { name: Ann Lee }\n";
        let views = TestGroup::new()
            .more_settings(people)
            .call("2026-01-08", "attendance: { DT: [Bo Berg], Zeta: [Old Name, Ann Lee] }\n")
            .call("2026-01-22", "attendance: { Orange: [bo berg, Jose Perez], Zeta: [Old Name] }\n")
            .call("2026-02-12", "attendance: { Orange: [Too Late] }\n")
            .views("2026-02-12");
        let known = views.people.known_on(day("2026-02-12"));
        let lines = known.iter().map(|one| format!("{}: {}", one.name, one.organizations.join(", ")));
        assert_eq!(
            lines.collect::<Vec<_>>(),
            ["José Pérez: Deutsche Telekom", "Ann Lee: Zeta", "bo berg: Orange, Deutsche Telekom", "Old Name: Zeta"]
        );
        assert!(known[0].has_name("jose perez") && known[0].has_name("@Jose"));
        assert!(!known[0].has_name("") && !known[1].has_name("@"));
    }

    #[test]
    fn people_depend_on_the_day() {
        let people = "people:\n  - { name: Ann Lee, organization: DT, until: 2026-02-12, role: chair }\n  \
                      - { name: Ann Lee, organization: Orange, since: 2026-02-13 }\n  \
                      - { name: Bo Berg, organization: DT, until: 2026-02-12 }\n";
        let call = "attendance: { DT: [Ann Lee, Bo Berg], Zeta: [Cy Dow] }\n";
        let views = TestGroup::new().more_settings(people).call("2026-02-12", call).views("2026-03-01");
        let format_people = |date: &str| -> Vec<_> {
            let known = views.people.known_on(day(date));
            known.iter().map(|one| format!("{} {:?} {:?}", one.name, one.organizations, one.role)).collect()
        };
        assert_eq!(
            format_people("2026-02-12"),
            [r#"Ann Lee ["Deutsche Telekom"] Some("chair")"#, r#"Bo Berg ["Deutsche Telekom"] None"#]
        );
        assert_eq!(
            format_people("2026-02-26"),
            [r#"Ann Lee ["Orange"] None"#, r#"Bo Berg [] None"#, r#"Cy Dow ["Zeta"] None"#]
        );
    }

    #[test]
    fn people_of_the_last_call_come_first() {
        let views = TestGroup::new()
            .more_settings("people: [Bo Berg, Cy Dow, Ann Lee]\n")
            .call("2026-01-22", "attendance: { Orange: [Bo Berg] }\n")
            .call("2026-02-12", "attendance: { Orange: [Ann Lee, Guest G, { name: Cy Dow, present: false }] }\n")
            .call("2026-02-26", "")
            .call("2026-03-12", "attendance: { Orange: [Guest G] }\n")
            .views("2026-03-12");
        let likely = views.people.likely_attendees(&views.group.meetings[3]);
        assert_eq!(likely.iter().map(|one| one.name).collect::<Vec<_>>(), ["Ann Lee", "Guest G", "Bo Berg", "Cy Dow"]);
    }

    #[test]
    fn two_people_with_one_name_have_two_entries() {
        let people = "people:\n  - { name: Ann Lee, organization: DT }\n  - { name: ann-lee, organization: Orange, since: \
                      2026-02-12 }\n  - { name: Ann.Lee, organization: NCSRD }\n  - { name: Bo Berg }\n";
        let views = TestGroup::new().more_settings(people).views("2026-03-01");
        let has = |one, other, date| views.people.has_namesakes("Ann Lee", [one, other], day(date));
        assert!(has("Deutsche Telekom", "Orange", "2026-02-12") && has("Orange", "DT", "2026-03-12"));
        assert!(!has("Deutsche Telekom", "Orange", "2026-02-11"), "the second entry begins later");
        assert!(!has("DT", "Deutsche Telekom", "2026-02-12"), "one entry is one person");
        assert!(!has("DT", "NCSRD", "2026-02-12"), "a full stop makes it another name");
        assert!(!views.people.has_namesakes("Bo Berg", ["DT", "Orange"], day("2026-02-12")));
    }
}
