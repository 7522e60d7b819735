//! Where people are listed in the attendance of a call.

use crate::model::meeting::{Attendee, Meeting};
use crate::model::spelling::is_same_name;
use crate::view::people::People;

/// A person in the attendance of a call, with the position in its file.
#[derive(Debug, Clone, Copy)]
pub struct Seat<'g> {
    /// The organization as spelled in the file, where it is the key.
    pub key: &'g str,
    /// The index in the list of that organization, from 0.
    pub at: usize,
    /// The entry in the file.
    pub attendee: &'g Attendee,
}

impl<'g> People<'g> {
    /// The positions of a name in the attendance of a call: several if two people have the same name.
    pub fn seats(&self, name: &str, meeting: &'g Meeting) -> impl Iterator<Item = Seat<'g>> {
        let delegations = meeting.attendance.iter().flatten();
        let seats = delegations.flat_map(|delegation| {
            let key = delegation.organization.as_str();
            delegation.people.iter().enumerate().map(move |(at, attendee)| Seat { key, at, attendee })
        });
        seats.filter(move |seat| is_same_name(&seat.attendee.name, name))
    }

    /// Whether a call lists a name as often as `people` does on that day, and at least once.
    pub fn has_seat_for_each(&self, name: &str, meeting: &'g Meeting) -> bool {
        let persons = self.entries_on(name, meeting.date.value).count().max(1);
        self.seats(name, meeting).count() >= persons
    }
}

#[cfg(test)]
mod tests {
    use crate::test_group::TestGroup;

    #[test]
    fn seats_are_found_by_name() {
        let call = "attendance: { DT: Ann Lee, Orange: [Bo, { name: José, present: false }] }\n";
        let views = TestGroup::new().call("2026-02-12", call).views("2026-02-12");
        let seat = |name| views.people.seats(name, &views.group.meetings[0]).next().map(|seat| (seat.key, seat.at));
        assert_eq!(seat("ann lee"), Some(("DT", 0)));
        assert_eq!(seat("Jose"), Some(("Orange", 1)));
        assert_eq!(seat("Nobody"), None);
    }

    #[test]
    fn every_person_with_a_name_needs_a_seat() {
        let people =
            "people: [{ name: Ann Lee, organization: DT }, { name: Ann Lee, organization: Orange }, Bo Berg]\n";
        for (attendance, expected) in [
            ("{}", [false, false, false]),
            ("{ DT: [Ann Lee, Bo Berg] }", [false, true, false]),
            ("{ DT: Ann Lee, Orange: Ann Lee, Zeta: Guest }", [true, false, true]),
        ] {
            let group =
                TestGroup::new().more_settings(people).call("2026-02-12", format!("attendance: {attendance}\n"));
            let views = group.views("2026-02-12");
            let has = |name| views.people.has_seat_for_each(name, &views.group.meetings[0]);
            assert_eq!(["Ann Lee", "Bo Berg", "Guest"].map(has), expected, "{attendance}");
        }
    }
}
