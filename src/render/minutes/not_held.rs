//! What is printed of a call that is not held: why, what was planned, and when the next one is.

use super::context::Titled;
use super::{Writer, corrections, next_call, sections};
use crate::model::meeting::Meeting;
use crate::model::schedule::weekday_name;
use crate::render::cell::{block, text};
use crate::view::not_held::NotHeld;
use chrono::Datelike;
use serde::Serialize;

/// The template of every style.
pub(super) const TEMPLATE: &str = "minutes-not-held.md";

/// What the template is filled with. Every text is Markdown.
#[derive(Serialize)]
pub(super) struct Context {
    marker: String,
    style: &'static str,
    group: String,
    date: String,
    weekday: &'static str,
    /// When it is held instead; `None` where it is cancelled.
    moved_to: Option<String>,
    reason: Option<String>,
    outline: Option<String>,
    /// The topics, then the agenda.
    plan: Vec<String>,
    /// What was written of an item before the call was cancelled.
    notes: Vec<Titled>,
    discussion: Option<String>,
    aob: Option<String>,
    sections: Vec<Titled>,
    /// `None` where nobody knows it.
    next: Option<String>,
    corrections: Vec<String>,
}

impl<'g> Writer<'_, 'g> {
    /// The context of a call that is not held. `None` where it is, and where its record says what only people who
    /// met can have done.
    pub(super) fn not_held(&self, meeting: &'g Meeting) -> Option<Context> {
        let day = meeting.date.value;
        let NotHeld { reason, moved_to, next } = self.views.not_held_on(day).filter(|_| !meeting.has_results())?;
        let items: Vec<_> = self.views.topics(meeting).into_iter().chain(self.views.agenda(meeting)).collect();
        let rows = items.iter().map(|item| self.plain_row(item, day)).filter(|row| !row.description.is_empty());
        let moved_to = moved_to.map(|day| next.map_or_else(|| day.to_string(), |next| next_call::day_and_times(&next)));
        Some(Context {
            marker: super::marker(meeting),
            style: self.views.workgroup.style.key(),
            group: text(&self.views.workgroup.name),
            date: day.to_string(),
            weekday: weekday_name(day.weekday()),
            moved_to,
            reason: reason.map(text),
            outline: meeting.outline.as_ref().map(|prose| block(prose)),
            plan: items.iter().map(|item| self.planned(item, day)).collect(),
            notes: rows.map(|row| Titled { heading: row.item, body: row.description }).collect(),
            discussion: meeting.discussion.as_ref().map(|prose| block(prose)),
            aob: meeting.aob.as_ref().map(|prose| block(prose)),
            sections: sections(meeting),
            next: self.next(meeting),
            corrections: corrections(meeting),
        })
    }
}
