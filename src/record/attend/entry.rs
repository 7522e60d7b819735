//! A person as an entry in the file of a call.

use super::person::NamedPerson;
use serde::{Serialize, Serializer};

/// The note of a person who is excused.
const EXCUSED: &str = "excused";

/// An entry with its keys in order.
#[derive(Serialize, Clone, PartialEq, Eq)]
struct FullAttendee<'a> {
    name: &'a str,
    role: Option<&'a str>,
    present: bool,
    note: Option<&'a str>,
}

/// An entry, written as the name alone where nothing else is known.
pub(super) struct AttendeeEntry<'a>(FullAttendee<'a>);

impl<'a> AttendeeEntry<'a> {
    /// The existing entry, if any, updated as requested. Unless given, the role is the one in the group: it is copied
    /// into the call's file, so that minutes of old calls keep the chair of their time.
    pub fn new(person: &'a NamedPerson, role: Option<&'a str>, excused: bool) -> Self {
        let Some(now) = person.seat.map(|seat| seat.attendee) else {
            let name = person.name.as_str();
            let role = role.or(person.role.filter(|_| !excused));
            return Self(FullAttendee { name, role, present: !excused, note: excused.then_some(EXCUSED) });
        };
        let (name, was) = (now.name.as_str(), now.role.as_deref());
        let (role, note) = match (excused, now.present) {
            // A person who is absent has no role in the call.
            (true, _) => (role.or(was.filter(|was| person.role != Some(*was))), Some(EXCUSED)),
            (false, true) => (role.or(was), now.note.as_deref()),
            // The note said why the person was absent.
            (false, false) => (role.or(was).or(person.role), None),
        };
        Self(FullAttendee { name, role, present: !excused, note })
    }

    /// Whether the file says this already.
    pub fn is_recorded(&self, person: &NamedPerson) -> bool {
        person.seat.is_some_and(|seat| {
            let (role, note) = (seat.attendee.role.as_deref(), seat.attendee.note.as_deref());
            self.0 == FullAttendee { name: &seat.attendee.name, role, present: seat.attendee.present, note }
        })
    }

    /// The person with organization, role and note, for the line about a change.
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
