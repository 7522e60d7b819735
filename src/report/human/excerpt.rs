//! The lines around a finding's place, safe to print.

use super::Look;
use super::places::format_place;
use crate::finding::Finding;
use crate::report::inert::{make_visible, visible_in_place, visible_path};
use crate::source::{Place, Positions, Sources};
use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

/// The lines around a place, safe to print.
pub struct Excerpt {
    name: String,
    /// The line of the place with its neighbors; as many bytes as in the file, unless a line is truncated.
    text: String,
    /// The byte range of the file that the excerpt shows.
    range: std::ops::Range<usize>,
    /// The line number of the excerpt's first line, and the column of the place, both from 0.
    first_line: usize,
    column: usize,
}

/// A longer line is truncated, starting so many bytes before the place.
const LONGEST_LINE: usize = 400;
const BEFORE_PLACE: usize = 60;

impl Excerpt {
    /// The excerpt around a place.
    pub fn new(place: &Place, sources: &Sources, positions: &mut Positions, look: &Look) -> Self {
        let source = sources.file(place.file);
        let file = source.text.as_str();
        let start = file.floor_char_boundary(place.range().start);
        let lines = positions.line_index(place.file);
        let at = lines.position(start);
        let (line_start, line_end) = (lines.line_range(at.line).start, lines.line_range(at.line).end);
        let first_line = at.line.saturating_sub(1).max(1);
        let (before, after) = (lines.line_range(first_line).start, lines.line_range(at.line + 1).end);
        let (first_line, range) = if after - before <= 3 * LONGEST_LINE {
            (first_line, before..after)
        } else {
            let from = file.floor_char_boundary(start.saturating_sub(BEFORE_PLACE)).max(line_start);
            (at.line, from..file.floor_char_boundary((from + LONGEST_LINE).min(line_end)))
        };
        Self {
            name: visible_path(&format!("{}{}", look.prefix, source.path)),
            text: visible_in_place(&file[range.clone()]),
            range,
            first_line: first_line - 1,
            column: at.column - 1,
        }
    }

    /// The position of a place in the excerpt: its offset, and its length on its first line.
    pub fn span(&self, place: &Place) -> Option<(usize, usize)> {
        let start = place.range().start.checked_sub(self.range.start).filter(|start| *start <= self.text.len())?;
        let start = self.text.floor_char_boundary(start);
        let length = place.range().len().min(self.text.len() - start);
        // A block of prose is marked only on its first line.
        let end = self.text.floor_char_boundary(start + length);
        Some((start, self.text[start..end].lines().next().map_or(0, str::len)))
    }

    /// The related places outside the excerpt, one per line.
    pub fn related_elsewhere(
        &self,
        finding: &Finding,
        sources: &Sources,
        positions: &mut Positions,
        look: &Look,
    ) -> String {
        let others = finding.related.iter().filter(|(place, _)| !self.shows(finding, place));
        let lines = others.map(|(place, phrase)| {
            format!("{}: {}", format_place(place, sources, positions, look), make_visible(phrase))
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    pub fn shows(&self, finding: &Finding, place: &Place) -> bool {
        place.file == finding.place.file && self.span(place).is_some()
    }
}

/// The library counts columns in bytes, and lines from the start of the excerpt.
impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let inner = self.text.as_str().read_span(span, before, after)?;
        let (line, column) = (inner.line() + self.first_line, if before == 0 { self.column } else { inner.column() });
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            inner.data(),
            *inner.span(),
            line,
            column,
            inner.line_count(),
        )))
    }
}
