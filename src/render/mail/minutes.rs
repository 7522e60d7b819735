//! The mail of minutes: the outcome of the call in one line, then the minutes.

use super::letter::{Letter, LetterContent, Sender, message_id, shorten_group_name};
use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::model::when::When;
use crate::render::facts::Facts;
use crate::render::outputs;
use crate::render::templates::Templates;
use crate::view::Views;
use crate::view::moment::resolve_moment;
use minijinja::context;
use minijinja::value::Value;

/// Composes the mail of a call's minutes. Its date is the end of the call, or its day if its time is unknown.
///
/// # Errors
/// [`Error::Template`] when a template of the group fails, [`Error::NotAllowed`] when another record is for this call or the
/// minutes are too long, [`Error::Usage`] when the recipient is missing.
pub fn compose_minutes<'g>(views: &Views<'g>, meeting: &'g Meeting, sender: &Sender) -> Result<Letter, Error> {
    let day = meeting.date.value;
    let templates = Templates::for_mail(views.group)?;
    let outcome = views.call_outcome(meeting);
    let present = outcome.present.map(|(people, organizations)| context! { people, organizations });
    let context = context! {
        group => views.workgroup.name.as_str(),
        // The name of the group within a header field.
        short_group => shorten_group_name(&views.workgroup.name),
        date => day.to_string(),
        // What the schedule says about a call that is not held.
        not_held => Facts::new(views).not_held(day),
        // Nothing is recorded yet.
        is_draft => !meeting.is_recorded(),
        // How many people attended; `None` if it was not recorded.
        attendance => present,
        decisions => outcome.decisions,
        open_actions => outcome.open_actions,
        // Where the recording is; the minutes do not say it.
        recording => meeting.recording.as_ref().map(|url| url.to_string()),
        // The whole minutes, as Markdown.
        minutes => Value::from_safe_string(outputs::render_minutes_with(&templates, views, meeting)?),
    };
    // Corrected minutes are a different message from those sent before.
    let correction = meeting.corrections.len();
    let correction = (correction > 0).then(|| format!("correction-{correction}"));
    let id = ["minutes".to_owned(), day.to_string()].into_iter().chain(correction);
    let id = message_id(id, &views.workgroup.name);
    let times = views.calendar.call_for(meeting).times;
    let end = times.map_or_else(|| resolve_moment(When::Day(day), views.workgroup.timezone), |times| times.end);
    Letter::new(LetterContent::from_template("mail-minutes.md", &context, &templates, end, id)?, sender)
}
