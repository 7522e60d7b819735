//! Which lists there are, by the schemas of the records.

use super::lists::lists;
use serde_json::Value;
use std::collections::BTreeSet;
use std::process::Command;

/// A list that a record got and that has no case would be measured by nobody.
pub fn assert_every_list_has_a_case() {
    for record in ["workgroup", "proposal", "meeting"] {
        let schema = Command::new(env!("CARGO_BIN_EXE_backlog")).args(["schema", record]).output().unwrap();
        let schema: Value = serde_json::from_slice(&schema.stdout).unwrap();
        let mut expected = BTreeSet::new();
        collect_lists(&schema, &schema, String::new(), &mut expected);
        let lists = lists().into_iter().filter(|list| list.record == record && !list.path.is_empty());
        let measured: BTreeSet<String> = lists.map(|list| list.path.to_owned()).collect();
        assert_eq!(measured, expected, "the lists in tests/growth/lists.rs and those of a {record}");
    }
}

/// The paths of lists and of maps with any keys: `agenda[].actions[].owners`, `attendance.*`.
fn collect_lists(node: &Value, schema: &Value, path: String, lists: &mut BTreeSet<String>) {
    if let Some(reference) = node["$ref"].as_str() {
        let definition = schema.pointer(reference.trim_start_matches('#')).unwrap();
        collect_lists(definition, schema, path.clone(), lists);
    }
    for choice in ["anyOf", "oneOf", "allOf"].iter().filter_map(|key| node[*key].as_array()).flatten() {
        collect_lists(choice, schema, path.clone(), lists);
    }
    for (key, sign) in [("items", "[]"), ("additionalProperties", ".*")] {
        if node[key].is_object() {
            lists.insert(path.clone());
            collect_lists(&node[key], schema, format!("{path}{sign}"), lists);
        }
    }
    for (key, value) in node["properties"].as_object().into_iter().flatten() {
        let below = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        collect_lists(value, schema, below, lists);
    }
}
