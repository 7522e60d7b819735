//! Who may attend the call, and who does.

use crate::model::meeting::{Attendee, Meeting};
use crate::model::spelling::is_same_name;
use crate::view::Views;

/// A person who may attend the call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonFacts {
    /// As the records spell it.
    pub name: String,
    /// By its own name; empty if it is not known.
    pub organization: String,
    /// Whether the call lists the person.
    pub presence: Presence,
    /// Whether the person was present in the last call with a recorded attendance.
    pub was_present: bool,
}

/// Whether a call lists a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Not at all.
    Unlisted,
    /// As absent, such as excused.
    Absent,
    /// As present.
    Present,
}

/// Everyone who may attend a call, those of the last calls first, then those that only this call lists.
pub(super) fn list_people<'g>(meeting: &'g Meeting, views: &Views<'g>) -> Vec<PersonFacts> {
    let day = meeting.date.value;
    let has_attendance = |one: &&Meeting| views.calls.is_held(one) && one.attendance.is_some();
    let last = views.calls.meetings_before(day).iter().rev().find(has_attendance);
    let was_present = |name: &str| {
        let mut listed = last.into_iter().flat_map(Meeting::listed_people);
        listed.any(|(_, person)| person.present && is_same_name(&person.name, name))
    };
    let mut people: Vec<PersonFacts> = Vec::new();
    for known in views.people.likely_attendees(meeting) {
        let seat = views.people.seats(known.name, meeting).next();
        let organization =
            seat.map(|seat| views.index.organization_name(seat.key)).or(known.organizations.first().copied());
        people.push(PersonFacts {
            name: known.name.to_owned(),
            organization: organization.unwrap_or_default().to_owned(),
            presence: presence(seat.map(|seat| seat.attendee)),
            was_present: was_present(known.name),
        });
    }
    for (delegation, attendee) in meeting.listed_people() {
        if !people.iter().any(|known| is_same_name(&known.name, &attendee.name)) {
            people.push(PersonFacts {
                name: attendee.name.value.clone(),
                organization: views.index.organization_name(&delegation.organization).to_owned(),
                presence: presence(Some(attendee)),
                was_present: false,
            });
        }
    }
    people
}

fn presence(attendee: Option<&Attendee>) -> Presence {
    match attendee {
        None => Presence::Unlisted,
        Some(attendee) if attendee.present => Presence::Present,
        Some(_) => Presence::Absent,
    }
}
