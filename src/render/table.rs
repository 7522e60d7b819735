//! The backlog table, with the columns that CAMARA's process refers to by name.

mod file;

pub use file::{new_table_file, splice_table};

use super::facts::Facts;
use super::templates::Templates;
use crate::error::Error;
use crate::model::proposal::{Proposal, Release};
use crate::model::stage::Stage;
use crate::model::workgroup::TableForm;
use crate::view::Views;
use crate::view::links::release_url;
use chrono::NaiveDate;
use minijinja::value::Value;
use serde::Serialize;

/// What the templates of the table are filled with.
#[derive(Serialize)]
struct TableContext {
    /// The name of the group's reviewer.
    reviewer: Option<String>,
    rows: Vec<RowFacts>,
}

/// The facts of a proposal in the table.
#[derive(Serialize)]
struct RowFacts {
    name: String,
    /// `None` if the link of the template leads there.
    issue_url: Option<String>,
    owners: Vec<String>,
    /// The supporters that are not owners.
    supporters: Vec<String>,
    /// The supporters as the file lists them, owners among them.
    listed_supporters: Vec<String>,
    /// The latest pull request of the template.
    template_pr: Option<String>,
    template_url: Option<String>,
    /// Whether the template is where it stays.
    is_merged: bool,
    registered: Option<String>,
    /// The stages of the file, then the one that follows from the calls.
    stages: Vec<StageRowFacts>,
    closed: Option<String>,
    repository: Option<RepositoryFacts>,
    /// The latest release.
    release: Option<ReleaseFacts>,
}

#[derive(Serialize)]
struct StageRowFacts {
    name: String,
    date: Option<String>,
    /// Markdown.
    note: Option<Value>,
}

#[derive(Serialize)]
struct RepositoryFacts {
    /// Its name, or its URL if it has none.
    name: Option<String>,
    url: Option<String>,
    /// The URL of its maintainers.
    maintainers: Option<String>,
    /// Markdown.
    note: Option<Value>,
}

#[derive(Serialize)]
struct ReleaseFacts {
    /// Its version and meta-release, or its tag; may be empty.
    label: String,
    url: Option<String>,
    date: Option<String>,
}

/// The table of every proposal in a format, ending with a line end.
///
/// # Errors
/// [`Error::Template`] when the group's own template fails.
pub fn fill_table(form: TableForm, views: &Views, templates: &Templates) -> Result<String, Error> {
    let template = match form {
        TableForm::Md => "table-gfm.md",
        TableForm::Html => "table-html.md",
    };
    let facts = Facts::new(views);
    let rows = views.stages.table_rows().into_iter().map(|proposal| row_facts(proposal, &facts)).collect();
    let context = TableContext { reviewer: views.reviews.reviewer_name().map(ToOwned::to_owned), rows };
    Ok(format!("{}\n", templates.fill(template, context)?.trim()))
}

fn row_facts<'g>(proposal: &'g Proposal, facts: &Facts<'_, 'g>) -> RowFacts {
    let views = facts.views;
    let names = |names: Vec<&str>| names.into_iter().map(ToOwned::to_owned).collect::<Vec<_>>();
    let template = proposal.template.as_ref();
    let template_url = views.links.template_url(proposal);
    let issue_url = proposal.issue.as_ref().and_then(|issue| views.links.issue_url(issue));
    RowFacts {
        name: proposal.name.value.clone(),
        issue_url: issue_url.filter(|url| template_url.as_ref() != Some(url)),
        owners: names(views.owners.current_owners(proposal)),
        supporters: names(views.owners.supporters(proposal)),
        listed_supporters: names(views.owners.listed_supporters(proposal).collect()),
        template_pr: template.and_then(|template| template.pr.as_ref()).map(|pr| views.links.pr_label(pr)),
        template_url,
        is_merged: template.is_some_and(|it| it.merged.is_some() || it.path.is_some() || it.url.is_some()),
        registered: proposal.registered.as_ref().map(|day| day.value.to_string()),
        stages: stages(proposal, facts),
        closed: views.stages.closing_day(proposal).map(|day| day.to_string()),
        repository: proposal.repository.as_ref().map(|it| RepositoryFacts {
            name: it.name.clone().or(it.url.as_ref().map(|url| url.value.clone())),
            url: it.url.as_ref().map(|url| url.value.clone()),
            maintainers: it.maintainers.as_ref().map(|url| url.value.clone()),
            note: it.note.as_deref().map(|note| facts.prose(note)),
        }),
        release: proposal.releases.last().map(|release| release_facts(proposal, release)),
    }
}

fn stages<'g>(proposal: &'g Proposal, facts: &Facts<'_, 'g>) -> Vec<StageRowFacts> {
    let in_file = proposal.stages.iter().map(|reached| StageRowFacts {
        name: facts.views.reviews.format_stage(reached.stage.value),
        date: reached.date.as_ref().map(|date| date.value.to_string()),
        note: reached.reason.as_deref().map(|note| facts.prose(note)),
    });
    let derived = facts.views.stages.discussed_since(proposal, NaiveDate::MAX).map(|day| StageRowFacts {
        name: facts.views.reviews.format_stage(Stage::UnderDiscussion),
        date: Some(day.to_string()),
        note: None,
    });
    in_file.chain(derived).collect()
}

fn release_facts(proposal: &Proposal, release: &Release) -> ReleaseFacts {
    let names = [&release.version, &release.meta_release];
    let names: Vec<&str> = names.into_iter().flatten().map(String::as_str).collect();
    ReleaseFacts {
        label: if names.is_empty() { release.tag.clone().unwrap_or_default() } else { names.join(" ") },
        url: release_url(proposal, release),
        date: release.date.map(|day| day.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_group::TestGroup;

    /// The table of a group in both forms.
    fn fill_both(group: &TestGroup) -> [String; 2] {
        let views = group.views("2026-02-12");
        let templates = Templates::new(views.group).unwrap();
        [TableForm::Md, TableForm::Html].map(|form| fill_table(form, &views, &templates).unwrap())
    }

    #[test]
    fn the_reviewer_is_named() {
        let group = TestGroup::new().proposal("a", "stages: [{ stage: approved, date: 2026-02-05 }]\n");
        let [markdown, html] = fill_both(&group.clone().settings("reviewer: { name: Board | two }\n"));
        assert!(markdown.contains("| API backlog & Board \\| two - Status |"), "{markdown}");
        assert!(markdown.contains("<li>Board \\| two approved (2026-02-05)</li>"), "{markdown}");
        assert!(html.contains("<th>API backlog & Board &#124; two - Status</th>"), "{html}");
        assert!(html.contains("<li>Board &#124; two approved (2026/02/05)</li>"), "{html}");
        let [unnamed, _] = fill_both(&group.settings(""));
        assert!(unnamed.contains("| API backlog & reviewer - Status |"), "{unnamed}");
        assert!(unnamed.contains("<li>The reviewer approved (2026-02-05)</li>"), "{unnamed}");
    }

    #[test]
    fn a_status_includes_the_discussion_and_the_closing() {
        let group = TestGroup::new().proposal("a", "issue: 1\nclosed: 2026-02-20\nstages: [not-yet-discussed]\n");
        let [markdown, html] = fill_both(&group.call("2026-02-12", "agenda: [{ issue: 1, notes: Presented }]\n"));
        let status = "<ul><li>Not yet discussed (N/A)</li><li>Under discussion (2026-02-12)</li><li>closed (2026-02-20)</li></ul>";
        assert!(markdown.contains(status), "{markdown}");
        assert!(html.contains(&status.replace('-', "/")), "{html}");
    }
}
