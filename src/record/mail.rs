//! That a mail about a call was sent: its agenda, its minutes, or the open action points after it.

use super::changes::RecordChange;
use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::model::when::When;
use crate::store::edit::Edit;
use crate::view::Views;
use crate::view::moment::resolve_moment;

/// A mail to a list of the group, which is recorded in the file of its call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SentMail {
    /// The mail with the agenda.
    Agenda,
    /// The mail with the minutes.
    Minutes,
    /// The mail with all open action points, in the file of the last call.
    Actions,
}

impl SentMail {
    /// The key in the call's file that records when it was sent.
    pub fn record_key(self) -> &'static str {
        match self {
            SentMail::Agenda => "agenda-sent",
            SentMail::Minutes => "minutes-sent",
            SentMail::Actions => "actions-sent",
        }
    }
}

/// Records when a mail was sent: once, unless the user sends it again. The action points may be sent on any other day.
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
    let day = meeting.date.value;
    let (what, sent) = match mail {
        SentMail::Agenda => (format!("the agenda of {day} was"), &meeting.agenda_sent),
        SentMail::Minutes => (format!("the minutes of {day} were"), &meeting.minutes_sent),
        SentMail::Actions => ("the open action points were".to_owned(), &meeting.actions_sent),
    };
    let day_of = |when| resolve_moment(when, views.workgroup.timezone).date_naive();
    let is_repeated = |sent: When| mail != SentMail::Actions || day_of(sent) == day_of(when);
    if let Some(sent) = sent.as_ref().filter(|sent| !again && is_repeated(sent.value)) {
        let message = format!("{what} already sent on {}", sent.value);
        let help = format!("To send it again, add --again; `{key}` then records the last mail.");
        return Err(Error::not_allowed(message, help));
    }
    let edits = vec![Edit::set([key.into()], &when)?];
    Ok(RecordChange::new(meeting.file, edits, format!("{key}: {when}"), views))
}
