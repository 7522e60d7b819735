//! The calls held until now, future calls, and the last attendance of each organization.

use crate::model::meeting::Meeting;
use crate::model::workgroup::FreezeLimits;
use crate::view::base::ViewBase;
use crate::view::calls::Calls;
use crate::view::index::Index;
use chrono::NaiveDate;
use std::collections::HashMap;

/// How many future calls are listed: a year with two calls a month.
const MOST_COMING: usize = 24;

/// The calls that rules count. No output depends on the order of the map.
#[derive(Debug, Clone, Default)]
pub struct HeldCalls<'g> {
    /// The days of all calls that have a file and are not canceled, past or future, oldest first, each once.
    pub filed: Vec<NaiveDate>,
    /// Those that are over, without the ones before `records.complete-since`: their files are not complete, so absences
    /// do not count.
    pub counted: Vec<NaiveDate>,
    /// Those of `counted` with a recorded attendance.
    pub attended: Vec<NaiveDate>,
    /// The days of the next calls, including the running one, soonest first: as many as the terms for freezing count
    /// (docs/procedure.md#agreement-9), or fewer if the schedule ends.
    pub coming: Vec<NaiveDate>,
    last_seen: HashMap<&'g str, NaiveDate>,
}

impl<'g> HeldCalls<'g> {
    /// Reads every file once; `AttendanceRecords::held_calls` caches the result.
    pub(super) fn new(base: &ViewBase<'g>) -> Self {
        let mut held = Self { coming: days_to_come(&base.workgroup.freeze_after, &base.calls), ..Self::default() };
        for meeting in base.group.meetings.iter().filter(|meeting| base.calls.is_held(meeting)) {
            held.filed.push(meeting.date.value);
            if base.calls.is_record_due(meeting) {
                held.add_call(meeting, &base.index);
            }
        }
        held.filed.dedup();
        held.counted.dedup();
        held.attended.dedup();
        held
    }

    fn add_call(&mut self, meeting: &'g Meeting, index: &Index<'g>) {
        let day = meeting.date.value;
        self.counted.push(day);
        let Some(delegations) = &meeting.attendance else { return };
        self.attended.push(day);
        let present = delegations.iter().filter(|delegation| delegation.people.iter().any(|person| person.present));
        for delegation in present {
            self.last_seen.insert(index.organization_name(delegation.organization.as_str()), day);
        }
    }

    /// The last call in `attended` at which an organization, given by its own name, was present.
    pub fn last_seen(&self, organization: &str) -> Option<NaiveDate> {
        self.last_seen.get(organization).copied()
    }
}

/// The part of sorted days that starts on a day or later.
pub fn days_since(days: &[NaiveDate], first: NaiveDate) -> &[NaiveDate] {
    &days[days.partition_point(|day| *day < first)..]
}

/// The part of sorted days after a day.
pub fn days_after(days: &[NaiveDate], day: NaiveDate) -> &[NaiveDate] {
    &days[days.partition_point(|other| *other <= day)..]
}

/// The days of future calls, soonest first.
fn days_to_come(terms: &FreezeLimits, calls: &Calls) -> Vec<NaiveDate> {
    let count = usize::from(terms.absent_calls.max(terms.calls_without_onboarding)).min(MOST_COMING);
    calls.coming_calls().map(|call| call.date).take(count).collect()
}

#[cfg(test)]
mod tests {
    use crate::test_group::{TestGroup, day};

    #[test]
    fn counts_only_held_calls_that_are_over_and_complete() {
        let views = TestGroup::new()
            .more_settings("records: { complete-since: 2025-11-13 }\n")
            .call("2025-10-23", "attendance: { Orange: [A] }\n")
            .call("2025-11-13", "attendance: { DT: [B], Orange: [] }\n")
            .call("2025-12-11", "")
            .call("2025-12-25", "attendance: { Orange: [A] }\n")
            .call("2026-01-08", "attendance: { Orange: [{ name: A, present: false }] }\n")
            .call("2026-01-22", "attendance: { Orange: [A] }\n")
            .views("2026-01-22T12:00Z");
        let calls = views.attendance.held_calls();
        assert_eq!((calls.filed.first(), calls.filed.len()), (Some(&day("2025-10-23")), 5), "one is canceled");
        assert_eq!(calls.counted, [day("2025-11-13"), day("2025-12-11"), day("2026-01-08")]);
        assert_eq!(calls.attended, [day("2025-11-13"), day("2026-01-08")]);
        assert_eq!(calls.last_seen("Deutsche Telekom"), Some(day("2025-11-13")), "through its alias");
        assert_eq!(calls.last_seen("Orange"), None, "listed, but nobody was present");
        assert_eq!(calls.coming, [day("2026-01-22"), day("2026-02-12"), day("2026-02-26")]);
    }
}
