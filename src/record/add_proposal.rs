//! A new proposal.

use super::changes::{ChangeKind, Changes};
use super::organization::resolve_organization;
use super::proposal::resolve_proposal;
use crate::error::Error;
use crate::model::proposal::{Proposal, ProposalKind};
use crate::model::reference::Reference;
use crate::model::slug::{file_stem, free_stem};
use crate::model::spelling::is_same_name;
use crate::model::stage::{ReachedStage, Stage};
use crate::source::{Source, Spanned};
use crate::store::yaml;
use crate::view::Views;
use crate::view::index::Subject;
use crate::view::threads::split_title;

/// Registers a proposal today, in a new file. Its target, owners and supporters are words as users type them; several names
/// may be in one text, with commas.
///
/// # Errors
/// When it has no issue, another proposal has its issue, PR or name, or its target or an organization is not known.
pub fn register_proposal(mut proposal: Proposal, views: &Views) -> Result<Changes, Error> {
    let today = views.now.day();
    let normalize = |number: &mut Spanned<Reference>| number.value = views.index.normalize_reference(number);
    let pr = proposal.template.as_mut().and_then(|template| template.pr.as_mut());
    pr.into_iter().chain(proposal.issue.as_mut()).for_each(normalize);
    if let Some((what, other)) = find_conflict(&proposal, views) {
        return Err(Error::not_allowed(
            format!("{what} of {} already, in backlog/{}.yaml", other.name.value, other.slug),
            "Edit that file, or give this proposal its own issue, PR and name.",
        ));
    }
    if let Some(target) = &mut proposal.target {
        target.value.clone_from(&resolve_proposal(target, views)?.slug);
    }
    let file = match (file_stem(&proposal.name), &proposal.issue) {
        (empty, Some(issue)) if empty.is_empty() => format!("issue-{}", issue.number),
        (stem, _) => stem,
    };
    // Two names may have the same letters: where `C++` has the slug `c`, `C#` gets `c-2`.
    let file = free_stem(&file, |slug| views.index.by_slug(slug).is_some());
    let resolve = |given: &[Spanned<String>]| -> Result<Vec<Spanned<String>>, Error> {
        let names = given.iter().flat_map(|names| views.lookup.split_names(names));
        names.map(|name| Ok(resolve_organization(&name, views)?.into())).collect()
    };
    (proposal.owners, proposal.supporters) = (resolve(&proposal.owners)?, resolve(&proposal.supporters)?);
    proposal.registered = Some(today.into());
    // A call may have discussed it before it was registered.
    let subjects =
        [proposal.issue.as_deref().cloned().map(Subject::Issue), template_pr(&proposal).cloned().map(Subject::Pr)];
    if subjects.iter().flatten().all(|subject| views.stages.treated_days(subject).is_empty()) {
        proposal.stages.push(ReachedStage::new(Stage::NotYetDiscussed, Some(today)));
    }
    let record = Source { path: format!("backlog/{file}.yaml"), text: yaml::to_yaml(&proposal)? };
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

/// What GitHub knows of the issue of a new proposal, according to `github.yaml`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownIssue {
    /// Its title, without the prefix of proposals.
    pub name: Option<String>,
    /// The summary in its description, as Markdown.
    pub summary: Option<String>,
    /// The pull request with the template.
    pub pr: Option<Reference>,
}

/// Finds what GitHub knows of an issue.
pub fn find_known_issue(issue: &Reference, views: &Views) -> KnownIssue {
    let facts = views.index.issue_facts(issue);
    let title = facts.and_then(|facts| facts.title.as_deref()).map(|title| split_title(title).0.to_owned());
    KnownIssue {
        name: title.filter(|name| !name.is_empty()),
        summary: facts.and_then(|facts| facts.summary.clone()),
        pr: views.threads.template_pr(issue).cloned(),
    }
}

fn template_pr(proposal: &Proposal) -> Option<&Reference> {
    proposal.template.as_ref()?.pr.as_deref()
}

/// Another proposal with the same issue, PR or name, and which of these it is. The rules would find it too, but report
/// it in the other file.
fn find_conflict<'g>(new: &Proposal, views: &Views<'g>) -> Option<(String, &'g Proposal)> {
    let family = |other: &&Proposal| new.kind == ProposalKind::ApiFamily || other.kind == ProposalKind::ApiFamily;
    let issue = new.issue.as_deref();
    let by_issue = issue.and_then(|issue| Some((issue, views.index.by_issue(issue).filter(|other| !family(other))?)));
    let by_pr = || template_pr(new).and_then(|pr| Some((pr, views.index.by_pr(pr)?)));
    let by_name = || views.group.proposals.iter().find(|other| is_same_name(&other.name, &new.name));
    by_issue
        .map(|(issue, other)| (format!("{issue} is the issue"), other))
        .or_else(|| by_pr().map(|(pr, other)| (format!("{} is the template", pr.pr_label()), other)))
        .or_else(|| by_name().map(|other| (format!("`{}` is the name", *new.name), other)))
}
