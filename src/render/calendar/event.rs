//! The events: series, single calls, and the days on which an agenda closes.

use super::closing::{alarm_at, alarm_before, days_told};
use super::property::{Clock, Property, day, left_out, moment, property, text, utc};
use super::recurrence::recurrence;
use crate::model::schedule::Slot;
use crate::model::spelling::slug;
use crate::view::Views;
use crate::view::calendar::{Call, Day, Origin, Times};
use crate::view::moment::{local, spoken};
use crate::view::series::{Series, is_certain};
use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Tz;
use ical::component::{IcalComponent, IcalComponentKind};
use ical::prop::IcalPropKind;
use ical::value::IcalValue;
use ical::value::datetime::IcalDateTime;
use ical::value::uri::IcalUri;

/// A part of the calendar.
pub type Part = IcalComponent<'static>;

/// What all events share.
pub struct Events<'v, 'g> {
    pub views: &'v Views<'g>,
    pub clock: Clock,
    pub stamp: DateTime<Utc>,
}

impl Events<'_, '_> {
    /// An event a series.
    pub fn series(&self, series: &[Series]) -> Vec<Part> {
        series.iter().map(|one| self.one_series(one)).collect()
    }

    fn one_series(&self, series: &Series) -> Part {
        let Times { start, end } = series.times;
        let zone = start.timezone();
        let at = |date: NaiveDate| date.and_time(start.time());
        let mut lines = self.opening(&self.series_key(series.slot), &self.summary());
        lines.push(moment(IcalPropKind::DtStart, start, self.clock));
        lines.push(moment(IcalPropKind::DtEnd, end, self.clock));
        lines.push(recurrence(series.slot.cadence, series.until.map(|until| local(at(until), zone).to_utc())));
        lines.extend(series.without.iter().map(|date| left_out(at(*date), zone, self.clock)));
        let days = self.views.workgroup.agenda.closes_days_before;
        lines.push(text(IcalPropKind::Description, &days_told(days)));
        event(lines, Some(alarm_before(days, &self.closing_summary())))
    }

    /// The event of a call that is in no series; a whole day where nothing says when on its day the call was.
    pub fn single(&self, call: &Call) -> Part {
        let mut lines = self.opening(&format!("call-{}", call.date), &self.summary());
        match call.times {
            Some(times) => {
                let clock = if is_certain(&times) { self.clock } else { Clock::Utc };
                lines.push(moment(IcalPropKind::DtStart, times.start, clock));
                lines.push(moment(IcalPropKind::DtEnd, times.end, clock));
            }
            None => lines.extend(whole_day(call.date)),
        }
        let closing = self.closing(call);
        let told = closing.map(|closing| format!("Its agenda closes on {}.", spoken(closing)));
        let told: Vec<String> = self.why(call).into_iter().chain(told).collect();
        if !told.is_empty() {
            lines.push(text(IcalPropKind::Description, &told.join("\n")));
        }
        event(lines, closing.map(|closing| alarm_at(closing.to_utc(), &self.closing_summary())))
    }

    /// The whole day on which the agenda of a call closes. It blocks nobody's time. `None` where nothing says when
    /// the call was.
    pub fn deadline(&self, call: &Call) -> Option<Part> {
        let closing = self.closing(call)?;
        let mut lines = self.opening(&format!("closing-{}", call.date), &self.closing_summary());
        lines.extend(whole_day(closing.date_naive()));
        lines.push(text(IcalPropKind::Transp, "TRANSPARENT"));
        let told = format!("The agenda of the call of {} closes on {}.", call.date, spoken(closing));
        lines.push(text(IcalPropKind::Description, &told));
        Some(event(lines, None))
    }

    fn closing(&self, call: &Call) -> Option<DateTime<Tz>> {
        self.views.calendar.closing(call).moment()
    }

    /// Why a call is an event of its own; nothing where only the change of a clock makes it one.
    fn why(&self, call: &Call) -> Option<String> {
        let calendar = &self.views.calendar;
        match call.origin {
            Origin::Moved { from } => {
                let reason = calendar.reason(from).map(|reason| format!(" ({reason})")).unwrap_or_default();
                Some(format!("Moved from {from}{reason}."))
            }
            Origin::Extra => {
                let extra = self.views.meeting_on(call.date).and_then(|meeting| meeting.extra.as_ref());
                Some(
                    extra.map_or_else(
                        || "Outside the schedule.".to_owned(),
                        |why| format!("An extra call: {}", why.value),
                    ),
                )
            }
            Origin::Slot => {
                let has_own_times = calendar.day(call.date) != Day::Call(*call);
                has_own_times.then(|| "At other times than usual.".to_owned())
            }
        }
    }

    fn summary(&self) -> String {
        self.views.workgroup.name.value.clone()
    }

    fn closing_summary(&self) -> String {
        format!("{}: the agenda closes", self.views.workgroup.name.value)
    }

    /// What names a series for ever: the days that its slot falls on and since when. The time may change.
    fn series_key(&self, slot: &Slot) -> String {
        let key = |slot: &Slot| {
            let since = slot.since.map(|since| format!(" since {since}")).unwrap_or_default();
            slug(&format!("{}{since}", slot.cadence))
        };
        let own = key(slot);
        let before = self.views.workgroup.schedule.iter().take_while(|other| !std::ptr::eq(&other.value, slot));
        match before.filter(|other| key(other) == own).count() {
            0 => own,
            twins => format!("{own}-{}", twins + 1),
        }
    }

    /// What every event begins with.
    fn opening(&self, key: &str, summary: &str) -> Vec<Property> {
        let workgroup = self.views.workgroup;
        let group = slug(workgroup.repository.as_ref().unwrap_or(&workgroup.name));
        let group = if group.is_empty() { "group".to_owned() } else { group };
        let stamp = IcalValue::DateTime(IcalDateTime(utc(self.stamp).into()));
        let mut lines = vec![
            text(IcalPropKind::Uid, &format!("{key}@{group}")),
            property(IcalPropKind::DtStamp, stamp),
            text(IcalPropKind::Summary, summary),
        ];
        let page = self.views.repository_url();
        lines.extend(page.map(|page| property(IcalPropKind::Url, IcalValue::Uri(IcalUri(page.into())))));
        lines
    }
}

fn whole_day(date: NaiveDate) -> [Property; 2] {
    [day(IcalPropKind::DtStart, date), day(IcalPropKind::DtEnd, date + Days::new(1))]
}

fn event(props: Vec<Property>, alarm: Option<Part>) -> Part {
    IcalComponent { name: IcalComponentKind::VEvent.into(), props, components: alarm.into_iter().collect() }
}
