//! A slot in the form of the files.

use super::{Cadence, Slot, time};
use crate::model::notation::set_pattern;
use crate::model::wording::format_count;
use chrono::{NaiveDate, NaiveTime};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer};
use serde_json::json;
use std::borrow::Cow;

/// When the group meets, or the reviewer.
#[derive(Serialize, JsonSchema)]
#[schemars(transform = has_one_cadence)]
struct SlotRecord {
    /// A weekday of each month, such as `2nd thursday` or `last friday`.
    #[schemars(transform = monthly, example = &"2nd thursday", example = &"last friday")]
    slot: Option<String>,
    /// The weeks from one call to the next, such as `2 weeks`, counted from the day in `from`.
    #[schemars(transform = weekly, example = &"2 weeks")]
    every: Option<String>,
    /// The day of the first call, for a slot with `every`.
    from: Option<NaiveDate>,
    /// Local start in the group's time zone, such as "09:00"; optional for the reviewer's slots.
    #[serde(serialize_with = "time")]
    start: Option<NaiveTime>,
    /// Local end in the group's time zone, on the next day if it is before `start`; optional for the reviewer's slots.
    #[serde(serialize_with = "time")]
    end: Option<NaiveTime>,
    /// The first day on which it applies; if omitted, it always has.
    since: Option<NaiveDate>,
    /// The last day on which it applies; if omitted, it still does.
    until: Option<NaiveDate>,
}

fn monthly(schema: &mut Schema) {
    let which = "(1st|2nd|3rd|4th|5th|[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]ifth|[Ll]ast)";
    let days = "([Mm]on(day)?|[Tt]ue(sday)?|[Ww]ed(nesday)?|[Tt]hu(rsday)?|[Ff]ri(day)?|[Ss]at(urday)?|[Ss]un(day)?)";
    set_pattern(schema, &format!("{which} +{days}"), "a slot such as `2nd thursday`");
}

fn weekly(schema: &mut Schema) {
    set_pattern(schema, "([1-9]|[1-4][0-9]|5[0-2]) +weeks?", "a number of weeks such as `2 weeks`");
}

fn has_one_cadence(schema: &mut Schema) {
    let said = json!({ "type": "string", "pattern": "." });
    let by_slot = json!({ "required": ["slot"], "properties": { "slot": said } });
    let by_weeks = json!({ "required": ["every"], "properties": { "every": said, "from": said } });
    schema.insert("oneOf".to_owned(), json!([by_slot, by_weeks]));
    schema.insert("dependencies".to_owned(), json!({ "every": ["from"] }));
}

impl Serialize for Slot {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (slot, every, from) = match self.cadence {
            Cadence::Weekly { weeks, from } => (None, Some(format_count(weeks, "week")), Some(from)),
            monthly => (Some(monthly.to_string().to_ascii_lowercase()), None, None),
        };
        let Slot { start, end, since, until, .. } = *self;
        SlotRecord { slot, every, from, start, end, since, until }.serialize(serializer)
    }
}

impl JsonSchema for Slot {
    fn schema_name() -> Cow<'static, str> {
        "Slot".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        SlotRecord::json_schema(generator)
    }
}

/// The schema of a slot of the group, which has times.
pub enum TimedSlot {}

impl JsonSchema for TimedSlot {
    fn schema_name() -> Cow<'static, str> {
        "TimedSlot".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = SlotRecord::json_schema(generator);
        let times = ["start", "end"];
        for time in times {
            if let Some(types) = schema.pointer_mut(&format!("/properties/{time}/type")) {
                *types = "string".into();
            }
        }
        schema.insert("required".to_owned(), json!(times));
        schema
    }
}
