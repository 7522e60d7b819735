//! A person as the file of a call lists one.

use super::person::NamedPerson;
use serde::{Serialize, Serializer};

/// The note of who is not there and has said so.
const EXCUSED: &str = "excused";

/// What the file is to say of a person, in the order of its keys.
#[derive(Serialize, Clone, PartialEq, Eq)]
struct FullAttendee<'a> {
    name: &'a str,
    role: Option<&'a str>,
    present: bool,
    note: Option<&'a str>,
}

/// What the file is to say of a person: the name alone where nothing else is to be said.
#[derive(PartialEq, Eq)]
pub struct AttendeeEntry<'a>(FullAttendee<'a>);

impl<'a> AttendeeEntry<'a> {
    /// What is to stand there: what stands there already with what the user says. The role in the group is the one in
    /// the call as well, unless the user gives another: the minutes print what the call's file says, and who led an
    /// old call stays in it when the group has another chair.
    pub fn new(person: &'a NamedPerson, role: Option<&'a str>, excused: bool) -> Self {
        let Some(now) = person.seat.map(|seat| seat.attendee) else {
            let name = person.name.as_str();
            let role = role.or(person.role.filter(|_| !excused));
            return Self(FullAttendee { name, role, present: !excused, note: excused.then_some(EXCUSED) });
        };
        let (name, was) = (now.name.as_str(), now.role.as_deref());
        let (role, note) = match (excused, now.present) {
            // Who is not there was nothing in the call either.
            (true, _) => (role.or(was.filter(|was| person.role != Some(*was))), Some(EXCUSED)),
            (false, true) => (role.or(was), now.note.as_deref()),
            // The note told why the person was missing.
            (false, false) => (role.or(was).or(person.role), None),
        };
        Self(FullAttendee { name, role, present: !excused, note })
    }

    /// Whether the file says it already.
    pub fn is_recorded(&self, person: &NamedPerson) -> bool {
        person.seat.is_some_and(|seat| {
            let (role, note) = (seat.attendee.role.as_deref(), seat.attendee.note.as_deref());
            self.0 == FullAttendee { name: &seat.attendee.name, role, present: seat.attendee.present, note }
        })
    }

    /// The person with the organisation and what is to be said, for the line that tells of a change.
    pub fn describe_entry(&self, organization: &str) -> String {
        let remarks = [Some(organization), self.0.role, self.0.note];
        let remarks: Vec<&str> = remarks.into_iter().flatten().collect();
        format!("{} ({})", self.0.name, remarks.join(", "))
    }
}

impl Serialize for AttendeeEntry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            FullAttendee { name, role: None, present: true, note: None } => serializer.serialize_str(name),
            full => full.serialize(serializer),
        }
    }
}
