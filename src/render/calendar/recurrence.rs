//! The days of a slot as a recurrence rule.

use super::property::{Property, format_utc, new_property};
use crate::model::schedule::Cadence;
use chrono::{DateTime, Utc, Weekday};
use ical::prop::IcalPropKind;
use ical::value::IcalValue;
use ical::value::recur::IcalRecur;

/// The rule of a slot. Weeks are counted from the event's own start.
pub fn recurrence_rule(cadence: Cadence, until: Option<DateTime<Utc>>) -> Property {
    let days = match cadence {
        Cadence::Monthly { nth, weekday } => format!("FREQ=MONTHLY;BYDAY={nth}{}", weekday_code(weekday)),
        Cadence::Last { weekday } => format!("FREQ=MONTHLY;BYDAY=-1{}", weekday_code(weekday)),
        Cadence::Weekly { weeks, .. } => format!("FREQ=WEEKLY;INTERVAL={weeks}"),
    };
    rule_property(days, until)
}

/// A rule, bounded by the last date-time that it may yield.
pub fn rule_property(days: String, until: Option<DateTime<Utc>>) -> Property {
    let until = until.map(|until| format!(";UNTIL={}", format_utc(until))).unwrap_or_default();
    new_property(IcalPropKind::RRule, IcalValue::Recur(IcalRecur((days + &until).into())))
}

/// `MO`, `TU`.
pub fn weekday_code(weekday: Weekday) -> &'static str {
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
