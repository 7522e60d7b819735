//! A list or map whose end was not read yet.

use crate::source::{MapEntry, Place};
use std::borrow::Cow;
use std::collections::HashSet;

/// A collection that is not closed yet.
pub(super) struct OpenCollection<'t> {
    pub(super) start: u32,
    /// Its bracket or brace, in flow style; that around it if it has none.
    pub(super) bracket: Option<u8>,
    pub(super) kind: OpenKind<'t>,
    /// The maximum number of entries that are kept.
    pub(super) max_entries: usize,
    pub(super) excess: Excess,
}

/// The entries of a collection over the limit, which are not kept.
#[derive(Default)]
pub(super) struct Excess {
    pub(super) count: usize,
    /// The first of them.
    pub(super) place: Option<Place>,
}

impl Excess {
    pub(super) fn add(&mut self, place: Place) {
        self.count += 1;
        self.place.get_or_insert(place);
    }
}

/// Where its first node or entry is among those of all open collections, and what a map needs until it closes.
pub(super) enum OpenKind<'t> {
    List { first: usize },
    Map { first: usize, key: Option<(Cow<'t, str>, Place)>, hashed_keys: HashSet<Cow<'t, str>> },
}

impl OpenKind<'_> {
    pub(super) fn noun(&self) -> &'static str {
        match self {
            OpenKind::List { .. } => "list",
            OpenKind::Map { .. } => "map",
        }
    }
}

/// Whether a map has a key. Small maps are searched; a large one, which only a hostile or imported file has, is hashed
/// to keep the work linear.
pub(super) fn is_repeated<'t>(entries: &[MapEntry<'t>], hashed_keys: &mut HashSet<Cow<'t, str>>, key: &str) -> bool {
    const SMALL: usize = 32;
    if entries.len() < SMALL {
        return entries.iter().any(|entry| entry.key == key);
    }
    if hashed_keys.len() < entries.len() {
        let missing = &entries[hashed_keys.len()..];
        hashed_keys.extend(missing.iter().map(|entry| entry.key.clone()));
    }
    hashed_keys.contains(key)
}
