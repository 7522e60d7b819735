//! A new proposal.

use super::changes::{ChangeKind, Changes};
use super::organization::resolve_organization;
use super::proposal::resolve_proposal;
use crate::error::Error;
use crate::model::proposal::{Proposal, ProposalKind};
use crate::model::reference::Reference;
use crate::model::spelling::{file_stem, free_stem, is_same_name};
use crate::model::stage::Stage;
use crate::source::Source;
use crate::store::yaml;
use crate::view::Views;
use crate::view::index::Subject;
use chrono::NaiveDate;
use serde::Serialize;

/// A proposal to register.
#[derive(Debug)]
pub struct ProposalRequest<'r> {
    /// The name of the API or the family.
    pub name: &'r str,
    /// Its kind.
    pub kind: ProposalKind,
    /// The words that name the proposal that it enhances, renames or implements.
    pub target: Option<&'r str>,
    /// The issue that proposes it.
    pub issue: &'r Reference,
    /// The pull request with the filled-in template.
    pub pr: Option<&'r Reference>,
    /// Its owners; several may be in one text, with commas.
    pub owners: &'r [String],
    /// Its supporters; several may be in one text, with commas.
    pub supporters: &'r [String],
    /// What it is about, as Markdown.
    pub summary: Option<&'r str>,
}

/// The file, with its keys in order.
#[derive(Serialize)]
struct ProposalRecord<'r> {
    name: &'r str,
    kind: ProposalKind,
    target: Option<&'r str>,
    issue: &'r Reference,
    template: Option<TemplateEntry<'r>>,
    registered: NaiveDate,
    owners: Vec<String>,
    supporters: Vec<String>,
    summary: Option<&'r str>,
    stages: Vec<FirstStage>,
}

#[derive(Serialize)]
struct TemplateEntry<'r> {
    pr: &'r Reference,
}

#[derive(Serialize)]
struct FirstStage {
    stage: Stage,
    date: NaiveDate,
}

/// Registers a proposal today, in a new file.
///
/// # Errors
/// When another proposal has its issue, PR or name, or its target or an organization is not known.
pub fn register_proposal(request: &ProposalRequest, views: &Views) -> Result<Changes, Error> {
    let date = views.now.day();
    let issue = views.index.normalize_reference(request.issue);
    let pr = request.pr.map(|pr| views.index.normalize_reference(pr));
    if let Some((what, other)) = find_conflict(request, &issue, views) {
        return Err(Error::not_allowed(
            format!("{what} of {} already, in backlog/{}.yaml", other.name.value, other.slug),
            "Edit that file, or give this proposal its own issue, PR and name.",
        ));
    }
    let target = request.target.map(|words| resolve_proposal(words, views)).transpose()?;
    let file = match file_stem(request.name) {
        empty if empty.is_empty() => format!("issue-{}", issue.number),
        stem => stem,
    };
    // Two names may have the same letters: where `C++` has the slug `c`, `C#` gets `c-2`.
    let file = free_stem(&file, |slug| views.index.by_slug(slug).is_some());
    let resolve = |given: &[String]| -> Result<Vec<String>, Error> {
        let names = given.iter().flat_map(|names| views.lookup.split_names(names));
        names.map(|name| resolve_organization(&name, views)).collect()
    };
    // A call may have discussed it before it was registered.
    let subjects = [Some(Subject::Issue(issue.clone())), pr.clone().map(Subject::Pr)];
    let is_discussed = subjects.iter().flatten().any(|subject| !views.stages.treated_days(subject).is_empty());
    let first = (!is_discussed).then_some(FirstStage { stage: Stage::NotYetDiscussed, date });
    let record = ProposalRecord {
        name: request.name,
        kind: request.kind,
        target: target.map(|target| target.slug.as_str()),
        issue: &issue,
        template: pr.as_ref().map(|pr| TemplateEntry { pr }),
        registered: date,
        owners: resolve(request.owners)?,
        supporters: resolve(request.supporters)?,
        summary: request.summary,
        stages: first.into_iter().collect(),
    };
    let record = Source { path: format!("backlog/{file}.yaml"), text: yaml::to_yaml(&record)? };
    let mut changes = Changes::from(ChangeKind::Create(record));
    if views.workgroup.repository.is_none() {
        changes.next_steps.push(
            "issues are not linked to GitHub yet: set the repository with `backlog set workgroup repository=OWNER/REPO`"
                .to_owned(),
        );
    }
    changes.next_steps.push("next: add it to the table with `backlog render`".to_owned());
    Ok(changes)
}

/// Another proposal with the same issue, PR or name, and which of these it is. The rules would find it too, but report
/// it in the other file.
fn find_conflict<'g>(
    request: &ProposalRequest,
    issue: &Reference,
    views: &Views<'g>,
) -> Option<(String, &'g Proposal)> {
    let family = |other: &&Proposal| request.kind == ProposalKind::ApiFamily || other.kind == ProposalKind::ApiFamily;
    let by_issue = views.index.by_issue(issue).filter(|other| !family(other));
    let by_pr = request.pr.and_then(|pr| views.index.by_pr(pr).map(|other| (pr, other)));
    let by_name = || views.group.proposals.iter().find(|other| is_same_name(&other.name, request.name));
    by_issue
        .map(|other| (format!("{issue} is the issue"), other))
        .or_else(|| by_pr.map(|(pr, other)| (format!("PR{pr} is the template"), other)))
        .or_else(|| by_name().map(|other| (format!("`{}` is the name", request.name), other)))
}
