//! A call: one file in `minutes/`.

use crate::model::action::{Action, ActionUpdate, RegisterRow};
use crate::model::notation::{names_one_thing, or_announcement, or_text, or_word};
use crate::model::reference::{Reference, or_number};
use crate::model::schedule::time;
use crate::model::when::When;
use crate::model::workgroup::{ProseSection, Waiver};
use crate::source::{FileId, Spanned};
use chrono::{NaiveDate, NaiveTime};
use schemars::JsonSchema;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// What happened in one call, or is planned for it. Prose is Markdown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Meeting {
    /// The file it was read from.
    #[serde(skip)]
    pub file: FileId,
    /// The file's name without `.yaml`, which the date should be.
    #[serde(skip)]
    pub stem: String,
    /// The day of the call in the group's zone; the file is named after it.
    pub date: Spanned<NaiveDate>,
    /// Why the call is held outside the schedule.
    pub extra: Option<Spanned<String>>,
    /// Local start in the group's zone, such as "09:00", where it differs from the slot's. A call on no slot has no
    /// time without it.
    #[serde(serialize_with = "time")]
    pub start: Option<NaiveTime>,
    /// Local end in the group's zone, on the next day where it is before the start; left out, the call is as long as
    /// the slot.
    #[serde(serialize_with = "time")]
    pub end: Option<NaiveTime>,
    /// When the agenda went to the reviewer's list (procedure 3): a day or a moment; left out before that.
    pub agenda_sent: Option<Spanned<When>>,
    /// When the minutes of this call went out: a day or a moment; left out before that. May be added to approved minutes.
    pub minutes_sent: Option<Spanned<When>>,
    /// What this call said of earlier minutes.
    pub approval: Option<Approval>,
    /// Organisations with their people, as in the file; left out, nobody recorded it; `{}`: nobody came.
    #[serde(serialize_with = "by_organization")]
    #[schemars(with = "Option<BTreeMap<String, Vec<Attendee>>>")]
    pub attendance: Option<Vec<Delegation>>,
    /// News from elsewhere, in the order of print; may be empty.
    pub recap: Vec<Recap>,
    /// Other topics, in the order of the call.
    pub topics: Vec<Item>,
    /// The discussion, in the order of the call.
    pub agenda: Vec<Item>,
    /// Action points that this call opened and that belong to no single item; may be empty.
    pub actions: Vec<Action>,
    /// What became in this call of action points that earlier calls opened; may be empty.
    pub action_updates: Vec<ActionUpdate>,
    /// Prose before the tables.
    pub discussion: Option<Spanned<String>>,
    /// Any other business.
    pub aob: Option<Spanned<String>>,
    /// A planned agenda in prose (style `mom`).
    pub outline: Option<Spanned<String>>,
    /// What was mended in these minutes after a later call had approved them; printed at their end.
    pub corrections: Vec<Correction>,
    /// Prose with no key of its own.
    pub sections: Vec<ProseSection>,
    /// The action points as imported minutes listed them.
    pub register: Vec<RegisterRow>,
    /// The next call as these minutes announced it.
    pub next: Option<NextAnnouncement>,
    /// What an import could not place, word for word; empty in a file that was never imported.
    pub unparsed: Vec<super::proposal::UnparsedText>,
    /// Rules that are not held against this file, each with the reason; may be empty.
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

    /// Whether it says nothing but when the call is.
    pub fn is_empty(&self) -> bool {
        let texts = [&self.discussion, &self.aob, &self.outline];
        self.items().next().is_none()
            && texts.iter().all(|text| text.is_none())
            && self.agenda_sent.is_none()
            && self.minutes_sent.is_none()
            && self.approval.is_none()
            && self.attendance.is_none()
            && self.next.is_none()
            && self.recap.is_empty()
            && self.actions.is_empty()
            && self.action_updates.is_empty()
            && self.corrections.is_empty()
            && self.sections.is_empty()
            && self.register.is_empty()
            && self.unparsed.is_empty()
            && self.allow.is_empty()
    }

    /// Whether it says what only people who met can have done: attend, approve, decide, open or close an action
    /// point. A note may be written before the call.
    pub fn has_results(&self) -> bool {
        self.attendance.as_deref().is_some_and(shows_call_held)
            || self.approval.is_some()
            || !self.action_updates.is_empty()
            || self.opened_actions().next().is_some()
            || self.items().any(|item| !item.decisions.is_empty())
    }

    /// Whether anything is recorded, be it a note that was written before the call.
    pub fn is_recorded(&self) -> bool {
        self.attendance.as_deref().is_some_and(shows_call_held)
            || self.approval.is_some()
            || !self.actions.is_empty()
            || !self.action_updates.is_empty()
            || self.items().any(Item::is_recorded)
    }
}

/// The people of one organisation in a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delegation {
    /// By its name or an alias, as the file has it.
    pub organization: Spanned<String>,
    /// Who is listed for it, in the order of print; may be empty.
    pub people: Vec<Attendee>,
}

/// Whether it is that of a call that took place: a list of absent people alone was written before it.
fn shows_call_held(attendance: &[Delegation]) -> bool {
    let mut people = attendance.iter().flat_map(|delegation| &delegation.people).peekable();
    people.peek().is_none() || people.any(|person| person.present)
}

fn by_organization<S: Serializer>(delegations: &Option<Vec<Delegation>>, serializer: S) -> Result<S::Ok, S::Error> {
    match delegations {
        None => serializer.serialize_none(),
        Some(delegations) => serializer.collect_map(delegations.iter().map(|one| (&one.organization, &one.people))),
    }
}

/// A person in the attendance of a call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(transform = or_text)]
pub struct Attendee {
    /// The full name, spelt as under `people` in `workgroup.yaml` where the person stands there.
    pub name: Spanned<String>,
    /// What the person was in this call, such as `chair`; printed behind the name.
    pub role: Option<String>,
    /// `false` for a person who is listed but was not there; left out, the person was there.
    #[schemars(extend("default" = true))]
    pub present: bool,
    /// A remark printed behind the name, such as `excused`.
    pub note: Option<String>,
}

/// What a call said of the minutes before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(transform = or_word("decision"))]
pub struct Approval {
    /// What the call decided; `approved` seals the minutes it is about.
    pub decision: Spanned<ApprovalDecision>,
    /// The call whose minutes are meant; left out, the last one that was held.
    pub of: Option<Spanned<NaiveDate>>,
    /// What the call wanted changed in them, as Markdown; left out where nothing.
    pub corrections: Option<Spanned<String>>,
}

/// Whether minutes were approved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ApprovalDecision {
    /// Accepted, with the corrections if there are any; those minutes are sealed from then on.
    Approved,
    /// Refused; those minutes stay open to changes.
    NotApproved,
    /// Left to a later call; those minutes stay open to changes.
    Postponed,
}

impl ApprovalDecision {
    /// Every decision with its key in the files.
    pub const KEYS: [(&'static str, ApprovalDecision); 3] = [
        ("approved", ApprovalDecision::Approved),
        ("not-approved", ApprovalDecision::NotApproved),
        ("postponed", ApprovalDecision::Postponed),
    ];
}

/// News from elsewhere, told at the start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Recap {
    /// Where the news is from, such as `TSC 2026-02-05`.
    pub heading: Spanned<String>,
    /// The address of a page that the heading leads to.
    pub link: Option<Spanned<String>>,
    /// What is new, as Markdown; left out where the heading says it all.
    pub body: Option<Spanned<String>>,
}

/// An item of the agenda, or another topic; of one that is an issue alone, the number will do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(transform = names_one_thing, transform = or_number)]
pub struct Item {
    /// The whole item, for findings about something that it does not say.
    #[serde(skip)]
    pub place: crate::source::Place,
    /// What a topic is: `information`, `review`, `scope-enhancement`, ...
    pub kind: Option<String>,
    /// An issue, as 63 or `owner/repo#63`. An item has one of `issue`, `pr`, `proposal`, or only a `title`.
    pub issue: Option<Spanned<Reference>>,
    /// A pull request, as 280 or `owner/repo#280`; that of a proposal's template stands for the proposal.
    pub pr: Option<Spanned<Reference>>,
    /// The file name of a proposal in `backlog/`, without `.yaml`: for one that has no issue.
    pub proposal: Option<Spanned<String>>,
    /// What the minutes call it where no proposal gives it a name; needed when nothing else names the item.
    pub title: Option<Spanned<String>>,
    /// Who brings it: an organisation or a person. Printed where no proposal names an owner.
    pub who: Option<Spanned<String>>,
    /// When it was put on the agenda, a day or a moment; left out, it was carried over from an earlier call
    /// (procedure 1).
    pub added: Option<Spanned<When>>,
    /// Why it is treated although it came late (procedure 1).
    pub exception: Option<String>,
    /// Treated to be closed.
    #[schemars(default)]
    pub closing: bool,
    /// `false` where the call did not come to it; left out, what else is recorded shows that it did.
    pub treated: Option<bool>,
    /// What was said in this call, as Markdown; later minutes repeat it in the item's history.
    pub update: Option<Spanned<String>>,
    /// What the call decided on it, each as Markdown, in the order of print; may be empty.
    pub decisions: Vec<Spanned<String>>,
    /// The action points that this call opened for it, in the order of print; may be empty.
    pub actions: Vec<Action>,
}

impl Item {
    /// Whether the file has the number of the issue alone, and no map with keys.
    pub fn is_number_alone(&self) -> bool {
        self.issue.as_ref().is_some_and(|issue| issue.place == self.place)
    }

    /// Whether the call recorded something of it.
    pub fn is_recorded(&self) -> bool {
        self.update.is_some() || !self.decisions.is_empty() || !self.actions.is_empty() || self.treated.is_some()
    }

    /// Whether it was talked about.
    pub fn is_treated(&self) -> bool {
        self.treated != Some(false) && self.is_recorded()
    }
}

/// The next call as announced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(transform = or_announcement)]
pub struct NextAnnouncement {
    /// The day, where the announcement gives one.
    pub date: Option<Spanned<NaiveDate>>,
    /// Local start in the group's zone, where the announcement gives one.
    #[serde(serialize_with = "time")]
    pub start: Option<NaiveTime>,
    /// Local end in the group's zone, where the announcement gives one.
    #[serde(serialize_with = "time")]
    pub end: Option<NaiveTime>,
    /// The announcement in its own words, as Markdown; printed instead of the day.
    pub text: Option<Spanned<String>>,
}

/// A correction of approved minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Correction {
    /// The day on which the minutes were mended.
    pub date: Spanned<NaiveDate>,
    /// What was wrong and what was changed, as Markdown.
    pub text: Spanned<String>,
}
