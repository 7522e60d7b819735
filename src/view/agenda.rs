//! The agenda of a call: each item with its section and verdict.

pub mod mail;
pub mod progress;
pub mod timing;

#[cfg(test)]
mod tests;

use super::agenda::timing::Timing;
use super::base::ViewBase;
use super::calendar::Call;
use super::history::Histories;
use super::index::Subject;
use super::lookup::ItemList;
use super::owners;
use super::stages::{Stages, freeze_or_archive_on, is_return_announced};
use crate::model::meeting::{Item, Meeting};
use crate::model::proposal::Proposal;
use crate::model::reference::Reference;
use crate::model::stage::Stage;
use std::collections::HashMap;
use std::sync::Arc;

/// An item with everything derived from it.
#[derive(Debug, Clone)]
pub struct AgendaItem<'g> {
    /// The call.
    pub meeting: &'g Meeting,
    /// The item in the call's file.
    pub item: &'g Item,
    /// What it is about. Items about the same thing have the same subject.
    pub subject: Subject,
    /// The proposal it is about, if any.
    pub proposal: Option<&'g Proposal>,
    /// Whether an earlier item in the same list is about the same thing, which `duplicate-agenda-item` reports: the
    /// history is printed with the first one only.
    pub is_repeated: bool,
    /// Whether a call that treats it has to record something about it.
    pub needs_record: bool,
    /// Whether it was added before the agenda closed.
    pub timing: Timing,
    /// The section of the minutes that it is printed in.
    pub section: ItemSection,
    /// The most serious verdict that applies now.
    pub verdict: Verdict,
    /// Whether it was added late according to the records alone.
    pub is_late: bool,
    /// The verdict according to the records alone. Minutes and mails print this one, so that they do not change as time
    /// passes.
    pub recorded_verdict: Verdict,
}

impl<'g> AgendaItem<'g> {
    /// Its issue, or that of its proposal.
    pub fn issue(&self) -> Option<&'g Reference> {
        let own = self.item.issue.as_ref();
        own.or_else(|| self.proposal?.issue.as_ref()).map(|issue| &issue.value)
    }

    /// The name of its proposal on the day of the call, or its own title.
    pub fn title(&self) -> Option<&'g str> {
        let name = self.proposal.map(|proposal| owners::name_on(proposal, self.meeting.date.value));
        name.or_else(|| self.item.title.as_ref().map(|title| title.as_str()))
    }
}

/// The section of the minutes that an item belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemSection {
    /// Carried over, or added in time.
    Current,
    /// Added after the agenda closed.
    OutOfAgenda,
    /// To be closed in this call, regardless of when it was added.
    Closing,
}

/// What a secretary needs to know about an item before the call, most serious first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// No linked issue or PR, or a proposal before approval without an issue.
    NoIssue,
    /// Frozen or archived, and its return was not announced.
    Frozen,
    /// Added after the agenda closed, without an exception.
    Late,
    /// No proposal has this issue or PR.
    Unlisted,
    /// Added late, with an exception.
    Exception,
    /// In order: it was on an earlier agenda.
    CarriedOver,
    /// In order: it was added before the agenda closed.
    OnTime,
}

impl Verdict {
    /// The value in JSON.
    pub fn json_key(self) -> &'static str {
        self.names()[0]
    }

    /// The name for people.
    pub fn display_name(self) -> &'static str {
        self.names()[1]
    }

    fn names(self) -> [&'static str; 2] {
        match self {
            Verdict::NoIssue => ["no-issue", "no issue"],
            Verdict::Frozen => ["frozen", "frozen"],
            Verdict::Late => ["late", "late"],
            Verdict::Unlisted => ["unlisted", "not in the backlog"],
            Verdict::Exception => ["exception", "late, with an exception"],
            Verdict::CarriedOver => ["carried-over", "carried over"],
            Verdict::OnTime => ["on-time", "on time"],
        }
    }
}

impl ItemSection {
    /// The value in JSON.
    pub fn json_key(self) -> &'static str {
        match self {
            ItemSection::Current => "current",
            ItemSection::OutOfAgenda => "out-of-agenda",
            ItemSection::Closing => "closing",
        }
    }
}

/// The agendas of calls.
pub struct Agendas<'g> {
    pub(super) base: Arc<ViewBase<'g>>,
    pub(super) stages: Arc<Stages<'g>>,
    pub(super) history: Arc<Histories<'g>>,
}

impl<'g> Agendas<'g> {
    /// The agenda items of a call, in order.
    pub fn items(&self, meeting: &'g Meeting) -> Vec<AgendaItem<'g>> {
        self.assess_items(meeting, ItemList::Agenda)
    }

    /// The other topics of a call, in order. The closing of the agenda applies to topics that name a proposal; the
    /// others may be added at any time.
    pub fn topics(&self, meeting: &'g Meeting) -> Vec<AgendaItem<'g>> {
        self.assess_items(meeting, ItemList::Topics)
    }

    /// The items that the closing of the agenda applies to: the agenda, then the topics that name a proposal.
    pub fn bound_items(&self, meeting: &'g Meeting) -> Vec<AgendaItem<'g>> {
        let topics = self.topics(meeting).into_iter().filter(|topic| topic.proposal.is_some());
        self.items(meeting).into_iter().chain(topics).collect()
    }

    /// Derives the facts about items. An item that the closing does not apply to is on time.
    fn assess_items(&self, meeting: &'g Meeting, list: ItemList) -> Vec<AgendaItem<'g>> {
        let call = self.base.calendar.call_for(meeting);
        let closing = self.base.calendar.closing(&call);
        let verdict = |item: &Item, proposal: Option<&Proposal>, timing: Timing| match (list, proposal) {
            (ItemList::Topics, Some(_)) => timing_verdict(item, timing),
            _ => self.item_verdict(item, proposal, timing, &call),
        };
        let items = list.items(meeting);
        let mut is_carried_over: HashMap<Subject, bool> = HashMap::with_capacity(items.len());
        let judge = |item: &'g Item| {
            let subject = self.base.index.item_subject(item);
            let proposal = self.base.index.subject_proposal(&subject);
            let is_repeated = is_carried_over.contains_key(&subject) && !subject.is_nameless();
            let is_carried_over = *is_carried_over
                .entry(subject.clone())
                .or_insert_with_key(|subject| self.is_on_earlier_agenda(subject, meeting));
            let is_bound = list == ItemList::Agenda || proposal.is_some();
            let bound = is_bound.then(|| self.item_timing(item, is_carried_over, closing));
            let timing = bound.unwrap_or(Timing::OnTime);
            let recorded = bound.map_or(Timing::OnTime, |bound| bound.timing_by_records(item));
            let verdict_now = verdict(item, proposal, timing);
            let recorded_verdict = if recorded == timing { verdict_now } else { verdict(item, proposal, recorded) };
            let is_late = recorded == Timing::Late;
            let section = match is_late {
                _ if item.closing => ItemSection::Closing,
                true => ItemSection::OutOfAgenda,
                false => ItemSection::Current,
            };
            AgendaItem {
                meeting,
                item,
                subject,
                proposal,
                is_repeated,
                needs_record: list == ItemList::Agenda && !item.closing,
                timing,
                section,
                verdict: verdict_now,
                is_late,
                recorded_verdict,
            }
        };
        items.iter().map(judge).collect()
    }

    fn item_verdict(&self, item: &Item, proposal: Option<&Proposal>, timing: Timing, call: &Call) -> Verdict {
        let on_timing = timing_verdict(item, timing);
        let resting = proposal.is_some_and(|proposal| is_frozen_without_notice(proposal, item, call));
        match proposal {
            _ if self.lacks_issue(item, proposal, call) => Verdict::NoIssue,
            _ if resting => Verdict::Frozen,
            None if on_timing > Verdict::Unlisted && (item.issue.is_some() || item.pr.is_some()) => Verdict::Unlisted,
            _ => on_timing,
        }
    }

    /// Whether an item lacks the linked issue that the procedure requires (docs/procedure.md#agreement-1).
    fn lacks_issue(&self, item: &Item, proposal: Option<&Proposal>, call: &Call) -> bool {
        match proposal {
            None => item.issue.is_none() && item.pr.is_none(),
            Some(proposal) => {
                let approved = self.stages.stage_on(proposal, call.date).is_some_and(Stage::is_approved);
                let has_pr = proposal.template.as_ref().is_some_and(|template| template.pr.is_some());
                item.issue.is_none()
                    && proposal.issue.is_none()
                    && !(approved && (has_pr || proposal.onboarding_issue.is_some()))
            }
        }
    }

    /// The calculation that findings cite: `the agenda of 2026-02-12 closed on 2026-02-05 09:00 UTC`.
    pub fn describe_closing(&self, meeting: &Meeting) -> String {
        let closing = self.base.calendar.closing(&self.base.calendar.call_for(meeting));
        format!("the agenda of {} closed on {closing}", meeting.date.value)
    }
}

/// The verdict based on timing alone.
fn timing_verdict(item: &Item, timing: Timing) -> Verdict {
    match timing {
        Timing::Late if item.exception.is_none() => Verdict::Late,
        Timing::Late => Verdict::Exception,
        Timing::CarriedOver => Verdict::CarriedOver,
        Timing::OnTime => Verdict::OnTime,
    }
}

/// Whether a frozen or archived proposal is on the agenda although its return was not announced
/// (docs/procedure.md#agreement-9).
pub fn is_frozen_without_notice(proposal: &Proposal, item: &Item, call: &Call) -> bool {
    !item.closing && freeze_or_archive_on(proposal, call.date).is_some() && !is_return_announced(proposal, call.date)
}
