//! What the right side shows of an item.

use crate::model::action::{Action, ActionStatus};
use crate::model::meeting::Meeting;
use crate::model::stage::Stage;
use crate::record::action::open::item_owners;
use crate::record::stage::next_stages;
use crate::view::Views;
use crate::view::actions::point::ActionPoint;
use crate::view::agenda::AgendaItem;
use crate::view::day_list::format_days;
use crate::view::history::{HistoryEntry, grouped_before};
use crate::view::lookup::placed_items;
use chrono::{Datelike, NaiveDate};

/// What the right side shows of an item, of news, or of the call as a whole.
#[derive(Debug, Clone, Default)]
pub struct ItemFacts {
    /// The first line.
    pub heading: String,
    /// Owners, stage and PR; may be empty.
    pub about: String,
    /// What earlier calls recorded, oldest first.
    pub history: Vec<HistoryBlock>,
    /// The notes as recorded, as Markdown.
    pub notes: String,
    /// The decisions, each with the stage reached by it, if any.
    pub decisions: Vec<String>,
    /// The action points that the call opened.
    pub opened: Vec<PointFacts>,
    /// The action points of earlier calls that are open, or that this call changed.
    pub earlier: Vec<PointFacts>,
    /// Who an action point is for by default.
    pub owners: Vec<String>,
    /// The stages that the proposal may reach, each with its name for people; empty without a proposal.
    pub stages: Vec<(Stage, String)>,
}

impl ItemFacts {
    /// The action points of earlier calls that can be closed.
    pub fn open_points(&self) -> impl Iterator<Item = &PointFacts> {
        self.earlier.iter().filter(|point| point.is_open)
    }
}

/// What earlier calls recorded in the same words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryBlock {
    /// `Jan 8, Jan 22, 2026`; empty if the day is not known.
    pub days: String,
    /// What they recorded, as Markdown.
    pub text: String,
}

/// An action point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointFacts {
    /// Empty if it has none.
    pub id: String,
    /// Separated by commas.
    pub owners: String,
    /// Markdown.
    pub text: String,
    /// `Mar 12`; empty if it has no due day.
    pub due: String,
    /// Whether it is open at the end of the call.
    pub is_open: bool,
}

/// The facts of the call as a whole: the approval, and the action points of no item.
pub(super) fn call_facts<'g>(approved: Option<NaiveDate>, meeting: &'g Meeting, views: &Views<'g>) -> ItemFacts {
    let day = meeting.date.value;
    let about = match (&meeting.previous_minutes, approved) {
        (Some(approval), Some(of)) => {
            format!("The minutes of {of}: {}", approval.decision.record_key().replace('-', " "))
        }
        (Some(approval), None) => approval.decision.record_key().replace('-', " "),
        (None, Some(of)) => format!("[A] approves the minutes of {of}"),
        (None, None) => String::new(),
    };
    let is_earlier = |point: &&ActionPoint| is_earlier_point(point, day);
    ItemFacts {
        heading: format!("The call of {day}"),
        about,
        opened: meeting.actions.iter().map(|action| opened_facts(action, day)).collect(),
        earlier: views.actions.all().iter().filter(is_earlier).map(|point| point_facts(point, day)).collect(),
        ..ItemFacts::default()
    }
}

/// The facts of an item.
pub(super) fn item_facts<'g>(agenda_item: &AgendaItem<'g>, views: &Views<'g>) -> ItemFacts {
    let AgendaItem { meeting, item, proposal, .. } = *agenda_item;
    let day = meeting.date.value;
    let placed = placed_items(meeting).find(|placed| placed.item.place == item.place);
    let owners = item_owners(placed.as_ref(), meeting, views);
    let stage = proposal.and_then(|proposal| views.stages.stage_on(proposal, day));
    let stage = stage.map(|stage| begin_in_lower_case(&views.reviews.format_stage(stage)));
    let pr = proposal.and_then(|proposal| proposal.template.as_ref()?.pr.as_ref());
    let late = agenda_item.is_late.then(|| match &item.exception {
        Some(why) => format!("exception: {why}"),
        None => "late: [e] records an exception".to_owned(),
    });
    let about =
        [Some(owners.join(", ")).filter(|names| !names.is_empty()), stage, pr.map(|pr| views.links.pr_label(pr)), late];
    let number = views.links.number_label(item).map(|number| format!("{number} ")).unwrap_or_default();
    let entries = views.history.entries(&agenda_item.subject);
    let is_earlier = |point: &&ActionPoint| is_earlier_point(point, day);
    ItemFacts {
        heading: format!("{number}{}", agenda_item.title().unwrap_or_default()),
        about: about.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        history: grouped_before(&entries, day).map(|block| history_block(block, views)).collect(),
        notes: item.notes.as_ref().map(|notes| notes.value.clone()).unwrap_or_default(),
        decisions: decision_lines(agenda_item, views),
        opened: item.actions.iter().map(|action| opened_facts(action, day)).collect(),
        earlier: views
            .actions
            .about(&agenda_item.subject)
            .filter(is_earlier)
            .map(|point| point_facts(point, day))
            .collect(),
        owners,
        stages: proposal
            .map(|proposal| next_stages(proposal, views))
            .unwrap_or_default()
            .into_iter()
            .map(|stage| (stage, views.reviews.format_stage(stage)))
            .collect(),
    }
}

/// The name of a stage within a line.
fn begin_in_lower_case(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// The decisions; a stage that the proposal reached on the day of the call belongs to the last one.
fn decision_lines(agenda_item: &AgendaItem, views: &Views) -> Vec<String> {
    let mut lines: Vec<String> = agenda_item.item.decisions.iter().map(|text| text.trim().to_owned()).collect();
    let day = agenda_item.meeting.date.value;
    let reached = agenda_item.proposal.iter().flat_map(|proposal| &proposal.stages);
    let today = reached.filter(|reached| reached.date.as_ref().is_some_and(|date| date.value == day));
    for stage in today.map(|reached| views.reviews.format_stage(reached.stage.value)) {
        let last = lines.pop().map(|line| format!("{line} ")).unwrap_or_default();
        lines.push(format!("{last}→ {stage}"));
    }
    lines
}

fn history_block(block: &[HistoryEntry], views: &Views) -> HistoryBlock {
    let mut parts = Vec::new();
    if let Some(entry) = block.first() {
        parts.extend(entry.treatment.display_name().map(begin_in_lower_case));
        parts.extend(entry.text.map(|text| text.trim().to_owned()));
        parts.extend(entry.decisions.iter().map(|text| format!("! {}", text.trim())));
        parts.extend(
            entry.stages.iter().map(|reached| format!("→ {}", views.reviews.format_stage(reached.stage.value))),
        );
        parts.extend(entry.closed.map(|_| "closed".to_owned()));
    }
    HistoryBlock { days: format_days(block.iter().filter_map(|entry| entry.date)), text: parts.join("\n") }
}

/// Whether an action point is of an earlier call, and was open when this one began.
fn is_earlier_point(point: &ActionPoint, day: NaiveDate) -> bool {
    point.opened < day && (point.status_on(day) == Some(ActionStatus::Open) || point.is_changed_on(day))
}

fn point_facts(point: &ActionPoint, day: NaiveDate) -> PointFacts {
    PointFacts {
        id: point.id.unwrap_or_default().to_owned(),
        owners: point.owners.join(", "),
        text: point.text.trim().to_owned(),
        due: point.due_on(day).map(|due| format_due(due, day)).unwrap_or_default(),
        is_open: point.status_on(day) == Some(ActionStatus::Open),
    }
}

fn opened_facts(action: &Action, day: NaiveDate) -> PointFacts {
    PointFacts {
        id: action.id.as_ref().map(|id| id.value.clone()).unwrap_or_default(),
        owners: action.owners.iter().map(|owner| owner.as_str()).collect::<Vec<_>>().join(", "),
        text: action.text.trim().to_owned(),
        due: action.due.as_ref().map(|due| format_due(due.value, day)).unwrap_or_default(),
        is_open: true,
    }
}

/// `Mar 12`, with the year if it is not that of the call.
fn format_due(due: NaiveDate, call: NaiveDate) -> String {
    let text = format_days([due]);
    match due.year() == call.year() {
        true => text.split(',').next().unwrap_or_default().to_owned(),
        false => text,
    }
}
