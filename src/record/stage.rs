//! A stage that a proposal reached.

use super::changes::Changes;
use super::proposal::resolve_proposal;
use crate::error::Error;
use crate::model::proposal::Proposal;
use crate::model::stage::{ReachedStage, Stage};
use crate::rules::short_reactivation;
use crate::store::edit::Edit;
use crate::view::Views;

/// Records a stage of the proposal that `words` name, reached today if it has no date. The rules check whether it may
/// follow the present one.
///
/// # Errors
/// When no proposal matches the words, or the stage is recorded already.
pub fn record_stage(words: &str, mut reached: ReachedStage, views: &Views) -> Result<Changes, Error> {
    let proposal = resolve_proposal(words, views)?;
    let (today, stage) = (views.now.day(), reached.stage.value);
    let date = reached.date.get_or_insert_with(|| today.into()).value;
    let (label, name) = (views.links.proposal_label(proposal), views.reviews.format_stage(stage));
    let edit = stage_edit(proposal, &reached)?;
    let mut changes = Changes::edit(proposal.file, vec![edit], format!("{label}: {name} on {date}"), views);
    if date > today {
        changes.hints.push(format!("{date} is in the future: the proposal has this stage from that day on"));
    }
    if let Some(due) = views.stages.archive_due(&reached).filter(|_| stage == Stage::Frozen) {
        changes.hints.push(format!("it is due to be archived on {due}, unless its return is announced before"));
    }
    Ok(with_notice_help(changes, &reached))
}

/// The changes with the help for the rule that requires a notice of a reactivation.
pub(super) fn with_notice_help(changes: Changes, reached: &ReachedStage) -> Changes {
    let help = "Add the day on which notice of its return was given: --notified DATE.";
    if reached.notified.is_none() { changes.with_help(short_reactivation::NAME, help) } else { changes }
}

/// The edit that records a stage.
pub(super) fn stage_edit(proposal: &Proposal, reached: &ReachedStage) -> Result<Edit, Error> {
    let stage = reached.stage.value;
    if reached.notified.is_some() && stage != Stage::Reactivated {
        let help = "Remove --notified, or record `reactivated`.";
        return Err(Error::usage(format!("--notified applies to a reactivation, not to `{stage}`"), help));
    }
    let last = proposal.stages.last().filter(|last| last.stage == reached.stage && last.date == reached.date);
    if let Some(date) = last.and_then(|last| last.date.as_ref()) {
        let message = format!("it is already recorded that it reached `{stage}` on {}", date.value);
        return Err(Error::not_allowed(message, "Use another day with --date DATE, or edit the existing entry."));
    }
    Edit::append(["stages".into()], reached)
}

/// The stages that may follow the present one of a proposal.
pub fn next_stages(proposal: &Proposal, views: &Views) -> Vec<Stage> {
    match views.stages.stage_on(proposal, views.now.day()) {
        Some(stage) => stage.followers().collect(),
        None => Stage::all().filter(|stage| *stage != Stage::Reactivated).collect(),
    }
}
