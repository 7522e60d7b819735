//! What a new call takes over from the last one.

use super::Views;
use crate::model::meeting::{Item, Meeting};
use chrono::NaiveDate;

impl<'g> Views<'g> {
    /// The items of the last call before a day (a cancelled one too) that are still open on that day, in
    /// its order: those whose proposal is active, closing items that are not closed, and items of no
    /// proposal that were not treated.
    pub fn carried_over(&self, date: NaiveDate) -> Option<(&'g Meeting, Vec<&'g Item>)> {
        let last = self.meetings_before(date).last()?;
        let open = |item: &&Item| match self.index.proposal_of(item) {
            Some(proposal) if item.closing => !self.is_closed_on(proposal, date),
            Some(proposal) => self.is_active_on(proposal, date),
            None => item.closing || !item.is_treated(),
        };
        Some((last, last.agenda.iter().filter(open).collect()))
    }
}
