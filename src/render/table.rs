//! The backlog table, with the columns that CAMARA's process refers to by name.

mod file;

pub use file::{new_page, new_table_file, splice_table};

use super::facts::Facts;
use super::templates::Templates;
use crate::error::Error;
use crate::model::proposal::{Proposal, Release};
use crate::model::stage::Stage;
use crate::model::workgroup::TableForm;
use crate::view::Views;
use crate::view::links::release_url;
use crate::view::templates::TemplateMerge;
use chrono::NaiveDate;
use minijinja::context;
use minijinja::value::Value;

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
    let rows = views.stages.table_rows().into_iter().map(|proposal| row_facts(proposal, &facts));
    let context = context! { reviewer => views.reviews.reviewer_name(), rows => rows.collect::<Value>() };
    let mut table = templates.fill(template, context)?;
    // In place: a table may be long.
    table.truncate(table.trim_end().len());
    table.drain(..table.len() - table.trim_start().len());
    table.push('\n');
    Ok(table)
}

/// The facts of a proposal in the table.
pub fn row_facts<'g>(proposal: &'g Proposal, facts: &Facts<'_, 'g>) -> Value {
    let views = facts.views;
    let template = proposal.template.as_ref();
    let template_url = views.links.template_url(proposal);
    let issue_url = proposal.issue.as_ref().and_then(|issue| views.links.issue_url(issue));
    let repository = proposal.repository.as_ref().map(|it| {
        let url = it.url.as_ref().map(|url| url.as_str());
        context! {
            // Its name, or its URL if it has none.
            name => it.name.as_deref().or(url),
            url,
            // The URL of its maintainers.
            maintainers => it.maintainers.as_ref().map(|url| url.as_str()),
            // Markdown.
            note => it.note.as_deref().map(|note| facts.prose(note)),
        }
    });
    context! {
        name => proposal.name.as_str(),
        // `None` if the link of the template leads there.
        issue_url => issue_url.filter(|url| template_url.as_ref() != Some(url)),
        owners => facts.public_names(views.owners.current_owners(proposal)),
        // The supporters that are not owners.
        supporters => facts.public_names(views.owners.supporters(proposal)),
        // The supporters as the file lists them, owners among them.
        listed_supporters => facts.public_names(views.owners.listed_supporters(proposal)),
        // The latest pull request of the template.
        template_pr => template.and_then(|template| template.pr.as_ref()).map(|pr| views.links.pr_label(pr)),
        template_url,
        // Whether the template is where it stays.
        is_merged => matches!(views.templates.merge_state(proposal), Some(TemplateMerge::Merged(_))),
        registered => proposal.registered.as_ref().map(|day| day.value.to_string()),
        stages => stages(proposal, facts),
        closed => views.stages.closing_day(proposal).map(|day| day.to_string()),
        repository,
        release => proposal.releases.last().map(|release| release_facts(proposal, release)),
    }
}

/// The stages of the file, then the one that follows from the calls.
fn stages<'g>(proposal: &'g Proposal, facts: &Facts<'_, 'g>) -> Value {
    let stage = |stage: Stage, date: Option<NaiveDate>, note: Option<Value>| {
        context! { name => facts.views.reviews.format_stage(stage), date => date.map(|day| day.to_string()), note }
    };
    let in_file = proposal.stages.iter().map(|reached| {
        let note = reached.reason.as_deref().map(|note| facts.prose(note));
        stage(reached.stage.value, reached.date.as_ref().map(|date| date.value), note)
    });
    let derived = facts.views.stages.discussed_since(proposal, NaiveDate::MAX);
    in_file.chain(derived.map(|day| stage(Stage::UnderDiscussion, Some(day), None))).collect()
}

/// The facts of a release.
pub fn release_facts(proposal: &Proposal, release: &Release) -> Value {
    let names = [&release.version, &release.meta_release];
    let names: Vec<&str> = names.into_iter().flatten().map(String::as_str).collect();
    context! {
        // Its version and meta-release, or its tag; may be empty.
        label => if names.is_empty() { release.tag.clone().unwrap_or_default() } else { names.join(" ") },
        url => release_url(proposal, release),
        date => release.date.map(|day| day.to_string()),
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
        assert!(markdown.contains("<li>Board \\| two approved (2026/02/05)</li>"), "{markdown}");
        assert!(html.contains("<th>API backlog & Board &#124; two - Status</th>"), "{html}");
        assert!(html.contains("<li>Board &#124; two approved (2026/02/05)</li>"), "{html}");
        let [unnamed, _] = fill_both(&group.settings(""));
        assert!(unnamed.contains("| API backlog & reviewer - Status |"), "{unnamed}");
        assert!(unnamed.contains("<li>The reviewer approved (2026/02/05)</li>"), "{unnamed}");
    }

    #[test]
    fn a_template_is_merged_as_github_says() {
        let github = |merged: &str| format!("issues: {{ 9: {{ kind: pr, path: docs/a.md{merged} }} }}\n");
        let group = TestGroup::new().proposal("a", "issue: 1\ntemplate: { pr: 9 }\n");
        let cells = |merged: &str| fill_both(&group.clone().file("github.yaml", github(merged)));
        let [markdown, html] = cells(", merged: 2026-02-01");
        assert!(markdown.contains("[Template](https://github.com/o/r/blob/main/docs/a.md)"), "{markdown}");
        assert!(html.contains("href=\"https://github.com/o/r/blob/main/docs/a.md\""), "{html}");
        let [markdown, html] = cells("");
        assert!(markdown.contains("[PR#9 (pending)](https://github.com/o/r/pull/9)"), "{markdown}");
        assert!(html.contains("href=\"https://github.com/o/r/pull/9\""), "{html}");
    }

    #[test]
    fn a_status_includes_the_discussion_and_the_closing() {
        let group = TestGroup::new().proposal("a", "issue: 1\nclosed: 2026-02-20\nstages: [not-yet-discussed]\n");
        let [markdown, html] = fill_both(&group.call("2026-02-12", "agenda: [{ issue: 1, notes: Presented }]\n"));
        let status = "<ul><li>Not yet discussed (N/A)</li><li>Under discussion (2026/02/12)</li><li>closed (2026/02/20)</li></ul>";
        assert!(markdown.contains(status), "{markdown}");
        assert!(html.contains(status), "{html}");
        let link = "https://github.com/o/r/issues/1";
        assert!(markdown.contains(&format!("| [A]({link}) |")), "{markdown}");
        assert!(html.contains(&format!("<th><a href=\"{link}\">A</a></th>")), "{html}");
    }
}
