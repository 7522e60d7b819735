//! The outcome of a call in numbers.

use super::Views;
use crate::model::meeting::Meeting;

/// The outcome of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CallOutcome {
    /// The number of people present and of their organizations; `None` if not recorded.
    pub present: Option<(usize, usize)>,
    /// The number of decisions on items and other topics.
    pub decisions: usize,
    /// The number of action points open at the end of its day, including those of earlier calls.
    pub open_actions: usize,
}

impl<'g> Views<'g> {
    /// The outcome of a call.
    pub fn call_outcome(&self, meeting: &'g Meeting) -> CallOutcome {
        let present = self.attendance.rows(meeting).map(|rows| {
            let came = rows.iter().map(|row| row.people.iter().filter(|person| person.present).count());
            let came: Vec<usize> = came.filter(|count| *count > 0).collect();
            (came.iter().sum(), came.len())
        });
        CallOutcome {
            present,
            decisions: meeting.items().map(|item| item.decisions.len()).sum(),
            open_actions: self.actions.open_on(meeting.date.value).count(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_group::TestGroup;

    #[test]
    fn attendance_and_decisions_are_counted() {
        let earlier = "actions: [{ id: 20260122-01, owners: [DT], text: Ask }, { id: 20260122-02, owners: [DT], text: \
                       Answer }]\n";
        let call = "attendance: { Orange: [A, { name: B, present: false }], DT: [C], NCSRD: [] }\n\
                    topics: [{ title: T, decisions: [x] }]\nagenda: [{ issue: 1, decisions: [y, z] }]\n\
                    action-updates: [{ id: 20260122-02, status: closed }]\n";
        let views = TestGroup::new().call("2026-01-22", earlier).call("2026-02-12", call).views("2026-02-13");
        let outcome = |at: usize| views.call_outcome(&views.group.meetings[at]);
        assert_eq!(outcome(0), CallOutcome { present: None, decisions: 0, open_actions: 2 });
        assert_eq!(outcome(1), CallOutcome { present: Some((2, 2)), decisions: 3, open_actions: 1 });
    }
}
