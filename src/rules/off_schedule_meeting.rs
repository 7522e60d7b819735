//! A call is on a day without a slot.

use super::{Findings, RuleFinding, rule};
use crate::model::meeting::Meeting;
use crate::model::schedule::weekday_name;
use crate::view::Views;
use crate::view::calendar::ScheduledDay;
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
    Schedule, Error, Meeting(check)
}

fn check(meeting: &Meeting, views: &Views, out: &mut Findings) {
    let day = meeting.date.value;
    // If only the date in the file is wrong, `file-name` reports it.
    if !views.calls.is_off_schedule(meeting) || views.calls.date_from_file_name(meeting).is_some() {
        return;
    }
    let nearest = views.calls.likely_date(meeting).or_else(|| nearest_slot(day, views));
    let nearest = nearest.map(|slot| format!("the nearest slot is {slot}; ")).unwrap_or_default();
    out.push(
        RuleFinding::new(
            meeting.date.place,
            format!("{day}, a {}, is not a slot of the schedule", weekday_name(day.weekday())),
        )
        .with_help(format!("Correct the date and the file name{nearest}, or say why the call is held: `extra: WHY`.")),
    );
}

/// The slot nearest to a day, within two weeks. Of two slots, the earlier one.
fn nearest_slot(day: NaiveDate, views: &Views) -> Option<NaiveDate> {
    (1..=14).flat_map(|distance| [-distance, distance]).find_map(|distance| {
        let candidate = day.checked_add_signed(chrono::Duration::days(distance))?;
        matches!(views.calendar.scheduled_day(candidate), ScheduledDay::Call(_)).then_some(candidate)
    })
}
