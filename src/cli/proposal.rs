//! The proposal that a command is about.

use super::ask;
use super::session::Session;
use crate::error::Error;
use crate::model::proposal::Proposal;

/// The proposal: given, or chosen on a terminal among the active ones; without a terminal, the error that says how to
/// give it.
pub fn prompt_for_proposal(given: Option<String>, session: &mut Session, missing: Error) -> Result<String, Error> {
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
