//! The data of the templates of minutes.

use super::attendance::AttendanceLine;
use super::discussion::DiscussionRow;
use super::numbered::{EarlierAction, NumberedAction};
use super::register::RegisterLine;
use serde::Serialize;

/// The data of a template of minutes. Every text is Markdown; those in rows are on one line.
#[derive(Serialize)]
pub struct MinutesContext {
    pub marker: String,
    pub group: String,
    pub date: String,
    pub weekday: &'static str,
    /// Start and end with the zone; `None` if unknown, as for calls before the schedule.
    pub times: Option<String>,
    pub extra: Option<String>,
    /// The day that the call was moved from, and the reason.
    pub moved: Option<String>,
    /// What the schedule says about a call that was held although the schedule excludes it.
    pub not_held: Option<String>,
    /// Nothing is recorded yet.
    pub draft: bool,
    /// `None` if the time of the call is unknown.
    pub agenda_closes: Option<String>,
    pub agenda_sent: Option<String>,
    /// By organization; `None` if it was not recorded.
    pub attendance: Option<Vec<AttendanceLine>>,
    /// One by one as "Name (Organization)"; `None` if it was not recorded.
    pub people: Option<Vec<String>>,
    pub agenda_proposal: Vec<String>,
    /// The topics, then the agenda: what style `mom` lists if there is no outline.
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
    /// The action points of earlier calls that this call mentioned.
    pub earlier_actions: Vec<EarlierAction>,
    pub outline: Option<String>,
    pub aob: Option<String>,
    pub sections: Vec<TitledProse>,
    /// Empty if the next call is unknown.
    pub next: String,
    /// The same as a separate line, without the closing of the agenda.
    pub next_meeting: String,
    pub corrections: Vec<String>,
}

/// What the call decided about the previous minutes.
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

/// Another topic, with what was said about it as blocks.
#[derive(Serialize)]
pub struct TopicBlocks {
    pub heading: String,
    pub blocks: Vec<String>,
}

/// A section of the discussion; may have no rows.
#[derive(Serialize)]
pub struct AgendaSection {
    pub heading: &'static str,
    pub rows: Vec<DiscussionRow>,
}
