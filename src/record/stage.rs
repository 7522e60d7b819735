//! A stage that a proposal reached.

use super::changes::Changes;
use super::proposal::{proposal_label, resolve_proposal};
use crate::error::Error;
use crate::model::proposal::Proposal;
use crate::model::stage::Stage;
use crate::rules::short_reactivation;
use crate::store::edit::Edit;
use crate::view::Views;
use chrono::NaiveDate;
use serde::Serialize;

/// The rule that requires a notice of a reactivation.
pub(super) const NOTICE_RULE: &str = short_reactivation::NAME;
/// The help for it where no notice is given.
pub(super) const NOTICE_HELP: &str = "Add the day on which notice of its return was given: --notified DATE.";

/// A stage of a proposal.
#[derive(Debug)]
pub struct StageRequest<'r> {
    /// The words that name the proposal.
    pub proposal: &'r str,
    /// The stage.
    pub stage: Stage,
    /// The day on which it was reached.
    pub date: NaiveDate,
    /// A note on it.
    pub note: Option<&'r str>,
    /// The day on which notice of a reactivation was given.
    pub notified: Option<NaiveDate>,
}

/// An entry of `stages`, with its keys in order.
#[derive(Serialize)]
struct StageEntry<'a> {
    stage: Stage,
    date: NaiveDate,
    note: Option<&'a str>,
    notified: Option<NaiveDate>,
}

/// Records a stage. The rules check whether it may follow the present one.
///
/// # Errors
/// When no proposal matches the words, or the stage is recorded already.
pub fn record_stage(request: &StageRequest, views: &Views) -> Result<Changes, Error> {
    let proposal = resolve_proposal(request.proposal, views)?;
    let edit = stage_edit(proposal, request.stage, request.date, request.note, request.notified)?;
    let (label, words) = (proposal_label(proposal, views), views.reviews.format_stage(request.stage));
    let description = format!("{label}: {words} on {}", request.date);
    let changes = Changes::edit(proposal.file, vec![edit], description, views);
    Ok(if request.notified.is_none() { changes.with_help(NOTICE_RULE, NOTICE_HELP) } else { changes })
}

/// The edit that records a stage.
pub(super) fn stage_edit(
    proposal: &Proposal,
    stage: Stage,
    date: NaiveDate,
    note: Option<&str>,
    notified: Option<NaiveDate>,
) -> Result<Edit, Error> {
    if notified.is_some() && stage != Stage::Reactivated {
        let help = "Remove --notified, or record `reactivated`.";
        return Err(Error::usage(format!("--notified applies to a reactivation, not to `{stage}`"), help));
    }
    let last = proposal.stages.last();
    if last.is_some_and(|last| last.stage.value == stage && last.date.as_ref().is_some_and(|day| day.value == date)) {
        let message = format!("it is already recorded that it reached `{stage}` on {date}");
        return Err(Error::not_allowed(message, "Use another day with --date DATE, or edit the existing entry."));
    }
    Edit::append(["stages".into()], &StageEntry { stage, date, note, notified })
}

/// The stages that may follow the present one of a proposal.
pub fn next_stages(proposal: &Proposal, views: &Views) -> Vec<Stage> {
    match views.stages.stage_on(proposal, views.now.day()) {
        Some(stage) => stage.followers().collect(),
        None => Stage::all().filter(|stage| *stage != Stage::Reactivated).collect(),
    }
}
