//! Tells names and organizations apart, and claims only entries whose texts look like names.

use super::entry::{AttendanceEntry, EntryPart, EntryShape};
use super::order::{AssignedParts, KnownNames, NameOrder};
use super::words::{is_placeholder, looks_like_organization, looks_like_person};
use super::{AttendanceList, ListedPerson};
use crate::model::meeting::Attendee;
use std::collections::HashSet;

/// The attendance in the entries of a list, and the lines of those that name nobody.
pub fn claim_entries<'t>(entries: Vec<AttendanceEntry<'t>>, known: &KnownNames) -> AttendanceList<'t> {
    let mut known = known.with_entries(&entries);
    let order = NameOrder::from_entries(&entries, &known);
    let mut attendance = AttendanceList { unsettled: order.find_unsettled(&entries), ..AttendanceList::default() };
    let list = ListForm {
        has_items: entries.iter().any(|entry| entry.is_item),
        labels: entries.iter().filter(|entry| entry.shape == EntryShape::Organization).count(),
    };
    let assigned: Vec<Option<AssignedParts>> = entries.iter().map(|entry| order.assign_roles(entry, &known)).collect();
    let is_valid = |(entry, assigned): (&AttendanceEntry, &Option<AssignedParts>), known: &KnownNames| {
        assigned.as_ref().is_some_and(|assigned| list.is_valid(entry, assigned, known))
    };
    let all = || entries.iter().zip(&assigned);
    let names = all().filter(|one| is_valid(*one, &known)).collect::<Vec<_>>();
    let organizations = names.iter().filter_map(|(_, assigned)| assigned.as_ref()?.0.as_ref());
    let organizations: Vec<String> = organizations.map(|organization| organization.text.clone()).collect();
    // A single word is a person only between others.
    let (count, half) = (names.len(), entries.len().div_ceil(2));
    organizations.iter().for_each(|organization| known.add_organization(organization));
    let is_known = |name: &EntryPart| name.is_mention || known.is_person(&name.text) || is_placeholder(&name.text);
    let is_lonely = |entry: &AttendanceEntry| {
        let name = &entry.parts[0];
        entry.shape == EntryShape::Alone && !is_known(name) && (count < half || count < 2 && !name.text.contains(' '))
    };
    let refused: HashSet<usize> =
        all().filter(|one| !is_valid(*one, &known) || is_lonely(one.0)).map(|(entry, _)| entry.line.at).collect();
    let bold = entries.iter().filter(|entry| entry.is_bold).count();
    let bold_is_present = bold >= 2 && bold < entries.iter().filter(|entry| entry.has_people()).count();
    for (entry, assigned) in entries.iter().zip(assigned) {
        match assigned.filter(|_| !refused.contains(&entry.line.at)) {
            None => attendance.unclaimed.push(entry.line),
            Some(assigned) => {
                let is_present = entry.is_present != Some(false) && (entry.is_bold || !bold_is_present);
                attendance.add_people(assigned, is_present, &known);
            }
        }
    }
    attendance
}

impl AttendanceList<'_> {
    fn add_people(&mut self, (first, people): AssignedParts, is_present: bool, known: &KnownNames) {
        let organization = first.filter(|organization| !is_placeholder(&organization.text));
        self.organizations.extend(organization.as_ref().map(|organization| organization.text.clone()));
        for person in people.into_iter().filter(|person| !is_placeholder(&person.text)) {
            if organization.is_none() && known.is_organization(&person.text) {
                self.organizations.push(person.text);
                continue;
            }
            // A remark after the organization is about its people.
            let shared = organization.as_ref();
            let is_absent = person.is_absent || shared.is_some_and(|shared| shared.is_absent);
            self.people.push(ListedPerson {
                place: shared.unwrap_or(&person).source_range(),
                organization: shared.map(|shared| shared.text.clone()).unwrap_or_default(),
                attendee: Attendee {
                    name: person.text.into(),
                    role: person.role.or_else(|| shared?.role.clone()),
                    note: person.note.or_else(|| shared?.note.clone()),
                    present: is_present && !is_absent,
                },
            });
        }
    }
}

/// What is known about a list as a whole.
struct ListForm {
    /// Whether any entry is a list item.
    has_items: bool,
    /// The number of entries that begin with an organization.
    labels: usize,
}

impl ListForm {
    /// Whether the texts of an entry look like names.
    fn is_valid(&self, entry: &AttendanceEntry, (organization, people): &AssignedParts, known: &KnownNames) -> bool {
        let is_known = |name: &EntryPart| is_placeholder(&name.text) || known.is_person(&name.text);
        let is_person = |person: &EntryPart| person.is_mention || is_known(person) || looks_like_person(&person.text);
        let Some(organization) = organization else {
            let is_listed = entry.is_item || !self.has_items;
            let is_name =
                |name: &EntryPart| known.is_organization(&name.text) || is_known(name) || is_listed && is_person(name);
            return people.iter().all(is_name) && !links_elsewhere(entry.line.text);
        };
        // A remark needs a person.
        if people.is_empty() && (organization.role.is_some() || organization.note.is_some()) {
            return false;
        }
        let is_label = entry.shape == EntryShape::Organization && !entry.is_item && self.labels < 2;
        let is_organization = is_placeholder(&organization.text)
            || known.is_organization(&organization.text)
            || entry.shape == EntryShape::Name
                && !organization.text.contains(|c: char| !c.is_alphanumeric())
                && organization.text.len() <= 40
            || looks_like_organization(&organization.text)
                && (!is_label || people.iter().any(|person| person.text.contains(' ')));
        is_organization && people.iter().all(is_person)
    }
}

/// Whether a line has a link that is not to the profile of a person.
fn links_elsewhere(line: &str) -> bool {
    let is_profile = |url: &str| {
        let path =
            url.split_once("github.com/").map(|(_, path)| path.split([')', '"', '>']).next().unwrap_or_default());
        url.starts_with("mailto:") || path.is_some_and(|path| !path.trim_end_matches('/').contains('/'))
    };
    line.split("](").skip(1).chain(line.split("href=\"").skip(1)).any(|url| !is_profile(url))
}
