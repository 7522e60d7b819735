//! The proposal that a command is about.

use super::ask;
use super::resolved::{did_you_mean, expect_found};
use super::session::{GroupRepository, Session};
use crate::error::Error;
use crate::model::proposal::Proposal;
use crate::view::Views;
use chrono::NaiveDate;
use serde::Serialize;

/// An entry of `former-names` or `former-owners`, with its keys in order.
#[derive(Serialize)]
pub struct Former<'a> {
    /// The name, of the proposal or of its owner.
    pub name: &'a str,
    /// The first day of the next one.
    pub until: NaiveDate,
}

/// The proposal that the user names: by its issue or PR, its slug, or the beginning of its name.
pub fn resolve_proposal<'g>(words: &str, views: &Views<'g>) -> Result<&'g Proposal, Error> {
    expect_found(views.lookup.resolve_proposal(words), words, "proposals", |suggestion| {
        let help = did_you_mean(suggestion, "`backlog list` shows all proposals.");
        Error::usage(format!("no proposal matches \"{words}\" (issue, PR, slug or name)"), help)
    })
}

/// The file of a proposal, from the root.
pub fn record_path<'r>(proposal: &Proposal, repository: &'r GroupRepository) -> &'r str {
    &repository.group.sources.file(proposal.file).path
}

/// The label of a proposal in the line about a change: its issue and its name.
pub fn proposal_label(proposal: &Proposal, views: &Views) -> String {
    let issue = proposal.issue.as_ref().map(|issue| format!("{} ", views.links.issue_label(issue)));
    format!("{}{}", issue.unwrap_or_default(), proposal.name.value)
}

/// The proposal: given, or chosen on a terminal among the active ones; without a terminal, the error that says how to
/// give it.
pub fn prompt_for_proposal(
    given: Option<String>,
    session: &mut Session,
    missing: impl FnOnce() -> Error,
) -> Result<String, Error> {
    ask::choose_known(given, "Proposal", session, missing, |views| {
        let today = views.now.day();
        let active = views.group.proposals.iter().filter(|proposal| views.stages.is_active_on(proposal, today));
        let line = |proposal: &Proposal| {
            let issue = proposal.issue.as_ref().map(|issue| format!("{}  ", issue.value)).unwrap_or_default();
            (proposal.slug.clone(), format!("{issue}{}", proposal.name.value))
        };
        Ok(active.map(line).collect())
    })
}
