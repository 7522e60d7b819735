//! Which action points are overdue.

use crate::model::action::ActionStatus;
use crate::view::actions::Actions;
use crate::view::actions::point::ActionPoint;
use chrono::NaiveDate;

/// How many calls an action point without a due date may stay open.
pub const CALLS_WITHOUT_DUE: usize = 3;

/// Why an open action point is overdue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overdue {
    /// Its due date has passed.
    Due(NaiveDate),
    /// It has no due date, and this many calls were held since the one that opened it: more than [`CALLS_WITHOUT_DUE`].
    Calls(usize),
}

impl Actions<'_> {
    /// Why an open action point is overdue at the end of a day; `None` if it is not. Calls between its own call and the
    /// day count, excluding both. Action points that appear only in an imported register are never overdue, nor are
    /// those without an id that a later call could refer to.
    pub fn overdue_reason(&self, action: &ActionPoint, day: NaiveDate) -> Option<Overdue> {
        let can_be_told_of = action.id.is_some_and(|id| !self.is_mom_number(id));
        if action.imported || !can_be_told_of || action.status_on(day) != Some(ActionStatus::Open) {
            return None;
        }
        if let Some(due) = action.due_on(day) {
            return (due < day).then_some(Overdue::Due(due));
        }
        let held = &self.attendance.held_calls().filed;
        let [after_opening, before_day] =
            [held.partition_point(|call| *call <= action.opened), held.partition_point(|call| *call < day)];
        let calls = before_day.saturating_sub(after_opening);
        (calls > CALLS_WITHOUT_DUE).then_some(Overdue::Calls(calls))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::tests::{GROUP, day, with_views};

    /// `id: why` of what is overdue on a day, in a group whose file goes on with the text.
    fn overdue_lines(group: &str, on_day: &str) -> Vec<String> {
        let opening = "date: 2025-12-11\nactions:\n  - { id: 20251211-01, text: t, due: 2026-01-22 }\n  \
                       - { id: 20251211-02, text: t }\n  - { id: 7, text: t }\n  - { text: t }\n\
                       register: [{ id: 20250101-01, due: 2025-02-01 }]\n";
        let group = format!("{GROUP}{group}");
        let files = [
            ("workgroup.yaml", group.as_str()),
            ("minutes/2025-12-11.yaml", opening),
            ("minutes/2025-12-25.yaml", "date: 2025-12-25\n"),
            ("minutes/2026-01-08.yaml", "date: 2026-01-08\n"),
            ("minutes/2026-01-22.yaml", "date: 2026-01-22\n"),
            (
                "minutes/2026-02-12.yaml",
                "date: 2026-02-12\naction-updates: [{ id: 20251211-01, due: 2026-03-12, note: extended }]\n",
            ),
            ("minutes/2026-02-26.yaml", "date: 2026-02-26\naction-updates: [{ id: 20251211-02, status: closed }]\n"),
        ];
        with_views(&files, on_day, |views| {
            let describe = |action: &ActionPoint| {
                let why = views.actions.overdue_reason(action, day(on_day))?;
                Some(format!("{}: {why:?}", action.id.unwrap_or_default()))
            };
            views.actions.all().iter().filter_map(describe).collect()
        })
    }

    #[test]
    fn overdue_after_the_due_date_or_too_many_calls() {
        assert!(overdue_lines("", "2026-01-22").is_empty(), "the day itself");
        assert_eq!(overdue_lines("", "2026-01-23"), ["20251211-01: Due(2026-01-22)"]);
        assert!(overdue_lines("", "2026-02-13").is_empty(), "put off, and three calls");
        assert_eq!(overdue_lines("", "2026-03-13"), ["20251211-01: Due(2026-03-12)", "7: Calls(4)"]);
        assert_eq!(overdue_lines("style: mom\n", "2026-03-13"), ["20251211-01: Due(2026-03-12)"]);
    }
}
