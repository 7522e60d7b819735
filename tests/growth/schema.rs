//! The lists that a record may have, from its schema.

use serde_json::Value;
use std::collections::BTreeSet;
use std::process::Command;

/// The paths of the lists of a record (`workgroup`, `proposal` or `meeting`) and of its maps with any keys:
/// `agenda[].actions[].owners`, `attendance.*`.
pub fn list_paths(record: &str) -> BTreeSet<String> {
    let schema = Command::new(env!("CARGO_BIN_EXE_backlog")).args(["schema", record]).output().unwrap();
    let schema: Value = serde_json::from_slice(&schema.stdout).unwrap();
    let mut paths = BTreeSet::new();
    collect_paths(&schema, &schema, String::new(), &mut paths);
    paths
}

fn collect_paths(node: &Value, schema: &Value, path: String, paths: &mut BTreeSet<String>) {
    if let Some(reference) = node["$ref"].as_str() {
        let definition = schema.pointer(reference.trim_start_matches('#')).unwrap();
        collect_paths(definition, schema, path.clone(), paths);
    }
    for choice in ["anyOf", "oneOf", "allOf"].iter().filter_map(|key| node[*key].as_array()).flatten() {
        collect_paths(choice, schema, path.clone(), paths);
    }
    for (key, suffix) in [("items", "[]"), ("additionalProperties", ".*")] {
        if node[key].is_object() {
            paths.insert(path.clone());
            collect_paths(&node[key], schema, format!("{path}{suffix}"), paths);
        }
    }
    for (key, value) in node["properties"].as_object().into_iter().flatten() {
        let below = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        collect_paths(value, schema, below, paths);
    }
}
