//! What a key asks to record: plain data, and the changes that follow from it.

use crate::error::Error;
use crate::model::action::{Action, ActionStatus, ActionUpdate};
use crate::model::meeting::{Approval, ApprovalDecision, Item, Meeting, Recap};
use crate::model::stage::{ReachedStage, Stage};
use crate::model::when::When;
use crate::record::action::due::parse_due;
use crate::record::action::open::open_action;
use crate::record::action::update::update_action;
use crate::record::agenda::exception::record_exception;
use crate::record::approve::record_approval;
use crate::record::attend::remove::remove_attendees;
use crate::record::attend::{AttendanceRequest, record_attendance};
use crate::record::changes::Changes;
use crate::record::decide::record_decision;
use crate::record::item::find_item;
use crate::record::note::{self, NoteRequest, record_note};
use crate::record::recap::record_news;
use crate::record::stage::record_stage;
use crate::record::topic::record_topic;
use crate::text::notation::ending::StageMention;
use crate::view::Views;
use std::collections::HashMap;

/// What a key asks to record in the call. Items are given by the words that name them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// The notes of an item, in place of those that were seen.
    Note { item: String, text: String, seen: String },
    /// That the call did not treat an item.
    NotTreated { item: String },
    /// That the call did not treat the items without a record.
    RestNotTreated,
    /// A decision, and the stage that the proposal reached by it.
    Decision { item: String, text: String, stage: Option<StageMention> },
    /// A stage that the proposal of an item reached in the call.
    Stage { item: String, stage: Stage },
    /// An action point; without owners, it is for those of the item.
    Action { item: Option<String>, text: String, owners: String, due: String },
    /// What the call said about an action point; the note and the due date may be empty.
    Update { id: String, status: Option<ActionStatus>, note: String, due: String },
    /// Why a late item is treated all the same.
    Exception { item: String, why: String },
    /// Another topic.
    Topic(Box<Item>),
    /// News from elsewhere.
    News { heading: String, text: String },
    /// The approval of the last minutes.
    Approval,
    /// People who attend; the organization is for somebody new.
    Attendance { names: Vec<String>, organization: Option<String>, excused: bool },
    /// That the call does not list somebody after all.
    Unlisted { name: String, organization: Option<String> },
}

impl Request {
    /// The changes that record it; `added` is the moment at which a topic is added.
    pub fn changes<'g>(&self, added: When, meeting: &'g Meeting, views: &Views<'g>) -> Result<Changes, Error> {
        match self {
            Self::Note { item, text, seen } => {
                let seen = Some(seen.as_str());
                record_note(&NoteRequest { item, text, replace: true, seen, not_treated: false }, meeting, views)
            }
            Self::NotTreated { item } => note::record_not_treated(std::slice::from_ref(item), meeting, views),
            Self::RestNotTreated => note::record_rest_not_treated(meeting, views),
            Self::Decision { item, text, stage } => {
                let stage = stage.as_ref().map(|mention| ReachedStage {
                    reason: mention.reason.clone().map(Into::into),
                    ..reached_stage(mention.stage, meeting)
                });
                record_decision(item, text, stage, meeting, views)
            }
            Self::Stage { item, stage } => {
                let placed = find_item(item, meeting, views)?;
                let proposal = views.index.item_proposal(placed.item).ok_or_else(no_proposal_error)?;
                record_stage(&proposal.slug, reached_stage(*stage, meeting), views)
            }
            Self::Action { item, text, owners, due } => {
                let owner = Some(owners.clone()).filter(|names| !names.is_empty());
                let action = Action {
                    owners: owner.into_iter().map(Into::into).collect(),
                    text: text.clone().into(),
                    ..Action::default()
                };
                open_action(item.as_deref(), action, parse_due(due)?, meeting, views)
            }
            Self::Update { id, status, note, due } => {
                let note = Some(note.clone()).filter(|note| !note.is_empty()).map(Into::into);
                let update = ActionUpdate { id: id.clone().into(), status: *status, due: None, note };
                update_action(update, parse_due(due)?, meeting, views)
            }
            Self::Exception { item, why } => record_exception(item, why, meeting, views),
            Self::Topic(topic) => record_topic((**topic).clone(), added, meeting, views),
            Self::News { heading, text } => {
                let text = Some(text.clone()).filter(|text| !text.is_empty()).map(Into::into);
                record_news(&Recap { heading: heading.clone().into(), link: None, text }, meeting, views)
            }
            Self::Approval => {
                let decision = ApprovalDecision::Approved.into();
                record_approval(&Approval { decision, date: None, corrections: None }, meeting, views)
            }
            Self::Attendance { names, organization, excused } => {
                let (organization, organizations) = (organization.as_deref(), &HashMap::new());
                let excused = *excused;
                let request = AttendanceRequest { names, organization, organizations, role: None, excused };
                record_attendance(&request, meeting, views)
            }
            Self::Unlisted { name, organization } => {
                remove_attendees(std::slice::from_ref(name), organization.as_deref(), meeting, views)
            }
        }
    }
}

/// A stage that is reached on the day of the call.
fn reached_stage(stage: Stage, meeting: &Meeting) -> ReachedStage {
    let date = Some(meeting.date.value.into());
    ReachedStage { date, ..ReachedStage::new(stage, None) }
}

fn no_proposal_error() -> Error {
    let help = "First register the proposal: `backlog add-proposal`.";
    Error::not_allowed("the item has no proposal, and therefore no stage", help)
}
