//! Who was there, as the minutes list it.

use super::Writer;
use crate::model::meeting::{Attendee, Meeting};
use crate::render::cell::text;
use crate::view::attendance::AttendanceRow;
use serde::Serialize;

/// An organisation and its people, on one line.
#[derive(Serialize)]
pub struct AttendanceLine {
    organization: String,
    people: String,
}

impl<'g> Writer<'_, 'g> {
    /// By organisation; a draft lists who is invited. `None` where nobody recorded it.
    pub(super) fn attendance(&self, meeting: &'g Meeting, draft: bool) -> Option<Vec<AttendanceLine>> {
        let Some(rows) = self.views.attendance(meeting) else {
            let members = self.views.workgroup.organizations.iter();
            let blank = |name: &str| AttendanceLine { organization: text(name), people: String::new() };
            let members = members.filter(|one| one.is_member_on(meeting.date.value)).map(|one| blank(&one.name));
            return draft.then(|| members.collect());
        };
        let line = |people: &[&Attendee]| people.iter().map(|person| attendee(person)).collect::<Vec<_>>().join(", ");
        Some(
            rows.iter()
                .map(|row| AttendanceLine { organization: text(row.organization), people: line(&row.people) })
                .collect(),
        )
    }

    /// One by one, each with the organisation behind the name. `None` where nobody recorded it.
    pub(super) fn people(&self, meeting: &'g Meeting) -> Option<Vec<String>> {
        let rows = self.views.attendance(meeting)?;
        let of_row = |row: &AttendanceRow| {
            let organization = text(row.organization);
            row.people.iter().map(|person| person_of(person, &organization)).collect::<Vec<_>>()
        };
        Some(rows.iter().flat_map(of_row).collect())
    }
}

/// A person with the organisation; the remarks follow, so that these two stand together.
fn person_of(person: &Attendee, organization: &str) -> String {
    let known = format!("{} ({organization})", text(&person.name));
    let remarks = remarks(person);
    if remarks.is_empty() { known } else { format!("{known}, {}", text(&remarks)) }
}

/// A person, with the role, and with why the person is listed without being there.
fn attendee(person: &Attendee) -> String {
    let (name, remarks) = (text(&person.name), remarks(person));
    if remarks.is_empty() { name } else { format!("{name} ({})", text(&remarks)) }
}

/// The role, and why the person is listed without being there; empty where there is nothing to say.
fn remarks(person: &Attendee) -> String {
    let mut remarks: Vec<&str> = person.role.as_deref().into_iter().collect();
    remarks.extend((!person.present).then_some("absent"));
    remarks.extend(person.note.as_deref());
    remarks.join(", ")
}
