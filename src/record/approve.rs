//! What a call decided about the minutes of an earlier one.

pub mod seal;

use super::changes::{Changes, quote_lost_text, shorten};
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

/// Withdraws what a call decided about earlier minutes: those of the call of a day, if one is given.
///
/// # Errors
/// When the call decided nothing about them.
pub fn withdraw_approval(of: Option<NaiveDate>, meeting: &Meeting, views: &Views) -> Result<Changes, Error> {
    let day = meeting.date.value;
    let now = meeting.previous_minutes.as_ref().ok_or_else(|| {
        let message = format!("the call of {day} has not decided anything about earlier minutes");
        Error::not_allowed(message, "Choose the call that did: --meeting DATE.")
    })?;
    let now_of = decided_day(now, meeting, views);
    if let (Some(of), Some(now_of)) = (of, now_of.filter(|now_of| of != Some(*now_of))) {
        let message = format!("the call of {day} decided about the minutes of {now_of}, not about those of {of}");
        return Err(Error::not_allowed(message, "Correct --of, or choose the call: --meeting DATE."));
    }
    let which = describe_minutes(now_of);
    let corrections = now.corrections.as_ref();
    let corrections = corrections.map(|text| format!(", with corrections {}", quote_lost_text(text)));
    let decision = decision_words(now.decision.value);
    let description = format!("withdrawn: {which}: {decision}{}", corrections.unwrap_or_default());
    let mut changes = Changes::edit(meeting.file, vec![Edit::remove(["previous-minutes".into()])], description, views);
    if now.decision.value == ApprovalDecision::Approved {
        changes.next_steps.push("they are no longer final: `backlog render` writes them again".to_owned());
    }
    Ok(changes)
}

/// The day of the call about whose minutes a decision is; `None` if nothing says it.
fn decided_day(decision: &Approval, meeting: &Meeting, views: &Views) -> Option<NaiveDate> {
    let named = decision.date.as_ref().map(|date| date.value);
    named.or_else(|| views.approvals.approved_minutes(meeting).map(|meant| meant.date.value))
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
    let now_of = decided_day(now, meeting, views);
    let corrections = now.corrections.as_ref().map(|text| text.trim());
    if now.decision == new.decision
        && now_of == Some(of)
        && corrections == new.corrections.as_ref().map(|text| text.trim())
    {
        return Ok(true);
    }
    let (date, decided) = (meeting.date.value, decision_words(now.decision.value));
    let what = describe_minutes(now_of);
    let with = if corrections.is_some() { " with corrections" } else { "" };
    Err(Error::not_allowed(
        format!("the call of {date} already recorded {what} as {decided}{with}"),
        format!("If that is wrong, first run `backlog approve --withdraw --meeting {date}`."),
    ))
}

/// The minutes that a decision is about: `the minutes of 2026-01-22`.
fn describe_minutes(of: Option<NaiveDate>) -> String {
    of.map_or("the minutes before it".to_owned(), |of| format!("the minutes of {of}"))
}

/// `not approved`.
fn decision_words(decision: ApprovalDecision) -> String {
    decision.record_key().replace('-', " ")
}
