//! A call: one file in `minutes/`.

mod item;

pub use item::Item;

use crate::finding::ProblemKind;
use crate::model::action::{Action, ActionUpdate, RegisterRow};
use crate::model::by_key::{ByKey, KeyedEntry};
use crate::model::confluence::PublishedMinutes;
use crate::model::page_url::PageUrl;
use crate::model::record::{Fields, Reader, record, words};
use crate::model::reference::Reference;
use crate::model::schedule::report_times;
use crate::model::when::{When, parse_day};
use crate::model::workgroup::{ProseSection, Waiver};
use crate::source::{FileId, Node, NodeKind, Spanned};
use chrono::{NaiveDate, NaiveTime};

record! {
    /// What happened in a call, or is planned for it. Prose is Markdown.
    pub struct Meeting: Default = "a call (a map)", check(check_call), with {
        /// The file it was read from.
        file: FileId = Fields::file,
        /// The file's name without `.yaml`, which should be the date.
        stem: String = Fields::stem,
    } {
        /// The day of the call in the group's time zone; the file is named after it.
        date: Spanned<NaiveDate>,
        /// Why the call is held outside the schedule.
        extra: Option<Spanned<String>> as line,
        /// Local start in the group's time zone, such as "09:00", if it differs from the slot's. A call outside the
        /// schedule has no time without it.
        start: Option<NaiveTime>,
        /// Local end in the group's time zone, on the next day if it is before the start; if omitted, the call is as long
        /// as the slot.
        end: Option<NaiveTime>,
        /// The URL to join the call, in the calendar and in the agenda mail, if it differs from the slot's. May be added
        /// to approved minutes.
        join: Option<Spanned<PageUrl>> as line,
        /// When the agenda was sent to the reviewer's mailing list (docs/procedure.md#agreement-3): a day or a
        /// moment; omitted before that.
        agenda_sent: Option<Spanned<When>>,
        /// The issue on GitHub with the agenda of this call; omitted before it is opened. May be added to approved minutes.
        agenda_issue: Option<Spanned<Reference>>,
        /// When the agenda in that issue was last brought up to date: a day or a moment. May be added to approved minutes.
        agenda_issue_sent: Option<Spanned<When>>,
        /// When the minutes of this call were sent: a day or a moment; omitted before that. May be added to approved
        /// minutes.
        minutes_sent: Option<Spanned<When>>,
        /// When the open action points were last sent after this call, before the next one: a day or a moment. May be
        /// added to approved minutes.
        actions_sent: Option<Spanned<When>>,
        /// The URL of the recording, in the mail of the minutes. May be added to approved minutes.
        recording: Option<Spanned<PageUrl>> as line,
        /// The page on Confluence with these minutes; omitted before it is published. May be added to approved minutes.
        page: Option<PublishedMinutes>,
        /// What this call decided about earlier minutes.
        previous_minutes: Option<Approval>,
        /// Organizations with their people; if omitted, the attendance was not recorded; `{}` means that nobody came.
        attendance: Option<ByKey<Delegation>>,
        /// News from elsewhere, in the order of the minutes; may be empty.
        recap: Vec<Recap>,
        /// Other topics, in the order of the call.
        topics: Vec<Item>,
        /// The discussion, in the order of the call.
        agenda: Vec<Item>,
        /// Action points opened by this call that do not belong to a single item; may be empty.
        actions: Vec<Action>,
        /// Changes of action points that earlier calls opened; may be empty.
        action_updates: Vec<ActionUpdate>,
        /// Prose before the tables.
        discussion: Option<Spanned<String>> as prose,
        /// Any other business.
        aob: Option<Spanned<String>> as prose,
        /// A planned agenda in prose (style `mom`).
        outline: Option<Spanned<String>> as prose,
        /// What was corrected in these minutes after a later call had approved them; printed at their end.
        corrections: Vec<Correction>,
        /// Prose without a key of its own.
        sections: Vec<ProseSection>,
        /// The action points as listed in imported minutes.
        register: Vec<RegisterRow>,
        /// The next call as announced in these minutes.
        next: Option<NextAnnouncement>,
        /// Rules that are waived for this file, each with the reason; may be empty.
        allow: Vec<Waiver>,
    }
}

impl Meeting {
    /// The keys that are not part of the minutes, and may change after these are approved.
    pub const UNSEALED_KEYS: [&str; 9] = [
        "join",
        "agenda-sent",
        "agenda-issue",
        "agenda-issue-sent",
        "minutes-sent",
        "actions-sent",
        "recording",
        "page",
        "allow",
    ];

    /// The keys that show when it is, whether it is held, and which minutes it approves.
    pub const OUTLINE_KEYS: [&str; 5] = ["date", "extra", "start", "end", "previous-minutes"];

    /// The topics and the agenda items, in the order of the minutes.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.topics.iter().chain(&self.agenda)
    }

    /// All action points opened in this call: of topics, of agenda items, of no item.
    pub fn opened_actions(&self) -> impl Iterator<Item = (Option<&Item>, &Action)> {
        let of_items = self.items().flat_map(|item| item.actions.iter().map(move |action| (Some(item), action)));
        of_items.chain(self.actions.iter().map(|action| (None, action)))
    }

    /// The people listed in the attendance, present or not, each with the delegation.
    pub fn listed_people(&self) -> impl Iterator<Item = (&Delegation, &Attendee)> {
        let delegations = self.attendance.iter().flatten();
        delegations.flat_map(|delegation| delegation.people.iter().map(move |person| (delegation, person)))
    }

    /// Whether it contains nothing but the time of the call and how to join it.
    pub fn is_empty(&self) -> bool {
        let (file, stem, extra, join) = (self.file, self.stem.clone(), self.extra.clone(), self.join.clone());
        let Self { date, start, end, .. } = *self;
        *self == Self { file, stem, date, extra, start, end, join, ..Self::default() }
    }

    /// Whether it records what can only happen in a call: attendance, an approval, a decision, a new or changed action
    /// point. A note may be written before the call.
    pub fn has_results(&self) -> bool {
        self.attendance.as_ref().is_some_and(|attendance| shows_call_held(attendance))
            || self.previous_minutes.is_some()
            || !self.action_updates.is_empty()
            || self.opened_actions().next().is_some()
            || self.items().any(|item| !item.decisions.is_empty())
    }

    /// Whether anything is recorded, even a note written before the call.
    pub fn is_recorded(&self) -> bool {
        self.has_results() || self.items().any(Item::is_recorded)
    }
}

/// The people of one organization in a call.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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

impl KeyedEntry for Delegation {
    type Value = Vec<Attendee>;
    const EXPECTED: &'static str = "a map of organizations to people";

    fn from_parts(organization: Spanned<String>, people: Vec<Attendee>) -> Self {
        Self { organization, people }
    }

    fn parts(&self) -> (&Spanned<String>, &Vec<Attendee>) {
        (&self.organization, &self.people)
    }
}

fn check_call(call: &Meeting, fields: &Fields, reader: &mut Reader) {
    if let Some(end) = fields.entry("end") {
        report_times(call.start, call.end, end.value.place, reader);
    }
    // Yes or no is not a reason, and the minutes would print it.
    if let Some(extra) = &call.extra
        && matches!(extra.to_ascii_lowercase().as_str(), "true" | "false" | "yes" | "no")
    {
        let message = format!("expected the reason for the call, found \"{}\"", extra.value);
        let help = "Write the reason: `extra: REASON`; a scheduled call does not have this key.".to_owned();
        reader.report(ProblemKind::WrongType, extra.place, message, Some(help));
    }
}

record! {
    /// A person in the attendance of a call.
    pub struct Attendee: Default = "a person", short(name) {
        /// The full name, spelled as under `people` in `workgroup.yaml` if the person is listed there.
        name: Spanned<String>,
        /// The person's role in this call, such as `chair`; printed after the name.
        role: Option<String>,
        /// `false` for a person who is listed but was absent; if omitted, the person was present.
        present: bool = true,
        /// A remark printed after the name, such as `excused`.
        note: Option<String>,
    }
}

record! {
    /// What a call decided about earlier minutes.
    pub struct Approval = "`approved`, or a map with `decision`, `date` and `corrections`", short(decision) {
        /// The decision; `approved` seals those minutes.
        decision: Spanned<ApprovalDecision>,
        /// The day of the call with those minutes; if omitted, the last call that was held.
        date: Option<Spanned<NaiveDate>>,
        /// The corrections that the call requested, as Markdown; omitted if there are none.
        corrections: Option<Spanned<String>> as prose,
    }
}

words! {
    /// Whether minutes were approved.
    pub enum ApprovalDecision = "a decision on the minutes" {
        /// Accepted, with corrections if there are any; those minutes are sealed from then on.
        Approved = "approved",
        /// Refused; those minutes can still be changed.
        NotApproved = "not-approved",
        /// Postponed to a later call; those minutes can still be changed.
        Postponed = "postponed",
    }
}

record! {
    /// News from elsewhere, reported at the start of a call.
    pub struct Recap: Default = "a recap with `heading` and `text`" {
        /// The source of the news, such as `TSC 2026-02-05`.
        heading: Spanned<String> as title,
        /// The URL that the heading links to.
        link: Option<Spanned<String>> as line,
        /// The news, as Markdown; omitted if the heading says it all.
        text: Option<Spanned<String>> as prose,
    }
}

record! {
    /// The next call as announced.
    pub struct NextAnnouncement: Default = "the date of the next call, or a map with `date` and `text`", short(date | text by pick_day_or_text) {
        /// The day, if announced.
        date: Option<Spanned<NaiveDate>>,
        /// Local start in the group's time zone, if announced.
        start: Option<NaiveTime>,
        /// Local end in the group's time zone, if announced.
        end: Option<NaiveTime>,
        /// The announcement verbatim, as Markdown; printed instead of the day.
        text: Option<Spanned<String>> as prose,
    }
}

/// What looks like a date is read as one, so that a mistake in it is reported.
fn pick_day_or_text(node: &Node, _: &mut Reader) -> Option<&'static str> {
    let NodeKind::Scalar { text, .. } = &node.kind else { return None };
    let is_day = parse_day(text).is_some() || text.starts_with(|c: char| c.is_ascii_digit());
    Some(if is_day { "date" } else { "text" })
}

record! {
    /// A correction of approved minutes.
    pub struct Correction: Default = "a correction with `date` and `text`", day(date) {
        /// The day on which the minutes were corrected.
        date: Spanned<NaiveDate>,
        /// What was wrong and what was changed, as Markdown.
        text: Spanned<String> as prose,
    }
}
