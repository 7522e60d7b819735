//! How many days proposals took from their registration to their first approval.

use crate::model::proposal::Proposal;
use crate::model::stage::Stage;
use crate::view::Views;
use crate::view::stages::stages_until;
use chrono::NaiveDate;

/// How long proposals took from registration to approval.
#[derive(Debug, Default)]
pub struct ApprovalTimes<'g> {
    /// The approved proposals with both days, fastest first.
    pub measured: Vec<ApprovalTime<'g>>,
    /// How many have no day of registration.
    pub without_registration: usize,
    /// How many have a day of registration but none of their first approval.
    pub without_approval_day: usize,
    /// How many were registered after their first approval.
    pub registered_later: usize,
}

/// How long a proposal took.
#[derive(Debug)]
pub struct ApprovalTime<'g> {
    /// The proposal.
    pub proposal: &'g Proposal,
    /// The day it was registered.
    pub registered: NaiveDate,
    /// The day of its first approval.
    pub approved: NaiveDate,
    /// The number of days between them: 0 if they are one day.
    pub days: i64,
}

impl<'g> Views<'g> {
    /// How long the proposals with a row in the table that are approved by today took.
    pub(super) fn approval_times(&self) -> ApprovalTimes<'g> {
        let mut times = ApprovalTimes::default();
        for proposal in self.group.proposals.iter().filter(|proposal| proposal.kind.is_row()) {
            let mut stages = stages_until(proposal, self.now.day()).iter();
            let Some(first) = stages.find(|reached| reached.stage.value.is_approved()) else { continue };
            // `onboarding` without an approval before it shows that there was one, not when.
            let approved = first.date.as_ref().filter(|_| first.stage.value == Stage::Approved).map(|day| day.value);
            match (proposal.registered.as_ref().map(|day| day.value), approved) {
                (None, _) => times.without_registration += 1,
                (Some(_), None) => times.without_approval_day += 1,
                (Some(registered), Some(approved)) if approved < registered => times.registered_later += 1,
                (Some(registered), Some(approved)) => {
                    let days = (approved - registered).num_days();
                    times.measured.push(ApprovalTime { proposal, registered, approved, days });
                }
            }
        }
        times.measured.sort_by_key(|time| time.days);
        times
    }
}

impl ApprovalTimes<'_> {
    /// The percentile by nearest rank: the smallest number of days within which at least so many percent of the measured
    /// proposals were approved. `None` if there are none.
    pub fn percentile(&self, percent: usize) -> Option<i64> {
        let rank = (self.measured.len() * percent).div_ceil(100);
        self.measured.get(rank.checked_sub(1)?).map(|time| time.days)
    }

    /// How many approved proposals could not be measured.
    pub fn left_out(&self) -> usize {
        self.without_registration + self.without_approval_day + self.registered_later
    }
}

#[cfg(test)]
mod tests {
    use crate::test_group::{TestGroup, day};

    fn times_of(days: &[i64]) -> (Option<i64>, Option<i64>) {
        let group = days.iter().enumerate().fold(TestGroup::new(), |group, (at, days)| {
            let approved = day("2024-01-01") + chrono::Days::new(days.unsigned_abs());
            let facts = format!("registered: 2024-01-01\nstages: [{{ stage: approved, date: {approved} }}]\n");
            group.proposal(&format!("p{at}"), facts)
        });
        let views = group.views("2026-01-01");
        let times = views.approval_times();
        (times.percentile(50), times.percentile(90))
    }

    #[test]
    fn percentiles_are_by_nearest_rank() {
        assert_eq!(times_of(&[]), (None, None));
        assert_eq!(times_of(&[7]), (Some(7), Some(7)));
        assert_eq!(times_of(&[30, 10]), (Some(10), Some(30)));
        assert_eq!(times_of(&[10, 20, 30]), (Some(20), Some(30)));
        assert_eq!(times_of(&[10, 9, 8, 7, 6, 5, 4, 3, 2, 1]), (Some(5), Some(9)));
        assert_eq!(times_of(&[11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]), (Some(6), Some(10)));
    }

    #[test]
    fn what_cannot_be_measured_is_counted() {
        let views = TestGroup::new()
            .proposal("a", "registered: 2025-01-01\nstages: [{ stage: approved, date: 2025-01-01 }]\n")
            .proposal("b", "registered: 2025-01-01\nstages: [{ stage: under-review, date: 2025-01-03 }, { stage: approved, date: 2026-01-01 }, { stage: approved, date: 2026-01-02 }, { stage: onboarding, date: 2026-02-01 }]\n")
            .proposal("tomorrow", "registered: 2025-01-01\nstages: [{ stage: approved, date: 2026-02-02 }]\n")
            .proposal("pending", "registered: 2025-01-01\nstages: [under-review]\n")
            .proposal("no-day", "stages: [{ stage: approved, date: 2025-01-01 }]\n")
            .proposal("neither", "stages: [approved]\n")
            .proposal("undated", "registered: 2025-01-01\nstages: [approved, { stage: approved, date: 2025-03-01 }]\n")
            .proposal("skipped", "registered: 2025-01-01\nstages: [{ stage: onboarding, date: 2025-03-01 }]\n")
            .proposal("later", "registered: 2025-01-02\nstages: [{ stage: approved, date: 2025-01-01 }]\n")
            .proposal("name", "kind: name-change\nregistered: 2025-01-01\nstages: [{ stage: approved, date: 2025-01-05 }]\n")
            .views("2026-02-01");
        let times = views.approval_times();
        let measured = times.measured.iter().map(|time| format!("{} {}", time.proposal.slug, time.days));
        assert_eq!(measured.collect::<Vec<_>>(), ["a 0", "b 365"]);
        assert_eq!((times.without_registration, times.without_approval_day, times.registered_later), (2, 2, 1));
        assert_eq!(times.left_out(), 5);
    }
}
