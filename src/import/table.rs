//! Reads a backlog table that was kept by hand into one file per row.

mod cell;
pub mod edition;
mod gfm;
mod grid;
mod headers;
mod html_rows;
mod inline;
mod links;
pub mod page;
mod parsed_row;
mod references;
mod row;
mod slugs;
mod source;
mod status;
#[cfg(test)]
mod tests;

use super::alias;
use super::doubt::{Doubt, DoubtKind, shorten};
use super::{ImportOptions, Imported, ParsedImport, ReadRecord};
use crate::error::Error;
use crate::model::group::Group;
use crate::model::proposal::Proposal;
use crate::model::spelling::{is_same_folded, name_key};
use crate::source::{FileId, Place, Sources};
use grid::TableRow;
pub use headers::ColumnField;
use headers::TableColumn;
use page::TablePage;
use parsed_row::ParsedRow;
use source::{TableHeading, TableSource};
use std::collections::HashMap;
use std::ops::Range;

/// Reads tables into one file per row. Text that fits no key is kept verbatim.
///
/// # Errors
/// [`Error::NotExpressible`] when a record cannot be expressed as YAML, which no record of the model causes.
pub fn import_table(sources: Sources, options: &ImportOptions, group: &Group) -> Result<Imported, Error> {
    parse_tables(sources, options, group).draft_files()
}

/// Reads tables into one record per row.
pub fn parse_tables(sources: Sources, options: &ImportOptions, group: &Group) -> ParsedImport {
    let workgroup = group.workgroup.as_ref();
    let known = workgroup.and_then(|own| own.repository.as_ref()).map(|name| name.to_string());
    let reviewer = workgroup.and_then(|own| own.reviewer.as_ref()).map(|reviewer| reviewer.name.value.as_str());
    let mut table = ParsedTable::default();
    for (file, source) in sources.iter() {
        table.add_source(&TableSource::new(&source.text, file), options, reviewer);
    }
    table.doubt_same_names();
    table.read.doubts.extend(alias::find_aliases(&table.read.organizations, &sources, workgroup));
    // A group without a repository gets the one of all links.
    let linked = workgroup.filter(|_| known.is_none() && options.repository.is_none());
    let linked = linked.and_then(|_| references::find_repository(&table.proposals));
    let repository = options.repository.clone().or_else(|| known.clone()).or_else(|| linked.clone());
    let is_known = repository == known || linked.is_some();
    references::shorten_references(&mut table.proposals, repository.as_deref(), is_known);
    let paths = slugs::assign_paths(&table.proposals, group);
    let ParsedTable { read, proposals, places, reviewer, page, printed: _ } = table;
    let imported = Imported {
        sources,
        doubts: read.doubts,
        count: proposals.len(),
        reviewer,
        page: Some(page).filter(TablePage::has_text),
        repository: linked,
        ..Imported::default()
    };
    let records = paths.into_iter().zip(places).zip(proposals);
    let records = records.map(|((path, place), proposal)| ReadRecord::of_proposal(path, place, proposal));
    ParsedImport { imported, records: records.collect() }
}

/// What was read from all tables.
#[derive(Default)]
struct ParsedTable {
    read: ParsedRow,
    proposals: Vec<Proposal>,
    /// The place of each proposal.
    places: Vec<Place>,
    /// The reviewer's name in the first header that has one.
    reviewer: Option<String>,
    page: TablePage,
    /// The rows as they are printed, if the import is to compare them.
    printed: Option<edition::PrintedRows>,
}

/// What applies to the rows below a header.
struct TableContext<'g> {
    columns: Vec<TableColumn>,
    /// The heading above the table, which says something about its rows.
    heading: Option<String>,
    reviewer: Option<&'g str>,
}

impl ParsedTable {
    /// Adds the rows of a source: a header says what the columns below it hold. The text around them goes to the page.
    fn add_source(&mut self, source: &TableSource, options: &ImportOptions, reviewer: Option<&str>) {
        let html = html_rows::read_tables(source);
        let mut rows = gfm::find_rows(source, &html.ranges);
        rows.extend(html.rows);
        rows.sort_by_key(|row| row.place.start);
        self.read.doubts.extend(source.doubts.iter().cloned().chain(html.doubts));
        let headings = source.find_headings();
        self.proposals.reserve(rows.len());
        let mut taken: Vec<Range<usize>> = Vec::new();
        let mut context: Option<TableContext> = None;
        let mut before: Option<TableRow> = None;
        for row in rows {
            let start = row.place.range().start;
            if row.is_header {
                self.add_row(before.take(), context.as_ref());
                let known = context.map(|context| context.columns);
                if let Some(printed) = &mut self.printed {
                    printed.add_header(&row);
                }
                context = headers::read_header(&row, options).map(|(columns, doubts)| {
                    // A repeated header has nothing new.
                    self.read.doubts.extend(doubts.into_iter().filter(|_| known.as_ref() != Some(&columns)));
                    let mut names = columns.iter().filter_map(|column| headers::reviewer_in_header(&column.header));
                    self.reviewer = self.reviewer.take().or_else(|| names.next().map(ToOwned::to_owned));
                    let heading = headings.iter().rfind(|heading| heading.range.end <= start);
                    let heading = heading.filter(|heading| !heading.is_title(source));
                    if let Some(heading) = heading {
                        if status::parse_whole_stage(&heading.text, reviewer).is_none() {
                            self.doubt_heading(heading, source.file);
                        }
                        if source.text[heading.range.end..start].trim().is_empty() {
                            taken.push(heading.range.clone());
                        }
                    }
                    TableContext { columns, heading: heading.map(|heading| heading.text.clone()), reviewer }
                });
            }
            let Some(TableContext { columns, .. }) = &context else { continue };
            let table = html.ranges.get(html.ranges.partition_point(|table| table.end <= start));
            taken.extend(table.filter(|table| table.start <= start).cloned());
            taken.extend([&row.place].into_iter().chain(row.loose.iter().map(|cell| &cell.place)).map(Place::range));
            match &mut before {
                _ if row.is_header || is_repeated_header(&row, columns) => {}
                Some(before) if continues_row(&row, columns, before) => append_row(before, row),
                _ => {
                    self.add_row(before.take(), context.as_ref());
                    before = Some(row);
                }
            }
        }
        self.add_row(before, context.as_ref());
        self.page.add_source(source, taken);
    }

    /// Adds a doubt about a heading above tables, once.
    fn doubt_heading(&mut self, heading: &TableHeading, file: FileId) {
        let place = Place::from_range(file, heading.range.clone());
        let message = format!("the heading `{}` fits no key", shorten(&heading.text));
        let doubt = Doubt::new(DoubtKind::Unplaced, place, message);
        let doubt = doubt.with_help("It is kept with each row in `unparsed`, where: heading.");
        if !self.read.doubts.contains(&doubt) {
            self.read.doubts.push(doubt);
        }
    }

    /// Adds a complete row.
    fn add_row(&mut self, row: Option<TableRow>, context: Option<&TableContext>) {
        let (Some(row), Some(context)) = (row, context) else { return };
        let read = row::read_row(&row, context, &mut self.read);
        if let Some(printed) = &mut self.printed {
            printed.add_row(&row, &context.columns, read.is_some());
        }
        match read {
            Some(proposal) => {
                self.proposals.push(proposal);
                self.places.push(row.place);
            }
            None if row.cells.iter().all(|cell| cell::means_nothing(&cell.text())) => {}
            None => {
                let help = "Add a name to the row in the source, and import it again.";
                let doubt = Doubt::new(DoubtKind::Unplaced, row.place, "row without a name, not imported");
                self.read.doubts.push(doubt.with_help(help));
            }
        }
    }

    /// Adds a doubt for each name that an earlier row has.
    fn doubt_same_names(&mut self) {
        let mut seen: HashMap<String, Place> = HashMap::with_capacity(self.proposals.len());
        for (proposal, place) in self.proposals.iter().zip(&self.places) {
            if seen.insert(name_key(&proposal.name), *place).is_some() {
                let message = format!("another row is also named {}", proposal.name.value);
                let help = "Both became files. If they are one proposal, merge them into one file.";
                self.read.doubts.push(Doubt::new(DoubtKind::SameName, *place, message).with_help(help));
            }
        }
    }
}

/// Whether a row repeats the header.
fn is_repeated_header(row: &TableRow, columns: &[TableColumn]) -> bool {
    let is_same = |(column, cell): (&TableColumn, &cell::TableCell)| is_same_folded(&column.header, &cell.text());
    row.cells.len() > 1 && columns.iter().zip(&row.cells).all(is_same)
}

/// Whether a row continues the one before it: it has no name, or the cell with the name spans both.
fn continues_row(row: &TableRow, columns: &[TableColumn], before: &TableRow) -> bool {
    let is_new = |(at, (column, cell)): (usize, (&TableColumn, &cell::TableCell))| {
        let is_name = column.field == Some(ColumnField::Name) && !cell.lines.is_empty();
        is_name && before.cells.get(at).is_none_or(|there| there.place != cell.place)
    };
    !columns.iter().zip(&row.cells).enumerate().any(is_new)
}

fn append_row<'s>(before: &mut TableRow<'s>, row: TableRow<'s>) {
    for (at, cell) in row.cells.into_iter().enumerate() {
        match before.cells.get_mut(at) {
            // A cell that spans both rows.
            Some(there) if there.place == cell.place => {}
            Some(there) => there.append(cell),
            None => before.cells.push(cell),
        }
    }
    before.loose.extend(row.loose);
    before.place.end = row.place.end;
}
