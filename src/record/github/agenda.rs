//! The issue with the agenda of a call: opened once, and brought up to date after that.

use super::{PublishedIssue, find_issue, find_marked_issue};
use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::model::reference::Reference;
use crate::model::when::When;
use crate::outside::github::GithubClient;
use crate::record::changes::Changes;
use crate::render::github::{IssueText, Marker};
use crate::store::edit::Edit;
use crate::view::Views;
use chrono::Days;

/// How long before a call the issue with its agenda may have been opened.
const EARLIEST: Days = Days::new(120);

/// How GitHub has the agenda of a call.
#[derive(Debug, Clone)]
pub enum AgendaOnGithub {
    /// It has no issue yet.
    Missing,
    /// Its issue says the same.
    Same(PublishedIssue),
    /// Its issue says something else.
    Different {
        /// The issue.
        issue: PublishedIssue,
        /// What it is to be: what people wrote around the agenda stays.
        text: IssueText,
    },
}

/// Compares the agenda with its issue: the one that the call's file names, or else the one with its mark.
///
/// # Errors
/// [`Error::Github`]; [`Error::NotAllowed`] where the call's file names an issue that has no agenda of ours.
pub fn compare_agenda(
    client: &GithubClient,
    repository: &str,
    meeting: &Meeting,
    (text, marker): (&IssueText, &Marker),
) -> Result<AgendaOnGithub, Error> {
    let day = meeting.date.value;
    let issue = match &meeting.agenda_issue {
        Some(recorded) => {
            let of = recorded.repository.as_deref().unwrap_or(repository);
            let help = format!("Remove `agenda-issue` from the file of {day} to open another issue.");
            if !of.eq_ignore_ascii_case(repository) {
                let message =
                    format!("the agenda of {day} is in {}, which is not the group's repository", recorded.value);
                return Err(Error::not_allowed(message, help));
            }
            let issue = find_issue(client, repository, recorded.number)?;
            let missing = || {
                let message = format!("GitHub does not know {}, which has the agenda of {day}", recorded.value);
                Error::not_allowed(message, &help)
            };
            issue.ok_or_else(missing)?
        }
        None => {
            let since = day.checked_sub_days(EARLIEST).unwrap_or(day);
            match find_marked_issue(client, repository, marker, since)? {
                Some(issue) => issue,
                None => return Ok(AgendaOnGithub::Missing),
            }
        }
    };
    let now = issue.text();
    let Some(body) = marker.replace_in(&now, &text.body) else {
        let message = format!("#{} has no agenda of {day} that backlog wrote", issue.number);
        let help = format!(
            "Remove `agenda-issue` from the file of {day} to open another issue, or restore the text of #{}.",
            issue.number
        );
        return Err(Error::not_allowed(message, help));
    };
    if body.trim_end() == now.trim_end() && issue.title == text.title {
        return Ok(AgendaOnGithub::Same(issue));
    }
    Ok(AgendaOnGithub::Different { issue, text: IssueText { body, ..text.clone() } })
}

/// Whether it is recorded which issue has the agenda of a call, and that nothing was added to the agenda since.
pub fn is_recorded_as_sent(meeting: &Meeting, views: &Views) -> bool {
    meeting.agenda_issue.is_some()
        && meeting.agenda_issue_sent.is_some()
        && views.threads.items_missing_on_github(meeting).is_empty()
}

/// Records the issue with the agenda of a call, and when it was brought up to date.
///
/// # Errors
/// [`Error::NotExpressible`].
pub fn record_agenda_issue(meeting: &Meeting, number: u32, when: When, views: &Views) -> Result<Changes, Error> {
    let mut edits = Vec::new();
    if meeting.agenda_issue.is_none() {
        edits.push(Edit::set(["agenda-issue".into()], &Reference::from_number(number))?);
    }
    edits.push(Edit::set(["agenda-issue-sent".into()], &when)?);
    Ok(Changes::edit(meeting.file, edits, format!("agenda-issue: {number}, agenda-issue-sent: {when}"), views))
}
