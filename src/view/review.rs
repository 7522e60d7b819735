//! The reviewer: its name, and when it meets.

use super::Views;
use crate::model::stage::Stage;
use chrono::NaiveDate;

/// How far ahead to search for a meeting: a year.
const HORIZON_DAYS: usize = 366;

impl Views<'_> {
    /// The name of the reviewer. `None` if `workgroup.yaml` has none.
    pub fn reviewer_name(&self) -> Option<&str> {
        self.workgroup.reviewer.as_ref().map(|reviewer| reviewer.name.as_str())
    }

    /// The name of a stage as in minutes and table.
    pub fn format_stage(&self, stage: Stage) -> String {
        stage.display_name(self.reviewer_name())
    }

    /// The reviewer's first meeting on or after a day. `None` without a reviewer, or if its schedule ends before.
    pub fn next_review(&self, day: NaiveDate) -> Option<NaiveDate> {
        let slots = &self.workgroup.reviewer.as_ref()?.schedule;
        day.iter_days().take(HORIZON_DAYS).find(|day| slots.iter().any(|slot| slot.falls_on(*day)))
    }
}
