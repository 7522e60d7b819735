//! The calls as a calendar to subscribe to: iCalendar, RFC 5545.

mod closing;
mod event;
mod property;
mod recurrence;
mod zone;

use super::facts::Facts;
use super::outputs::refuse_duplicate_calls;
use super::templates::Templates;
use crate::error::Error;
use crate::view::Views;
use crate::view::clock_changes::utc_midnight;
use event::Events;
use ical::ical::Ical;
use ical::prop::IcalPropKind;
use ical::version::IcalVersion;
use property::text_property;

/// The product that made the calendar. Without a version, so that an upgrade changes no file.
const PRODUCT_ID: &str = "-//backlog//calendar//EN";

/// Renders the calendar of a group: a series for each slot, an event for each other call, and with `deadlines` an
/// all-day event for each closing of an agenda, until two years after the last day that the records name. Lines end as
/// RFC 5545 requires; no character in it controls a terminal.
///
/// # Errors
/// [`Error::Template`] when the group's own template fails, [`Error::NotAllowed`] when there is neither a schedule nor a
/// call, or when two records are for one call.
pub fn render_calendar(views: &Views, deadlines: bool) -> Result<String, Error> {
    refuse_duplicate_calls(&views.group.meetings, views)?;
    let planned = views.calls.plan().ok_or_else(|| {
        Error::not_allowed("there is neither a call nor a schedule", "Add a `schedule` to workgroup.yaml.")
    })?;
    let goes_on = planned.series.iter().any(|series| series.until.is_none_or(|until| until > planned.last));
    let (clock, zone) = zone::clock_and_zone(views.workgroup.timezone, planned.first, planned.last, goes_on);
    // From the records, not from the clock: the day of the last call that has a file.
    let made = views.group.meetings.last().map_or(planned.first, |meeting| meeting.date.value);
    let templates = Templates::new(views.group)?;
    let events = Events { facts: Facts::new(views), templates: &templates, clock, stamp: utc_midnight(made) };
    let mut parts: Vec<_> = zone.into_iter().collect();
    for series in &planned.series {
        parts.push(events.series_event(series)?);
    }
    for call in &planned.single {
        parts.push(events.single_event(call)?);
    }
    for call in views.calls.between(planned.first, planned.last).filter(|_| deadlines) {
        parts.extend(events.closing_event(&call)?);
    }
    let name = views.workgroup.name.as_str();
    let props = vec![
        text_property(IcalPropKind::ProdId, PRODUCT_ID),
        text_property(IcalPropKind::Name, name),
        text_property("X-WR-CALNAME", name),
    ];
    Ok(Ical { version: IcalVersion::V2_0, props, components: parts }.to_string())
}

/// Whether a text is a calendar that this program wrote, which it may overwrite.
pub fn is_own_calendar(text: &str) -> bool {
    let mut lines = text.lines();
    let maker = lines.find_map(|line| line.strip_prefix("PRODID:"));
    text.starts_with("BEGIN:VCALENDAR") && maker == Some(PRODUCT_ID)
}

#[cfg(test)]
mod tests;
