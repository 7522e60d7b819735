//! JSON Schema for the short forms and text patterns of the files, which the model does not show.

use crate::source::Spanned;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};
use std::borrow::Cow;

/// A day, `YYYY-MM-DD`, with a year from 1970 to 2199.
pub const DAY: &str = r"(19[7-9][0-9]|2[01][0-9]{2})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";
/// A time of day, to the minute.
pub const TIME: &str = "([01][0-9]|2[0-3]):[0-5][0-9]";

/// The schema does not depend on the place of a value.
impl<T: JsonSchema> JsonSchema for Spanned<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

/// Sets the pattern of a text; editors report `expected ...` for any other text.
pub fn set_pattern(schema: &mut Schema, pattern: &str, expected: &str) {
    schema.insert("pattern".to_owned(), format!("^({pattern})$").into());
    schema.insert("patternErrorMessage".to_owned(), format!("expected {expected}").into());
}

/// Allows a text instead of the whole record: `MTN` for `{ name: MTN }`.
pub fn or_text(schema: &mut Schema) {
    schema.insert("type".to_owned(), json!(["object", "string"]));
}

/// Allows the value of a key instead of the whole record: `frozen` for `{ stage: frozen }`.
pub fn or_word(key: &'static str) -> impl Fn(&mut Schema) {
    move |schema| {
        let property = schema.pointer(&format!("/properties/{key}")).cloned().unwrap_or_default();
        let reference = property.get("$ref").or_else(|| property.pointer("/anyOf/0/$ref")).cloned();
        let description = schema.remove("description");
        let record = schema.clone();
        *schema = json_schema!({ "description": description, "anyOf": [{ "$ref": reference }, record] });
    }
}

/// Allows a day instead of the whole announcement, or a text that does not begin like a day.
pub fn or_announcement(schema: &mut Schema) {
    or_text(schema);
    set_pattern(schema, &format!("{DAY}|[^0-9][\\s\\S]*"), "a date as YYYY-MM-DD or a text");
}

/// Requires an item to have one of `issue`, `pr` and `proposal`, or only a `title`.
pub fn names_one_thing(schema: &mut Schema) {
    let alternatives = ["issue", "pr", "proposal", "title"].map(|key| json!({ "required": [key] }));
    schema.insert("anyOf".to_owned(), json!(alternatives));
    let without = |keys: &[&str]| {
        let none: Map<_, _> = keys.iter().map(|key| ((*key).to_owned(), Value::Bool(false))).collect();
        json!({ "properties": none, "errorMessage": "an item is about one thing: an issue, a PR or a proposal" })
    };
    let dependencies = json!({ "pr": without(&["issue", "proposal"]), "proposal": without(&["issue"]) });
    schema.insert("dependencies".to_owned(), dependencies);
}
