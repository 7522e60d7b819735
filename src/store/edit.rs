//! Edits of a record that keep every byte they do not mean to change.
//!
//! The places of the tree say which bytes a value has, so an edit is a splice. Its result is trusted only when
//! two readers find in it what was meant, and every comment is still there.

mod add_braces;
mod add_entry;
mod apply;
mod batch;
mod document;
mod expand_flow;
mod expected;
mod lines;
mod list;
mod order;
mod place_edits;
#[cfg(test)]
mod random;
mod remove;
#[cfg(test)]
mod tests;
pub(super) mod write;

pub use place_edits::apply_place_edits;

use crate::error::Error;
use crate::source::Source;
use crate::store::yaml;
use serde::Serialize;
use serde_yaml::Value;

/// One step from the root of a record to a value in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathStep {
    /// Into a map.
    Key(String),
    /// Into a list, from 0. Where one value stands for a list, 0 is that value.
    Index(usize),
}

impl From<&str> for PathStep {
    fn from(key: &str) -> Self {
        PathStep::Key(key.to_owned())
    }
}

impl From<usize> for PathStep {
    fn from(index: usize) -> Self {
        PathStep::Index(index)
    }
}

/// A change of a record. A path leads from the root; what it names is as the edits before it left it.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// Writes a value, over another or as a new entry; maps that are missing on the way are made.
    Set {
        /// Ends with the key, or the index of an item that is there.
        path: Vec<PathStep>,
        /// Where it and the old one are maps or lists, only what differs is written.
        value: Value,
    },
    /// Adds an item to the end of a list. The list is made where it is absent; a single value becomes one.
    Append {
        /// Of the list.
        path: Vec<PathStep>,
        /// The new item.
        value: Value,
    },
    /// Takes out an entry or an item. A list that is empty then goes as well, a map stays as `{}`; comments stay.
    Remove {
        /// Of the entry or the item.
        path: Vec<PathStep>,
    },
    /// Gives an entry another key.
    Rename {
        /// Of the entry, with its present key.
        path: Vec<PathStep>,
        /// One that the map does not have.
        key: String,
    },
    /// Lets two items of a list change places; comments go with the items that they stand at.
    Swap {
        /// Of the list.
        path: Vec<PathStep>,
        /// From 0.
        one: usize,
        /// From 0.
        other: usize,
    },
}

impl Edit {
    /// Writes a value; parts that say nothing, such as absent ones, are left out.
    ///
    /// # Errors
    /// [`Error::Io`] when the value cannot be expressed as YAML, which no record of the model does.
    pub fn set(path: impl IntoIterator<Item = PathStep>, value: &impl Serialize) -> Result<Self, Error> {
        Ok(Edit::Set { path: path.into_iter().collect(), value: yaml::to_value(value)? })
    }

    /// Adds an item to the end of a list.
    ///
    /// # Errors
    /// As [`Edit::set`].
    pub fn append(path: impl IntoIterator<Item = PathStep>, value: &impl Serialize) -> Result<Self, Error> {
        Ok(Edit::Append { path: path.into_iter().collect(), value: yaml::to_value(value)? })
    }

    /// Takes out an entry or an item.
    pub fn remove(path: impl IntoIterator<Item = PathStep>) -> Self {
        Edit::Remove { path: path.into_iter().collect() }
    }
}

/// Why an edit cannot be done: a lower-case phrase without a full stop.
type EditRefusal = String;

/// The text of a record after the edits, done one after the other; what they do not touch is the same, byte
/// for byte.
///
/// # Errors
/// [`Error::Unedited`] when the file is no YAML of ours, a path leads nowhere, or the result would not read as
/// meant with every comment of the old text.
pub fn apply_edits(source: &Source, edits: &[Edit]) -> Result<String, Error> {
    let refused = |reason| Error::NotEditable { path: source.path.clone().into(), reason };
    edit_text(source, edits).map_err(refused)
}

/// How many bytes are read at most for edits that are done one by one, each of which reads the whole file.
const MAX_BYTES_READ: usize = 8 << 20;

fn edit_text(source: &Source, edits: &[Edit]) -> Result<String, EditRefusal> {
    if has_lone_returns(&source.text) {
        return Err("its lines end with a carriage return alone".to_owned());
    }
    let mut meant = expected::ExpectedText::from_text(&source.text)?;
    let mut text = source.text.clone();
    let edits: Vec<Edit> = edits.iter().cloned().map(Edit::with_tidy_values).collect();
    edits.iter().try_for_each(|edit| meant.apply(edit))?;
    let (mut left, mut read) = (edits.as_slice(), 0);
    while let Some((first, rest)) = left.split_first() {
        // Words that only take the places of others are written all at once.
        (text, left) = match batch::apply_batch(&text, left)? {
            Some((text, count)) => (text, &left[count..]),
            None => {
                read += text.len();
                if read > MAX_BYTES_READ {
                    return Err(
                        "it is too long for so many changes within brackets: write one value per line".to_owned()
                    );
                }
                (apply::apply_edit(&text, &source.path, first)?, rest)
            }
        };
    }
    meant.verify(&source.text, &text)?;
    Ok(text)
}

/// Whether a carriage return stands without a line feed. YAML ends a line there, and an edit would not.
fn has_lone_returns(text: &str) -> bool {
    text.match_indices('\r').any(|(at, _)| !text[at + 1..].starts_with('\n'))
}

impl Edit {
    /// With values as a file holds them.
    fn with_tidy_values(mut self) -> Self {
        if let Edit::Set { value, .. } | Edit::Append { value, .. } = &mut self {
            yaml::tidy_value(value);
        }
        self
    }
}

/// A path for people: `agenda[2].update`.
fn format_path(path: &[PathStep]) -> String {
    let mut shown = String::new();
    for step in path {
        match step {
            PathStep::Key(key) if shown.is_empty() => shown.push_str(key),
            PathStep::Key(key) => shown.push_str(&format!(".{key}")),
            PathStep::Index(index) => shown.push_str(&format!("[{index}]")),
        }
    }
    shown
}
