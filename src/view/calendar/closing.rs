//! When the agenda of a call closes (docs/procedure.md#agreement-1).

use super::{Calendar, Call, CallOrigin, slot_hours};
use crate::model::when::When;
use crate::view::moment::{format_moment, local_moment};
use chrono::{DateTime, Days, NaiveDate, NaiveTime};
use chrono_tz::Tz;

/// When an agenda closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closing {
    /// At the local time at which the call starts.
    At(DateTime<Tz>),
    /// At the end of a day: the start of the call is unknown.
    EndOf(NaiveDate),
}

impl Closing {
    /// Its day in the group's time zone: an item added on this day without a time is in time.
    pub fn day(&self) -> NaiveDate {
        match self {
            Closing::At(moment) => moment.date_naive(),
            Closing::EndOf(day) => *day,
        }
    }

    /// The moment; `None` if the call has no times.
    pub fn moment(&self) -> Option<DateTime<Tz>> {
        match self {
            Closing::At(moment) => Some(*moment),
            Closing::EndOf(_) => None,
        }
    }

    /// The closing in the form that times of items are compared with: a day is over when it has ended.
    pub fn as_when(&self) -> When {
        match self {
            Closing::At(moment) => When::At(moment.fixed_offset()),
            Closing::EndOf(day) => When::Day(*day),
        }
    }

    /// Whether the agenda has closed by a moment.
    pub fn has_passed(&self, now: DateTime<Tz>) -> bool {
        match self {
            Closing::At(moment) => *moment <= now,
            Closing::EndOf(day) => *day < now.date_naive(),
        }
    }

    /// `closes` or `closed`, as of a moment.
    pub fn closing_verb(&self, now: DateTime<Tz>) -> &'static str {
        if self.has_passed(now) { "closed" } else { "closes" }
    }

    /// `closes 2026-02-05 09:00 UTC`, or the same with `closed`, as of a moment; `None` if the call has no start.
    pub fn describe_closing(&self, now: DateTime<Tz>) -> Option<String> {
        self.moment().map(|moment| format!("{} {}", self.closing_verb(now), format_moment(moment)))
    }
}

impl std::fmt::Display for Closing {
    /// `2026-02-05 09:00 UTC`, or `2026-02-05`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Closing::At(moment) => f.write_str(&format_moment(*moment)),
            Closing::EndOf(day) => write!(f, "{day}"),
        }
    }
}

impl Calendar<'_> {
    /// When the agenda of a call closes: some calendar days ahead, at the call's local start time. For a moved call,
    /// the later of both closings counts.
    pub fn closing(&self, call: &Call) -> Closing {
        let closing = self.days_ahead(call.date, call.times.map(|times| times.start.time()));
        let CallOrigin::Moved { from } = call.origin else { return closing };
        let planned = self.slot_on(from).and_then(slot_hours);
        let planned = self.days_ahead(from, planned.map(|(start, _)| start));
        if (planned.day(), planned.moment()) > (closing.day(), closing.moment()) { planned } else { closing }
    }

    fn days_ahead(&self, date: NaiveDate, start: Option<NaiveTime>) -> Closing {
        let day = date - Days::new(u64::from(self.workgroup.agenda.closes_days_before));
        let at = |start| Closing::At(local_moment(day.and_time(start), self.workgroup.timezone));
        start.map_or(Closing::EndOf(day), at)
    }
}

#[cfg(test)]
mod tests {
    use crate::test_group::{TestGroup, day};

    #[test]
    fn a_moved_call_keeps_the_later_closing() {
        let views = TestGroup::new().views("2026-05-01");
        let closing = |date: &str| views.calendar.closing(&views.calls.call_on(day(date)).unwrap()).to_string();
        assert_eq!(closing("2026-05-27"), "2026-05-21 15:00 UTC", "that of the 28th");
        assert_eq!(closing("2026-02-12"), "2026-02-05 09:00 UTC");
    }

    #[test]
    fn a_call_without_a_start_closes_with_a_day() {
        let stated = "start: \"12:00\"\n";
        for (more, now, expected, has_passed) in [
            ("", "2026-02-25T23:59", "2026-02-25", false),
            ("", "2026-02-26", "2026-02-25", true),
            (stated, "2026-02-25T11:59", "2026-02-25 12:00 UTC", false),
            (stated, "2026-02-25T12:00", "2026-02-25 12:00 UTC", true),
        ] {
            let views = TestGroup::new().call("2026-03-04", format!("extra: much to do\n{more}")).views(now);
            let closing = views.calendar.closing(&views.calendar.call_for(&views.group.meetings[0]));
            let found = (closing.to_string(), closing.has_passed(views.now.moment()));
            assert_eq!(found, (expected.to_owned(), has_passed), "{now}");
        }
    }
}
