//! What a template of minutes is filled with.

use super::attendance::AttendanceLine;
use super::discussion::DiscussionRow;
use super::numbered::{EarlierAction, NumberedAction};
use super::register::RegisterLine;
use serde::Serialize;

/// What a template of minutes is filled with. Every text is Markdown; those in rows are on one line.
#[derive(Serialize)]
pub struct MinutesContext {
    pub marker: String,
    pub group: String,
    pub date: String,
    pub weekday: &'static str,
    /// From when to when, with the zone; `None` where nothing says it, as in calls before the schedule.
    pub times: Option<String>,
    pub extra: Option<String>,
    /// Where the call was moved from, and why.
    pub moved: Option<String>,
    /// What the schedule says of a call that was held although it takes the call out.
    pub not_held: Option<String>,
    /// Nothing is recorded yet.
    pub draft: bool,
    /// `None` where the call has no times.
    pub agenda_closes: Option<String>,
    pub agenda_sent: Option<String>,
    /// By organisation; `None` where nobody recorded it.
    pub attendance: Option<Vec<AttendanceLine>>,
    /// One by one as "Name (Organisation)"; `None` where nobody recorded it.
    pub people: Option<Vec<String>>,
    pub agenda_proposal: Vec<String>,
    /// The topics, then the agenda: what style `mom` lists where there is no outline.
    pub plan: Vec<String>,
    pub approval: ApprovalLines,
    pub notices: Vec<TitledProse>,
    pub recaps: Vec<TitledProse>,
    pub topics: Vec<TopicBlocks>,
    pub discussion: Option<String>,
    pub agenda_sections: Vec<AgendaSection>,
    /// All items of the call in one list, for style `mom`.
    pub items: Vec<DiscussionRow>,
    pub frozen: Vec<String>,
    pub actions: Vec<RegisterLine>,
    /// The action points that this call opened, numbered from 1.
    pub own_actions: Vec<NumberedAction>,
    /// The action points of earlier calls of which this one said something.
    pub earlier_actions: Vec<EarlierAction>,
    pub outline: Option<String>,
    pub aob: Option<String>,
    pub sections: Vec<TitledProse>,
    /// Empty where nobody knows the next call.
    pub next: String,
    /// The same in a line of its own, without when the agenda closes.
    pub next_meeting: String,
    pub corrections: Vec<String>,
}

/// What the call said of the minutes before it.
#[derive(Serialize)]
pub struct ApprovalLines {
    pub minutes: Option<String>,
    pub decision: Option<String>,
    pub corrections: Vec<String>,
}

/// Prose under a heading.
#[derive(Serialize)]
pub struct TitledProse {
    pub heading: String,
    pub body: String,
}

/// Another topic, with what was said of it as blocks.
#[derive(Serialize)]
pub struct TopicBlocks {
    pub heading: String,
    pub blocks: Vec<String>,
}

/// A part of the discussion; without rows it says so.
#[derive(Serialize)]
pub struct AgendaSection {
    pub heading: &'static str,
    pub rows: Vec<DiscussionRow>,
}
