//! Reads a row as a proposal: each fact under its key, and the leftovers.

use super::cell::{CellPiece, TableCell, escape_markdown, means_nothing};
use super::grid::TableRow;
use super::headers::{ColumnField, TableColumn, reviewer_in_header};
use super::leftovers::Leftovers;
use super::{links, names, status};
use crate::import::doubt::{Doubt, DoubtKind, shorten};
use crate::import::long_texts::is_long;
use crate::model::github_url::parse_github_url;
use crate::model::proposal::{ApiRepository, Proposal, ProposalTemplate};
use crate::model::reference::Reference;
use crate::model::workgroup::ProseSection;
use crate::source::{Place, Spanned};
use crate::text::links::format_link;
use std::collections::HashSet;

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

/// Reads a row below a heading of its table. `None` if it has no name.
pub fn read_row(
    row: &TableRow,
    columns: &[TableColumn],
    reviewer: Option<&str>,
    heading: Option<&str>,
) -> Option<ParsedRow> {
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
            Some(column) => read.read_cell(column, cell, reviewer, has_template),
            None => read.keep_unheaded(|| format!("column {}", at + 1), cell),
        }
    }
    for cell in &row.loose {
        read.keep_unheaded(|| "row".to_owned(), cell);
    }
    // What a column of its own says comes before a link of the name and the date of a stage in another column.
    for (column, cell) in columns.iter().zip(&row.cells) {
        match column.field {
            Some(ColumnField::Name) => read.read_name_links(cell),
            Some(ColumnField::StageDate) => read.read_stage_date(cell),
            _ => {}
        }
    }
    if let Some(heading) = heading {
        let stages = &mut read.proposal.stages;
        match status::parse_whole_stage(heading, reviewer) {
            Some(reached) if stages.is_empty() => stages.push(reached),
            Some(reached) if stages.iter().any(|known| known.stage.value == reached.stage.value) => {}
            _ => read.leftovers.keep_text("heading", escape_markdown(heading)),
        }
    }
    Some(read)
}

impl ParsedRow {
    fn read_cell(&mut self, column: &TableColumn, cell: &TableCell, reviewer: Option<&str>, has_template: bool) {
        let Some(field) = column.field else { return self.leftovers.keep_cell(&column.header, cell) };
        let proposal = &mut self.proposal;
        match field {
            ColumnField::Owners | ColumnField::Supporters => self.read_organizations(field, cell),
            ColumnField::Template => self.read_template(cell),
            // The template is in this column if no other one holds it.
            ColumnField::Registered if !has_template => self.read_template(cell),
            ColumnField::Registered => {
                let linked = links::read_link_and_day("registered", cell, &mut self.leftovers);
                proposal.registered = linked.day.map(Spanned::without_place).or(proposal.registered.take());
                if let Some((label, url)) = linked.link {
                    self.leftovers.keep_text("registered", format_link(&label, &url));
                }
            }
            ColumnField::Status => {
                let reviewer = reviewer_in_header(&column.header).or(reviewer);
                let status = status::read_status(cell, reviewer, &mut self.leftovers);
                proposal.stages.extend(status.stages);
                proposal.closed = status.closed.map(Spanned::without_place).or(proposal.closed.take());
                self.add_repository("status", status.repository);
            }
            ColumnField::Project => {
                let found = links::read_project(cell, &mut self.leftovers);
                self.add_repository("project", found);
            }
            ColumnField::Maintainers => match links::read_maintainers(cell, &mut self.leftovers) {
                Some(url) => self.set_maintainers(Spanned::without_place(url)),
                None => self.keep_rest("maintainers", cell),
            },
            ColumnField::Release => proposal.releases.extend(links::read_release(cell, &mut self.leftovers)),
            ColumnField::Issue | ColumnField::OnboardingIssue => self.read_issue(field, cell),
            ColumnField::Summary if !means_nothing(&cell.text()) => {
                proposal.summary = Some(cell.to_markdown().into());
            }
            ColumnField::Notes if !means_nothing(&cell.text()) => {
                let (heading, text) = (Some(column.header.clone().into()), Some(cell.to_markdown().into()));
                proposal.sections.push(ProseSection { heading, text });
            }
            // The name's links and a stage's date need the other columns.
            ColumnField::Name | ColumnField::StageDate => {}
            ColumnField::Summary | ColumnField::Notes | ColumnField::Nothing => {}
        }
    }

    fn read_name_links(&mut self, cell: &TableCell) {
        for (label, url) in cell.links() {
            match parse_github_url(url) {
                Some(thread) if !thread.is_pr() && self.proposal.issue.is_none() => {
                    self.proposal.issue = Some(thread.reference().into());
                }
                _ if self.links_repository(url) => {}
                _ if self.proposal.repository.is_none() => match links::read_repository("", url) {
                    Some(found) => self.proposal.repository = Some(found),
                    None => self.leftovers.keep_text("name", format_link(label, url)),
                },
                _ => self.leftovers.keep_text("name", format_link(label, url)),
            }
        }
    }

    /// Whether a URL is that of the repository.
    fn links_repository(&self, url: &str) -> bool {
        let known = self.proposal.repository.as_ref().and_then(|known| known.url.as_ref());
        known.is_some_and(|known| known.value.trim_end_matches('/') == url.trim_end_matches('/'))
    }

    /// The date of the last stage that has none.
    fn read_stage_date(&mut self, cell: &TableCell) {
        for line in cell.lines.iter().filter(|line| !means_nothing(&line.text())) {
            let day = self.leftovers.read_date(&line.text(), line);
            let undated = self.proposal.stages.iter_mut().rfind(|reached| reached.date.is_none());
            match (day, undated) {
                (Some(day), Some(reached)) => reached.date = Some(Spanned::without_place(day)),
                (Some(_), None) => self.leftovers.keep_line("stage-date", line),
                (None, _) => self.leftovers.keep_non_date("stage-date", &line.text(), line),
            }
        }
    }

    /// Adds what a column says about the repository; a second URL is kept.
    fn add_repository(&mut self, column: &str, found: Option<ApiRepository>) {
        let Some(found) = found else { return };
        let known = self.proposal.repository.get_or_insert_default();
        match (&known.url, &found.url) {
            (Some(known), Some(url)) if known.value != url.value => {
                self.leftovers.keep_text(column, format_link(found.name.as_deref().unwrap_or(&url.value), &url.value));
            }
            (Some(_), _) => {}
            (None, _) => (known.name, known.url) = (found.name, found.url),
        }
        known.maintainers = known.maintainers.take().or(found.maintainers);
        known.note = known.note.take().or(found.note);
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
        if cell.links().next().is_some() {
            self.leftovers.keep_text(field.record_key(), cell.to_markdown());
        }
    }

    fn read_template(&mut self, cell: &TableCell) {
        let linked = links::read_link_and_day("template", cell, &mut self.leftovers);
        self.proposal.registered = self.proposal.registered.take().or(linked.day.map(Spanned::from));
        let Some((label, url)) = linked.link else { return };
        if !links::is_generic(&label) {
            self.leftovers.keep_text("template", format_link(&label, &url));
        }
        let mut template = ProposalTemplate::default();
        match parse_github_url(&url) {
            Some(thread) if thread.is_pr() => template.pr = Some(thread.reference().into()),
            Some(thread) if self.proposal.issue.is_none() => self.proposal.issue = Some(thread.reference().into()),
            _ => {}
        }
        template.url = Some(Spanned::without_place(url));
        self.proposal.template = Some(template);
    }

    fn set_maintainers(&mut self, url: Spanned<String>) {
        self.proposal.repository.get_or_insert_default().maintainers = Some(url);
    }

    fn read_issue(&mut self, field: ColumnField, cell: &TableCell) {
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
                    *target = Some(reference.into());
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
        let is_word = |piece: &CellPiece| piece.url().is_some() || piece.text.contains(char::is_alphanumeric);
        if cell.lines.iter().flat_map(|line| &line.pieces).any(is_word) && !means_nothing(&cell.text()) {
            let (place, text) = (place(), cell.to_markdown());
            let message = format!("`{}` is not in any column", shorten(&text));
            let doubt = Doubt::new(DoubtKind::Unplaced, cell.place, message);
            self.leftovers.doubts.push(doubt.with_help(format!("It is kept in `unparsed`, where: {place}.")));
            self.leftovers.keep_text(&place, text);
        }
    }
}
