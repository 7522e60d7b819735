//! A call: when it is, and when the next one is.

use super::Facts;
use crate::model::meeting::{Meeting, NextAnnouncement};
use crate::model::schedule::weekday_name;
use crate::view::calendar::{Call, CallOrigin};
use crate::view::calls::FollowingCall;
use crate::view::moment::format_moment;
use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use minijinja::context;
use minijinja::value::Value;
use std::fmt::Display;

impl<'g> Facts<'_, 'g> {
    /// When a call is.
    pub fn call(&self, call: &Call) -> Value {
        let moved_from = match call.origin {
            CallOrigin::Moved { from } => Some(from),
            CallOrigin::Slot | CallOrigin::Extra => None,
        };
        let times = call.times.as_ref();
        let is_in_utc = times.is_some_and(|times| {
            times.start.naive_local() == times.start.naive_utc() && times.end.naive_local() == times.end.naive_utc()
        });
        let utc =
            times.filter(|_| !is_in_utc).map(|times| (times.start.with_timezone(&Utc), times.end.with_timezone(&Utc)));
        context! {
            date => call.date.to_string(),
            weekday => weekday_name(call.date.weekday()),
            // `None` if the time is unknown, as for calls before the schedule.
            times => times.map(|times| format_times(&times.start, &times.end)),
            // The same in UTC, if that differs.
            utc => utc.map(|(start, end)| format_times(&start, &end)),
            // The original day of a moved call, and why it was moved.
            moved_from => moved_from.map(|from| from.to_string()),
            reason => moved_from.and_then(|from| self.views.calendar.exception_reason(from)),
            is_extra => call.origin == CallOrigin::Extra,
            // When its agenda closes; `None` if the time of the call is unknown.
            agenda_closes => self.views.calendar.closing(call).moment().map(format_moment),
        }
    }

    /// When a call starts in the zones of the group; empty if its time is unknown.
    pub fn local_starts(&self, call: &Call) -> Value {
        let local = |zone: &Tz| {
            let start = call.times?.start.with_timezone(zone);
            let day = start.date_naive();
            Some(context! {
                // The city of the zone.
                place => zone.name().rsplit('/').next().unwrap_or_default().replace('_', " "),
                time => start.format("%H:%M").to_string(),
                // The day there, if it differs: `Friday 2026-02-27`.
                day => (day != call.date).then(|| format!("{} {day}", weekday_name(day.weekday()))),
            })
        };
        self.views.workgroup.zones.iter().filter_map(local).collect()
    }

    /// What the schedule says about a day on which no call is held; `None` for every other day.
    pub fn not_held(&self, day: NaiveDate) -> Option<Value> {
        let not_held = self.views.calls.not_held_on(day)?;
        Some(context! {
            reason => not_held.reason,
            // The day to which it is moved; `None` if it is canceled.
            moved_to => not_held.moved_to.map(|day| day.to_string()),
            // The call on that day; `None` if it is unknown.
            moved_call => not_held.next.filter(|_| not_held.moved_to.is_some()).map(|call| self.call(&call)),
        })
    }

    /// The next call: as these minutes announced it, else the next one after this in the files and the
    /// schedule. `None` if it is unknown.
    pub fn next_call(&self, meeting: &'g Meeting) -> Option<Value> {
        let (announced, call) = match self.views.calls.following(meeting) {
            FollowingCall::Announced(next) => (Some(self.announcement(next)), None),
            FollowingCall::Planned(call) => (None, Some(self.call(&call))),
            // The schedule has ended.
            FollowingCall::None => (None, None),
            FollowingCall::Unknown => return None,
        };
        Some(context! { announced, call })
    }

    fn announcement(&self, next: &'g NextAnnouncement) -> Value {
        let time = |time: Option<NaiveTime>| time.map(|time| time.format("%H:%M").to_string());
        let day = next.date.as_ref().map(|date| date.value);
        let text = next.text.as_deref().map(String::as_str);
        context! {
            date => day.map(|day| day.to_string()),
            start => time(next.start),
            end => time(next.end),
            // Markdown.
            text => text.map(|text| self.prose(text)),
            // Whether the text itself names the day.
            names_day => text.zip(day).is_some_and(|(text, day)| names_day(text, day)),
            // Whether the text itself mentions the next call, so that it needs no label.
            names_call => text.is_some_and(names_call),
        }
    }
}

/// From when to when a call is.
fn format_times<Z: TimeZone<Offset: Display>>(start: &DateTime<Z>, end: &DateTime<Z>) -> Value {
    context! {
        date => start.format("%Y-%m-%d").to_string(),
        start => start.format("%H:%M").to_string(),
        end => end.format("%H:%M").to_string(),
        zone => start.format("%Z").to_string(),
    }
}

/// Whether an announcement mentions the next call.
fn names_call(announcement: &str) -> bool {
    let words = announcement.to_lowercase();
    words.trim_start_matches(['*', '_']).starts_with("next ")
        || ["next meeting", "next call"].iter().any(|phrase| words.contains(phrase))
}

/// Whether an announcement names its day, in full or by the day of the month.
fn names_day(announcement: &str, day: NaiveDate) -> bool {
    let mut numbers = announcement.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok());
    announcement.contains(&day.to_string())
        || names_call(announcement) && numbers.any(|number: u32| number == day.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_announcement_may_name_its_day() {
        let day = NaiveDate::from_ymd_opt(2023, 11, 6).unwrap();
        for text in [
            "Next meeting will be the 6th of november",
            "**Next conf. call**: 06 Nov, 10-11 CET",
            "2023-11-06 in Madrid",
        ] {
            assert!(names_day(text, day), "{text}");
        }
        for text in ["in Madrid, room 6", "Next call in Madrid", "Next call: in two weeks"] {
            assert!(!names_day(text, day), "{text}");
        }
    }
}
