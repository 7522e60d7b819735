//! Slots: regular calls of the group, and regular meetings of the reviewer.

use super::{Cadence, LAST, ORDINALS, report_times, suggest_every, suggest_slot};
use crate::finding::ProblemKind;
use crate::model::page_url::PageUrl;
use crate::model::record::{Definition, Fields, Form, Key, Reader, RecordValue, Shape, ShapedText, record};
use crate::model::wording::format_count;
use crate::source::{Node, Spanned};
use chrono::{Datelike, Days, NaiveDate, NaiveTime, Weekday};
use serde::Serializer;
use std::fmt;
use std::ops::Deref;

record! {
    /// When the group meets, or the reviewer.
    pub struct Slot: Default = "a slot with `slot` or `every`", check(check_cadence) {
        /// A weekday of each month, such as `2nd thursday` or `last friday`.
        slot: Option<Cadence>,
        /// The weeks from one call to the next, such as `2 weeks`, counted from the day in `from`.
        every: Option<WeekInterval>,
        /// The day of the first call, for a slot with `every`.
        from: Option<NaiveDate>,
        /// Local start in the group's time zone, such as "09:00"; optional for the reviewer's slots.
        start: Option<NaiveTime>,
        /// Local end in the group's time zone, on the next day if it is before `start`; optional for the reviewer's slots.
        end: Option<NaiveTime>,
        /// The first day on which it applies; if omitted, it always has.
        since: Option<NaiveDate>,
        /// The last day on which it applies; if omitted, it still does.
        until: Option<NaiveDate>,
        /// The URL to join the group's calls, in the calendar and in the agenda mail.
        join: Option<Spanned<PageUrl>> as line,
    }
}

/// A slot falls on a weekday of each month or on a day every few weeks, and on one of them alone.
fn check_cadence(slot: &Slot, fields: &Fields, reader: &mut Reader) {
    match (fields.entry("slot"), fields.entry("every")) {
        (Some(_), None) => {}
        (None, Some(every)) => {
            if fields.entry("from").is_none() {
                let message = "missing key \"from\": `every` counts the weeks from a date";
                let help = "Add `from:` with the date of one call.".to_owned();
                reader.report(ProblemKind::MissingKey, every.value.place, message, Some(help));
            }
        }
        (Some(_), Some(every)) => {
            let message = "expected `slot` or `every`, found both";
            let help = "Split it into two slots, or remove one of the keys.".to_owned();
            reader.report(ProblemKind::WrongType, every.value.place, message, Some(help));
        }
        (None, None) => {
            let help = "Add `slot: 2nd thursday`, or `every: 2 weeks` with `from:`.".to_owned();
            let place = fields.place(reader);
            reader.report(ProblemKind::MissingKey, place, "missing key \"slot\" or \"every\"", Some(help));
        }
    }
    report_times(slot.start, slot.end, fields.place(reader), reader);
}

/// A weekday of each month; the weeks between two calls have a key of their own.
impl ShapedText for Cadence {
    const SHAPE: &'static Shape = &Shape {
        expected: "a slot such as `2nd thursday`",
        pattern: || {
            let which = "(1st|2nd|3rd|4th|5th|[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]ifth|[Ll]ast)";
            let days =
                "([Mm]on(day)?|[Tt]ue(sday)?|[Ww]ed(nesday)?|[Tt]hu(rsday)?|[Ff]ri(day)?|[Ss]at(urday)?|[Ss]un(day)?)";
            format!("{which} +{days}")
        },
        is_number: false,
        examples: &["2nd thursday", "last friday"],
    };

    fn parse_text(text: &str) -> Option<Self> {
        let (which, weekday) = text.trim().split_once(' ')?;
        let (which, weekday): (_, Weekday) = (which.to_ascii_lowercase(), weekday.trim().parse().ok()?);
        if which == LAST {
            return Some(Cadence::Last { weekday });
        }
        let nth = (1..).zip(ORDINALS).find(|(_, words)| words.contains(&which.as_str()))?.0;
        Some(Cadence::Monthly { nth, weekday })
    }

    fn suggest(text: &str, _: &Reader) -> Option<String> {
        suggest_slot(text).map(|slot| format!("Did you mean `{slot}`?"))
    }

    fn write_text<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_string().to_ascii_lowercase())
    }
}

/// The weeks between two calls, as files have them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeekInterval(u32);

impl fmt::Display for WeekInterval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&format_count(self.0, "week"))
    }
}

impl ShapedText for WeekInterval {
    const SHAPE: &'static Shape = &Shape {
        expected: "a number of weeks such as `2 weeks`",
        pattern: || "([1-9]|[1-4][0-9]|5[0-2]) +weeks?".to_owned(),
        is_number: false,
        examples: &["2 weeks"],
    };

    fn parse_text(text: &str) -> Option<Self> {
        let (number, unit) = text.trim().split_once(' ')?;
        let weeks = number.parse().ok()?;
        (matches!(unit.trim(), "week" | "weeks") && (1..=52).contains(&weeks)).then_some(Self(weeks))
    }

    fn suggest(text: &str, _: &Reader) -> Option<String> {
        suggest_every(text).map(|weeks| format!("Did you mean `{weeks}`?"))
    }
}

impl Slot {
    /// The days that it falls on; `None` only if the reader refuses it.
    pub fn cadence(&self) -> Option<Cadence> {
        let weekly = self.every.zip(self.from).map(|(every, from)| Cadence::Weekly { weeks: every.0, from });
        self.slot.or(weekly)
    }

    /// Whether the slot is in force on that day, even if it does not fall on it.
    pub fn is_in_force(&self, day: NaiveDate) -> bool {
        self.has_begun(day) && self.until.is_none_or(|until| day <= until)
    }

    /// Whether the slot is in force on that day or was before it.
    pub fn has_begun(&self, day: NaiveDate) -> bool {
        let first = match self.cadence() {
            Some(Cadence::Weekly { from, .. }) => Some(from),
            _ => None,
        };
        first.max(self.since).is_none_or(|first| first <= day)
    }

    /// The days of the slot from one day to another, both included.
    pub fn days_between(&self, first: NaiveDate, last: NaiveDate) -> impl Iterator<Item = NaiveDate> {
        let ahead = self.cadence().map_or(0, |cadence| cadence.weekday().days_since(first.weekday()));
        let days = (first + Days::new(u64::from(ahead))).iter_weeks().take_while(move |day| *day <= last);
        days.filter(|day| self.falls_on(*day))
    }

    /// Whether the slot falls on that day.
    pub fn falls_on(&self, day: NaiveDate) -> bool {
        self.is_in_force(day) && self.cadence().is_some_and(|cadence| cadence.falls_on(day))
    }
}

/// A slot of the group, which has times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimedSlot(pub Slot);

impl TimedSlot {
    const KEYS: [Key; 8] = {
        let mut keys = [Slot::DEFINITION.keys[0]; 8];
        let mut at = 0;
        while at < keys.len() {
            keys[at] = Slot::DEFINITION.keys[at];
            // `start` and `end`, which a test holds.
            keys[at].is_required = at == 3 || at == 4;
            at += 1;
        }
        keys
    };
    const DEFINITION: Definition = Definition {
        name: "TimedSlot",
        expected: "a slot with `slot` or `every`, `start` and `end`",
        keys: &Self::KEYS,
        ..Slot::DEFINITION
    };
}

impl Deref for TimedSlot {
    type Target = Slot;

    fn deref(&self) -> &Slot {
        &self.0
    }
}

impl RecordValue for TimedSlot {
    const FORM: Form = Form::Record(&Self::DEFINITION);

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        Slot::read_as(node, &Self::DEFINITION, reader).map(Self)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slots_of_the_group_have_times() {
        let required: Vec<&str> = TimedSlot::KEYS.iter().filter(|key| key.is_required).map(|key| key.name).collect();
        assert_eq!(required, ["start", "end"]);
    }
}
