//! The mail of minutes: the outcome of the call in one line, then the minutes.

use super::letter::{Letter, LetterDraft, Sender, fill_template, message_id, one_line, shorten_group_name};
use super::{html, plain};
use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::model::when::When;
use crate::model::wording::format_count;
use crate::render::cell::escape_text;
use crate::render::outputs;
use crate::render::templates::Templates;
use crate::view::Views;
use crate::view::moment::resolve_moment;
use serde::Serialize;

/// The data of the template; every text is Markdown.
#[derive(Serialize)]
struct MinutesMailContext {
    group: String,
    date: String,
    /// What the schedule says about a call that is not held.
    not_held: Option<String>,
    /// Nothing is recorded yet.
    draft: bool,
    /// How many people of how many organizations attended; `None` if it was not recorded.
    attendance: Option<String>,
    decisions: String,
    open_actions: String,
    /// The whole minutes.
    minutes: String,
}

/// Composes the mail of a call's minutes. Its date is the end of the call, or its day if its time is unknown.
///
/// # Errors
/// [`Error::Template`] when a template of the group fails, [`Error::NotAllowed`] when another record is for this call or the
/// minutes are too long, [`Error::Usage`] when there is no recipient.
pub fn compose_minutes<'g>(views: &Views<'g>, meeting: &'g Meeting, sender: &Sender) -> Result<Letter, Error> {
    let day = meeting.date.value;
    let outcome = views.call_outcome(meeting);
    let people =
        |people, organizations| format!("{} of {}", count_people(people), format_count(organizations, "organization"));
    let not_held = views.calls.not_held_on(day).map(|not_held| not_held.describe_exception());
    let context = MinutesMailContext {
        not_held: not_held.as_deref().map(escape_text),
        group: escape_text(&views.workgroup.name),
        date: day.to_string(),
        draft: !meeting.is_recorded(),
        attendance: outcome.present.map(|(present, organizations)| people(present, organizations)),
        decisions: format_count(outcome.decisions, "decision"),
        open_actions: format_count(outcome.open_actions, "open action point"),
        minutes: outputs::render_minutes(views, meeting)?,
    };
    let draft = if context.draft { "draft of the " } else { "" };
    let markdown = fill_template(&Templates::new(views.group)?, "mail-minutes.md", context)?;
    let subject = match &not_held {
        Some(words) => {
            one_line(&format!("{}: the call on {day} is {words}", shorten_group_name(&views.workgroup.name)))
        }
        None => format!("{}: {draft}minutes of the call on {day}", shorten_group_name(&views.workgroup.name)),
    };
    // Corrected minutes are a different message from those sent before.
    let correction = meeting.corrections.len();
    let correction = (correction > 0).then(|| format!("correction-{correction}"));
    let id = ["minutes".to_owned(), day.to_string()].into_iter().chain(correction);
    let times = views.calendar.call_for(meeting).times;
    let end = times.map_or_else(|| resolve_moment(When::Day(day), views.workgroup.timezone), |times| times.end);
    let draft = LetterDraft {
        id: message_id(id, &views.workgroup.name),
        date: end,
        html: html::render_page(&subject, &markdown),
        text: plain::render_text(&markdown),
        subject,
    };
    Letter::new(draft, sender)
}

fn count_people(count: usize) -> String {
    if count == 1 { "1 person".to_owned() } else { format!("{count} people") }
}
