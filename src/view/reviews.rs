//! The reviewer: its name, and when it meets.

use crate::model::stage::Stage;
use crate::model::workgroup::Workgroup;
use chrono::NaiveDate;

/// How far ahead to search for a meeting: a year.
const HORIZON_DAYS: usize = 366;

/// The reviewer and its meetings.
pub struct Reviews<'g> {
    pub(super) workgroup: &'g Workgroup,
}

impl Reviews<'_> {
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

    /// Whether the reviewer meets on that day, according to its schedule.
    pub fn is_review_day(&self, day: NaiveDate) -> bool {
        self.workgroup.reviewer.iter().flat_map(|reviewer| &reviewer.schedule).any(|slot| slot.falls_on(day))
    }
}
