//! A call: one file in `minutes/`.

use crate::model::reference::Reference;
use crate::model::schedule::time;
use crate::model::when::When;
use crate::model::workgroup::{Section, Waiver};
use crate::source::{FileId, Spanned};
use chrono::{NaiveDate, NaiveTime};
use serde::{Serialize, Serializer};

/// What happened in one call, or is planned for it. Prose is Markdown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Meeting {
    #[serde(skip)]
    pub file: FileId,
    /// The file's name without `.yaml`, which the date should be.
    #[serde(skip)]
    pub stem: String,
    pub date: Spanned<NaiveDate>,
    /// Why the call is held outside the schedule.
    pub extra: Option<Spanned<String>>,
    /// Local times in the group's zone, where they differ from the slot's.
    #[serde(serialize_with = "time")]
    pub start: Option<NaiveTime>,
    #[serde(serialize_with = "time")]
    pub end: Option<NaiveTime>,
    /// When the agenda went to the reviewer's list.
    pub agenda_sent: Option<Spanned<When>>,
    /// What this call said of earlier minutes.
    pub approval: Option<Approval>,
    /// `None`: not recorded; empty: nobody came. In the order of the file.
    #[serde(serialize_with = "by_organization")]
    pub attendance: Option<Vec<Delegation>>,
    pub recap: Vec<Recap>,
    /// Other topics, in the order of the call.
    pub topics: Vec<Item>,
    /// The discussion, in the order of the call.
    pub agenda: Vec<Item>,
    /// Action points of no single item.
    pub actions: Vec<Action>,
    pub action_updates: Vec<ActionUpdate>,
    /// Prose before the tables.
    pub discussion: Option<Spanned<String>>,
    /// Any other business.
    pub aob: Option<Spanned<String>>,
    /// A planned agenda in prose (style `mom`).
    pub outline: Option<Spanned<String>>,
    pub corrections: Vec<Correction>,
    /// Prose with no key of its own.
    pub sections: Vec<Section>,
    /// The action points as imported minutes listed them.
    pub register: Vec<Registered>,
    /// The next call as these minutes announced it.
    pub next: Option<Next>,
    pub unparsed: Vec<super::proposal::Unparsed>,
    pub allow: Vec<Waiver>,
}

impl Meeting {
    /// The discussion and the other topics, in the order of print: topics come first.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.topics.iter().chain(&self.agenda)
    }

    /// Every action point opened in this call: of topics, of items, of no item.
    pub fn opened_actions(&self) -> impl Iterator<Item = (Option<&Item>, &Action)> {
        let of_items = self.items().flat_map(|item| item.actions.iter().map(move |action| (Some(item), action)));
        of_items.chain(self.actions.iter().map(|action| (None, action)))
    }

    /// Whether anything says that the call took place.
    pub fn is_recorded(&self) -> bool {
        self.attendance.is_some()
            || self.approval.is_some()
            || !self.actions.is_empty()
            || self.items().any(Item::is_recorded)
    }
}

/// The people of one organisation in a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delegation {
    /// As written; aliases are matched by the views.
    pub organization: Spanned<String>,
    pub people: Vec<Attendee>,
}

fn by_organization<S: Serializer>(delegations: &Option<Vec<Delegation>>, serializer: S) -> Result<S::Ok, S::Error> {
    match delegations {
        None => serializer.serialize_none(),
        Some(delegations) => serializer.collect_map(delegations.iter().map(|one| (&one.organization, &one.people))),
    }
}

/// A person in the attendance of a call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Attendee {
    pub name: Spanned<String>,
    pub role: Option<String>,
    pub present: bool,
    pub note: Option<String>,
}

/// What a call said of the minutes before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Approval {
    pub decision: Spanned<Decision>,
    /// The call whose minutes are meant; `None`: the last held one.
    pub of: Option<Spanned<NaiveDate>>,
    pub corrections: Option<Spanned<String>>,
}

/// Whether minutes were approved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    Approved,
    NotApproved,
    Postponed,
}

impl Decision {
    /// Every decision with its key in the files.
    pub const KEYS: [(&'static str, Decision); 3] =
        [("approved", Decision::Approved), ("not-approved", Decision::NotApproved), ("postponed", Decision::Postponed)];
}

/// News from elsewhere, told at the start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Recap {
    pub heading: Spanned<String>,
    pub link: Option<Spanned<String>>,
    pub body: Option<Spanned<String>>,
}

/// An item of the agenda, or another topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Item {
    #[serde(skip)]
    pub place: crate::source::Place,
    /// What a topic is: `information`, `review`, `scope-enhancement`, ...
    pub kind: Option<String>,
    /// Exactly one of `issue`, `pr`, `proposal` is there, or none and a `title`.
    pub issue: Option<Spanned<Reference>>,
    pub pr: Option<Spanned<Reference>>,
    /// A slug.
    pub proposal: Option<Spanned<String>>,
    pub title: Option<Spanned<String>>,
    pub who: Option<Spanned<String>>,
    /// When it was put on the agenda; `None`: carried over.
    pub added: Option<Spanned<When>>,
    /// Why it is treated although it came late.
    pub exception: Option<String>,
    /// Treated to be closed.
    pub closing: bool,
    /// `Some(false)`: not treated.
    pub treated: Option<bool>,
    pub update: Option<Spanned<String>>,
    pub decisions: Vec<Spanned<String>>,
    pub actions: Vec<Action>,
}

impl Item {
    /// Whether the call recorded something of it.
    pub fn is_recorded(&self) -> bool {
        self.update.is_some() || !self.decisions.is_empty() || !self.actions.is_empty() || self.treated.is_some()
    }

    /// Whether it was talked about.
    pub fn is_treated(&self) -> bool {
        self.treated != Some(false) && self.is_recorded()
    }
}

/// An action point, in the file of the call that opened it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Action {
    #[serde(skip)]
    pub place: crate::source::Place,
    /// `YYYYMMDD-NN`, of its call's date; plain numbers in style `mom`.
    pub id: Option<Spanned<String>>,
    /// Organisations, persons or roles.
    pub owners: Vec<Spanned<String>>,
    pub text: Spanned<String>,
    pub due: Option<Spanned<NaiveDate>>,
}

/// What a call said of an action point that is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct ActionUpdate {
    pub id: Spanned<String>,
    pub status: Option<ActionStatus>,
    pub due: Option<NaiveDate>,
    pub note: Option<Spanned<String>>,
}

/// Where an action point stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActionStatus {
    Open,
    Closed,
    NotPursued,
}

impl ActionStatus {
    /// Every status with its key in the files.
    pub const KEYS: [(&'static str, ActionStatus); 3] =
        [("open", ActionStatus::Open), ("closed", ActionStatus::Closed), ("not-pursued", ActionStatus::NotPursued)];

    /// The key in the files.
    pub fn key(self) -> &'static str {
        match self {
            ActionStatus::Open => "open",
            ActionStatus::Closed => "closed",
            ActionStatus::NotPursued => "not-pursued",
        }
    }
}

/// A row of the register of action points in imported minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Registered {
    pub id: Option<Spanned<String>>,
    pub owners: Vec<Spanned<String>>,
    pub text: Option<Spanned<String>>,
    pub status: Option<ActionStatus>,
    pub due: Option<NaiveDate>,
    pub note: Option<Spanned<String>>,
}

/// The next call as announced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Next {
    /// `None` where the text says no date.
    pub date: Option<Spanned<NaiveDate>>,
    #[serde(serialize_with = "time")]
    pub start: Option<NaiveTime>,
    #[serde(serialize_with = "time")]
    pub end: Option<NaiveTime>,
    pub text: Option<Spanned<String>>,
}

/// A correction of approved minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Correction {
    pub date: Spanned<NaiveDate>,
    pub text: Spanned<String>,
}
