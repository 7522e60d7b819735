//! From the tree to the model: every problem of a file is collected, none stops the reading.

mod action;
mod github;
mod mail;
mod meeting;
mod proposal;
mod schedule;
mod synonyms;
mod value;
mod workgroup;

pub use github::decode_github;
pub use meeting::decode_meeting;
pub use proposal::decode_proposal;
pub use synonyms::suggest_key;
pub use workgroup::decode_workgroup;

use self::synonyms::format_key;
use crate::finding::{Problem, ProblemKind};
use crate::source::{FileId, Place};
use crate::store::tree::{self, MapEntry, Node, NodeKind};

/// A value that can be read out of a node.
trait Decode: Sized {
    /// What is expected, for the message: `a date`, `a list of names`.
    const EXPECTED: &'static str;

    /// Reads the node. `None` after a problem was reported.
    fn decode(node: &Node, reader: &mut Reader) -> Option<Self>;
}

/// The file being read, and the sink for its problems.
pub struct Reader<'s> {
    pub file: FileId,
    /// The group's own repository, whose issues are plain numbers; `None` if it is unknown.
    pub own_repository: Option<&'s str>,
    pub problems: Vec<Problem>,
}

impl Reader<'_> {
    fn report(&mut self, kind: ProblemKind, place: Place, message: impl Into<String>, help: Option<String>) {
        tree::add_problem(&mut self.problems, || Problem {
            kind,
            place,
            message: message.into(),
            help,
            related: Vec::new(),
        });
    }

    /// Reports that something else was expected; returns `None`.
    fn report_unexpected<T: Decode>(&mut self, node: &Node) -> Option<T> {
        self.report_wrong_type(node, T::EXPECTED, None);
        None
    }

    fn report_wrong_type(&mut self, node: &Node, expected: &str, help: Option<String>) {
        let found = self.describe_node(node);
        self.report(ProblemKind::WrongType, node.place, format!("expected {expected}, found {found}"), help);
    }

    fn describe_node(&self, node: &Node) -> String {
        match &node.kind {
            NodeKind::List(_) => "a list".to_owned(),
            NodeKind::Map(_) => "a map".to_owned(),
            NodeKind::Scalar { .. } if node.is_null() => "nothing".to_owned(),
            NodeKind::Scalar { text, .. } => format!("\"{}\"", shorten_text(text)),
        }
    }
}

/// The first line of a text, shortened to fit into a message.
fn shorten_text(text: &str) -> String {
    const LONGEST: usize = 60;
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(LONGEST) {
        Some((cut, _)) => format!("{}…", &line[..cut]),
        None if line.len() < text.trim_end().len() => format!("{line}…"),
        None => line.to_owned(),
    }
}

/// The keys of a map, taken one by one; [`Fields::report_unknown_keys`] reports those that were not taken.
struct Fields<'n, 't> {
    place: Place,
    entries: &'n [MapEntry<'t>],
    taken: Vec<bool>,
    known: Vec<&'static str>,
}

impl<'n, 't> Fields<'n, 't> {
    /// The fields of a node that must be a map; `what` is expected, for the message.
    fn from_node(node: &'n Node<'t>, what: &'static str, reader: &mut Reader) -> Option<Self> {
        let NodeKind::Map(entries) = &node.kind else {
            reader.report_wrong_type(node, what, None);
            return None;
        };
        Some(Self { place: node.place, entries, taken: vec![false; entries.len()], known: Vec::with_capacity(24) })
    }

    /// The value of a key, unless it is absent or null.
    fn take_node(&mut self, key: &'static str) -> Option<&'n Node<'t>> {
        self.known.push(key);
        let index = self.entries.iter().position(|entry| entry.key == key)?;
        self.taken[index] = true;
        let entry = &self.entries[index];
        (!entry.value.is_null()).then_some(&entry.value)
    }

    /// A key that may be absent.
    fn optional<T: Decode>(&mut self, key: &'static str, reader: &mut Reader) -> Option<T> {
        T::decode(self.take_node(key)?, reader)
    }

    /// A required key.
    fn required<T: Decode>(&mut self, key: &'static str, reader: &mut Reader) -> Option<T> {
        if let Some(node) = self.take_node(key) {
            return T::decode(node, reader);
        }
        let entry = self.entries.iter().find(|entry| entry.key == key);
        let place = entry.map_or(Place { end: self.place.start, ..self.place }, |entry| entry.key_place);
        reader.report(
            ProblemKind::MissingKey,
            place,
            format!("missing key \"{key}\""),
            Some(format!("Add `{key}:` with {}.", T::EXPECTED)),
        );
        None
    }

    /// A key with a list; one value is a list of one, an absent key an empty list.
    fn list<T: Decode>(&mut self, key: &'static str, reader: &mut Reader) -> Vec<T> {
        self.take_node(key).map_or_else(Vec::new, |node| decode_list(node, reader))
    }

    /// Reports unknown keys, with the nearest known one.
    fn report_unknown_keys(self, reader: &mut Reader) {
        for (entry, _) in self.entries.iter().zip(&self.taken).filter(|(_, taken)| !**taken) {
            // Lazily: a file with a million wrong keys is not worth a million searches.
            tree::add_problem(&mut reader.problems, || Problem {
                kind: ProblemKind::UnknownKey,
                place: entry.key_place,
                message: format!("unknown key \"{}\"", shorten_text(&entry.key)),
                help: Some(match suggest_key(&entry.key, &self.known) {
                    Some(near) => format!("Did you mean `{}`?", format_key(&entry.key, near)),
                    None => format!("Known keys: {}.", self.known.join(", ")),
                }),
                related: Vec::new(),
            });
        }
    }
}

/// The values of a list, without the ones that could not be read.
fn decode_list<T: Decode>(node: &Node, reader: &mut Reader) -> Vec<T> {
    match &node.kind {
        NodeKind::List(nodes) => nodes.iter().filter_map(|node| T::decode(node, reader)).collect(),
        _ => T::decode(node, reader).into_iter().collect(),
    }
}
