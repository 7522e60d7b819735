//! Properties of a calendar: a name with a text, a date-time or a date.

use crate::render::cell::replace_hostile;
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;
use ical::component::IcalComponent;
use ical::param::IcalParam;
use ical::prop::{IcalProp, IcalPropKind, IcalPropName};
use ical::value::IcalValue;
use ical::value::datetime::{IcalDate, IcalDateTime, IcalDateTimeList};

/// A component of the calendar.
pub type Component = IcalComponent<'static>;

/// A line of the calendar, before it is folded.
pub type Property = IcalProp<'static>;

/// How date-times are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// The group's zone is UTC, or never differs from it.
    Utc,
    /// In local time, with the name of the zone.
    Local,
}

/// A property with a typed value.
pub fn new_property(name: impl Into<IcalPropName<'static>>, value: IcalValue<'static>) -> Property {
    IcalProp { name: name.into(), params: Vec::new(), value }
}

/// A property with a text from the records. Control characters become visible; line ends stay.
pub fn text_property(name: impl Into<IcalPropName<'static>>, value: &str) -> Property {
    let lines = value.replace("\r\n", "\n").replace('\r', "\u{fffd}");
    IcalProp::text(name, Vec::new(), replace_hostile(&lines))
}

/// A property with a date-time.
pub fn moment_property(name: IcalPropKind, moment: DateTime<Tz>, clock: Clock) -> Property {
    let value = IcalValue::DateTime(IcalDateTime(format_moment(moment, clock).into()));
    IcalProp { name: name.into(), params: zone_parameter(moment.timezone(), clock), value }
}

/// A local time that is excluded from a series. It need not exist on that day: the rule of the series yields it anyway.
pub fn exception_property(local: NaiveDateTime, zone: Tz, clock: Clock) -> Property {
    let mark = if clock == Clock::Utc { "Z" } else { "" };
    let value = IcalValue::DateTimeList(IcalDateTimeList(vec![format!("{}{mark}", format_local(local)).into()]));
    IcalProp { name: IcalPropKind::ExDate.into(), params: zone_parameter(zone, clock), value }
}

/// A date-time in UTC.
pub fn format_utc(moment: DateTime<Utc>) -> String {
    moment.format("%Y%m%dT%H%M%SZ").to_string()
}

/// A property with a date.
pub fn day_property(name: IcalPropKind, day: NaiveDate) -> Property {
    let value = IcalValue::Date(IcalDate(day.format("%Y%m%d").to_string().into()));
    IcalProp { name: name.into(), params: vec![IcalParam::Value("DATE".into())], value }
}

fn format_moment(moment: DateTime<Tz>, clock: Clock) -> String {
    match clock {
        Clock::Utc => format_utc(moment.to_utc()),
        Clock::Local => format_local(moment.naive_local()),
    }
}

/// A local time, without its zone.
pub fn format_local(local: NaiveDateTime) -> String {
    local.format("%Y%m%dT%H%M%S").to_string()
}

fn zone_parameter(zone: Tz, clock: Clock) -> Vec<IcalParam<'static>> {
    match clock {
        Clock::Utc => Vec::new(),
        Clock::Local => vec![IcalParam::TzId(zone.name().into())],
    }
}
