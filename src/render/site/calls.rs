//! The list of the calls, and the page of each: its minutes.

use super::SiteFile;
use super::pages::{PageWriter, Section};
use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::model::schedule::weekday_name;
use crate::render::facts::link;
use crate::render::minutes::MinutesWriter;
use crate::render::site_paths::call_path;
use crate::render::templates::Templates;
use chrono::Datelike;
use minijinja::context;
use minijinja::value::Value;

/// Writes the list of the calls, the latest first.
pub fn write_list(writer: &PageWriter) -> Result<SiteFile, Error> {
    let calls = writer.views.group.meetings.iter().rev().map(|meeting| call_facts(writer, meeting));
    let context = context! { calls => calls.collect::<Value>() };
    writer.write("calls.html".to_owned(), Section::Calls, "Calls", "site-calls.html", context)
}

/// Writes the pages of some calls: their minutes, from the template of the minutes.
pub fn write_pages<'g>(writer: &PageWriter<'_, 'g>, calls: &'g [Meeting]) -> Result<Vec<SiteFile>, Error> {
    let views = writer.views;
    let templates = Templates::for_mail(views.group)?;
    let mut minutes = MinutesWriter::for_site(views, &templates, writer.prose.up);
    let mut files = Vec::with_capacity(calls.len());
    for meeting in calls {
        templates.begin_embedding();
        let markdown = minutes.write(meeting);
        let embedded = templates.take_embedded();
        let html = writer.prose.write_document(&markdown?, &embedded);
        let neighbor = |meeting: &Meeting| {
            let day = meeting.date.value;
            link(day.to_string(), writer.facts.call_page(day))
        };
        let before = views.calls.meetings_before(meeting.date.value);
        let context = context! {
            call => call_facts(writer, meeting),
            previous => before.last().map(neighbor),
            next => views.group.meetings.get(before.len() + 1).map(neighbor),
            // Whether the minutes have a title of their own.
            has_title => html.contains("<h1>"),
            minutes => Value::from_safe_string(html),
        };
        let title = format!("Call of {}", meeting.date.value);
        files.push(writer.write(call_path(meeting.date.value), Section::Calls, &title, "site-call.html", context)?);
    }
    Ok(files)
}

/// What lists of calls say about one.
pub fn call_facts<'g>(writer: &PageWriter<'_, 'g>, meeting: &'g Meeting) -> Value {
    let PageWriter { views, facts, .. } = writer;
    let day = meeting.date.value;
    let outcome = views.call_outcome(meeting);
    let approved_by = views.approvals.approving_call(meeting).map(|by| by.date.value);
    context! {
        date => day.to_string(),
        year => day.year(),
        weekday => weekday_name(day.weekday()),
        page => facts.call_page(day),
        is_held => views.calls.is_held(meeting) || meeting.has_results(),
        // Nothing is recorded yet.
        is_draft => !meeting.is_recorded(),
        approved_by => approved_by.map(|by| link(by.to_string(), facts.call_page(by))),
        // How many organizations were present; `None` if it was not recorded.
        organizations => outcome.present.map(|(_, organizations)| organizations),
        decisions => outcome.decisions,
        recording => meeting.recording.as_ref().map(|url| url.to_string()),
    }
}
