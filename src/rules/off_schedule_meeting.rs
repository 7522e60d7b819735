//! A call on a day that is no slot.

use super::{Findings, Found, rule};
use crate::model::meeting::Meeting;
use crate::model::schedule::weekday_name;
use crate::view::Views;
use crate::view::calendar::Day;
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
    /// The schedule of `workgroup.yaml`; without one the rule is silent. Days before the first `since` or
    /// `from` of its slots are not judged.
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
    if meeting.extra.is_some() || !is_scheduled_time(day, views) || views.calendar.day(day) != Day::NoSlot {
        return;
    }
    let nearest = nearest_slot(day, views).map(|slot| format!("the nearest slot is {slot}; ")).unwrap_or_default();
    out.push(
        Found::at(
            meeting.date.place,
            format!("{day} is a {} and no slot of the schedule", weekday_name(day.weekday())),
        )
        .help(format!("Mend the date ({nearest}the file is named like it), or say why it is held: `extra: WHY`.")),
    );
}

/// Whether the schedule says anything of the time around a day.
fn is_scheduled_time(day: NaiveDate, views: &Views) -> bool {
    views.workgroup.schedule.iter().any(|slot| slot.has_begun(day))
}

/// The slot that is nearest to a day, within two weeks; of two the earlier one.
fn nearest_slot(day: NaiveDate, views: &Views) -> Option<NaiveDate> {
    (1..=14).flat_map(|distance| [-distance, distance]).find_map(|distance| {
        let candidate = day.checked_add_signed(chrono::Duration::days(distance))?;
        matches!(views.calendar.day(candidate), Day::Call(_)).then_some(candidate)
    })
}
