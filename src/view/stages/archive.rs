//! Which frozen proposals are due to be archived.

use crate::model::proposal::Proposal;
use crate::model::stage::ReachedStage;
use crate::view::stages::{Stages, is_return_announced};
use chrono::NaiveDate;

/// A frozen proposal that is due to be archived (docs/procedure.md#agreement-9).
pub struct DueArchive<'g> {
    /// The proposal.
    pub proposal: &'g Proposal,
    /// The entry that froze it.
    pub freeze: &'g ReachedStage,
    /// The first day on which it should no longer be frozen.
    pub due: NaiveDate,
}

impl<'g> Stages<'g> {
    /// The proposals that have been frozen for too long by a day and whose return was not announced.
    pub fn due_archives(&self, day: NaiveDate) -> impl Iterator<Item = DueArchive<'g>> {
        self.frozen_proposals(day).filter_map(move |(proposal, freeze)| {
            let due = self.archive_due(freeze).filter(|due| *due <= day)?;
            (!is_return_announced(proposal, day)).then_some(DueArchive { proposal, freeze, due })
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::test_group::{TestGroup, day};

    #[test]
    fn a_proposal_whose_return_is_announced_is_not_archived() {
        for (more, expected) in
            [("", Some(day("2025-07-10"))), (", { stage: reactivated, date: 2026-03-12, notified: 2026-02-26 }", None)]
        {
            let group =
                TestGroup::new().proposal("a", format!("stages: [{{ stage: frozen, date: 2025-01-09 }}{more}]\n"));
            let views = group.views("2026-03-01");
            let due = views.stages.due_archives(day("2026-03-01")).map(|one| one.due);
            assert_eq!(due.collect::<Vec<_>>(), Vec::from_iter(expected), "{more}");
        }
    }
}
