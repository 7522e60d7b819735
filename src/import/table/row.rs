//! Reads a row as a proposal: each fact under its key, and the leftovers.

use super::cell::{TableCell, escape_markdown, means_nothing};
use super::grid::TableRow;
use super::headers::{ColumnField, TableColumn, reviewer_in_header};
use super::parsed_row::ParsedRow;
use super::{TableContext, links, status};
use crate::import::doubt::{Doubt, DoubtKind, shorten};
use crate::import::long_texts::{KeptTexts, is_long, long_text_doubt};
use crate::model::github_url::parse_github_url;
use crate::model::proposal::{ApiRepository, Proposal, ProposalTemplate};
use crate::model::reference::Reference;
use crate::model::workgroup::ProseSection;
use crate::source::Spanned;
use crate::text::characters::collapse_spaces;
use crate::text::links::format_link;
use std::borrow::Cow;
use std::collections::HashSet;

/// Reads a row of a table as a proposal. `None` if it has no name.
pub fn read_row(row: &TableRow, context: &TableContext, read: &mut ParsedRow) -> Option<Proposal> {
    let TableContext { columns, heading, reviewer } = context;
    let mut named = columns.iter().zip(&row.cells).filter(|(column, _)| column.field == Some(ColumnField::Name));
    let mut name = named.next().map(|(_, cell)| cell.text()).filter(|name| !name.is_empty())?.into_owned();
    // Its file is found by the name, so it is shortened before all other texts.
    if is_long(&name, ["name"]) {
        read.doubts.push(long_text_doubt("name", KeptTexts::Unparsed, row.place));
        let start = shorten(&name);
        read.keep_text_of("name", std::mem::replace(&mut name, start));
    }
    read.proposal.name = name.into();
    // The template is in the column of its day if no other one holds it.
    let has_template = columns.iter().any(|column| column.field == Some(ColumnField::Template));
    let field_of = |column: &TableColumn| match column.field {
        Some(ColumnField::Registered) if !has_template => Some(ColumnField::Template),
        field => field,
    };
    for (at, cell) in row.cells.iter().enumerate() {
        match columns.get(at).filter(|column| column.is_named()) {
            Some(column) => match field_of(column) {
                Some(field) => read.read_cell(field, column, cell, *reviewer),
                None if cell.lines.is_empty() => {}
                None => read.keep_text_of(&column.header, cell.to_markdown()),
            },
            None => read.keep_unheaded(&format!("column {}", at + 1), cell),
        }
    }
    for cell in &row.loose {
        read.keep_unheaded("row", cell);
    }
    // What a column of its own says comes before a link of the name and the date of a stage in another column.
    for (column, cell) in columns.iter().zip(&row.cells) {
        read.column = column.field.map_or("", ColumnField::record_key);
        match column.field {
            Some(ColumnField::Name) => read.read_name_links(cell),
            Some(ColumnField::StageDate) => read.read_stage_date(cell),
            _ => {}
        }
    }
    if let Some(heading) = heading {
        let stages = &mut read.proposal.stages;
        match status::parse_whole_stage(heading, *reviewer) {
            Some(reached) if stages.is_empty() => stages.push(reached),
            Some(reached) if stages.iter().any(|known| known.stage == reached.stage) => {}
            _ => read.keep_text_of("heading", escape_markdown(heading)),
        }
    }
    Some(std::mem::take(&mut read.proposal))
}

impl ParsedRow {
    fn read_cell(&mut self, field: ColumnField, column: &TableColumn, cell: &TableCell, reviewer: Option<&str>) {
        self.column = field.record_key();
        match field {
            ColumnField::Owners | ColumnField::Supporters => self.read_organizations(field, cell),
            ColumnField::Template => self.read_template(cell),
            ColumnField::Registered => {
                let (link, day) = links::read_link_and_day(cell, self);
                self.proposal.registered = day.map(Spanned::from).or(self.proposal.registered.take());
                if let Some((label, url)) = link {
                    self.keep_text(format_link(label, url));
                }
            }
            ColumnField::Status => {
                let reviewer = reviewer_in_header(&column.header).or(reviewer);
                let found = status::read_status(cell, reviewer, self);
                self.add_repository(found);
            }
            ColumnField::Project => {
                let found = links::read_project(cell, self);
                self.add_repository(found);
            }
            ColumnField::Maintainers => {
                if let Some(url) = links::read_maintainers(cell, self) {
                    self.proposal.repository.get_or_insert_default().maintainers = Some(url.into());
                }
            }
            ColumnField::Release => {
                let release = links::read_release(cell, self);
                self.proposal.releases.extend(release);
            }
            ColumnField::Issue => self.read_issue(|proposal| &mut proposal.issue, cell),
            ColumnField::OnboardingIssue => self.read_issue(|proposal| &mut proposal.onboarding_issue, cell),
            ColumnField::Summary if !means_nothing(&cell.text()) => {
                self.proposal.summary = Some(cell.to_markdown().into());
            }
            ColumnField::Notes if !means_nothing(&cell.text()) => {
                let (heading, text) = (Some(column.header.clone().into()), Some(cell.to_markdown().into()));
                self.proposal.sections.push(ProseSection { heading, text });
            }
            // The name's links and a stage's date need the other columns.
            ColumnField::Name | ColumnField::StageDate => {}
            ColumnField::Summary | ColumnField::Notes | ColumnField::Nothing => {}
        }
    }

    fn read_name_links(&mut self, cell: &TableCell) {
        for (label, url) in cell.links() {
            let Proposal { issue, repository, .. } = &mut self.proposal;
            let url_path = url.trim_end_matches('/');
            let known = repository.as_ref().and_then(|known| known.url.as_ref());
            match (parse_github_url(url), links::read_repository("", url)) {
                (Some(thread), _) if !thread.is_pr() && issue.is_none() => *issue = Some(thread.reference().into()),
                _ if known.is_some_and(|known| known.trim_end_matches('/') == url_path) => {}
                (_, Some(found)) if repository.is_none() => *repository = Some(found),
                _ => self.keep_text(format_link(label, url)),
            }
        }
    }

    /// The date of the last stage that has none.
    fn read_stage_date(&mut self, cell: &TableCell) {
        for line in cell.lines.iter().filter(|line| !means_nothing(&line.text)) {
            let day = self.read_date(&line.text, line);
            let undated = self.proposal.stages.iter_mut().rfind(|reached| reached.date.is_none());
            match (day, undated) {
                (Some(day), Some(reached)) => reached.date = Some(day.into()),
                (Some(_), None) => self.keep_line(line),
                (None, _) => self.keep_non_date(&line.text, line),
            }
        }
    }

    /// Adds what a column says about the repository; a second URL is kept.
    fn add_repository(&mut self, found: Option<ApiRepository>) {
        let Some(found) = found else { return };
        let mut known = self.proposal.repository.take().unwrap_or_default();
        match (&known.url, &found.url) {
            (Some(known), Some(url)) if known != url => {
                self.keep_text(format_link(found.name.as_deref().unwrap_or(url), url));
            }
            (Some(_), _) => {}
            (None, _) => (known.name, known.url) = (found.name, found.url),
        }
        known.maintainers = known.maintainers.take().or(found.maintainers);
        known.note = known.note.take().or(found.note);
        self.proposal.repository = Some(known);
    }

    /// Reads names between commas. Those with a star are owners, and all before the first block.
    fn read_organizations(&mut self, field: ColumnField, cell: &TableCell) {
        const STARS: [char; 4] = ['*', '\u{2217}', '\u{ff0a}', '\u{2605}'];
        let lead = if field == ColumnField::Owners { cell.lines.len() } else { cell.lines_before_block.unwrap_or(0) };
        let Proposal { owners, supporters, .. } = &mut self.proposal;
        for (at, line) in cell.lines.iter().enumerate() {
            // Most are names and commas, and whitespace is collapsed already.
            let is_usual = line.text.is_ascii() && !line.text.contains('*') && !line.text.contains("  ");
            let starred = (!is_usual).then(|| line.text.replace("(*)", "*"));
            for part in starred.as_deref().unwrap_or(&line.text).split([',', ';', '\u{ff0c}', '\u{3001}']) {
                let is_starred = !is_usual && part.contains(STARS);
                let name: Cow<str> = match is_usual {
                    true => part.trim().into(),
                    false => collapse_spaces(part, |c| c.is_whitespace() || STARS.contains(&c)).into(),
                };
                if means_nothing(&name) || name.bytes().all(|byte| byte.eq_ignore_ascii_case(&b'x')) {
                    continue;
                }
                self.organizations.add(&name, line.place);
                let list = if at < lead || is_starred { &mut *owners } else { &mut *supporters };
                list.push(name.into_owned().into());
            }
        }
        // A duplicate owner is dropped; a duplicate supporter is a finding of `check`.
        if owners.len() > 1 {
            let mut known = HashSet::new();
            owners.retain(|owner| known.insert(owner.value.clone()));
        }
        if cell.links().next().is_some() {
            self.keep_text(cell.to_markdown());
        }
    }

    fn read_template(&mut self, cell: &TableCell) {
        let (link, day) = links::read_link_and_day(cell, self);
        if let Some((label, url)) = link.filter(|(label, _)| !links::is_generic(label)) {
            self.keep_text(format_link(label, url));
        }
        let Proposal { registered, issue, template, .. } = &mut self.proposal;
        *registered = registered.take().or(day.map(Spanned::from));
        let Some((_, url)) = link else { return };
        let thread = parse_github_url(url);
        let pr = thread.filter(|thread| thread.is_pr()).map(|thread| thread.reference().into());
        if let (Some(thread), None, None) = (thread, &pr, &issue) {
            *issue = Some(thread.reference().into());
        }
        *template = Some(ProposalTemplate { pr, url: Some(url.to_owned().into()), ..ProposalTemplate::default() });
    }

    /// Keeps a cell without a header, unless it has only fillers.
    fn keep_unheaded(&mut self, place: &str, cell: &TableCell) {
        if !means_nothing(&cell.text()) {
            let text = cell.to_markdown();
            let message = format!("`{}` is not in any column", shorten(&text));
            let doubt = Doubt::new(DoubtKind::Unplaced, cell.place, message);
            self.doubts.push(doubt.with_help(format!("It is kept in `unparsed`, where: {place}.")));
            self.keep_text_of(place, text);
        }
    }

    fn read_issue(&mut self, issue: fn(&mut Proposal) -> &mut Option<Spanned<Reference>>, cell: &TableCell) {
        for line in cell.lines.iter() {
            let linked = line.links().find_map(|(_, url)| parse_github_url(url)).map(|thread| thread.reference());
            let text = &line.text;
            let issue = issue(&mut self.proposal);
            match linked.or_else(|| Reference::parse(text.trim_start_matches('#'))) {
                Some(reference) if issue.is_none() => *issue = Some(reference.into()),
                _ if means_nothing(text) => {}
                _ => self.keep_line(line),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::table::source::TableSource;
    use crate::source::FileId;

    #[test]
    fn owners_are_separated_from_supporters() {
        for (text, owners, supporters) in [
            ("Orange*, KDDI, Vodafone", "Orange", "KDDI Vodafone"),
            ("Orange*<div>Orange, KDDI</div>", "Orange", "Orange KDDI"),
            ("KDDI, 5GFF, Orange\\*", "Orange", "KDDI 5GFF"),
            ("KDDI, *Orange*<div></div>", "KDDI Orange", ""),
            ("Orange &#42;<br>AT&T, KDDI", "Orange", "AT&T KDDI"),
            ("<div>Orange*, KDDI</div>", "Orange", "KDDI"),
            ("Orange (*), KDDI, N/A", "Orange", "KDDI"),
            ("N/A", "", ""),
            ("(N/A), KDDI", "", "KDDI"),
            ("---", "", ""),
            ("TBD", "", ""),
            ("x*, KDDI, (to be defined)", "", "KDDI"),
        ] {
            let mut row = ParsedRow::default();
            let source = TableSource::new(text, FileId(0));
            let cell = source.read_cell(0..text.len());
            row.read_organizations(ColumnField::Supporters, &cell);
            let join = |names: &[Spanned<String>]| names.iter().map(|name| &*name.value).collect::<Vec<_>>().join(" ");
            let found = (join(&row.proposal.owners), join(&row.proposal.supporters));
            assert_eq!(found, (owners.into(), supporters.into()), "{text}");
        }
    }
}
