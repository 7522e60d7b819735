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

/// What happened in a call, or is planned for it. Prose is Markdown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Meeting {
    /// The file it was read from.
    #[serde(skip)]
    pub file: FileId,
    /// The file's name without `.yaml`, which should be the date.
    #[serde(skip)]
    pub stem: String,
    /// The day of the call in the group's time zone; the file is named after it.
    pub date: Spanned<NaiveDate>,
    /// Why the call is held outside the schedule.
    pub extra: Option<Spanned<String>>,
    /// Local start in the group's time zone, such as "09:00", if it differs from the slot's. A call outside the
    /// schedule has no time without it.
    #[serde(serialize_with = "time")]
    pub start: Option<NaiveTime>,
    /// Local end in the group's time zone, on the next day if it is before the start; if omitted, the call is as long
    /// as the slot.
    #[serde(serialize_with = "time")]
    pub end: Option<NaiveTime>,
    /// When the agenda was sent to the reviewer's mailing list (procedure 3): a day or a moment; omitted before that.
    pub agenda_sent: Option<Spanned<When>>,
    /// When the minutes of this call were sent: a day or a moment; omitted before that. May be added to approved
    /// minutes.
    pub minutes_sent: Option<Spanned<When>>,
    /// What this call decided about earlier minutes.
    pub approval: Option<Approval>,
    /// Organizations with their people; if omitted, the attendance was not recorded; `{}` means that nobody came.
    #[serde(serialize_with = "by_organization")]
    #[schemars(with = "Option<BTreeMap<String, Vec<Attendee>>>")]
    pub attendance: Option<Vec<Delegation>>,
    /// News from elsewhere, in the order of the minutes; may be empty.
    pub recap: Vec<Recap>,
    /// Other topics, in the order of the call.
    pub topics: Vec<Item>,
    /// The discussion, in the order of the call.
    pub agenda: Vec<Item>,
    /// Action points opened by this call that do not belong to a single item; may be empty.
    pub actions: Vec<Action>,
    /// Changes of action points that earlier calls opened; may be empty.
    pub action_updates: Vec<ActionUpdate>,
    /// Prose before the tables.
    pub discussion: Option<Spanned<String>>,
    /// Any other business.
    pub aob: Option<Spanned<String>>,
    /// A planned agenda in prose (style `mom`).
    pub outline: Option<Spanned<String>>,
    /// What was corrected in these minutes after a later call had approved them; printed at their end.
    pub corrections: Vec<Correction>,
    /// Prose without a key of its own.
    pub sections: Vec<ProseSection>,
    /// The action points as listed in imported minutes.
    pub register: Vec<RegisterRow>,
    /// The next call as announced in these minutes.
    pub next: Option<NextAnnouncement>,
    /// Text that an import could not assign to a key, verbatim; empty in files that were not imported.
    pub unparsed: Vec<super::proposal::UnparsedText>,
    /// Rules that are waived for this file, each with the reason; may be empty.
    pub allow: Vec<Waiver>,
}

impl Meeting {
    /// The topics and the agenda items, in the order of the minutes.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.topics.iter().chain(&self.agenda)
    }

    /// All action points opened in this call: of topics, of agenda items, of no item.
    pub fn opened_actions(&self) -> impl Iterator<Item = (Option<&Item>, &Action)> {
        let of_items = self.items().flat_map(|item| item.actions.iter().map(move |action| (Some(item), action)));
        of_items.chain(self.actions.iter().map(|action| (None, action)))
    }

    /// Whether it contains nothing but the time of the call.
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

    /// Whether it records what can only happen in a call: attendance, an approval, a decision, a new or changed action
    /// point. A note may be written before the call.
    pub fn has_results(&self) -> bool {
        self.attendance.as_deref().is_some_and(shows_call_held)
            || self.approval.is_some()
            || !self.action_updates.is_empty()
            || self.opened_actions().next().is_some()
            || self.items().any(|item| !item.decisions.is_empty())
    }

    /// Whether anything is recorded, even a note written before the call.
    pub fn is_recorded(&self) -> bool {
        self.attendance.as_deref().is_some_and(shows_call_held)
            || self.approval.is_some()
            || !self.actions.is_empty()
            || !self.action_updates.is_empty()
            || self.items().any(Item::is_recorded)
    }
}

/// The people of one organization in a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delegation {
    /// By its name or an alias, as written in the file.
    pub organization: Spanned<String>,
    /// The people listed for it, in the order of the minutes; may be empty.
    pub people: Vec<Attendee>,
}

/// Whether it shows that the call took place: a list of absent people only was written before it.
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
    /// The full name, spelled as under `people` in `workgroup.yaml` if the person is listed there.
    pub name: Spanned<String>,
    /// The person's role in this call, such as `chair`; printed after the name.
    pub role: Option<String>,
    /// `false` for a person who is listed but was absent; if omitted, the person was present.
    #[schemars(extend("default" = true))]
    pub present: bool,
    /// A remark printed after the name, such as `excused`.
    pub note: Option<String>,
}

/// What a call decided about earlier minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(transform = or_word("decision"))]
pub struct Approval {
    /// The decision; `approved` seals those minutes.
    pub decision: Spanned<ApprovalDecision>,
    /// The day of the call with those minutes; if omitted, the last call that was held.
    pub of: Option<Spanned<NaiveDate>>,
    /// The corrections that the call requested, as Markdown; omitted if there are none.
    pub corrections: Option<Spanned<String>>,
}

/// Whether minutes were approved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ApprovalDecision {
    /// Accepted, with corrections if there are any; those minutes are sealed from then on.
    Approved,
    /// Refused; those minutes can still be changed.
    NotApproved,
    /// Postponed to a later call; those minutes can still be changed.
    Postponed,
}

impl ApprovalDecision {
    /// All decisions with their keys in the files.
    pub const KEYS: [(&'static str, ApprovalDecision); 3] = [
        ("approved", ApprovalDecision::Approved),
        ("not-approved", ApprovalDecision::NotApproved),
        ("postponed", ApprovalDecision::Postponed),
    ];
}

/// News from elsewhere, reported at the start of a call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Recap {
    /// The source of the news, such as `TSC 2026-02-05`.
    pub heading: Spanned<String>,
    /// The URL that the heading links to.
    pub link: Option<Spanned<String>>,
    /// The news, as Markdown; omitted if the heading says it all.
    pub body: Option<Spanned<String>>,
}

/// An agenda item or another topic; for an issue without other keys, the number is enough.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(transform = names_one_thing, transform = or_number)]
pub struct Item {
    /// The place of the whole item, for findings about a missing key.
    #[serde(skip)]
    pub place: crate::source::Place,
    /// The kind of a topic: `information`, `review`, `scope-enhancement`, ...
    pub kind: Option<String>,
    /// An issue, as 63 or `owner/repo#63`. An item has one of `issue`, `pr` and `proposal`, or only a `title`.
    pub issue: Option<Spanned<Reference>>,
    /// A pull request, as 280 or `owner/repo#280`; the one with a proposal's template means the proposal.
    pub pr: Option<Spanned<Reference>>,
    /// The file name of a proposal in `backlog/`, without `.yaml`: for a proposal without an issue.
    pub proposal: Option<Spanned<String>>,
    /// The title in the minutes if no proposal has a name for it; required if nothing else identifies the item.
    pub title: Option<Spanned<String>>,
    /// Who brings it: an organization or a person. Printed if no proposal names an owner.
    pub who: Option<Spanned<String>>,
    /// When it was added to the agenda, a day or a moment; if omitted, it was carried over from an earlier call
    /// (procedure 1).
    pub added: Option<Spanned<When>>,
    /// Why it is treated although it was added late (procedure 1).
    pub exception: Option<String>,
    /// Whether the item is treated in order to be closed.
    #[schemars(default)]
    pub closing: bool,
    /// `false` if the call did not treat it; if omitted, the other keys show whether it did.
    pub treated: Option<bool>,
    /// What was said in this call, as Markdown; later minutes repeat it in the item's history.
    pub update: Option<Spanned<String>>,
    /// The decisions on it, each as Markdown, in the order of the minutes; may be empty.
    pub decisions: Vec<Spanned<String>>,
    /// The action points that this call opened for it, in the order of the minutes; may be empty.
    pub actions: Vec<Action>,
}

impl Item {
    /// Whether the file has only the number of the issue instead of a map.
    pub fn is_number_alone(&self) -> bool {
        self.issue.as_ref().is_some_and(|issue| issue.place == self.place)
    }

    /// Whether the call recorded something about it.
    pub fn is_recorded(&self) -> bool {
        self.update.is_some() || !self.decisions.is_empty() || !self.actions.is_empty() || self.treated.is_some()
    }

    /// Whether it was treated.
    pub fn is_treated(&self) -> bool {
        self.treated != Some(false) && self.is_recorded()
    }
}

/// The next call as announced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(transform = or_announcement)]
pub struct NextAnnouncement {
    /// The day, if announced.
    pub date: Option<Spanned<NaiveDate>>,
    /// Local start in the group's time zone, if announced.
    #[serde(serialize_with = "time")]
    pub start: Option<NaiveTime>,
    /// Local end in the group's time zone, if announced.
    #[serde(serialize_with = "time")]
    pub end: Option<NaiveTime>,
    /// The announcement verbatim, as Markdown; printed instead of the day.
    pub text: Option<Spanned<String>>,
}

/// A correction of approved minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Correction {
    /// The day on which the minutes were corrected.
    pub date: Spanned<NaiveDate>,
    /// What was wrong and what was changed, as Markdown.
    pub text: Spanned<String>,
}
