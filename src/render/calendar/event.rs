//! The events: series, single calls, and the days on which an agenda closes.

use super::closing::{alarm_at, alarm_before};
use super::property::{
    Clock, Component, Property, day_property, exception_property, format_utc, moment_property, new_property,
    text_property,
};
use super::recurrence::recurrence_rule;
use crate::error::Error;
use crate::model::page_url::PageUrl;
use crate::model::schedule::Slot;
use crate::model::slug::slug_from_name;
use crate::render::facts::Facts;
use crate::render::templates::Templates;
use crate::view::calendar::{Call, CallTimes, ScheduledDay};
use crate::view::calls::plan::{Series, is_unambiguous};
use crate::view::moment::local_moment;
use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Tz;
use ical::component::{IcalComponent, IcalComponentKind};
use ical::param::IcalParam;
use ical::prop::{IcalProp, IcalPropKind};
use ical::value::IcalValue;
use ical::value::datetime::IcalDateTime;
use ical::value::uri::IcalUri;
use minijinja::context;

/// The template of the texts of an event.
const TEMPLATE: &str = "calendar.txt";

/// What all events share.
pub struct Events<'v, 'g> {
    pub facts: Facts<'v, 'g>,
    pub templates: &'v Templates<'v>,
    pub clock: Clock,
    pub stamp: DateTime<Utc>,
}

impl Events<'_, '_> {
    /// The event of a series.
    pub fn series_event(&self, series: &Series) -> Result<Component, Error> {
        let CallTimes { start, end } = series.times;
        let zone = start.timezone();
        let at = |date: NaiveDate| date.and_time(start.time());
        let mut lines = self.shared_properties(&self.series_key(series), "series", None)?;
        lines.push(moment_property(IcalPropKind::DtStart, start, self.clock));
        lines.push(moment_property(IcalPropKind::DtEnd, end, self.clock));
        let until = series.until.map(|until| local_moment(at(until), zone).to_utc());
        lines.extend(series.slot.cadence().map(|cadence| recurrence_rule(cadence, until)));
        lines.extend(series.without.iter().map(|date| exception_property(at(*date), zone, self.clock)));
        lines.extend(self.description("series", None)?);
        lines.extend(series.slot.join.iter().flat_map(|url| join_properties(url)));
        let days = self.facts.views.workgroup.agenda.closes_days_before;
        Ok(build_event(lines, Some(alarm_before(days, &self.text("summary", "closing", None)?))))
    }

    /// The event of a call outside every series; an all-day event if the time of the call is unknown.
    pub fn single_event(&self, call: &Call) -> Result<Component, Error> {
        let mut lines = self.shared_properties(&format!("call-{}", call.date), "call", Some(call))?;
        match call.times {
            Some(times) => {
                let clock = if is_unambiguous(&times) { self.clock } else { Clock::Utc };
                lines.push(moment_property(IcalPropKind::DtStart, times.start, clock));
                lines.push(moment_property(IcalPropKind::DtEnd, times.end, clock));
            }
            None => lines.extend(whole_day(call.date)),
        }
        lines.extend(self.description("call", Some(call))?);
        lines.extend(self.facts.views.calls.join_url(call.date).into_iter().flat_map(join_properties));
        let alarm =
            |closing: DateTime<Tz>| Ok(alarm_at(closing.to_utc(), &self.text("summary", "closing", Some(call))?));
        Ok(build_event(lines, self.closing_moment(call).map(alarm).transpose()?))
    }

    /// An all-day event on the day on which the agenda of a call closes; it does not block time. `None` if the time of the
    /// call is unknown.
    pub fn closing_event(&self, call: &Call) -> Result<Option<Component>, Error> {
        let Some(closing) = self.closing_moment(call) else { return Ok(None) };
        let mut lines = self.shared_properties(&format!("closing-{}", call.date), "closing", Some(call))?;
        lines.extend(whole_day(closing.date_naive()));
        lines.push(text_property(IcalPropKind::Transp, "TRANSPARENT"));
        lines.extend(self.description("closing", Some(call))?);
        Ok(Some(build_event(lines, None)))
    }

    fn closing_moment(&self, call: &Call) -> Option<DateTime<Tz>> {
        self.facts.views.calendar.closing(call).moment()
    }

    /// A text of an event, from the template.
    fn text(&self, part: &'static str, event: &'static str, call: Option<&Call>) -> Result<String, Error> {
        let views = self.facts.views;
        let extra = call.and_then(|call| views.calls.meeting_on(call.date)).and_then(|meeting| meeting.extra.as_ref());
        let context = context! {
            // `summary` or `description`.
            part,
            // `series`, `call` or `closing`, which is also the text of alarms.
            event,
            group => views.workgroup.name.as_str(),
            closes_days_before => views.workgroup.agenda.closes_days_before,
            // `None` for a series.
            call => call.map(|call| self.facts.call(call)),
            // Why there is an extra call.
            extra => extra.map(|reason| reason.as_str()),
            // Whether the call is at other times than its slot.
            has_own_times => call
                .is_some_and(|call| views.calendar.scheduled_day(call.date) != ScheduledDay::Call(*call)),
        };
        self.templates.fill(TEMPLATE, context)
    }

    /// The description of an event; `None` if the template prints nothing.
    fn description(&self, event: &'static str, call: Option<&Call>) -> Result<Option<Property>, Error> {
        let text = self.text("description", event, call)?;
        Ok((!text.is_empty()).then(|| text_property(IcalPropKind::Description, &text)))
    }

    /// The permanent name of a series: its cadence and its first day. The time of day may change.
    fn series_key(&self, series: &Series) -> String {
        let key = |slot: &Slot| {
            let since = slot.since.map(|since| format!(" since {since}")).unwrap_or_default();
            slug_from_name(&format!("{}{since}", slot.cadence().map(|cadence| cadence.to_string()).unwrap_or_default()))
        };
        let own = key(series.slot);
        let before = self.facts.views.workgroup.schedule.iter().take(series.at);
        match before.filter(|other| key(other) == own).count() {
            0 => own,
            twins => format!("{own}-{}", twins + 1),
        }
    }

    /// The properties that every event starts with.
    fn shared_properties(&self, key: &str, event: &'static str, call: Option<&Call>) -> Result<Vec<Property>, Error> {
        let workgroup = self.facts.views.workgroup;
        let group = slug_from_name(workgroup.repository.as_ref().map_or(workgroup.name.as_str(), |name| name.as_str()));
        let group = if group.is_empty() { "group".to_owned() } else { group };
        let stamp = IcalValue::DateTime(IcalDateTime(format_utc(self.stamp).into()));
        let mut lines = vec![
            text_property(IcalPropKind::Uid, &format!("{key}@{group}")),
            new_property(IcalPropKind::DtStamp, stamp),
            text_property(IcalPropKind::Summary, &self.text("summary", event, call)?),
        ];
        let page = self.facts.views.links.repository_url();
        lines.extend(page.map(|page| new_property(IcalPropKind::Url, IcalValue::Uri(IcalUri(page.into())))));
        Ok(lines)
    }
}

/// Where a call is joined: as the conference of RFC 7986, and as the location, since many programs ignore the former.
fn join_properties(url: &PageUrl) -> [Property; 2] {
    let value = IcalValue::Uri(IcalUri(url.to_string().into()));
    let params = vec![IcalParam::Value("URI".into())];
    [text_property(IcalPropKind::Location, url), IcalProp { name: IcalPropKind::Conference.into(), params, value }]
}

fn whole_day(date: NaiveDate) -> [Property; 2] {
    [day_property(IcalPropKind::DtStart, date), day_property(IcalPropKind::DtEnd, date + Days::new(1))]
}

fn build_event(props: Vec<Property>, alarm: Option<Component>) -> Component {
    IcalComponent { name: IcalComponentKind::VEvent.into(), props, components: alarm.into_iter().collect() }
}
