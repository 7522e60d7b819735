//! The mail of minutes: what came of the call in a line, then the minutes.

use super::letter::{Draft, Letter, Sender, fill, group, id_of, one_line};
use super::{html, plain};
use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::model::when::When;
use crate::model::wording::counted;
use crate::render::cell::text;
use crate::render::outputs;
use crate::render::templates::Templates;
use crate::view::Views;
use crate::view::moment::resolve;
use serde::Serialize;

/// What the template is filled with; every text is Markdown.
#[derive(Serialize)]
struct Context {
    group: String,
    date: String,
    /// What the schedule says of a call that is not held.
    not_held: Option<String>,
    /// Nothing is recorded yet.
    draft: bool,
    /// How many people came, of how many organisations; `None` where nobody recorded it.
    attendance: Option<String>,
    decisions: String,
    open_actions: String,
    /// The whole minutes.
    minutes: String,
}

/// The mail of a call's minutes. Its date is the end of the call, or its day where nothing says when it ended.
///
/// # Errors
/// [`Error::Template`] when a template of the group fails, [`Error::Denied`] when another record is of this call or the minutes are too long,
/// [`Error::Usage`] when nobody is to have the mail.
pub fn minutes<'g>(views: &Views<'g>, meeting: &'g Meeting, sender: &Sender) -> Result<Letter, Error> {
    let day = meeting.date.value;
    let outcome = views.outcome(meeting);
    let people = |people, organizations| format!("{} of {}", persons(people), counted(organizations, "organisation"));
    let not_held = views.not_held_on(day).map(|not_held| not_held.words());
    let context = Context {
        not_held: not_held.as_deref().map(text),
        group: text(&views.workgroup.name),
        date: day.to_string(),
        draft: !meeting.is_recorded(),
        attendance: outcome.present.map(|(present, organizations)| people(present, organizations)),
        decisions: counted(outcome.decisions, "decision"),
        open_actions: counted(outcome.open_actions, "open action point"),
        minutes: outputs::minutes(views, meeting)?,
    };
    let draft = if context.draft { "draft of the " } else { "" };
    let markdown = fill(&Templates::new(views.group)?, "mail-minutes.md", context)?;
    let subject = match &not_held {
        Some(words) => one_line(&format!("{}: the call on {day} is {words}", group(&views.workgroup.name))),
        None => format!("{}: {draft}minutes of the call on {day}", group(&views.workgroup.name)),
    };
    // Minutes that were corrected are another message than those that went out before.
    let correction = meeting.corrections.len();
    let correction = (correction > 0).then(|| format!("correction-{correction}"));
    let id = ["minutes".to_owned(), day.to_string()].into_iter().chain(correction);
    let times = views.calendar.call(meeting).times;
    let end = times.map_or_else(|| resolve(When::Day(day), views.workgroup.timezone), |times| times.end);
    let draft = Draft {
        id: id_of(id, &views.workgroup.name),
        date: end,
        html: html::page(&subject, &markdown),
        text: plain::text(&markdown),
        subject,
    };
    Letter::of(draft, sender)
}

fn persons(count: usize) -> String {
    if count == 1 { "1 person".to_owned() } else { format!("{count} people") }
}
