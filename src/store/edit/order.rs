//! The order of the keys of a record: that of the fields of the model.

use super::Step;
use crate::source::{FileId, Source};
use crate::store::record::{Record, decode_file};
use serde_yaml::Value;

/// Every key of the map at a path, in the order in which records are written; none where the map is no record's,
/// as that of the attendance, or where the file cannot be decoded now.
pub fn keys(file: &str, text: &str, path: &[Step]) -> Vec<String> {
    let source = Source { path: file.to_owned(), text: text.to_owned() };
    let whole = match decode_file(FileId(0), &source, None).0 {
        Record::Proposal(proposal) => serde_yaml::to_value(*proposal),
        Record::Meeting(meeting) => serde_yaml::to_value(*meeting),
        Record::Workgroup(workgroup) => serde_yaml::to_value(*workgroup),
        Record::Github(_) | Record::None => return Vec::new(),
    };
    let Ok(mut here) = whole else { return Vec::new() };
    for step in path {
        here = match (step, single(here, step)) {
            (Step::Key(key), Value::Mapping(mut map)) => map.remove(key.as_str()).unwrap_or_default(),
            (Step::Index(at), Value::Sequence(mut items)) if *at < items.len() => items.swap_remove(*at),
            _ => return Vec::new(),
        };
    }
    match single(here, &Step::Key(String::new())) {
        Value::Mapping(map) => map.into_iter().filter_map(|(key, _)| Some(key.as_str()?.to_owned())).collect(),
        _ => Vec::new(),
    }
}

/// The model has a list where the file may have one value.
fn single(value: Value, step: &Step) -> Value {
    match (value, step) {
        (Value::Sequence(mut items), Step::Key(_)) if items.len() == 1 => items.swap_remove(0),
        (value, _) => value,
    }
}
