//! When the reviewer meets.

use super::Views;
use chrono::NaiveDate;

/// How far ahead a meeting is looked for: a year.
const HORIZON_DAYS: usize = 366;

impl Views<'_> {
    /// The reviewer's first meeting on or after a day. `None` without a reviewer, or when its schedule ends before.
    pub fn next_review(&self, day: NaiveDate) -> Option<NaiveDate> {
        let slots = &self.workgroup.reviewer.as_ref()?.schedule;
        day.iter_days().take(HORIZON_DAYS).find(|day| slots.iter().any(|slot| slot.falls_on(*day)))
    }
}
