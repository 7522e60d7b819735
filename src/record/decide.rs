//! What a call decided on an item.

use super::changes::{ChangeKind, Changes, RecordChange, quote_lost_text};
use super::item::{find_item, key_path, named_item_label, treated_edits};
use super::stage::{stage_edit, with_notice_help};
use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::model::stage::ReachedStage;
use crate::store::edit::{Edit, PathStep};
use crate::view::Views;
use crate::view::lookup::PlacedItem;

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
    let edits = match placed.item.decisions.iter().any(|decision| decision.trim() == text) {
        true => Vec::new(),
        false => treated_edits(&placed, Edit::append(key_path(&placed, "decisions"), &text)?)?,
    };
    with_stage(&placed, edits, "a decision", stage, meeting, views)
}

/// Replaces the last decision on the item that `words` name, as [`record_decision`] records one.
///
/// # Errors
/// As [`record_decision`].
pub fn replace_decision<'g>(
    words: &str,
    text: &str,
    stage: Option<ReachedStage>,
    meeting: &'g Meeting,
    views: &Views<'g>,
) -> Result<Changes, Error> {
    let placed = find_item(words, meeting, views)?;
    let Some((path, last)) = last_decision(&placed) else {
        return record_decision(words, text, stage, meeting, views);
    };
    let edits = match last.trim() == text {
        true => Vec::new(),
        false => treated_edits(&placed, Edit::set(path, &text)?)?,
    };
    let description = format!("a decision instead of {}", quote_lost_text(last));
    with_stage(&placed, edits, &description, stage, meeting, views)
}

/// Removes the last decision on the item that `words` name. A stage that its proposal reached by it stays.
///
/// # Errors
/// When no item matches the words.
pub fn remove_decision<'g>(words: &str, meeting: &'g Meeting, views: &Views<'g>) -> Result<Changes, Error> {
    let placed = find_item(words, meeting, views)?;
    let Some((path, last)) = last_decision(&placed) else {
        return Ok(Changes::edit(meeting.file, Vec::new(), String::new(), views));
    };
    let description = format!("{}: decision removed: {}", named_item_label(placed.item, views), quote_lost_text(last));
    let mut changes = Changes::edit(meeting.file, vec![Edit::remove(path)], description, views);
    let day = meeting.date.value;
    if let Some(proposal) = views.index.item_proposal(placed.item)
        && let Some(reached) =
            proposal.stages.iter().rfind(|one| one.date.as_ref().is_some_and(|date| date.value == day))
    {
        let (stage, file) = (reached.stage.value.record_key(), &views.group.sources.file(proposal.file).path);
        changes
            .hints
            .push(format!("{file} still has the stage {stage} of {day}: if it was wrong too, remove it there"));
    }
    Ok(changes)
}

/// The last decision on an item, with its path in the file of the call.
fn last_decision<'g>(placed: &PlacedItem<'g>) -> Option<(Vec<PathStep>, &'g str)> {
    let (at, last) = placed.item.decisions.iter().enumerate().next_back()?;
    Some((key_path(placed, "decisions").into_iter().chain([at.into()]).collect(), last.as_str()))
}

/// The changes of a decision, and the stage that the proposal of its item reached.
fn with_stage<'g>(
    placed: &PlacedItem<'g>,
    edits: Vec<Edit>,
    description: &str,
    stage: Option<ReachedStage>,
    meeting: &'g Meeting,
    views: &Views<'g>,
) -> Result<Changes, Error> {
    let label = named_item_label(placed.item, views);
    let mut changes = vec![RecordChange::new(meeting.file, edits, format!("{label}: {description}"), views)];
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
