//! Looks up keys in the definitions of records.

use crate::model::github::GithubFacts;
use crate::model::meeting::Meeting;
use crate::model::proposal::Proposal;
use crate::model::record::{Definition, Form, Key};
use crate::model::workgroup::Workgroup;

/// All keys of all records, each with its record. Keys of nested records follow, as often as these occur.
pub fn all_keys() -> Vec<(&'static Definition, &'static Key)> {
    let mut keys = Vec::new();
    for record in [&Workgroup::DEFINITION, &Proposal::DEFINITION, &Meeting::DEFINITION, &GithubFacts::DEFINITION] {
        collect_keys(record, &mut keys);
    }
    keys
}

fn collect_keys(record: &'static Definition, keys: &mut Vec<(&'static Definition, &'static Key)>) {
    for key in record.keys {
        keys.push((record, key));
        if let Some(inner) = key.form.record() {
            collect_keys(inner, keys);
        }
    }
}

/// The keys of a record with single values, in file order; keys of a nested map follow its key and a dot, as in
/// `template.pr`.
pub fn single_value_keys(record: &'static Definition) -> Vec<(String, &'static Key)> {
    let inner = |key: &'static Key| match key.form {
        Form::Record(inner) => {
            let keys = single_value_keys(inner);
            keys.into_iter().map(|(name, inner)| (format!("{}.{name}", key.name), inner)).collect()
        }
        Form::Map(_) => Vec::new(),
        Form::List(_) if key.form.record().is_some() => Vec::new(),
        _ => vec![(key.name.to_owned(), key)],
    };
    record.keys.iter().flat_map(inner).collect()
}
