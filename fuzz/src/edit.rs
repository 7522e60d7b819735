//! Edits of a record: an edit is made, and two readers find what it means, or it is refused for an honest reason.
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
        let value = serde_yaml::from_str(&source.text).unwrap();
        let Some(edit) = Choices::parse_choices(part).choose_edit(&value) else { continue };
        match apply_edits(&source, std::slice::from_ref(&edit)) {
            // The readers have checked the result.
            Ok(text) => source.text = text,
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
