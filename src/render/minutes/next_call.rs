//! When the call is, and when the next one.

use super::Writer;
use crate::model::meeting::{Meeting, Next};
use crate::model::schedule::weekday_name;
use crate::render::cell::{cell, line, text};
use crate::view::calendar::{Call, Origin};
use crate::view::moment::spoken;
use chrono::{Datelike, NaiveTime};

impl Writer<'_, '_> {
    /// The day that a moved call was planned for, with the reason.
    pub(super) fn moved(&self, call: &Call) -> Option<String> {
        let Origin::Moved { from } = call.origin else { return None };
        let reason = self.views.calendar.reason(from);
        Some(reason.map_or_else(|| from.to_string(), |reason| format!("{from} ({})", text(reason))))
    }

    /// The next call: as these minutes announced it, else the next one after this of the files and the
    /// schedule.
    pub(super) fn next(&self, meeting: &Meeting, call: &Call) -> String {
        match (&meeting.next, self.views.next_call(call.date)) {
            (Some(next), _) => announced(next),
            (None, None) => NO_CALL.to_owned(),
            (None, Some(next)) => {
                format!("{}. Its agenda closes on {}.", planned(&next), spoken(self.views.calendar.closing(&next)))
            }
        }
    }

    /// The next call as a line that says what it is.
    pub(super) fn next_meeting(&self, meeting: &Meeting, call: &Call) -> String {
        let told = match (&meeting.next, self.views.next_call(call.date)) {
            (Some(next), _) => match &next.text {
                // The words say themselves that they are of the next call.
                Some(text) if names_itself(text) => return line(text),
                _ => announced(next),
            },
            (None, None) => return NO_CALL.to_owned(),
            (None, Some(next)) => planned(&next),
        };
        format!("Next meeting: {told}")
    }
}

/// What is said where the schedule has ended.
const NO_CALL: &str = "The schedule names no further call.";

/// The next call as the files and the schedule have it.
fn planned(next: &Call) -> String {
    let moved = match next.origin {
        Origin::Moved { from } => format!(" (moved from {from})"),
        Origin::Extra => " (an extra call)".to_owned(),
        Origin::Slot => String::new(),
    };
    format!("{} {}, {}{moved}", weekday_name(next.date.weekday()), next.date, times(next))
}

/// `08:00 to 09:00 CET`.
pub(super) fn times(call: &Call) -> String {
    format!("{} to {} {}", call.start.format("%H:%M"), call.end.format("%H:%M"), call.start.format("%Z"))
}

/// Whether an announcement says what it announces, so that nothing need be put before it.
fn names_itself(announcement: &str) -> bool {
    let words = announcement.to_lowercase();
    ["next meeting", "next call"].iter().any(|named| words.contains(named))
}

/// The next call in the words of the minutes that announced it.
fn announced(next: &Next) -> String {
    let date = next.date.as_ref().map(|date| date.value.to_string());
    let time = |time: Option<NaiveTime>| time.map(|time| time.format("%H:%M").to_string());
    let times = [time(next.start), time(next.end)].into_iter().flatten().collect::<Vec<_>>().join(" to ");
    let text = next.text.as_ref().map(|prose| cell(prose));
    // The words of a text often say the day themselves.
    if let (Some(text), Some(date)) = (&text, &date)
        && text.contains(date)
    {
        return text.clone();
    }
    let parts = [date, Some(times), text].into_iter().flatten().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(", ")
}
