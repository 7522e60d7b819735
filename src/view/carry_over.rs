//! The items that a call takes over from earlier calls, and the items that were lost on the way.

#[cfg(test)]
mod tests;

use super::base::ViewBase;
use super::index::{Mention, Subject};
use super::stages::{Stages, stages_until};
use crate::model::meeting::Meeting;
use crate::model::proposal::Proposal;
use crate::model::stage::{self, Carry, Stage};
use chrono::NaiveDate;
use std::collections::HashSet;
use std::sync::Arc;

/// The items that calls take over from earlier calls.
pub struct CarryOver<'g> {
    pub(super) base: Arc<ViewBase<'g>>,
    pub(super) stages: Arc<Stages<'g>>,
}

impl<'g> CarryOver<'g> {
    /// The items that the calls before a day leave open for a call on that day, newest call first, each in its order.
    /// If several calls have the same subject, the newest one decides.
    ///
    /// An item is open if its proposal is still carried, if it is a closing item that is not closed, or if it has no
    /// proposal and was not treated. Calls are searched back to the last regular one that was held: an extra call has
    /// an agenda of its own, and a canceled one treated nothing. Items that were open before that call but are missing
    /// in it, because its file was made too early, come last.
    pub fn items(&self, date: NaiveDate) -> Vec<Mention<'g>> {
        let mut open = self.items_left_open(date);
        let last = self.last_regular_before(date);
        let Some(last) = last.filter(|last| self.base.workgroup.records.is_complete_on(last.date.value)) else {
            return open;
        };
        let items = self.calls_to_carry_from(date).iter().flat_map(Meeting::items);
        let known: HashSet<Subject> = items.map(|item| self.base.index.item_subject(item)).collect();
        open.extend(self.items_left_open(last.date.value).into_iter().filter(|mention| {
            let subject = self.base.index.item_subject(mention.item);
            // Titles change their wording from call to call, so only items with an identifier are known to be missing.
            !matches!(subject, Subject::Title(_))
                && !known.contains(&subject)
                && self.is_certainly_open(mention)
                && self.is_item_open(mention, &subject, date)
        }));
        open
    }

    /// The same without the items that are missing in the last call.
    fn items_left_open(&self, date: NaiveDate) -> Vec<Mention<'g>> {
        let mut known = HashSet::new();
        let mut open = Vec::new();
        for meeting in self.calls_to_carry_from(date).iter().rev() {
            for item in &meeting.agenda {
                let subject = self.base.index.item_subject(item);
                // A title without letters or digits has an empty key, like every other such title.
                let mention = Mention { meeting, item, on_agenda: true };
                if (subject.is_nameless() || known.insert(subject.clone()))
                    && self.is_item_open(&mention, &subject, date)
                {
                    open.push(mention);
                }
            }
        }
        open
    }

    /// The subjects of the items that the calls before a day leave open.
    pub fn subjects(&self, date: NaiveDate) -> HashSet<Subject> {
        self.items(date).iter().map(|mention| self.base.index.item_subject(mention.item)).collect()
    }

    /// The open items of earlier calls that this call has neither on its agenda nor among its topics.
    pub fn missing(&self, meeting: &Meeting) -> Vec<Mention<'g>> {
        self.unlisted_items(meeting, self.items(meeting.date.value))
    }

    fn unlisted_items(&self, meeting: &Meeting, mut open: Vec<Mention<'g>>) -> Vec<Mention<'g>> {
        let listed: HashSet<Subject> = meeting.items().map(|item| self.base.index.item_subject(item)).collect();
        open.retain(|mention| !listed.contains(&self.base.index.item_subject(mention.item)));
        open
    }

    /// The missing items of a call that were dropped by mistake: the call before is over or has recorded something
    /// about them, and, if this call is over, no later call has them. Empty for an extra or canceled call and for one
    /// without items.
    pub fn dropped_items(&self, meeting: &Meeting) -> Vec<Mention<'g>> {
        if !self.is_regular(meeting) || meeting.items().next().is_none() {
            return Vec::new();
        }
        let is_over = self.base.calls.is_meeting_over(meeting);
        // A call that is over is not blamed for items that were already missing in the call before it.
        let mut dropped = match is_over {
            true => self.unlisted_items(meeting, self.items_left_open(meeting.date.value)),
            false => self.missing(meeting),
        };
        dropped.retain(|mention| {
            let subject = self.base.index.item_subject(mention.item);
            let newest = self.base.index.mentions(&subject).last();
            let has_returned = newest.is_some_and(|newest| newest.meeting.date.value > meeting.date.value);
            // Titles change their wording from call to call, so only an item recorded as not treated is known to be
            // open.
            let is_known = match &subject {
                Subject::Title(_) => mention.item.treated == Some(false),
                _ => self.is_certainly_open(mention),
            };
            is_known && !(is_over && has_returned)
        });
        dropped
    }

    /// Whether the last regular call before a day has a file: the schedule has no call without a file in between.
    pub fn is_last_call_filed(&self, day: NaiveDate) -> bool {
        let last = self.last_regular_before(day);
        last.is_some_and(|last| !self.base.calls.is_missing_between(last.date.value, day))
    }

    /// The last regular call before a day that has a file and was held.
    fn last_regular_before(&self, day: NaiveDate) -> Option<&'g Meeting> {
        self.calls_to_carry_from(day).first().filter(|first| self.is_regular(first))
    }

    /// The files of the calls before a day, oldest first, from the last regular one that was held.
    fn calls_to_carry_from(&self, day: NaiveDate) -> &'g [Meeting] {
        let before = self.base.calls.meetings_before(day);
        let regular = before.iter().rposition(|meeting| self.is_regular(meeting));
        &before[regular.unwrap_or(0)..]
    }

    fn is_regular(&self, meeting: &Meeting) -> bool {
        meeting.extra.is_none() && self.base.calls.is_held(meeting)
    }

    fn is_item_open(&self, mention: &Mention, subject: &Subject, date: NaiveDate) -> bool {
        let item = mention.item;
        match self.base.index.subject_proposal(subject) {
            Some(proposal) if item.closing => !self.stages.is_closed_on(proposal, date),
            Some(proposal) => self.stages.is_active_on(proposal, date) && !self.is_settled(proposal, subject, date),
            None => item.closing || !self.base.calls.has_treated(mention.meeting, item),
        }
    }

    /// Whether the proposal is approved and a call held afterwards, before the day, has treated it.
    fn is_settled(&self, proposal: &Proposal, subject: &Subject, date: NaiveDate) -> bool {
        let stages = date.pred_opt().map_or(&[][..], |day_before| stages_until(proposal, day_before));
        if stage::effective_stage(stages).map(Stage::carry) != Some(Carry::UntilTreated) {
            return false;
        }
        let reached = stages.iter().rev().find_map(|reached| reached.date.as_ref()).map(|date| date.value);
        let mentions = self.base.index.mentions(subject);
        let start = reached.map_or(0, |reached| mentions.partition_point(|it| it.meeting.date.value <= reached));
        let after = mentions[start..].iter().take_while(|mention| mention.meeting.date.value < date);
        after.into_iter().any(|mention| self.base.calls.has_treated(mention.meeting, mention.item))
    }

    /// Whether it is certain that a call left an item open: it recorded something about it, it was canceled, or it is
    /// over and its file is complete.
    fn is_certainly_open(&self, mention: &Mention) -> bool {
        let Mention { meeting, item, .. } = mention;
        item.is_recorded()
            || !self.base.calls.is_held(meeting)
            || (self.base.calls.is_meeting_over(meeting) && self.base.calls.is_file_complete(meeting))
    }
}
