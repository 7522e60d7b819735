//! A row as a proposal: each fact under its key, and what has none beside it.

use super::cell::{Cell, Piece, link, says_nothing};
use super::columns::{Column, Field, reviewer_in};
use super::grid::Row;
use super::kept::Kept;
use super::{links, names, status};
use crate::import::doubt::DoubtKind;
use crate::model::proposal::{Kind, Proposal, Template};
use crate::model::reference::Reference;
use crate::model::workgroup::Section;
use crate::source::{FileId, Place, Spanned};
use std::collections::HashSet;

/// What is known of the group: the repository whose numbers are plain, and its reviewer.
#[derive(Debug, Clone, Default)]
pub struct Own {
    /// `owner/repo`.
    pub repository: Option<String>,
    /// Whether `workgroup.yaml` says so, and addresses are made of it.
    pub is_known: bool,
    /// What the group calls its reviewer.
    pub reviewer: Option<String>,
}

/// What was read of a row.
#[derive(Debug)]
pub struct Read {
    /// Without a slug.
    pub proposal: Proposal,
    /// Every organisation, where it stands.
    pub organizations: Vec<(String, Place)>,
    /// With the texts of `unparsed`, which are not in the proposal yet.
    pub kept: Kept,
}

/// Reads a row. `None` where it has no name.
pub fn read(row: &Row, columns: &[Column], own: &Own) -> Option<Read> {
    let name = |(column, cell): &(&Column, &Cell)| (column.field == Some(Field::Name)).then(|| cell.text());
    let pairs = || columns.iter().zip(&row.cells);
    let name = pairs().find_map(|pair| name(&pair)).filter(|name| !name.is_empty())?;
    let has_template = columns.iter().any(|column| column.field == Some(Field::Template));
    let mut read = Read { proposal: empty(name), organizations: Vec::new(), kept: Kept::default() };
    for (at, cell) in row.cells.iter().enumerate() {
        match columns.get(at).filter(|column| column.is_named()) {
            Some(column) => read.cell(column, cell, own, has_template),
            None => read.beyond(|| format!("column {}", at + 1), cell),
        }
    }
    for cell in &row.loose {
        read.beyond(|| "row".to_owned(), cell);
    }
    Some(read)
}

impl Read {
    fn cell(&mut self, column: &Column, cell: &Cell, own: &Own, has_template: bool) {
        let Some(field) = column.field else { return self.kept.cell(&column.header, cell) };
        let proposal = &mut self.proposal;
        match field {
            Field::Name => self.name(cell, own),
            Field::Owners | Field::Supporters => self.organizations(field, cell),
            Field::Template => self.template(cell, own),
            // The paper stands there where no column is for it.
            Field::Registered if !has_template => self.template(cell, own),
            Field::Registered => {
                let linked = links::linked("registered", cell, &mut self.kept);
                proposal.registered = linked.day.map(Spanned::nowhere).or(proposal.registered.take());
                if let Some((label, url)) = linked.link {
                    self.kept.text("registered", link(&label, &url));
                }
            }
            Field::Status => {
                let reviewer = reviewer_in(&column.header).or(own.reviewer.as_deref());
                let status = status::read(cell, reviewer, &mut self.kept);
                proposal.stages.extend(status.stages);
                proposal.closed = status.closed.map(Spanned::nowhere).or(proposal.closed.take());
            }
            Field::Project => {
                let maintainers = proposal.repository.take().and_then(|before| before.maintainers);
                proposal.repository = links::project(cell, &mut self.kept);
                if let Some(maintainers) = maintainers {
                    self.maintainers(maintainers);
                }
            }
            Field::Maintainers => match links::maintainers(cell, &mut self.kept) {
                Some(url) => self.maintainers(Spanned::nowhere(url)),
                None => self.rest("maintainers", cell),
            },
            Field::Release => proposal.releases.extend(links::release(cell, &mut self.kept)),
            Field::Issue | Field::OnboardingIssue => self.issue(field, cell, own),
            Field::Summary if !says_nothing(&cell.text()) => {
                proposal.summary = Some(Spanned::nowhere(cell.markdown()));
            }
            Field::Notes if !says_nothing(&cell.text()) => {
                let spanned = |text: String| Some(Spanned::nowhere(text));
                let section = Section { heading: spanned(column.header.clone()), body: spanned(cell.markdown()) };
                proposal.sections.push(section);
            }
            Field::Summary | Field::Notes | Field::Nothing => {}
        }
    }

    fn name(&mut self, cell: &Cell, own: &Own) {
        for (label, url) in cell.lines.iter().flat_map(|line| line.links()) {
            match links::thread(url) {
                Some(thread) if !thread.is_pr && self.proposal.issue.is_none() => {
                    self.proposal.issue = Some(Spanned::nowhere(own.reference(thread.reference)));
                }
                _ => self.kept.text("name", link(label, url)),
            }
        }
    }

    fn organizations(&mut self, field: Field, cell: &Cell) {
        let names = names::read(cell);
        let placed = |(name, at): (String, usize)| (name, cell.lines.get(at).map_or(cell.place, |line| line.place));
        self.organizations.extend(names.written.into_iter().map(placed));
        let spanned = |names: Vec<String>| names.into_iter().map(Spanned::nowhere);
        let proposal = &mut self.proposal;
        match field {
            // A column of owners needs no star.
            Field::Owners => proposal.owners.extend(spanned(names.owners).chain(spanned(names.supporters))),
            _ => {
                proposal.owners.extend(spanned(names.owners));
                proposal.supporters.extend(spanned(names.supporters));
            }
        }
        // Nobody owns a proposal twice.
        if proposal.owners.len() > 1 {
            let mut known = HashSet::new();
            proposal.owners.retain(|owner| known.insert(owner.value.clone()));
        }
        if cell.lines.iter().flat_map(|line| line.links()).next().is_some() {
            self.kept.text(if field == Field::Owners { "owners" } else { "supporters" }, cell.markdown());
        }
    }

    fn template(&mut self, cell: &Cell, own: &Own) {
        let linked = links::linked("template", cell, &mut self.kept);
        if let (Some(day), None) = (linked.day, &self.proposal.registered) {
            self.proposal.registered = Some(Spanned::nowhere(day));
        }
        let Some((label, url)) = linked.link else { return };
        if !links::is_generic(&label) {
            self.kept.text("template", link(&label, &url));
        }
        let mut template = Template::default();
        let mut page = None;
        if let Some(thread) = links::thread(&url) {
            let reference = own.reference(thread.reference.clone());
            if thread.is_pr {
                page = own.page(&thread.reference, &reference);
                template.pr = Some(Spanned::nowhere(reference));
            } else if self.proposal.issue.is_none() {
                self.proposal.issue = Some(Spanned::nowhere(reference));
            }
        }
        template.url = (page.as_ref() != Some(&url)).then(|| Spanned::nowhere(url));
        self.proposal.template = Some(template);
    }

    fn maintainers(&mut self, url: Spanned<String>) {
        let empty = || crate::model::proposal::Repository { name: None, url: None, maintainers: None, note: None };
        self.proposal.repository.get_or_insert_with(empty).maintainers = Some(url);
    }

    fn issue(&mut self, field: Field, cell: &Cell, own: &Own) {
        let column = if field == Field::Issue { "issue" } else { "onboarding-issue" };
        for line in &cell.lines {
            let linked = line.links().find_map(|(_, url)| links::thread(url)).map(|thread| thread.reference);
            let text = line.text();
            let written = || Reference::parse(text.trim_start_matches('#'));
            let target =
                if field == Field::Issue { &mut self.proposal.issue } else { &mut self.proposal.onboarding_issue };
            match linked.or_else(written) {
                Some(reference) if target.is_none() => *target = Some(Spanned::nowhere(own.reference(reference))),
                _ if says_nothing(&text) => {}
                _ => self.kept.line(column, line),
            }
        }
    }

    /// A cell that should hold something else.
    fn rest(&mut self, column: &'static str, cell: &Cell) {
        for line in cell.lines.iter().filter(|line| !says_nothing(&line.text())) {
            self.kept.line(column, line);
        }
    }

    /// A cell that no header stands above: signs that only fill it are left out.
    fn beyond(&mut self, place: impl FnOnce() -> String, cell: &Cell) {
        let has_words = |line: &super::cell::Line| {
            let is_word = |piece: &Piece| match piece {
                Piece::Text(text) => text.contains(char::is_alphanumeric),
                Piece::Link { .. } => true,
            };
            line.pieces.iter().any(is_word)
        };
        if cell.lines.iter().any(has_words) && !says_nothing(&cell.text()) {
            let (place, text) = (place(), cell.markdown());
            let message = format!("`{}` stands in no column", super::kept::short(&text));
            let help = format!("It is kept as `unparsed`, where: {place}.");
            self.kept.doubt(DoubtKind::Unplaced, cell.place, message, help);
            self.kept.text(&place, text);
        }
    }
}

impl Own {
    /// A reference without the group's own repository.
    pub fn reference(&self, reference: Reference) -> Reference {
        let is_own = match (&reference.repository, &self.repository) {
            (Some(one), Some(own)) => one.eq_ignore_ascii_case(own),
            _ => false,
        };
        if is_own { Reference::own(reference.number) } else { reference }
    }

    /// The address that is made of a pull request, where one is.
    fn page(&self, full: &Reference, written: &Reference) -> Option<String> {
        let repository = full.repository.as_ref().filter(|_| written.repository.is_some() || self.is_known)?;
        Some(format!("https://github.com/{repository}/pull/{}", full.number))
    }
}

fn empty(name: String) -> Proposal {
    Proposal {
        slug: String::new(),
        file: FileId(u32::MAX),
        name: Spanned::nowhere(name),
        former_names: Vec::new(),
        kind: Kind::NewApi,
        target: None,
        issue: None,
        opened: None,
        former_issues: Vec::new(),
        template: None,
        registered: None,
        owners: Vec::new(),
        former_owners: Vec::new(),
        supporters: Vec::new(),
        summary: None,
        earlier: Vec::new(),
        related: Vec::new(),
        validation: None,
        stages: Vec::new(),
        closed: None,
        onboarding_issue: None,
        repository: None,
        releases: Vec::new(),
        unparsed: Vec::new(),
        sections: Vec::new(),
        allow: Vec::new(),
    }
}
