//! The issue with the agenda of a call.

use super::mentions::silence_mentions;
use super::{IssueText, Marker, limit_length, plain_title};
use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::render::facts::Facts;
use crate::render::templates::Templates;
use crate::view::Views;
use minijinja::context;

const TEMPLATE: &str = "github-agenda.md";

/// Composes the issue with the agenda of a call, for the group's own repository, and its marker. It depends on the records
/// alone, as of the day of the call.
///
/// # Errors
/// [`Error::Template`] when the group's own template fails, [`Error::NotAllowed`] when the text is too long.
pub fn compose_agenda_issue<'g>(
    views: &Views<'g>,
    meeting: &'g Meeting,
    repository: &str,
) -> Result<(IssueText, Marker), Error> {
    let facts = Facts::new(views);
    let (day, call) = (meeting.date.value, views.calendar.call_for(meeting));
    let context = context! {
        group => views.workgroup.name.as_str(),
        call => facts.call(&call),
        // Why it is not held, and when it is held instead; `None` for a call that is held.
        not_held => facts.not_held(day),
        // When it starts in the zones of the group.
        local_starts => facts.local_starts(&call),
        // Where it is joined.
        join => views.calls.join_url(day).map(ToString::to_string),
        // Markdown: why there is an extra call.
        extra => meeting.extra.as_deref().map(|reason| facts.prose(reason)),
        agenda => facts.items(&views.agenda.items(meeting), day, false),
        topics => facts.items(&views.agenda.topics(meeting), day, false),
        // Markdown: the agenda as prose.
        outline => meeting.outline.as_deref().map(|text| facts.prose(text)),
        // The action points that are open before the call.
        actions => facts.actions_before(day),
    };
    let filled = Templates::new(views.group)?.fill(TEMPLATE, context.clone())?;
    let (title, text) = match split_title(&filled) {
        Some((title, text)) => (plain_title(title), text),
        // A group's own template without a title has that of the built-in one.
        None => {
            let built_in = Templates::fill_built_in(TEMPLATE, context)?;
            (plain_title(split_title(&built_in).map_or("", |(title, _)| title)), &*filled)
        }
    };
    let marker = Marker::new("agenda", &day.to_string());
    let text = silence_mentions(text, repository, Some(repository));
    Ok((IssueText { title, body: limit_length(marker.enclose(&text), "the agenda")? }, marker))
}

/// The title that the first line of a filled template has, and what follows it.
fn split_title(filled: &str) -> Option<(&str, &str)> {
    let (title, text) = filled.trim_start().strip_prefix("Title: ")?.split_once('\n')?;
    Some((title, text.trim_start_matches('\n')))
}
