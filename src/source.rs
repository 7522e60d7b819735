//! Places in a user's files: the files that were read, spans, lines and columns.

mod node;
pub mod scalar_spans;

pub use node::{MapEntry, Node, NodeKind};

use serde::{Serialize, Serializer};
use std::collections::HashMap;
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
    pub fn find_file(&self, path: &str) -> Option<FileId> {
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file whose bytes are counted.
    pub file: FileId,
    /// The offset of the first byte, from 0.
    pub start: u32,
    /// The offset after the last byte, from 0; equal to `start` where something is missing.
    pub end: u32,
}

impl Place {
    /// The start of a file: for a problem with the file as a whole.
    pub fn file_start(file: FileId) -> Self {
        Self { file, start: 0, end: 0 }
    }

    /// A range of bytes of a file. Offsets fit: the size of files is limited.
    pub fn from_range(file: FileId, range: Range<usize>) -> Self {
        let offset = |at: usize| u32::try_from(at).unwrap_or_default();
        Self { file, start: offset(range.start), end: offset(range.end) }
    }

    /// The bytes of the place.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl Default for Place {
    /// In no file.
    fn default() -> Self {
        Self::file_start(FileId::default())
    }
}

impl Default for FileId {
    /// None of the files.
    fn default() -> Self {
        Self(u32::MAX)
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

/// The line and the column of a byte. An offset inside a character counts as its first byte.
pub fn find_position(text: &str, offset: usize) -> Position {
    let offset = text.floor_char_boundary(offset);
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    Position {
        line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
    }
}

/// Where the lines of a text begin: finds many positions in one text, where [`find_position`] would read the text again
/// for each.
#[derive(Debug, Clone)]
pub struct LineIndex<'t> {
    text: &'t str,
    /// The offset of the first byte of each line.
    starts: Vec<usize>,
    /// The last result: on a line of megabytes the next position is counted from there.
    last: (usize, Position),
}

impl<'t> LineIndex<'t> {
    /// The lines of a text.
    pub fn new(text: &'t str) -> Self {
        let after = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self { text, starts: std::iter::once(0).chain(after).collect(), last: (0, Position { line: 1, column: 1 }) }
    }

    /// The same as [`find_position`] on the text.
    pub fn position(&mut self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or_default();
        let count = |range: Range<usize>| self.text[range].chars().count();
        let (from, known) = self.last;
        let column = if known.line != line || offset - start <= offset.abs_diff(from) {
            count(start..offset) + 1
        } else if from <= offset {
            known.column + count(from..offset)
        } else {
            known.column - count(offset..from)
        };
        let found = Position { line, column };
        self.last = (offset, found);
        found
    }

    /// The bytes of a line, counted from 1, without its line feed; for a line that does not exist, the end of the text.
    pub fn line_range(&self, line: usize) -> Range<usize> {
        let start = line.checked_sub(1).and_then(|index| self.starts.get(index)).copied().unwrap_or(self.text.len());
        let end = self.starts.get(line).map_or(self.text.len(), |next| next.saturating_sub(1));
        start..end.max(start)
    }
}

/// The [`LineIndex`] of many files, each built when it is first needed.
#[derive(Debug)]
pub struct Positions<'s> {
    sources: &'s Sources,
    lines: HashMap<FileId, LineIndex<'s>>,
}

impl<'s> Positions<'s> {
    /// An empty cache for these files.
    pub fn new(sources: &'s Sources) -> Self {
        Self { sources, lines: HashMap::new() }
    }

    /// The lines of a file.
    pub fn line_index(&mut self, id: FileId) -> &mut LineIndex<'s> {
        self.lines.entry(id).or_insert_with(|| LineIndex::new(&self.sources.file(id).text))
    }
}

/// A value and its place in a file. Only the values are compared.
#[derive(Debug, Clone, Copy)]
pub struct Spanned<T> {
    /// What the file says, decoded.
    pub value: T,
    /// Where it is written; for a value that is in no file yet, the start of a file that does not exist.
    pub place: Place,
}

impl<T> Spanned<T> {
    /// A value at a place.
    pub fn new(value: T, place: Place) -> Self {
        Self { value, place }
    }

    /// A value that is in no file yet.
    pub fn without_place(value: T) -> Self {
        Self { value, place: Place::default() }
    }
}

impl<T: Default> Default for Spanned<T> {
    fn default() -> Self {
        Self::without_place(T::default())
    }
}

impl<T> From<T> for Spanned<T> {
    fn from(value: T) -> Self {
        Self::without_place(value)
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
        assert_eq!(find_position(text, 0), Position { line: 1, column: 1 });
        assert_eq!(find_position(text, text.find('x').unwrap()), Position { line: 2, column: 5 });
        assert_eq!(find_position(text, text.len()), Position { line: 3, column: 1 });
        assert_eq!(find_position(text, 4), Position { line: 1, column: 4 }, "inside é");
    }

    #[test]
    fn lines_say_what_position_says_in_any_order() {
        let text = "a: é\nb: 中x\n\n中é中é中éxxxx中é";
        let mut lines = LineIndex::new(text);
        let forwards = 0..=text.len() + 1;
        for offset in forwards.clone().chain(forwards.clone().rev()).chain([14, 30, 16, 29, 12, 2]) {
            assert_eq!(lines.position(offset), find_position(text, offset), "{offset}");
        }
        let texts: Vec<&str> = (0..=5).map(|line| &text[lines.line_range(line)]).collect();
        assert_eq!(texts, ["", "a: é", "b: 中x", "", "中é中é中éxxxx中é", ""]);
    }

    #[test]
    fn many_places_of_one_long_line_are_found_at_once() {
        let text = "é".repeat(500_000);
        let mut lines = LineIndex::new(&text);
        for offset in (0..text.len()).step_by(2) {
            assert_eq!(lines.position(offset).column, offset / 2 + 1);
        }
    }

    #[test]
    fn equality_ignores_the_place() {
        let file = FileId(0);
        assert_eq!(Spanned::new(1, Place { file, start: 3, end: 4 }), Spanned::without_place(1));
    }
}
