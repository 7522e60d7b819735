//! The attendees of a call.

use super::Facts;
use crate::model::meeting::{Attendee, Meeting};
use crate::view::attendance::AttendanceRow;
use minijinja::context;
use minijinja::value::Value;

impl<'g> Facts<'_, 'g> {
    /// By organization, then the same people one by one; `None` if the attendance was not recorded.
    pub fn attendance(&self, meeting: &'g Meeting) -> Option<(Vec<Value>, Vec<Value>)> {
        let mut all = Vec::new();
        let rows = self.views.attendance.rows(meeting)?;
        let by_organization = rows.iter().map(|row| {
            let people: Vec<Value> = match self.is_public() {
                true => count_present(row).into_iter().collect(),
                false => row.people.iter().map(|person| person_facts(person, row.organization)).collect(),
            };
            all.extend(people.iter().cloned());
            let is_present = row.people.iter().any(|person| person.present);
            // Whether any of its people came.
            context! { organization => row.organization, is_present, people }
        });
        Some((by_organization.collect(), all))
    }

    /// The organizations that were members on the day of the call.
    pub fn members(&self, meeting: &Meeting) -> Value {
        let members = self.views.workgroup.organizations.iter();
        members.filter(|one| one.is_member_on(meeting.date.value)).map(|one| one.name.as_str()).collect()
    }
}

/// The people of an organization who came, as one entry that says how many they are; `None` if nobody came.
fn count_present(row: &AttendanceRow) -> Option<Value> {
    let count = row.people.iter().filter(|person| person.present).count();
    (count > 0).then(|| {
        let absent = None::<&str>;
        context! {
            name => count.to_string(),
            // Instead of names, in a site.
            count,
            organization => row.organization,
            role => absent,
            is_present => true,
            note => absent,
        }
    })
}

fn person_facts(person: &Attendee, organization: &str) -> Value {
    context! {
        name => person.name.as_str(),
        count => None::<usize>,
        organization,
        role => person.role.as_deref(),
        is_present => person.present,
        // Why the person is listed although absent.
        note => person.note.as_deref(),
    }
}
