//! A slot in the form of the files.

use super::{Cadence, Slot, parse_every, parse_slot, report_times, suggest_every, suggest_slot};
use crate::finding::ProblemKind;
use crate::model::record::{Definition, Fields, Form, Key, Reader, RecordValue, Shape, ShapedText, record};
use crate::model::wording::format_count;
use crate::source::Node;
use chrono::{NaiveDate, NaiveTime};
use serde::{Serialize, Serializer};
use std::fmt;
use std::ops::Deref;

record! {
    /// When the group meets, or the reviewer.
    pub struct SlotRecord: Default = "a slot with `slot` or `every`", check(check_cadence) {
        /// A weekday of each month, such as `2nd thursday` or `last friday`.
        slot: Option<MonthlySlot>,
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
    }
}

/// A slot falls on a weekday of each month or on a day every few weeks, and on one of them alone.
fn check_cadence(slot: &SlotRecord, fields: &Fields, reader: &mut Reader) {
    let value = |key: &str| fields.entry(key).map(|entry| &entry.value).filter(|value| !value.is_null());
    match (value("slot"), value("every")) {
        (Some(_), None) => {}
        (None, Some(every)) => {
            if value("from").is_none() {
                let message = "missing key \"from\": `every` counts the weeks from a date";
                let help = "Add `from:` with the date of one call.".to_owned();
                reader.report(ProblemKind::MissingKey, every.place, message, Some(help));
            }
        }
        (Some(_), Some(every)) => {
            let message = "expected `slot` or `every`, found both";
            let help = "Split it into two slots, or remove one of the keys.".to_owned();
            reader.report(ProblemKind::WrongType, every.place, message, Some(help));
        }
        (None, None) => {
            let help = "Add `slot: 2nd thursday`, or `every: 2 weeks` with `from:`.".to_owned();
            let place = fields.place(reader);
            reader.report(ProblemKind::MissingKey, place, "missing key \"slot\" or \"every\"", Some(help));
        }
    }
    report_times(slot.start, slot.end, fields.place(reader), reader);
}

/// A weekday of each month, as files have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthlySlot(Cadence);

impl fmt::Display for MonthlySlot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_string().to_ascii_lowercase())
    }
}

impl ShapedText for MonthlySlot {
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
        parse_slot(text).map(Self)
    }

    fn suggest(text: &str, _: &Reader) -> Option<String> {
        suggest_slot(text).map(|slot| format!("Did you mean `{slot}`?"))
    }
}

/// The weeks between two calls, as files have them.
#[derive(Debug, Clone, PartialEq, Eq)]
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
        parse_every(text).map(Self)
    }

    fn suggest(text: &str, _: &Reader) -> Option<String> {
        suggest_every(text).map(|weeks| format!("Did you mean `{weeks}`?"))
    }
}

impl SlotRecord {
    fn into_slot(self) -> Option<Slot> {
        let cadence = match self {
            SlotRecord { slot: Some(slot), every: None, .. } => slot.0,
            SlotRecord { slot: None, every: Some(weeks), from: Some(from), .. } => {
                Cadence::Weekly { weeks: weeks.0, from }
            }
            _ => return None,
        };
        let SlotRecord { start, end, since, until, .. } = self;
        Some(Slot { cadence, start, end, since, until })
    }

    fn from_slot(slot: &Slot) -> Self {
        let (monthly, every, from) = match slot.cadence {
            Cadence::Weekly { weeks, from } => (None, Some(WeekInterval(weeks)), Some(from)),
            monthly => (Some(MonthlySlot(monthly)), None, None),
        };
        let Slot { start, end, since, until, .. } = *slot;
        Self { slot: monthly, every, from, start, end, since, until }
    }
}

impl RecordValue for Slot {
    const FORM: Form = SlotRecord::FORM;

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        SlotRecord::read(node, reader)?.into_slot()
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        SlotRecord::from_slot(self).serialize(serializer)
    }
}

/// A slot of the group, which has times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimedSlot(pub Slot);

impl TimedSlot {
    const KEYS: [Key; 7] = {
        let mut keys = [SlotRecord::DEFINITION.keys[0]; 7];
        let mut at = 0;
        while at < keys.len() {
            keys[at] = SlotRecord::DEFINITION.keys[at];
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
        ..SlotRecord::DEFINITION
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
        let slot = SlotRecord::read_as(node, &Self::DEFINITION, reader)?;
        slot.into_slot().filter(|slot| slot.start.is_some() && slot.end.is_some()).map(Self)
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
