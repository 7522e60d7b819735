//! A backlog table that was kept by hand, read into one file a row.

mod address;
mod cell;
mod columns;
mod gfm;
mod grid;
mod html;
mod html_rows;
mod inline;
mod kept;
mod links;
mod names;
mod row;
mod slugs;
mod spans;
mod status;

use super::alias;
use super::doubt::{Doubt, DoubtKind};
use super::{Found, Imported, Options, Records};
use crate::error::Error;
use crate::model::group::Group;
use crate::model::proposal::Proposal;
use crate::model::spelling::{folded, name_key};
use crate::source::{Place, Sources};
use columns::{Column, Field};
use grid::Row;
use row::{Own, Read};
use std::collections::HashMap;

/// The fields that a column may be for, as `--column "Header=field"` names them.
pub fn fields() -> impl Iterator<Item = &'static str> {
    Field::ALL.into_iter().map(|(word, _)| word)
}

/// Reads tables: one file a row. What has no key is kept as it was written.
///
/// # Errors
/// [`Error::Io`] when a record cannot be expressed as YAML, which no record of the model does.
pub fn import(sources: Sources, options: &Options, group: &Group) -> Result<Imported, Error> {
    found(sources, options, group).drafted()
}

/// Reads tables: one record a row.
pub fn found(sources: Sources, options: &Options, group: &Group) -> Found {
    let known = group.workgroup.as_ref().and_then(|own| own.repository.as_ref()).map(|name| name.value.clone());
    let repository = options.repository.clone().or_else(|| known.clone());
    let reviewer = group.workgroup.as_ref().and_then(|own| own.reviewer.as_ref());
    let reviewer = reviewer.map(|reviewer| reviewer.name.value.clone());
    let own = Own { is_known: known.is_some() && known == repository, repository, reviewer };
    let mut table = Table::default();
    for (file, source) in sources.iter() {
        let (rows, doubts) = grid::rows(&source.text, file);
        table.doubts.extend(doubts);
        table.rows(rows, options, &own);
    }
    table.same_names();
    let named = table.organizations.iter();
    let named = named.map(|(name, line)| (name.as_str(), Named { name, line: *line, sources: &sources }));
    table.doubts.extend(alias::doubts(named, group.workgroup.as_ref()));
    table.doubts.sort_by_key(|doubt| (doubt.place, doubt.kind));
    let paths = slugs::paths(&table.proposals, group);
    let read = table.proposals.len();
    let files = paths.into_iter().zip(table.places).collect();
    let Table { proposals, doubts, reviewer, .. } = table;
    Found { sources, files, records: Records::Proposals(proposals), doubts, read, reviewer }
}

/// What was read of all tables.
#[derive(Default)]
struct Table {
    proposals: Vec<Proposal>,
    /// Of each proposal.
    places: Vec<Place>,
    organizations: Vec<(String, Place)>,
    doubts: Vec<Doubt>,
    /// What the first header that does so calls the reviewer.
    reviewer: Option<String>,
}

impl Table {
    /// The rows of a source: a head says what the columns below it are.
    fn rows(&mut self, rows: Vec<Row>, options: &Options, own: &Own) {
        let mut columns: Option<Vec<Column>> = None;
        let mut before: Option<Row> = None;
        self.proposals.reserve(rows.len());
        for row in rows {
            if row.is_head {
                self.end(before.take(), columns.as_deref(), own);
                let read = columns::of(&row, options);
                // A head that comes again says nothing new.
                let is_new = read.as_ref().map(|(read, _)| read) != columns.as_ref();
                if let (Some((_, doubts)), true) = (&read, is_new) {
                    self.doubts.extend(doubts.iter().cloned());
                }
                columns = read.map(|(columns, _)| columns);
                let mut headers = columns.iter().flatten().map(|column| column.header.as_str());
                let named = || headers.find_map(columns::reviewer_in).map(ToOwned::to_owned);
                self.reviewer = self.reviewer.take().or_else(named);
                continue;
            }
            match (&columns, &mut before) {
                (Some(columns), _) if is_repeated_head(&row, columns) => {}
                (Some(columns), Some(before)) if goes_on(&row, columns, before) => append(before, row),
                _ => {
                    self.end(before.take(), columns.as_deref(), own);
                    before = Some(row);
                }
            }
        }
        self.end(before, columns.as_deref(), own);
    }

    /// A row that is whole.
    fn end(&mut self, row: Option<Row>, columns: Option<&[Column]>, own: &Own) {
        let (Some(row), Some(columns)) = (row, columns) else { return };
        let Some(Read { mut proposal, organizations, kept }) = row::read(&row, columns, own) else {
            if row.cells.iter().any(|cell| !cell::says_nothing(&cell.text())) {
                let help = "Give the row a name in the source, and import it again.";
                let doubt = Doubt::new(DoubtKind::Unplaced, row.place, "a row without a name was left out");
                self.doubts.push(doubt.with_help(help));
            }
            return;
        };
        proposal.unparsed = kept.unparsed;
        self.doubts.extend(kept.doubts);
        self.organizations.extend(organizations);
        self.proposals.push(proposal);
        self.places.push(row.place);
    }

    /// A doubt for each name that an earlier row bears.
    fn same_names(&mut self) {
        let mut seen: HashMap<String, Place> = HashMap::new();
        for (proposal, place) in self.proposals.iter().zip(&self.places) {
            if seen.insert(name_key(&proposal.name), *place).is_some() {
                let message = format!("another row is named {} too", proposal.name.value);
                let help = "Both became files; if they are one proposal, put their facts into one of them.";
                self.doubts.push(Doubt::new(DoubtKind::SameName, *place, message).with_help(help));
            }
        }
    }
}

/// Whether the row says what its columns are called.
fn is_repeated_head(row: &Row, columns: &[Column]) -> bool {
    let is_same = |(column, cell): (&Column, &cell::Cell)| column.folded == folded(&cell.text());
    row.cells.len() > 1 && columns.iter().zip(&row.cells).all(is_same)
}

/// Whether the row goes on with the one before it: it has no name, or the cell with the name goes through both.
fn goes_on(row: &Row, columns: &[Column], before: &Row) -> bool {
    let mut named = columns
        .iter()
        .zip(&row.cells)
        .enumerate()
        .filter(|(_, (column, cell))| column.field == Some(Field::Name) && !cell.lines.is_empty());
    named.all(|(at, (_, cell))| before.cells.get(at).is_some_and(|there| there.place == cell.place))
}

fn append(before: &mut Row, row: Row) {
    for (at, cell) in row.cells.into_iter().enumerate() {
        match before.cells.get_mut(at) {
            // A cell that goes through both rows.
            Some(there) if there.place == cell.place => {}
            Some(there) => there.append(cell),
            None => before.cells.push(cell),
        }
    }
    before.loose.extend(row.loose);
    before.place.end = row.place.end;
}

/// A name in its line.
struct Named<'s> {
    name: &'s str,
    line: Place,
    sources: &'s Sources,
}

impl From<Named<'_>> for Place {
    /// The bytes of the name, unless its line is endless.
    fn from(Named { name, line, sources }: Named) -> Place {
        const LONGEST: usize = 4096;
        if line.range().len() > LONGEST {
            return line;
        }
        let text = sources.file(line.file).text.get(line.range()).unwrap_or_default();
        let offset = |at: usize| line.start + u32::try_from(at).unwrap_or_default();
        text.find(name).map_or(line, |at| Place { start: offset(at), end: offset(at + name.len()), ..line })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::doubt::DoubtKind;
    use crate::source::Source;
    use crate::store::load::Files;

    #[test]
    fn names_that_differ_in_a_character_that_counts_are_two_proposals() {
        let same_names = |one: &str, other: &str| {
            let text = format!("| Name | Owner |\n|---|---|\n| {one} | MTN |\n| {other} | MTN |\n");
            let sources = Sources::new(vec![Source { path: "table.md".into(), text }]);
            let group = Files::of(&[("workgroup.yaml", "name: G\n")]).decode();
            let doubts = found(sources, &Options::default(), &group).doubts;
            doubts.iter().filter(|doubt| doubt.kind == DoubtKind::SameName).count()
        };
        assert_eq!(same_names("C++", "C#"), 0);
        assert_eq!(same_names("Tide Tables", "tide-tables"), 1);
    }
}
