//! A call on a day that is no slot.

use super::{Findings, RuleFinding, rule};
use crate::model::meeting::Meeting;
use crate::model::schedule::weekday_name;
use crate::view::Views;
use crate::view::calendar::ScheduledDay;
use chrono::{Datelike, NaiveDate};

rule! {
    /// A call on a day that is no slot of the schedule and that no exception moves a call to, and whose
    /// file does not say why it is held: `extra`.
    ///
    /// ## Why
    /// Procedure 2: the calls are on the 2nd and the 4th Thursday. People plan by the schedule, and a date
    /// of no call is the most frequent mistake in minutes that are copied from the last ones.
    ///
    /// ## Evidence
    /// The schedule of `workgroup.yaml`; days on which none of its slots is in force are not judged. A day that the
    /// name of the file contradicts is left to `file-name` where the name is the day of a call.
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
    /// ## Mend
    /// Mend the date (and the name of the file), or say why the call is held: `extra: WHY`.
    Schedule, Error, Meeting(check)
}

fn check(meeting: &Meeting, views: &Views, out: &mut Findings) {
    let day = meeting.date.value;
    // Where only the date in the file is wrong, `file-name` tells it.
    if !views.calls.is_off_schedule(meeting) || views.calls.date_from_file_name(meeting).is_some() {
        return;
    }
    let nearest = views.calls.likely_date(meeting).or_else(|| nearest_slot(day, views));
    let nearest = nearest.map(|slot| format!("the nearest slot is {slot}; ")).unwrap_or_default();
    out.push(
        RuleFinding::new(
            meeting.date.place,
            format!("{day} is a {} and no slot of the schedule", weekday_name(day.weekday())),
        )
        .with_help(format!("Mend the date ({nearest}the file is named like it), or say why it is held: `extra: WHY`.")),
    );
}

/// The slot that is nearest to a day, within two weeks; of two the earlier one.
fn nearest_slot(day: NaiveDate, views: &Views) -> Option<NaiveDate> {
    (1..=14).flat_map(|distance| [-distance, distance]).find_map(|distance| {
        let candidate = day.checked_add_signed(chrono::Duration::days(distance))?;
        matches!(views.calendar.scheduled_day(candidate), ScheduledDay::Call(_)).then_some(candidate)
    })
}
