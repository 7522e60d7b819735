//! The reviewer: what it is called, and when it meets.

use super::Views;
use crate::model::stage::Stage;
use chrono::NaiveDate;

/// How far ahead a meeting is looked for: a year.
const HORIZON_DAYS: usize = 366;

impl Views<'_> {
    /// What the group calls its reviewer. `None` where `workgroup.yaml` names none.
    pub fn reviewer_name(&self) -> Option<&str> {
        self.workgroup.reviewer.as_ref().map(|reviewer| reviewer.name.as_str())
    }

    /// A stage in the words of minutes and table.
    pub fn format_stage(&self, stage: Stage) -> String {
        stage.display_name(self.reviewer_name())
    }

    /// The reviewer's first meeting on or after a day. `None` without a reviewer, or when its schedule ends before.
    pub fn next_review(&self, day: NaiveDate) -> Option<NaiveDate> {
        let slots = &self.workgroup.reviewer.as_ref()?.schedule;
        day.iter_days().take(HORIZON_DAYS).find(|day| slots.iter().any(|slot| slot.falls_on(*day)))
    }
}
