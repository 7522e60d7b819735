//! What a call takes over from the calls before it, and what it lost on the way.

#[cfg(test)]
mod tests;

use super::Views;
use super::index::{Mention, Subject};
use super::lifecycle::stages_until;
use crate::model::meeting::Meeting;
use crate::model::proposal::Proposal;
use crate::model::stage::{self, Carry, Stage};
use chrono::NaiveDate;
use std::collections::HashSet;

impl<'g> Views<'g> {
    /// What the calls before a day leave open for a call on that day, newest call first and each in its order. Of a
    /// thing that several of them have, the newest one decides.
    ///
    /// Open are items whose proposal is carried, closing items that are not closed, and items of no proposal that were
    /// not treated. The calls are read down to the last regular one that was held: an extra call has an agenda of its
    /// own, and a cancelled one treated nothing. What that call itself lacks of what was open before it, because its
    /// file was made too early, comes last.
    pub fn carried_items(&self, date: NaiveDate) -> Vec<Mention<'g>> {
        let mut open = self.items_left_open(date);
        let last = self.calls_to_carry_from(date).last().filter(|last| last.extra.is_none() && self.is_held(last));
        let Some(last) = last.filter(|last| self.is_complete_on(last.date.value)) else { return open };
        let known: HashSet<Subject> =
            self.calls_to_carry_from(date).flat_map(Meeting::items).map(|item| self.index.item_subject(item)).collect();
        open.extend(self.items_left_open(last.date.value).into_iter().filter(|mention| {
            let subject = self.index.item_subject(mention.item);
            // A title is worded differently from call to call, so only what names a thing shows that it is missing.
            !matches!(subject, Subject::Title(_))
                && !known.contains(&subject)
                && self.is_certainly_open(mention)
                && self.is_item_open(mention, &subject, date)
        }));
        open
    }

    /// The same without what the last call lacks.
    fn items_left_open(&self, date: NaiveDate) -> Vec<Mention<'g>> {
        let mut known = HashSet::new();
        let mut open = Vec::new();
        for meeting in self.calls_to_carry_from(date) {
            for item in &meeting.agenda {
                let subject = self.index.item_subject(item);
                // A title of signs only folds to nothing, as every other such title does.
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

    /// The subjects of what the calls before a day leave open for a call on that day.
    pub fn carried_subjects(&self, date: NaiveDate) -> HashSet<Subject> {
        self.carried_items(date).iter().map(|mention| self.index.item_subject(mention.item)).collect()
    }

    /// What the calls before this one leave open, and it has neither on its agenda nor among its topics.
    pub fn missing_items(&self, meeting: &Meeting) -> Vec<Mention<'g>> {
        self.unlisted_items(meeting, self.carried_items(meeting.date.value))
    }

    fn unlisted_items(&self, meeting: &Meeting, mut open: Vec<Mention<'g>>) -> Vec<Mention<'g>> {
        let listed: HashSet<Subject> = meeting.items().map(|item| self.index.item_subject(item)).collect();
        open.retain(|mention| !listed.contains(&self.index.item_subject(mention.item)));
        open
    }

    /// What is missing in a call and dropped off the agenda: the call before is over or has recorded something of it,
    /// and, where this call is over, no later one has it. Empty for a call that is an extra one, that is cancelled, or
    /// that lists nothing.
    pub fn dropped_items(&self, meeting: &Meeting) -> Vec<Mention<'g>> {
        if meeting.extra.is_some() || meeting.items().next().is_none() || !self.is_held(meeting) {
            return Vec::new();
        }
        let is_over = self.is_meeting_over(meeting);
        // A call that is over is not blamed for what the one before it lacked already.
        let mut dropped = match is_over {
            true => self.unlisted_items(meeting, self.items_left_open(meeting.date.value)),
            false => self.missing_items(meeting),
        };
        dropped.retain(|mention| {
            let subject = self.index.item_subject(mention.item);
            let newest = self.index.mentions(&subject).last();
            let has_returned = newest.is_some_and(|newest| newest.meeting.date.value > meeting.date.value);
            // A title is worded anew from call to call, so only what the call says of it shows that it is open.
            let is_known = match &subject {
                Subject::Title(_) => mention.item.treated == Some(false),
                _ => self.is_certainly_open(mention),
            };
            is_known && !(is_over && has_returned)
        });
        dropped
    }

    /// Whether the last regular call before a day that has a file is the last one that was held: the schedule has
    /// no call between them without a file.
    pub fn is_last_call_filed(&self, day: NaiveDate) -> bool {
        let last = self.calls_to_carry_from(day).filter(|meeting| self.is_held(meeting)).last();
        last.is_some_and(|last| !self.is_call_missing_between(last.date.value, day))
    }

    /// The files of the calls before a day, newest first, down to the last regular one that was held.
    fn calls_to_carry_from(&self, day: NaiveDate) -> impl Iterator<Item = &'g Meeting> {
        let mut at_regular = false;
        self.meetings_before(day).iter().rev().take_while(move |meeting| {
            let goes_on = !at_regular;
            at_regular = meeting.extra.is_none() && self.is_held(meeting);
            goes_on
        })
    }

    fn is_item_open(&self, mention: &Mention, subject: &Subject, date: NaiveDate) -> bool {
        let item = mention.item;
        match self.index.subject_proposal(subject) {
            Some(proposal) if item.closing => !self.is_closed_on(proposal, date),
            Some(proposal) => self.is_active_on(proposal, date) && !self.is_settled(proposal, subject, date),
            None => item.closing || !self.has_treated(mention.meeting, item),
        }
    }

    /// Whether the proposal is approved, and a call before a day was held after that and has treated it.
    fn is_settled(&self, proposal: &Proposal, subject: &Subject, date: NaiveDate) -> bool {
        let stages = date.pred_opt().map_or(&[][..], |day_before| stages_until(proposal, day_before));
        if stage::effective_stage(stages).map(Stage::carry) != Some(Carry::UntilTreated) {
            return false;
        }
        let reached = stages.iter().rev().find_map(|reached| reached.date.as_ref()).map(|date| date.value);
        let mentions = self.index.mentions(subject);
        let start = reached.map_or(0, |reached| mentions.partition_point(|it| it.meeting.date.value <= reached));
        let after = mentions[start..].iter().take_while(|mention| mention.meeting.date.value < date);
        after.into_iter().any(|mention| self.has_treated(mention.meeting, mention.item))
    }

    /// Whether a call says that it left an item open: it recorded something of it, it was cancelled, or it is over and
    /// its file is complete.
    fn is_certainly_open(&self, mention: &Mention) -> bool {
        let Mention { meeting, item, .. } = mention;
        item.is_recorded()
            || !self.is_held(meeting)
            || (self.is_meeting_over(meeting) && self.is_file_complete(meeting))
    }
}
