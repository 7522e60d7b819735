//! The agenda mail: when the call is, and what is on its agenda.

use super::letter::{Letter, LetterContent, Sender, id_stamp, message_id, shorten_group_name};
use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::model::when::When;
use crate::render::facts::Facts;
use crate::render::templates::Templates;
use crate::view::Views;
use crate::view::moment::{is_later, resolve_moment};
use minijinja::context;
use minijinja::value::Value;

/// Composes the mail of a call's agenda. Its date is `agenda-sent`, or without one the time at which the agenda closes.
///
/// # Errors
/// [`Error::Template`] when the group's own template fails, [`Error::NotAllowed`] when the agenda is too long,
/// [`Error::Usage`] when the recipient is missing.
pub fn compose_agenda<'g>(views: &Views<'g>, meeting: &'g Meeting, sender: &Sender) -> Result<Letter, Error> {
    let templates = Templates::for_mail(views.group)?;
    let call = views.calendar.call_for(meeting);
    let sent = meeting.agenda_sent.as_ref().map(|sent| sent.value);
    let date = resolve_moment(sent.unwrap_or(views.calendar.closing(&call).as_when()), views.workgroup.timezone);
    let id = ["agenda".to_owned(), call.date.to_string()].into_iter().chain(sent.map(id_stamp));
    let id = message_id(id, &views.workgroup.name);
    let context = build_context(views, meeting);
    Letter::new(LetterContent::from_template("mail-agenda.md", &context, &templates, date, id)?, sender)
}

/// The data of the template.
fn build_context<'g>(views: &Views<'g>, meeting: &'g Meeting) -> Value {
    let facts = Facts::new(views);
    let day = meeting.date.value;
    let call = views.calendar.call_for(meeting);
    let closing = views.calendar.closing(&call).as_when();
    let is_open = |sent: When| is_later(closing, sent, views.workgroup.timezone);
    context! {
        group => views.workgroup.name.as_str(),
        // The name of the group within a header field.
        short_group => shorten_group_name(&views.workgroup.name),
        call => facts.call(&call),
        // When it starts in the zones of the group.
        local_starts => facts.local_starts(&call),
        // Where it is joined.
        join => views.calls.join_url(day).map(ToString::to_string),
        // Markdown: why there is an extra call.
        extra => meeting.extra.as_deref().map(|reason| facts.prose(reason)),
        // Whether the agenda had closed when the mail was sent.
        is_closed => !meeting.agenda_sent.as_ref().is_some_and(|sent| is_open(sent.value)),
        agenda => facts.items(&views.agenda.items(meeting), day, false),
        topics => facts.items(&views.agenda.topics(meeting), day, false),
        // Markdown: the agenda as prose.
        outline => meeting.outline.as_deref().map(|text| facts.prose(text)),
        repository => facts.repository_link(),
    }
}
