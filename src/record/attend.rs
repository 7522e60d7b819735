//! Who attends a call or is excused.

pub mod list;
pub mod person;
pub mod remove;

use super::changes::{Changes, shorten};
use super::organization::resolve_organization;
use crate::error::Error;
use crate::model::meeting::{Attendee, Meeting};
use crate::store::edit::Edit;
use crate::view::Views;
use person::{NamedPerson, UnclearPerson, resolve_person};
use std::collections::HashMap;

/// The note of a person who is excused.
const EXCUSED: &str = "excused";

/// People who attend a call or are excused.
#[derive(Debug)]
pub struct AttendanceRequest<'r> {
    /// Their names or GitHub accounts.
    pub names: &'r [String],
    /// Their organization; `None` for the one that the records know.
    pub organization: Option<&'r str>,
    /// The organizations of some of them, by the words in `names`.
    pub organizations: &'r HashMap<String, String>,
    /// Their role in the call; `None` for their role in the group.
    pub role: Option<&'r str>,
    /// Whether they are excused.
    pub excused: bool,
}

/// Records who attends a call or is excused.
///
/// # Errors
/// When a name or an organization is not known or not clear, or the call is still to come.
pub fn record_attendance<'g>(
    request: &AttendanceRequest,
    meeting: &'g Meeting,
    views: &Views<'g>,
) -> Result<Changes, Error> {
    let organization = request.organization.map(|words| resolve_organization(words, views)).transpose()?;
    refuse_early_attendance(request.excused, meeting, views)?;
    let known = views.people.known_on(meeting.date.value);
    let mut persons: Vec<NamedPerson> = Vec::new();
    for words in request.names {
        let organization = organization.as_deref().or(request.organizations.get(words).map(String::as_str));
        let person = resolve_person(words, organization, &known, meeting, views).map_err(UnclearPerson::into_error)?;
        if !persons.iter().any(|other| other.is_same(&person)) {
            persons.push(person);
        }
    }
    list_persons(&persons, request.role, request.excused, meeting, views)
}

/// Refuses to record who attends a call that is still to come.
fn refuse_early_attendance(excused: bool, meeting: &Meeting, views: &Views) -> Result<(), Error> {
    if meeting.date.value > views.now.day() && !excused {
        let message = format!("the call of {} is still to come", meeting.date.value);
        return Err(Error::not_allowed(message, "To excuse someone in advance, add --excused."));
    }
    Ok(())
}

/// Lists persons in a call, unless they are listed already.
fn list_persons(
    persons: &[NamedPerson],
    role: Option<&str>,
    excused: bool,
    meeting: &Meeting,
    views: &Views,
) -> Result<Changes, Error> {
    let (mut edits, mut descriptions, mut listed, mut notices) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for person in persons {
        let entry = update_entry(person, role, excused);
        let line = describe_entry(&person.organization, &entry);
        if person.seat.is_some_and(|seat| *seat.attendee == entry) {
            listed.push(line);
            continue;
        }
        if let Some(near) = &person.suggestion {
            notices.push(format!("{} is new here; did you mean {near}?", person.name));
        }
        edits.push(entry_edit(person, &entry)?);
        descriptions.push(line);
    }
    if !listed.is_empty() {
        notices.push(format!("already listed: {}", listed.join(", ")));
    }
    let changes = Changes::edit(meeting.file, edits, descriptions.join(", "), views);
    Ok(Changes { notices, ..changes })
}

/// `Eric Murray (Vodafone, chair)`
fn describe_entry(organization: &str, entry: &Attendee) -> String {
    let remarks = [Some(organization), entry.role.as_deref(), entry.note.as_deref()];
    format!("{} ({})", entry.name.value, remarks.into_iter().flatten().collect::<Vec<_>>().join(", "))
}

/// The existing entry of a person, if any, updated as requested. Unless given, the role is the one in the group: it is
/// copied into the call's file, so that minutes of old calls keep the chair of their time.
fn update_entry(person: &NamedPerson, role: Option<&str>, excused: bool) -> Attendee {
    let role = role.map(str::to_owned);
    let own_role = person.role.map(str::to_owned);
    let Some(now) = person.seat.map(|seat| seat.attendee) else {
        let (role, note) = (role.or(own_role.filter(|_| !excused)), excused.then(|| EXCUSED.to_owned()));
        return Attendee { name: person.name.clone().into(), role, present: !excused, note };
    };
    let was = now.role.clone();
    let (role, note) = match (excused, now.present) {
        // A person who is absent has no role in the call.
        (true, _) => (role.or(was.filter(|_| own_role != now.role)), Some(EXCUSED.to_owned())),
        (false, true) => (role.or(was), now.note.clone()),
        // The note said why the person was absent.
        (false, false) => (role.or(was).or(own_role), None),
    };
    Attendee { name: now.name.clone(), role, present: !excused, note }
}

/// The edit that records a person. A new organization is added at the end; the minutes have their own order.
fn entry_edit(person: &NamedPerson, entry: &Attendee) -> Result<Edit, Error> {
    let entry = shorten(entry, "name")?;
    match &person.seat {
        Some(seat) => Edit::set(["attendance".into(), seat.key.into(), seat.at.into()], &entry),
        None => Edit::append(["attendance".into(), person.key.unwrap_or(&person.organization).into()], &entry),
    }
}
