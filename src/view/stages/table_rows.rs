//! The rows of the backlog table, in order.

use crate::model::proposal::Proposal;
use crate::model::stage::Stage;
use crate::view::stages::Stages;

impl<'g> Stages<'g> {
    /// The proposals in the table: by registration day, then by slug; those without a day after them, archived ones
    /// last.
    pub fn table_rows(&self) -> Vec<&'g Proposal> {
        let mut rows: Vec<&Proposal> =
            self.base.group.proposals.iter().filter(|proposal| proposal.kind.is_row()).collect();
        rows.sort_by_key(|proposal| {
            let registered = proposal.registered.as_ref().map(|day| day.value);
            (
                self.current_stage(proposal) == Some(Stage::Archived),
                registered.is_none(),
                registered,
                proposal.slug.as_str(),
            )
        });
        rows
    }
}

#[cfg(test)]
mod tests {
    use crate::test_group::TestGroup;

    #[test]
    fn rows_are_in_the_order_of_registration() {
        let views = TestGroup::new()
            .proposal("a", "registered: 2020-01-01\nstages: [archived]\n")
            .proposal("b", "")
            .proposal("c", "registered: 2024-01-01\n")
            .proposal("d", "registered: 2023-01-01\n")
            .proposal("e", "registered: 2024-01-01\n")
            .proposal("f", "kind: name-change\n")
            .views("2026-01-01");
        assert_eq!(views.stages.table_rows().iter().map(|row| row.slug.clone()).collect::<String>(), "dceba");
    }
}
