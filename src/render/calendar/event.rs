//! The events: series, single calls, and the days on which an agenda closes.

use super::closing::{alarm_at, alarm_before, describe_closing};
use super::property::{
    Clock, Component, Property, day_property, exception_property, format_utc, moment_property, new_property,
    text_property,
};
use super::recurrence::recurrence_rule;
use crate::model::schedule::Slot;
use crate::model::slug::slug_from_name;
use crate::view::Views;
use crate::view::calendar::{Call, CallOrigin, CallTimes, ScheduledDay};
use crate::view::calls::plan::{Series, is_unambiguous};
use crate::view::moment::{format_moment, local_moment};
use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Tz;
use ical::component::{IcalComponent, IcalComponentKind};
use ical::prop::IcalPropKind;
use ical::value::IcalValue;
use ical::value::datetime::IcalDateTime;
use ical::value::uri::IcalUri;

/// What all events share.
pub struct Events<'v, 'g> {
    pub views: &'v Views<'g>,
    pub clock: Clock,
    pub stamp: DateTime<Utc>,
}

impl Events<'_, '_> {
    /// One event per series.
    pub fn series_events(&self, series: &[Series]) -> Vec<Component> {
        series.iter().map(|one| self.series_event(one)).collect()
    }

    fn series_event(&self, series: &Series) -> Component {
        let CallTimes { start, end } = series.times;
        let zone = start.timezone();
        let at = |date: NaiveDate| date.and_time(start.time());
        let mut lines = self.shared_properties(&self.series_key(series), &self.call_summary());
        lines.push(moment_property(IcalPropKind::DtStart, start, self.clock));
        lines.push(moment_property(IcalPropKind::DtEnd, end, self.clock));
        let until = series.until.map(|until| local_moment(at(until), zone).to_utc());
        lines.extend(series.slot.cadence().map(|cadence| recurrence_rule(cadence, until)));
        lines.extend(series.without.iter().map(|date| exception_property(at(*date), zone, self.clock)));
        let days = self.views.workgroup.agenda.closes_days_before;
        lines.push(text_property(IcalPropKind::Description, &describe_closing(days)));
        build_event(lines, Some(alarm_before(days, &self.closing_summary())))
    }

    /// The event of a call outside every series; an all-day event if the time of the call is unknown.
    pub fn single_event(&self, call: &Call) -> Component {
        let mut lines = self.shared_properties(&format!("call-{}", call.date), &self.call_summary());
        match call.times {
            Some(times) => {
                let clock = if is_unambiguous(&times) { self.clock } else { Clock::Utc };
                lines.push(moment_property(IcalPropKind::DtStart, times.start, clock));
                lines.push(moment_property(IcalPropKind::DtEnd, times.end, clock));
            }
            None => lines.extend(whole_day(call.date)),
        }
        let closing = self.closing_moment(call);
        let closes = closing.map(|closing| format!("Its agenda closes on {}.", format_moment(closing)));
        let sentences: Vec<String> = self.describe_origin(call).into_iter().chain(closes).collect();
        if !sentences.is_empty() {
            lines.push(text_property(IcalPropKind::Description, &sentences.join("\n")));
        }
        build_event(lines, closing.map(|closing| alarm_at(closing.to_utc(), &self.closing_summary())))
    }

    /// An all-day event on the day on which the agenda of a call closes; it does not block time. `None` if the time of the
    /// call is unknown.
    pub fn closing_event(&self, call: &Call) -> Option<Component> {
        let closing = self.closing_moment(call)?;
        let mut lines = self.shared_properties(&format!("closing-{}", call.date), &self.closing_summary());
        lines.extend(whole_day(closing.date_naive()));
        lines.push(text_property(IcalPropKind::Transp, "TRANSPARENT"));
        let description = format!("The agenda of the call of {} closes on {}.", call.date, format_moment(closing));
        lines.push(text_property(IcalPropKind::Description, &description));
        Some(build_event(lines, None))
    }

    fn closing_moment(&self, call: &Call) -> Option<DateTime<Tz>> {
        self.views.calendar.closing(call).moment()
    }

    /// Why a call is a separate event; `None` if only a change of the clock separates it.
    fn describe_origin(&self, call: &Call) -> Option<String> {
        let calendar = &self.views.calendar;
        match call.origin {
            CallOrigin::Moved { from } => {
                let reason = calendar.exception_reason(from).map(|reason| format!(" ({reason})")).unwrap_or_default();
                Some(format!("Moved from {from}{reason}."))
            }
            CallOrigin::Extra => {
                let extra = self.views.calls.meeting_on(call.date).and_then(|meeting| meeting.extra.as_ref());
                Some(
                    extra.map_or_else(
                        || "Outside the schedule.".to_owned(),
                        |why| format!("An extra call: {}", why.value),
                    ),
                )
            }
            CallOrigin::Slot => {
                let has_own_times = calendar.scheduled_day(call.date) != ScheduledDay::Call(*call);
                has_own_times.then(|| "At other times than usual.".to_owned())
            }
        }
    }

    fn call_summary(&self) -> String {
        self.views.workgroup.name.value.clone()
    }

    fn closing_summary(&self) -> String {
        format!("{}: the agenda closes", self.views.workgroup.name.value)
    }

    /// The permanent name of a series: its cadence and its first day. The time of day may change.
    fn series_key(&self, series: &Series) -> String {
        let key = |slot: &Slot| {
            let since = slot.since.map(|since| format!(" since {since}")).unwrap_or_default();
            slug_from_name(&format!("{}{since}", slot.cadence().map(|cadence| cadence.to_string()).unwrap_or_default()))
        };
        let own = key(series.slot);
        let before = self.views.workgroup.schedule.iter().take(series.at);
        match before.filter(|other| key(other) == own).count() {
            0 => own,
            twins => format!("{own}-{}", twins + 1),
        }
    }

    /// The properties that every event starts with.
    fn shared_properties(&self, key: &str, summary: &str) -> Vec<Property> {
        let workgroup = self.views.workgroup;
        let group = slug_from_name(workgroup.repository.as_ref().map_or(workgroup.name.as_str(), |name| name.as_str()));
        let group = if group.is_empty() { "group".to_owned() } else { group };
        let stamp = IcalValue::DateTime(IcalDateTime(format_utc(self.stamp).into()));
        let mut lines = vec![
            text_property(IcalPropKind::Uid, &format!("{key}@{group}")),
            new_property(IcalPropKind::DtStamp, stamp),
            text_property(IcalPropKind::Summary, summary),
        ];
        let page = self.views.links.repository_url();
        lines.extend(page.map(|page| new_property(IcalPropKind::Url, IcalValue::Uri(IcalUri(page.into())))));
        lines
    }
}

fn whole_day(date: NaiveDate) -> [Property; 2] {
    [day_property(IcalPropKind::DtStart, date), day_property(IcalPropKind::DtEnd, date + Days::new(1))]
}

fn build_event(props: Vec<Property>, alarm: Option<Component>) -> Component {
    IcalComponent { name: IcalComponentKind::VEvent.into(), props, components: alarm.into_iter().collect() }
}
