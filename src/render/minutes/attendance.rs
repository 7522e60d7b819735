//! The attendees as the minutes list them.

use super::MinutesWriter;
use crate::model::meeting::{Attendee, Meeting};
use crate::render::cell::escape_text;
use crate::view::attendance::AttendanceRow;
use serde::Serialize;

/// An organization and its people, on one line.
#[derive(Serialize)]
pub struct AttendanceLine {
    organization: String,
    people: String,
}

impl<'g> MinutesWriter<'_, 'g> {
    /// Attendees by organization; a draft lists the members. `None` if attendance was not recorded.
    pub(super) fn attendance_lines(&self, meeting: &'g Meeting, draft: bool) -> Option<Vec<AttendanceLine>> {
        let Some(rows) = self.views.attendance.rows(meeting) else {
            let members = self.views.workgroup.organizations.iter();
            let empty_line = |name: &str| AttendanceLine { organization: escape_text(name), people: String::new() };
            let members = members.filter(|one| one.is_member_on(meeting.date.value)).map(|one| empty_line(&one.name));
            return draft.then(|| members.collect());
        };
        let line =
            |people: &[&Attendee]| people.iter().map(|person| format_attendee(person)).collect::<Vec<_>>().join(", ");
        Some(
            rows.iter()
                .map(|row| AttendanceLine { organization: escape_text(row.organization), people: line(&row.people) })
                .collect(),
        )
    }

    /// Attendees one by one, each with the organization after the name. `None` if attendance was not recorded.
    pub(super) fn people_lines(&self, meeting: &'g Meeting) -> Option<Vec<String>> {
        let rows = self.views.attendance.rows(meeting)?;
        let of_row = |row: &AttendanceRow| {
            let organization = escape_text(row.organization);
            row.people.iter().map(|person| format_person(person, &organization)).collect::<Vec<_>>()
        };
        Some(rows.iter().flat_map(of_row).collect())
    }
}

/// A person with the organization, followed by remarks, so that name and organization stay together.
fn format_person(person: &Attendee, organization: &str) -> String {
    let known = format!("{} ({organization})", escape_text(&person.name));
    let remarks = attendee_remarks(person);
    if remarks.is_empty() { known } else { format!("{known}, {}", escape_text(&remarks)) }
}

/// A person with remarks.
fn format_attendee(person: &Attendee) -> String {
    let (name, remarks) = (escape_text(&person.name), attendee_remarks(person));
    if remarks.is_empty() { name } else { format!("{name} ({})", escape_text(&remarks)) }
}

/// The role, and why the person is listed although absent; may be empty.
fn attendee_remarks(person: &Attendee) -> String {
    let mut remarks: Vec<&str> = person.role.as_deref().into_iter().collect();
    remarks.extend((!person.present).then_some("absent"));
    remarks.extend(person.note.as_deref());
    remarks.join(", ")
}
