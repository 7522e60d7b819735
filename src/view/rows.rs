//! The rows of the backlog table, in their order.

use super::Views;
use super::lifecycle::stage;
use crate::model::proposal::Proposal;
use crate::model::stage::Stage;

impl<'g> Views<'g> {
    /// The proposals that the table lists: as they were registered, ties by slug, those without a day
    /// after them, archived ones last.
    pub fn rows(&self) -> Vec<&'g Proposal> {
        let mut rows: Vec<&Proposal> = self.group.proposals.iter().filter(|proposal| proposal.kind.is_row()).collect();
        rows.sort_by_key(|proposal| {
            let registered = proposal.registered.as_ref().map(|day| day.value);
            (stage(proposal) == Some(Stage::Archived), registered.is_none(), registered, proposal.slug.as_str())
        });
        rows
    }
}
