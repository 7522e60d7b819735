//! When the call is, and when the next one is.

use super::MinutesWriter;
use crate::model::meeting::{Meeting, NextAnnouncement};
use crate::model::schedule::weekday_name;
use crate::render::cell::{escape_text, format_cell, format_line};
use crate::view::calendar::{Call, CallOrigin, CallTimes};
use crate::view::calls::FollowingCall;
use crate::view::moment::format_moment;
use chrono::{Datelike, NaiveTime};

impl MinutesWriter<'_, '_> {
    /// The original day of a moved call, with the reason.
    pub(in crate::render) fn describe_move(&self, call: &Call) -> Option<String> {
        let CallOrigin::Moved { from } = call.origin else { return None };
        let reason = self.views.calendar.exception_reason(from);
        Some(reason.map_or_else(|| from.to_string(), |reason| format!("{from} ({})", escape_text(reason))))
    }

    /// The next call: as these minutes announced it, else the next one after this in the files and the
    /// schedule. `None` if it is unknown.
    pub(super) fn describe_next_call(&self, meeting: &Meeting) -> Option<String> {
        match self.views.calls.following(meeting) {
            FollowingCall::Announced(next) => Some(describe_announced_call(next)),
            FollowingCall::Planned(next) => Some(match self.views.calendar.closing(&next).moment() {
                Some(closing) => {
                    format!("{}. Its agenda closes on {}.", describe_planned_call(&next), format_moment(closing))
                }
                None => format!("{}.", describe_planned_call(&next)),
            }),
            FollowingCall::None => Some(NO_CALL.to_owned()),
            FollowingCall::Unknown => None,
        }
    }

    /// The next call as a labeled line.
    pub(super) fn next_meeting_line(&self, meeting: &Meeting) -> Option<String> {
        let call = match self.views.calls.following(meeting) {
            // The text itself mentions the next call.
            FollowingCall::Announced(NextAnnouncement { text: Some(text), .. }) if names_itself(text) => {
                return Some(format_line(text));
            }
            FollowingCall::Announced(next) => describe_announced_call(next),
            FollowingCall::Planned(next) => describe_planned_call(&next),
            FollowingCall::None => return Some(NO_CALL.to_owned()),
            FollowingCall::Unknown => return None,
        };
        Some(format!("Next meeting: {call}"))
    }
}

/// Printed after the end of the schedule.
const NO_CALL: &str = "The schedule has no further call.";

/// The next call according to the files and the schedule.
fn describe_planned_call(next: &Call) -> String {
    let moved = match next.origin {
        CallOrigin::Moved { from } => format!(" (moved from {from})"),
        CallOrigin::Extra => " (an extra call)".to_owned(),
        CallOrigin::Slot => String::new(),
    };
    format!("{}{moved}", format_day_and_times(next))
}

/// `Thursday 2026-02-12, 09:00 to 10:30 UTC`, without the times if they are unknown.
pub(super) fn format_day_and_times(call: &Call) -> String {
    let times = call.times.as_ref().map(|it| format!(", {}", format_times(it))).unwrap_or_default();
    format!("{} {}{times}", weekday_name(call.date.weekday()), call.date)
}

/// `08:00 to 09:00 CET`.
pub(in crate::render) fn format_times(times: &CallTimes) -> String {
    format!("{} to {} {}", times.start.format("%H:%M"), times.end.format("%H:%M"), times.start.format("%Z"))
}

/// Whether an announcement mentions the next call, so that it needs no label.
fn names_itself(announcement: &str) -> bool {
    let words = announcement.to_lowercase();
    words.trim_start_matches(['*', '_']).starts_with("next ")
        || ["next meeting", "next call"].iter().any(|phrase| words.contains(phrase))
}

/// The numbers in a text, such as a day of the month.
fn numbers_in(text: &str) -> impl Iterator<Item = u32> {
    text.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok())
}

/// The next call in the words of the minutes that announced it.
fn describe_announced_call(next: &NextAnnouncement) -> String {
    let date = next.date.as_ref().map(|date| date.value.to_string());
    let time = |time: Option<NaiveTime>| time.map(|time| time.format("%H:%M").to_string());
    let times = [time(next.start), time(next.end)].into_iter().flatten().collect::<Vec<_>>().join(" to ");
    let text = next.text.as_ref().map(|prose| format_cell(prose));
    // The text often names the day itself.
    if let (Some(text), Some(words), Some(day)) = (&text, &next.text, next.date.as_ref().map(|date| date.value))
        && (words.contains(&day.to_string())
            || names_itself(words) && numbers_in(words).any(|number| number == day.day()))
    {
        return text.clone();
    }
    let parts = [date, Some(times), text].into_iter().flatten().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Spanned;

    #[test]
    fn the_day_is_printed_once() {
        let describe = |date: &str, text: &str| {
            let date = date.parse().ok().map(Spanned::without_place);
            describe_announced_call(&NextAnnouncement {
                date,
                start: None,
                end: None,
                text: Some(Spanned::without_place(text.to_owned())),
            })
        };
        let day = "2023-11-06";
        for (text, wanted) in [
            ("Next meeting will be the 6th of november", "Next meeting will be the 6th of november"),
            ("**Next conf. call**: 06 Nov, 10-11 CET", "**Next conf. call**: 06 Nov, 10-11 CET"),
            ("2023-11-06 in Madrid", "2023-11-06 in Madrid"),
            ("in Madrid, room 6", "2023-11-06, in Madrid, room 6"),
            ("Next call in Madrid", "2023-11-06, Next call in Madrid"),
        ] {
            assert_eq!(describe(day, text).replace("<strong>", "**").replace("</strong>", "**"), wanted, "{text}");
        }
        assert_eq!(describe("", "Next call: in two weeks"), "Next call: in two weeks");
    }
}
