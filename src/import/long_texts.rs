//! Texts of a drafted record that are too long for their keys. No name or title is that long, and the reader would
//! refuse it: such a text is kept where unread text is.

use super::doubt::{Doubt, DoubtKind, shorten};
use crate::error::Error;
use crate::source::Place;
use crate::store::limits::Limits;
use crate::store::yaml;
use serde_yaml::{Mapping, Value};

/// The keys that an entry may need: the start of a long text stays there.
const NEEDED: [&str; 3] = ["title", "heading", "where"];

/// Where a record keeps texts without a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeptTexts {
    /// `unparsed`, of a proposal.
    Unparsed,
    /// `sections`, of a call.
    Sections,
}

impl KeptTexts {
    /// The key of the list, and that of what an entry is.
    fn keys(self) -> [&'static str; 2] {
        match self {
            Self::Unparsed => ["unparsed", "where"],
            Self::Sections => ["sections", "heading"],
        }
    }
}

/// Moves every text that is too long for its key to where texts without a key are kept. Returns the key of the record for
/// each.
///
/// # Errors
/// [`Error::NotExpressible`] when an entry cannot be expressed as YAML, which no record of the model causes.
pub fn move_long_texts(record: &mut Value, kept: KeptTexts) -> Result<Vec<String>, Error> {
    let [list_key, heading_key] = kept.keys();
    let mut mover = LongTextMover::default();
    mover.walk(record);
    let Some(record) = record.as_mapping_mut().filter(|_| !mover.moved.is_empty()) else { return Ok(Vec::new()) };
    let list = record.entry(list_key.into()).or_insert_with(|| Value::Sequence(Vec::new()));
    let Some(list) = list.as_sequence_mut() else { return Ok(Vec::new()) };
    let mut keys = Vec::new();
    for (key, value) in mover.moved {
        let text = match value {
            Value::String(text) => text,
            entry => yaml::format_value(&entry)?,
        };
        let unparsed = Mapping::from_iter([(heading_key.into(), key.clone().into()), ("text".into(), text.into())]);
        list.push(unparsed.into());
        keys.push(key);
    }
    Ok(keys)
}

/// The doubt about a text that is too long for its key.
pub fn long_text_doubt(key: &str, kept: KeptTexts, place: Place) -> Doubt {
    let message = format!("a text in `{key}` is too long for its key; it is kept under `{}`", kept.keys()[0]);
    Doubt::new(DoubtKind::Unplaced, place, message)
}

#[derive(Default)]
struct LongTextMover {
    /// The keys that lead to the value.
    keys: Vec<String>,
    /// Each text, or entry without a name, and the key of the record that it was found in.
    moved: Vec<(String, Value)>,
}

impl LongTextMover {
    /// Moves what is too long in a value; `false` if this is the whole value.
    fn walk(&mut self, value: &mut Value) -> bool {
        match value {
            // A person is nobody without a name.
            Value::Mapping(map)
                if self.is_in_attendance()
                    && map.get("name").and_then(Value::as_str).is_some_and(|name| is_long(name, ["name"])) =>
            {
                self.take(value)
            }
            Value::Mapping(map) => {
                let was_empty = map.is_empty();
                map.retain(|key, value| self.walk_entry(key, value));
                was_empty || !map.is_empty()
            }
            Value::Sequence(items) => {
                items.retain_mut(|item| self.walk(item));
                // An organization without people is listed all the same.
                !items.is_empty() || self.is_in_attendance()
            }
            Value::String(text) if is_long(text, self.keys.iter().rev().map(String::as_str)) => {
                let start = shorten(text.trim());
                self.take(value);
                let is_needed = self.keys.last().is_some_and(|key| NEEDED.contains(&key.as_str()));
                *value = start.into();
                is_needed
            }
            _ => true,
        }
    }

    fn walk_entry(&mut self, key: &Value, value: &mut Value) -> bool {
        let name = key.as_str().unwrap_or_default();
        if is_long(name, []) {
            return self.take(&mut Mapping::from_iter([(key.clone(), std::mem::take(value))]).into());
        }
        self.keys.push(name.to_owned());
        let stays = self.walk(value);
        self.keys.pop();
        stays
    }

    fn is_in_attendance(&self) -> bool {
        self.keys.first().is_some_and(|key| key == "attendance")
    }

    /// Moves a value; `false`, as it does not stay.
    fn take(&mut self, value: &mut Value) -> bool {
        self.moved.push((self.keys.first().cloned().unwrap_or_default(), std::mem::take(value)));
        false
    }
}

/// Whether a text is too long for its keys, the nearest first; without keys, for a key. Prose is never too long here:
/// unread text may be no longer.
pub fn is_long<'k>(text: &str, keys: impl IntoIterator<Item = &'k str>) -> bool {
    let limit = Limits::RECORD.text_bytes(keys.into_iter());
    text.len() > limit && limit < Limits::RECORD.text_bytes(["text", "unparsed"].into_iter())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_long_is_moved_and_the_rest_stays() {
        let (name, prose) = ("a".repeat(513), "b".repeat(300_000));
        let text =
            format!("summary: {prose}\nattendance:\n  DT: [{name}]\n  MTN: [{}]\nowners: [{name}]\n", &name[1..]);
        let mut record: Value = serde_yaml::from_str(&text).unwrap();
        assert_eq!(move_long_texts(&mut record, KeptTexts::Unparsed).unwrap(), ["attendance", "owners"]);
        assert_eq!(record["summary"], prose.as_str());
        assert_eq!(record["attendance"]["DT"], Value::Sequence(Vec::new()));
        assert_eq!(record["attendance"]["MTN"][0], name[1..]);
        assert_eq!(record.get("owners"), None);
        assert_eq!(record["unparsed"][1]["text"], name.as_str());
    }
}
