//! Tells names and organizations apart, and claims only entries whose texts look like names.

use super::entry::{AttendanceEntry, EntryPart, EntryShape};
use super::known::KnownNames;
use super::words::{is_placeholder, looks_like_organization, looks_like_person};
use super::{AttendanceList, ListedName};
use crate::model::meeting::Attendee;
use crate::model::spelling::fold_name;
use std::collections::HashSet;

/// The organization of an entry, if it has one, and its people.
type AssignedParts<'t> = (Option<EntryPart<'t>>, Vec<EntryPart<'t>>);

/// The attendance in the entries of a list, and the lines of those that name nobody.
pub fn claim_entries<'t>(entries: Vec<AttendanceEntry<'t>>, known: &KnownNames) -> AttendanceList<'t> {
    let mut form = ListForm::new(&entries, known);
    let mut assigned: Vec<Option<AssignedParts>> = entries.iter().map(|entry| form.assign_roles(entry)).collect();
    // An organization in one entry is one in all others.
    for (entry, names) in entries.iter().zip(&assigned) {
        let valid = names.as_ref().filter(|names| form.is_valid(entry, names));
        if let Some(organization) = valid.and_then(|(organization, _)| organization.as_ref()) {
            form.known.add_organization(&organization.text);
        }
    }
    for (entry, names) in entries.iter().zip(&mut assigned) {
        names.take_if(|names| !form.is_valid(entry, names));
    }
    let first_open = entries.iter().find(|entry| entry.shape == EntryShape::Either && form.lean == 0);
    let unsettled = first_open.and_then(|entry| entry.parts.first()).map(EntryPart::source_range);
    let mut attendance = AttendanceList { unsettled, ..AttendanceList::default() };
    // A single word is a person only between others.
    let (count, half) = (assigned.iter().flatten().count(), entries.len().div_ceil(2));
    let is_lonely = |entry: &AttendanceEntry| {
        let name = &entry.parts[0];
        let is_rare = count < half || count < 2 && !name.text.contains(' ');
        entry.shape == EntryShape::Alone && is_rare && !name.is_mention && !form.is_known(name)
    };
    let refused = entries.iter().zip(&assigned).filter(|(entry, names)| names.is_none() || is_lonely(entry));
    let refused: HashSet<usize> = refused.map(|(entry, _)| entry.line.at).collect();
    let bold = entries.iter().filter(|entry| entry.is_bold).count();
    let bold_is_present = bold >= 2
        && bold
            < entries.iter().filter(|entry| entry.shape != EntryShape::Organization || entry.parts.len() > 1).count();
    for (entry, assigned) in entries.iter().zip(assigned) {
        match assigned.filter(|_| !refused.contains(&entry.line.at)) {
            None => attendance.unclaimed.push(entry.line),
            Some(assigned) => {
                let is_present = entry.is_present != Some(false) && (entry.is_bold || !bold_is_present);
                attendance.add_names(assigned, is_present, &form.known);
            }
        }
    }
    attendance
}

impl AttendanceList<'_> {
    fn add_names(&mut self, (organization, people): AssignedParts, is_present: bool, known: &KnownNames) {
        let organization = organization.filter(|organization| !is_placeholder(&organization.text));
        let mut add = |named: &EntryPart, organization: &str, person: Option<Attendee>| {
            let (place, organization) = (named.source_range(), organization.to_owned());
            self.names.push(ListedName { place, organization, person });
        };
        if let Some(organization) = &organization {
            add(organization, &organization.text, None);
        }
        // A remark after the organization is about its people.
        let shared = organization.unwrap_or_default();
        for person in people.into_iter().filter(|person| !is_placeholder(&person.text)) {
            if shared.text.is_empty() && known.is_organization(&person.text) {
                add(&person, &person.text, None);
                continue;
            }
            let attendee = Attendee {
                name: person.text.clone().into(),
                role: person.role.clone().or_else(|| shared.role.clone()),
                note: person.note.clone().or_else(|| shared.note.clone()),
                present: is_present && !person.is_absent && !shared.is_absent,
            };
            add(if shared.text.is_empty() { &person } else { &shared }, &shared.text, Some(attendee));
        }
    }
}

/// What is known about a list as a whole.
struct ListForm {
    known: KnownNames,
    /// Positive where the organization comes first in most entries of two parts, by known names, repeated names, and
    /// the form of names; 0 if nothing decides.
    lean: i32,
    /// Whether all entries are `Family, Given, Org`.
    has_family_names: bool,
    /// Whether any entry is a list item.
    has_items: bool,
    /// The number of entries that begin with an organization.
    labels: usize,
}

impl ListForm {
    fn new(entries: &[AttendanceEntry], known: &KnownNames) -> Self {
        let mut known = known.clone();
        for entry in entries {
            // Its parts are unambiguous.
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
        let open = || entries.iter().filter(|entry| matches!(entry.shape, EntryShape::Either | EntryShape::Several));
        let (mut lean, mut firsts, mut lasts, mut count) = (0, HashSet::new(), HashSet::new(), 0);
        for (first, last) in open().filter_map(|entry| entry.parts.first().zip(entry.parts.last())) {
            lean += score_organization(&first.text, 1, &known) - score_organization(&last.text, 1, &known);
            // Organizations are repeated.
            lean += 4 * i32::from(!firsts.insert(fold_name(&first.text)));
            lean -= 4 * i32::from(!lasts.insert(fold_name(&last.text)));
            count += 1;
        }
        let is_family = |entry: &AttendanceEntry| {
            entry.parts.len() == 3 && entry.parts[..2].iter().all(|part| !part.text.contains(' '))
        };
        Self {
            known,
            lean,
            has_family_names: count > 1 && open().all(is_family),
            has_items: entries.iter().any(|entry| entry.is_item),
            labels: entries.iter().filter(|entry| entry.shape == EntryShape::Organization).count(),
        }
    }

    /// The organization of an entry and its people. `None` if it is not clear which is which.
    fn assign_roles<'t>(&self, entry: &AttendanceEntry<'t>) -> Option<AssignedParts<'t>> {
        let mut parts = entry.parts.clone();
        let (first, last) = (&parts.first()?.text, &parts.last()?.text);
        let organization_first = match entry.shape {
            EntryShape::Alone => return Some((None, parts)),
            EntryShape::Organization => true,
            EntryShape::Name => false,
            EntryShape::Several => self.known.is_organization(first),
            EntryShape::Either => {
                match score_organization(first, 2, &self.known) - score_organization(last, 2, &self.known) {
                    -1..=1 => self.lean > 0,
                    lean => lean > 0,
                }
            }
        };
        if organization_first {
            let organization = parts.remove(0);
            return Some((Some(organization), parts));
        }
        let is_person = |part: &EntryPart| part.text.contains(' ') && !self.known.is_organization(&part.text);
        match entry.shape {
            EntryShape::Several if !entry.is_item && parts.iter().all(is_person) => return Some((None, parts)),
            EntryShape::Several if self.has_family_names => {
                let family = parts.remove(0).text;
                parts[0].text = format!("{family}, {}", parts[0].text);
            }
            EntryShape::Several if !self.known.is_organization(last) => return None,
            // A dash separates one name from the others.
            EntryShape::Either if parts.len() > 2 => return None,
            _ => {}
        }
        let organization = parts.pop();
        Some((organization, parts))
    }

    fn is_known(&self, name: &EntryPart) -> bool {
        is_placeholder(&name.text) || self.known.is_person(&name.text)
    }

    /// Whether the texts of an entry look like names.
    fn is_valid(&self, entry: &AttendanceEntry, (organization, people): &AssignedParts) -> bool {
        let is_organization = |name: &EntryPart| self.known.is_organization(&name.text);
        let is_person =
            |person: &EntryPart| person.is_mention || self.is_known(person) || looks_like_person(&person.text);
        let Some(organization) = organization else {
            let is_listed = entry.is_item || !self.has_items;
            let is_name =
                |name: &EntryPart| is_organization(name) || self.is_known(name) || is_listed && is_person(name);
            return people.iter().all(is_name) && !links_elsewhere(entry.line.text);
        };
        let text = &organization.text;
        // A remark needs a person.
        let is_remark = people.is_empty() && (organization.role.is_some() || organization.note.is_some());
        let is_label = entry.shape == EntryShape::Organization && !entry.is_item && self.labels < 2;
        let is_short_name =
            entry.shape == EntryShape::Name && text.len() <= 40 && text.chars().all(char::is_alphanumeric);
        let is_usual =
            looks_like_organization(text) && (!is_label || people.iter().any(|person| person.text.contains(' ')));
        let is_known = is_placeholder(text) || is_organization(organization);
        !is_remark && (is_known || is_short_name || is_usual) && people.iter().all(is_person)
    }
}

/// Higher for organizations: known ones, those that own action points, single words, and names in capitals.
fn score_organization(text: &str, owner_weight: i32, known: &KnownNames) -> i32 {
    let is_short_form =
        text.len() > 1 && text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase);
    6 * known.organization_score(text)
        + owner_weight * i32::from(known.is_owner(text))
        + i32::from(text.split_whitespace().count() == 1)
        + i32::from(is_short_form)
}

/// Whether a line has a link that is not to the profile of a person.
fn links_elsewhere(line: &str) -> bool {
    let is_profile = |url: &str| {
        let path = url.split([')', '"', '>']).next().and_then(|url| url.split_once("github.com/"));
        url.starts_with("mailto:") || path.is_some_and(|(_, path)| !path.trim_end_matches('/').contains('/'))
    };
    line.split("](").skip(1).chain(line.split("href=\"").skip(1)).any(|url| !is_profile(url))
}
