//! A file as a tree in which every key and value knows its place.

use super::Place;
use granit_parser::ScalarStyle;
use std::borrow::Cow;

/// A value and where it is.
#[derive(Debug)]
pub struct Node<'t> {
    /// Of the whole value.
    pub place: Place,
    /// What it is.
    pub kind: NodeKind<'t>,
}

/// What a value is.
#[derive(Debug)]
pub enum NodeKind<'t> {
    /// A text, with how it is written.
    Scalar {
        /// Without quotes.
        text: Cow<'t, str>,
        /// Plain, quoted or a block.
        style: ScalarStyle,
    },
    /// A list.
    List(Vec<Node<'t>>),
    /// A map, in the order of the file.
    Map(Vec<MapEntry<'t>>),
}

/// A key and its value.
#[derive(Debug)]
pub struct MapEntry<'t> {
    /// Without quotes.
    pub key: Cow<'t, str>,
    /// Of the key.
    pub key_place: Place,
    /// What is under the key.
    pub value: Node<'t>,
}

impl Node<'_> {
    /// Whether nothing is written, or the null of YAML.
    pub fn is_null(&self) -> bool {
        matches!(&self.kind, NodeKind::Scalar { text, style: ScalarStyle::Plain }
            if matches!(text.as_ref(), "" | "~" | "null" | "Null" | "NULL"))
    }

    /// Where the last key of a path is that exists: that of `agenda` where `agenda.closes-days-before` is missing.
    pub fn find_last_key(&self, path: &str) -> Option<Place> {
        let mut node = self;
        let mut place = None;
        for key in path.split('.') {
            let NodeKind::Map(entries) = &node.kind else { break };
            let Some(entry) = entries.iter().find(|entry| entry.key == key) else { break };
            (node, place) = (&entry.value, Some(entry.key_place));
        }
        place
    }
}
