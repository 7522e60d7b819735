//! Reads a row as a proposal: each fact under its key, and the leftovers.

use super::cell::{CellPiece, TableCell, means_nothing};
use super::grid::TableRow;
use super::headers::{ColumnField, TableColumn, reviewer_in_header};
use super::leftovers::Leftovers;
use super::{links, names, status};
use crate::import::doubt::{Doubt, DoubtKind, shorten};
use crate::import::long_texts::is_long;
use crate::import::shorten_reference;
use crate::model::github_url::parse_github_url;
use crate::model::proposal::{Proposal, ProposalTemplate};
use crate::model::reference::Reference;
use crate::model::workgroup::ProseSection;
use crate::source::{Place, Spanned};
use crate::text::links::format_link;
use std::collections::HashSet;

/// The group's own repository, whose numbers need no name, and its reviewer.
#[derive(Debug, Clone, Default)]
pub struct OwnGroup {
    /// `owner/repo`.
    pub repository: Option<String>,
    /// Whether `workgroup.yaml` has it, so that URLs can be made from numbers.
    pub is_known: bool,
    /// The group's name for its reviewer.
    pub reviewer: Option<String>,
}

/// What was read from a row.
#[derive(Debug)]
pub struct ParsedRow {
    /// Without a slug.
    pub proposal: Proposal,
    /// Every organization with its place.
    pub organizations: Vec<(String, Place)>,
    /// The texts for `unparsed`, which are not in the proposal yet, and the doubts.
    pub leftovers: Leftovers,
}

/// Reads a row. `None` if it has no name.
pub fn read_row(row: &TableRow, columns: &[TableColumn], own: &OwnGroup) -> Option<ParsedRow> {
    let mut named = columns.iter().zip(&row.cells).filter(|(column, _)| column.field == Some(ColumnField::Name));
    let name = named.next().map(|(_, cell)| cell.text()).filter(|name| !name.is_empty())?.into_owned();
    let has_template = columns.iter().any(|column| column.field == Some(ColumnField::Template));
    let mut leftovers = Leftovers::default();
    // Its file is found by the name, so it is shortened before all other texts.
    let name = if is_long(&name, ["name"]) { leftovers.shorten_name(name, row.place) } else { name };
    let proposal = Proposal { name: name.into(), ..Proposal::default() };
    let mut read = ParsedRow { proposal, organizations: Vec::new(), leftovers };
    for (at, cell) in row.cells.iter().enumerate() {
        match columns.get(at).filter(|column| column.is_named()) {
            Some(column) => read.read_cell(column, cell, own, has_template),
            None => read.keep_unheaded(|| format!("column {}", at + 1), cell),
        }
    }
    for cell in &row.loose {
        read.keep_unheaded(|| "row".to_owned(), cell);
    }
    Some(read)
}

impl ParsedRow {
    fn read_cell(&mut self, column: &TableColumn, cell: &TableCell, own: &OwnGroup, has_template: bool) {
        let Some(field) = column.field else { return self.leftovers.keep_cell(&column.header, cell) };
        let proposal = &mut self.proposal;
        match field {
            ColumnField::Name => self.read_name_links(cell, own),
            ColumnField::Owners | ColumnField::Supporters => self.read_organizations(field, cell),
            ColumnField::Template => self.read_template(cell, own),
            // The template is in this column if no other one holds it.
            ColumnField::Registered if !has_template => self.read_template(cell, own),
            ColumnField::Registered => {
                let linked = links::read_link_and_day("registered", cell, &mut self.leftovers);
                proposal.registered = linked.day.map(Spanned::without_place).or(proposal.registered.take());
                if let Some((label, url)) = linked.link {
                    self.leftovers.keep_text("registered", format_link(&label, &url));
                }
            }
            ColumnField::Status => {
                let reviewer = reviewer_in_header(&column.header).or(own.reviewer.as_deref());
                let status = status::read_status(cell, reviewer, &mut self.leftovers);
                proposal.stages.extend(status.stages);
                proposal.closed = status.closed.map(Spanned::without_place).or(proposal.closed.take());
            }
            ColumnField::Project => {
                let maintainers = proposal.repository.take().and_then(|before| before.maintainers);
                proposal.repository = links::read_project(cell, &mut self.leftovers);
                if let Some(maintainers) = maintainers {
                    self.set_maintainers(maintainers);
                }
            }
            ColumnField::Maintainers => match links::read_maintainers(cell, &mut self.leftovers) {
                Some(url) => self.set_maintainers(Spanned::without_place(url)),
                None => self.keep_rest("maintainers", cell),
            },
            ColumnField::Release => proposal.releases.extend(links::read_release(cell, &mut self.leftovers)),
            ColumnField::Issue | ColumnField::OnboardingIssue => self.read_issue(field, cell, own),
            ColumnField::Summary if !means_nothing(&cell.text()) => {
                proposal.summary = Some(cell.to_markdown().into());
            }
            ColumnField::Notes if !means_nothing(&cell.text()) => {
                let (heading, text) = (Some(column.header.clone().into()), Some(cell.to_markdown().into()));
                proposal.sections.push(ProseSection { heading, text });
            }
            ColumnField::Summary | ColumnField::Notes | ColumnField::Nothing => {}
        }
    }

    fn read_name_links(&mut self, cell: &TableCell, own: &OwnGroup) {
        for (label, url) in cell.lines.iter().flat_map(|line| line.links()) {
            match parse_github_url(url) {
                Some(thread) if !thread.is_pr() && self.proposal.issue.is_none() => {
                    self.proposal.issue = Some(own.shorten_reference(&thread.reference()).into());
                }
                _ => self.leftovers.keep_text("name", format_link(label, url)),
            }
        }
    }

    fn read_organizations(&mut self, field: ColumnField, cell: &TableCell) {
        let names = names::read_names(cell);
        let placed = |(name, at): (String, usize)| (name, cell.lines.get(at).map_or(cell.place, |line| line.place));
        self.organizations.extend(names.written.into_iter().map(placed));
        let spanned = |names: Vec<String>| names.into_iter().map(Spanned::without_place);
        let proposal = &mut self.proposal;
        match field {
            // A column of owners needs no stars.
            ColumnField::Owners => proposal.owners.extend(spanned(names.owners).chain(spanned(names.supporters))),
            _ => {
                proposal.owners.extend(spanned(names.owners));
                proposal.supporters.extend(spanned(names.supporters));
            }
        }
        // A duplicate owner is dropped.
        if proposal.owners.len() > 1 {
            let mut known = HashSet::new();
            proposal.owners.retain(|owner| known.insert(owner.value.clone()));
        }
        if cell.lines.iter().flat_map(|line| line.links()).next().is_some() {
            self.leftovers.keep_text(field.record_key(), cell.to_markdown());
        }
    }

    fn read_template(&mut self, cell: &TableCell, own: &OwnGroup) {
        let linked = links::read_link_and_day("template", cell, &mut self.leftovers);
        self.proposal.registered = self.proposal.registered.take().or(linked.day.map(Spanned::from));
        let Some((label, url)) = linked.link else { return };
        if !links::is_generic(&label) {
            self.leftovers.keep_text("template", format_link(&label, &url));
        }
        let mut template = ProposalTemplate::default();
        let mut page = None;
        if let Some(thread) = parse_github_url(&url) {
            let reference = own.shorten_reference(&thread.reference());
            if thread.is_pr() {
                page = own.pull_request_page(&thread.reference(), &reference);
                template.pr = Some(reference.into());
            } else if self.proposal.issue.is_none() {
                self.proposal.issue = Some(reference.into());
            }
        }
        template.url = (page.as_ref() != Some(&url)).then(|| Spanned::without_place(url));
        self.proposal.template = Some(template);
    }

    fn set_maintainers(&mut self, url: Spanned<String>) {
        self.proposal.repository.get_or_insert_default().maintainers = Some(url);
    }

    fn read_issue(&mut self, field: ColumnField, cell: &TableCell, own: &OwnGroup) {
        let (column, target) = match field {
            ColumnField::Issue => ("issue", &mut self.proposal.issue),
            _ => ("onboarding-issue", &mut self.proposal.onboarding_issue),
        };
        for line in &cell.lines {
            let linked = line.links().find_map(|(_, url)| parse_github_url(url)).map(|thread| thread.reference());
            let text = line.text();
            let written = || Reference::parse(text.trim_start_matches('#'));
            match linked.or_else(written) {
                Some(reference) if target.is_none() => {
                    *target = Some(own.shorten_reference(&reference).into());
                }
                _ if means_nothing(&text) => {}
                _ => self.leftovers.keep_line(column, line),
            }
        }
    }

    /// Keeps a cell with unexpected content.
    fn keep_rest(&mut self, column: &'static str, cell: &TableCell) {
        for line in cell.lines.iter().filter(|line| !means_nothing(&line.text())) {
            self.leftovers.keep_line(column, line);
        }
    }

    /// Keeps a cell without a header, unless it has only fillers.
    fn keep_unheaded(&mut self, place: impl FnOnce() -> String, cell: &TableCell) {
        let is_word = |piece: &CellPiece| match piece {
            CellPiece::Text(text) => text.contains(char::is_alphanumeric),
            CellPiece::Link { .. } => true,
        };
        if cell.lines.iter().flat_map(|line| &line.pieces).any(is_word) && !means_nothing(&cell.text()) {
            let (place, text) = (place(), cell.to_markdown());
            let message = format!("`{}` is not in any column", shorten(&text));
            let doubt = Doubt::new(DoubtKind::Unplaced, cell.place, message);
            self.leftovers.doubts.push(doubt.with_help(format!("It is kept in `unparsed`, where: {place}.")));
            self.leftovers.keep_text(&place, text);
        }
    }
}

impl OwnGroup {
    /// A reference as the group writes it.
    fn shorten_reference(&self, reference: &Reference) -> Reference {
        shorten_reference(reference, self.repository.as_deref())
    }

    /// The URL that a pull request's number stands for, if it does.
    fn pull_request_page(&self, full: &Reference, written: &Reference) -> Option<String> {
        let repository = full.repository.as_ref().filter(|_| written.repository.is_some() || self.is_known)?;
        Some(format!("https://github.com/{repository}/pull/{}", full.number))
    }
}
