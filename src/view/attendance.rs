//! Who attended a call, by organization.

pub mod held_calls;

use super::attendance::held_calls::HeldCalls;
use super::base::ViewBase;
use crate::model::meeting::{Attendee, Meeting};
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

/// An organization in the attendance of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttendanceRow<'g> {
    /// The name in `workgroup.yaml`, or as written in the call's file if unknown.
    pub organization: &'g str,
    /// In file order; may be empty.
    pub people: Vec<&'g Attendee>,
}

/// Who attended which calls.
pub struct AttendanceRecords<'g> {
    pub(super) base: Arc<ViewBase<'g>>,
    pub(super) held_calls: OnceLock<HeldCalls<'g>>,
}

impl<'g> AttendanceRecords<'g> {
    /// The calls held until now, with their attendance.
    pub fn held_calls(&self) -> &HeldCalls<'g> {
        self.held_calls.get_or_init(|| HeldCalls::new(&self.base))
    }

    /// The attendance of a call: every organization that was a member on that day, in the order of `workgroup.yaml`,
    /// then the others in file order. `None` if it was not recorded.
    pub fn rows(&self, meeting: &'g Meeting) -> Option<Vec<AttendanceRow<'g>>> {
        let delegations = meeting.attendance.as_ref()?;
        let members = self.base.workgroup.organizations.iter().filter(|one| one.is_member_on(meeting.date.value));
        let mut rows: Vec<AttendanceRow<'g>> =
            members.map(|one| AttendanceRow { organization: one.name.as_str(), people: Vec::new() }).collect();
        let mut row_of: HashMap<&str, usize> = HashMap::with_capacity(rows.len());
        for (at, row) in rows.iter().enumerate() {
            row_of.entry(row.organization).or_insert(at);
        }
        for delegation in delegations {
            let name = self.base.index.organization_name(delegation.organization.as_str());
            let at = *row_of.entry(name).or_insert_with(|| {
                rows.push(AttendanceRow { organization: name, people: Vec::new() });
                rows.len() - 1
            });
            rows[at].people.extend(&delegation.people);
        }
        Some(rows)
    }
}

#[cfg(test)]
mod tests {
    use crate::test_group::TestGroup;

    #[test]
    fn members_come_first_in_their_order() {
        let group = TestGroup::new().call("2025-11-13", "attendance: { Zeta: [Z], DT: [A, B], NCSRD: [C] }\n");
        let views = group.call("2025-11-27", "").views("2026-01-01");
        let rows = views.attendance.rows(&views.group.meetings[0]).unwrap();
        let counts: Vec<String> = rows.iter().map(|row| format!("{} {}", row.organization, row.people.len())).collect();
        assert_eq!(counts, ["Orange 0", "Deutsche Telekom 2", "Zeta 1", "NCSRD 1"]);
        assert!(views.attendance.rows(&views.group.meetings[1]).is_none(), "it was not recorded");
    }

    #[test]
    fn an_absence_noted_before_the_call_is_not_a_record_of_it() {
        for (attendance, is_recorded) in [
            ("{ DT: [{ name: A, present: false, note: excused }], Orange: [] }", false),
            ("{ DT: [{ name: A, present: false }], Orange: [B] }", true),
            ("{}", true),
            ("{ DT: [] }", true),
        ] {
            let group = TestGroup::new().call("2025-11-13", format!("attendance: {attendance}\n"));
            assert_eq!(group.views("2026-01-01").group.meetings[0].is_recorded(), is_recorded, "{attendance}");
        }
    }
}
