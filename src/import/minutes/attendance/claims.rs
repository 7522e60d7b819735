//! Tells names and organizations apart, and claims only entries whose texts look like names.

use super::entry::{AttendanceEntry, EntryPart, EntryShape};
use super::known::KnownNames;
use super::words::{is_placeholder, looks_like_organization, looks_like_person};
use super::{AttendanceList, ListedName};
use crate::model::meeting::Attendee;
use crate::model::spelling::fold_name;
use std::collections::HashSet;

/// The organization of an entry, if it has one, and its people.
type AssignedParts = (Option<EntryPart>, Vec<EntryPart>);

/// The attendance in the entries of a list, and the lines of those that name nobody.
pub fn claim_entries<'t>(entries: Vec<AttendanceEntry<'t>>, known: &KnownNames) -> AttendanceList<'t> {
    let mut form = ListForm::new(&entries, known);
    let mut assigned: Vec<_> = entries.iter().map(|entry| (form.assign_roles(entry), false)).collect();
    // An organization in one entry is one in all others, so that these are tried again.
    for _ in 0..2 {
        for (entry, (names, is_valid)) in entries.iter().zip(&mut assigned).filter(|(_, (_, is_valid))| !is_valid) {
            let Some(names) = names.as_ref().filter(|names| form.is_valid(entry, names)) else { continue };
            names.0.iter().for_each(|organization| form.known.add_organization(&organization.text));
            *is_valid = true;
        }
        if assigned.iter().all(|(_, is_valid)| !is_valid) {
            break;
        }
    }
    let first_open = entries.iter().find(|entry| entry.shape == EntryShape::Either && form.lean == 0);
    let unsettled = first_open.map(|entry| entry.find_name(&entry.parts[0].text));
    let mut attendance = AttendanceList { unsettled, ..AttendanceList::default() };
    // A single word is a person only between others.
    let (count, half) = (assigned.iter().filter(|(_, is_valid)| *is_valid).count(), entries.len().div_ceil(2));
    let is_lonely = |entry: &AttendanceEntry| {
        let name = &entry.parts[0];
        let is_rare = count < half || count < 2 && !name.text.contains(' ');
        entry.shape == EntryShape::Alone && is_rare && !name.is_mention && !form.is_known(name)
    };
    let refused = entries.iter().zip(&assigned).filter(|(entry, (_, is_valid))| !is_valid || is_lonely(entry));
    let refused: HashSet<usize> = refused.map(|(entry, _)| entry.line.at).collect();
    let named = || entries.iter().filter(|entry| entry.shape != EntryShape::Organization || entry.parts.len() > 1);
    let bold_is_present = (2..named().count()).contains(&named().filter(|entry| entry.is_bold).count());
    for (entry, (assigned, _)) in entries.iter().zip(assigned) {
        match assigned.filter(|_| !refused.contains(&entry.line.at)) {
            None => attendance.unclaimed.push(entry.line),
            Some((organization, people)) => {
                let is_present = entry.is_present != Some(false) && (entry.is_bold || !bold_is_present);
                let named = organization.filter(|organization| !is_placeholder(&organization.text));
                attendance.add_names(entry, &named.unwrap_or_default(), people, is_present, &form.known);
            }
        }
    }
    attendance
}

impl AttendanceList<'_> {
    /// Adds an organization, which may have no name, and its people. A remark after the organization is about them.
    fn add_names(
        &mut self,
        entry: &AttendanceEntry,
        shared: &EntryPart,
        people: Vec<EntryPart>,
        is_present: bool,
        known: &KnownNames,
    ) {
        let mut add = |place: &str, organization: &str, person: Option<Attendee>| {
            let place = entry.find_name(if organization.is_empty() { place } else { organization });
            self.names.push(ListedName { place, organization: organization.to_owned(), person });
        };
        if !shared.text.is_empty() {
            add("", &shared.text, None);
        }
        for EntryPart { text, role, note, is_absent, .. } in people.into_iter().filter(|one| !is_placeholder(&one.text))
        {
            if shared.text.is_empty() && known.is_organization(&text) {
                add("", &text, None);
                continue;
            }
            let present = is_present && !is_absent && !shared.is_absent;
            let (role, note) = (role.or_else(|| shared.role.clone()), note.or_else(|| shared.note.clone()));
            add(&text, &shared.text, Some(Attendee { name: text.clone().into(), role, note, present }));
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
            let is_person = |person: &EntryPart| looks_like_person(&person.text) || known.find(&person.text).person;
            if people.iter().all(is_person) && looks_like_organization(&organization.text) {
                known.add_organization(&organization.text);
                people.iter().for_each(|person| known.add_person(&person.text));
            }
        }
        let open = || entries.iter().filter(|entry| matches!(entry.shape, EntryShape::Either | EntryShape::Several));
        let (mut lean, mut firsts, mut lasts) = (0, HashSet::new(), HashSet::new());
        for (first, last) in open().filter_map(|entry| entry.parts.first().zip(entry.parts.last())) {
            lean += score_organization(&first.text, 1, &known) - score_organization(&last.text, 1, &known);
            // Organizations are repeated.
            lean += 4 * i32::from(!firsts.insert(fold_name(&first.text)));
            lean -= 4 * i32::from(!lasts.insert(fold_name(&last.text)));
        }
        let is_family = |entry: &AttendanceEntry| {
            entry.parts.len() == 3 && entry.parts[..2].iter().all(|part| !part.text.contains(' '))
        };
        Self {
            known,
            lean,
            has_family_names: open().count() > 1 && open().all(is_family),
            has_items: entries.iter().any(|entry| entry.is_item),
            labels: entries.iter().filter(|entry| entry.shape == EntryShape::Organization).count(),
        }
    }

    /// The organization of an entry and its people. `None` if it is not clear which is which.
    fn assign_roles(&self, entry: &AttendanceEntry) -> Option<AssignedParts> {
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
            return Some((Some(parts.remove(0)), parts));
        }
        let is_person = |part: &EntryPart| part.text.contains(' ') && !self.known.is_organization(&part.text);
        match entry.shape {
            EntryShape::Several if !entry.is_item && parts.iter().all(is_person) => return Some((None, parts)),
            EntryShape::Several if self.has_family_names => {
                let family = parts.remove(0).text;
                parts[0].text = format!("{family}, {}", parts[0].text);
            }
            // The entry itself leans by 1.
            EntryShape::Several if parts.len() == 2 && self.lean < -1 => {}
            EntryShape::Several if !self.known.is_organization(last) => return None,
            // A dash separates one name from the others.
            EntryShape::Either if parts.len() > 2 => return None,
            _ => {}
        }
        let organization = parts.pop();
        Some((organization, parts))
    }

    fn is_known(&self, name: &EntryPart) -> bool {
        self.known.find(&name.text).person || is_placeholder(&name.text)
    }

    /// Whether the texts of an entry look like names.
    fn is_valid(&self, entry: &AttendanceEntry, (organization, people): &AssignedParts) -> bool {
        let is_person =
            |person: &EntryPart| person.is_mention || looks_like_person(&person.text) || self.is_known(person);
        let Some(EntryPart { text, role, note, .. }) = organization else {
            let is_listed = entry.is_item || !self.has_items;
            let is_name = |name: &EntryPart| {
                self.known.is_organization(&name.text) || if is_listed { is_person(name) } else { self.is_known(name) }
            };
            return people.iter().all(is_name) && !links_elsewhere(entry.line.text);
        };
        // A remark needs a person.
        let is_remark = people.is_empty() && (role.is_some() || note.is_some());
        let is_label = entry.shape == EntryShape::Organization && !entry.is_item && self.labels < 2;
        let is_short_name =
            entry.shape == EntryShape::Name && text.len() <= 40 && text.chars().all(char::is_alphanumeric);
        let is_usual =
            || (!is_label || people.iter().any(|person| person.text.contains(' '))) && looks_like_organization(text);
        let is_organization =
            || is_usual() || self.known.is_organization(text) || is_short_name || is_placeholder(text);
        !is_remark && is_organization() && people.iter().all(is_person)
    }
}

/// Higher for organizations: known ones, those that own action points, single words, and names in capitals.
fn score_organization(text: &str, owner_weight: i32, known: &KnownNames) -> i32 {
    let is_short_form =
        text.len() > 1 && text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase);
    let found = known.find(text);
    6 * (i32::from(found.organization) - i32::from(found.person))
        + owner_weight * i32::from(found.owner)
        + i32::from(!text.contains(' '))
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
