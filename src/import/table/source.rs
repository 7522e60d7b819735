//! A source of tables: its text without conflicts of git, and what its cells and tables refer to.

use super::cell::TableCell;
use super::inline;
use crate::import::doubt::{Doubt, DoubtKind};
use crate::source::{FileId, Place};
use crate::text::characters::strip_word;
use crate::text::html::{HtmlToken, starts_element, tokens};
use crate::text::html_tables::find_tables;
use crate::text::links::LinkDefinitions;
use std::borrow::Cow;
use std::ops::Range;

/// A source of tables.
pub struct TableSource<'t> {
    /// As long as the source: conflicts are replaced by spaces.
    pub text: Cow<'t, str>,
    /// The source.
    pub file: FileId,
    /// Lines that belong to no table: conflicts, and comments of several lines.
    pub skipped: Vec<Range<usize>>,
    /// Doubts about the text.
    pub doubts: Vec<Doubt>,
    links: LinkDefinitions,
}

/// A heading above tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableHeading {
    /// Its line.
    pub range: Range<usize>,
    /// Its text.
    pub text: String,
}

impl<'t> TableSource<'t> {
    /// A source. Of a conflict, the first version is read, and of a page of HTML only the tables: what is around them is
    /// not Markdown.
    pub fn new(text: &'t str, file: FileId) -> Self {
        let conflicts = find_conflicts(text);
        let doubt = |lines: &[Range<usize>]| {
            let place = Place::from_range(file, lines[0].start..lines[lines.len() - 1].end);
            Doubt::new(DoubtKind::Conflict, place, "unresolved conflict of git")
                .with_help("Only the rows of its first version are imported. Resolve it in the source.")
        };
        let doubts = conflicts.iter().map(|lines| doubt(lines)).collect();
        let mut skipped: Vec<Range<usize>> = conflicts.into_iter().flatten().collect();
        skipped.extend(find_page_frame(text));
        let text = if skipped.is_empty() { Cow::Borrowed(text) } else { blank_out(text, &skipped).into() };
        skipped.extend(find_comments(&text));
        skipped.sort_by_key(|range| range.start);
        let links = LinkDefinitions::find(&text);
        Self { text, file, skipped, doubts, links }
    }

    /// Reads a range as a cell.
    pub fn read_cell(&self, range: Range<usize>) -> TableCell<'_> {
        let inside = self.text[range.clone()].trim_start();
        let start = range.end - inside.len();
        let bare = inside.trim_end();
        inline::read_cell(bare, Place::from_range(self.file, start..start + bare.len()), &self.links)
    }

    /// The headings in order: with `#`, bold lines, and those of HTML.
    pub fn find_headings(&self) -> Vec<TableHeading> {
        const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];
        let mut headings = Vec::new();
        for (range, line) in lines(&self.text) {
            let bare = line.trim();
            let bold = bare.strip_prefix("**").and_then(|bare| bare.strip_suffix("**"));
            let is_bold = bold.is_some_and(|bold| !bold.contains("**"));
            let is_html = bare.starts_with("<h") && HEADINGS.iter().any(|name| starts_element(bare, name));
            if bare.starts_with('#') || is_bold || is_html {
                let text = self.read_cell(range.clone()).text().trim_matches(['#', ' ']).to_owned();
                headings.push(TableHeading { range, text });
            }
        }
        headings
    }
}

impl TableHeading {
    /// Whether it is the title of the page or of the backlog, which says nothing about a table's rows.
    pub fn is_title(&self, source: &TableSource) -> bool {
        let (before, line) = (&source.text[..self.range.start], &source.text[self.range.clone()]);
        let is_first = before.trim().is_empty() && !line.trim_start().starts_with("##");
        is_first || self.text.is_empty() || self.text.to_lowercase().contains("backlog")
    }
}

/// The lines of a text with their bytes, without line ends.
pub fn lines(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut end = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = end;
        end += line.len();
        (start..start + line.trim_end_matches(['\n', '\r']).len(), line)
    })
}

/// The lines of each conflict that do not belong to the text: its markers, and every version but the first.
fn find_conflicts(text: &str) -> Vec<Vec<Range<usize>>> {
    const MARKERS: [&str; 4] = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];
    let mut conflicts = Vec::new();
    let mut open: Vec<Range<usize>> = Vec::new();
    // The marker that was read last.
    let mut last = None;
    let has_any = text.contains(MARKERS[0]);
    for (range, line) in lines(text).filter(|_| has_any) {
        let mark = line.split_whitespace().next().filter(|_| !line.starts_with(char::is_whitespace));
        let marker = MARKERS.iter().position(|known| mark == Some(*known));
        let marker = marker.filter(|marker| *marker == 0 || last.is_some_and(|last| last < *marker));
        match marker {
            Some(0) => open = vec![range],
            None if last.is_none_or(|last| last == 0) => {}
            _ => open.push(range),
        }
        last = marker.or(last);
        if last == Some(3) {
            conflicts.push(std::mem::take(&mut open));
            last = None;
        }
    }
    // Without a second version, it is not a conflict.
    conflicts.retain(|lines| lines.len() > 2);
    conflicts
}

/// The lines around the tables of a whole page of HTML; none of another text.
fn find_page_frame(text: &str) -> Vec<Range<usize>> {
    let is_page = strip_word(text.trim_start(), "<!doctype html").is_some();
    let tables = if is_page { find_tables(text) } else { Vec::new() };
    let is_outside =
        |line: &Range<usize>| !tables.iter().any(|table| line.start < table.range.end && line.end > table.range.start);
    lines(text).map(|(range, _)| range).filter(|line| !tables.is_empty() && is_outside(line)).collect()
}

/// A text with spaces for the bytes of some ranges.
fn blank_out(text: &str, ranges: &[Range<usize>]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    ranges.iter().for_each(|range| bytes[range.clone()].fill(b' '));
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The comments that start a line and end on a later one.
fn find_comments(text: &str) -> Vec<Range<usize>> {
    let begins_line = |at: usize| at == 0 || text[..at].trim_end_matches([' ', '\t']).ends_with('\n');
    let has_any = text.match_indices('<').any(|(at, _)| text[at..].starts_with("<!--") && begins_line(at));
    let tokens = has_any.then(|| tokens(text));
    let comments = tokens.into_iter().flatten().filter_map(|token| match token {
        HtmlToken::Comment(range) => Some(range),
        _ => None,
    });
    comments.filter(|range| text[range.clone()].contains('\n') && begins_line(range.start)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_version_of_a_conflict_is_read() {
        let read = |text: &str| {
            let source = TableSource::new(text, FileId(0));
            (source.text.split_whitespace().collect::<Vec<_>>().join(" "), source.doubts.len(), source.text.len())
        };
        let text = "a\n<<<<<<< HEAD\nb é\n||||||| base\nc\n=======\nd é\n>>>>>>> x\r\ne\n";
        assert_eq!(read(text), ("a b é e".to_owned(), 1, text.len()));
        assert_eq!(read(&text.replace("||||||| base\nc\n", "").repeat(2)).0, "a b é e a b é e");
        for none in ["Title\n=======\n", "<<<<<<< a\nb\n", ">>>>>>> a\n", "=======\n<<<<<<<\n>>>>>>>\n"] {
            assert_eq!(read(none).1, 0, "{none}");
        }
    }

    #[test]
    fn of_a_page_only_its_tables_are_read() {
        let table = "<table>\n<tr><td>a</td></tr>\n</table>";
        let page = format!("<!DOCTYPE html>\n<style>\nb {{}}\n</style>\n<h1>T</h1>\n{table}\n<script>x</script>\n");
        let source = TableSource::new(&page, FileId(0));
        assert_eq!((source.text.trim(), source.text.len()), (table, page.len()));
        assert!(source.find_headings().is_empty());
        assert_eq!(TableSource::new(&page[16..], FileId(0)).text, page[16..]);
    }

    #[test]
    fn headings_have_several_forms() {
        let text = "# A #\n**B**\n**b** and **c**\n<h2>C &amp; D</h2>\ntext\n";
        let found = TableSource::new(text, FileId(0)).find_headings();
        assert_eq!(found.iter().map(|heading| &*heading.text).collect::<Vec<_>>(), ["A", "B", "C & D"]);
    }
}
