//! Reads the lines of an attendance list into entries.

use super::columns::{Columns, find_columns};
use super::entry::{AttendanceEntry, EntryPart, EntryShape, plain_entry};
use super::known::KnownNames;
use super::shapes::{ShapedParts, parse_people, parse_text, split_label};
use super::words::{
    Label, is_attendance_heading, is_placeholder, looks_like_organization, looks_like_person, read_label,
};
use crate::import::minutes::column::MinutesColumn;
use crate::import::minutes::grid::{self, MinutesBlock, MinutesTable, is_delimiter_row, split_blocks, split_cells};
use crate::import::minutes::lines::{SourceLine, has_text, starts_html_table};
use crate::import::minutes::list_item::{ListItem, find_indent, is_item};
use crate::import::minutes::words::{is_bold, list_cell_lines, plain_text};
use crate::text::html::split_at_tags;

/// A label above some lines.
struct Section {
    /// It applies to the lines that are indented more. A line outside a list has 0, and applies to all lines until the next label.
    indent: usize,
    label: Label,
    /// For a label that is the name of an organization. Without it, [`Label::Other`] ends the attendance.
    organization: Option<EntryPart>,
}

/// The attendance while it is read.
pub struct EntryReader<'k, 't> {
    /// One per person, or per organization with its people.
    pub entries: Vec<AttendanceEntry<'t>>,
    /// The lines without a known shape.
    pub unclaimed: Vec<SourceLine<'t>>,
    known: &'k KnownNames,
    /// Headers of tables, each with the field that its column holds.
    mapped: &'k [(String, MinutesColumn)],
    sections: Vec<Section>,
}

impl<'k, 't> EntryReader<'k, 't> {
    /// A reader of the lines below a heading.
    pub fn new(label: Label, known: &'k KnownNames, mapped: &'k [(String, MinutesColumn)]) -> Self {
        let sections = vec![Section { indent: 0, label, organization: None }];
        Self { known, mapped, sections, entries: Vec::new(), unclaimed: Vec::new() }
    }

    /// Reads lines and tables.
    pub fn read_lines(&mut self, lines: &[SourceLine<'t>]) {
        for block in split_blocks(lines, 0) {
            match block {
                MinutesBlock::Line(line) => {
                    let after = lines.partition_point(|other| other.at <= line.at);
                    self.read_line(line, &lines[after..]);
                }
                MinutesBlock::Table(table, lines) => self.read_table(&table, lines),
            }
        }
    }

    fn read_table(&mut self, table: &MinutesTable<'t>, lines: &[SourceLine<'t>]) {
        let is_html = starts_html_table(lines[0].text);
        self.unclaimed.extend(lines.first().filter(|line| is_html && has_text(line.text)));
        let columns = find_columns(&table.header, self.mapped);
        if columns.is_none() {
            self.read_row(lines[usize::from(is_html)], &table.header, None);
        }
        for row in &table.rows {
            let line = lines.binary_search_by_key(&row.at, |line| line.at).map_or(lines[0], |at| lines[at]);
            self.read_row(line, &row.cells, columns.as_ref());
            for (at, line) in row.more.iter().enumerate() {
                self.read_line(*line, &row.more[at + 1..]);
            }
        }
    }

    fn read_row(&mut self, line: SourceLine<'t>, cells: &[SourceLine<'t>], columns: Option<&Columns>) {
        let said: Vec<SourceLine> = cells.iter().copied().filter(|cell| has_text(cell.text)).collect();
        let before = self.entries.last().filter(|entry| entry.shape == EntryShape::Organization);
        let (parsed, is_present) = match (columns, &said[..]) {
            (_, []) => return self.unclaimed.extend(Some(line).filter(|line| has_text(line.text))),
            (Some(columns), _) => columns.parse_row(cells, before.map(|entry| &entry.parts[0])),
            (None, [one]) => return self.read_pieces(*one, true),
            (None, _) => {
                let people = said.iter().flat_map(|cell| parse_people(&list_cell_lines(cell.text)));
                (Some(vec![(EntryShape::Either, people.collect())]), None)
            }
        };
        let is_bold = said.iter().take(2).any(|cell| is_bold(cell.text));
        self.add_entries(line, parsed, is_bold, true, is_present);
    }

    fn read_line(&mut self, line: SourceLine<'t>, after: &[SourceLine<'t>]) {
        if !has_text(line.text) || is_delimiter_row(line.text) {
            return;
        }
        if grid::is_row(line) {
            return self.read_row(line, &split_cells(line), None);
        }
        let indent = item_indent(line);
        self.sections.pop_if(|section| section.indent > 0 && section.indent >= indent);
        if !self.read_label_line(line, indent, after) {
            self.read_pieces(line.trim(), false);
        }
    }

    /// Reads a line that says something about the lines after it; `false` for any other line.
    fn read_label_line(&mut self, line: SourceLine<'t>, indent: usize, after: &[SourceLine<'t>]) -> bool {
        let next = after.iter().find(|next| !next.is_empty()).copied().unwrap_or_default();
        let is_above =
            find_indent(next) + 1 > indent && item_indent(next) > indent || indent == 0 && grid::is_row(next);
        let is_heading = line.text.starts_with('#');
        if !is_above && !is_heading && (indent > 0 || !line.text.contains(':')) {
            return false;
        }
        let plain = plain_text(ListItem::parse(line.text).text.trim_start_matches('#'));
        let text = plain.trim_end_matches([':', ' ']);
        let is_marked = is_heading || indent == 0 && plain.ends_with(':');
        if !is_above && !is_marked || text.contains([':', ',', '.', '(']) {
            return false;
        }
        // A list may begin with the name of an organization.
        let has_organizations = self.sections.last().is_some_and(|section| section.organization.is_some());
        let may_begin = indent > 0
            || (is_marked || is_bold(line.text) || text.contains(" / "))
                && (self.entries.is_empty() || has_organizations);
        let label = read_label(text);
        let is_organization = label == Label::Other && is_above && self.is_organization_above(text, may_begin, next);
        let is_claimed = match &label {
            Label::Attended(is_usual) => *is_usual,
            // A single role above a list is that of nobody.
            Label::Role(role) if indent == 0 && text.to_lowercase() != format!("{role}s") => return false,
            Label::Other if !is_organization && (indent > 0 || self.entries.is_empty()) => return false,
            label => is_organization || *label != Label::Other,
        };
        if indent == 0 {
            self.sections.clear();
        }
        let part = EntryPart::new(text);
        self.sections.push(Section { indent, label, organization: is_organization.then(|| part.clone()) });
        if is_organization {
            self.add_entries(line, Some(vec![(EntryShape::Organization, vec![part])]), is_bold(line.text), true, None);
        } else if !is_claimed {
            self.unclaimed.push(line.trim());
        }
        true
    }

    /// Whether a label is an organization, and the list below it has its people.
    fn is_organization_above(&self, text: &str, may_begin: bool, next: SourceLine) -> bool {
        let child = plain_entry(ListItem::parse(next.text).text);
        let entries = parse_text(&child).unwrap_or_default();
        let is_name = matches!(&entries[..], [(EntryShape::Alone, parts)] if looks_like_person(&parts[0].text));
        is_name && (self.known.is_organization(text) || may_begin && looks_like_organization(text))
    }

    /// Reads a line or a cell, whose pieces `<br>` and `<li>` separate.
    fn read_pieces(&mut self, line: SourceLine<'t>, is_cell: bool) {
        let mut organization: Option<EntryPart> = None;
        for piece in split_at_tags(line.text, &["br", "li"]).into_iter().map(|range| line.slice(range)) {
            let bare = ListItem::parse(piece.text);
            let plain = plain_entry(bare.text);
            if !has_text(piece.text) || is_placeholder(&plain) || is_attendance_heading(&plain) {
                continue;
            }
            let after_label = || split_label(&plain).is_some_and(|(label, _)| read_label(label) != Label::Other);
            let is_item = is_cell || bare.is_marked || line.text.contains("<li") || after_label();
            let section = self.sections.last().filter(|_| bare.is_marked);
            let above = organization.clone().or_else(|| section?.organization.clone());
            let mut parsed = parse_text(&plain);
            for (shape, parts) in parsed.iter_mut().flatten().filter(|(shape, _)| *shape == EntryShape::Alone) {
                if let Some(above) = &above {
                    parts.insert(0, above.clone());
                    *shape = EntryShape::Organization;
                }
            }
            if let Some([(EntryShape::Organization, parts)]) = parsed.as_deref() {
                organization = parts.first().cloned();
            }
            self.add_entries(piece, parsed, is_bold(piece.text), is_item, bare.is_checked);
        }
    }

    /// Adds the entries of a line, or the line as it is.
    fn add_entries(
        &mut self,
        line: SourceLine<'t>,
        parsed: Option<Vec<ShapedParts>>,
        is_bold: bool,
        is_item: bool,
        is_present: Option<bool>,
    ) {
        let section = self.sections.last();
        let is_over = section.is_some_and(|section| section.label == Label::Other && section.organization.is_none());
        let Some(parsed) = parsed.filter(|_| !is_over) else { return self.unclaimed.push(line) };
        for (shape, mut parts) in parsed {
            parts.iter_mut().for_each(|part| part.add_label(section.map_or(&Label::Other, |section| &section.label)));
            self.entries.push(AttendanceEntry { line, shape, parts, is_bold, is_item, is_present });
        }
    }
}

/// The width before a list marker, and 1 more; 0 for a line that is not a list item.
fn item_indent(line: SourceLine) -> usize {
    if is_item(line) { find_indent(line) + 1 } else { 0 }
}
