//! That the issue of a proposal was closed.

use super::changes::{ChangeKind, Changes, RecordChange};
use super::item::{key_path, named_item_label, treated_edits};
use super::note::{append_text, item_notes};
use super::proposal::resolve_proposal;
use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::model::proposal::Proposal;
use crate::store::edit::Edit;
use crate::view::Views;
use chrono::NaiveDate;

/// Records that the issue of the proposal that `words` name was closed, by default today. An outcome is recorded in a
/// call: what was said about a proposal is recorded there, and nowhere else.
///
/// # Errors
/// When no proposal matches the words, it was closed on another day, or the call has no item of it for the outcome.
pub fn close_proposal<'g>(
    words: &str,
    date: Option<NaiveDate>,
    outcome: Option<(&str, &'g Meeting)>,
    views: &Views<'g>,
) -> Result<Changes, Error> {
    let proposal = resolve_proposal(words, views)?;
    let date = date.unwrap_or(views.now.day());
    let label = views.links.proposal_label(proposal);
    let edits = match views.stages.closing_day(proposal) {
        None => vec![Edit::set(["closed".into()], &date)?],
        Some(day) if outcome.is_some() || day == date => Vec::new(),
        Some(day) => {
            let help = format!("To change the day: `backlog set {} closed={date}`.", proposal.slug);
            return Err(Error::not_allowed(format!("{label} was already closed on {day}"), help));
        }
    };
    let mut changes = vec![RecordChange::new(proposal.file, edits, format!("{label}: closed on {date}"), views)];
    if let Some((outcome, meeting)) = outcome {
        changes.push(outcome_change(proposal, outcome, meeting, views)?);
    }
    Ok(ChangeKind::Edit(changes).into())
}

/// The outcome as part of the item.
fn outcome_change<'g>(
    proposal: &Proposal,
    outcome: &str,
    meeting: &'g Meeting,
    views: &Views<'g>,
) -> Result<RecordChange, Error> {
    let placed = views.lookup.find_item(&proposal.slug, meeting).ok_or_else(|| {
        let (label, date) = (views.links.proposal_label(proposal), meeting.date.value);
        Error::not_allowed(
            format!("{label} is not an item of the call of {date}, where the outcome is recorded"),
            "Add it to the agenda of the call with --closing, choose another call with --meeting DATE, or remove --outcome.",
        )
    })?;
    let notes = append_text(item_notes(placed.item), outcome);
    let edits = treated_edits(&placed, Edit::set(key_path(&placed, "notes"), &notes)?)?;
    let description = format!("{}: the outcome", named_item_label(placed.item, views));
    Ok(RecordChange::new(meeting.file, edits, description, views))
}
