//! What every topic builds on.

use super::calendar::Calendar;
use super::calls::Calls;
use super::index::Index;
use super::moment::{Now, is_later, resolve_moment};
use crate::model::group::Group;
use crate::model::meeting::{Item, Meeting};
use crate::model::when::When;
use crate::model::workgroup::Workgroup;
use chrono::NaiveDate;
use std::sync::Arc;

/// The records as of one moment, with the calls and the indexes that most topics need.
pub struct ViewBase<'g> {
    pub(super) group: &'g Group,
    pub(super) workgroup: &'g Workgroup,
    pub(super) now: Now,
    pub(super) calendar: Arc<Calendar<'g>>,
    pub(super) index: Arc<Index<'g>>,
    pub(super) calls: Arc<Calls<'g>>,
}

impl ViewBase<'_> {
    /// The day of a moment in the group's time zone.
    pub(super) fn day_of(&self, when: When) -> NaiveDate {
        resolve_moment(when, self.workgroup.timezone).date_naive()
    }

    /// The items and the topics about a proposal that were added to an agenda after it was sent, in the order of the call.
    pub(super) fn items_added_after<'m>(&self, meeting: &'m Meeting, sent: When) -> Vec<&'m Item> {
        let is_new = |item: &&Item| {
            item.added.as_ref().is_some_and(|added| is_later(added.value, sent, self.workgroup.timezone))
        };
        let topics = meeting.topics.iter().filter(|topic| self.index.item_proposal(topic).is_some());
        topics.chain(&meeting.agenda).filter(is_new).collect()
    }
}
