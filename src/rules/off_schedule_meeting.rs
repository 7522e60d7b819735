//! A call is on a day without a slot.

use super::{Findings, rule};
use crate::model::meeting::Meeting;
use crate::model::schedule::{days_around, weekday_name};
use crate::view::Views;
use chrono::{Datelike, NaiveDate};

rule! {
    /// A call on a day that is neither a slot of the schedule nor a day that a call was moved to, and whose file does
    /// not say why it is held (`extra`).
    ///
    /// ## Why
    /// Agreement 2: calls are held on the agreed days, such as the 2nd and 4th Thursday of the month. People plan by
    /// the schedule, and a wrong date is the most frequent mistake in minutes that are copied from the previous ones.
    ///
    /// ## Evidence
    /// The schedule in `workgroup.yaml`; days on which none of its slots is in force are not checked. If the name of
    /// the file is the day of a call but its `date` is not, `file-name` reports it.
    ///
    /// ## Bad
    /// ```yaml minutes/2025-10-10.yaml
    /// date: 2025-10-10
    /// ```
    ///
    /// ## Good
    /// ```yaml minutes/2025-10-09.yaml
    /// date: 2025-10-09
    /// ```
    ///
    /// ## Fix
    /// Correct the date and the name of the file, or say why the call is held: `extra: WHY`.
    "off-schedule-meeting", Schedule, Error, Meeting(check)
}

fn check(meeting: &Meeting, views: &Views, out: &mut Findings) {
    let day = meeting.date.value;
    // If only the date in the file is wrong, `file-name` reports it.
    if !views.calls.is_off_schedule(meeting) || views.calls.date_from_file_name(meeting).is_some() {
        return;
    }
    let is_call = |day: &NaiveDate| views.calendar.has_call(*day);
    let nearest = views.calls.likely_date(meeting).or_else(|| days_around(day, 14).find(is_call));
    let nearest = nearest.map(|slot| format!(" (the nearest slot is {slot})")).unwrap_or_default();
    out.report(meeting.date.place, format!("{day}, a {}, is not a slot of the schedule", weekday_name(day.weekday())))
        .with_help(format!("Correct the date and the file name{nearest}, or say why the call is held: `extra: WHY`."));
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    #[test]
    fn the_help_names_the_nearest_slot() {
        assert_eq!(
            TestGroup::new().call("2026-02-13", "").findings(NAME),
            ["error minutes/2026-02-13.yaml:1:7 2026-02-13, a Friday, is not a slot of the schedule | Correct the \
              date and the file name (the nearest slot is 2026-02-12), or say why the call is held: `extra: WHY`."]
        );
    }
}
