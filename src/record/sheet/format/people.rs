//! The people of a call: those who are listed, then those of the last calls.

use crate::model::meeting::{Attendee, Meeting};
use crate::model::spelling::name_key;
use crate::text::notation::person::Person;
use crate::view::Views;
use std::collections::HashSet;

/// The number of calls whose people are offered.
const CALLS: usize = 3;

/// The lines of the people.
pub(super) fn format_people<'g>(meeting: &'g Meeting, views: &Views<'g>) -> String {
    let listed = meeting.listed_people().map(|(delegation, attendee)| Person {
        is_present: attendee.present,
        name: attendee.name.value.clone(),
        organization: Some(views.index.organization_name(delegation.organization.as_str()).to_owned()),
        remark: describe_attendee(attendee),
    });
    let earlier = views.calls.meetings_before(meeting.date.value).iter().rev();
    let earlier = earlier.filter(|earlier| earlier.attendance.is_some()).take(CALLS);
    let known = earlier.flat_map(Meeting::listed_people).map(|(_, attendee)| name_key(&attendee.name));
    let known: HashSet<String> = known.collect();
    let likely = views.people.likely_attendees(meeting).into_iter();
    let likely = likely.filter(|person| known.is_empty() || known.contains(&name_key(person.name)));
    let likely = likely.filter(|person| !views.people.has_seat_for_each(person.name, meeting)).map(|person| Person {
        is_present: false,
        name: person.name.to_owned(),
        organization: person.organizations.first().map(|one| (*one).to_owned()),
        remark: None,
    });
    listed.chain(likely).map(|person| person.format()).collect()
}

/// The role and the note of a person; someone who is absent has one of them.
fn describe_attendee(attendee: &Attendee) -> Option<String> {
    let remarks: Vec<&str> = [&attendee.role, &attendee.note].into_iter().flatten().map(String::as_str).collect();
    match remarks.is_empty() {
        true => (!attendee.present).then(|| "absent".to_owned()),
        false => Some(remarks.join(", ")),
    }
}
