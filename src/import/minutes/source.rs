//! The doubts of one source.

use crate::import::doubt::{Doubt, DoubtKind, short_year_message};
use crate::import::shorten_reference;
use crate::model::reference::Reference;
use crate::source::{FileId, Place};
use chrono::NaiveDate;
use std::ops::Range;

/// The doubts of one source, and what it takes to make them.
#[derive(Debug, Clone)]
pub struct SourceDoubts {
    /// The source.
    pub file: FileId,
    /// `owner/repo` whose numbers are the group's own.
    repository: Option<String>,
    /// In the order in which they were found.
    pub found: Vec<Doubt>,
}

impl SourceDoubts {
    /// Without any doubts.
    pub fn new(file: FileId, repository: Option<&str>) -> Self {
        Self { file, repository: repository.map(str::to_owned), found: Vec::new() }
    }

    /// Adds a doubt about some bytes of the source.
    pub fn add(&mut self, kind: DoubtKind, range: impl Into<Range<usize>>, message: impl Into<String>) -> &mut Doubt {
        let place = self.place_of(range);
        self.found.push_mut(Doubt::new(kind, place, message))
    }

    /// Adds a doubt about a date whose year has two digits.
    pub fn add_short_year(&mut self, range: impl Into<Range<usize>>, day: NaiveDate) {
        self.add(DoubtKind::ShortYear, range, short_year_message(day));
    }

    /// The place of some bytes of the source.
    pub fn place_of(&self, range: impl Into<Range<usize>>) -> Place {
        Place::from_range(self.file, range.into())
    }

    /// A reference as the group writes it: only a number if the repository is its own.
    pub fn shorten_reference(&self, reference: &Reference) -> Reference {
        shorten_reference(reference, self.repository.as_deref())
    }
}
