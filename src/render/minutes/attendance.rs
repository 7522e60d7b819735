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

    /// The people who were there, each with the organisation.
    pub(super) fn people(&self, meeting: &'g Meeting) -> Vec<String> {
        let rows = self.views.attendance(meeting).unwrap_or_default();
        let of_row = |row: &AttendanceRow| {
            let organization = text(row.organization);
            let present = row.people.iter().filter(|person| person.present);
            present.map(|person| format!("{} ({organization})", attendee(person))).collect::<Vec<_>>()
        };
        rows.iter().flat_map(of_row).collect()
    }
}

/// A person, with the role, and with why the person is listed without being there.
fn attendee(person: &Attendee) -> String {
    let mut remarks: Vec<&str> = person.role.as_deref().into_iter().collect();
    remarks.extend((!person.present).then_some("absent"));
    remarks.extend(person.note.as_deref());
    let name = text(&person.name);
    if remarks.is_empty() { name } else { format!("{name} ({})", text(&remarks.join(", "))) }
}
