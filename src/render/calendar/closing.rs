//! The alarm when an agenda closes.

use super::property::{Component, Property, format_utc, new_property, text_property};
use chrono::{DateTime, Utc};
use ical::component::{IcalComponent, IcalComponentKind};
use ical::param::IcalParam;
use ical::prop::{IcalProp, IcalPropKind};
use ical::value::IcalValue;
use ical::value::datetime::IcalDateTime;
use ical::value::duration::IcalDuration;

/// An alarm some calendar days before each call, at the local time of its start: RFC 5545 counts nominal days, even
/// across a change of the clock.
pub fn alarm_before(days: u16, summary: &str) -> Component {
    let before = if days == 0 { "PT0S".to_owned() } else { format!("-P{days}D") };
    build_alarm(new_property(IcalPropKind::Trigger, IcalValue::Duration(IcalDuration(before.into()))), summary)
}

/// An alarm at a moment.
pub fn alarm_at(moment: DateTime<Utc>, summary: &str) -> Component {
    let value = IcalValue::DateTime(IcalDateTime(format_utc(moment).into()));
    let params = vec![IcalParam::Value("DATE-TIME".into())];
    build_alarm(IcalProp { name: IcalPropKind::Trigger.into(), params, value }, summary)
}

fn build_alarm(trigger: Property, summary: &str) -> Component {
    let props = vec![
        text_property(IcalPropKind::Action, "DISPLAY"),
        trigger,
        text_property(IcalPropKind::Description, summary),
    ];
    IcalComponent { name: IcalComponentKind::VAlarm.into(), props, components: Vec::new() }
}
