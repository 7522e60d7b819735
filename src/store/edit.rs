//! Edits of a record that preserve every other byte.
//!
//! The tree knows which bytes each value has, so an edit is a splice. The result is accepted only if two YAML readers
//! find the intended values in it and every comment is still there.

mod add_braces;
mod add_entry;
mod apply;
mod batch;
mod document;
mod expand_flow;
mod expected;
mod former;
mod lines;
mod list;
mod order;
mod place_edits;
#[cfg(test)]
mod random;
mod remove;
mod replace;
mod siblings;
#[cfg(test)]
mod tests;

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
    /// Into a list, from 0. If a single value replaces the list, 0 is that value.
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

/// A change of a record. A path leads from the root, in the record as the edits before this one leave it.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// Replaces a value or adds an entry; missing maps on the path are created.
    Set {
        /// Ends with the key, or with the index of an existing item.
        path: Vec<PathStep>,
        /// If both it and the old value are maps or lists, only what differs is written.
        value: Value,
    },
    /// Appends an item to a list. A missing list is created; a single value becomes a list.
    Append {
        /// The path of the list.
        path: Vec<PathStep>,
        /// The new item.
        value: Value,
    },
    /// Removes an entry or an item. An empty list is removed as well, an empty map becomes `{}`; comments stay.
    Remove {
        /// The path of the entry or the item.
        path: Vec<PathStep>,
    },
    /// Renames the key of an entry.
    Rename {
        /// The path of the entry, with its present key.
        path: Vec<PathStep>,
        /// A key that the map does not have.
        key: String,
    },
    /// Swaps two items of a list; comments move with the items that they are next to.
    Swap {
        /// The path of the list.
        path: Vec<PathStep>,
        /// From 0.
        one: usize,
        /// From 0.
        other: usize,
    },
}

impl Edit {
    /// Sets a value; parts that are empty are left out.
    ///
    /// # Errors
    /// [`Error::NotExpressible`] when the value cannot be expressed as YAML, which no record of the model does.
    pub fn set(path: impl IntoIterator<Item = PathStep>, value: &impl Serialize) -> Result<Self, Error> {
        Ok(Edit::Set { path: path.into_iter().collect(), value: yaml::to_value(value)? })
    }

    /// Appends an item to a list.
    ///
    /// # Errors
    /// As [`Edit::set`].
    pub fn append(path: impl IntoIterator<Item = PathStep>, value: &impl Serialize) -> Result<Self, Error> {
        Ok(Edit::Append { path: path.into_iter().collect(), value: yaml::to_value(value)? })
    }

    /// Removes an entry or an item.
    pub fn remove(path: impl IntoIterator<Item = PathStep>) -> Self {
        Edit::Remove { path: path.into_iter().collect() }
    }
}

/// Why an edit is refused: a lower-case phrase without a full stop.
type EditRefusal = String;

/// The text after an edit; `None` if the new value does not fit inside the brackets around it.
type EditedText = Result<Option<String>, EditRefusal>;

/// Applies edits to the text of a record, one after the other. Every other byte stays the same.
///
/// # Errors
/// [`Error::NotEditable`] when the file is not the YAML of a record, a path does not exist, or the result would not
/// have the intended values and every comment of the old text.
pub fn apply_edits(source: &Source, edits: &[Edit]) -> Result<String, Error> {
    let refused = |reason| Error::NotEditable { path: source.path.clone().into(), reason };
    // The paths have the present keys.
    if !edits.is_empty()
        && let Ok(Some(text)) = former::modernize_text(source)
    {
        let source = Source { path: source.path.clone(), text };
        return edit_text(&source, edits).map_err(refused);
    }
    edit_text(source, edits).map_err(refused)
}

/// The maximum number of bytes to read for edits that are done one by one, each of which reads the whole file.
const MAX_BYTES_READ: usize = 8 << 20;

fn edit_text(source: &Source, edits: &[Edit]) -> Result<String, EditRefusal> {
    if has_lone_returns(&source.text) {
        return Err("its lines end with a carriage return only".to_owned());
    }
    let mut expected_text = expected::ExpectedText::from_text(&source.text)?;
    let mut text = source.text.clone();
    let edits: Vec<Edit> = edits.iter().cloned().map(Edit::with_tidy_values).collect();
    edits.iter().try_for_each(|edit| expected_text.apply(edit))?;
    let (mut left, mut read) = (edits.as_slice(), 0);
    while let Some((first, rest)) = left.split_first() {
        // Scalars that replace others are written all at once.
        (text, left) = match batch::apply_batch(&text, left)? {
            Some((text, count)) => (text, &left[count..]),
            None => {
                read += text.len();
                if read > MAX_BYTES_READ {
                    return Err(
                        "it is too long for so many changes inside brackets: write one value per line".to_owned()
                    );
                }
                (apply::apply_edit(&text, &source.path, first)?, rest)
            }
        };
    }
    expected_text.verify(&source.text, &text)?;
    Ok(text)
}

/// Whether there is a carriage return without a line feed. YAML ends a line there, an edit would not.
fn has_lone_returns(text: &str) -> bool {
    text.match_indices('\r').any(|(at, _)| !text[at + 1..].starts_with('\n'))
}

impl Edit {
    fn path(&self) -> &[PathStep] {
        match self {
            Edit::Set { path, .. }
            | Edit::Append { path, .. }
            | Edit::Remove { path }
            | Edit::Rename { path, .. }
            | Edit::Swap { path, .. } => path,
        }
    }

    /// Tidies the values, as they are written to a file.
    fn with_tidy_values(mut self) -> Self {
        if let Edit::Set { value, .. } | Edit::Append { value, .. } = &mut self {
            yaml::tidy_value(value);
        }
        self
    }
}

/// Formats a path for people: `agenda[2].update`.
fn format_path(path: &[PathStep]) -> String {
    let mut formatted = String::new();
    for step in path {
        match step {
            PathStep::Key(key) if formatted.is_empty() => formatted.push_str(key),
            PathStep::Key(key) => formatted.push_str(&format!(".{key}")),
            PathStep::Index(index) => formatted.push_str(&format!("[{index}]")),
        }
    }
    formatted
}
