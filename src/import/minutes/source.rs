//! The doubts of one source.

use crate::import::doubt::{Doubt, DoubtKind};
use crate::model::reference::Reference;
use crate::source::{FileId, Place};

/// The doubts of one source, and what it takes to make them.
#[derive(Debug, Clone)]
pub struct SourceDoubts {
    file: FileId,
    /// `owner/repo` whose numbers are the group's own.
    repository: Option<String>,
    /// In the order in which they were found.
    pub found: Vec<Doubt>,
}

impl SourceDoubts {
    /// Without any doubts.
    pub fn new(file: FileId, repository: Option<&str>) -> Self {
        Self { file, repository: repository.map(str::to_lowercase), found: Vec::new() }
    }

    /// Adds a doubt about a text at an offset in the source.
    pub fn add(&mut self, kind: DoubtKind, at: usize, text: &str, message: impl Into<String>) {
        let place = self.place_at(at, text.len());
        self.found.push(Doubt::new(kind, place, message));
    }

    /// Adds a doubt with help.
    pub fn add_with_help(
        &mut self,
        kind: DoubtKind,
        at: usize,
        text: &str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let place = self.place_at(at, text.len());
        self.found.push(Doubt::new(kind, place, message).with_help(help));
    }

    /// A place in the source.
    pub fn place_at(&self, at: usize, length: usize) -> Place {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Place { file: self.file, start: offset(at), end: offset(at + length) }
    }

    /// A reference as the group writes it: only a number if the repository is its own.
    pub fn shorten_reference(&self, reference: &Reference) -> Reference {
        let is_own = reference.repository.as_ref().is_some_and(|named| Some(named.to_lowercase()) == self.repository);
        if is_own { Reference::from_number(reference.number) } else { reference.clone() }
    }
}
