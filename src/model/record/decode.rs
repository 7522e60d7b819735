//! Decodes the tree of a file to the model. All mistakes of a file are collected; none stops the reader.

use super::synonyms::{format_key, suggest_key};
use super::{Definition, Key, RecordValue};
use crate::finding::{Problem, ProblemKind, add_problem};
use crate::source::{MapEntry, Node, NodeKind, Place};

/// The file being read, and the sink for its problems.
pub struct Reader<'s> {
    /// The file's name without its extension.
    pub stem: &'s str,
    /// The group's own repository, whose issues are written as numbers; `None` if unknown.
    pub own_repository: Option<&'s str>,
    /// The problems of the file, in the order in which they were found.
    pub problems: Vec<Problem>,
}

impl Reader<'_> {
    /// Reports a mistake.
    pub fn report(&mut self, kind: ProblemKind, place: Place, message: impl Into<String>, help: Option<String>) {
        add_problem(&mut self.problems, || Problem { kind, place, message: message.into(), help, related: Vec::new() });
    }

    /// Reports that something else was expected; `None`, to return.
    pub fn report_unexpected<T: RecordValue>(&mut self, node: &Node) -> Option<T> {
        self.report_wrong_type(node, T::FORM.describe_expected(), None);
        None
    }

    /// Reports that something else was expected.
    pub fn report_wrong_type(&mut self, node: &Node, expected: &str, help: Option<String>) {
        let found = describe_node(node);
        self.report(ProblemKind::WrongType, node.place, format!("expected {expected}, found {found}"), help);
    }
}

fn describe_node(node: &Node) -> String {
    match &node.kind {
        NodeKind::List(_) => "a list".to_owned(),
        NodeKind::Map(_) => "a map".to_owned(),
        NodeKind::Scalar { .. } if node.is_null() => "nothing".to_owned(),
        NodeKind::Scalar { text, .. } => format!("\"{}\"", shorten_text(text)),
    }
}

/// The first line of a text, shortened for a message.
pub fn shorten_text(text: &str) -> String {
    const LONGEST: usize = 60;
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(LONGEST) {
        Some((cut, _)) => format!("{}…", &line[..cut]),
        None if line.len() < text.trim_end().len() => format!("{line}…"),
        None => line.to_owned(),
    }
}

/// The keys of a map, taken in the order of their definition; the rest is reported at the end.
pub struct Fields<'n, 't> {
    place: Place,
    definition: &'static Definition,
    entries: &'n [MapEntry<'t>],
    is_taken: Vec<bool>,
    /// A value without a map, with the key that it replaces.
    short: Option<(&'static str, &'n Node<'t>)>,
    next: usize,
}

impl<'n, 't> Fields<'n, 't> {
    /// The keys of a node, which must be a map, or a text if the value of one key may replace the map.
    pub fn from_node(node: &'n Node<'t>, definition: &'static Definition, reader: &mut Reader) -> Option<Self> {
        let (entries, short) = match &node.kind {
            NodeKind::Map(entries) => (entries.as_slice(), None),
            NodeKind::Scalar { .. } if !definition.short_keys.is_empty() => {
                (&[][..], Some(((definition.pick_short_key)(node, reader)?, node)))
            }
            _ => {
                reader.report_wrong_type(node, definition.expected, None);
                return None;
            }
        };
        let is_taken = vec![false; entries.len()];
        Some(Self { place: node.place, definition, entries, is_taken, short, next: 0 })
    }

    /// The whole map.
    pub fn place(&self, _: &Reader) -> Place {
        self.place
    }

    /// The file of the map.
    pub fn file(&self, _: &Reader) -> crate::source::FileId {
        self.place.file
    }

    /// The name of that file without its extension.
    pub fn stem(&self, reader: &Reader) -> String {
        reader.stem.to_owned()
    }

    /// The entry of a key, unless it has no value: a key without a value is as good as absent.
    pub fn entry(&self, key: &str) -> Option<&'n MapEntry<'t>> {
        self.entries.iter().find(|entry| entry.key == key && !entry.value.is_null())
    }

    /// The value of the next key: `None` after it was reported as missing or, if required, as wrong.
    pub fn take<T: RecordValue>(&mut self, reader: &mut Reader) -> Option<T> {
        match self.take_node() {
            (_, Some(node)) => T::read(node, reader).or_else(T::absent),
            (key, None) if key.is_required => {
                self.report_missing(key, reader);
                None
            }
            (_, None) => T::absent(),
        }
    }

    /// The value of the next key, which has a default.
    pub fn take_or<T: RecordValue>(&mut self, reader: &mut Reader, usual: impl FnOnce() -> T) -> Option<T> {
        let (_, node) = self.take_node();
        Some(node.and_then(|node| T::read(node, reader)).unwrap_or_else(usual))
    }

    /// The next key with its value, unless it is absent or null.
    fn take_node(&mut self) -> (&'static Key, Option<&'n Node<'t>>) {
        let key = &self.definition.keys[self.next];
        self.next += 1;
        if let Some((short, node)) = self.short {
            return (key, Some(node).filter(|_| short == key.name));
        }
        let index = self.entries.iter().position(|entry| entry.key == key.name);
        if let Some(index) = index {
            self.is_taken[index] = true;
        }
        (key, index.map(|index| &self.entries[index].value).filter(|node| !node.is_null()))
    }

    /// Where a value is missing: at the first of some keys, if it is there without one, or where the map starts.
    pub fn find_missing_place(&self, keys: &[&str]) -> Place {
        let without_value = self.entries.iter().find(|entry| keys.contains(&entry.key.as_ref()));
        without_value.map_or(Place { end: self.place.start, ..self.place }, |entry| entry.key_place)
    }

    fn report_missing(&self, key: &Key, reader: &mut Reader) {
        reader.report(
            ProblemKind::MissingKey,
            self.find_missing_place(&[key.name]),
            format!("missing key \"{}\"", key.name),
            Some(format!("Add `{}:` with {}.", key.name, key.form.describe_expected())),
        );
    }

    /// Reports unknown keys, with the most similar known one.
    pub fn report_unknown_keys(self, reader: &mut Reader) {
        for (entry, _) in self.entries.iter().zip(&self.is_taken).filter(|(_, taken)| !**taken) {
            reader.report_unknown_key(&entry.key, entry.key_place, self.definition.keys.iter().map(|key| key.name));
        }
    }
}

impl Reader<'_> {
    /// Reports a key that is none of the known ones.
    pub fn report_unknown_key(&mut self, key: &str, place: Place, known: impl Iterator<Item = &'static str>) {
        // Lazily: a file of a million wrong keys is not worth a million searches.
        add_problem(&mut self.problems, || {
            let known: Vec<&str> = known.collect();
            let help = match suggest_key(key, &known) {
                Some(near) => format!("Did you mean `{}`?", format_key(key, near)),
                None => format!("Known keys: {}.", known.join(", ")),
            };
            let message = format!("unknown key \"{}\"", shorten_text(key));
            Problem { kind: ProblemKind::UnknownKey, place, message, help: Some(help), related: Vec::new() }
        });
    }
}
