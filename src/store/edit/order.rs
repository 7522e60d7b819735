//! The order of the keys of a record: that of the fields of the model.

use super::PathStep;
use crate::source::{FileId, Source};
use crate::store::record::{DecodedRecord, decode_file};
use serde_yaml::Value;

/// Every key of the map at a path, in the order in which records are written; none where the map is no record's,
/// as that of the attendance, or where the file cannot be decoded now.
pub fn key_order(file: &str, text: &str, path: &[PathStep]) -> Vec<String> {
    let source = Source { path: file.to_owned(), text: text.to_owned() };
    let whole = match decode_file(FileId(0), &source, None).0 {
        DecodedRecord::Proposal(proposal) => serde_yaml::to_value(*proposal),
        DecodedRecord::Meeting(meeting) => serde_yaml::to_value(*meeting),
        DecodedRecord::Workgroup(workgroup) => serde_yaml::to_value(*workgroup),
        DecodedRecord::Github(_) | DecodedRecord::None => return Vec::new(),
    };
    let Ok(mut here) = whole else { return Vec::new() };
    for step in path {
        here = match (step, unwrap_single(here, step)) {
            (PathStep::Key(key), Value::Mapping(mut map)) => map.remove(key.as_str()).unwrap_or_default(),
            (PathStep::Index(at), Value::Sequence(mut items)) if *at < items.len() => items.swap_remove(*at),
            _ => return Vec::new(),
        };
    }
    match unwrap_single(here, &PathStep::Key(String::new())) {
        Value::Mapping(map) => map.into_iter().filter_map(|(key, _)| Some(key.as_str()?.to_owned())).collect(),
        _ => Vec::new(),
    }
}

/// The model has a list where the file may have one value.
fn unwrap_single(value: Value, step: &PathStep) -> Value {
    match (value, step) {
        (Value::Sequence(mut items), PathStep::Key(_)) if items.len() == 1 => items.swap_remove(0),
        (value, _) => value,
    }
}
