//! Which days a slot falls on, as a rule of a calendar.

use super::property::{Property, property, utc};
use crate::model::schedule::Cadence;
use chrono::{DateTime, Utc, Weekday};
use ical::prop::IcalPropKind;
use ical::value::IcalValue;
use ical::value::recur::IcalRecur;

/// The rule of a slot. Every second week counts from the event's own start.
pub fn recurrence(cadence: Cadence, until: Option<DateTime<Utc>>) -> Property {
    let days = match cadence {
        Cadence::Monthly { nth, weekday } => format!("FREQ=MONTHLY;BYDAY={nth}{}", two_letters(weekday)),
        Cadence::Last { weekday } => format!("FREQ=MONTHLY;BYDAY=-1{}", two_letters(weekday)),
        Cadence::Weekly { weeks, .. } => format!("FREQ=WEEKLY;INTERVAL={weeks}"),
    };
    rule(days, until)
}

/// A rule, and the last moment that it may give.
pub fn rule(days: String, until: Option<DateTime<Utc>>) -> Property {
    let until = until.map(|until| format!(";UNTIL={}", utc(until))).unwrap_or_default();
    property(IcalPropKind::RRule, IcalValue::Recur(IcalRecur((days + &until).into())))
}

/// `MO`, `TU`.
pub fn two_letters(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "MO",
        Weekday::Tue => "TU",
        Weekday::Wed => "WE",
        Weekday::Thu => "TH",
        Weekday::Fri => "FR",
        Weekday::Sat => "SA",
        Weekday::Sun => "SU",
    }
}
