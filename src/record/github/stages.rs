//! What the stage of a proposal means for its issue: a comment, labels, closing. GitHub's own state says what of it is done
//! already.

use super::{Author, PublishedIssue, find_issue, thread_path};
use crate::error::Error;
use crate::model::github_terms::CloseReason;
use crate::model::proposal::Proposal;
use crate::model::reference::Reference;
use crate::model::stage::ReachedStage;
use crate::outside::github::{GithubClient, escape_segment};
use crate::record::changes::RecordChange;
use crate::render::github::{Marker, compose_stage_comment};
use crate::store::edit::Edit;
use crate::view::Views;
use crate::view::github_stages::PendingStage;
use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Value, json};

/// A comment that is written once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkedComment {
    /// Markdown, within its marks.
    pub text: String,
    marker: Marker,
}

/// What is to be done in one issue or pull request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ThreadAction {
    /// Comment it.
    Comment(MarkedComment),
    /// Add a label.
    Label(String),
    /// Remove a label.
    Unlabel(String),
    /// Close the issue.
    Close(CloseReason),
    /// Comment and close a pull request.
    ClosePr(Reference, MarkedComment),
}

/// What a stage of a proposal means.
#[derive(Debug, Clone)]
pub struct StagePlan<'g> {
    /// The stage.
    pub pending: PendingStage<'g>,
    /// In the order in which it is done; not empty.
    pub actions: Vec<ThreadAction>,
}

/// Plans what a stage means, from the records and what GitHub said last.
///
/// # Errors
/// Those of the group's template.
pub fn plan_stage<'g>(pending: PendingStage<'g>, own: &str, views: &Views<'g>) -> Result<StagePlan<'g>, Error> {
    let comment = |pr: Option<&Reference>| {
        let repository = pr.unwrap_or(pending.issue).repository.as_deref().unwrap_or(own);
        let (text, marker) = compose_stage_comment(pending.proposal, pending.reached, pr, repository, views)?;
        Ok::<_, Error>(MarkedComment { text, marker })
    };
    let mut actions = Vec::new();
    actions.extend(pending.former_labels.iter().map(|label| ThreadAction::Unlabel((*label).to_owned())));
    if pending.comment {
        actions.push(ThreadAction::Comment(comment(None)?));
    }
    actions.extend(pending.label.map(|label| ThreadAction::Label(label.to_owned())));
    for pr in &pending.prs {
        actions.push(ThreadAction::ClosePr((*pr).clone(), comment(Some(pr))?));
    }
    actions.extend(pending.close.map(ThreadAction::Close));
    Ok(StagePlan { pending, actions })
}

/// Does what a stage means, as far as GitHub does not show it yet; returns what was done, as phrases.
///
/// # Errors
/// [`Error::Github`]; [`Error::NotAllowed`] where GitHub does not know the issue.
pub fn apply_stage(client: &GithubClient, plan: &StagePlan, own: &str) -> Result<Vec<String>, Error> {
    let (repository, issue) = find_thread(client, plan.pending.issue, own)?;
    let path = thread_path(repository, issue.number);
    let mut done = Vec::new();
    for action in &plan.actions {
        let is_done = match action {
            ThreadAction::Comment(comment) => comment_once(client, &path, comment)?,
            ThreadAction::Label(label) if issue.has_label(label) => false,
            ThreadAction::Label(label) => {
                client.post::<Value>(&format!("{path}/labels"), &json!({ "labels": [label] }))?;
                true
            }
            ThreadAction::Unlabel(label) => {
                issue.has_label(label) && client.delete(&format!("{path}/labels/{}", escape_segment(label)))?
            }
            ThreadAction::Close(reason) if issue.is_open() => {
                let state = json!({ "state": "closed", "state_reason": reason.record_key() });
                client.patch::<Value>(&path, &state)?;
                true
            }
            ThreadAction::Close(_) => false,
            ThreadAction::ClosePr(pr, comment) => close_pr(client, pr, comment, own)?,
        };
        if is_done {
            done.push(describe_action(action));
        }
    }
    Ok(done)
}

fn find_thread<'r>(
    client: &GithubClient,
    number: &'r Reference,
    own: &'r str,
) -> Result<(&'r str, PublishedIssue), Error> {
    let repository = number.repository.as_deref().unwrap_or(own);
    let missing = || Error::not_allowed(format!("GitHub does not know {number}"), "Correct the number in the records.");
    Ok((repository, find_issue(client, repository, number.number)?.ok_or_else(missing)?))
}

fn close_pr(client: &GithubClient, pr: &Reference, comment: &MarkedComment, own: &str) -> Result<bool, Error> {
    let (repository, thread) = find_thread(client, pr, own)?;
    if !thread.is_open() {
        return Ok(false);
    }
    let path = thread_path(repository, thread.number);
    comment_once(client, &path, comment)?;
    client.patch::<Value>(&path, &json!({ "state": "closed" }))?;
    Ok(true)
}

/// A comment as GitHub shows it.
#[derive(Deserialize)]
struct PublishedComment {
    #[serde(default)]
    body: Option<String>,
    #[serde(flatten)]
    author: Author,
}

/// Writes a comment unless it is there; returns whether it was written.
fn comment_once(client: &GithubClient, path: &str, comment: &MarkedComment) -> Result<bool, Error> {
    let comments: Vec<PublishedComment> = client.get_pages(&format!("{path}/comments"))?;
    let is_it = |one: &PublishedComment| {
        one.author.may_write() && one.body.as_deref().is_some_and(|body| comment.marker.is_in(body))
    };
    if comments.iter().any(is_it) {
        return Ok(false);
    }
    client.post::<Value>(&format!("{path}/comments"), &json!({ "body": comment.text }))?;
    Ok(true)
}

/// What an action does, as a phrase.
pub fn describe_action(action: &ThreadAction) -> String {
    match action {
        ThreadAction::Comment(_) => "comment".to_owned(),
        ThreadAction::Label(label) => format!("add the label \"{label}\""),
        ThreadAction::Unlabel(label) => format!("remove the label \"{label}\""),
        ThreadAction::Close(reason) => format!("close it as {}", reason.record_key().replace('_', " ")),
        ThreadAction::ClosePr(pr, _) => format!("comment and close {}", pr.pr_label()),
    }
}

/// Records the day on which GitHub shows the last stage of a proposal.
///
/// # Errors
/// [`Error::NotExpressible`].
pub fn record_stage_on_github(proposal: &Proposal, day: NaiveDate, views: &Views) -> Result<RecordChange, Error> {
    let Some((last, reached)) = proposal.stages.iter().enumerate().next_back() else {
        return Ok(RecordChange::new(proposal.file, Vec::new(), String::new(), views));
    };
    let shown = ReachedStage { on_github: Some(day), ..reached.clone() };
    let edit = Edit::set(["stages".into(), last.into()], &shown)?;
    let description = format!("{}: {} is on GitHub", views.links.proposal_label(proposal), reached.stage.value);
    Ok(RecordChange::new(proposal.file, vec![edit], description, views))
}
