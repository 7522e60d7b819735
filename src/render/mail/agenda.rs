//! The agenda mail: when the call is, and what is on its agenda.

use super::letter::{Letter, LetterDraft, Sender, fill_template, message_id, shorten_group_name};
use super::{html, plain};
use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::model::schedule::weekday_name;
use crate::model::when::When;
use crate::render::cell::{escape_text, format_block, format_cell, format_link};
use crate::render::minutes::{MinutesWriter, format_remark, late_remark};
use crate::render::templates::Templates;
use crate::view::Views;
use crate::view::agenda::{AgendaItem, ItemSection, Verdict};
use crate::view::calendar::CallTimes;
use crate::view::moment::{format_moment, is_later, resolve_moment};
use chrono::{Datelike, NaiveDate, Utc};
use serde::Serialize;

/// The data of the template. Every text is Markdown on one line, except `outline`.
#[derive(Serialize)]
struct AgendaMailContext {
    group: String,
    date: String,
    weekday: &'static str,
    /// Start and end with the zone; `None` if unknown.
    times: Option<String>,
    /// The same in UTC, if that differs.
    utc: Option<String>,
    extra: Option<String>,
    moved: Option<String>,
    /// When the agenda closes; `None` if the time of the call is unknown.
    closing: Option<String>,
    /// Whether the agenda had closed when the mail was sent.
    closed: bool,
    sections: Vec<AgendaMailSection>,
    topics: Vec<String>,
    outline: Option<String>,
    repository: Option<String>,
}

/// The items of a section, in the order of the call.
#[derive(Serialize)]
struct AgendaMailSection {
    heading: &'static str,
    items: Vec<String>,
}

/// Composes the mail of a call's agenda. Its date is `agenda-sent`, or without one the time at which the agenda closes.
///
/// # Errors
/// [`Error::Template`] when the group's own template fails, [`Error::NotAllowed`] when the agenda is too long,
/// [`Error::Usage`] when there is no recipient.
pub fn compose_agenda<'g>(views: &Views<'g>, meeting: &'g Meeting, sender: &Sender) -> Result<Letter, Error> {
    let templates = Templates::new(views.group)?;
    let writer = MinutesWriter::new(views, &templates);
    let markdown = fill_template(&templates, "mail-agenda.md", build_context(views, meeting, &writer))?;
    let call = views.calendar.call_for(meeting);
    let sent = meeting.agenda_sent.as_ref().map(|sent| sent.value);
    let date = resolve_moment(sent.unwrap_or(views.calendar.closing(&call).as_when()), views.workgroup.timezone);
    let subject = format!("{}: agenda of the call on {}", shorten_group_name(&views.workgroup.name), call.date);
    let id = ["agenda".to_owned(), call.date.to_string()].into_iter().chain(sent.map(id_stamp));
    let draft = LetterDraft {
        id: message_id(id, &views.workgroup.name),
        date,
        html: html::render_page(&subject, &markdown),
        text: plain::render_text(&markdown),
        subject,
    };
    Letter::new(draft, sender)
}

/// When it was sent, as a component of the id: a second mail of an agenda is a different message.
fn id_stamp(sent: When) -> String {
    match sent {
        When::Day(day) => day.format("%Y%m%d").to_string(),
        When::Local(moment) => moment.format("%Y%m%dT%H%M%S").to_string(),
        When::At(moment) => moment.with_timezone(&Utc).format("%Y%m%dT%H%M%SZ").to_string(),
    }
}

fn build_context<'g>(views: &Views<'g>, meeting: &'g Meeting, writer: &MinutesWriter<'_, 'g>) -> AgendaMailContext {
    let day = meeting.date.value;
    let call = views.calendar.call_for(meeting);
    let closing = views.calendar.closing(&call);
    let items = views.agenda.items(meeting);
    let part = |heading, section| AgendaMailSection {
        heading,
        items: items.iter().filter(|it| it.section == section).map(|it| format_item(it, day, views, writer)).collect(),
    };
    let sections = [
        part("Current issues", ItemSection::Current),
        part("Out of agenda", ItemSection::OutOfAgenda),
        part("Closing issues", ItemSection::Closing),
    ];
    let is_open = |sent: When| is_later(closing.as_when(), sent, views.workgroup.timezone);
    AgendaMailContext {
        group: escape_text(&views.workgroup.name),
        date: day.to_string(),
        weekday: weekday_name(day.weekday()),
        times: call.times.as_ref().map(crate::render::minutes::format_times),
        utc: call.times.as_ref().and_then(utc_times),
        extra: meeting.extra.as_ref().map(|why| format_cell(why)),
        moved: writer.describe_move(&call),
        closing: closing.moment().map(format_moment),
        closed: !meeting.agenda_sent.as_ref().is_some_and(|sent| is_open(sent.value)),
        sections: sections.into_iter().filter(|part| !part.items.is_empty()).collect(),
        topics: views.agenda.topics(meeting).iter().map(|it| format_item(it, day, views, writer)).collect(),
        outline: meeting.outline.as_ref().map(|prose| format_block(prose)),
        repository: views
            .workgroup
            .repository
            .as_ref()
            .map(|name| format_link(name, &format!("https://github.com/{}", name.value))),
    }
}

/// The times of a call in UTC; `None` if the group's zone has the same times.
fn utc_times(times: &CallTimes) -> Option<String> {
    let (start, end) = (times.start.with_timezone(&Utc), times.end.with_timezone(&Utc));
    let is_same = times.start.naive_local() == start.naive_utc() && times.end.naive_local() == end.naive_utc();
    (!is_same).then(|| format!("{} to {} UTC", start.format("%Y-%m-%d %H:%M"), end.format("%H:%M")))
}

/// An item: what it is, who owns it, and remarks.
fn format_item<'g>(item: &AgendaItem<'g>, day: NaiveDate, views: &Views<'g>, writer: &MinutesWriter<'_, 'g>) -> String {
    let title = writer.plain_name(item, day);
    let owners = item.proposal.map(|proposal| views.owners.owners_on(proposal, day)).unwrap_or_default();
    let who = match (owners.is_empty(), &item.item.who) {
        (true, Some(who)) => format!(", {}", escape_text(who)),
        (true, None) => String::new(),
        (false, _) => format!(", {}", owners.into_iter().map(escape_text).collect::<Vec<_>>().join(" & ")),
    };
    let frozen =
        (item.recorded_verdict == Verdict::Frozen).then(|| format_remark(Some(Verdict::Frozen.display_name()), None));
    let remark = late_remark(item).or(frozen).unwrap_or_default();
    format!("{title}{who}{remark}")
}
