//! Why a proposal is due to be frozen, with the calls that were counted.

use crate::model::wording::format_count;
use crate::view::activity::Activity;
use chrono::NaiveDate;

/// A reason for freezing (docs/procedure.md#agreement-9). Calls are given as days, oldest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FreezeCause<'v> {
    /// Not sent to the reviewer yet, and no activity in its issue.
    Inactive {
        /// The last known activity.
        last: Activity,
        /// The day from which the weeks are counted: that of `last`, or a later one until which the owner waited for a
        /// call, or since which the records are complete.
        since: NaiveDate,
        /// What happened on `since`.
        start: WeeksStart,
        /// The number of weeks after which it is due.
        limit: u16,
    },
    /// Not sent to the reviewer yet, and none of its owners attends calls.
    Absent {
        /// The consecutive calls up to now without any owner; at least one.
        calls: &'v [NaiveDate],
        /// The number of calls at which it is due.
        limit: usize,
    },
    /// Approved, and nothing tracks its onboarding.
    Untracked {
        /// The day of the approval.
        approved: NaiveDate,
        /// The calls since then; may be empty.
        calls: &'v [NaiveDate],
        /// The number of calls at which it is due.
        limit: usize,
    },
}

/// From when weeks without activity are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeeksStart {
    /// The last known activity.
    Activity,
    /// The last call with the proposal on its agenda: a proposal that waits there is not inactive.
    Agenda,
    /// The day since which the records are complete.
    Records,
}

impl<'v> FreezeCause<'v> {
    /// The calls that made the freeze due: the first ones, up to the limit. Empty while it is not due, and if weeks are
    /// counted.
    pub fn deciding_calls(&self) -> &'v [NaiveDate] {
        match *self {
            FreezeCause::Inactive { .. } => &[],
            FreezeCause::Absent { calls, limit } | FreezeCause::Untracked { calls, limit, .. } => {
                calls.get(..limit).unwrap_or_default()
            }
        }
    }

    /// Describes the count with its limit, as of a day.
    pub fn describe_count(&self, today: NaiveDate) -> String {
        match *self {
            FreezeCause::Inactive { last, since, start, limit } => {
                let weeks = format_count((today - since).num_weeks(), "week");
                let last_seen = if last.kind.is_on_github() { "last activity on GitHub" } else { "last activity" };
                let counted_from = match start {
                    WeeksStart::Activity => since.to_string(),
                    WeeksStart::Agenda => {
                        format!("the call of {since}, the last one with it on the agenda ({last_seen}: {})", last.day)
                    }
                    WeeksStart::Records => {
                        format!("{since}, the start of complete records ({last_seen}: {})", last.day)
                    }
                };
                format!("no activity for {weeks} (limit: {limit}), since {counted_from}")
            }
            FreezeCause::Absent { calls, limit } => match calls.len() {
                1 => format!("absent from the last call (limit: {limit})"),
                count => format!("absent from the last {count} calls (limit: {limit})"),
            },
            FreezeCause::Untracked { approved, calls, limit } => {
                let count = format_count(calls.len() as u64, "call");
                format!("approved on {approved}, and no onboarding issue or repository after {count} (limit: {limit})")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_group::day;
    use crate::view::activity::ActivityKind;

    #[test]
    fn a_count_is_described_with_its_limit() {
        let calls = ["2026-02-12", "2026-02-26", "2026-03-12", "2026-03-26"].map(day);
        let describe = |cause: FreezeCause| cause.describe_count(day("2026-04-01"));
        let absent = |count: usize| FreezeCause::Absent { calls: &calls[..count], limit: 3 };
        assert_eq!(describe(absent(4)), "absent from the last 4 calls (limit: 3)");
        assert_eq!(describe(absent(1)), "absent from the last call (limit: 3)");
        assert_eq!(absent(4).deciding_calls(), &calls[..3]);
        assert_eq!(absent(2).deciding_calls(), []);
        let untracked = FreezeCause::Untracked { approved: day("2026-02-05"), calls: &calls, limit: 3 };
        assert_eq!(
            describe(untracked),
            "approved on 2026-02-05, and no onboarding issue or repository after 4 calls (limit: 3)"
        );
        let last = Activity { day: day("2026-02-12"), kind: ActivityKind::Treated, place: None };
        let inactive =
            |since: &str, start: WeeksStart| FreezeCause::Inactive { last, since: day(since), start, limit: 6 };
        assert_eq!(
            describe(inactive("2026-02-12", WeeksStart::Activity)),
            "no activity for 6 weeks (limit: 6), since 2026-02-12"
        );
        assert_eq!(
            describe(inactive("2026-02-19", WeeksStart::Records)),
            "no activity for 5 weeks (limit: 6), since 2026-02-19, the start of complete records (last activity: \
             2026-02-12)"
        );
        let last = Activity { kind: ActivityKind::Updated, ..last };
        let waited = FreezeCause::Inactive { last, since: day("2026-02-19"), start: WeeksStart::Agenda, limit: 6 };
        assert_eq!(
            describe(waited),
            "no activity for 5 weeks (limit: 6), since the call of 2026-02-19, the last one with it on the agenda (last \
             activity on GitHub: 2026-02-12)"
        );
    }
}
