//! That the mail with the agenda or the minutes of a call was sent.

use super::changes::RecordChange;
use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::model::when::When;
use crate::store::edit::Edit;
use crate::view::Views;

/// A mail to a list of the group, which is recorded in the file of its call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SentMail {
    /// The mail with the agenda.
    Agenda,
    /// The mail with the minutes.
    Minutes,
}

impl SentMail {
    /// The key in the call's file that records when it was sent.
    pub fn record_key(self) -> &'static str {
        match self {
            SentMail::Agenda => "agenda-sent",
            SentMail::Minutes => "minutes-sent",
        }
    }
}

/// Records when a mail was sent: once, unless the user sends it again.
///
/// # Errors
/// When it was sent already.
pub fn record_sending(
    mail: SentMail,
    when: When,
    again: bool,
    meeting: &Meeting,
    views: &Views,
) -> Result<RecordChange, Error> {
    let key = mail.record_key();
    let (what, were, sent) = match mail {
        SentMail::Agenda => ("agenda", "was", &meeting.agenda_sent),
        SentMail::Minutes => ("minutes", "were", &meeting.minutes_sent),
    };
    if let Some(sent) = sent.as_ref().filter(|_| !again) {
        let message = format!("the {what} of {} {were} already sent on {}", meeting.date.value, sent.value);
        let help = format!("To send it again, add --again; `{key}` then records the last mail.");
        return Err(Error::not_allowed(message, help));
    }
    let edits = vec![Edit::set([key.into()], &when)?];
    Ok(RecordChange::new(meeting.file, edits, format!("{key}: {when}"), views))
}
