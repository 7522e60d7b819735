//! A place in a user's file: the files that were read, spans, lines and columns.

use serde::{Serialize, Serializer};
use std::ops::Range;
use std::sync::Arc;

/// A file of the repository as it was read (or as an edit would leave it).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// From the repository's root, with forward slashes.
    pub path: String,
    /// The whole text; line ends as in the file, without a byte order mark.
    pub text: String,
}

/// Which of the [`Sources`] a place is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// The files of one run, ordered by path. A clone shares the texts.
#[derive(Debug, Clone, Default)]
pub struct Sources(Arc<Vec<Source>>);

impl Sources {
    /// The sources in the order given; a [`FileId`] is the index.
    pub fn new(files: Vec<Source>) -> Self {
        Self(Arc::new(files))
    }

    /// The file with this id. An id of other sources gives an empty file.
    pub fn file(&self, id: FileId) -> &Source {
        static NOWHERE: Source = Source { path: String::new(), text: String::new() };
        self.0.get(id.0 as usize).unwrap_or(&NOWHERE)
    }

    /// The file at this path from the root.
    pub fn at(&self, path: &str) -> Option<FileId> {
        let index = self.0.iter().position(|file| file.path == path)?;
        Some(FileId(u32::try_from(index).ok()?))
    }

    /// All files, with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        (0..).map(FileId).zip(self.0.iter())
    }

    /// The files alone.
    pub fn files(&self) -> &[Source] {
        &self.0
    }

    /// The files alone, to be changed: other clones keep them as they are.
    pub fn files_mut(&mut self) -> &mut Vec<Source> {
        Arc::make_mut(&mut self.0)
    }
}

/// A range of bytes in a file; empty where something is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file whose bytes are counted.
    pub file: FileId,
    /// The offset of the first byte, from 0.
    pub start: u32,
    /// The offset behind the last byte, from 0; equal to `start` where something is missing.
    pub end: u32,
}

impl Place {
    /// The very start of a file: for what is wrong with a file as a whole.
    pub fn top(file: FileId) -> Self {
        Self { file, start: 0, end: 0 }
    }

    /// The bytes of the place.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A line and a column, both from 1; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// From 1; only a line feed ends a line.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

/// Where a byte of a text stands. An offset inside a character counts as its first byte.
pub fn position(text: &str, offset: usize) -> Position {
    let offset = text.floor_char_boundary(offset);
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    Position {
        line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
    }
}

/// A value and where it stands in a file. Equality is that of the values.
#[derive(Debug, Clone, Copy)]
pub struct Spanned<T> {
    /// What the file says, decoded.
    pub value: T,
    /// Where it is written; for a value that no file holds yet, the top of a file that is none.
    pub place: Place,
}

impl<T> Spanned<T> {
    /// A value at a place.
    pub fn new(value: T, place: Place) -> Self {
        Self { value, place }
    }

    /// A value that stands in no file yet.
    pub fn nowhere(value: T) -> Self {
        Self { value, place: Place::top(FileId(u32::MAX)) }
    }
}

impl<T: PartialEq> PartialEq for Spanned<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for Spanned<T> {}

impl<T> std::ops::Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: Serialize> Serialize for Spanned<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_start_at_one() {
        let text = "a: é\nb: 中x\n";
        assert_eq!(position(text, 0), Position { line: 1, column: 1 });
        assert_eq!(position(text, text.find('x').unwrap()), Position { line: 2, column: 5 });
        assert_eq!(position(text, text.len()), Position { line: 3, column: 1 });
        assert_eq!(position(text, 4), Position { line: 1, column: 4 }, "inside é");
    }

    #[test]
    fn equality_ignores_the_place() {
        let file = FileId(0);
        assert_eq!(Spanned::new(1, Place { file, start: 3, end: 4 }), Spanned::nowhere(1));
    }
}
