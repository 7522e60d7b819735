//! Attendance from a list: everyone who is known is recorded, and everyone else is named at once.

use super::person::{NamedPerson, UnclearPerson, resolve_person, suggest_names};
use super::{list_persons, refuse_early_attendance};
use crate::error::Error;
use crate::finding::bound_text;
use crate::model::meeting::Meeting;
use crate::model::spelling::{is_same_name, name_key};
use crate::model::wording::quote_shell_word;
use crate::record::changes::Changes;
use crate::store::limits::{LIST_ENTRIES, describe_count};
use crate::text::attendance_list::{AttendanceLine, AttendanceList, split_name_parts, split_names};
use crate::text::durations::format_duration;
use crate::view::Views;
use crate::view::people::KnownPerson;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// A list of who attends a call or is excused.
#[derive(Debug)]
pub struct ListRequest<'r> {
    /// The list.
    pub list: &'r AttendanceList,
    /// The least number of seconds that counts; everyone counts without it.
    pub at_least: Option<u64>,
    /// Whether these people are excused.
    pub excused: bool,
}

/// A name of a list that is not recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnlistedName {
    /// As in the list.
    pub text: String,
    /// What is unclear about a known name, or which name is similar.
    pub reason: Option<String>,
    /// The command that adds the person.
    pub command: String,
}

/// How many unknown names get a suggestion: comparing is expensive.
const MOST_SUGGESTIONS: usize = 20;

/// Records the known people of a list, and returns the names that are not recorded. Nobody is made.
///
/// # Errors
/// When the list is empty or too long, it does not have the durations that the request needs, or the call is still to
/// come.
pub fn record_list<'g>(
    request: &ListRequest,
    meeting: &'g Meeting,
    views: &Views<'g>,
) -> Result<(Changes, Vec<UnlistedName>), Error> {
    refuse_early_attendance(request.excused, meeting, views)?;
    if request.at_least.is_some() && !request.list.has_durations {
        let help = "Remove --at-least, or use an attendance file of Zoom or Teams.";
        return Err(Error::usage("the list does not say how long people were there", help));
    }
    let known = views.people.known_on(meeting.date.value);
    let guests = GuestList::new(&known, meeting, views);
    let (guests, left_out): (Vec<Guest>, Vec<Guest>) = guests
        .read_all(request.list)?
        .into_iter()
        .partition(|guest| request.at_least.is_none_or(|least| guest.seconds.is_none_or(|seconds| seconds >= least)));
    let (mut persons, mut unlisted, mut notices): (Vec<NamedPerson>, Vec<UnlistedName>, Vec<String>) =
        Default::default();
    if let (Some(least), [_, ..]) = (request.at_least, left_out.as_slice()) {
        let describe =
            |guest: &Guest| format!("{} ({})", guest.text, format_duration(guest.seconds.unwrap_or_default()));
        let names: Vec<String> = left_out.iter().map(describe).collect();
        notices.push(format!("there for less than {}: {}", format_duration(least), names.join(", ")));
    }
    for guest in guests {
        let Some(name) = guest.person else {
            let reason = match guest.name.as_str() {
                "" => Some("an organization, not a person".to_owned()),
                _ if unlisted.len() >= MOST_SUGGESTIONS => None,
                name => suggest_names(name, &known).map(|near| format!("did you mean {near}?")),
            };
            unlisted.push(guest.into_unlisted(reason, request, meeting));
            continue;
        };
        match resolve_guest(name, guest.organization, &known, meeting, views) {
            Ok(person) => {
                let other = guest.organization.filter(|other| !is_same_name(other, &person.organization));
                notices.extend(other.map(|other| {
                    format!("{name} is listed for {}, although the list says {other}", person.organization)
                }));
                if !persons.iter().any(|known| known.is_same(&person)) {
                    persons.push(person);
                }
            }
            // Both of two people with one name are there.
            Err(_) if views.people.has_seat_for_each(name, meeting) && !request.excused => {}
            Err(unclear) => {
                let reason = unclear.into_error().to_string();
                unlisted.push(guest.into_unlisted(Some(reason), request, meeting));
            }
        }
    }
    let mut changes = list_persons(&persons, None, request.excused, meeting, views)?;
    notices.append(&mut changes.notices);
    changes.notices = notices;
    Ok((changes, unlisted))
}

/// The person of a known name. The organization in a list is needed only where the records have none or several: people
/// write what they like after their names.
fn resolve_guest<'g>(
    name: &str,
    organization: Option<&str>,
    known: &[KnownPerson<'g>],
    meeting: &'g Meeting,
    views: &Views<'g>,
) -> Result<NamedPerson<'g>, UnclearPerson> {
    let person = known.iter().find(|person| is_same_name(person.name, name));
    let own = person.map_or(&[][..], |person| person.organizations.as_slice());
    let is_own = |organization: &&str| own.iter().any(|own| is_same_name(own, organization));
    let has_namesake = views.people.entries_on(name, meeting.date.value).count() > 1;
    let is_listed = !has_namesake && views.people.seats(name, meeting).next().is_some();
    let organization = organization.filter(|organization| !is_listed && (own.is_empty() || is_own(organization)));
    resolve_person(name, organization, known, meeting, views)
}

/// A person in a list.
struct Guest<'g> {
    /// As in the list.
    text: String,
    /// The name without an organization.
    name: String,
    /// The name in the records, if they have it.
    person: Option<&'g str>,
    /// The organization next to the name, by its own name.
    organization: Option<&'g str>,
    /// How long the person was there, all in all; `None` if the list does not say it.
    seconds: Option<u64>,
}

impl Guest<'_> {
    fn into_unlisted(self, reason: Option<String>, request: &ListRequest, meeting: &Meeting) -> UnlistedName {
        let excused = if request.excused { " --excused" } else { "" };
        // The address of a person does not belong into records.
        let name = if self.name.contains('@') || self.name.is_empty() { "NAME" } else { &self.name };
        let organization = self.organization.map_or_else(|| "ORG".to_owned(), quote_shell_word);
        let (name, date) = (quote_shell_word(name), meeting.date.value);
        let command = format!("backlog attend {name} --org {organization}{excused} --meeting {date}");
        UnlistedName { text: self.text, reason, command }
    }
}

/// The names that a list may have.
struct GuestList<'g> {
    /// By the keys of names, and of accounts with `@`.
    people: HashMap<String, &'g str>,
    /// By the keys of names and aliases.
    organizations: HashMap<String, &'g str>,
    /// Names of several people.
    namesakes: HashMap<String, usize>,
}

impl<'g> GuestList<'g> {
    fn new(known: &[KnownPerson<'g>], meeting: &'g Meeting, views: &Views<'g>) -> Self {
        let (mut people, mut organizations, mut namesakes) = (HashMap::new(), HashMap::new(), HashMap::new());
        for person in known {
            people.entry(name_key(person.name)).or_insert(person.name);
            if let Some(account) = person.github {
                people.entry(format!("@{}", name_key(account))).or_insert(person.name);
            }
            for name in &person.organizations {
                organizations.entry(name_key(name)).or_insert(*name);
            }
        }
        for (_, attendee) in meeting.listed_people() {
            people.entry(name_key(&attendee.name)).or_insert(attendee.name.as_str());
        }
        for organization in &views.workgroup.organizations {
            for name in [&organization.name].into_iter().chain(&organization.aliases) {
                organizations.entry(name_key(name)).or_insert(organization.name.as_str());
            }
        }
        for person in views.workgroup.people.iter().filter(|person| person.is_listed_on(meeting.date.value)) {
            *namesakes.entry(name_key(&person.name)).or_default() += 1;
        }
        Self { people, organizations, namesakes }
    }

    /// The people of a list, each once, in its order.
    fn read_all(&self, list: &AttendanceList) -> Result<Vec<Guest<'g>>, Error> {
        let mut guests: Vec<Guest> = Vec::new();
        let mut places: HashMap<(String, Option<&str>), usize> = HashMap::new();
        let count = list.lines.iter().map(|line| split_names(&line.text).count()).sum();
        if count > LIST_ENTRIES {
            let message = describe_count("list", count, "names", LIST_ENTRIES);
            return Err(Error::usage(message, "Split it into several lists."));
        }
        for guest in list.lines.iter().flat_map(|line| self.read_line(line)) {
            let name = guest.person.unwrap_or(if guest.name.is_empty() { &guest.text } else { &guest.name });
            let name = name_key(name);
            // The same name in two organizations is the same person, unless two people have it.
            let is_shared = guest.person.is_some() && self.namesakes.get(&name).is_some_and(|number| *number > 1);
            match places.entry((name, guest.organization.filter(|_| is_shared))) {
                Entry::Vacant(place) => {
                    place.insert(guests.len());
                    guests.push(guest);
                }
                Entry::Occupied(place) => {
                    let known = &mut guests[*place.get()];
                    known.organization = known.organization.or(guest.organization);
                    let seconds = known.seconds.zip(guest.seconds);
                    known.seconds = seconds.map(|(one, other)| one.saturating_add(other));
                }
            }
        }
        if guests.is_empty() {
            return Err(Error::usage("the list has no names", "Write one name per line: `Ann Example (Orange)`."));
        }
        Ok(guests)
    }

    fn read_line(&self, line: &AttendanceLine) -> Vec<Guest<'g>> {
        let text = line.text.as_str();
        let guest = |text: &str, name: &str, person, organization| Guest {
            text: bound_text(text),
            name: bound_text(name),
            person,
            organization,
            seconds: line.seconds,
        };
        if let Some(person) = self.find_person(text) {
            return vec![guest(text, text, Some(person), None)];
        }
        let before_colon = text.split_once(':');
        let (mut shared, rest) = match before_colon.map(|(before, rest)| (self.find_organization(before), rest)) {
            Some((Some(organization), rest)) => (Some(organization), rest),
            _ => (None, text),
        };
        let pieces: Vec<&str> = split_names(rest).collect();
        // `Example, Ann (Orange)`
        if let [last, first] = pieces.as_slice()
            && let [first, others @ ..] = split_name_parts(first).as_slice()
            && let Some(person) = self.find_person(&format!("{first} {last}"))
        {
            let organization = others.iter().find_map(|part| self.find_organization(part)).or(shared);
            return vec![guest(text, text, Some(person), organization)];
        }
        let mut guests: Vec<Guest> = Vec::new();
        for piece in pieces {
            let parts = split_name_parts(piece);
            let organization = parts.iter().find_map(|part| self.find_organization(part));
            let person = [piece].iter().chain(&parts).find_map(|part| self.find_person(part));
            let name = parts.iter().find(|part| self.find_organization(part).is_none());
            match (person, name, guests.last_mut()) {
                // `Ann Example, Orange`
                (None, None, Some(last)) if last.organization.is_none() => last.organization = organization,
                (None, None, _) => shared = shared.or(organization),
                _ => guests.push(guest(piece, name.unwrap_or(&piece), person, organization)),
            }
        }
        for guest in &mut guests {
            guest.organization = guest.organization.or(shared);
        }
        // A row has one name, whatever is in it.
        let is_unknown = guests.iter().all(|guest| guest.person.is_none());
        if guests.is_empty() || line.is_row && is_unknown {
            let organization = guests.iter().find_map(|guest| guest.organization).or(shared);
            let parts = split_name_parts(text);
            let name = parts.iter().find(|part| self.find_organization(part).is_none()).copied();
            return vec![guest(text, name.unwrap_or_default(), None, organization)];
        }
        guests
    }

    fn find_person(&self, text: &str) -> Option<&'g str> {
        let text = text.trim();
        let at = if text.starts_with('@') { "@" } else { "" };
        let key = name_key(text.trim_start_matches('@'));
        if key.is_empty() { None } else { self.people.get(&format!("{at}{key}")).copied() }
    }

    fn find_organization(&self, text: &str) -> Option<&'g str> {
        self.organizations.get(&name_key(text)).copied()
    }
}

#[cfg(test)]
mod tests;
