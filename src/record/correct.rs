//! Corrections of approved minutes.

use super::changes::Changes;
use crate::error::Error;
use crate::model::meeting::{Correction, Meeting};
use crate::store::edit::Edit;
use crate::view::Views;

/// Records today what was wrong in approved minutes and what changed. Nothing changes where that is recorded already, as
/// after a run that could not write the minutes.
///
/// # Errors
/// When the minutes are not approved.
pub fn record_correction(text: &str, meeting: &Meeting, views: &Views) -> Result<Changes, Error> {
    if views.approvals.approving_call(meeting).is_none() {
        return Err(Error::not_allowed(
            format!("no call has approved the minutes of {} yet", meeting.date.value),
            "Before their approval, `backlog render` writes them.",
        ));
    }
    let date = views.now.day();
    let mut known = meeting.corrections.iter().filter(|entry| entry.date.value == date);
    let edits = match known.any(|entry| entry.text.trim() == text.trim()) {
        true => Vec::new(),
        false => {
            vec![Edit::append(["corrections".into()], &Correction { date: date.into(), text: text.to_owned().into() })?]
        }
    };
    Ok(Changes::edit(meeting.file, edits, format!("a correction of {date}"), views))
}
