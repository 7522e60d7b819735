//! The minutes of a call that is not held: the reason, what was planned, and the next call.

use super::context::TitledProse;
use super::{MinutesWriter, format_corrections, format_sections, next_call};
use crate::model::meeting::Meeting;
use crate::model::schedule::weekday_name;
use crate::render::cell::{escape_text, format_block};
use crate::view::calls::not_held::NotHeld;
use chrono::Datelike;
use serde::Serialize;

/// The template of every style.
pub(super) const TEMPLATE: &str = "minutes-not-held.md";

/// The data of the template. Every text is Markdown.
#[derive(Serialize)]
pub(super) struct NotHeldContext {
    marker: String,
    style: &'static str,
    group: String,
    date: String,
    weekday: &'static str,
    /// The day to which it is moved; `None` if it is canceled.
    moved_to: Option<String>,
    reason: Option<String>,
    outline: Option<String>,
    /// The topics, then the agenda.
    plan: Vec<String>,
    /// Notes about items from before the call was canceled.
    notes: Vec<TitledProse>,
    discussion: Option<String>,
    aob: Option<String>,
    sections: Vec<TitledProse>,
    /// `None` if it is unknown.
    next: Option<String>,
    corrections: Vec<String>,
}

impl<'g> MinutesWriter<'_, 'g> {
    /// The context of a call that is not held. `None` if it is held, or if its record has results that only a meeting can
    /// have.
    pub(super) fn not_held_context(&self, meeting: &'g Meeting) -> Option<NotHeldContext> {
        let day = meeting.date.value;
        let NotHeld { reason, moved_to, next } =
            self.views.calls.not_held_on(day).filter(|_| !meeting.has_results())?;
        let items: Vec<_> =
            self.views.agenda.topics(meeting).into_iter().chain(self.views.agenda.items(meeting)).collect();
        let rows = items.iter().map(|item| self.plain_row(item, day)).filter(|row| !row.description.is_empty());
        let moved_to =
            moved_to.map(|day| next.map_or_else(|| day.to_string(), |next| next_call::format_day_and_times(&next)));
        Some(NotHeldContext {
            marker: super::marker_line(meeting),
            style: self.views.workgroup.style.record_key(),
            group: escape_text(&self.views.workgroup.name),
            date: day.to_string(),
            weekday: weekday_name(day.weekday()),
            moved_to,
            reason: reason.map(escape_text),
            outline: meeting.outline.as_ref().map(|prose| format_block(prose)),
            plan: items.iter().map(|item| self.format_plan_line(item, day)).collect(),
            notes: rows.map(|row| TitledProse { heading: row.item, body: row.description }).collect(),
            discussion: meeting.discussion.as_ref().map(|prose| format_block(prose)),
            aob: meeting.aob.as_ref().map(|prose| format_block(prose)),
            sections: format_sections(meeting),
            next: self.describe_next_call(meeting),
            corrections: format_corrections(meeting),
        })
    }
}
