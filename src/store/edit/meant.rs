//! What a text must say after its edits: reckoned on the values of two readers, and compared with the result.

use super::document::{BLANKS, Document};
use super::lines::comments;
use super::{Edit, Reason, Step, shown};
use crate::store::tree::{Kind, Node};
use granit_parser::ScalarStyle;
use serde_yaml::{Mapping, Value};

/// What the two readers found, and what the edits make of it.
pub struct Meant {
    ours: Value,
    second: Value,
    /// Whether an edit moves comments with what they stand at.
    moves: bool,
}

impl Meant {
    /// What a text says before any edit.
    pub fn of(text: &str) -> Result<Self, Reason> {
        Ok(Self { ours: value_of(&Document::read(text)?.root), second: second(text)?, moves: false })
    }

    /// Reckons an edit.
    pub fn edit(&mut self, edit: &Edit) -> Result<(), Reason> {
        self.moves |= matches!(edit, Edit::Swap { .. });
        reckon(&mut self.ours, edit)?;
        reckon(&mut self.second, edit)
    }

    /// Whether a new text says what was meant, with every comment of the old one.
    pub fn compare(&self, old: &str, new: &str) -> Result<(), Reason> {
        let read = Document::read(new).map_err(|reason| format!("the result could not be read ({reason})"))?;
        if !alike(&value_of(&read.root), &self.ours) || !alike(&second(new)?, &self.second) {
            return Err(match comments(new)?.len() < comments(old)?.len() {
                // Below a block of prose, the indented comment of an item that is taken out.
                true => "a comment stands where it would become a part of the prose above it".to_owned(),
                false => "the result would not say what was meant".to_owned(),
            });
        }
        let texts = |text| -> Result<Vec<String>, Reason> {
            Ok(comments(text)?.into_iter().map(|range| text[range].to_owned()).collect())
        };
        let (mut before, mut after) = (texts(old)?, texts(new)?);
        if self.moves {
            before.sort();
            after.sort();
        }
        if before != after {
            return Err("a comment would be lost".to_owned());
        }
        Ok(())
    }
}

fn second(text: &str) -> Result<Value, Reason> {
    serde_yaml::from_str(text).map_err(|error| format!("a second reader cannot read it: {error}"))
}

/// A part of our tree as data.
pub fn value_of(node: &Node) -> Value {
    match &node.kind {
        Kind::Scalar { .. } if node.is_null() => Value::Null,
        Kind::Scalar { text, style: ScalarStyle::Plain } => match serde_yaml::from_str(text) {
            Ok(value @ (Value::Bool(_) | Value::Number(_))) => value,
            _ => Value::String(text.to_string()),
        },
        Kind::Scalar { text, .. } => Value::String(text.to_string()),
        Kind::List(items) => Value::Sequence(items.iter().map(value_of).collect()),
        Kind::Map(entries) => {
            let entry =
                |entry: &crate::store::tree::Entry| (Value::String(entry.key.to_string()), value_of(&entry.value));
            Value::Mapping(entries.iter().map(entry).collect())
        }
    }
}

/// Whether two values say the same: blanks that end a text are no part of it, nor is the order of keys.
pub fn alike(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::String(one), Value::String(other)) => one.trim_end_matches(BLANKS) == other.trim_end_matches(BLANKS),
        (Value::Sequence(one), Value::Sequence(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| alike(one, other))
        }
        (Value::Mapping(one), Value::Mapping(other)) => {
            let same = |(key, value): (&Value, &Value)| other.get(key).is_some_and(|found| alike(value, found));
            one.len() == other.len() && one.iter().all(same)
        }
        (one, other) => one == other,
    }
}

/// What an edit makes of a value.
fn reckon(root: &mut Value, edit: &Edit) -> Result<(), Reason> {
    match edit {
        Edit::Set { path, value } => *made(root, path)? = value.clone(),
        Edit::Append { path, value } => match made(root, path)? {
            Value::Sequence(items) => items.push(value.clone()),
            nothing @ Value::Null => *nothing = Value::Sequence(vec![value.clone()]),
            single => *single = Value::Sequence(vec![single.clone(), value.clone()]),
        },
        Edit::Remove { path } => remove(root, path)?,
        Edit::Rename { path, key } => {
            let (holder, old) = parent(root, path)?;
            let (Value::Mapping(map), Step::Key(old)) = (holder, old) else { return nowhere(path) };
            let Some(value) = map.remove(old.as_str()) else { return nowhere(path) };
            map.insert(Value::String(key.clone()), value);
        }
        Edit::Swap { path, one, other } => match found(root, path)? {
            Value::Sequence(items) if (*one).max(*other) < items.len() => items.swap(*one, *other),
            _ => return nowhere(path),
        },
    }
    Ok(())
}

fn nowhere<T>(path: &[Step]) -> Result<T, Reason> {
    Err(format!("`{}` leads nowhere", shown(path)))
}

fn parent<'v, 'p>(root: &'v mut Value, path: &'p [Step]) -> Result<(&'v mut Value, &'p Step), Reason> {
    let Some((last, before)) = path.split_last() else { return nowhere(path) };
    Ok((found(root, before)?, last))
}

fn found<'v>(root: &'v mut Value, path: &[Step]) -> Result<&'v mut Value, Reason> {
    let mut here = root;
    for step in path {
        here = match (here, step) {
            (Value::Mapping(map), Step::Key(key)) => match map.get_mut(key.as_str()) {
                Some(next) => next,
                None => return nowhere(path),
            },
            (Value::Sequence(items), Step::Index(at)) => match items.get_mut(*at) {
                Some(next) => next,
                None => return nowhere(path),
            },
            (single, Step::Index(0)) if !single.is_sequence() && !single.is_null() => single,
            _ => return nowhere(path),
        };
    }
    Ok(here)
}

/// What a path leads to, made where it is missing.
fn made<'v>(root: &'v mut Value, path: &[Step]) -> Result<&'v mut Value, Reason> {
    let mut here = root;
    for step in path {
        if here.is_null() {
            *here = match step {
                Step::Key(_) => Value::Mapping(Mapping::new()),
                Step::Index(_) => Value::Sequence(Vec::new()),
            };
        }
        here = match (here, step) {
            (Value::Mapping(map), Step::Key(key)) => map.entry(Value::String(key.clone())).or_insert(Value::Null),
            (Value::Sequence(items), Step::Index(at)) => {
                if *at == items.len() {
                    items.push(Value::Null);
                }
                match items.get_mut(*at) {
                    Some(item) => item,
                    None => return nowhere(path),
                }
            }
            (single, Step::Index(0)) if !single.is_sequence() => single,
            _ => return nowhere(path),
        };
    }
    Ok(here)
}

fn remove(root: &mut Value, path: &[Step]) -> Result<(), Reason> {
    let (holder, last) = parent(root, path)?;
    let is_last = match (holder, last) {
        (Value::Mapping(map), Step::Key(key)) => {
            if map.remove(key.as_str()).is_none() {
                return nowhere(path);
            }
            false
        }
        (Value::Sequence(items), Step::Index(at)) if *at < items.len() => {
            items.remove(*at);
            items.is_empty()
        }
        // One value where a list is meant.
        (single, Step::Index(0)) if !single.is_sequence() => true,
        _ => return nowhere(path),
    };
    match path.split_last() {
        Some((_, list)) if is_last => remove(root, list),
        _ => Ok(()),
    }
}
