//! The order of the keys of a record: that of its definition.

use super::PathStep;
use crate::model::record::{Form, Key};
use crate::store::record::record_definition;

/// Every key of the map at a path of a file, in the order in which records are written; none where the keys are free,
/// as those of the attendance are.
pub fn key_order(file: &str, path: &[PathStep]) -> &'static [Key] {
    let mut form = Form::Record(record_definition(file));
    for step in path {
        form = match (step, form) {
            (PathStep::Index(_), Form::List(item)) => *item,
            (PathStep::Key(key), form) => match single_form(form) {
                Form::Map(value) => *value,
                Form::Record(record) => match record.keys.iter().find(|known| known.name == *key) {
                    Some(known) => known.form,
                    None => return &[],
                },
                _ => return &[],
            },
            _ => return &[],
        };
    }
    match single_form(form) {
        Form::Record(record) => record.keys,
        _ => &[],
    }
}

/// The file may have one value where a list is expected.
fn single_form(form: Form) -> Form {
    match form {
        Form::List(item) => *item,
        form => form,
    }
}
