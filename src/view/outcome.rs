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
    use crate::view::tests::with_views;

    #[test]
    fn attendance_and_decisions_are_counted() {
        let earlier = "date: 2026-01-22\nactions:\n  - { id: 20260122-01, owners: [DT], text: Ask }\n  \
                       - { id: 20260122-02, owners: [DT], text: Answer }\n";
        let call = "date: 2026-02-12\nattendance: { Orange: [A, { name: B, present: false }], DT: [C], NCSRD: [] }\n\
                    topics: [{ title: T, decisions: [x] }]\nagenda: [{ issue: 1, decisions: [y, z] }]\n\
                    action-updates: [{ id: 20260122-02, status: closed }]\n";
        with_views(&[("minutes/2026-01-22.yaml", earlier), ("minutes/2026-02-12.yaml", call)], "2026-02-13", |views| {
            let outcomes: Vec<CallOutcome> =
                views.group.meetings.iter().map(|meeting| views.call_outcome(meeting)).collect();
            assert_eq!(outcomes[0], CallOutcome { present: None, decisions: 0, open_actions: 2 });
            assert_eq!(outcomes[1], CallOutcome { present: Some((2, 2)), decisions: 3, open_actions: 1 });
        });
    }
}
