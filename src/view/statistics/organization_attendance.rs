//! How many calls each organization attended. People are not counted.

use crate::view::Views;
use chrono::NaiveDate;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The attendance of all counted calls.
#[derive(Debug, Default)]
pub struct AttendanceCounts<'g> {
    /// The days of the calls with a recorded attendance that were held, are over, and are not before the day since when
    /// the records are complete; oldest first.
    pub calls: Vec<NaiveDate>,
    /// How many other calls were held in that time: their files have no attendance.
    pub calls_unrecorded: usize,
    /// The members of today and those of the counted calls: those with the largest share first, then those with more
    /// calls, then as in `workgroup.yaml`.
    pub members: Vec<MemberAttendance<'g>>,
    /// Organizations that were present on a day on which they were not a member, with the number of such calls; the most
    /// frequent one first, then by name.
    pub guests: Vec<(&'g str, usize)>,
}

/// The attendance of an organization while it was a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberAttendance<'g> {
    /// The name in `workgroup.yaml`.
    pub organization: &'g str,
    /// Whether it is a member today.
    pub is_member: bool,
    /// The number of counted calls while it was a member.
    pub calls: usize,
    /// How many of them somebody attended for it.
    pub present: usize,
    /// The last of those that somebody attended for it.
    pub last_present: Option<NaiveDate>,
}

impl<'g> Views<'g> {
    /// The attendance of the calls held until now, by organization.
    pub(super) fn count_attendance(&self) -> AttendanceCounts<'g> {
        let held = self.attendance.held_calls();
        let mut members: Vec<MemberAttendance> = Vec::new();
        let mut member_at: HashMap<&str, usize> = HashMap::new();
        for one in &self.workgroup.organizations {
            let name = one.name.as_str();
            let at = *member_at.entry(name).or_insert_with(|| {
                members.push(MemberAttendance::new(name));
                members.len() - 1
            });
            members[at].is_member |= one.is_member_on(self.now.day());
        }
        let mut guests: BTreeMap<&str, usize> = BTreeMap::new();
        for meeting in held.attended.iter().filter_map(|day| self.calls.meeting_on(*day)) {
            let day = meeting.date.value;
            let present = meeting.listed_people().filter(|(_, person)| person.present);
            let names = present.map(|(delegation, _)| self.index.organization_name(delegation.organization.as_str()));
            let present: HashSet<&str> = names.collect();
            let on_the_day = self.workgroup.organizations.iter().filter(|one| one.is_member_on(day));
            let on_the_day: HashSet<&str> = on_the_day.map(|one| one.name.as_str()).collect();
            for member in members.iter_mut().filter(|member| on_the_day.contains(member.organization)) {
                member.calls += 1;
                if present.contains(member.organization) {
                    member.present += 1;
                    member.last_present = Some(day);
                }
            }
            for guest in present.difference(&on_the_day) {
                *guests.entry(guest).or_default() += 1;
            }
        }
        members.retain(|member| member.is_member || member.calls > 0);
        // Two shares are compared as `a/b < c/d` is `a·d < c·b`. One without a call has none, and comes last.
        members.sort_by(|one, other| {
            let by_share = (other.present * one.calls).cmp(&(one.present * other.calls));
            (one.calls == 0).cmp(&(other.calls == 0)).then(by_share).then(other.calls.cmp(&one.calls))
        });
        let mut guests: Vec<(&str, usize)> = guests.into_iter().collect();
        guests.sort_by_key(|(_, calls)| Reverse(*calls));
        AttendanceCounts {
            calls_unrecorded: held.counted.len() - held.attended.len(),
            calls: held.attended.clone(),
            members,
            guests,
        }
    }
}

impl<'g> MemberAttendance<'g> {
    fn new(organization: &'g str) -> Self {
        Self { organization, is_member: false, calls: 0, present: 0, last_present: None }
    }

    /// The share of the calls that it attended in percent, rounded to the nearest one. `None` without a call.
    pub fn percent(&self) -> Option<usize> {
        (self.present * 200 + self.calls).checked_div(self.calls * 2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_group::{TestGroup, day};

    fn describe(views: &Views) -> Vec<String> {
        let counts = views.count_attendance();
        let members = counts.members.iter().map(|one| {
            let left = if one.is_member { "" } else { ", left" };
            let last = one.last_present.map_or_else(|| "never".to_owned(), |day| day.to_string());
            format!("{}: {}/{} {:?} {last}{left}", one.organization, one.present, one.calls, one.percent())
        });
        let guests = counts.guests.iter().map(|(name, calls)| format!("guest {name}: {calls}"));
        members.chain(guests).collect()
    }

    #[test]
    fn an_organization_is_counted_while_it_is_a_member() {
        let settings = "records: { complete-since: 2025-11-01 }\norganizations:\n  - Orange\n  \
                        - { name: Deutsche Telekom, aliases: [DT] }\n  - { name: NCSRD, since: 2026-01-22 }\n  \
                        - { name: MTN, until: 2026-01-08 }\n  - { name: Past, until: 2025-10-31 }\n  \
                        - { name: Later, since: 2026-02-13 }\n  - { name: New, since: 2026-02-12 }\n";
        let schedule = "schedule: [{ slot: 2nd thursday, start: '09:00', end: '10:00' }]\n\
                        not-held: [{ date: 2025-12-11, reason: holiday }]\n";
        let views = TestGroup::new()
            .settings(format!("{schedule}{settings}"))
            .call("2025-10-23", "attendance: { Orange: [A], Past: [P] }\n")
            .call("2025-11-13", "attendance: { Orange: [A], DT: [B, C], MTN: [D], NCSRD: [E] }\n")
            .call("2025-12-11", "attendance: { Orange: [A] }\n")
            .call("2025-12-18", "")
            .call(
                "2026-01-08",
                "attendance: { Deutsche Telekom: [B], DT: [C], Zeta: [Z], Orange: [{ name: A, present: false }] }\n",
            )
            .call("2026-01-22", "attendance: { DT: [B], NCSRD: [E], MTN: [D], Zeta: [Z, Y] }\n")
            .call("2026-02-12", "attendance: { Orange: [A] }\n")
            .views("2026-02-12T08:00Z");
        let expected = [
            "Deutsche Telekom: 3/3 Some(100) 2026-01-22",
            "NCSRD: 1/1 Some(100) 2026-01-22",
            "MTN: 1/2 Some(50) 2025-11-13, left",
            "Orange: 1/3 Some(33) 2025-11-13",
            "New: 0/0 None never",
            "guest Zeta: 2",
            "guest MTN: 1",
            "guest NCSRD: 1",
        ];
        assert_eq!(describe(&views), expected);
        let counts = views.count_attendance();
        assert_eq!(counts.calls, ["2025-11-13", "2026-01-08", "2026-01-22"].map(day));
        assert_eq!(counts.calls_unrecorded, 1, "the call of 2025-12-18; that of 2025-12-11 was not held");
    }

    #[test]
    fn a_share_is_rounded_to_the_nearest_percent() {
        let percent = |present, calls| MemberAttendance { present, calls, ..MemberAttendance::new("A") }.percent();
        assert_eq!([percent(1, 3), percent(2, 3), percent(1, 200), percent(1, 201)], [33, 67, 1, 0].map(Some));
        assert_eq!([percent(0, 0), percent(0, 7), percent(7, 7)], [None, Some(0), Some(100)]);
    }
}
