//! Compares a draft with the existing file: what is new, and what differs.

use super::FileDraft;
use super::doubt::shorten;
use crate::error::Error;
use crate::source::Source;
use crate::store::edit::{Edit, PathStep};
use serde_yaml::Value;

/// What a draft would change in the existing file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DraftMerge {
    /// Facts that the file lacks. They replace nothing.
    pub edits: Vec<Edit>,
    /// Facts that both have with different values: one phrase each, with both values.
    pub differs: Vec<String>,
}

/// Compares a draft with the existing file.
///
/// # Errors
/// [`Error::NotEditable`] when one of them is not valid YAML.
pub fn merge_draft(existing: &Source, draft: &FileDraft) -> Result<DraftMerge, Error> {
    let read = |text: &str| {
        let reason = |error: serde_yaml::Error| Error::NotEditable {
            path: existing.path.clone().into(),
            reason: error.to_string(),
        };
        serde_yaml::from_str::<Value>(text).map_err(reason)
    };
    let mut merge = DraftMerge::default();
    compare_values(&read(&existing.text)?, &read(&draft.text)?, &mut Vec::new(), &mut merge);
    Ok(merge)
}

/// The recursion is shallow: drafts come from this module and have few levels.
fn compare_values(existing: &Value, new: &Value, path: &mut Vec<PathStep>, merge: &mut DraftMerge) {
    match (existing, new) {
        (Value::Mapping(old), Value::Mapping(map)) => {
            for (key, value) in map {
                let Some(word) = key.as_str() else { continue };
                path.push(PathStep::from(word));
                match old.get(key) {
                    Some(Value::Null) | None => {
                        merge.edits.push(Edit::Set { path: path.clone(), value: value.clone() });
                    }
                    Some(existing) => compare_values(existing, value, path, merge),
                }
                path.pop();
            }
        }
        (old, Value::Sequence(items)) => {
            let single = std::slice::from_ref(old);
            let existing = old.as_sequence().map_or(single, Vec::as_slice);
            // An owner that replaces another one is not an additional owner.
            let is_replaced = |one: &Value| !items.iter().any(|item| contains_facts(one, item));
            if *path == [PathStep::from("owners")] && existing.iter().any(is_replaced) {
                merge.differs.push(describe_difference(path, old, new));
                return;
            }
            for item in items.iter().filter(|item| !existing.iter().any(|one| contains_facts(one, item))) {
                merge.edits.push(Edit::Append { path: path.clone(), value: item.clone() });
            }
        }
        (Value::Sequence(items), one) if items.iter().any(|item| item == one) => {}
        (old, new) if is_same(old, new) => {}
        (old, new) => merge.differs.push(describe_difference(path, old, new)),
    }
}

fn describe_difference(path: &[PathStep], old: &Value, new: &Value) -> String {
    format!("{}: `{}` in the file, `{}` in the source", format_path(path), abbreviate_value(old), abbreviate_value(new))
}

/// Whether one item contains all facts of another.
fn contains_facts(existing: &Value, item: &Value) -> bool {
    match (existing, item) {
        (Value::Mapping(old), Value::Mapping(new)) => {
            new.iter().all(|(key, value)| old.get(key).is_some_and(|existing| contains_facts(existing, value)))
        }
        // A map with a single fact may be written as that fact alone.
        (Value::String(_), Value::Mapping(new)) if new.len() == 1 => new.values().all(|value| value == existing),
        (old, new) => is_same(old, new),
    }
}

fn is_same(old: &Value, new: &Value) -> bool {
    match (old.as_str(), new.as_str()) {
        (Some(old), Some(new)) => old.trim_end() == new.trim_end(),
        _ => old == new,
    }
}

fn format_path(path: &[PathStep]) -> String {
    let word = |step: &PathStep| match step {
        PathStep::Key(key) => key.clone(),
        PathStep::Index(index) => index.to_string(),
    };
    path.iter().map(word).collect::<Vec<_>>().join(".")
}

fn abbreviate_value(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.trim_end().replace('\n', " "),
        Value::Sequence(items) => items.iter().map(abbreviate_value).collect::<Vec<_>>().join(", "),
        other => serde_yaml::to_string(other).unwrap_or_default().trim_end().replace('\n', " "),
    };
    shorten(&text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Place};
    use crate::store::edit;

    fn merge_texts(existing: &str, draft: &str) -> (String, Vec<String>) {
        let source = Source { path: "backlog/x.yaml".into(), text: existing.into() };
        let draft = FileDraft { path: source.path.clone(), text: draft.into(), place: Place::file_start(FileId(0)) };
        let DraftMerge { edits, differs } = merge_draft(&source, &draft).unwrap();
        (edit::apply_edits(&source, &edits).unwrap(), differs)
    }

    #[test]
    fn new_facts_are_added_and_differences_reported() {
        let (text, differs) = merge_texts(
            "name: A\nowners: MTN # kept\nstages:\n  - { stage: onboarding, reason: GSMA }\n",
            "name: B\nregistered: 2025-01-01\nowners: [MTN]\nstages:\n- stage: onboarding\n- stage: onboarded\n",
        );
        assert!(text.starts_with("name: A\n") && text.contains("owners: MTN # kept\n"), "{text}");
        assert!(text.contains("registered: 2025-01-01\n") && text.contains("onboarded"), "{text}");
        assert_eq!(text.matches("onboarding").count(), 1, "{text}");
        assert_eq!(differs, ["name: `A` in the file, `B` in the source"]);
    }

    #[test]
    fn a_replaced_owner_is_reported_and_an_additional_one_added() {
        let (text, differs) = merge_texts("name: A\nowners: [MTN]\n", "name: A\nowners: [Orange]\n");
        assert_eq!((text.as_str(), differs.len()), ("name: A\nowners: [MTN]\n", 1));
        assert_eq!(differs, ["owners: `MTN` in the file, `Orange` in the source"]);
        let (text, differs) = merge_texts("name: A\nowners: [MTN]\n", "name: A\nowners: [Orange, MTN]\n");
        assert_eq!((text.as_str(), differs.len()), ("name: A\nowners: [MTN, Orange]\n", 0));
    }

    #[test]
    fn an_equal_draft_changes_nothing() {
        let text = "name: A\nsummary: |\n  One\n  two\n";
        assert_eq!(merge_texts(text, text), (text.to_owned(), Vec::new()));
    }
}
