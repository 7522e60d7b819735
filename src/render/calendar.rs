//! The calls as a calendar that programs subscribe to: iCalendar, RFC 5545.

mod closing;
mod event;
mod property;
mod recurrence;
mod zone;

use super::outputs::refuse_duplicate_calls;
use crate::error::Error;
use crate::view::Views;
use crate::view::clock_changes::utc_midnight;
use event::Events;
use ical::ical::Ical;
use ical::prop::IcalPropKind;
use ical::version::IcalVersion;
use property::text_property;

/// What made the calendar. It carries no version, so that a new one changes no file.
const PRODUCT_ID: &str = "-//backlog//calendar//EN";

/// The calendar of a group: a series for each slot, an event for each other call, and with `deadlines` a whole day
/// for each closing of an agenda until two years after the last day that the records name. Its lines end as RFC 5545
/// wants them; no sign in it steers a terminal.
///
/// # Errors
/// [`Error::Denied`] when there is neither a schedule nor a call, or when two records are of one call.
pub fn render_calendar(views: &Views, deadlines: bool) -> Result<String, Error> {
    refuse_duplicate_calls(&views.group.meetings, views)?;
    let planned = views.call_plan().ok_or_else(|| {
        Error::not_allowed(
            "there is no call yet, and no schedule",
            "Say in workgroup.yaml when the group meets: `schedule`.",
        )
    })?;
    let goes_on = planned.series.iter().any(|series| series.until.is_none_or(|until| until > planned.last));
    let (clock, zone) = zone::clock_and_zone(views.workgroup.timezone, planned.first, planned.last, goes_on);
    // By the records and by no clock: the day of the last call that has a file.
    let made = views.group.meetings.last().map_or(planned.first, |meeting| meeting.date.value);
    let events = Events { views, clock, stamp: utc_midnight(made) };
    let mut parts: Vec<_> = zone.into_iter().collect();
    parts.extend(events.series_events(&planned.series));
    parts.extend(planned.single.iter().map(|call| events.single_event(call)));
    if deadlines {
        parts.extend(views.calls_between(planned.first, planned.last).filter_map(|call| events.closing_event(&call)));
    }
    let name = views.workgroup.name.as_str();
    let props = vec![
        text_property(IcalPropKind::ProdId, PRODUCT_ID),
        text_property(IcalPropKind::Name, name),
        text_property("X-WR-CALNAME", name),
    ];
    Ok(Ical { version: IcalVersion::V2_0, props, components: parts }.to_string())
}

/// Whether a text is a calendar that this program wrote, which may be written anew.
pub fn is_own_calendar(text: &str) -> bool {
    let mut lines = text.lines();
    let maker = lines.find_map(|line| line.strip_prefix("PRODID:"));
    text.starts_with("BEGIN:VCALENDAR") && maker == Some(PRODUCT_ID)
}

#[cfg(test)]
mod tests;
