//! The schema of a value from its definition: what the reader takes, short forms and empty keys included.

use crate::model::record::{Definition, Form, Key, Shape, WordList, plain_docs};
use crate::model::when::DAY_SHAPE;
use serde_json::{Map, Value, json};

/// The schemas that others refer to, by name.
pub type Definitions = Map<String, Value>;

/// A record: its keys, and the value of one key for the whole.
pub fn record_schema(record: &'static Definition, definitions: &mut Definitions) -> Value {
    let properties: Map<String, Value> =
        record.keys.iter().map(|key| (key.name.to_owned(), key_schema(key, definitions))).collect();
    let required: Vec<&str> = record.keys.iter().filter(|key| key.is_required).map(|key| key.name).collect();
    let mut schema = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    add_relations(&mut schema, record.name);
    let form = |name: &&str| record.keys.iter().find(|key| key.name == *name).map(|key| key.form);
    let short: Vec<Form> = record.short_keys.iter().filter_map(form).collect();
    match short[..] {
        [Form::Word(_)] => schema = json!({ "anyOf": [value_schema(&short[0], definitions), schema] }),
        [alone] => add_choice(&mut schema, value_schema(&alone, definitions)),
        [Form::Shape(shape), Form::Text] => {
            let pattern = format!("{}|[^0-9][\\s\\S]*", (shape.pattern)());
            let pattern = format!("^({pattern})$");
            let mut choice = text_schema(json!("string"), &pattern, &format!("{} or a text", shape.expected));
            choice["examples"] = json!([shape.examples[0], "Two weeks\nfrom now"]);
            add_choice(&mut schema, choice);
        }
        _ => {}
    }
    describe(&mut schema, record.docs);
    schema
}

/// Lets a value be one of other types as well, with what is said of those.
fn add_choice(schema: &mut Value, choice: Value) {
    let Value::Object(choice) = choice else { return };
    let types = [named_types(schema), named_types(&Value::Object(choice.clone()))].concat();
    for (key, value) in choice {
        schema[key] = value;
    }
    schema["type"] = json!(types);
}

/// What keys say of each other.
fn add_relations(schema: &mut Value, record: &str) {
    match record {
        "Item" => {
            let named = |key: &str| json!({ "required": [key], "properties": { key: { "not": { "type": "null" } } } });
            let message = "an item is about one thing: an issue, a PR or a proposal";
            let none = json!({ "type": "null", "errorMessage": message });
            schema["anyOf"] = json!(["issue", "pr", "proposal", "title"].map(named));
            schema["dependencies"] = json!({
                "pr": with_value("pr", json!({ "properties": { "issue": none, "proposal": none } })),
                "proposal": with_value("proposal", json!({ "properties": { "issue": none } })),
            });
        }
        "Slot" | "TimedSlot" => {
            let said = json!({ "type": "string", "pattern": "." });
            let by_slot = json!({ "required": ["slot"], "properties": { "slot": said } });
            let by_weeks = json!({ "required": ["every"], "properties": { "every": said, "from": said } });
            schema["oneOf"] = json!([by_slot, by_weeks]);
            schema["dependencies"] = json!({ "every": with_value("every", json!({ "required": ["from"] })) });
        }
        _ => {}
    }
}

/// What holds if a key has a value: without one, it is as good as absent.
fn with_value(key: &str, schema: Value) -> Value {
    json!({ "if": { "properties": { key: { "type": "null" } } }, "else": schema })
}

fn key_schema(key: &Key, definitions: &mut Definitions) -> Value {
    let mut schema = value_schema(&key.form, definitions);
    if !key.is_required {
        allow_null(&mut schema);
    }
    if let Some(usual) = key.usual.filter(|_| !matches!(key.form, Form::Record(_) | Form::Shape(_))) {
        schema["default"] = usual();
    }
    describe(&mut schema, key.docs);
    schema
}

/// What a value is, where it is not left out.
fn value_schema(form: &Form, definitions: &mut Definitions) -> Value {
    match form {
        Form::Text => text_schema(json!(["string", "number"]), r"\S", form.describe_expected()),
        Form::Shape(shape) => shape_schema(shape),
        Form::Number => json!({ "type": "integer", "minimum": 0, "maximum": u16::MAX }),
        Form::Flag => json!({ "type": "boolean" }),
        Form::Word(list) => refer(list.name, definitions, |_| words_schema(list)),
        Form::Record(record) => refer(record.name, definitions, |definitions| record_schema(record, definitions)),
        Form::Map(value) => {
            let mut schema = value_schema(value, definitions);
            if matches!(value, Form::List(_)) {
                allow_null(&mut schema);
            }
            json!({ "type": "object", "additionalProperties": schema })
        }
        Form::List(item) => {
            let item = value_schema(item, definitions);
            if item.get("$ref").is_some() {
                // The list is the first type, which an editor proposes.
                let types = ["array", "object", "string", "number"];
                return json!({ "type": types, "items": item, "if": { "type": ["array", "null"] }, "else": item });
            }
            let mut schema = json!({ "type": "array", "items": item });
            add_choice(&mut schema, item);
            schema
        }
    }
}

/// Refers to a definition, which is made where it is not there yet.
fn refer(name: &str, definitions: &mut Definitions, make: impl FnOnce(&mut Definitions) -> Value) -> Value {
    if !definitions.contains_key(name) {
        definitions.insert(name.to_owned(), Value::Null);
        definitions[name] = make(definitions);
    }
    json!({ "$ref": format!("#/definitions/{name}") })
}

fn text_schema(types: Value, pattern: &str, expected: &str) -> Value {
    let message = format!("expected {expected}");
    json!({ "type": types, "pattern": pattern, "patternErrorMessage": message })
}

fn shape_schema(shape: &Shape) -> Value {
    let types = if shape.is_number { json!(["integer", "string"]) } else { json!("string") };
    let mut schema = text_schema(types, &format!("^({})$", (shape.pattern)()), shape.expected);
    if shape.is_number {
        (schema["minimum"], schema["maximum"]) = (json!(1), json!(u32::MAX));
    }
    if shape.expected == DAY_SHAPE.expected {
        // It knows the days of each month, which a pattern does not.
        schema["format"] = json!("date");
    }
    schema["examples"] = json!(shape.examples);
    schema
}

/// The words of a fixed list, each with what it means.
fn words_schema(list: &WordList) -> Value {
    let (words, meanings): (Vec<_>, Vec<_>) =
        list.words.iter().map(|(word, docs)| (*word, plain_docs(docs).replace('`', ""))).unzip();
    let mut schema = json!({ "type": "string", "enum": words, "enumDescriptions": meanings });
    describe(&mut schema, list.docs);
    schema
}

/// The types that a schema names.
fn named_types(schema: &Value) -> Vec<Value> {
    match &schema["type"] {
        Value::Array(types) => types.clone(),
        Value::Null => Vec::new(),
        one => vec![one.clone()],
    }
}

/// Lets a value be empty.
fn allow_null(schema: &mut Value) {
    match schema.get("$ref").cloned() {
        Some(target) => *schema = json!({ "anyOf": [{ "$ref": target }, { "type": "null" }] }),
        None => schema["type"] = named_types(schema).into_iter().chain([json!("null")]).collect(),
    }
}

/// Docs as an editor shows them: plain, and as Markdown where they have any.
fn describe(schema: &mut Value, docs: &str) {
    let docs = plain_docs(docs).replace("[`", "`").replace("`]", "`");
    if docs.contains('`') {
        schema["markdownDescription"] = json!(docs);
    }
    schema["description"] = json!(docs.replace('`', ""));
}
