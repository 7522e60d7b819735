//! What a call decided on an item.

use super::changes::{ChangeKind, Changes, RecordChange};
use super::item::{find_item, item_label, key_path, treated_edits};
use super::stage::{stage_edit, with_notice_help};
use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::model::stage::ReachedStage;
use crate::store::edit::Edit;
use crate::view::Views;

/// A decision on an item.
#[derive(Debug)]
pub struct DecisionRequest<'r> {
    /// The words that name the item.
    pub item: &'r str,
    /// What was decided, as Markdown.
    pub text: &'r str,
    /// The stage that the proposal reached by it; its day is that of the call.
    pub stage: Option<ReachedStage>,
}

/// Records a decision, after earlier ones.
///
/// # Errors
/// When no item matches the words, or the item has no proposal that can reach a stage.
pub fn record_decision<'g>(
    request: &DecisionRequest,
    meeting: &'g Meeting,
    views: &Views<'g>,
) -> Result<Changes, Error> {
    let placed = find_item(request.item, meeting, views)?;
    let label = item_label(placed.item, views);
    let edits = match placed.item.decisions.iter().any(|decision| decision.trim() == request.text) {
        true => Vec::new(),
        false => treated_edits(&placed, Edit::append(key_path(&placed, "decisions"), &request.text)?)?,
    };
    let mut changes = vec![RecordChange::new(meeting.file, edits, format!("{label}: a decision"), views)];
    let Some(reached) = &request.stage else { return Ok(ChangeKind::Edit(changes).into()) };
    let proposal = views.index.item_proposal(placed.item).ok_or_else(|| {
        let message = format!("{label} has no proposal, and therefore no stage");
        Error::not_allowed(message, "Remove --stage, or first register the proposal: `backlog add-proposal`.")
    })?;
    let day = meeting.date.value;
    let reached = ReachedStage { date: Some(day.into()), ..reached.clone() };
    let description = format!("{label}: {} on {day}", views.reviews.format_stage(reached.stage.value));
    changes.push(RecordChange::new(proposal.file, vec![stage_edit(proposal, &reached)?], description, views));
    Ok(with_notice_help(ChangeKind::Edit(changes).into(), &reached))
}
