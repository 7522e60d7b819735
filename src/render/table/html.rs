//! The table in CAMARA's own format: HTML, which `import table` reads back.

use super::{ProposalRow, fill_table};
use crate::error::Error;
use crate::model::proposal::{Proposal, Release};
use crate::model::stage::{ReachedStage, Stage};
use crate::render::cell::{escape_text, format_anchor, format_cell};
use crate::render::templates::Templates;
use crate::view::Views;
use crate::view::links::release_url;
use chrono::NaiveDate;

/// The table of every proposal, ending with a line end.
///
/// # Errors
/// [`Error::Template`] when the group's own template fails.
pub fn render_html(views: &Views, templates: &Templates) -> Result<String, Error> {
    fill_table("table-html.md", views, templates, proposal_row)
}

fn proposal_row<'g>(proposal: &'g Proposal, views: &Views<'g>) -> ProposalRow {
    ProposalRow {
        name: format_name(proposal, views),
        supporters: format_supporters(proposal, views),
        template: format_template(proposal, views),
        status: format_status(proposal, views),
        project: format_project(proposal),
        release: proposal
            .releases
            .last()
            .map_or_else(|| "No release".to_owned(), |last| format_release(proposal, last)),
    }
}

/// The name links to the issue, unless the template does.
fn format_name(proposal: &Proposal, views: &Views) -> String {
    let issue = proposal.issue.as_ref().and_then(|issue| views.links.issue_url(issue));
    match issue.filter(|url| views.links.template_url(proposal).as_ref() != Some(url)) {
        Some(url) => format_anchor(&proposal.name, &url),
        None => escape_text(&proposal.name),
    }
}

/// Owners with an asterisk; below them the supporters, including owners that the file lists as supporters.
fn format_supporters<'g>(proposal: &'g Proposal, views: &Views<'g>) -> String {
    let owners: Vec<String> =
        views.owners.current_owners(proposal).into_iter().map(|owner| format!("{}*", escape_text(owner))).collect();
    let listed: Vec<String> = views.owners.listed_supporters(proposal).map(escape_text).collect();
    match (owners.is_empty(), listed.is_empty()) {
        (true, true) => "N/A".to_owned(),
        (true, false) => format!("N/A<div>{}</div>", listed.join(", ")),
        (false, _) => format!("{}<div>{}</div>", owners.join(", "), listed.join(", ")),
    }
}

fn format_template(proposal: &Proposal, views: &Views) -> String {
    let registered = proposal.registered.as_ref().map(|day| day.value);
    match (views.links.template_url(proposal), registered) {
        (None, None) => "N/A".to_owned(),
        (None, Some(_)) => format!("N/A<br>{}", format_day(registered)),
        (Some(url), _) => format!("{}<div>{}</div>", format_anchor("Template", &url), format_day(registered)),
    }
}

fn format_status(proposal: &Proposal, views: &Views) -> String {
    let entry = |reached: &ReachedStage| {
        let note = reached.note.as_deref().map(|note| format!(": {}", format_cell(note))).unwrap_or_default();
        let date = reached.date.as_ref().map(|date| date.value);
        format!(
            "<li>{}{note} ({})</li>",
            escape_text(&views.reviews.format_stage(reached.stage.value)),
            format_day(date)
        )
    };
    let derived = views.stages.discussed_since(proposal, NaiveDate::MAX);
    let derived = derived.map(|date| {
        format!(
            "<li>{} ({})</li>",
            escape_text(&views.reviews.format_stage(Stage::UnderDiscussion)),
            format_day(Some(date))
        )
    });
    let closed = views.stages.closing_day(proposal).map(|date| format!("<li>closed ({})</li>", format_day(Some(date))));
    let entries: String = proposal.stages.iter().map(entry).chain(derived).chain(closed).collect();
    if entries.is_empty() { "N/A".to_owned() } else { format!("<ul>{entries}</ul>") }
}

fn format_project(proposal: &Proposal) -> String {
    let Some(repository) = &proposal.repository else { return "N/A".to_owned() };
    let name = repository.name.as_deref().or(repository.url.as_ref().map(|url| url.as_str()));
    let linked =
        |label: &str, url: Option<&str>| url.map_or_else(|| escape_text(label), |url| format_anchor(label, url));
    let parts = [
        name.map(|name| linked(name, repository.url.as_ref().map(|url| url.as_str()))),
        repository.maintainers.as_ref().map(|url| format_anchor("Maintainers", url)),
        repository.note.as_ref().map(|note| format_cell(note)),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { "N/A".to_owned() } else { parts.join("<br>") }
}

fn format_release(proposal: &Proposal, release: &Release) -> String {
    let names: Vec<&str> =
        [&release.version, &release.meta_release].into_iter().flatten().map(String::as_str).collect();
    let label = match (names.is_empty(), &release.tag) {
        (false, _) => names.join(" "),
        (true, Some(tag)) => tag.clone(),
        (true, None) => "Release".to_owned(),
    };
    let label = release_url(proposal, release).map_or_else(|| escape_text(&label), |url| format_anchor(&label, &url));
    format!("{label}<div>{}</div>", format_day(release.date))
}

/// A day in the format of CAMARA's table.
fn format_day(day: Option<NaiveDate>) -> String {
    day.map_or_else(|| "N/A".to_owned(), |day| day.format("%Y/%m/%d").to_string())
}
