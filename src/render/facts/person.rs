//! The attendees of a call.

use super::Facts;
use crate::model::meeting::{Attendee, Meeting};
use crate::view::attendance::AttendanceRow;
use serde::Serialize;

/// An organization and its people.
#[derive(Serialize)]
pub struct AttendanceFacts {
    organization: String,
    people: Vec<PersonFacts>,
}

/// A person in the attendance of a call.
#[derive(Serialize)]
pub struct PersonFacts {
    name: String,
    organization: String,
    role: Option<String>,
    is_present: bool,
    /// Why the person is listed although absent.
    note: Option<String>,
}

impl<'g> Facts<'_, 'g> {
    /// By organization; `None` if it was not recorded.
    pub fn attendance(&self, meeting: &'g Meeting) -> Option<Vec<AttendanceFacts>> {
        let rows = self.views.attendance.rows(meeting)?;
        Some(rows.iter().map(attendance).collect())
    }

    /// One by one; `None` if it was not recorded.
    pub fn people(&self, meeting: &'g Meeting) -> Option<Vec<PersonFacts>> {
        Some(self.attendance(meeting)?.into_iter().flat_map(|row| row.people).collect())
    }

    /// The organizations that were members on the day of the call.
    pub fn members(&self, meeting: &Meeting) -> Vec<String> {
        let members = self.views.workgroup.organizations.iter();
        members.filter(|one| one.is_member_on(meeting.date.value)).map(|one| one.name.value.clone()).collect()
    }
}

fn attendance(row: &AttendanceRow) -> AttendanceFacts {
    let person = |person: &&Attendee| PersonFacts {
        name: person.name.to_string(),
        organization: row.organization.to_owned(),
        role: person.role.as_deref().map(ToOwned::to_owned),
        is_present: person.present,
        note: person.note.as_deref().map(ToOwned::to_owned),
    };
    AttendanceFacts { organization: row.organization.to_owned(), people: row.people.iter().map(person).collect() }
}
