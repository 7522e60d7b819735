//! Which action points are overdue.

use crate::model::action::ActionStatus;
use crate::view::actions::Actions;
use crate::view::actions::point::ActionPoint;
use crate::view::attendance::held_calls::days_after;
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
        let has_lasting_id = action.id.is_some_and(|id| !self.is_mom_number(id));
        if action.imported || !has_lasting_id || action.status_on(day) != Some(ActionStatus::Open) {
            return None;
        }
        if let Some(due) = action.due_on(day) {
            return (due < day).then_some(Overdue::Due(due));
        }
        let since_opening = days_after(&self.attendance.held_calls().filed, action.opened);
        let calls = since_opening.partition_point(|call| *call < day);
        (calls > CALLS_WITHOUT_DUE).then_some(Overdue::Calls(calls))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_group::{TestGroup, day};

    #[test]
    fn overdue_after_the_due_date_or_too_many_calls() {
        let opening = "actions: [{ id: 20251211-01, text: t, due: 2026-01-22 }, { id: 20251211-02, text: t }, { id: 7, \
                       text: t }, { text: t }]\nregister: [{ id: 20250101-01, due: 2025-02-01 }]\n";
        let group = TestGroup::new()
            .call("2025-12-11", opening)
            .call("2025-12-25", "")
            .call("2026-01-08", "")
            .call("2026-01-22", "")
            .call("2026-02-12", "action-updates: [{ id: 20251211-01, due: 2026-03-12, note: extended }]\n")
            .call("2026-02-26", "action-updates: [{ id: 20251211-02, status: closed }]\n");
        for (settings, on_day, expected) in [
            ("", "2026-01-22", &[][..]),
            ("", "2026-01-23", &["20251211-01: Due(2026-01-22)"]),
            // Put off, and three calls.
            ("", "2026-02-13", &[]),
            ("", "2026-03-13", &["20251211-01: Due(2026-03-12)", "7: Calls(4)"]),
            ("style: mom\n", "2026-03-13", &["20251211-01: Due(2026-03-12)"]),
        ] {
            let views = group.clone().more_settings(settings).views(on_day);
            let describe = |action: &ActionPoint| {
                let why = views.actions.overdue_reason(action, day(on_day))?;
                Some(format!("{}: {why:?}", action.id.unwrap_or_default()))
            };
            assert_eq!(views.actions.all().iter().filter_map(describe).collect::<Vec<_>>(), expected, "{on_day}");
        }
    }
}
