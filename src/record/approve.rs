//! What a call decided about the minutes of an earlier one.

use super::changes::{Changes, shorten};
use crate::error::Error;
use crate::model::meeting::{Approval, ApprovalDecision, Meeting};
use crate::store::edit::Edit;
use crate::view::Views;
use chrono::NaiveDate;

/// Records a decision about minutes. Nothing changes where the call has recorded the same decision.
///
/// # Errors
/// When the minutes are not those of an earlier call, or the call has recorded another decision.
pub fn record_approval(approval: &Approval, meeting: &Meeting, views: &Views) -> Result<Changes, Error> {
    let day = find_approved_day(approval.date.as_ref().map(|date| date.value), meeting, views)?;
    let edits = match is_recorded(approval, day, meeting, views)? {
        true => Vec::new(),
        false => vec![Edit::set(["previous-minutes".into()], &shorten(approval, "decision")?)?],
    };
    let decision = decision_words(approval.decision.value);
    Ok(Changes::edit(meeting.file, edits, format!("the minutes of {day}: {decision}"), views))
}

/// The day of the call whose minutes a call approves, by default the last one held before it.
///
/// # Errors
/// When the day is not that of an earlier call, or nothing says which call was held last.
pub fn find_approved_day(of: Option<NaiveDate>, meeting: &Meeting, views: &Views) -> Result<NaiveDate, Error> {
    let date = meeting.date.value;
    let last = views.calls.last_held_before(date).map(|last| last.date.value);
    let Some(of) = of else {
        let last = last.ok_or_else(|| {
            let message = format!("no call before {date} has a file");
            Error::not_allowed(message, "Choose the minutes: --of DATE.")
        })?;
        // Nothing says then which call was the last one held.
        return match views.calls.is_missing_between(last, date) {
            true => Err(Error::not_allowed(
                format!("the last call with a file is {last}, but the schedule has others before {date}"),
                format!("Choose the minutes: --of {last}, or another day."),
            )),
            false => Ok(last),
        };
    };
    if views.approvals.can_approve(date, of) {
        return Ok(of);
    }
    let help = match last {
        Some(last) => format!("The call before it is {last}."),
        None => "Use the day of an earlier call.".to_owned(),
    };
    Err(Error::not_allowed(format!("{of} is not a call before {date}"), help))
}

/// Whether the file says it already. Refuses to replace another decision.
fn is_recorded(new: &Approval, of: NaiveDate, meeting: &Meeting, views: &Views) -> Result<bool, Error> {
    let Some(now) = &meeting.previous_minutes else { return Ok(false) };
    let named = now.date.as_ref().map(|date| date.value);
    let now_of = named.or_else(|| views.approvals.approved_minutes(meeting).map(|meant| meant.date.value));
    let corrections = now.corrections.as_ref().map(|text| text.trim());
    if now.decision == new.decision
        && now_of == Some(of)
        && corrections == new.corrections.as_ref().map(|text| text.trim())
    {
        return Ok(true);
    }
    let (date, decided) = (meeting.date.value, decision_words(now.decision.value));
    let what = now_of.map_or("the minutes before it".to_owned(), |of| format!("the minutes of {of}"));
    let with = if corrections.is_some() { " with corrections" } else { "" };
    Err(Error::not_allowed(
        format!("the call of {date} already recorded {what} as {decided}{with}"),
        format!("If that is wrong, fix `previous-minutes` in {}.", views.group.sources.file(meeting.file).path),
    ))
}

/// `not approved`.
fn decision_words(decision: ApprovalDecision) -> String {
    decision.record_key().replace('-', " ")
}
