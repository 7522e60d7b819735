//! The expected values after the edits: computed from the values of two readers, and compared with the result.

use super::document::Document;
use super::lines::find_comments;
use super::{Edit, EditRefusal, PathStep, format_path};
use crate::source::{Node, NodeKind};
use crate::store::yaml::write::WHITESPACE;
use granit_parser::ScalarStyle;
use serde_yaml::{Mapping, Value};

/// The values that the two readers find, with the edits applied.
pub struct ExpectedText {
    ours: Value,
    second: Value,
    /// Whether an edit moves comments.
    moves_comments: bool,
}

impl ExpectedText {
    /// The values of a text before any edit.
    pub fn from_text(text: &str) -> Result<Self, EditRefusal> {
        Ok(Self {
            ours: node_value(&Document::parse(text)?.root),
            second: parse_with_serde(text)?,
            moves_comments: false,
        })
    }

    /// Applies an edit to the values.
    pub fn apply(&mut self, edit: &Edit) -> Result<(), EditRefusal> {
        self.moves_comments |= matches!(edit, Edit::Swap { .. });
        apply_to_value(&mut self.ours, edit)?;
        apply_to_value(&mut self.second, edit)
    }

    /// Checks that a new text has the expected values and every comment of the old text.
    pub fn verify(&self, old: &str, new: &str) -> Result<(), EditRefusal> {
        let read = Document::parse(new).map_err(|reason| format!("the result could not be read ({reason})"))?;
        if !same_value(&node_value(&read.root), &self.ours) || !same_value(&parse_with_serde(new)?, &self.second) {
            return Err(match find_comments(new)?.len() < find_comments(old)?.len() {
                // After a block scalar, the indented comment of a removed item.
                true => "a comment would become a part of the prose above it".to_owned(),
                false => "the result would not have the intended values".to_owned(),
            });
        }
        let texts = |text| -> Result<Vec<String>, EditRefusal> {
            Ok(find_comments(text)?.into_iter().map(|range| text[range].to_owned()).collect())
        };
        let (mut before, mut after) = (texts(old)?, texts(new)?);
        if self.moves_comments {
            before.sort();
            after.sort();
        }
        if before != after {
            return Err("a comment would be lost".to_owned());
        }
        Ok(())
    }
}

fn parse_with_serde(text: &str) -> Result<Value, EditRefusal> {
    serde_yaml::from_str(text).map_err(|error| format!("a second reader cannot read it: {error}"))
}

/// The data of a node.
pub fn node_value(node: &Node) -> Value {
    match &node.kind {
        NodeKind::Scalar { .. } if node.is_null() => Value::Null,
        NodeKind::Scalar { text, style: ScalarStyle::Plain } => match serde_yaml::from_str(text) {
            Ok(value @ (Value::Bool(_) | Value::Number(_))) => value,
            _ => Value::String(text.to_string()),
        },
        NodeKind::Scalar { text, .. } => Value::String(text.to_string()),
        NodeKind::List(items) => Value::Sequence(items.iter().map(node_value).collect()),
        NodeKind::Map(entries) => {
            let entry =
                |entry: &crate::source::MapEntry| (Value::String(entry.key.to_string()), node_value(&entry.value));
            Value::Mapping(entries.iter().map(entry).collect())
        }
    }
}

/// Whether two values are the same, apart from whitespace at the end of texts and the order of keys.
pub fn same_value(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::String(one), Value::String(other)) => {
            one.trim_end_matches(WHITESPACE) == other.trim_end_matches(WHITESPACE)
        }
        (Value::Sequence(one), Value::Sequence(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same_value(one, other))
        }
        (Value::Mapping(one), Value::Mapping(other)) => {
            let same = |(key, value): (&Value, &Value)| other.get(key).is_some_and(|found| same_value(value, found));
            one.len() == other.len() && one.iter().all(same)
        }
        (one, other) => one == other,
    }
}

/// Applies an edit to a value.
fn apply_to_value(root: &mut Value, edit: &Edit) -> Result<(), EditRefusal> {
    match edit {
        Edit::Set { path, value } => *find_or_create(root, path)? = value.clone(),
        Edit::Append { path, value } => match find_or_create(root, path)? {
            Value::Sequence(items) => items.push(value.clone()),
            nothing @ Value::Null => *nothing = Value::Sequence(vec![value.clone()]),
            single => *single = Value::Sequence(vec![single.clone(), value.clone()]),
        },
        Edit::Remove { path } => remove_value(root, path)?,
        Edit::Rename { path, key } => {
            let (holder, old) = find_parent(root, path)?;
            let (Value::Mapping(map), PathStep::Key(old)) = (holder, old) else { return Err(no_such_path(path)) };
            let value = map.remove(old.as_str()).ok_or_else(|| no_such_path(path))?;
            map.insert(Value::String(key.clone()), value);
        }
        Edit::Swap { path, one, other } => match find_value(root, path)? {
            Value::Sequence(items) if (*one).max(*other) < items.len() => items.swap(*one, *other),
            _ => return Err(no_such_path(path)),
        },
    }
    Ok(())
}

fn no_such_path(path: &[PathStep]) -> EditRefusal {
    format!("`{}` does not exist", format_path(path))
}

fn find_parent<'v, 'p>(
    root: &'v mut Value,
    path: &'p [PathStep],
) -> Result<(&'v mut Value, &'p PathStep), EditRefusal> {
    let (last, before) = path.split_last().ok_or_else(|| no_such_path(path))?;
    Ok((find_value(root, before)?, last))
}

fn find_value<'v>(root: &'v mut Value, path: &[PathStep]) -> Result<&'v mut Value, EditRefusal> {
    let mut here = root;
    for step in path {
        here = match (here, step) {
            (Value::Mapping(map), PathStep::Key(key)) => map.get_mut(key.as_str()).ok_or_else(|| no_such_path(path))?,
            (Value::Sequence(items), PathStep::Index(at)) => items.get_mut(*at).ok_or_else(|| no_such_path(path))?,
            (single, PathStep::Index(0)) if !single.is_sequence() && !single.is_null() => single,
            _ => return Err(no_such_path(path)),
        };
    }
    Ok(here)
}

/// The value at a path, which is created if it is missing.
fn find_or_create<'v>(root: &'v mut Value, path: &[PathStep]) -> Result<&'v mut Value, EditRefusal> {
    let mut here = root;
    for step in path {
        if here.is_null() {
            *here = match step {
                PathStep::Key(_) => Value::Mapping(Mapping::new()),
                PathStep::Index(_) => Value::Sequence(Vec::new()),
            };
        }
        here = match (here, step) {
            (Value::Mapping(map), PathStep::Key(key)) => map.entry(Value::String(key.clone())).or_insert(Value::Null),
            (Value::Sequence(items), PathStep::Index(at)) => {
                if *at == items.len() {
                    items.push(Value::Null);
                }
                items.get_mut(*at).ok_or_else(|| no_such_path(path))?
            }
            (single, PathStep::Index(0)) if !single.is_sequence() => single,
            _ => return Err(no_such_path(path)),
        };
    }
    Ok(here)
}

fn remove_value(root: &mut Value, path: &[PathStep]) -> Result<(), EditRefusal> {
    let (holder, last) = find_parent(root, path)?;
    let is_last = match (holder, last) {
        (Value::Mapping(map), PathStep::Key(key)) => {
            map.remove(key.as_str()).ok_or_else(|| no_such_path(path))?;
            false
        }
        (Value::Sequence(items), PathStep::Index(at)) if *at < items.len() => {
            items.remove(*at);
            items.is_empty()
        }
        // A single value instead of a list.
        (single, PathStep::Index(0)) if !single.is_sequence() => true,
        _ => return Err(no_such_path(path)),
    };
    match path.split_last() {
        Some((_, list)) if is_last => remove_value(root, list),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_comment_is_kept_and_only_a_swap_moves_them() {
        let lost = || Err("a comment would be lost".to_owned());
        let old = "l:\n- a # x\n- b # y\n";
        let expected = ExpectedText::from_text(old).unwrap();
        assert_eq!(expected.verify(old, old), Ok(()));
        for new in
            ["l:\n- a\n- b # y\n", "l:\n- a # x\n- b # z\n", "l:\n- a # y\n- b # x\n", "l:\n- a # x\n- b # y\n# z\n"]
        {
            assert_eq!(expected.verify(old, new), lost(), "{new}");
        }
        let mut expected = ExpectedText::from_text(old).unwrap();
        expected.apply(&Edit::Swap { path: vec!["l".into()], one: 0, other: 1 }).unwrap();
        assert_eq!(expected.verify(old, "l:\n- b # y\n- a # x\n"), Ok(()));
        assert_eq!(expected.verify(old, "l:\n- b\n- a # x\n"), lost());
    }

    #[test]
    fn a_comment_that_becomes_prose_is_named_as_the_reason() {
        let old = "a: |\n  x\n# y\nb: 1\n";
        let expected = ExpectedText::from_text(old).unwrap();
        let refused = expected.verify(old, "a: |\n  x\n  # y\nb: 1\n").unwrap_err();
        assert_eq!(refused, "a comment would become a part of the prose above it");
        let refused = expected.verify(old, "a: |\n  z\n# y\nb: 1\n").unwrap_err();
        assert_eq!(refused, "the result would not have the intended values");
    }
}
