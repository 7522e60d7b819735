//! Reads the lines of an attendance list into entries.

use super::columns::{Columns, find_columns};
use super::entry::{AttendanceEntry, EntryPart, EntryShape, mark_people, plain_entry, strip_marks};
use super::known::KnownNames;
use super::shapes::{ShapedParts, parse_people, parse_text, split_label};
use super::words::{Label, is_placeholder, looks_like_organization, looks_like_person, read_label};
use crate::import::minutes::grid::{self, MinutesTable, is_delimiter_row, split_cells};
use crate::import::minutes::lines::{SourceLine, has_text, starts_html_table};
use crate::import::minutes::words::{is_bold, list_cell_lines, plain_text};
use crate::text::html::tags;

/// A label above some lines.
struct Section<'t> {
    /// It is about lines that are indented more; that of a line which is no list item, 0, is about all until the next.
    indent: usize,
    label: Label,
    /// For a label that is the name of an organization. Without it, [`Label::Other`] ends the attendance.
    organization: Option<EntryPart<'t>>,
}

/// The attendance while it is read.
pub struct EntryReader<'k, 't> {
    /// One per person, or per organization with its people.
    pub entries: Vec<AttendanceEntry<'t>>,
    /// The lines without a known shape.
    pub unclaimed: Vec<SourceLine<'t>>,
    known: &'k KnownNames,
    sections: Vec<Section<'t>>,
    columns: Option<Columns>,
}

impl<'k, 't> EntryReader<'k, 't> {
    /// A reader of the lines below a heading.
    pub fn new(label: Label, known: &'k KnownNames) -> Self {
        let sections = vec![Section { indent: 0, label, organization: None }];
        Self { known, sections, columns: None, entries: Vec::new(), unclaimed: Vec::new() }
    }

    /// Reads lines and tables.
    pub fn read_lines(&mut self, lines: &[SourceLine<'t>]) {
        let mut rest = lines;
        while let [line, after @ ..] = rest {
            // Only the header is read here, so that a text of nothing but headers stays linear.
            let table = grid::read_table(&rest[..rest.len().min(2)]).filter(|(table, _)| table.header.len() > 1);
            rest = match table {
                Some((table, _)) => self.read_table(&table, rest),
                None => {
                    self.read_line(*line, after);
                    after
                }
            };
        }
    }

    /// Reads a header, and the rows of an HTML table. Returns the lines after them.
    fn read_table<'l>(&mut self, table: &MinutesTable<'t>, lines: &'l [SourceLine<'t>]) -> &'l [SourceLine<'t>] {
        let is_html = starts_html_table(lines[0].text);
        self.unclaimed.extend(lines.first().filter(|line| is_html && has_text(line.text)));
        self.columns = find_columns(&table.header);
        if self.columns.is_none() {
            self.read_row(lines[usize::from(is_html)], &table.header);
        }
        // A cell of an HTML table may span several rows.
        let Some((table, taken)) = is_html.then(|| grid::read_table(lines)).flatten() else { return &lines[2..] };
        for row in &table.rows {
            let line = lines.binary_search_by_key(&row.at, |line| line.at).map_or(lines[0], |at| lines[at]);
            self.read_row(line, &row.cells);
        }
        &lines[taken..]
    }

    /// Reads a row with several cells.
    fn read_row(&mut self, line: SourceLine<'t>, cells: &[SourceLine<'t>]) {
        let said: Vec<SourceLine> = cells.iter().copied().filter(|cell| has_text(cell.text)).collect();
        let before = self.entries.last().filter(|entry| entry.shape == EntryShape::Organization);
        let before = before.and_then(|entry| entry.parts.first());
        let entries = match (&self.columns, &said[..]) {
            (_, []) => {
                self.unclaimed.extend(Some(line).filter(|line| has_text(line.text)));
                return;
            }
            (Some(columns), _) => columns.parse_row(line, cells, before),
            (None, [one]) => return self.read_pieces(*one, true),
            (None, _) => {
                let parts = said.iter().flat_map(|cell| parse_people(*cell, &list_cell_lines(cell.text))).collect();
                let (is_item, is_bold) = (true, is_bold(said[0].text));
                let shape = EntryShape::Either;
                Some(vec![AttendanceEntry { line, shape, parts, is_item, is_bold, is_present: None }])
            }
        };
        self.add_entries(line, entries);
    }

    fn read_line(&mut self, line: SourceLine<'t>, after: &[SourceLine<'t>]) {
        if !has_text(line.text) || is_delimiter_row(line.text) {
            return;
        }
        if !grid::is_row(line) {
            self.columns = None;
            let indent = item_indent(line);
            self.sections.pop_if(|section| section.indent > 0 && section.indent >= indent);
            if !self.read_label_line(line, after) {
                self.read_pieces(line.trim(), false);
            }
            return;
        }
        match split_cells(line)[..] {
            [one] => self.read_pieces(one, true),
            ref cells => self.read_row(line, cells),
        }
    }

    /// Reads a line that says something about the lines after it. `false` if it is none.
    fn read_label_line(&mut self, line: SourceLine<'t>, after: &[SourceLine<'t>]) -> bool {
        let indent = item_indent(line);
        let plain = plain_text(strip_marks(line.text).text.trim_start_matches('#'));
        let text = plain.trim_end_matches([':', ' ']);
        let next = after.iter().find(|next| !next.is_empty()).copied().unwrap_or_default();
        let is_above = item_indent(next) > indent || indent == 0 && grid::is_row(next);
        let is_marked = line.text.starts_with('#') || indent == 0 && plain.ends_with(':');
        if !is_above && !is_marked || text.contains([':', ',', '.', '(']) {
            return false;
        }
        // A list may begin with the name of an organization.
        let has_organizations = self.sections.last().is_some_and(|section| section.organization.is_some());
        let may_begin =
            indent > 0 || (is_marked || is_bold(line.text)) && (self.entries.is_empty() || has_organizations);
        let part = EntryPart { within: line, text: text.to_owned(), ..EntryPart::default() };
        let (label, organization, is_claimed) = match read_label(text) {
            Label::Attended(is_usual) => (Label::Attended(is_usual), None, is_usual),
            // A single role above a list is that of nobody.
            Label::Role(role) if indent == 0 && text.to_lowercase() != format!("{role}s") => return false,
            Label::Other if is_above && self.is_organization_above(text, may_begin, next) => {
                let parts = vec![part.clone()];
                let (shape, is_bold) = (EntryShape::Organization, false);
                self.entries.push(AttendanceEntry { line, shape, parts, is_bold, is_item: true, is_present: None });
                (Label::Other, Some(part), true)
            }
            Label::Other if indent > 0 || self.entries.is_empty() => return false,
            label => (label.clone(), None, label != Label::Other),
        };
        if indent == 0 {
            self.sections.clear();
        }
        self.sections.push(Section { indent, label, organization });
        self.unclaimed.extend(Some(line.trim()).filter(|_| !is_claimed));
        true
    }

    /// Whether a label is an organization, and the list below it has its people.
    fn is_organization_above(&self, text: &str, may_begin: bool, next: SourceLine) -> bool {
        let child = plain_entry(strip_marks(next.text).text);
        let entries = parse_text(next, &child).unwrap_or_default();
        let is_name = matches!(&entries[..], [(EntryShape::Alone, parts)] if looks_like_person(&parts[0].text));
        is_name && (self.known.is_organization(text) || may_begin && looks_like_organization(text))
    }

    /// Reads a line or a cell, whose pieces `<br>` separates.
    fn read_pieces(&mut self, line: SourceLine<'t>, is_cell: bool) {
        let mut organization: Option<EntryPart> = None;
        for piece in split_items(line) {
            let bare = strip_marks(piece.text);
            let plain = plain_entry(bare.text);
            if !has_text(piece.text) || is_placeholder(&plain) || read_label(&plain) == Label::Attended(true) {
                continue;
            }
            let after_label = split_label(&plain).is_some_and(|(label, _)| read_label(label) != Label::Other);
            let is_item = is_cell || bare.is_item || after_label || line.text.contains("<li");
            let section = self.sections.last().and_then(|section| section.organization.as_ref());
            let above = organization.clone().or_else(|| section.filter(|_| bare.is_item).cloned());
            let parsed = parse_text(piece, &plain).map(|parsed| {
                let entry = |(mut shape, mut parts): ShapedParts<'t>| {
                    if let Some(above) = above.clone().filter(|_| shape == EntryShape::Alone) {
                        parts.insert(0, above);
                        shape = EntryShape::Organization;
                    }
                    let (is_bold, is_present) = (is_bold(piece.text), bare.is_present);
                    AttendanceEntry { line: piece, shape, parts, is_bold, is_item, is_present }
                };
                parsed.into_iter().map(entry).collect::<Vec<_>>()
            });
            if let Some([entry]) = parsed.as_deref()
                && entry.shape == EntryShape::Organization
            {
                organization = entry.parts.first().cloned();
            }
            self.add_entries(piece, parsed);
        }
    }

    /// Adds the entries of a line, or the line as it is.
    fn add_entries(&mut self, line: SourceLine<'t>, entries: Option<Vec<AttendanceEntry<'t>>>) {
        let section = self.sections.last();
        let is_over = section.is_some_and(|section| section.label == Label::Other && section.organization.is_none());
        let Some(mut entries) = entries.filter(|_| !is_over) else { return self.unclaimed.push(line) };
        let parts = entries.iter_mut().flat_map(|entry| &mut entry.parts);
        mark_people(section.map_or(&Label::Other, |section| &section.label), parts);
        self.entries.append(&mut entries);
    }
}

/// The parts of a line between `<br>` and `<li>` tags.
fn split_items(line: SourceLine<'_>) -> Vec<SourceLine<'_>> {
    let breaks: Vec<_> = tags(line.text).filter(|tag| matches!(tag.name, "br" | "li")).map(|tag| tag.range).collect();
    let starts = [0].into_iter().chain(breaks.iter().map(|tag| tag.end));
    let ends = breaks.iter().map(|tag| tag.start).chain([line.text.len()]);
    starts.zip(ends).map(|(start, end)| line.slice(start..end)).collect()
}

/// The number of spaces before a list marker, and 1 more; 0 for a line that is not a list item.
fn item_indent(line: SourceLine) -> usize {
    let marked = line.text.trim_start();
    if strip_marks(marked).is_item { line.text.len() - marked.len() + 1 } else { 0 }
}
