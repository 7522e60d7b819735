//! What a call decided on an item.

use super::changes::{ChangeKind, Changes, RecordChange};
use super::item::{find_item, key_path, named_item_label, treated_edits};
use super::stage::{stage_edit, with_notice_help};
use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::model::stage::ReachedStage;
use crate::store::edit::Edit;
use crate::view::Views;

/// Records a decision on the item that `words` name, after earlier ones, and the stage that its proposal reached by it on
/// the day of the call.
///
/// # Errors
/// When no item matches the words, or the item has no proposal that can reach a stage.
pub fn record_decision<'g>(
    words: &str,
    text: &str,
    stage: Option<ReachedStage>,
    meeting: &'g Meeting,
    views: &Views<'g>,
) -> Result<Changes, Error> {
    let placed = find_item(words, meeting, views)?;
    let label = named_item_label(placed.item, views);
    let edits = match placed.item.decisions.iter().any(|decision| decision.trim() == text) {
        true => Vec::new(),
        false => treated_edits(&placed, Edit::append(key_path(&placed, "decisions"), &text)?)?,
    };
    let mut changes = vec![RecordChange::new(meeting.file, edits, format!("{label}: a decision"), views)];
    let Some(reached) = stage else { return Ok(ChangeKind::Edit(changes).into()) };
    let proposal = views.index.item_proposal(placed.item).ok_or_else(|| {
        let message = format!("{label} has no proposal, and therefore no stage");
        Error::not_allowed(message, "Remove --stage, or first register the proposal: `backlog add-proposal`.")
    })?;
    let day = meeting.date.value;
    let reached = ReachedStage { date: Some(day.into()), ..reached };
    let description = format!("{label}: {} on {day}", views.reviews.format_stage(reached.stage.value));
    changes.push(RecordChange::new(proposal.file, vec![stage_edit(proposal, &reached)?], description, views));
    Ok(with_notice_help(ChangeKind::Edit(changes).into(), &reached))
}
