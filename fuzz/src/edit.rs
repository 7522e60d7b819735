//! Edits of a record: after an edit, the second reader finds what the edit makes of the data before it.
//!
//! An input is a record and its edits, each after a line's [`HEADER`]: a letter for the edit, one for each step of the
//! path, a space, and the new value or key.

use super::repository::HEADER;
use backlog::error::Error;
use backlog::source::Source;
use backlog::store::edit::{Edit, PathStep, apply_edits};
use serde_yaml::Value;

/// Refusals that say that the edit went wrong before anything was written.
const DEFECTS: [&str; 3] = ["would not have the intended values", "could not be read", "a second reader cannot"];

/// Applies the edits of the input, one after the other.
pub fn test_edit(input: &[u8]) {
    let input = String::from_utf8_lossy(input);
    let mut parts = input.split(HEADER);
    let mut source = Source { path: "minutes/2026-02-12.yaml".to_owned(), text: parts.next().unwrap().to_owned() };
    // Unreadable records are not edited.
    if apply_edits(&source, &[]).is_err() {
        return;
    }
    for part in parts.take(4) {
        let mut value: Value = serde_yaml::from_str(&source.text).unwrap();
        let Some(edit) = Choices::parse_choices(part).choose_edit(&value) else { continue };
        match apply_edits(&source, std::slice::from_ref(&edit)) {
            Ok(text) => {
                assert!(apply_to_value(&mut value, &edit).is_some(), "{edit:?} was done in {}", source.text);
                let found: Value = serde_yaml::from_str(&text).unwrap();
                assert!(is_same(&found, &value), "{edit:?} in\n{}\ngives\n{text}", source.text);
                source.text = text;
            }
            Err(Error::NotEditable { reason, .. }) => {
                let is_defect = DEFECTS.iter().any(|defect| reason.contains(defect));
                assert!(!is_defect, "{reason}: {edit:?} in\n{}", source.text);
            }
            Err(error) => panic!("{error}"),
        }
    }
}

/// The letters of an edit, and its text.
struct Choices<'i> {
    letters: std::slice::Iter<'i, u8>,
    text: &'i str,
}

impl<'i> Choices<'i> {
    fn parse_choices(part: &'i str) -> Self {
        let part = part.strip_suffix('\n').unwrap_or(part);
        let (letters, text) = part.split_once(' ').unwrap_or((part, ""));
        Self { letters: letters.as_bytes().iter(), text }
    }

    fn choose_edit(mut self, root: &Value) -> Option<Edit> {
        let letter = *self.letters.next()?;
        let (path, items) = self.choose_path(root);
        // Maps and lists where the text is of that form.
        let value = match self.text.strip_prefix('=') {
            Some(yaml) => plain_value(serde_yaml::from_str(yaml).ok()?)?,
            None => Value::from(self.text),
        };
        Some(match letter {
            b's' => Edit::Set { path, value },
            b'a' => Edit::Append { path, value },
            b'd' => Edit::Remove { path },
            b'r' => Edit::Rename { path, key: self.text.to_owned() },
            _ => Edit::Swap { path, one: usize::from(letter) % items.max(1), other: items.saturating_sub(1) },
        })
    }

    /// A path to a node, or to a missing entry, and the number of items there.
    fn choose_path(&mut self, root: &Value) -> (Vec<PathStep>, usize) {
        let (mut path, mut here) = (Vec::new(), root);
        for letter in self.letters.by_ref() {
            let nth = usize::from(letter.wrapping_sub(b'0'));
            let next = match here {
                Value::Mapping(map) => {
                    let entry = map.iter().nth(nth % (map.len() + 1));
                    let (key, next) = entry.map_or((None, None), |(key, value)| (key.as_str(), Some(value)));
                    path.push(PathStep::from(key.unwrap_or("new")));
                    next
                }
                Value::Sequence(items) if !items.is_empty() => {
                    path.push(PathStep::from(nth % items.len()));
                    items.get(nth % items.len())
                }
                _ => None,
            };
            match next {
                Some(next) => here = next,
                None => break,
            }
        }
        (path, here.as_sequence().map_or(0, Vec::len))
    }
}

/// A value as records hold it: keys are strings, and there is no null or tag.
fn plain_value(value: Value) -> Option<Value> {
    let is_plain = match &value {
        Value::Null | Value::Tagged(_) => false,
        Value::Mapping(map) => map.iter().all(|(key, value)| key.is_string() && plain_value(value.clone()).is_some()),
        Value::Sequence(items) => items.iter().all(|item| plain_value(item.clone()).is_some()),
        _ => true,
    };
    is_plain.then_some(value)
}

/// Applies an edit to a value; `None` where it is impossible.
fn apply_to_value(root: &mut Value, edit: &Edit) -> Option<()> {
    match edit {
        Edit::Set { path, value } => *resolve_path(root, path, true)? = value.clone(),
        Edit::Append { path, value } => match resolve_path(root, path, true)? {
            Value::Sequence(items) => items.push(value.clone()),
            here @ Value::Null => *here = Value::Sequence(vec![value.clone()]),
            here => *here = Value::Sequence(vec![here.clone(), value.clone()]),
        },
        Edit::Remove { path } => {
            let (last, before) = path.split_last()?;
            match (resolve_path(root, before, false)?, last) {
                (Value::Mapping(map), PathStep::Key(key)) => drop(map.remove(key.as_str())?),
                (Value::Sequence(items), PathStep::Index(at)) => {
                    items.remove(*at);
                    if items.is_empty() {
                        apply_to_value(root, &Edit::Remove { path: before.to_vec() })?;
                    }
                }
                _ => return None,
            }
        }
        Edit::Rename { path, key } => {
            let (PathStep::Key(old), before) = path.split_last()? else { return None };
            let map = resolve_path(root, before, false)?.as_mapping_mut()?;
            let value = map.remove(old.as_str())?;
            map.insert(Value::from(key.as_str()), value);
        }
        Edit::Swap { path, one, other } => resolve_path(root, path, false)?.as_sequence_mut()?.swap(*one, *other),
    }
    Some(())
}

/// The value at a path; with `is_made`, a missing entry is created.
fn resolve_path<'v>(root: &'v mut Value, path: &[PathStep], is_made: bool) -> Option<&'v mut Value> {
    let mut here = root;
    for step in path {
        here = match step {
            PathStep::Key(key) if is_made => {
                here.as_mapping_mut()?.entry(Value::from(key.as_str())).or_insert(Value::Null)
            }
            PathStep::Key(key) => here.as_mapping_mut()?.get_mut(key.as_str())?,
            PathStep::Index(at) => here.as_sequence_mut()?.get_mut(*at)?,
        };
    }
    Some(here)
}

/// Whether two values are the same, apart from the order of keys and whitespace at the end of a text.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::String(one), Value::String(other)) => split_words(one) == split_words(other),
        (Value::Sequence(one), Value::Sequence(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_same(one, other))
        }
        (Value::Mapping(one), Value::Mapping(other)) => {
            let is_same = |(key, value): (&Value, &Value)| other.get(key).is_some_and(|other| is_same(value, other));
            one.len() == other.len() && one.iter().all(is_same)
        }
        (one, other) => one == other,
    }
}

/// The words of a text: a block of prose has other whitespace and hard breaks than the text of the edit.
fn split_words(text: &str) -> Vec<&str> {
    text.split(|c: char| c.is_whitespace() || c == '\\').filter(|word| !word.is_empty()).collect()
}
