//! The notation of record files: what the reader accepts for every key.

use crate::model::notation::{DAY, TIME, set_pattern};
use schemars::Schema;
use schemars::transform::transform_subschemas;
use serde_json::{Value, json};

/// Turns a schema of the model into a schema of its files.
pub fn apply_notation(schema: &mut Schema) {
    transform_subschemas(&mut apply_notation, schema);
    describe_texts(schema);
    collect_words(schema);
    allow_single_values(schema);
    restrict_keys(schema);
    format_descriptions(schema);
}

/// The type or the types that a schema names.
fn named_types(schema: &Schema) -> Vec<String> {
    let types = schema.get("type").cloned().unwrap_or_default();
    serde_json::from_value(types.clone())
        .or_else(|_| serde_json::from_value(types).map(|one| vec![one]))
        .unwrap_or_default()
}

fn set_types(schema: &mut Schema, types: Vec<String>) {
    let value = if let [only] = &types[..] { json!(only) } else { json!(types) };
    schema.insert("type".to_owned(), value);
}

/// A text is not empty; one that looks like a number need not be quoted. Days and times have a fixed format.
fn describe_texts(schema: &mut Schema) {
    let mut types = named_types(schema);
    if !types.iter().any(|one| one == "string") {
        return;
    }
    match schema.get("format").and_then(Value::as_str) {
        Some("date") => set_pattern(schema, DAY, "a date as YYYY-MM-DD"),
        Some("partial-time") => {
            schema.remove("format");
            set_pattern(schema, TIME, "a time such as \"09:00\"");
        }
        _ if ["pattern", "enum", "const"].iter().any(|key| schema.get(*key).is_some()) => {}
        _ => {
            types.push("number".to_owned());
            set_types(schema, types);
            schema.insert("pattern".to_owned(), r"\S".into());
            schema.insert("patternErrorMessage".to_owned(), "expected a text".into());
        }
    }
}

/// The words of a fixed list become an `enum`, each with its description.
fn collect_words(schema: &mut Schema) {
    let Some(Value::Array(choices)) = schema.get("oneOf") else { return };
    let described: Option<Vec<(Value, Value)>> =
        choices.iter().map(|choice| Some((choice.get("const")?.clone(), choice.get("description")?.clone()))).collect();
    if let Some(described) = described {
        let (words, meanings): (Vec<_>, Vec<_>) = described.into_iter().unzip();
        schema.remove("oneOf");
        set_types(schema, vec!["string".to_owned()]);
        schema.insert("enum".to_owned(), words.into());
        schema.insert("enumDescriptions".to_owned(), meanings.into());
    }
}

/// A single value is accepted in place of a list.
fn allow_single_values(schema: &mut Schema) {
    if named_types(schema) != ["array"] {
        return;
    }
    let items = schema.get("items").cloned().unwrap_or_default();
    match (&items, schema.as_object_mut()) {
        (Value::Object(item), Some(list)) if !item.contains_key("$ref") => {
            let mut both = vec!["array".to_owned()];
            both.extend(named_types(&Schema::from(item.clone())));
            list.extend(item.iter().filter(|(key, _)| *key != "type").map(|(key, value)| (key.clone(), value.clone())));
            set_types(schema, both);
        }
        _ => {
            // The list comes first: editors suggest the first type.
            set_types(schema, ["array", "object", "string", "number"].map(ToOwned::to_owned).to_vec());
            schema.insert("if".to_owned(), json!({ "type": ["array", "null"] }));
            schema.insert("else".to_owned(), items);
        }
    }
}

/// Forbids other keys; an optional key may also be empty. Lists are always optional.
fn restrict_keys(schema: &mut Schema) {
    if let Some(value) = schema.get_mut("additionalProperties").filter(|value| is_list(value)) {
        allow_null(value);
    }
    let required: Vec<String> =
        schema.get("required").cloned().and_then(|keys| serde_json::from_value(keys).ok()).unwrap_or_default();
    if schema.get("type").is_none() {
        return;
    }
    let Some(Value::Object(properties)) = schema.get_mut("properties") else { return };
    let must = |(key, property): &(&String, &Value)| {
        required.contains(key) && property.get("default").is_none() && !is_list(property)
    };
    let required: Vec<String> = properties.iter().filter(must).map(|(key, _)| key.clone()).collect();
    properties.iter_mut().filter(|(key, _)| !required.contains(key)).for_each(|(_, value)| allow_null(value));
    schema.remove("required");
    if !required.is_empty() {
        schema.insert("required".to_owned(), json!(required));
    }
    schema.insert("additionalProperties".to_owned(), false.into());
}

/// Whether a list is expected, after [`lists`].
fn is_list(schema: &Value) -> bool {
    let is_array = |one: &Value| one == "array" || one.as_array().is_some_and(|types| types.contains(&json!("array")));
    schema.get("type").is_some_and(is_array)
}

/// Allows a value to be empty.
fn allow_null(value: &mut Value) {
    let Value::Object(schema) = value else { return };
    let nothing = json!({ "type": "null" });
    match schema.get_mut("type") {
        Some(Value::Array(types)) if types.contains(&json!("null")) => {}
        Some(Value::Array(types)) => types.push("null".into()),
        Some(one) => *one = json!([one.clone(), "null"]),
        None => {
            let mut choices = match schema.remove("anyOf").or_else(|| schema.remove("allOf")) {
                Some(Value::Array(choices)) => choices,
                _ => schema.remove("$ref").map(|target| vec![json!({ "$ref": target })]).unwrap_or_default(),
            };
            if !choices.contains(&nothing) {
                choices.push(nothing);
            }
            schema.insert("anyOf".to_owned(), choices.into());
        }
    }
}

/// Descriptions for editors: plain, and as Markdown if they contain any.
fn format_descriptions(schema: &mut Schema) {
    let Some(Value::String(docs)) = schema.get("description") else { return };
    let text = docs.replace("[`", "`").replace("`]", "`").replace('\n', " ");
    if text.contains('`') {
        schema.insert("markdownDescription".to_owned(), text.clone().into());
    }
    schema.insert("description".to_owned(), text.replace('`', "").into());
}
