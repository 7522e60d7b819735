//! The schemas and the reader agree: documents made from a schema are accepted, and what it forbids is refused.

use super::RecordKind;
use crate::finding::{Problem, ProblemKind};
use crate::rules::RULES;
use crate::store::load::Files;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Puts a value into a document.
type Wrapper<'a> = &'a dyn Fn(Value) -> Value;

/// The documents of a schema, each with one form that the schema allows or forbids.
#[derive(Default)]
struct Documents {
    allowed: Vec<Value>,
    forbidden: Vec<(ProblemKind, Value)>,
    /// With one unknown key, and the known keys of its place.
    unknown: Vec<(Value, BTreeSet<String>)>,
}

struct DocumentMaker {
    root: Value,
}

const NO_KEY: &str = "qqqqqqqqqqqq";

impl DocumentMaker {
    fn new(kind: RecordKind) -> Self {
        Self { root: serde_json::from_str(&kind.schema_json()).unwrap() }
    }

    fn resolve_reference<'s>(&'s self, schema: &'s Value) -> &'s Value {
        schema["$ref"].as_str().map_or(schema, |target| self.root.pointer(&target[1..]).unwrap())
    }

    /// Every form of a value: one per type, word and alternative; the smallest map.
    fn example_forms(&self, schema: &Value, key: &str) -> Vec<Value> {
        let schema = self.resolve_reference(schema);
        if let Some(words) = schema["enum"].as_array() {
            return words.clone();
        }
        let mut forms: Vec<Value> = as_list(&schema["anyOf"])
            .iter()
            .filter(|choice| is_form(choice))
            .chain(schema.get("else"))
            .flat_map(|choice| self.example_forms(choice, key))
            .collect();
        for one in schema_types(schema).iter() {
            // A single value in place of a list is described by the list's items.
            let alone = schema.get("else").is_none();
            match one.as_str() {
                "null" => forms.push(Value::Null),
                "boolean" => forms.extend([json!(true), json!(false)]),
                "integer" => forms.push(json!(if key == "format" { 1 } else { 7 })),
                "array" => {
                    forms.extend(self.example_forms(&schema["items"], key).into_iter().map(|item| json!([item])))
                }
                "object" if alone => forms.push(self.smallest_document(schema).into()),
                "number" if alone => forms.push(json!(0.5)),
                "string" if alone => forms.extend(example_texts(schema, key)),
                _ => {}
            }
        }
        forms
    }

    /// A map with the keys that it cannot be without.
    fn smallest_document(&self, schema: &Value) -> Map<String, Value> {
        let alternative = schema.get("anyOf").or(schema.get("oneOf")).map_or(&Value::Null, |choices| &choices[0]);
        let keys = as_list(&schema["required"]).iter().chain(as_list(&alternative["required"]));
        let filled = keys.map(|key| key.as_str().unwrap()).map(|key| {
            let forms = self.example_forms(&schema["properties"][key], key);
            (key.to_owned(), forms.into_iter().find(|form| !form.is_null()).unwrap())
        });
        filled.collect()
    }

    /// The smallest map with one more key, and without those that exclude it.
    fn document_with(&self, schema: &Value, key: &str, value: Value) -> Value {
        let mut map = self.smallest_document(schema);
        if as_list(&schema["oneOf"]).iter().any(|choice| as_list(&choice["required"]).contains(&json!(key))) {
            as_list(&schema["oneOf"]).iter().flat_map(|choice| as_list(&choice["required"])).for_each(|other| {
                map.remove(other.as_str().unwrap());
            });
        }
        let dependency = &schema["dependencies"][key]["else"];
        for needed in as_list(&dependency["required"]).iter().map(|needed| needed.as_str().unwrap()) {
            map.insert(needed.to_owned(), self.example_forms(&schema["properties"][needed], needed)[0].clone());
        }
        dependency["properties"].as_object().into_iter().flatten().for_each(|(other, _)| drop(map.remove(other)));
        map.insert(key.to_owned(), value);
        map.into()
    }

    /// Collects the documents of a schema and everything in it.
    fn walk_schema(&self, schema: &Value, around: Wrapper, out: &mut Documents) {
        let schema = self.resolve_reference(schema);
        let choices = as_list(&schema["anyOf"]).iter().chain(schema.get("else"));
        choices.filter(|choice| is_form(choice)).for_each(|choice| self.walk_schema(choice, around, out));
        if let Some(items) = schema.get("items") {
            self.walk_schema(items, &|value| around(json!([value])), out);
        }
        if let Some(values) = schema.get("additionalProperties").filter(|values| values.is_object()) {
            self.example_forms(values, "")
                .into_iter()
                .for_each(|form| out.allowed.push(around(json!({ "MTN": form }))));
            self.walk_schema(values, &|value| around(json!({ "MTN": value })), out);
        }
        let Some(properties) = schema["properties"].as_object() else { return };
        let smallest = self.smallest_document(schema);
        out.allowed.push(around(smallest.clone().into()));
        for required in as_list(&schema["required"]).iter().map(|key| key.as_str().unwrap()) {
            let (mut without, mut empty) = (smallest.clone(), smallest.clone());
            without.remove(required);
            empty.insert(required.to_owned(), Value::Null);
            out.forbidden.push((ProblemKind::MissingKey, around(without.into())));
            out.forbidden.push((ProblemKind::MissingKey, around(empty.into())));
        }
        if !properties.contains_key(RULES[0].name) {
            let known = properties.keys().cloned().collect();
            out.unknown.push((around(self.document_with(schema, NO_KEY, json!(1))), known));
        }
        for (key, property) in properties {
            let mut forms = self.example_forms(property, key);
            let choices = as_list(&schema["oneOf"]).iter().chain(as_list(&schema["anyOf"]));
            if choices.flat_map(|choice| as_list(&choice["required"])).any(|named| named == key) {
                forms.retain(|form| !form.is_null());
            }
            let mut wrong = vec![json!([[1]])];
            wrong.extend((!forms.iter().any(Value::is_object)).then(|| json!({ NO_KEY: 1 })));
            for wrong in wrong {
                out.forbidden.push((ProblemKind::WrongType, around(self.document_with(schema, key, wrong))));
            }
            forms.into_iter().for_each(|form| out.allowed.push(around(self.document_with(schema, key, form))));
            self.walk_schema(property, &|value| around(self.document_with(schema, key, value)), out);
        }
    }
}

fn as_list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// Whether an alternative is a form of its own, and no condition on the keys of a map.
fn is_form(choice: &Value) -> bool {
    choice.get("type").or(choice.get("$ref")).is_some()
}

fn schema_types(schema: &Value) -> Vec<String> {
    let types = as_list(&schema["type"]).iter().chain(schema["type"].is_string().then_some(&schema["type"]));
    types.map(|one| one.as_str().unwrap().to_owned()).collect()
}

/// Texts of the shape that is expected.
fn example_texts(schema: &Value, key: &str) -> Vec<Value> {
    match schema["examples"].as_array() {
        // Later than the start.
        Some(times) if key == "end" && times[0] == "00:00" => vec![json!("23:59")],
        Some(examples) => examples.clone(),
        None => ["x", "2026", "a: b # c"].map(|text| json!(text)).to_vec(),
    }
}

/// The problems that the reader finds in a document.
fn find_problems(kind: RecordKind, document: &Value) -> Vec<Problem> {
    let path = match kind {
        RecordKind::Workgroup => "workgroup.yaml",
        RecordKind::Proposal => "backlog/a.yaml",
        RecordKind::Meeting => "minutes/2026-02-12.yaml",
    };
    Files::from_texts(&[(path, &document.to_string())]).decode_group().problems
}

#[test]
fn the_schemas_and_the_reader_agree() {
    for kind in RecordKind::ALL {
        let maker = DocumentMaker::new(kind);
        let mut documents = Documents::default();
        maker.walk_schema(&maker.root, &|value| value, &mut documents);
        let Documents { allowed, forbidden, unknown } = documents;
        assert!(allowed.len() > 300 && forbidden.len() > 100 && unknown.len() > 10, "{kind:?}: enough documents");
        for document in allowed {
            let problems = find_problems(kind, &document);
            assert!(problems.is_empty(), "allowed: {document}\n{problems:?}");
        }
        for (expected, document) in forbidden {
            let problems = find_problems(kind, &document);
            assert!(problems.iter().any(|problem| problem.kind == expected), "{expected:?}: {document}\n{problems:?}");
        }
        for (document, keys) in unknown {
            let problems = find_problems(kind, &document);
            let help =
                problems.iter().find(|problem| problem.message.contains(NO_KEY)).and_then(|it| it.help.as_deref());
            let known = help.and_then(|help| help.strip_prefix("Known keys: ")?.strip_suffix('.'));
            let known: BTreeSet<String> = known.unwrap_or_default().split(", ").map(ToOwned::to_owned).collect();
            assert_eq!(known, keys, "{document}\n{problems:?}");
        }
    }
}

#[test]
fn every_key_has_a_description() {
    fn check_descriptions(at: &str, schema: &Value) {
        for (key, property) in schema["properties"].as_object().into_iter().flatten() {
            let docs = property["description"].as_str().unwrap_or_default();
            assert!(docs.len() > 10 && !docs.contains(['`', '\n']), "{at}.{key}: {docs:?}");
        }
        for (name, definition) in schema["definitions"].as_object().into_iter().flatten() {
            let record = as_list(&definition["anyOf"]).iter().find(|it| is_form(it) && it.get("properties").is_some());
            check_descriptions(&format!("{at}/{name}"), record.unwrap_or(definition));
        }
    }
    for kind in RecordKind::ALL {
        check_descriptions(kind.path(), &serde_json::from_str(&kind.schema_json()).unwrap());
    }
}
